"""Join simulated brands and the estimate in memory, and score one against the other: the work behind `upshot prove`.

Worlds and decisions may not know each other; this is the one place, beside the benchmarks, where they meet. What is
run, in how many processes, and where results are kept is in `proving/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import LiftTest, ProgrammeHistory, estimate_incremental
from upshot.decisions.proof import (
    Effort,
    Outcome,
    OwnBrand,
    Trial,
    Truth,
    credit_by_peers,
    sampling_figures,
    score_world,
    try_own_brand,
)
from upshot.surfaces.cli.proving.effort import Meter
from upshot.worlds import Scale, World, first_click_orders, history_of, simulate_world, true_effects


@dataclass(frozen=True)
class Task:
    """One world to fit; `scale` None = the case's own size."""

    case: str
    seed: int
    scale: Scale | None = None


def prove_world(task: Task) -> Outcome:
    """Simulate, estimate, score one world; same task, same outcome, the effort apart."""
    return _scored(task, lambda: try_world(task))


def try_world(task: Task) -> Trial:
    """Simulate a world and estimate it as if its truth were not known."""
    world = simulate_world(task.case, task.seed, scale=task.scale)
    history = programme_history(world)
    peers = credit_by_peers(history, first_click=first_click_orders(world), seed=task.seed)
    return Trial(estimate_incremental(history, seed=task.seed), truth_of(world), peers)


class OwnBrandProver:
    """Fits replicates of one brand; an object, so that a process is given the brand once."""

    def __init__(self, brand: OwnBrand) -> None:
        self._brand = brand

    def __call__(self, task: Task) -> Outcome:
        """Draw, estimate, score one replicate."""
        return _scored(task, lambda: try_own_brand(self._brand, task.seed))


def _scored(task: Task, attempt: Callable[[], Trial]) -> Outcome:
    """Run one trial, measure it, and let no failure of one world end the others: it is counted and shown."""
    with Meter() as meter:
        try:
            trial = attempt()
        except Exception as error:  # noqa: BLE001 (a proof that hid its failures would prove nothing)
            return Outcome(task.case, task.seed, None, failure=f"{type(error).__name__}: {error}"[:300])
    if isinstance(trial.estimate, InsufficientEvidence):
        effort = Effort(meter.wall_s, meter.cpu_s, meter.peak_mb)
        return Outcome(task.case, task.seed, None, refusal=trial.estimate.reason, effort=effort)
    figures = sampling_figures(trial.estimate.diagnostics)
    return Outcome(
        case=task.case,
        seed=task.seed,
        method=trial.estimate.method,
        score=score_world(trial.estimate, trial.truth, peers=trial.peers),
        effort=Effort(meter.wall_s, meter.cpu_s, meter.peak_mb, **figures),
    )


def programme_history(world: World) -> ProgrammeHistory:
    """The world's daily arrays as the estimate's own type."""
    seen = vars(history_of(world))
    return ProgrammeHistory(**{**seen, "lift_tests": tuple(LiftTest(**vars(test)) for test in seen["lift_tests"])})


def truth_of(world: World) -> Truth:
    """Orders that each creator and post really caused, a halo's orders in other channels included.

    Break-even orders are costs ÷ the brand's mean gross margin per order.
    """
    true = true_effects(world)
    counted = world.orders.counted
    unit_margin = float(world.orders.net_e4[counted].mean()) / 1e4 * world.parameters.gross_margin_rate
    halo = 1 + world.parameters.halo_share
    return Truth(
        incremental_orders=true.creator_orders * halo,
        break_even_orders=true.creator_cost / unit_margin,
        post_orders=true.post_orders.astype(np.float64) * halo,
        expected_orders=true.creator_orders_expected * halo,
        programme_break_even_orders=true.cost / unit_margin,
    )
