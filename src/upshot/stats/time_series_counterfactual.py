"""A Bayesian structural time series without sampling: local level, weekday and a regression on control series.

    y_t = μ_t + weekday_t + x_tᵀβ + ε_t,   μ_t = μ_{t−1} + η_t,   ε ~ N(0, σ²),   η ~ N(0, q²·σ²),
    β ~ N(0, g·σ²/n_controls),   weekday ~ N(0, σ²·WEEKDAY_SCALE),   p(σ²) ∝ inverse gamma

y is the series less the controls' sum at its level (the common movement), and x are the controls' departures from
that movement: without further evidence regions move together. Given the ratios q and g everything else is conjugate: y
is normal with covariance σ²·K(q, g), and σ² integrates to a Student distribution. q and g lie on a grid with their
posterior weights. So the posterior is exact up to the grid, the same each time, and costs one Cholesky factor per grid
point. CausalImpact samples, with spike-and-slab on β; here ridge shrinkage with a learnt strength takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_solve, cholesky, solve_triangular

from upshot.stats.synthetic_control import Array, Mask

DRIFT_RATIOS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)  # q: step of the level ÷ daily noise
DRIFT_SCALE = 0.3  # prior of q: half-normal
SHRINKAGES = (0.1, 1.0, 10.0, 100.0)  # g: prior variance of the standardised controls' total pull ÷ noise variance
LEVEL_VARIANCE = 1e4
WEEKDAY_SCALE = 10.0
PRIOR_FREEDOM = 1.0  # of σ², centred on half the variance of the series
N_DRAWS = 2_000


@dataclass(frozen=True)
class Counterfactual:
    """Draws of what would have been.

    `draws` (n_draws, n_predicted) in the unit of the series, for the predicted periods in order; `fitted_mean`
    (n_fitted,) is the posterior mean of the noise-free series before; `drift_ratio` and `shrinkage` posterior means.
    """

    draws: Array
    fitted_mean: Array
    drift_ratio: float
    shrinkage: float


def fit_time_series_counterfactual(
    series: Array,
    controls: Array,
    fitted: Mask,
    predicted: Mask,
    *,
    weekdays: Array | None = None,
    seed: int = 1,
    n_draws: int = N_DRAWS,
) -> Counterfactual:
    """Learn on the fitted periods, draw the predicted ones.

    Parameters
    ----------
    series : (n_periods,) the treated series
    controls : (n_controls, n_periods); may have no row
    fitted, predicted : (n_periods,) masks without common periods
    weekdays : (n_periods,) 0–6, for daily series; None for weekly ones
    seed : of the draws

    Source
    ------
    Brodersen et al. (2015), Annals of Applied Statistics 9(1); West, Harrison (1997), Bayesian Forecasting.
    """
    past, ahead = np.flatnonzero(fitted), np.flatnonzero(predicted)
    order = np.concatenate([past, ahead])
    n = len(past)
    common = _common_movement(series[past], controls[:, order], n)
    centre, spread = float((series[past] - common[:n]).mean()), float((series[past] - common[:n]).std()) or 1.0
    y = (series[past] - common[:n] - centre) / spread
    regressors = _standardised(controls[:, order], n)
    points = [(q, g) for q in DRIFT_RATIOS for g in SHRINKAGES]
    same_weekday = 0.0 if weekdays is None else weekdays[order][:, None] == weekdays[order]
    fixed = LEVEL_VARIANCE + WEEKDAY_SCALE * same_weekday
    drift = np.minimum(order[:, None], order[None, :]).astype(np.float64) - order.min()
    pull = regressors.T @ regressors / max(1, len(regressors))
    posts = [_point(y, fixed + q**2 * drift + g * pull, n) for q, g in points]
    log_prior = np.array([-0.5 * (q / DRIFT_SCALE) ** 2 for q, _ in points])
    log_weight = np.array([post.log_evidence for post in posts]) + log_prior
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    draws = _draws(posts, weight, n, n_draws, np.random.default_rng([seed, 0x57]))
    mean = sum(w * post.fitted for w, post in zip(weight, posts, strict=True))
    return Counterfactual(
        common[n:] + centre + spread * draws,
        common[:n] + centre + spread * np.asarray(mean),
        float(weight @ [q for q, _ in points]),
        float(weight @ [g for _, g in points]),
    )


@dataclass(frozen=True)
class _Point:
    """The conditional posterior at one (q, g), in units of the standardised series."""

    log_evidence: float
    scale: float  # of σ²'s inverse gamma
    mean: Array  # (n_predicted,)
    root: Array  # (n_predicted, n_predicted) factor of the predictive covariance ÷ σ²
    fitted: Array


def _point(y: Array, signal: Array, n: int) -> _Point:
    """Condition on the first `n` periods; `signal` is the covariance of all periods without noise, ÷ σ²."""
    factor = cholesky(signal[:n, :n] + np.eye(n), lower=True)
    white = solve_triangular(factor, y, lower=True)
    scale = 0.5 * (PRIOR_FREEDOM * 0.5 + float(white @ white))
    shape = 0.5 * (PRIOR_FREEDOM + n)
    log_evidence = -float(np.log(np.diag(factor)).sum()) - shape * np.log(scale)
    alpha = cho_solve((factor, True), y)
    across = solve_triangular(factor, signal[:n, n:], lower=True)
    covariance = signal[n:, n:] + np.eye(signal.shape[0] - n) - across.T @ across
    root = cholesky(covariance + 1e-9 * np.eye(len(covariance)), lower=True)
    return _Point(log_evidence, scale, signal[n:, :n] @ alpha, root, signal[:n, :n] @ alpha)


def _draws(posts: list[_Point], weight: Array, n: int, n_draws: int, rng: np.random.Generator) -> Array:
    """(n_draws, n_predicted) from the mixture over the grid."""
    pick = rng.choice(len(posts), size=n_draws, p=weight)
    draws = np.empty((n_draws, len(posts[0].mean)))
    for index in np.unique(pick):
        rows = np.flatnonzero(pick == index)
        post = posts[index]
        variance = post.scale / rng.gamma(0.5 * (PRIOR_FREEDOM + n), size=len(rows))
        noise = rng.standard_normal((len(rows), len(post.mean)))
        draws[rows] = post.mean + np.sqrt(variance)[:, None] * (noise @ post.root.T)
    return draws


def _common_movement(series: Array, controls: Array, n: int) -> Array:
    """(n_periods,) the controls' sum at the level of the series; 0 without controls."""
    total = controls.sum(axis=0) if len(controls) else np.zeros(controls.shape[1])
    before = float(total[:n].mean()) if len(total) else 0.0
    if before <= 0:
        return np.zeros(controls.shape[1])
    common: Array = total * (float(series.mean()) / before)
    return common


def _standardised(controls: Array, n: int) -> Array:
    """Controls' departures from the common movement, with mean 0 and spread 1 over the first `n` periods."""
    total = controls.sum(axis=0) if len(controls) else np.zeros(controls.shape[1])
    if not len(controls) or total[:n].mean() <= 0:
        return np.zeros((0, controls.shape[1]))
    controls = controls - np.outer(controls[:, :n].mean(axis=1), total / total[:n].mean())
    mean, spread = controls[:, :n].mean(axis=1, keepdims=True), controls[:, :n].std(axis=1, keepdims=True)
    moving = spread[:, 0] > 0
    standardised: Array = (controls[moving] - mean[moving]) / spread[moving]
    return standardised
