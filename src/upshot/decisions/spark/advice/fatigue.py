"""Is a boost wearing out? A control chart of its response rate, after taking out what the spend explains.

The log of the day's rate (clicks per impression) is expected at level + elasticity · log(spend ÷ typical spend); both
are learnt from the first days, the elasticity around a small negative one. What is left over, in standard deviations
of a count that scatters more than Poisson, runs through a lower CUSUM: one bad day does nothing, several do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAST_DAYS = 8
LEAST_BASELINE_DAYS = 5
BASELINE_SHARE = 1 / 3
LEAST_IMPRESSIONS = 200.0
ELASTICITY, ELASTICITY_SD = -0.1, 0.15  # of the rate with respect to spend: reaching further costs a little response
ORDINARY_SCATTER, SCATTER_DAYS = 0.12, 6.0  # sd of log rates from day to day beyond chance, worth six days
ALLOWANCE, ALARM = 0.5, 4.0  # of the CUSUM, in standard deviations
LAST_DAYS = 3
SUSTAINED = -1.0  # mean of the last three days, in standard deviations
FALL_WORTH_NAMING = -0.1


@dataclass(frozen=True)
class FatigueReading:
    """The chart's end. `since` is the place of the day on which the fall began; None where nothing fell."""

    is_tired: bool
    change_rel: float
    cusum: float
    since: int | None
    n_days: int


def read_fatigue(responses: Array, impressions: Array, spend: Array) -> FatigueReading | None:
    """Read one boost's chart; None with fewer than eight days to read.

    Parameters
    ----------
    responses, impressions, spend : (n_days,) oldest first; NaN or few impressions = the day is skipped
    """
    usable = np.isfinite(responses) & (np.nan_to_num(impressions) >= LEAST_IMPRESSIONS) & (spend > 0)
    days = np.flatnonzero(usable)
    if len(days) < LEAST_DAYS:
        return None
    y, n, s = responses[days], impressions[days], spend[days]
    first = max(LEAST_BASELINE_DAYS, int(len(days) * BASELINE_SHARE))
    x = np.log(s) - np.mean(np.log(s[:first]))
    rate = np.log((y + 0.5) / n)
    chance = 1 / (np.maximum(y, 0.0) + 0.5)
    level, slope, level_variance, scatter = _baseline(rate[:first], x[:first], chance[:first])
    expected = level + slope * x
    by_chance = 1 / np.maximum(np.exp(expected) * n, 0.5)
    sd = np.sqrt(by_chance + scatter**2 + level_variance + (ELASTICITY_SD * x) ** 2 * (np.abs(x) > 0))
    z = (rate - expected) / sd
    cusum, since = 0.0, None
    for place in range(first, len(z)):
        cusum = max(0.0, cusum - z[place] - ALLOWANCE)
        since = None if cusum == 0 else (place if since is None else since)
    recent = z[-LAST_DAYS:].mean()
    weight = n[-LAST_DAYS:]
    change = float(np.expm1(np.average((rate - expected)[-LAST_DAYS:], weights=weight)))
    is_tired = cusum > ALARM and recent < SUSTAINED and change <= FALL_WORTH_NAMING
    return FatigueReading(bool(is_tired), change, float(cusum), None if since is None else int(days[since]), len(days))


def _baseline(rate: Array, x: Array, chance: Array) -> tuple[float, float, float, float]:
    """(level, elasticity, variance of the level, sd of days beyond chance) of the first days."""
    scatter = ORDINARY_SCATTER
    for _ in range(4):
        weight = 1 / (chance + scatter**2)
        centre = np.average(x, weights=weight)
        information = float((weight * (x - centre) ** 2).sum()) + ELASTICITY_SD**-2
        pull = float((weight * (x - centre) * rate).sum()) + ELASTICITY / ELASTICITY_SD**2
        slope = pull / information
        left = rate - slope * x
        level = float(np.average(left, weights=weight))
        beyond = float(np.mean((left - level) ** 2 - chance)) * len(rate) / max(len(rate) - 1, 1)
        together = (len(rate) * max(beyond, 0.0) + SCATTER_DAYS * ORDINARY_SCATTER**2) / (len(rate) + SCATTER_DAYS)
        scatter = float(np.sqrt(together))
    return level, slope, float(1 / weight.sum()), scatter
