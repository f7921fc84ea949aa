"""Join simulated brands and the estimate in memory, and score one against the other: the runner behind `upshot prove`.

Worlds and decisions may not know each other; this is the one place, beside the benchmarks, where they meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import METHOD, LiftTest, ProgrammeHistory, estimate_incremental
from upshot.decisions.proof import ProofTable, Truth, WorldScore, score_world, tabulate
from upshot.errors import InvalidInput
from upshot.worlds import CASES, World, history_of, simulate_world, true_effects
from upshot.worlds.cases import find_case

Progress = Callable[[str, int, int], None]  # case, worlds done, worlds in all (over all cases)


def run_proof(
    cases: Sequence[str],
    n_worlds: int,
    seed: int = 1,
    on_progress: Progress | None = None,
    *,
    level: float = 0.9,
) -> ProofTable:
    """Fit `n_worlds` simulated brands of each case and tabulate coverage, errors and regret.

    Parameters
    ----------
    cases : names of cases; empty = all of them
    n_worlds : worlds per case, seeds `seed`, `seed` + 1, …
    on_progress : called after each world

    Raises
    ------
    UnknownName : a case that does not exist, with the nearest names
    InvalidInput : fewer than one world
    """
    if n_worlds < 1:
        raise InvalidInput("proof_needs_worlds", seen=n_worlds)
    names = [find_case(name).name for name in cases] or list(CASES)
    scores: dict[str, list[WorldScore | None]] = {name: [] for name in names}
    for done, (name, world_seed) in enumerate((n, seed + i) for n in names for i in range(n_worlds)):
        scores[name].append(prove_one(name, world_seed, level=level))
        if on_progress is not None:
            on_progress(name, done + 1, len(names) * n_worlds)
    return tabulate(scores, level=level, seed=seed, method=METHOD)


def prove_one(case: str, seed: int, *, level: float = 0.9) -> WorldScore | None:
    """Simulate, estimate, score one world; None when the estimate answers insufficient evidence."""
    world = simulate_world(case, seed)
    history = programme_history(world)
    estimate = estimate_incremental(history, seed=seed)
    if isinstance(estimate, InsufficientEvidence):
        return None
    return score_world(estimate, truth_of(world, history), seed=seed, level=level)


def programme_history(world: World) -> ProgrammeHistory:
    """The world's daily arrays as the estimate's own type."""
    seen = vars(history_of(world))
    return ProgrammeHistory(**{**seen, "lift_tests": tuple(LiftTest(**vars(test)) for test in seen["lift_tests"])})


def truth_of(world: World, history: ProgrammeHistory) -> Truth:
    """Orders that each creator really caused, a halo's orders in other channels included, and what naive credit says.

    Break-even orders are the creator's own cost ÷ the brand's mean gross margin per order.
    """
    true = true_effects(world)
    counted = world.orders.counted
    unit_margin = float(world.orders.net_e4[counted].mean()) / 1e4 * world.parameters.gross_margin_rate
    nothing = np.zeros((len(history.creators), len(history.days)))
    return Truth(
        incremental_orders=true.creator_orders * (1 + world.parameters.halo_share),
        code_orders=np.nansum(history.tracked_orders.get("code", nothing), axis=1),
        last_click_orders=np.nansum(history.tracked_orders.get("link", nothing), axis=1),
        break_even_orders=true.creator_cost / unit_margin,
    )
