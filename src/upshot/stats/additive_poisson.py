"""Daily counts = exp(baseline) + share · pressure, with overdispersion, autocorrelation and outliers.

The counts' variance is m + (φ·m)², standardised residuals follow an AR(1), and innovations are Student-t (by
reweighting). One nonlinear fit fixes the weights; then any number of candidate pressures is judged by a linear
regression given the baseline (Frisch–Waugh), which costs one product each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, solve_triangular

from upshot.stats.trend_season import Design

Array = NDArray[np.float64]

STUDENT_NU = 6.0
SHARE_SD = 0.5  # prior sd of the programme's share of orders: weak, and symmetric about "nothing"


@dataclass(frozen=True)
class Whitening:
    """What makes the days' errors independent and of unit variance: sd per day, AR(1), outlier weights."""

    sd: Array  # (n_days,)
    autocorrelation: float
    weights: Array  # (n_days,) square roots of the Student-t weights
    overdispersion: float

    def apply(self, rows: Array) -> Array:
        """Whiten the last axis of `rows` (…, n_days)."""
        scaled = rows / self.sd
        lagged = np.concatenate([np.zeros_like(scaled[..., :1]), scaled[..., :-1]], axis=-1)
        whitened: Array = (scaled - self.autocorrelation * lagged) * self.weights
        return whitened


@dataclass(frozen=True)
class BaselineFit:
    """The baseline linearised where the nonlinear fit ended.

    `response` (n_days,) whitened working response, of which `jacobian` (n_days, n_weights) explains the baseline part.
    """

    whitening: Whitening
    jacobian: Array
    response: Array
    share: float


def fit_additive_poisson(counts: Array, pressure: Array, design: Design, *, trend_step_sd: float) -> BaselineFit:
    """Fit baseline and share by penalised Gauss–Newton.

    Parameters
    ----------
    counts : (n_days,)
    pressure : (n_days,) scaled so that its sum is the sum of `counts`: its weight is the programme's share
    """
    columns, precision = design.columns, design.precision(trend_step_sd)
    weights = np.zeros(columns.shape[1])
    weights[0] = np.log(max(counts.mean(), 1e-3))
    share, sd = 0.0, np.sqrt(np.maximum(counts.mean(), 1.0)) * np.ones_like(counts)
    whitening = Whitening(sd, 0.0, np.ones_like(counts), 0.0)
    full_precision = np.block(
        [[precision, np.zeros((len(weights), 1))], [np.zeros((1, len(weights))), np.full((1, 1), SHARE_SD**-2)]]
    )
    for _ in range(12):
        baseline = np.exp(np.clip(columns @ weights, -20, 20))
        jacobian = np.column_stack([baseline[:, None] * columns, pressure])
        working = counts - baseline + baseline * (columns @ weights)
        white, target = whitening.apply(jacobian.T).T, whitening.apply(working)
        factor = cho_factor(white.T @ white + full_precision)
        solution = cho_solve(factor, white.T @ target)
        step = np.max(np.abs(columns @ (solution[:-1] - weights)))
        weights, share = weights + (solution[:-1] - weights) * min(1.0, 0.7 / max(step, 1e-9)), solution[-1]
        whitening = _reweigh(counts, np.exp(columns @ weights), share * pressure, len(weights))
    baseline = np.exp(columns @ weights)
    linear = whitening.apply((baseline[:, None] * columns).T).T
    response = whitening.apply(counts - baseline + baseline * (columns @ weights))
    return BaselineFit(whitening, linear, response, float(share))


def _reweigh(counts: Array, baseline: Array, effect: Array, n_weights: int) -> Whitening:
    """Update variance, autocorrelation and outlier weights from the residuals."""
    mean = np.maximum(baseline + effect, 0.2 * baseline + 1e-3)
    residual = counts - mean
    freedom = len(counts) / max(len(counts) - 0.5 * n_weights, 0.5 * len(counts))
    capped = np.minimum(residual**2, 9 * _median_square(residual, mean))
    overdispersion = np.sqrt(max(0.0, np.mean((capped * freedom - mean) / mean**2)))
    sd = np.sqrt(mean + (overdispersion * mean) ** 2)
    standardised = residual / sd
    inner = np.clip(standardised, -3, 3)
    autocorrelation = float(np.clip(inner[1:] @ inner[:-1] / max(inner @ inner, 1e-9), 0.0, 0.85))
    scale = np.sqrt(1 - autocorrelation**2)
    innovation = np.r_[standardised[0], (standardised[1:] - autocorrelation * standardised[:-1]) / scale]
    weights = np.sqrt((STUDENT_NU + 1) / (STUDENT_NU + innovation**2)) / scale
    weights[0] *= scale
    return Whitening(sd, autocorrelation, weights, float(overdispersion))


def _median_square(residual: Array, mean: Array) -> Array:
    """The square that a residual ordinarily has (median rule, 0.4549 = median of a χ²₁), in proportion to the mean."""
    typical = np.median(residual**2 / mean) / 0.4549
    square: Array = np.maximum(typical, 1.0) * mean
    return square


class Projection:
    """Regress on the baseline once, then on any number of candidate pressures."""

    def __init__(self, fit: BaselineFit, design: Design, trend_step_sd: float) -> None:
        self.fit = fit
        self._precision = design.precision(trend_step_sd)
        self._factor = cho_factor(fit.jacobian.T @ fit.jacobian + self._precision, lower=True)
        log_det = 2 * np.log(np.diag(self._factor[0])).sum()
        self.log_evidence = 0.5 * np.linalg.slogdet(self._precision)[1] - 0.5 * log_det
        self.residual = self.remove(fit.response)

    def remove(self, whitened: Array) -> Array:
        """Apply M = I − J(JᵀJ + P)⁻¹Jᵀ to the last axis: what the penalised baseline cannot explain."""
        jacobian = self.fit.jacobian
        removed: Array = whitened - (jacobian @ cho_solve(self._factor, jacobian.T @ whitened.T)).T
        return removed

    def baseline_draws(
        self, pressures: Array, shares: Array, choice: NDArray[np.int64], rng: np.random.Generator
    ) -> Array:
        """(n_draws, n_days) baselines given each draw's share and candidate pressure (`pressures` whitened)."""
        jacobian = self.fit.jacobian
        centre = cho_solve(self._factor, jacobian.T @ self.fit.response)
        pull = cho_solve(self._factor, jacobian.T @ pressures.T)  # (n_weights, n_candidates)
        noise = solve_triangular(self._factor[0], rng.standard_normal((len(centre), len(shares))), lower=True, trans=1)
        drawn: Array = centre[:, None] - pull[:, choice] * shares + noise
        return drawn
