"""How the total divides among creators and posts, by tracked signals and effective views.

Codes, links and surveys see a share of what a creator caused; that share differs between creators and signals and is
not known, so only their relative height speaks, pooled over signals and shrunk towards the views.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.stats.partial_pooling import PooledEffects, pool_effects
from upshot.stats.tracked_rates import TrackedRates, timing_evidence, tracked_rates

POST_SD = 0.4  # how differently two posts of one creator convert at equal views (log scale; measurement study, 2026)
CREATOR_SD_UNSEEN = 0.7  # prior between creators where no signal speaks
SIGNAL_SD = {"code": 0.5, "link": 0.6, "survey": 0.4}  # how differently creators are captured by a signal (log scale)


@dataclass(frozen=True)
class CreatorSplit:
    """`log_effect` (n_draws, n_creators): effect per unit of pressure relative to the average creator."""

    log_effect: Array
    signals: tuple[str, ...]
    leak_share: float
    rates: dict[str, Array]  # signal → (n_creators,) tracked orders per unit of pressure


def split_creators(
    history: ProgrammeHistory, pressure: Array, *, n_draws: int, rng: np.random.Generator
) -> CreatorSplit:
    """Draw the creators' relative effects; `pressure` (n_creators, n_days) is already delayed."""
    signals = tuple(name for name, rows in sorted(history.tracked_orders.items()) if np.nansum(rows) > 0)
    n_creators = len(history.creators)
    if not signals or n_creators == 1:
        scale = np.abs(rng.standard_normal((n_draws, 1))) * CREATOR_SD_UNSEEN * 0.6 + 0.3
        return CreatorSplit(scale * rng.standard_normal((n_draws, n_creators)), signals, 0.0, {})
    weekly_pressure, weekly_orders = _weekly(pressure), _weekly(history.orders[None])[0]
    rates = [tracked_rates(_weekly(history.tracked_orders[name]), weekly_pressure, weekly_orders) for name in signals]
    pooled = _pool(signals, rates, n_draws, rng)
    heights = {
        name: np.where(rate.exposure > 0, rate.counts / np.maximum(rate.exposure, 1e-12), 0.0)
        for name, rate in zip(signals, rates, strict=True)
    }
    tracked = sum(float(np.nansum(history.tracked_orders[name])) for name in signals)
    leaked = sum(float(np.maximum(rate.leaked, 0).sum()) for rate in rates)
    return CreatorSplit(pooled.draws, signals, leaked / max(tracked, 1.0), heights)


def delay_evidence(history: ProgrammeHistory, split: CreatorSplit, by_mixture: Array) -> Array:
    """(n_mixtures,) how well each delay explains *when* tracked orders come, all signals together.

    `by_mixture` (n_mixtures, n_creators, n_days) delayed pressure. The shop's own orders hardly tell a slow effect
    from a trend; a code used weeks after a post does.
    """
    evidence = np.zeros(len(by_mixture))
    for name, heights in split.rates.items():
        daily = np.nansum(np.where(heights[:, None] > 0, history.tracked_orders[name], 0.0), axis=0)
        evidence += timing_evidence(daily, heights @ by_mixture, history.orders)
    return evidence


def _pool(signals: tuple[str, ...], rates: list[TrackedRates], n_draws: int, rng: np.random.Generator) -> PooledEffects:
    """Pool the signals of all creators."""
    signal_sd = np.array([SIGNAL_SD.get(name, 0.6) for name in signals])
    counts = np.column_stack([rate.counts for rate in rates])
    exposure = np.column_stack([rate.exposure for rate in rates])
    return pool_effects(counts, exposure, signal_sd=signal_sd, n_draws=n_draws, rng=rng)


def _weekly(daily: Array) -> Array:
    """(n_rows, n_weeks) sums of seven days, oldest first; NaN stays NaN; a last part-week joins the week before."""
    starts = np.arange(0, max(1, daily.shape[1] - 6), 7)
    sums: Array = np.add.reduceat(daily, starts, axis=1)
    return sums
