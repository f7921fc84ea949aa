"""`upshot prove`: how often the intervals are right where the truth is known, beside the simple ways."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.proof import Outcome, OwnBrand, ProofTable, tabulate
from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.simulate import check_case
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.cli.prove import OwnBrandProver, Task, prove_world
from upshot.surfaces.cli.proving.ledger import Ledger, Question
from upshot.surfaces.cli.proving.pool import Job, n_cores, run_tasks
from upshot.surfaces.cli.proving.sizes import OWN, size_of
from upshot.surfaces.presentation.proof import OWN_CASE, case_name, proof_markdown, proof_notes, proof_tables
from upshot.worlds import CASES

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import Workspace

PAGE_ENDINGS = (".html", ".json", ".md")


@dataclass(frozen=True)
class ProofAsked:
    """What the line asked for."""

    worlds: int
    cases: tuple[str, ...]
    first_seed: int
    scale: str
    workers: int | None
    keep: Path | None
    is_read_only: bool
    out: Path | None
    is_like_mine: bool


def run_prove(options: Options, asked: ProofAsked) -> int:
    """Fit what is not fitted yet, and print, write or return the table."""
    _check_files(asked)
    if asked.is_read_only:
        if asked.keep is None:
            raise InvalidInput("proof_read_without_file")
        if not asked.keep.is_file():
            raise InvalidInput("proof_nothing_to_read", file=str(asked.keep))
        return _show(options, asked, _cases_of(Ledger.read(asked.keep), asked.cases))
    if asked.is_like_mine:
        return _prove_own_brand(options, asked)
    size = size_of(asked.scale)
    cases = list(CASES) if "all" in asked.cases or not asked.cases else [check_case(case) for case in asked.cases]
    seeds = range(asked.first_seed, asked.first_seed + asked.worlds)
    ledger = Ledger.open(asked.keep, Question(asked.scale))
    _run(options, asked, ledger, prove_world, [Task(case, seed, size) for case in cases for seed in seeds])
    wanted = {(case, seed) for case in cases for seed in seeds}
    return _show(options, asked, ledger, wanted=wanted)


def _check_files(asked: ProofAsked) -> None:
    """Refuse what could not be written before an hour is spent on it."""
    if asked.out is not None and asked.out.suffix not in PAGE_ENDINGS:
        raise InvalidInput("unknown_report_format", file=str(asked.out), valid=", ".join(PAGE_ENDINGS))
    for path in (asked.keep, asked.out):
        if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise InvalidInput("proof_file_cannot_be", file=str(path), folder=str(path.absolute().parent))


def _cases_of(ledger: Ledger, cases: tuple[str, ...]) -> Ledger:
    """What the ledger holds of these cases; of all of them when none is named."""
    if not cases or "all" in cases:
        return ledger
    chosen = {check_case(case) for case in cases}
    return Ledger(ledger.path, ledger.question, [one for one in ledger.outcomes if one.case in chosen])


def _prove_own_brand(options: Options, asked: ProofAsked) -> int:
    """On brands like yours: replicates of the workspace's own estimate."""
    if asked.cases:
        raise InvalidInput("proof_own_brand_has_no_cases", seen=", ".join(asked.cases))
    if asked.scale != OWN:
        raise InvalidInput("proof_own_brand_has_its_size", seen=asked.scale)
    workspace = options.open_workspace()
    brand = own_brand(workspace, seed=asked.first_seed)
    if isinstance(brand, InsufficientEvidence):
        return _say_too_little(options, brand)
    version = f"{workspace.name} {workspace.data_version()} seed {asked.first_seed}"
    ledger = Ledger.open(asked.keep, Question(OWN_CASE, brand=version))
    seeds = range(asked.first_seed, asked.first_seed + asked.worlds)
    _run(options, asked, ledger, OwnBrandProver(brand), [Task(OWN_CASE, seed) for seed in seeds])
    return _show(options, asked, ledger, wanted={(OWN_CASE, seed) for seed in seeds})


def own_brand(workspace: Workspace, *, seed: int) -> OwnBrand | InsufficientEvidence:
    """The workspace's history, estimate and costs in orders; costs are None without a margin rate or an order value."""
    from upshot.decisions.verdict.answer import unit_margin
    from upshot.decisions.verdict.case import gather, open_case
    from upshot.decisions.verdict.model import Scope

    material = gather(workspace, now=datetime.now(UTC), seed=seed)
    if isinstance(material.estimate, InsufficientEvidence):
        return material.estimate
    case = open_case(material, Scope(kind="all"))
    history, margin = material.estimate.history, unit_margin(case)
    if not margin or case.costs.total <= 0:
        return OwnBrand(history, material.estimate)
    needed = (1 + case.hurdle_rate) / margin
    costs = [float(sum(case.costs.by_creator.get(name, (0, 0)))) for name in history.creators]
    return OwnBrand(history, material.estimate, np.array(costs) * needed, float(case.costs.total) * needed)


def _run(options: Options, asked: ProofAsked, ledger: Ledger, job: Job[Outcome], tasks: list[Task]) -> None:
    """Run what the ledger does not hold yet, keeping and announcing every outcome."""
    todo = [task for task in tasks if not ledger.has(task.case, task.seed)]
    told = _Progress(options, len(todo), n_kept=len(tasks) - len(todo))
    for outcome in run_tasks(job, todo, workers=asked.workers or n_cores()):
        ledger.add(outcome)
        told.about(outcome)


class _Progress:
    """Says on the error stream what is done and how long the rest will take; silent for programs."""

    def __init__(self, options: Options, n: int, *, n_kept: int) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False, markup=False)
        self._words, self._n, self._done, self._began = options.words, n, 0, time.monotonic()
        self._is_silent = options.is_quiet or options.is_json
        if n_kept and not self._is_silent:
            self._console.print(self._words.text("cli_proof_kept", n=n_kept), style="dim")

    def about(self, outcome: Outcome) -> None:
        """Say it; every world while there are few, a hundred lines at most."""
        self._done += 1
        if self._is_silent or (self._done % math.ceil(self._n / 100) and self._done != self._n):
            return
        left = (time.monotonic() - self._began) / self._done * (self._n - self._done)
        text = self._words.text(
            "cli_proving",
            case=case_name(outcome.case, self._words),
            done=self._done,
            total=self._n,
            minutes=math.ceil(left / 60),
        )
        self._console.print(text, style="dim")
        if outcome.failure is not None:
            failed = self._words.text(
                "cli_proof_failed", case=case_name(outcome.case, self._words), seed=outcome.seed, error=outcome.failure
            )
            self._console.print(failed, style="red")


def _say_too_little(options: Options, found: InsufficientEvidence) -> int:
    """Too little evidence is a result: there is no estimate to replicate."""
    words = options.words
    facts = dict(found.facts)
    if options.is_json:
        document = {"insufficient_evidence": found.reason, "facts": facts, "what_would_help": found.what_would_help}
        options.print_json(document)
        return 1
    options.console.print(words.text("proof_own_brand_insufficient"))
    options.console.print(f"  • {words.text(found.reason, **words.facts(facts))}")
    for code in found.what_would_help:
        options.console.print(f"  → {words.text(code)}")
    return 1


def _show(options: Options, asked: ProofAsked, ledger: Ledger, *, wanted: set[tuple[str, int]] | None = None) -> int:
    """Tabulate the wanted worlds (all that are kept, without a wish), then print or write."""
    chosen = [one for one in ledger.outcomes if wanted is None or (one.case, one.seed) in wanted]
    table = tabulate(chosen, scale=ledger.question.scale, order=list(CASES))
    if asked.out is not None:
        _write(options, asked.out, table)
        options.say("cli_report_written", file=str(asked.out))
    elif options.is_json:
        options.print_json(asdict(table))
    else:
        for text in _text(options, table):
            options.console.print(text, style="dim")
    return 0


def _text(options: Options, table: ProofTable) -> Iterator[str]:
    """Print the tables that a terminal has room for; the rest is in the page. Yields the notes."""
    shown = {"proof_coverage", "proof_decisions", "proof_error_ratio", "proof_budget_regret", "proof_effort"}
    for one in proof_tables(table, options.words):
        if one.name in shown:
            print_table(options.console, one)
    for note in proof_notes(table, options.words):
        yield f"  – {note}"


def _write(options: Options, out: Path, table: ProofTable) -> None:
    from upshot.surfaces.reports.writing import write_file

    if out.suffix == ".html":
        from upshot.surfaces.reports.proof_page import render_proof

        content = render_proof(table, options.words)
    elif out.suffix == ".md":
        content = proof_markdown(table, options.words)
    else:
        import json

        content = json.dumps(asdict(table), ensure_ascii=False, indent=2) + "\n"
    write_file(out, content.encode())
