"""`upshot prove --from-prior`: simulation-based calibration of the creator response model."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from upshot.decisions.proof.prior_worlds import PriorWorlds
from upshot.decisions.proof.sbc import SbcResult, WorldRanks, calibrate
from upshot.errors import InvalidInput
from upshot.stats.calibration_ranks import RankTest
from upshot.surfaces.cli.commands.simulate import check_case
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.cli.prove import Task, programme_history
from upshot.surfaces.cli.proving.pool import n_cores, run_tasks
from upshot.surfaces.cli.proving.sizes import OWN, SIZES, size_of
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words
from upshot.worlds import simulate_world

if TYPE_CHECKING:
    from upshot.surfaces.cli.commands.prove import ProofAsked
    from upshot.surfaces.cli.options import Options

SHAPE_SEED = 1  # of the brand that lends its days, posts and views


class PriorProver:
    """Draws, fits and ranks one brand per task; an object, so that a process is given the shape once."""

    def __init__(self, worlds: PriorWorlds) -> None:
        self._worlds = worlds

    def __call__(self, task: Task) -> WorldRanks | None:
        """The ranks of the brand with the task's seed."""
        return self._worlds(task.seed)


def run_prove_prior(options: Options, asked: ProofAsked) -> int:
    """Draw brands of one case's shape from the prior and test the ranks of their truths; 1 where not uniform."""
    if asked.keep or asked.is_read_only or asked.is_like_mine or asked.out:
        raise InvalidInput("proof_prior_stands_alone")
    case = check_case(asked.cases[0]) if asked.cases else "base"
    size = SIZES["tiny"] if asked.scale == OWN else size_of(asked.scale)
    worlds = PriorWorlds(programme_history(simulate_world(case, SHAPE_SEED, scale=size)))
    tasks = [Task(case, seed) for seed in range(asked.first_seed, asked.first_seed + asked.worlds)]
    result = calibrate(run_tasks(PriorProver(worlds), tasks, workers=asked.workers or n_cores()))
    if options.is_json:
        options.print_json({name: _plain(test) for name, test in _tests(result)} | {"refused": result.n_refused})
    else:
        print_table(options.console, calibration_table(result, options.words))
        options.console.print(options.words.text("proof_prior_note", refused=result.n_refused), style="dim")
    return 1 if any(test.is_inside is False for _, test in _tests(result)) else 0


def _tests(result: SbcResult) -> tuple[tuple[str, RankTest], ...]:
    return ("total", result.total), ("creators", result.creators)


def _plain(test: RankTest) -> dict[str, object]:
    """The test without its curves."""
    return {name: value for name, value in asdict(test).items() if name not in ("at", "ecdf", "low", "high")}


def calibration_table(result: SbcResult, words: Words) -> TextTable:
    """One row for the total, one for the creators: whether their ranks are uniform."""
    labels = ("ranked", "worlds", "p_value", "mean_z", "spread_ratio", "inside")
    columns = tuple(Column(words.text(f"proof_prior_{label}"), label != "ranked") for label in labels)
    rows = tuple(
        (
            words.text(f"proof_prior_{name}"),
            words.number(test.n),
            words.number(test.chi2_p_value, digits=2),
            words.number(test.mean_z, digits=2),
            words.number(test.spread_ratio, digits=2),
            MISSING
            if test.is_inside is None
            else words.text("proof_prior_yes" if test.is_inside else "proof_prior_no"),
        )
        for name, test in _tests(result)
    )
    return TextTable("proof_prior", words.text("proof_prior_table"), columns, rows)
