"""Several comparisons at once, and whether the arms got the people they should have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """P-values adjusted so that the chance of any false alarm among them stays below alpha.

    Source
    ------
    Holm (1979), Scandinavian Journal of Statistics 6.
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return tuple(float(value) for value in adjusted)


def sample_ratio_p_value(counts: ArrayLike, planned_shares: ArrayLike) -> float:
    """χ² p-value that units were assigned in the planned shares (any positive weights); small = something is broken.

    Source
    ------
    Fabijan et al. (2019), KDD: diagnosing sample ratio mismatch; they stop the reading below 0.001.
    """
    seen = np.asarray(counts, dtype=float)
    planned = np.asarray(planned_shares, dtype=float)
    expected = seen.sum() * planned / planned.sum()
    return float(chi2.sf(((seen - expected) ** 2 / expected).sum(), len(seen) - 1))


def association_p_value(table: ArrayLike) -> float:
    """χ² p-value that the rows of a table of counts share one mix of columns; 1 when nothing can differ."""
    counts = np.asarray(table, dtype=float)
    counts = counts[counts.sum(1) > 0][:, counts.sum(0) > 0]
    if min(counts.shape) < 2:
        return 1.0
    expected = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / counts.sum()
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return float(chi2.sf(((counts - expected) ** 2 / expected).sum(), freedom))
