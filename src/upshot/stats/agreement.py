"""Do two people who rate the same things agree: weighted kappa, with an interval that few ratings keep wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Weighting = Literal["none", "linear", "quadratic"]
DRAWS, SEED = 4_000, 20260101
PRIOR_MASS = 1.5  # ratings that the interval assumes before it sees any, spread as chance would
FEW = 6.0  # n things rated count as n·n ÷ (n + FEW): simulated 90 % intervals cover 85–96 % from 8 things to 100


@dataclass(frozen=True)
class Agreement:
    """Weighted kappa over `n` things rated twice; `standard_error` is the large-sample one, the interval is not."""

    kappa: float
    low: float
    high: float
    standard_error: float
    n: int
    level: float
    weighting: Weighting


def confusion(first: NDArray[np.int64], second: NDArray[np.int64], n_levels: int) -> Array:
    """Counts (n_levels, n_levels) of two raters' marks 1…n_levels, the first rater's in rows.

    Raises
    ------
    InvalidInput : ratings_shape, when lengths differ or a mark is outside 1…n_levels
    """
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    if (
        a.shape != b.shape
        or a.ndim != 1
        or (a.size and (min(a.min(), b.min()) < 1 or max(a.max(), b.max()) > n_levels))
    ):
        raise InvalidInput("ratings_shape", seen=f"{a.tolist()} / {b.tolist()}", valid=n_levels)
    counts = np.zeros((n_levels, n_levels))
    np.add.at(counts, (a - 1, b - 1), 1.0)
    return counts


def weighted_kappa(counts: Array, *, weighting: Weighting = "quadratic", level: float = 0.9) -> Agreement | None:
    """Agreement beyond chance of two raters, −1…1; None where both gave everything one and the same mark.

    The interval is that of a Dirichlet posterior over the table of marks, whose prior is spread as chance would spread
    marks, and which takes few ratings for fewer still: full agreement on three things stays uncertain, where the
    large-sample error would be 0.

    Parameters
    ----------
    counts : array (n_levels, n_levels), marks of the first rater in rows, of the second in columns
    weighting : what half-right is worth: `linear` and `quadratic` in the distance of the marks, `none` nothing

    Source
    ------
    Cohen (1968), Weighted kappa; Fleiss, Cohen and Everitt (1969), Large sample standard errors of kappa.
    """
    n = float(counts.sum())
    if n == 0:
        return None
    shares, weights = counts / n, _weights(len(counts), weighting)
    kappa = _kappa(shares[None], weights)[0]
    if np.isnan(kappa):
        return None
    chance = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    posterior = (counts + PRIOR_MASS * chance).ravel() * n / (n + FEW)
    gamma = np.random.default_rng(SEED).standard_gamma(posterior, size=(DRAWS, posterior.size))
    drawn = (gamma / gamma.sum(axis=1, keepdims=True)).reshape(DRAWS, *counts.shape)
    values = _kappa(drawn, weights)
    low, high = np.nanquantile(values, [(1 - level) / 2, (1 + level) / 2])
    error = _standard_error(shares, weights, n)
    low, high = min(float(low), float(kappa)), max(float(high), float(kappa))
    return Agreement(float(kappa), low, high, error, int(n), level, weighting)


def _weights(n_levels: int, weighting: Weighting) -> Array:
    """Agreement weights, 1 on the diagonal."""
    place = np.arange(n_levels, dtype=np.float64)
    distance = np.abs(place[:, None] - place[None, :]) / max(n_levels - 1, 1)
    if weighting == "none":
        return np.eye(n_levels)
    weights: Array = 1.0 - distance ** (1 if weighting == "linear" else 2)
    return weights


def _kappa(shares: Array, weights: Array) -> Array:
    """Kappa of each table (n_tables, n_levels, n_levels); NaN where chance alone agrees wholly."""
    seen = (shares * weights).sum(axis=(1, 2))
    chance = np.einsum("ti,tj,ij->t", shares.sum(axis=2), shares.sum(axis=1), weights)
    room = 1 - chance
    values: Array = np.full(len(shares), np.nan)
    np.divide(seen - chance, room, out=values, where=room > 1e-12)
    return values


def _standard_error(shares: Array, weights: Array, n: float) -> float:
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    seen = float((shares * weights).sum())
    chance = float(rows @ weights @ columns)
    of_row, of_column = weights @ columns, rows @ weights
    spread = weights * (1 - chance) - (of_row[:, None] + of_column[None, :]) * (1 - seen)
    variance = float((shares * spread**2).sum()) - (seen * chance - 2 * chance + seen) ** 2
    return float(np.sqrt(max(variance, 0.0) / n)) / (1 - chance) ** 2
