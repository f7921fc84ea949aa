"""Synthetic control: what a treated series would have been, as a weighted mean of series that were left alone.

`fit_synthetic_control` has the plain form (weights ≥ 0 that sum to 1), the form with an intercept (levels may differ,
only movements must agree) and the ridge-augmented form, which repairs what the weights leave unmatched.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

RIDGE_FACTORS = (1e-2, 1e-1, 1.0, 1e1, 1e2)  # of the mean eigenvalue of the controls' Gram matrix
RIDGE_FOLDS = 5


@dataclass(frozen=True)
class SyntheticControl:
    """A fitted control.

    `weights` (n_controls,); `counterfactual` and `gap` = treated − counterfactual are (n_periods,), in the unit of the
    treated series; `rmspe` is the root mean squared gap over the fitted periods; `ridge` the penalty, None without.
    """

    weights: Array
    intercept: float
    counterfactual: Array
    gap: Array
    rmspe: float
    ridge: float | None = None


def simplex_weights(controls: Array, treated: Array) -> Array:
    """The weights w ≥ 0, Σw = 1 that minimise ‖treated − wᵀ·controls‖²; exact.

    With Σw = 1 the residual is linear in w without a constant: Zw with Z = controlsᵀ − treated. For any direction w the
    best scale of u in ‖Zu‖² + (Σu − 1)² leaves an increasing function of ‖Zw‖²; so u by non-negative least squares,
    divided by its sum, is the solution.

    Parameters
    ----------
    controls : (n_controls, n_periods)
    treated : (n_periods,), same unit

    Source
    ------
    Abadie, Diamond, Hainmueller (2010), JASA 105. Lawson, Hanson (1974), Solving Least Squares Problems, ch. 23.
    """
    distance = (controls - treated).T
    scale = float(np.sqrt(np.mean(distance**2))) or 1.0
    distance = distance / scale
    if distance.shape[0] > 2 * distance.shape[1]:
        distance = np.asarray(np.linalg.qr(distance, mode="r"))
    system = np.vstack([distance, np.ones(distance.shape[1])])
    target = np.zeros(len(system))
    target[-1] = 1.0
    found, _ = nnls(system, target, maxiter=20 * system.shape[1] + 200)
    weights: Array = found / found.sum()
    return weights


def fit_synthetic_control(
    treated: Array, controls: Array, fitted: Mask, *, has_intercept: bool = True, ridge: float | None = None
) -> SyntheticControl:
    """Fit on the `fitted` periods, predict all of them.

    Parameters
    ----------
    treated : (n_periods,) the treated region, or the mean of the treated regions
    controls : (n_controls, n_periods), same unit
    fitted : (n_periods,) true where neither treatment nor its after-effect is
    has_intercept : take each series' mean over the fitted periods off first (fixed effects of the regions)
    ridge : penalty of the ridge augmentation; None = none

    Source
    ------
    Ferman, Pinto (2021), Quantitative Economics 12, for the intercept. Ben-Michael, Feller, Rothstein (2021), The
    augmented synthetic control method, JASA 116, for the ridge form.
    """
    level = float(treated[fitted].mean()) if has_intercept else 0.0
    levels = controls[:, fitted].mean(axis=1, keepdims=True) if has_intercept else np.zeros((len(controls), 1))
    outcome, others = treated - level, controls - levels
    weights = simplex_weights(others[:, fitted], outcome[fitted])
    if ridge is not None:
        weights = weights + _augmentation(outcome[fitted], others[:, fitted], weights, ridge)
    counterfactual = weights @ others + level
    gap = treated - counterfactual
    intercept = level - float(weights @ levels[:, 0])
    return SyntheticControl(weights, intercept, counterfactual, gap, float(np.sqrt(np.mean(gap[fitted] ** 2))), ridge)


def _augmentation(outcome: Array, others: Array, weights: Array, ridge: float) -> Array:
    """What ridge adds to the weights: (X'X + ridge)⁻¹ applied to what the weights leave unmatched.

    Everything is taken relative to the controls' mean in each period, so that the additions sum to 0.
    """
    common = others.mean(axis=0)
    centred = others - common
    unmatched = outcome - weights @ others
    gram = centred @ centred.T + ridge * np.eye(len(centred))
    addition: Array = np.linalg.solve(gram, centred @ unmatched)
    balanced: Array = addition - addition.mean()
    return balanced


def choose_ridge(treated: Array, controls: Array, fitted: Mask, *, has_intercept: bool = True) -> float:
    """The penalty with the smallest squared error on blocks of periods left out, at most one standard error stronger.

    Leaves out contiguous blocks, because neighbouring days resemble each other.
    """
    chosen = np.flatnonzero(fitted)
    centred = controls[:, chosen] - controls[:, chosen].mean(axis=1, keepdims=True)
    centred = centred - centred.mean(axis=0)
    size = float(np.trace(centred @ centred.T)) / len(controls) or 1.0
    errors = np.empty((len(RIDGE_FACTORS), RIDGE_FOLDS))
    for fold, block in enumerate(np.array_split(chosen, RIDGE_FOLDS)):
        kept = fitted.copy()
        kept[block] = False
        for row, factor in enumerate(RIDGE_FACTORS):
            fit = fit_synthetic_control(treated, controls, kept, has_intercept=has_intercept, ridge=factor * size)
            errors[row, fold] = np.mean(fit.gap[block] ** 2)
    mean = errors.mean(axis=1)
    best = int(mean.argmin())
    allowed = mean[best] + errors[best].std(ddof=1) / np.sqrt(RIDGE_FOLDS)
    strongest = max(row for row in range(len(RIDGE_FACTORS)) if mean[row] <= allowed)
    return RIDGE_FACTORS[strongest] * size
