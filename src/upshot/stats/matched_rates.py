"""A difference of log rates between two kinds of units inside strata, with units that vary among themselves.

    n_i ~ Poisson(exposure_i · exp(α_s(i) + δ·treated_i + u_i)),   u_i ~ N(0, τ²)

Each unit (an ad) has its own luck u_i, so a million impressions of one ad are one ad, not a million. The fit is a
penalised quasi-likelihood: the unit's log rate shrinks to the fitted one where its count is small (a count of 0 needs
no "+½"), and τ² is the value at which the weighted squares equal their degrees of freedom (Paule–Mandel). The interval
is a Student interval on units − strata − 1 degrees of freedom, never narrower than the weights allow (Knapp–Hartung).
Where the strata differ among themselves by more than their units explain, δ is their random-effects mean and the
freedom is strata − 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import t as student

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.int64]

MOST_TAU2 = 25.0
N_ROUNDS = 60
SETTLED = 1e-8


@dataclass(frozen=True)
class MatchedDifference:
    """δ, the difference of log rates (treated − control), its error and bounds.

    `tau` is the sd between units' log rates within a stratum, `omega` that of δ between strata (0: none seen).
    """

    difference: float
    standard_error: float
    low: float
    high: float
    tau: float
    omega: float
    freedom: int
    n_treated: int
    n_control: int
    n_strata: int
    count_treated: float
    count_control: float


def matched_log_rate_difference(
    counts: Array, exposure: Array, treated: Mask, strata: Index, *, level: float = 0.9
) -> MatchedDifference | None:
    """Compare treated and control units inside strata.

    Parameters
    ----------
    counts, exposure : (n_units,) events and what they are counted over; exposure > 0, in one unit throughout
    treated : (n_units,) whether the unit is of the treated kind
    strata : (n_units,) label of the unit's stratum; strata that lack one of the two kinds say nothing and are left out

    Returns
    -------
    MatchedDifference; None without two degrees of freedom, or where one kind has no event at all

    Source
    ------
    Breslow, Clayton (1993), JASA 88 (penalised quasi-likelihood); Paule, Mandel (1982), J. Res. NBS 87; Knapp,
    Hartung (2003), Statistics in Medicine 22.
    """
    kept = _in_mixed_strata(exposure, treated, strata)
    counts, exposure, treated = counts[kept], exposure[kept], treated[kept]
    names, stratum = np.unique(strata[kept], return_inverse=True)
    n, n_strata = len(counts), len(names)
    freedom = n - n_strata - 1
    if freedom < 2 or counts[treated].sum() <= 0 or counts[~treated].sum() <= 0:
        return None
    design = np.column_stack([np.eye(n_strata)[stratum], treated.astype(np.float64)])
    weights, gaps, slope, tau2 = _fit(counts, np.log(exposure), design, freedom)
    precision = design.T @ (weights[:, None] * design)
    scale = max(1.0, float(weights @ gaps**2) / freedom)
    error = float(np.sqrt(scale * np.linalg.pinv(precision)[-1, -1]))
    pooled = _between_strata(gaps + slope * treated, weights, treated, stratum)
    omega = 0.0
    if pooled is not None and pooled.omega > 0 and pooled.error > error:
        slope, error, omega, freedom = pooled.mean, pooled.error, pooled.omega, n_strata - 1
    half = float(student.ppf(0.5 + level / 2, freedom)) * error
    return MatchedDifference(
        slope, error, slope - half, slope + half, float(np.sqrt(tau2)), omega, freedom, int(treated.sum()),
        int((~treated).sum()), n_strata, float(counts[treated].sum()), float(counts[~treated].sum()),
    )  # fmt: skip


@dataclass(frozen=True)
class _Pooled:
    """The random-effects mean of the strata's own differences."""

    mean: float
    error: float
    omega: float


def _between_strata(working: Array, weights: Array, treated: Mask, stratum: Index) -> _Pooled | None:
    """Pool the strata's own differences; None with fewer than three strata, whose spread nobody can tell.

    `working` are log rates less their stratum's level: only differences inside a stratum are used.
    """
    n_strata = int(stratum.max()) + 1
    if n_strata < 3:
        return None
    sums = [np.bincount(stratum, w, n_strata) for w in (weights * treated, weights * ~treated)]
    means = [
        np.bincount(stratum, weights * kind * working, n_strata) / total
        for kind, total in zip((treated, ~treated), sums, strict=True)
    ]
    differences, variances = means[0] - means[1], 1 / sums[0] + 1 / sums[1]
    level = np.ones((n_strata, 1))
    omega2 = _paule_mandel(differences, variances, level, n_strata - 1)
    share = 1 / (variances + omega2)
    mean = float(share @ differences / share.sum())
    scale = max(1.0, float(share @ (differences - mean) ** 2) / (n_strata - 1))
    return _Pooled(mean, float(np.sqrt(scale / share.sum())), float(np.sqrt(omega2)))


def _in_mixed_strata(exposure: Array, treated: Mask, strata: Index) -> Mask:
    """The units that can be compared: exposed, and in a stratum that holds both kinds."""
    usable = exposure > 0
    both = np.intersect1d(strata[usable & treated], strata[usable & ~treated])
    kept: Mask = usable & np.isin(strata, both)
    return kept


def _fit(counts: Array, log_exposure: Array, design: Array, freedom: int) -> tuple[Array, Array, float, float]:
    """(weights, residuals of the working logs, δ, τ²) when nothing moves any more."""
    pooled = np.log((counts.sum() + 0.5) / np.exp(log_exposure).sum())
    own = np.log((counts + 0.5) / np.exp(log_exposure + pooled))  # start: every unit's own log rate, relative
    tau2, slope = float(np.var(own)), 0.0
    fixed = np.full(len(counts), pooled)
    luck = np.zeros(len(counts))
    for _ in range(N_ROUNDS):
        luck = _lucks(counts, log_exposure + fixed, luck, max(tau2, 1e-9))
        mean = np.exp(np.clip(log_exposure + fixed + luck, -30, 30))
        working = fixed + luck + (counts - mean) / mean
        variance = 1.0 / mean
        tau2 = _paule_mandel(working, variance, design, freedom)
        weights = 1.0 / (variance + tau2)
        found = _weighted(working, weights, design)
        fixed, moved = design @ found, abs(found[-1] - slope)
        slope = float(found[-1])
        if moved < SETTLED:
            break
    return weights, working - fixed, slope, tau2


def _lucks(counts: Array, log_mean: Array, luck: Array, tau2: float) -> Array:
    """Each unit's most likely luck given its fitted rate: a few Newton steps of a log-concave function."""
    found = luck
    for _ in range(8):
        mean = np.exp(np.clip(log_mean + found, -30, 30))
        step: Array = (counts - mean - found / tau2) / (mean + 1 / tau2)
        found = np.asarray(found + np.clip(step, -2, 2), dtype=np.float64)
    return found


def _weighted(working: Array, weights: Array, design: Array) -> Array:
    root = np.sqrt(weights)
    solution = np.linalg.lstsq(root[:, None] * design, root * working, rcond=None)[0]
    return np.asarray(solution, dtype=np.float64)


def _paule_mandel(working: Array, variance: Array, design: Array, freedom: int) -> float:
    """The τ² at which weighted squares equal the degrees of freedom; 0 where the counts' own noise explains them."""

    def excess(tau2: float) -> float:
        weights = 1.0 / (variance + tau2)
        gaps = working - design @ _weighted(working, weights, design)
        return float(weights @ gaps**2) - freedom

    if excess(0.0) <= 0:
        return 0.0
    if excess(MOST_TAU2) >= 0:
        return MOST_TAU2
    return float(brentq(excess, 0.0, MOST_TAU2, xtol=1e-7))
