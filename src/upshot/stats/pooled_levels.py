"""Levels of groups from a few noisy values each: drawn towards one another as far as the groups are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
N_STEPS = 12  # of the iteration for the spreads; settles to the third digit


@dataclass(frozen=True)
class LevelsPrior:
    """What is believed before the data; the spreads count as much as `n_groups` groups and `n_values` values."""

    mean: float
    mean_sd: float
    sd_between: float
    sd_within: float
    n_groups: float = 4.0
    n_values: float = 12.0


@dataclass(frozen=True)
class PooledLevels:
    """`level`, `level_variance` (n_groups,); a group without values has the common mean and all of its spread.

    `sd_within` is of one value around its group's level, `sd_between` of levels around `mean`.
    """

    mean: float
    mean_variance: float
    sd_between: float
    sd_within: float
    level: Array
    level_variance: Array
    n_values: Codes


def pool_levels(value: Array, group: Codes, n_groups: int, prior: LevelsPrior) -> PooledLevels:
    """Normal levels of groups, normal values around them; spreads by moments, shrunk to the prior.

    Parameters
    ----------
    value : (n_values,) finite
    group : (n_values,) codes
    """
    count = np.bincount(group, minlength=n_groups)
    own = np.bincount(group, value, minlength=n_groups) / np.maximum(count, 1)
    seen = count > 0
    freedom = float(np.maximum(count - 1, 0).sum())
    scatter = float(((value - own[group]) ** 2).sum())
    within = (scatter + prior.n_values * prior.sd_within**2) / (freedom + prior.n_values)
    between, mean, mean_variance = prior.sd_between**2, prior.mean, prior.mean_sd**2
    for _ in range(N_STEPS):
        weight = seen / (between + within / np.maximum(count, 1))
        mean_variance = 1 / (float(weight.sum()) + 1 / prior.mean_sd**2)
        mean = mean_variance * (float((weight * own).sum()) + prior.mean / prior.mean_sd**2)
        chance = within / np.maximum(count, 1)
        trust = between / (between + chance)  # a level well known tells more about the spread of levels
        excess = float((seen * trust**2 * ((own - mean) ** 2 - chance)).sum())
        n = float((seen * trust**2).sum())
        between = (max(excess, 0.0) + prior.n_groups * prior.sd_between**2) / (n + prior.n_groups)
    precision = count / within + 1 / between
    level = (count * own / within + mean / between) / precision
    kept = (1 / between) / precision
    return PooledLevels(
        mean, mean_variance, float(np.sqrt(between)), float(np.sqrt(within)), level,
        1 / precision + kept**2 * mean_variance, count,
    )  # fmt: skip
