"""A ratio of two sums over units, such as clicks per impression by person: the units vary, so both sums do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upshot.stats.ab_test import Mean

Array = NDArray[np.float64]


def ratio_of_sums(numerator: Array, denominator: Array) -> Mean | None:
    """Σ numerator ÷ Σ denominator over randomised units, with its delta-method variance.

    Parameters
    ----------
    numerator, denominator : (n_units,) of the same units

    Returns
    -------
    the ratio as a `Mean`; None with fewer than two units or a denominator that sums to 0 or less

    Source
    ------
    Deng, Knoblich & Lu (2018), KDD: applying the delta method in metric analytics.
    """
    n = len(numerator)
    total = float(denominator.sum())
    if n < 2 or total <= 0:
        return None
    ratio = float(numerator.sum()) / total
    residual = numerator - ratio * denominator
    return Mean(ratio, float(residual.var(ddof=1) / n) / (total / n) ** 2, n)
