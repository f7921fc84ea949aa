"""The regions of a replicate's orders: where usual orders and each creator's buyers live, as the brand's own data say.

If the draw of the estimate is true, a week's orders of a region are expected to be base · mix + Σ effect · buyers. Mix
and buyers are found by expectation-maximisation from what was seen, week by week; the buyers of a creator who brought
little stay near what is known of his audience.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from upshot.decisions.incrementality.model import Array, ProgrammeHistory

HOME_SHARE, PRIOR_ORDERS = 2 / 3, 20.0  # buyers who live where the audience does, and what that is worth in orders
SMOOTH_WEEKS = 9  # the mix of usual orders moves slowly
N_STEPS = 60


def replicate_regions(
    history: ProgrammeHistory, expected: Array, baseline: Array, caused: Array, usual: NDArray[np.int64], seed: int
) -> Array | None:
    """(n_regions, n_days) orders of known region; None where the history has none.

    Parameters
    ----------
    expected, caused : (n_creators, n_days) orders of the draw that is taken for true, and those that came of it
    baseline, usual : (n_days,) the same without the programme
    """
    seen = history.orders_by_region
    if seen is None:
        return None
    rng = np.random.default_rng([seed, 20_412])  # of its own, so that all else stays as it is without regions
    week = np.arange(len(history.days)) // 7
    mix, buyers, size = _explain(history, seen, expected, baseline)
    if np.isfinite(size):
        mix = np.stack([rng.dirichlet(size * column + 1e-9) for column in mix.T], axis=1)
    orders = rng.multinomial(usual, mix.T[week]).astype(np.float64)
    for own, shares in zip(caused.astype(np.int64), buyers, strict=True):
        orders += rng.multinomial(own, shares)
    known = min(1.0, float(seen.sum()) / max(float(history.orders.sum()), 1.0))
    return rng.binomial(orders.T.astype(np.int64), known).astype(np.float64)


def _explain(history: ProgrammeHistory, seen: Array, expected: Array, baseline: Array) -> tuple[Array, Array, float]:
    """`mix` (n_regions, n_weeks), `buyers` (n_creators, n_regions), the Dirichlet's size (inf: no scatter)."""
    starts = np.arange(0, len(history.days), 7)
    counts, effect = np.add.reduceat(seen, starts, axis=1), np.add.reduceat(expected, starts, axis=1)
    base = np.add.reduceat(baseline, starts)
    shop = (seen.sum(axis=1) + 1) / (seen.sum() + len(seen))
    prior = np.tile(shop, (len(effect), 1))
    if history.creator_regions is not None:
        said = np.where(np.isnan(history.creator_regions), shop, history.creator_regions)
        prior = HOME_SHARE * said + (1 - HOME_SHARE) * shop
    mix, buyers = np.tile(shop[:, None], len(base)), prior
    for _ in range(N_STEPS):
        ratio = counts / np.maximum(mix * base + buyers.T @ effect, 1e-12)
        of_base = uniform_filter1d(mix * base * ratio, SMOOTH_WEEKS, axis=1, mode="nearest") + 1e-9 * shop[:, None]
        buyers = buyers * (effect @ ratio.T) + PRIOR_ORDERS * prior
        mix, buyers = of_base / of_base.sum(axis=0), buyers / buyers.sum(axis=1, keepdims=True)
    return mix, buyers, _size(counts, mix * base + buyers.T @ effect)


def _size(counts: Array, expected: Array) -> float:
    """From Pearson's χ² of the split: a Dirichlet-multinomial of N orders scatters (N + s) ÷ (1 + s) times as much."""
    n_weekly = counts.sum(axis=0)
    fitted = expected / expected.sum(axis=0) * n_weekly
    is_large = fitted > 1
    excess = float(((counts - fitted)[is_large] ** 2 / fitted[is_large]).sum()) / max(
        1.0, (len(counts) - 1) / len(counts) * float(is_large.sum())
    )
    return (float(n_weekly.mean()) - excess) / (excess - 1) if 1 < excess < n_weekly.mean() else float("inf")
