"""How much each way of dividing a budget loses against knowing every response."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.proof.table import Estimated, mean_over_worlds
from upshot.decisions.spark.plan.policy import Limits, day_bounds, divide_day, flat_prior
from upshot.stats.thompson import ResponseDraws, divide_budget

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

POLICIES = ("thompson", "equal_split", "greedy")
LEARNING_DAYS = 3  # of equal split, before the greedy one begins
N_DRAWS = 100


class Boosts(Protocol):
    """What a simulated brand tells: see `worlds.boost_response.BoostWorld`."""

    @property
    def scale(self) -> Array: ...
    @property
    def exponent(self) -> Array: ...
    @property
    def wear(self) -> Array: ...
    @property
    def creator(self) -> Codes: ...
    @property
    def budget(self) -> float: ...
    @property
    def n_days(self) -> int: ...
    @property
    def margin(self) -> float: ...
    @property
    def seed(self) -> int: ...
    def expected(self, spend: Array, spent_before: Array) -> Array: ...
    def observed(self, expected: Array, day: int) -> Array: ...


@dataclass(frozen=True)
class PlanRow:
    """One policy: regret (lost gain ÷ the oracle's gain), the ratio of its regret to equal split's, share of wins."""

    policy: str
    gain_per_euro: Estimated  # margin − spend, per euro of the whole budget
    regret: Estimated
    ratio_to_equal: Estimated
    wins_over_equal: Estimated


@dataclass(frozen=True)
class PlanTable:
    """The proof of the allocation over `n_worlds` worlds, from `seed` on."""

    n_worlds: int
    seed: int
    n_days: int
    rows: tuple[PlanRow, ...]


def gains_of_world(world: Boosts, limits: Limits | None = None) -> dict[str, float]:
    """Margin less spend of each policy and of the oracle over all days; expected margin, so that luck cancels."""
    limits = limits or Limits()
    return {
        "oracle": _run(world, lambda _spend, _events, _day, spent: _oracle_day(world, limits, spent)),
        "thompson": _run(world, lambda spend, events, day, _spent: _thompson_day(world, limits, spend, events, day)),
        "equal_split": _run(world, lambda *_: _equal(world)),
        "greedy": _run(world, lambda spend, events, day, _spent: _greedy_day(world, limits, spend, events, day)),
    }


def tabulate_plans(
    worlds: Sequence[dict[str, float]], budgets: Sequence[float], *, n_days: int, seed: int
) -> PlanTable:
    """Average the regrets, each with its Monte-Carlo interval; budgets are of the whole time."""
    by = {name: np.array([world[name] for world in worlds]) for name in ("oracle", *POLICIES)}
    total = np.array(budgets)
    regret = {name: by["oracle"] - by[name] for name in POLICIES}
    rows = tuple(
        PlanRow(
            name,
            mean_over_worlds((by[name] / total).tolist()),
            _ratio(regret[name], by["oracle"]),
            _ratio(regret[name], regret["equal_split"]),
            mean_over_worlds((by[name] >= by["equal_split"] - 1e-9).astype(float).tolist()),
        )
        for name in POLICIES
    )
    return PlanTable(len(worlds), seed, n_days, rows)


Day = Callable[[Array, Array, int, Array], Array]


def _run(world: Boosts, divide: Day) -> float:
    n = len(world.creator)
    spend, events = np.zeros((0, n)), np.zeros((0, n))
    spent, gain = np.zeros(n), 0.0
    for day in range(world.n_days):
        today = divide(spend, events, day, spent)
        expected = world.expected(today, spent)
        gain += float(expected.sum() * world.margin - today.sum())
        spend, events = np.vstack([spend, today]), np.vstack([events, world.observed(expected, day)])
        spent = spent + today
    return gain


def _equal(world: Boosts) -> Array:
    n = len(world.creator)
    return np.full(n, world.budget / n)


def _thompson_day(world: Boosts, limits: Limits, spend: Array, events: Array, day: int) -> Array:
    if not len(spend):
        return _equal(world)
    rng = np.random.default_rng([world.seed, day])
    prior = flat_prior(len(world.creator), world.budget / len(world.creator), world.margin)
    return divide_day(
        spend, events, prior, margin=world.margin, budget=world.budget, creator=world.creator, limits=limits,
        rng=rng, n_draws=N_DRAWS,
    ).spend  # fmt: skip


def _greedy_day(world: Boosts, limits: Limits, spend: Array, events: Array, day: int) -> Array:
    """All the money that the caps allow to the arms with the most events per euro so far, best first."""
    if day < LEARNING_DAYS:
        return _equal(world)
    rate = events.sum(axis=0) / np.maximum(spend.sum(axis=0), 1e-9)
    left, today = world.budget, np.zeros(len(rate))
    room = np.full(int(world.creator.max()) + 1, limits.most_per_creator * world.budget)
    for arm in np.argsort(-rate, kind="stable"):
        today[arm] = min(left, limits.most_per_arm * world.budget, room[world.creator[arm]])
        room[world.creator[arm]] -= today[arm]
        left -= today[arm]
    return today


def _oracle_day(world: Boosts, limits: Limits, spent: Array) -> Array:
    """The best division of this day for someone who knows every response and its wear; no steps, no exploration."""
    now = world.scale * np.exp(-spent / world.wear)
    truth = ResponseDraws(now[None], world.exponent[None])
    free = Limits(1.0, 0.0, limits.most_per_arm, limits.most_per_creator, limits.least_return)
    bounds = day_bounds(world.budget, world.creator, free, None, np.zeros(len(now)))
    value = np.full(len(now), world.margin)
    best: Array = divide_budget(truth, value, world.budget, bounds, least_return=limits.least_return)[0]
    return best


def _ratio(part: Array, whole: Array) -> Estimated:
    """Ratio of sums with its jackknife interval over worlds."""
    n, top, base = len(part), float(part.sum()), float(whole.sum())
    if n < 2 or base <= 0:
        return Estimated(top / base if base > 0 else None, None, None, n)
    left = (top - part) / (base - whole)
    half = 1.96 * float(np.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2)))
    return Estimated(top / base, top / base - half, top / base + half, n)
