"""Two arms compared: shares, averages, ratios of sums. Treatment − control, always with an interval.

The summaries (`Share`, `Mean`) are all that later steps need: a comparison, a sequential or a Bayesian reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import fisher_exact, t

from upshot.stats.proportions import newcombe_interval

Array = NDArray[np.float64]

FEWEST_EXPECTED = 5.0  # below it in a cell of the 2 × 2 table, Fisher's exact test replaces the normal one


@dataclass(frozen=True)
class Share:
    """`successes` of `n` people."""

    successes: int
    n: int

    @property
    def mean(self) -> float:
        """The share, 0–1."""
        return self.successes / self.n

    @property
    def variance_of_mean(self) -> float:
        """Its sampling variance."""
        return self.mean * (1 - self.mean) / self.n


@dataclass(frozen=True)
class Mean:
    """An average of `n` units, and the variance of that average (adjusted or linearised where a method does so)."""

    mean: float
    variance_of_mean: float
    n: int


@dataclass(frozen=True)
class Comparison:
    """Treatment − control with its interval, standard error and two-sided p-value."""

    difference: float
    low: float
    high: float
    standard_error: float
    p_value: float
    relative: tuple[float, float, float] | None  # (difference ÷ control, low, high); None without a clear control


def summarise(values: Array) -> Mean:
    """The average of `values` (n_units,) and its variance; needs two units."""
    return Mean(float(values.mean()), float(values.var(ddof=1) / len(values)), len(values))


def compare_shares(treatment: Share, control: Share, *, level: float) -> Comparison:
    """Pooled two-proportion test (Fisher's where an expected count is below 5) with Newcombe's interval."""
    low, high = newcombe_interval(treatment.successes, treatment.n, control.successes, control.n, level=level) or (
        -1.0,
        1.0,
    )
    difference = treatment.mean - control.mean
    pooled = (treatment.successes + control.successes) / (treatment.n + control.n)
    error = sqrt(pooled * (1 - pooled) * (1 / treatment.n + 1 / control.n))
    if min(pooled, 1 - pooled) * min(treatment.n, control.n) < FEWEST_EXPECTED:
        cells = [[arm.successes, arm.n - arm.successes] for arm in (treatment, control)]
        p_value = float(fisher_exact(cells).pvalue)
    else:
        p_value = float(2 * ndtr(-abs(difference) / error))
    unpooled = sqrt(treatment.variance_of_mean + control.variance_of_mean)
    return Comparison(difference, low, high, unpooled, p_value, relative_lift(treatment, control, level=level))


def compare_means(treatment: Mean, control: Mean, *, level: float) -> Comparison:
    """Welch's test: unequal variances, Satterthwaite's degrees of freedom."""
    difference = treatment.mean - control.mean
    variance = treatment.variance_of_mean + control.variance_of_mean
    error = sqrt(variance)
    if error == 0:
        p_value = 1.0 if difference == 0 else 0.0
        return Comparison(difference, difference, difference, 0.0, p_value, None)
    spread = sum(arm.variance_of_mean**2 / max(arm.n - 1, 1) for arm in (treatment, control))
    freedom = variance**2 / spread
    half = float(t.ppf(0.5 + level / 2, freedom)) * error
    p_value = float(2 * t.sf(abs(difference) / error, freedom))
    relative = relative_lift(treatment, control, level=level)
    return Comparison(difference, difference - half, difference + half, error, p_value, relative)


def relative_lift(treatment: Share | Mean, control: Share | Mean, *, level: float) -> tuple[float, float, float] | None:
    """(treatment − control) ÷ control with Fieller's interval; None when the control may be zero or less.

    Source
    ------
    Fieller (1954); the interval is finite only while the control is more than z standard errors above 0.
    """
    z = float(ndtri(0.5 + level / 2))
    base, top = control.mean, treatment.mean
    doubt = z * z * control.variance_of_mean / base**2 if base > 0 else 1.0
    if doubt >= 1:
        return None
    ratio = top / base
    half = z / base * sqrt(treatment.variance_of_mean * (1 - doubt) + ratio**2 * control.variance_of_mean)
    return ratio - 1, (ratio - half) / (1 - doubt) - 1, (ratio + half) / (1 - doubt) - 1
