"""Join simulated brands with the ranking and the division of budgets: the runner behind `upshot spark prove`.

Worlds and decisions may not know each other; this is one of the places where they meet.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from upshot.decisions.spark.candidates.proof import ChoiceTable, regrets_of_world, tabulate_choices
from upshot.decisions.spark.candidates.scoring import SignalTable
from upshot.decisions.spark.plan.proof import PlanTable, gains_of_world, tabulate_plans
from upshot.errors import InvalidInput
from upshot.worlds.boost_response import simulate_boosts
from upshot.worlds.post_choice import CASES, simulate_post_choice

Progress = Callable[[str, int, int], None]


def prove_candidates(n_worlds: int, seed: int, on_progress: Progress | None = None) -> dict[str, ChoiceTable]:
    """The table of each case.

    Raises
    ------
    InvalidInput : spark_proof_needs_worlds
    """
    _check(n_worlds)
    tables = {}
    for case in CASES:
        regrets = []
        for number in range(n_worlds):
            world = simulate_post_choice(seed + number, case)
            unknown = np.full(len(world.views), np.nan)
            table = SignalTable(world.successes, world.trials, unknown, unknown, world.kind, world.creator)
            boosts = (world.clicks, world.impressions)
            regrets.append(regrets_of_world(table, world.views, boosts, world.paid_value, seed=seed + number))
            if on_progress is not None:
                on_progress(case, number + 1, n_worlds)
        tables[case] = tabulate_choices(regrets, seed=seed)
    return tables


def prove_plan(n_worlds: int, seed: int, on_progress: Progress | None = None) -> PlanTable:
    """The table of the division of budgets.

    Raises
    ------
    InvalidInput : spark_proof_needs_worlds
    """
    _check(n_worlds)
    gains, budgets, n_days = [], [], 0
    for number in range(n_worlds):
        world = simulate_boosts(seed + number)
        gains.append(gains_of_world(world))
        budgets.append(world.budget * world.n_days)
        n_days = world.n_days
        if on_progress is not None:
            on_progress("plan", number + 1, n_worlds)
    return tabulate_plans(gains, budgets, n_days=n_days, seed=seed)


def _check(n_worlds: int) -> None:
    if n_worlds < 1:
        raise InvalidInput("spark_proof_needs_worlds", seen=n_worlds)
