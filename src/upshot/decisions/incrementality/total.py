"""The programme's share of all orders, from the time series: fit, scan of the grid, placebo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from upshot.decisions.incrementality.model import Array
from upshot.stats.additive_poisson import SHARE_SD, BaselineFit, Projection, fit_additive_poisson
from upshot.stats.trend_season import Design

TREND_STEPS = (0.02, 0.05, 0.12)  # sd of the trend's step per 28 days; half-normal(0.05) prior below
PLACEBO_STEP_DAYS = 7
N_PERIODS = 6
ORDINARY_PERIOD_SCATTER = (
    1.6  # χ² per degree of freedom between periods when posts differ as the prior says (simulated)
)


@dataclass(frozen=True)
class LiftRow:
    """A lift test of the whole programme: orders measured, standard error, and which days it covers."""

    orders: float
    standard_error: float
    days: NDArray[np.bool_]


@dataclass(frozen=True)
class ShareScan:
    """Posterior of the share: `log_weight`, `mean`, `sd` are (n_trends, n_candidates).

    `information` (1 + n_tests,): what the series and each lift test know about the share at the central candidate,
    as parts of one.
    """

    log_weight: Array
    mean: Array
    sd: Array
    information: Array
    placebo_inflation: float
    period_inflation: float
    projections: tuple[Projection, ...]
    whitened: Array  # (n_candidates, n_days)
    fit: BaselineFit


def scan_shares(
    counts: Array, candidates: Array, centre: int, design: Design, tests: Sequence[LiftRow], *, log_prior: Array
) -> ShareScan:
    """Judge every candidate pressure (n_candidates, n_days; each sums to the sum of `counts`).

    `log_prior` (n_candidates,) is what other evidence says of the candidates.
    """
    fit = fit_additive_poisson(counts, candidates[centre], design, trend_step_sd=0.05)
    projections = tuple(Projection(fit, design, step) for step in TREND_STEPS)
    whitened = fit.whitening.apply(candidates)
    shape = (len(TREND_STEPS), len(candidates))
    parts = np.empty((len(TREND_STEPS), 1 + len(tests)))
    log_weight, mean, sd = np.empty(shape), np.empty(shape), np.empty(shape)
    by_placebo = placebo_inflation(projections[1], candidates[centre], fit)
    by_period = period_inflation(projections[1], candidates[centre], fit)
    inflation = max(by_placebo, by_period)
    for row, (step, projection) in enumerate(zip(TREND_STEPS, projections, strict=True)):
        removed = projection.remove(whitened)
        information = np.einsum("kt,kt->k", removed, whitened) / inflation**2
        score = removed @ fit.response / inflation**2
        squares = projection.residual @ fit.response / inflation**2
        precision = information + SHARE_SD**-2
        known = [information[centre]]
        for test in tests:
            reach = candidates[:, test.days].sum(axis=1)
            known.append((reach[centre] / test.standard_error) ** 2)
            precision = precision + (reach / test.standard_error) ** 2
            score = score + reach * test.orders / test.standard_error**2
            squares += (test.orders / test.standard_error) ** 2
        parts[row] = np.array(known) / np.sum(known)
        mean[row], sd[row] = score / precision, precision**-0.5
        log_weight[row] = -0.5 * (squares - score**2 / precision) - 0.5 * np.log(precision)
        log_weight[row] += log_prior + projection.log_evidence - 0.5 * (step / 0.05) ** 2
    log_weight -= logsumexp(log_weight)
    return ShareScan(log_weight, mean, sd, parts[1], by_placebo, by_period, projections, whitened, fit)


def placebo_inflation(projection: Projection, pressure: Array, fit: BaselineFit) -> float:
    """Widen by what the same pressure, put where no programme ran, "finds" beyond its own standard error.

    The pressure is turned round the history in weekly steps; the real effect is taken out first. Three ordinary
    placebos are added as a prior, so that a short history can widen the interval but not make it absurd.
    """
    n_days = len(pressure)
    shifts = np.arange(28, n_days - 27, PLACEBO_STEP_DAYS)
    if len(shifts) < 3:
        return 1.0
    shifted = fit.whitening.apply(np.stack([np.roll(pressure, int(shift)) for shift in shifts]))
    own = fit.whitening.apply(pressure)
    removed = projection.remove(shifted)
    response = fit.response - fit.share * own
    scores = removed @ response / np.sqrt(np.einsum("kt,kt->k", removed, shifted))
    centred = pressure - pressure.mean()
    spectrum = np.abs(np.fft.rfft(centred)) ** 2
    memory = np.fft.irfft(spectrum, n_days) / max(spectrum.sum() / n_days * 2, 1e-12)
    n_independent = float(np.clip(n_days / max(1.0, np.sum((memory / max(memory[0], 1e-12)) ** 2)), 3, 40))
    excess = (n_independent * np.mean(scores**2) + 3.0) / (n_independent + 3.0)
    return float(np.sqrt(max(1.0, excess)))


def period_inflation(projection: Projection, pressure: Array, fit: BaselineFit) -> float:
    """Widen when the effect per unit of pressure differs between periods by more than posts ordinarily differ.

    The history is cut into six periods of equal pressure, each with its own share. A season that nobody logged makes
    the programme look strong in one period and ordinary in the others; this sees it where a placebo cannot, because
    the season hides under the programme. Three ordinary degrees of freedom are added as a prior.
    """
    reached = np.cumsum(pressure) / max(float(pressure.sum()), 1e-12)
    period = np.minimum((reached * N_PERIODS).astype(np.int64), N_PERIODS - 1)
    parts = np.where(period == np.arange(N_PERIODS)[:, None], pressure, 0.0)
    white = fit.whitening.apply(parts[parts.sum(axis=1) > 0])
    if len(white) < 3:
        return 1.0
    removed = projection.remove(white)
    information = removed @ white.T + 1e-6 * np.trace(removed @ white.T) / len(white) * np.eye(len(white))
    shares = np.linalg.solve(information, removed @ fit.response)
    pooled = (information @ shares).sum() / information.sum()
    freedom = len(white) - 1
    scatter = float((shares - pooled) @ information @ (shares - pooled)) / ORDINARY_PERIOD_SCATTER
    return float(np.sqrt(max(1.0, (scatter + 3.0) / (freedom + 3.0))))
