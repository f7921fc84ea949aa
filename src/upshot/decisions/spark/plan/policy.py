"""How a day's budget is divided: what the arms may bring, the limits, and the average of the best divisions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.errors import InvalidInput
from upshot.stats.thompson import (
    EXPONENTS,
    Bounds,
    ResponseDraws,
    ResponsePrior,
    draw_responses,
    thompson_share,
    worthwhile_budget,
)

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

MEMORY = 0.93  # of one day: after a week six tenths are left, after a month a tenth
PRIOR_SHAPE = 1.5  # gamma shape of an arm nobody has seen: a spread of 80 %
N_DRAWS = 200
SPEND_IT = 1e-3  # margin per euro: what was found worth spending is divided, not doubted again


@dataclass(frozen=True)
class Limits:
    """What a division must respect; shares are of the day's budget.

    Attributes
    ----------
    max_step : largest change of an arm from one day to the next, 0–1; None = free (the first day)
    exploration_share : spread evenly as floors over all arms, so that every arm keeps being seen
    most_per_arm, most_per_creator : the most for one post, for all posts of one creator
    least_return : margin that the next euro must bring, else it stays unspent
    """

    max_step: float = 0.25
    exploration_share: float = 0.1
    most_per_arm: float = 0.6
    most_per_creator: float = 0.8
    least_return: float = 1.0

    def checked(self) -> Limits:
        """Itself.

        Raises
        ------
        InvalidInput : spark_limit_out_of_range
        """
        for name in ("max_step", "exploration_share", "most_per_arm", "most_per_creator"):
            value = getattr(self, name)
            if not 0 <= value <= 1 or (name.startswith("most") and value == 0):
                raise InvalidInput("spark_limit_out_of_range", name=name, seen=value)
        return self


def flat_prior(n_arms: int, reference_spend: float, margin: float, *, gain: Array | None = None) -> ResponsePrior:
    """Break-even at the reference spend for an ordinary arm; `gain` (n_arms,) log change expected of each."""
    expected = np.full(n_arms, reference_spend / margin)
    if gain is not None:
        expected = expected * np.exp(gain)
    return ResponsePrior(
        expected, reference_spend, np.full(n_arms, PRIOR_SHAPE), np.full(len(EXPONENTS), 1 / len(EXPONENTS))
    )


def day_bounds(budget: float, creator: Codes, limits: Limits, yesterday: Array | None, floors: Array) -> Bounds:
    """The limits of one day as money; yesterday's spend bounds today's unless it is None.

    `floors` (n_arms,) keep an arm alive; where the creator's cap or the step allow less, the floor gives way.
    """
    high = np.full(len(creator), limits.most_per_arm * budget)
    low = floors.copy()
    if yesterday is not None:
        high = np.minimum(high, np.maximum(yesterday * (1 + limits.max_step), floors))
        low = np.minimum(np.maximum(low, yesterday * (1 - limits.max_step)), high)
    cap = np.full(int(creator.max()) + 1, limits.most_per_creator * budget)
    low = np.minimum(low, high)
    owed = np.bincount(creator, low, minlength=len(cap))
    low = low * np.minimum(1.0, (cap / np.maximum(owed, 1e-12)))[creator]
    low = low * min(1.0, budget / max(float(low.sum()), 1e-12))
    return Bounds(low, high, creator, cap)


@dataclass(frozen=True)
class Division:
    """One day's money per arm, with the draws and the bounds it rests on."""

    spend: Array
    draws: ResponseDraws
    bounds: Bounds


def divide_day(
    spend: Array,
    events: Array,
    prior: ResponsePrior,
    *,
    margin: float,
    budget: float,
    creator: Codes,
    limits: Limits,
    rng: np.random.Generator,
    n_draws: int = N_DRAWS,
    yesterday: Array | None = None,
) -> Division:
    """Divide tomorrow's budget after the days seen so far.

    Parameters
    ----------
    spend, events : (n_days, n_arms) so far, oldest first; may be empty
    margin : money that one event is worth
    budget : the most for the day
    creator : (n_arms,) codes
    yesterday : (n_arms,) what today's steps are counted from; None = the last row of `spend`
    """
    n_arms = len(creator)
    draws = draw_responses(spend, events, prior, memory=MEMORY, n_draws=n_draws, rng=rng)
    floors = np.full(n_arms, limits.exploration_share * budget / n_arms)
    if yesterday is None and len(spend):
        yesterday = spend[-1]
    bounds = day_bounds(budget, creator, limits, yesterday, floors)
    return Division(divide(draws, np.full(n_arms, margin), budget, bounds, limits), draws, bounds)


def divide(
    draws: ResponseDraws,
    value: Array,
    budget: float,
    bounds: Bounds,
    limits: Limits,
    *,
    judged_by: ResponseDraws | None = None,
) -> Array:
    """How much: as long as the next euro is expected to pay. To whom: as Thompson sampling says.

    `judged_by` are the draws that say how much, where they are not those that say to whom.
    """
    worth = worthwhile_budget(judged_by or draws, value, bounds, least_return=limits.least_return)
    whole = max(min(budget, worth), float(bounds.low.sum()))
    return thompson_share(draws, value, whole, bounds, least_return=SPEND_IT)
