"""Tracked orders per unit of pressure, with a share of leaked ones that the pressure cannot explain.

Codes travel to coupon sites; links are clicked by people who would have bought. Weekly counts of one creator are
`rate · pressure + leak`, where the leak follows the shop's own orders and may switch on and grow. Both parts are
non-negative and found by multiplicative (Richardson–Lucy) steps, which is expectation–maximisation for Poisson sums;
single weeks far above the fit are capped, so that one viral leak does not become a creator's rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAK_SHARE_PRIOR = 1.5e-4  # leaked orders per order of the shop, prior mean (measurement study, 2026)
N_STEPS = 5  # the leak may rise or fall at this many places
N_ITERATIONS = 40


@dataclass(frozen=True)
class TrackedRates:
    """Per creator: what is left after the leak. NaN counts in, zero exposure out.

    `counts` pseudo-counts that bear on the rate (rate · exposure); `exposure` the pressure they were seen at, after
    discounting for leak and overdispersion; `leaked` orders not explained by the pressure.
    """

    counts: Array
    exposure: Array
    leaked: Array
    overdispersion: float


def tracked_rates(weekly: Array, pressure: Array, shop_orders: Array) -> TrackedRates:
    """Separate what follows the pressure from what leaks.

    Parameters
    ----------
    weekly : (n_creators, n_weeks) tracked orders; a row of NaN = the creator has no such signal
    pressure : (n_creators, n_weeks) any unit, ≥ 0
    shop_orders : (n_weeks,) all orders
    """
    has_signal = np.isfinite(weekly).all(axis=1) & (pressure.sum(axis=1) > 0)
    weekly, pressure = np.where(has_signal[:, None], weekly, 0.0), np.where(has_signal[:, None], pressure, 0.0)
    started = np.cumsum(pressure, axis=1) > 0
    leak_shapes = _leak_shapes(weekly.shape[1])[:, None, :] * shop_orders * started  # (n_shapes, n_creators, n_weeks)
    capped = np.where(started, weekly, 0.0)
    for _ in range(3):
        rate, leak = _nonnegative_parts(capped, pressure, leak_shapes)
        fitted = rate[:, None] * pressure + leak
        ceiling = fitted + 3 * np.sqrt(fitted + (0.4 * fitted) ** 2) + 1
        capped = np.minimum(np.where(started, weekly, 0.0), ceiling)
    overdispersion = _overdispersion(capped, fitted)
    floor = 0.5 / np.maximum(pressure.sum(axis=1), 1e-9)
    steady = np.maximum(rate, floor)[:, None] * pressure
    exposure = np.sum(steady * pressure / np.maximum(steady + leak, 1e-12), axis=1) / overdispersion
    exposure = np.where(has_signal, exposure, 0.0)
    leaked = np.where(has_signal, np.where(started, weekly - rate[:, None] * pressure, 0.0).sum(axis=1), 0.0)
    return TrackedRates(rate * exposure, exposure, leaked, overdispersion)


def timing_evidence(daily: Array, candidates: Array, shop_orders: Array) -> Array:
    """(n_candidates,) log evidence of when tracked orders come, for candidate courses of one signal's pressure.

    `daily` (n_days,) tracked orders of all creators; `candidates` (n_candidates, n_days) what they would follow. Each
    candidate gets its best height and its best slow leak; the likelihood is tempered by the scatter of weekly sums,
    because posts that sell unlike their views make whole weeks, not days, too high or low.
    """
    counts = np.broadcast_to(daily, candidates.shape)
    shapes = _leak_shapes(len(daily))[:, None, :] * shop_orders * np.ones((1, len(candidates), 1))
    rate, leak = _nonnegative_parts(counts, candidates, shapes)
    fitted = np.maximum(rate[:, None] * candidates + leak, 1e-9)
    log_likelihood = (counts * np.log(fitted) - fitted).sum(axis=1)
    best = int(np.argmax(log_likelihood))
    starts = np.arange(0, max(1, len(daily) - 6), 7)
    seen, expected = np.add.reduceat(daily, starts), np.add.reduceat(fitted[best], starts)
    temper = max(1.0, float(np.mean((seen - expected) ** 2 / np.maximum(expected, 1.0))))
    evidence: Array = (log_likelihood - log_likelihood[best]) / temper
    return evidence


def _leak_shapes(n_weeks: int) -> Array:
    """Hat functions over the history: the leak is piecewise linear in time."""
    position = np.linspace(0, N_STEPS - 1, n_weeks)
    hats: Array = np.maximum(0.0, 1 - np.abs(position - np.arange(N_STEPS)[:, None]))
    return hats


def _nonnegative_parts(weekly: Array, pressure: Array, leak_shapes: Array) -> tuple[Array, Array]:
    """(rate per creator, leak per creator × week) by multiplicative steps; the leak pays a small exponential prior."""
    total = np.maximum(pressure.sum(axis=1), 1e-12)
    size = leak_shapes.sum(axis=2)
    rate = 0.9 * weekly.sum(axis=1) / total
    height = np.full(size.shape, LEAK_SHARE_PRIOR)
    leak = np.einsum("kc,kcw->cw", height, leak_shapes)
    for _ in range(N_ITERATIONS):
        ratio = weekly / np.maximum(rate[:, None] * pressure + leak, 1e-12)
        rate = rate * (ratio * pressure).sum(axis=1) / total
        height = height * np.einsum("cw,kcw->kc", ratio, leak_shapes) / (size + 0.3 / LEAK_SHARE_PRIOR)
        leak = np.einsum("kc,kcw->cw", height, leak_shapes)
    return rate, leak


def _overdispersion(weekly: Array, fitted: Array) -> float:
    """Pearson χ² per week with an expectation of at least half an order, between 1 and 5."""
    is_informative = fitted > 0.5
    if is_informative.sum() < 10:
        return 1.0
    pearson = (weekly - fitted)[is_informative] ** 2 / fitted[is_informative]
    return float(np.clip(pearson.mean(), 1.0, 5.0))
