"""The programme's pressure: what the views of each post could have done to orders, day by day.

A post's effect is concave in its effective views (organic + ρ · paid) and follows their growth; a mixture of
geometric kernels delays it. How concave (γ), how much a paid view counts (ρ) and how long the delay is are not known:
the estimate averages over a grid of them, each point weighted by how well it explains the orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, norm

from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.stats.adstock import geometric_kernel, spread

VIEWS_UNIT = 50_000.0
_SIXTHS = np.array([1 / 6, 1 / 2, 5 / 6])  # midpoints of three parts of equal prior probability
# The last Dirichlet weight below was raised from 0.5 to 1 after seeing `delayed_effect` (docs/method-interim.md).
# Priors of the creator response model (measurement study, 2026): γ ~ Beta(12, 2), ρ ~ lognormal(log 0.6, 0.4).
CONCAVITIES: Array = beta.ppf(_SIXTHS, 12, 2)
PAID_WORTHS: Array = np.exp(np.log(0.6) + 0.4 * norm.ppf(_SIXTHS))
KERNELS = tuple(geometric_kernel(r, n) for r, n in ((0.0, 1), (0.4, 40), (0.65, 40), (0.92, 40), (0.965, 90)))
N_MIXTURES = 36
CENTRE = (1, 1)  # the middle γ and the middle ρ


def kernel_mixtures() -> Array:
    """(N_MIXTURES, n_kernels) weights from the prior Dirichlet(2, 3, 2, 1, 1): a fixed grid, one for every brand."""
    mixtures: Array = np.random.default_rng(20_260).dirichlet((2, 3, 2, 1, 1), size=N_MIXTURES)
    mixtures[0] = np.array([2, 3, 2, 1, 1]) / 9
    return mixtures


@dataclass(frozen=True)
class ViewCells:
    """The (post, day) cells with views, flat and sorted by post then day."""

    post: NDArray[np.int64]
    day: NDArray[np.int64]
    organic: Array
    paid: Array

    @classmethod
    def of(cls, history: ProgrammeHistory) -> ViewCells:
        """Take the cells with at least half a view: the long tail of old posts is below what counters resolve."""
        post, day = np.nonzero(history.views >= 0.5)
        paid = np.clip(history.views_paid[post, day], 0.0, history.views[post, day])
        return cls(post, day, history.views[post, day] - paid, paid)


@dataclass(frozen=True)
class Pressure:
    """The pressure at one (γ, ρ).

    `pulses` flat increments of (views/50,000)^γ per cell; `creators` (n_creators, n_days) their sums, not yet delayed;
    `within` (n_posts, n_kernels) what of each post's pulses has worked before the history ends, by kernel.
    """

    grid_point: tuple[int, int]
    pulses: Array
    creators: Array
    within: Array


def pressures(history: ProgrammeHistory, cells: ViewCells) -> Iterator[Pressure]:
    """Yield the pressure at every (γ, ρ) of the grid."""
    for j, i in product(range(len(PAID_WORTHS)), range(len(CONCAVITIES))):
        yield pressure_at(history, cells, (i, j))


def pressure_at(history: ProgrammeHistory, cells: ViewCells, grid_point: tuple[int, int]) -> Pressure:
    """Compute the pressure at one (γ, ρ) of the grid."""
    n_days, n_posts, n_creators = len(history.days), len(history.post_ids), len(history.creators)
    concavity, paid_worth = CONCAVITIES[grid_point[0]], PAID_WORTHS[grid_point[1]]
    pulses = _concave_increments((cells.organic + paid_worth * cells.paid) / VIEWS_UNIT, cells.post, concavity)
    slot = history.post_creator[cells.post] * n_days + cells.day
    sums = np.bincount(slot, weights=pulses, minlength=n_creators * n_days)
    creators = sums.astype(np.float64).reshape(n_creators, n_days)
    within = np.empty((n_posts, len(KERNELS)))
    for k, kernel in enumerate(KERNELS):
        worked = np.cumsum(kernel)[np.minimum(np.arange(n_days), len(kernel) - 1)][::-1]  # by day of the pulse
        within[:, k] = np.bincount(cells.post, weights=pulses * worked[cells.day], minlength=n_posts)
    return Pressure(grid_point, pulses, creators, within)


def _concave_increments(daily: Array, post: NDArray[np.int64], concavity: float) -> Array:
    """Day-to-day increments of (cumulative views)^γ within each post; `daily` and `post` flat, sorted by post."""
    running = np.cumsum(daily)
    is_first = np.r_[True, post[1:] != post[:-1]]
    before = np.r_[0.0, running[:-1]]
    cumulative = np.maximum(running - before[is_first][np.cumsum(is_first) - 1], 1e-12)
    raised = np.exp(concavity * np.log(cumulative))
    increments: Array = raised - np.where(is_first, 0.0, np.r_[0.0, raised[:-1]])
    return np.maximum(increments, 0.0)


def delayed(series: Array) -> Array:
    """(n_kernels, …, n_days): `series` spread over time by each kernel; the rounding dust of the transform is swept."""
    rows = np.stack([spread(series, kernel) for kernel in KERNELS])
    return np.where(rows > 1e-9 * max(float(series.max(initial=0.0)), 1e-12), rows, 0.0)
