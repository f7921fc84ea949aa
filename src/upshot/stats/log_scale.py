"""Positive values of one creator on the log scale: the typical value, what the next ones add up to, two medians' ratio.

Views of one creator scatter by a factor of two to three, and a dozen posts say little of that factor. Therefore the
scatter of a creator is shrunk to that of others, and intervals are Student's.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from upshot.errors import InvalidInput

Array = NDArray[np.float64]

PRIOR_FREEDOM = 5.0  # others' scatter counts as much as six values of one's own
N_DRAWS = 4_000


@dataclass(frozen=True)
class LogScale:
    """Where the values lie and how they scatter.

    Attributes
    ----------
    middle : the sample median, unit of the values
    scatter : standard deviation of the natural logarithms, shrunk
    freedom : how well the scatter is known, degrees of freedom
    n : values seen
    """

    middle: float
    scatter: float
    freedom: float
    n: int

    @property
    def middle_error(self) -> float:
        """Standard error of the median, log scale: π ÷ (2n + π − 2) of the variance, exact enough from n = 1 on."""
        return self.scatter * sqrt(pi / (2 * self.n + pi - 2))

    def median_interval(self, *, level: float) -> tuple[float, float]:
        """(low, high) of the typical value."""
        half = student_quantile(self.freedom, level) * self.middle_error
        return self.middle * exp(-half), self.middle * exp(half)

    def sum_quantiles(self, n_next: int, probabilities: tuple[float, ...], *, seed: int) -> tuple[float, ...]:
        """Quantiles of what the next `n_next` values add up to; Monte-Carlo, within about 2 % of the exact ones."""
        rng = np.random.default_rng(seed)
        scatter = self.scatter * np.sqrt(self.freedom / rng.chisquare(self.freedom, N_DRAWS))
        where = log(self.middle) + scatter * (self.middle_error / self.scatter) * rng.standard_normal(N_DRAWS)
        total = np.zeros(N_DRAWS)
        for _ in range(n_next):
            total += np.exp(where + scatter * rng.standard_normal(N_DRAWS))
        return tuple(float(bound) for bound in np.quantile(total, probabilities))


def student_quantile(freedom: float, level: float) -> float:
    """How many standard errors a two-sided interval of that level reaches to either side."""
    return float(stdtrit(freedom, 0.5 + level / 2))


def fit_log_scale(values: Array, *, prior_scatter: float, prior_freedom: float = PRIOR_FREEDOM) -> LogScale:
    """Median and scatter of positive values.

    Parameters
    ----------
    values : (n,) above 0, at least one
    prior_scatter : what the scatter of such values usually is, natural-log scale

    Raises
    ------
    InvalidInput : values_not_positive
    """
    if len(values) == 0 or not (values > 0).all():
        raise InvalidInput("values_not_positive", values=len(values))
    own = float(np.log(values).var(ddof=1)) if len(values) > 1 else 0.0
    freedom = prior_freedom + len(values) - 1
    scatter = sqrt((prior_freedom * prior_scatter**2 + (len(values) - 1) * own) / freedom)
    return LogScale(float(np.median(values)), scatter, freedom, len(values))


def pooled_scatter(values: Array, group: NDArray[np.int64]) -> tuple[float, int] | None:
    """Standard deviation of log values inside groups, and from how many groups of two or more; None without any.

    Parameters
    ----------
    values : (n,) above 0
    group : (n,) codes 0…
    """
    if len(values) == 0:
        return None
    size = np.bincount(group)
    logs = np.log(values)
    middle = np.bincount(group, logs) / np.maximum(size, 1)
    spread = np.bincount(group, (logs - middle[group]) ** 2)
    several = size > 1
    if not several.any():
        return None
    return float(np.sqrt(np.median(spread[several] / (size[several] - 1)))), int(several.sum())


def median_ratio_interval(
    top: Array, bottom: Array, *, level: float, seed: int, prior_scatter: float
) -> tuple[float, float]:
    """Interval of median(top) ÷ median(bottom) by a smoothed bootstrap.

    Resampling three values alone gives three medians only, and an interval far too short; so each drawn value is
    moved by noise on the log scale, as wide as a kernel density of so few values is.

    Parameters
    ----------
    top, bottom : (n_top,), (n_bottom,) ≥ 0, at least one each, not all of `bottom` zero
    prior_scatter : usual scatter of such values, natural-log scale

    Source
    ------
    Silverman & Young (1987), Biometrika 74, The bootstrap: to smooth or not to smooth?
    """
    rng = np.random.default_rng(seed)
    above, below = (_drawn_medians(rng, values, prior_scatter) for values in (top, bottom))
    ratios = above[below > 0] / below[below > 0]
    low, high = np.quantile(ratios, (0.5 - level / 2, 0.5 + level / 2))
    return float(low), float(high)


def _drawn_medians(rng: np.random.Generator, values: Array, prior_scatter: float) -> Array:
    positive = values[values > 0]
    scatter = fit_log_scale(positive, prior_scatter=prior_scatter).scatter if len(positive) else 0.0
    drawn = rng.choice(values, (N_DRAWS, len(values)))
    width = 1.06 * scatter * len(values) ** -0.2
    medians: Array = np.median(drawn * np.exp(width * rng.standard_normal(drawn.shape)), axis=1)
    return medians
