"""CUPED: what a unit did before the test explains part of what it does in it; subtracting that narrows the interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Adjusted:
    """`values` (n_units,) with the same expectation as before, and the share of variance that was taken out."""

    values: Array
    explained_share: float


def adjust_by_covariates(values: Array, covariates: Array, arms: NDArray[np.int64]) -> Adjusted:
    """Subtract what the covariates explain: y − θ·(x − x̄), θ by least squares within arms.

    Parameters
    ----------
    values : (n_units,)
    covariates : (n_units, n_covariates) measured before the test; NaN is set to the mean, which randomisation allows
    arms : (n_units,) arm of each unit; θ is estimated inside arms, so that an effect is never explained away

    Source
    ------
    Deng, Xu, Kohavi & Walker (2013), WSDM.
    """
    known = np.where(np.isnan(covariates), 0.0, covariates)
    count = np.maximum((~np.isnan(covariates)).sum(0), 1)
    filled = np.where(np.isnan(covariates), known.sum(0) / count, covariates)
    centred = filled - filled.mean(0)
    within_x, within_y = _within(centred, arms), _within(values[:, None], arms)[:, 0]
    theta, *_ = np.linalg.lstsq(within_x, within_y, rcond=None)
    total = float(within_y @ within_y)
    left = within_y - within_x @ theta
    explained = 1 - float(left @ left) / total if total > 0 else 0.0
    return Adjusted(values - centred @ theta, explained)


def _within(values: Array, groups: NDArray[np.int64]) -> Array:
    """`values` (n_units, n_columns) minus the mean of each unit's group."""
    size = np.bincount(groups)
    means = np.stack([np.bincount(groups, column) / np.maximum(size, 1) for column in values.T], axis=1)
    centred: Array = values - means[groups]
    return centred
