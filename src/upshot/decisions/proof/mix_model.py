"""The channel-level mix model that stands beside Upshot in the proof: the whole programme as one channel.

What a careful analyst does with a regression and no library: daily orders on one carried-over, saturating series of all
views, with trend, season, weekday, events and other media; carry-over, saturation and ridge penalty chosen by blocked
cross-validation. It answers for the programme; creators get their part by views, as such models leave it.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.stats.adstock import geometric_kernel, spread

CARRYOVER_RATES = (0.0, 0.3, 0.5, 0.7, 0.85, 0.93)
CARRYOVER_DAYS = 60
HALF_SATURATIONS = (0.5, 1.0, 2.0, 5.0, 1e6)  # × the mean pressure of days with any; the last is a straight line
PENALTIES = (0.01, 1.0, 30.0)  # ridge, on standardised controls; never on the programme
N_FOLDS = 5
A_YEAR = 330  # days from which a yearly wave is fitted


def mix_model_orders(history: ProgrammeHistory) -> float:
    """Incremental orders of the whole programme within the history, ≥ 0."""
    views = history.views.sum(axis=0)
    if views.sum() <= 0:
        return 0.0
    controls = _controls(history)
    candidates = [_saturated(views, *point) for point in product(CARRYOVER_RATES, HALF_SATURATIONS)]
    _, best, penalty = min(
        (_held_out_error(history.orders, series, controls, penalty), place, penalty)
        for place, series in enumerate(candidates)
        for penalty in PENALTIES
    )
    effect = _ridge(history.orders, candidates[best], controls, penalty)[0]
    return max(float(effect), 0.0) * float(candidates[best].sum())


def _controls(history: ProgrammeHistory) -> Array:
    """(n_days, n_controls) standardised: trend, weekday, yearly wave, events, log spend of other media."""
    n_days = len(history.days)
    t = np.arange(n_days)
    columns = [t / n_days, (t / n_days) ** 2]
    weekday = np.array([day.weekday() for day in history.days])
    columns += [(weekday == k).astype(np.float64) for k in range(1, 7)]
    if n_days >= A_YEAR:
        angle = 2 * np.pi * np.array([day.timetuple().tm_yday for day in history.days]) / 365.25
        columns += [wave(k * angle) for k in (1, 2) for wave in (np.sin, np.cos)]
    if history.events is not None:
        columns += list(history.events.astype(np.float64))
    if history.other_media is not None:
        columns += list(np.log1p(history.other_media))
    matrix = np.column_stack(columns)
    matrix = matrix - matrix.mean(axis=0)
    scale = matrix.std(axis=0)
    kept: Array = matrix[:, scale > 1e-9] / scale[scale > 1e-9]
    return kept


def _saturated(views: Array, rate: float, half: float) -> Array:
    """Carried-over views through x ÷ (x + half-saturation), in units of the mean of days with any."""
    carried = np.maximum(spread(views, geometric_kernel(rate, CARRYOVER_DAYS if rate else 1)), 0.0)
    level = carried / carried[carried > 0].mean()
    curve: Array = level / (1 + level / half)
    return curve


def _ridge(orders: Array, series: Array, controls: Array, penalty: float) -> Array:
    """Weights of the programme, the level and the controls; the first two carry no penalty."""
    matrix = np.column_stack([series, np.ones(len(orders)), controls])
    weight = np.r_[1e-9, 1e-9, np.full(controls.shape[1], penalty)]
    solved: Array = np.linalg.solve(matrix.T @ matrix + np.diag(weight), matrix.T @ orders)
    return solved


def _held_out_error(orders: Array, series: Array, controls: Array, penalty: float) -> float:
    """Squared error on days that were left out, in blocks of consecutive days."""
    matrix = np.column_stack([series, np.ones(len(orders)), controls])
    error = 0.0
    for block in np.array_split(np.arange(len(orders)), N_FOLDS):
        kept = np.ones(len(orders), dtype=bool)
        kept[block] = False
        weights = _ridge(orders[kept], series[kept], controls[kept], penalty)
        weights[0] = max(weights[0], 0.0)
        error += float(((orders[block] - matrix[block] @ weights) ** 2).sum())
    return error
