"""Histories that could have been: orders and tracked counts drawn from the fitted model, one per posterior draw."""

from __future__ import annotations

import numpy as np

from upshot.decisions.incrementality.checks.glance import Glance
from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import LEAK_SD


def replicate_orders(glance: Glance, rng: np.random.Generator) -> Array:
    """(n_bins, n_draws) whole orders, never below 0: the model's noise as a shop would count it."""
    orders: Array = np.maximum(np.round(noisy_orders(glance, rng)), 0.0)
    return orders


def noisy_orders(glance: Glance, rng: np.random.Generator) -> Array:
    """(n_bins, n_draws) the likelihood to the letter: mean, variance m + (φm)², AR(1), Student-t innovations."""
    n_bins, n_draws = glance.mean.shape
    shocks = rng.standard_t(glance.freedom, size=(n_bins, n_draws)) * np.sqrt(1 - 2 / glance.freedom)
    residual = np.empty((n_bins, n_draws))
    residual[0] = shocks[0]
    spread = np.sqrt(1 - glance.memory**2)
    for i in range(1, n_bins):
        residual[i] = glance.memory * residual[i - 1] + spread * shocks[i]
    orders: Array = glance.mean + glance.sd * residual
    return orders


def replicate_signals(glance: Glance, rng: np.random.Generator) -> Array:
    """(n_cells, n_draws) tracked orders of every creator-week of every signal, in the order of `Signals.counts`."""
    at, x, signals, grid = glance.density.at, glance.x, glance.density.data.signals, glance.density.data.grid
    weekly_base = grid.weeks @ np.add.reduceat(glance.base, grid.starts, axis=0)
    log_leak = x[at["leak"]][signals.row_signal] + LEAK_SD * x[at["creator_leak"]]
    capture = np.exp(np.minimum(x[at["creator_capture"]], 10.0))[signals.cell_row]
    leak = np.exp(np.minimum(log_leak, 0.0))[signals.cell_row]
    mean = capture * glance.by_cell[signals.cell_grid] + leak * weekly_base[signals.cell_grid]
    if signals.n_sudden_cells:
        part = slice(0, signals.n_sudden_cells)
        which = signals.cell_signal[part]
        chance = 1 / (1 + np.exp(-x[at["logit_contaminated"]]))[which]
        mean[part] += (rng.random(chance.shape) < chance) * np.exp(x[at["log_extra"]])[which]
    size = np.exp(np.minimum(x[at["log_size"]], 20.0))[signals.cell_signal]
    rate = rng.standard_gamma(size) * np.maximum(mean, 1e-12) / size
    counts: Array = rng.poisson(np.minimum(rate, 1e9)).astype(np.float64)
    return counts


def replicate_regions(glance: Glance, rng: np.random.Generator) -> Array:
    """(n_weeks, n_regions, n_draws) the orders of known region of each week over again: Dirichlet-multinomial.

    Only for a model with regions.
    """
    regions = glance.density.data.regions
    assert regions is not None
    size = np.exp(np.minimum(glance.x[glance.density.at["log_region_size"]], 20.0))
    part = rng.standard_gamma(size * region_shares(glance)) + 1e-300
    shares = (part / part.sum(axis=1, keepdims=True)).transpose(0, 2, 1)
    n_weekly = np.round(regions.counts.sum(axis=1)).astype(np.int64)
    counts: Array = rng.multinomial(n_weekly[:, None], shares).transpose(0, 2, 1).astype(np.float64)
    return counts


def region_shares(glance: Glance) -> Array:
    """(n_weeks, n_regions, n_draws) expected shares of each week's orders."""
    split = glance.density.split
    assert split is not None
    weekly_base = np.add.reduceat(glance.base, glance.density.data.grid.starts)
    orders = split.expected(split.mix(glance.x), weekly_base, glance.by_cell)
    shares: Array = orders / orders.sum(axis=1, keepdims=True)
    return shares
