"""Readings that stay valid however often somebody looks: mixture sequential test and confidence sequence.

With difference d, its variance V and a normal mixture of variance T over possible effects, the mixture likelihood
ratio is Λ = √(V/(V+T)) · exp(d²·T / (2·V·(V+T))). The always-valid p-value is 1 ÷ the largest Λ so far; the
confidence sequence holds every effect whose Λ is below 1/α. Both are asymptotic in the variance, hence `BURN_IN`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import lambertw

Array = NDArray[np.float64]

BURN_IN_SUCCESSES = 20  # both arms together, before the first look at a share counts
BURN_IN_UNITS = 100  # both arms together, before the first look at an average counts
DEFAULT_PLANNED_N = 10_000  # units of both arms at which the sequence is tightest, when nobody says


@dataclass(frozen=True)
class SequentialReading:
    """Always-valid p-value and interval after the last look; `decided_at` is the first look that excluded 0."""

    p_value: float
    low: float
    high: float
    n_looks: int
    decided_at: int | None


def mixture_variance_ratio(planned_n: float, *, alpha: float) -> float:
    """T·n ÷ (V·n) at which the confidence sequence is tightest at `planned_n` units: T = ratio · V·n_now.

    Source
    ------
    Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2021), time-uniform central limit theory, appendix B.2.
    """
    return (-float(lambertw(-(alpha**2) / exp(1), -1).real) - 1) / planned_n


def read_sequentially(
    differences: Array, variances: Array, n_units: Array, *, alpha: float, planned_n: float = DEFAULT_PLANNED_N
) -> SequentialReading:
    """Read every look at a running test, oldest first.

    Parameters
    ----------
    differences : (n_looks,) treatment − control on all data so far
    variances : (n_looks,) of those differences, > 0
    n_units : (n_looks,) units so far, both arms
    alpha : two-sided; the chance that any look at all gives a false alarm stays below it
    planned_n : where to be tightest; to be chosen before the test, not after a look

    Source
    ------
    Johari, Koomen, Pekelis & Walsh (2017), KDD (mSPRT); Howard et al. (2021), Annals of Statistics 49 (sequences).
    """
    ratio = mixture_variance_ratio(planned_n, alpha=alpha)
    p_value, low, high, decided_at = 1.0, -np.inf, np.inf, None
    for look, (difference, variance, n) in enumerate(zip(differences, variances, n_units, strict=True)):
        mixture = ratio * variance * n
        p_value = min(p_value, always_valid_p(difference, variance, mixture))
        half = sequence_half_width(variance, mixture, alpha=alpha)
        low, high = max(low, difference - half), min(high, difference + half)
        if decided_at is None and (low > 0 or high < 0):
            decided_at = look
    if low > high:  # the running intersection is empty: assignment or effect changed; the last look alone is shown
        low, high = float(differences[-1]) - half, float(differences[-1]) + half
    return SequentialReading(float(p_value), float(low), float(high), len(differences), decided_at)


def always_valid_p(difference: float, variance: float, mixture: float) -> float:
    """1 ÷ Λ of one look, at most 1."""
    log_ratio = 0.5 * log(variance / (variance + mixture))
    log_ratio += difference**2 * mixture / (2 * variance * (variance + mixture))
    return exp(-max(log_ratio, 0.0))


def sequence_half_width(variance: float, mixture: float, *, alpha: float) -> float:
    """Half of the confidence sequence's width at one look."""
    total = variance + mixture
    return sqrt(variance * total / mixture * (log(total / variance) - 2 * log(alpha)))
