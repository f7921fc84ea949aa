"""Placebos: the same programme at other times, and posts that nobody published; the model should find nothing.

A cheap regression stands in for the fit. Around the posterior mean the baseline is linear in its weights, whose priors
are kept; the noise is the fitted one, and a wild day pulls no harder than in the fit (Student-t score). The real
programme stays in, with a free height. Then a placebo's height a and its standard error follow from generalised least
squares, and the root mean square of many z = a ÷ se is about 1 where the model is right. Above 1 by more than chance,
the baseline misses something that moves like a programme, and intervals of the programme are too narrow by about that
factor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.incrementality.checks.glance import Glance
from upshot.decisions.incrementality.model import Array, Check, ShiftedCampaign
from upshot.decisions.incrementality.response.priors import NU
from upshot.decisions.incrementality.response.shapes import KERNELS

LEAST_SHIFT_DAYS = 28
STEP_DAYS = 14
MOST_SHIFTS = 24
N_POSTS = 200
AWAY_DAYS = 14  # a fake post is at least so far from the day of the real one
N_UNSURE = 20  # directions in which the posterior of the daily effect may still move
N_SIMULATED = 2_000
ALARM_LEVEL = 0.005  # each of the two
CLEARLY = 1.15  # a scatter below that many standard errors is no news


@dataclass(frozen=True)
class Placebos:
    """`checks`: observed is the root mean square of effect ÷ standard error. `shifted`: the campaigns one by one."""

    checks: tuple[Check, ...]
    shifted: tuple[ShiftedCampaign, ...]


def check_placebos(glance: Glance, rng: np.random.Generator) -> Placebos:
    """Shift the programme round, scatter fake posts, and see what is found."""
    n_days = len(glance.base)
    effect = glance.by_day.mean(axis=1)
    if n_days < 2 * LEAST_SHIFT_DAYS or effect.sum() <= 1e-6 or len(glance.orders) < 12:
        return Placebos((), ())
    regression = _regression(glance)
    room = n_days - 2 * LEAST_SHIFT_DAYS
    n_shifts = int(np.clip(room // STEP_DAYS + 1, 1, MOST_SHIFTS))
    shifts = np.unique(np.linspace(LEAST_SHIFT_DAYS, n_days - LEAST_SHIFT_DAYS, n_shifts).astype(int))
    moved = np.stack([np.roll(effect, shift) for shift in shifts], axis=1)
    heights, errors = regression.read(glance.binned(moved))
    per_height = effect.sum() / max(float(glance.orders.sum()), 1.0)
    shifted = tuple(
        ShiftedCampaign(int(shift), float(height * per_height), float(error * per_height))
        for shift, height, error in zip(shifts, heights, errors, strict=True)
    )
    posts = glance.binned(fake_posts(glance, rng))
    checks = (
        _scatter("placebo_campaigns", regression, glance.binned(moved), rng),
        _scatter("placebo_posts", regression, posts, rng),
    )
    return Placebos(checks, shifted)


def fake_posts(glance: Glance, rng: np.random.Generator) -> Array:
    """(n_days, N_POSTS): what real posts would have brought on other days, chosen at random."""
    data = glance.density.data
    n_days, kernels = data.n_days, glance.density.kernels(glance.x).mean(axis=1)
    chosen = rng.integers(data.n_posts, size=N_POSTS)
    by_kernel = (data.daily[k * n_days : (k + 1) * n_days][:, chosen].toarray() for k in range(len(KERNELS)))
    curves = sum(weight * curve for weight, curve in zip(kernels, by_kernel, strict=True))
    fakes = np.zeros((n_days, N_POSTS))
    for i, curve in enumerate(np.asarray(curves).T):
        first = int(np.argmax(curve > 0))
        days = np.arange(max(1, n_days - AWAY_DAYS))
        away = days[np.abs(days - first) >= AWAY_DAYS]
        start = int(rng.choice(away if len(away) else days))
        length = n_days - max(start, first)
        fakes[start : start + length, i] = curve[first : first + length]
    return fakes[:, fakes.sum(axis=0) > 0]


@dataclass(frozen=True)
class _Regression:
    """Whitened: `basis` (n_rows, n_columns) orthonormal, what is adjusted for; `response` (n_rows,)."""

    basis: Array
    response: Array
    sd: Array
    memory: float
    freedom: float

    def left(self, columns: Array) -> Array:
        """(n_rows, n) what the adjustment leaves of `columns` (n_bins, n), whitened."""
        rows = np.zeros((len(self.response), columns.shape[1]))
        rows[: len(columns)] = whitened(columns, self.sd, self.memory)
        left: Array = rows - self.basis @ (self.basis.T @ rows)
        return left

    def read(self, columns: Array) -> tuple[Array, Array]:
        """(n,) heights and standard errors, each column by itself."""
        left = self.left(columns)
        square = np.maximum((left**2).sum(axis=0), 1e-18)
        return (left.T @ self.response) / square, 1 / np.sqrt(square)


def _regression(glance: Glance) -> _Regression:
    data, at, x = glance.density.data, glance.density.at, glance.x
    base, effect = np.exp(np.log(np.maximum(glance.base, 1e-9)).mean(axis=1)), glance.by_day.mean(axis=1)
    weights, precision, centre = _baseline_weights(glance)
    trend_sd = float(np.exp(x[at["log_trend_sd"]][0]).mean())
    slopes = base[:, None] * np.hstack([np.ones((len(base), 1)), data.fixed, trend_sd * data.trend])
    unsure = _unsure(glance.by_day)
    columns = glance.binned(np.hstack([slopes, unsure, effect[:, None]]))
    n_priors, n_adjusted = slopes.shape[1] + unsure.shape[1], columns.shape[1]
    prior = np.zeros((n_priors, n_adjusted))
    prior[:, :n_priors] = np.diag(np.concatenate([np.sqrt(precision), np.ones(unsure.shape[1])]))
    sd, memory = glance.sd.mean(axis=1), float(glance.memory.mean())
    freedom = float(np.median(glance.freedom))
    surprise = glance.orders - glance.binned(base + effect)
    fitted = glance.binned(slopes) @ weights + glance.binned(effect)
    fitted, surprise = whitened(np.stack([fitted, surprise], axis=1), sd, memory).T
    seen = fitted + tamed(surprise, freedom)
    response = np.concatenate([seen, np.sqrt(precision) * centre, np.zeros(unsure.shape[1])])
    basis, _ = np.linalg.qr(np.vstack([whitened(columns, sd, memory), prior]))
    return _Regression(basis, response, sd, memory, freedom)


def _baseline_weights(glance: Glance) -> tuple[Array, Array, Array]:
    """Level, weights, trend steps: posterior mean, prior precision, prior mean; Student-t steps at their own size."""
    at, x = glance.density.at, glance.x
    mean = np.concatenate([x[at[name]].mean(axis=1) for name in ("level", "weights", "trend_steps")])
    level, level_sd = at.priors.normal_of(at["level"])
    steps = x[at["trend_steps"]]
    n_weights = at["weights"].stop - at["weights"].start
    step_precision = ((NU + 1) / (NU + steps**2)).mean(axis=1)
    precision = np.concatenate([[level_sd**-2], np.ones(n_weights), step_precision])
    centre = np.zeros(len(mean))
    centre[0] = level
    return mean, precision, centre


def _unsure(by_day: Array) -> Array:
    """(n_days, ≤ N_UNSURE) the widest directions of the posterior of the daily effect, one posterior sd long."""
    some = by_day[:, np.linspace(0, by_day.shape[1] - 1, min(by_day.shape[1], 200)).astype(int)]
    deviation = (some - some.mean(axis=1, keepdims=True)) / np.sqrt(some.shape[1])
    left, lengths, _ = np.linalg.svd(deviation, full_matrices=False)
    directions: Array = (left * lengths)[:, :N_UNSURE]
    return directions


def whitened(columns: Array, sd: Array, memory: float) -> Array:
    """(n_bins, n) columns of the regression in units of independent noise."""
    scaled = columns / sd[:, None]
    white: Array = scaled.copy()
    white[1:] = (scaled[1:] - memory * scaled[:-1]) / np.sqrt(1 - memory**2)
    return white


def tamed(surprise: Array, freedom: float) -> Array:
    """Student-t noise of variance 1 → its score ÷ its information: least squares on that is as robust as the fit."""
    information = (freedom + 1) * freedom / ((freedom + 3) * (freedom - 2))
    pull: Array = (freedom + 1) * surprise / (freedom - 2 + surprise**2) / information
    return pull


def _scatter(name: str, regression: _Regression, columns: Array, rng: np.random.Generator) -> Check:
    """Root mean square of z beside its distribution where the model is right; one-sided, for only too much is news."""
    left = regression.left(columns)
    lengths = np.sqrt((left**2).sum(axis=0))
    left = left[:, lengths > 1e-9] / lengths[lengths > 1e-9]
    observed = float(np.sqrt(np.mean((left.T @ regression.response) ** 2)))
    freedom, n_bins = regression.freedom, len(columns)
    noise = rng.standard_normal((len(regression.response), N_SIMULATED))
    noise[:n_bins] = tamed(rng.standard_t(freedom, size=(n_bins, N_SIMULATED)) * np.sqrt(1 - 2 / freedom), freedom)
    chance = np.sqrt(np.mean((left.T @ noise) ** 2, axis=0))
    low, middle, high = np.quantile(chance, (0.05, 0.5, 0.95))
    p_value = (1 + float((chance >= observed).sum())) / (1 + N_SIMULATED)
    is_alarming = p_value < ALARM_LEVEL and observed > CLEARLY * float(middle)
    return Check(name, observed, (float(low), float(middle), float(high)), p_value, is_alarming)
