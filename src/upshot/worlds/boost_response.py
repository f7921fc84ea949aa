"""Simulated boosts: posts whose return falls with spend and with wear, in days that scatter more than chance.

Events (purchases) of a day are negative binomial around a·s^b · wear; wear falls with the money that the post has had,
for some posts soon and for some never. What is paid for an event is its margin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

UNIT_MARGIN = 22.0  # money per purchase
MEDIAN_RETURN = 1.3  # margin per euro at an equal share of the budget
LOG_RETURN_SD = 0.6  # between posts of one brand
TIRING_SHARE = 0.5  # of posts that wear out within the weeks looked at
DAY_SCATTER = 0.05  # variance of a day's rate ÷ its square


@dataclass(frozen=True)
class BoostWorld:
    """Truth of `n_arms` posts; a day's expected events of arm i are scale·s^exponent·exp(−spent ÷ wear)."""

    scale: Array
    exponent: Array
    wear: Array  # money after which 63 % of the effect is gone; inf = never tires
    creator: Codes
    budget: float  # a day
    n_days: int
    margin: float
    seed: int

    def expected(self, spend: Array, spent_before: Array) -> Array:
        """(n_arms,) expected events of a day."""
        full: Array = self.scale * np.where(spend > 0, np.maximum(spend, 1e-12) ** self.exponent, 0.0)
        return full * np.exp(-spent_before / self.wear)

    def observed(self, expected: Array, day: int) -> Array:
        """Events as they come: the same chance for every way of dividing the budget."""
        rng = np.random.default_rng([self.seed, 515, day])
        rate = expected * rng.gamma(1 / DAY_SCATTER, DAY_SCATTER, len(expected))
        return rng.poisson(rate).astype(np.float64)


def simulate_boosts(seed: int) -> BoostWorld:
    """One brand: 5–14 posts of 2–6 creators, four weeks, 200–2,000 a day."""
    rng = np.random.default_rng([seed, 5_15])
    n = int(rng.integers(5, 15))
    budget = float(np.exp(rng.uniform(np.log(200), np.log(2_000))))
    exponent = rng.uniform(0.45, 0.85, n)
    returns = MEDIAN_RETURN * np.exp(LOG_RETURN_SD * rng.standard_normal(n))
    share = budget / n
    wear = np.where(rng.random(n) < TIRING_SHARE, budget * np.exp(rng.uniform(np.log(1.5), np.log(15), n)), np.inf)
    creator = rng.integers(0, int(rng.integers(2, 7)), n)
    return BoostWorld(
        returns * share / UNIT_MARGIN / share**exponent, exponent, wear, creator, budget, 28, UNIT_MARGIN, seed
    )
