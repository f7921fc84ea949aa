"""A budget over arms whose return falls with spend: learn each arm's response, and divide by what it may be worth.

An arm that gets `s` a day brings `a·s^b` events a day, 0 < b < 1. Counts are Poisson (tempered by their scatter), `a`
has a gamma prior, `b` lies on a grid, so that learning is exact and in closed form. Yesterday counts more than last
week: each day that passes leaves only `memory` of what was known, which is how a tiring arm is noticed.
Thompson sampling: every draw of the responses has its own best division; the average over draws gives each arm money
in the measure in which it may be the best one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

EXPONENTS = np.array([0.4, 0.55, 0.7, 0.85])  # of spend; 1 would mean that a thousandth euro works like the first
N_BISECTIONS = 40
MOST_MONEY = 1e12  # a day: an arm without a cap
HIGHEST_EXTRA_PRICE = 30.0  # log; e^30 euros of return a euro: nothing is bought at that price


@dataclass(frozen=True)
class ResponsePrior:
    """What is known of arms before they are seen.

    `events_at_reference` (n_arms,) expected events a day at `reference_spend`; `shape` the gamma's shape (1 ÷ cv²);
    `exponent_weights` (n_exponents,) prior of b over `EXPONENTS`.
    """

    events_at_reference: Array
    reference_spend: float
    shape: Array
    exponent_weights: Array


@dataclass(frozen=True)
class ResponseDraws:
    """`scale` a and `exponent` b, both (n_draws, n_arms); events a day = a·s^b."""

    scale: Array
    exponent: Array

    def events(self, spend: Array) -> Array:
        """(n_draws, n_arms) events a day at `spend` (n_arms,) or (n_draws, n_arms)."""
        events: Array = np.where(spend > 0, self.scale * np.maximum(spend, 1e-12) ** self.exponent, 0.0)
        return events

    def marginal(self, spend: Array) -> Array:
        """(n_draws, n_arms) events of the next euro at `spend`, which must be positive."""
        slope: Array = self.scale * self.exponent * np.maximum(spend, 1e-9) ** (self.exponent - 1)
        return slope


@dataclass(frozen=True)
class Bounds:
    """What one day's division must respect, money per day.

    `low`, `high` (n_arms,) per arm; `group` (n_arms,) codes with `group_high` (n_groups,), the most for one creator.
    """

    low: Array
    high: Array
    group: Codes
    group_high: Array


def draw_responses(
    spend: Array, events: Array, prior: ResponsePrior, *, memory: float, n_draws: int, rng: np.random.Generator
) -> ResponseDraws:
    """Learn from days and draw.

    Parameters
    ----------
    spend, events : (n_days, n_arms), oldest first; a day without spend says nothing
    memory : 0–1, what one day leaves of the weight of the day before
    """
    age = np.arange(len(spend))[::-1, None]
    weight = memory**age * (spend > 0)
    raised = np.where(spend > 0, np.maximum(spend, 1e-12), 1.0)[None] ** EXPONENTS[:, None, None]
    exposure = (weight * raised).sum(axis=1)  # (n_exponents, n_arms)
    counts = (weight * events).sum(axis=0)
    temper = _overdispersion(spend, events, counts, exposure, raised)
    counts, exposure = counts / temper, exposure / temper
    start = prior.reference_spend ** EXPONENTS[:, None]  # the gamma prior of a, in units of each exponent
    shape = prior.shape[None]
    rate = shape * start / np.maximum(prior.events_at_reference, 1e-12)[None]
    evidence = shape * np.log(rate) - (shape + counts) * np.log(rate + exposure)  # marginal likelihood of each b …
    evidence = evidence + (weight * events / temper * np.log(raised)).sum(axis=1)  # … up to what all b share
    log_weight = np.log(prior.exponent_weights)[:, None] + evidence
    share = np.exp(log_weight - logsumexp(log_weight, axis=0))
    place = (rng.random((n_draws, 1, spend.shape[1])) > np.cumsum(share, axis=0)[None]).sum(axis=1)
    place = np.minimum(place, len(EXPONENTS) - 1)
    arms = np.arange(spend.shape[1])
    drawn = rng.gamma((shape + counts)[0], size=(n_draws, spend.shape[1])) / (rate + exposure)[place, arms]
    return ResponseDraws(drawn, EXPONENTS[place])


def divide_budget(draws: ResponseDraws, value: Array, budget: float, bounds: Bounds, *, least_return: float) -> Array:
    """The best division of a day's budget, for every draw of the responses.

    Parameters
    ----------
    value : (n_arms,) what one event is worth, money
    budget : the most that may be spent in the day
    least_return : the next euro must bring at least this much, else it is not spent (floors are spent anyway)

    Returns
    -------
    (n_draws, n_arms) money per day; rows sum to at most `budget`

    Raises
    ------
    InvalidInput : floors_above_budget, floor_above_cap (an arm's, or the arms' of one group)
    """
    if (bounds.low > bounds.high + 1e-9).any():
        raise InvalidInput("floor_above_cap", arms=int((bounds.low > bounds.high).sum()))
    floors = np.bincount(bounds.group, bounds.low, minlength=len(bounds.group_high))
    if (floors > bounds.group_high + 1e-9).any():
        raise InvalidInput("floor_above_cap", arms=int((floors > bounds.group_high).sum()))
    if bounds.low.sum() > budget * (1 + 1e-9):
        raise InvalidInput("floors_above_budget", floors=round(float(bounds.low.sum()), 2), budget=round(budget, 2))
    worth = draws.scale * draws.exponent * value
    top = np.log(np.maximum((worth * np.maximum(bounds.low, 1e-3) ** (draws.exponent - 1)).max(axis=1), 1e-9)) + 1.0
    low, high = np.full(len(worth), np.log(max(least_return, 1e-9))), np.maximum(top, np.log(max(least_return, 1e-9)))
    if (_spends(low, draws, worth, bounds).sum(axis=1) <= budget).all():
        return _spends(low, draws, worth, bounds)
    for _ in range(N_BISECTIONS):
        middle = (low + high) / 2
        is_too_much = _spends(middle, draws, worth, bounds).sum(axis=1) > budget
        low, high = np.where(is_too_much, middle, low), np.where(is_too_much, high, middle)
    return _spends(high, draws, worth, bounds)


def thompson_share(draws: ResponseDraws, value: Array, budget: float, bounds: Bounds, *, least_return: float) -> Array:
    """(n_arms,) the average over draws of each draw's own best division, money per day."""
    divided: Array = divide_budget(draws, value, budget, bounds, least_return=least_return).mean(axis=0)
    return divided


def worthwhile_budget(draws: ResponseDraws, value: Array, bounds: Bounds, *, least_return: float) -> float:
    """The money a day beyond which the next euro is expected to bring less than `least_return`, floors included.

    Expectations over the draws are concave in spend as each draw is; groups' caps are left to the division.
    """
    low, high = np.maximum(bounds.low, 1e-6), np.clip(bounds.high, 1e-6, MOST_MONEY)
    for _ in range(N_BISECTIONS):
        middle = np.sqrt(low * high)
        pays = draws.marginal(middle).mean(axis=0) * value >= least_return
        low, high = np.where(pays, middle, low), np.where(pays, high, middle)
    return float(np.maximum(np.where(low > 2e-6, low, 0.0), bounds.low).sum())


def _spends(log_price: Array, draws: ResponseDraws, worth: Array, bounds: Bounds) -> Array:
    """What each arm gets when the next euro must return e^log_price everywhere, creators' caps respected."""
    log_worth = np.log(np.maximum(worth, 1e-300))

    def at(price: Array) -> Array:
        spend: Array = np.clip(np.exp((log_worth - price) / (1 - draws.exponent)), bounds.low, bounds.high)
        return spend

    spend = at(log_price[:, None])
    member = np.zeros((spend.shape[1], len(bounds.group_high)))
    member[np.arange(spend.shape[1]), bounds.group] = 1.0
    if (spend @ member <= bounds.group_high + 1e-9).all():
        return spend
    low = np.zeros((len(spend), len(bounds.group_high)))  # an over-full group pays a price of its own on top
    high = np.full_like(low, HIGHEST_EXTRA_PRICE)
    for _ in range(N_BISECTIONS // 2):
        middle = (low + high) / 2
        is_over = at(log_price[:, None] + middle[:, bounds.group]) @ member > bounds.group_high
        low, high = np.where(is_over, middle, low), np.where(is_over, high, middle)
    high = np.where(spend @ member > bounds.group_high, high, 0.0)
    return at(log_price[:, None] + high[:, bounds.group])


def _overdispersion(spend: Array, events: Array, counts: Array, exposure: Array, raised: Array) -> float:
    """Pearson χ² per day at the middle exponent, 1–10: how much wider than Poisson the days scatter."""
    middle = len(EXPONENTS) // 2
    expected = raised[middle] * (counts / np.maximum(exposure[middle], 1e-12))[None]
    informative = (spend > 0) & (expected > 0.5)
    if informative.sum() < 12:
        return 1.0
    return float(np.clip(np.mean((events - expected)[informative] ** 2 / expected[informative]), 1.0, 10.0))
