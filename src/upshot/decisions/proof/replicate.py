"""Another brand like this one: a history drawn from a fitted estimate, with its truth (parametric bootstrap).

The posts, their views, the calendar and the other media stay as they are. One draw of the estimate is taken for true;
orders, their regions, tracked signals and lift tests are drawn again. An estimate that is right about brands like this
one covers the truth of such histories at its stated rate. It shares the estimate's idea of how posts work, so it cannot
show where that idea is wrong (`docs/proof.md`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from upshot.decisions.incrementality.model import Array, IncrementalEstimate, LiftTest, ProgrammeHistory
from upshot.decisions.proof.replicate_regions import replicate_regions
from upshot.stats.adstock import geometric_kernel, spread

# The measurement study's middle values (docs/method.md): they place an effect in time, and do not size it.
CONCAVITY = 0.87
PAID_WORTH = 0.6
KERNEL_RATES = ((0.0, 1), (0.4, 40), (0.65, 40), (0.92, 40), (0.965, 90))
KERNEL_WEIGHTS = (2 / 9, 3 / 9, 2 / 9, 1 / 9, 1 / 9)
HIGHEST_CAPTURE = 0.95
MOST_OVERDISPERSION = 1.0  # log-sd of a day; more would be another shop every morning
MOST_AUTOCORRELATION = 0.95
_ROOM = 4.0  # residuals are cut at this many standard deviations before they tell the size of the noise


@dataclass(frozen=True)
class DayNoise:
    """What moves a day beyond the luck of counting: standard deviation on the log scale, and its first-order AR."""

    sd: float
    autocorrelation: float


def replicate(history: ProgrammeHistory, estimate: IncrementalEstimate, *, seed: int) -> tuple[ProgrammeHistory, Array]:
    """Draw a history in which one draw of the estimate is the truth.

    Parameters
    ----------
    history : the brand's own
    estimate : of that history
    seed : same history, estimate and seed, same replicate

    Returns
    -------
    (history, posts_truth): the same days, posts and creators with new orders, and the (n_posts,) incremental orders
    that came in it. A creator without a signal (NaN) has none in the replicate either.
    """
    rng = np.random.default_rng([seed, 20_411])
    pick = int(rng.integers(len(estimate.orders_draws)))
    shapes = effect_shapes(history)
    expected = np.maximum(estimate.orders_draws[pick], 0.0)[:, None] * shapes
    caused = rng.poisson(expected).astype(np.float64)
    baseline = np.maximum(estimate.baseline_draws[pick], 1e-9)
    usual = rng.poisson(baseline * _day_multipliers(_day_noise(history, estimate, shapes), len(baseline), rng))
    by_draw, by_creator = _sum_by_creator(history, expected), _sum_by_creator(history, caused)
    tracked = {
        name: _draw_signal(seen, by_draw, by_creator, baseline, usual, rng)
        for name, seen in sorted(history.tracked_orders.items())
    }
    drawn = replace(
        history,
        orders=usual + caused.sum(axis=0),
        tracked_orders=tracked,
        orders_by_region=replicate_regions(history, by_draw, baseline, by_creator, usual, seed),
        lift_tests=tuple(_measure_again(history, test, caused, rng) for test in history.lift_tests),
    )
    return drawn, caused.sum(axis=1)


def effect_shapes(history: ProgrammeHistory) -> Array:
    """(n_posts, n_days) share of each post's effect within the history that falls on a day; rows sum to 1.

    Concave increments of its views, carried over. A post without views has a row of zeros: it can have done nothing.
    """
    paid = np.clip(history.views_paid, 0.0, history.views)
    effective = np.cumsum(np.maximum(history.views - (1 - PAID_WORTH) * paid, 0.0), axis=1)
    pulses = np.maximum(np.diff(effective**CONCAVITY, axis=1, prepend=0.0), 0.0)
    rows = np.maximum(spread(pulses, _kernel()), 0.0)
    rows[rows < 1e-9 * rows.max(axis=1, keepdims=True)] = 0.0
    shapes: Array = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-300)
    return shapes


def _kernel() -> Array:
    kernel = np.zeros(max(length for _, length in KERNEL_RATES))
    for (rate, length), weight in zip(KERNEL_RATES, KERNEL_WEIGHTS, strict=True):
        kernel[:length] += weight * geometric_kernel(rate, length)
    return kernel


def _day_noise(history: ProgrammeHistory, estimate: IncrementalEstimate, shapes: Array) -> DayNoise:
    """The noise of the data around the estimate's mean, beyond Poisson: Var(y) = m + (φ·m)², AR(1) in the φ part."""
    fitted = estimate.baseline_draws.mean(axis=0) + estimate.orders_draws.mean(axis=0) @ shapes
    mean = np.maximum(fitted, 0.1)
    residual = history.orders - mean
    spread_of_days = np.sqrt(np.mean(residual**2 / mean) * mean)
    residual = np.clip(residual, -_ROOM * spread_of_days, _ROOM * spread_of_days)
    excess = float(np.mean(residual**2 - mean)) / float(np.mean(mean**2))
    if excess <= 0:
        return DayNoise(0.0, 0.0)
    together = float(np.mean(residual[1:] * residual[:-1])) / float(np.mean(mean[1:] * mean[:-1]))
    autocorrelation = float(np.clip(together / excess, 0.0, MOST_AUTOCORRELATION))
    return DayNoise(min(excess**0.5, MOST_OVERDISPERSION), autocorrelation)


def _day_multipliers(noise: DayNoise, n_days: int, rng: np.random.Generator) -> Array:
    """(n_days,) multipliers with mean 1."""
    shocks = rng.standard_normal(n_days)
    level = np.empty(n_days)
    level[0] = shocks[0]
    for day in range(1, n_days):
        kept = noise.autocorrelation
        level[day] = kept * level[day - 1] + (1 - kept**2) ** 0.5 * shocks[day]
    multipliers: Array = np.exp(noise.sd * level - noise.sd**2 / 2)
    return multipliers


def _sum_by_creator(history: ProgrammeHistory, rows: Array) -> Array:
    """(n_creators, n_days) sums of the rows of each creator's posts."""
    sums = np.zeros((len(history.creators), rows.shape[1]))
    np.add.at(sums, history.post_creator, rows)
    return sums


def _draw_signal(
    seen: Array,
    expected: Array,
    caused: Array,
    baseline: Array,
    usual: NDArray[np.int64],
    rng: np.random.Generator,
) -> Array:
    """(n_creators, n_days) tracked orders: a share of what was caused, and leaks out of the usual orders.

    Each creator's capture rate and leak rate are those that explain, week by week, what was seen of him, if the draw's
    effect is the true one.
    """
    drawn = np.full(seen.shape, np.nan)
    weekly_baseline = _weekly(baseline[None])[0]
    for creator in np.flatnonzero(~np.isnan(seen).any(axis=1)):
        alive = np.cumsum(expected[creator]) > 0  # before the first post nobody can know the code
        weeks_alive = _weekly(alive[None])[0] > 0
        columns = np.column_stack([_weekly(expected[creator][None])[0], weekly_baseline * weeks_alive])
        weight = 1 / np.sqrt(np.maximum(columns.sum(axis=1), 1e-9))
        rates, _ = nnls(columns * weight[:, None], _weekly(seen[creator][None])[0] * weight)
        capture, leak = min(float(rates[0]), HIGHEST_CAPTURE), min(float(rates[1]), HIGHEST_CAPTURE)
        drawn[creator] = rng.binomial(caused[creator].astype(np.int64), capture)
        drawn[creator] += rng.binomial(usual, leak * alive)
    return drawn


def _weekly(daily: Array | NDArray[np.bool_]) -> Array:
    """(n_rows, n_weeks) sums of seven days; a last part-week stands alone."""
    sums: Array = np.add.reduceat(np.asarray(daily, dtype=np.float64), np.arange(0, daily.shape[1], 7), axis=1)
    return sums


def _measure_again(history: ProgrammeHistory, test: LiftTest, caused: Array, rng: np.random.Generator) -> LiftTest:
    """The same test, run on the replicate: what came in its days by its creators, with its standard error."""
    inside = np.array([test.starts_on <= day <= test.ends_on for day in history.days])
    tested = {index for index, name in enumerate(history.creators) if not test.creators or name in test.creators}
    rows = np.isin(history.post_creator, sorted(tested))
    true = float(caused[rows][:, inside].sum())
    return replace(test, incremental_orders=true + test.standard_error * float(rng.standard_normal()))
