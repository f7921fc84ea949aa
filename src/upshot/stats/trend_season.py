"""Regressors of a smooth daily baseline, with the prior precision of their weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

KNOT_DAYS = 28
WEIGHT_SD = 0.15  # prior sd of every regression weight on the log scale
MIN_DAYS_FOR_YEAR = 330  # below that a yearly wave and a trend cannot be told apart


@dataclass(frozen=True)
class Design:
    """`columns` (n_days, n_weights); `precision(sd)` (n_weights, n_weights) given the trend's step sd."""

    columns: Array
    fixed_precision: Array  # (n_weights,) diagonal
    trend: slice

    def precision(self, trend_step_sd: float) -> Array:
        """Prior precision: fixed weights on the diagonal, a random walk on the trend's knots, lightly centred."""
        matrix = np.diag(self.fixed_precision)
        n_knots = self.trend.stop - self.trend.start
        steps = np.diff(np.eye(n_knots), axis=0)
        matrix[self.trend, self.trend] += steps.T @ steps / trend_step_sd**2 + np.eye(n_knots) * 0.5
        return matrix


def trend_season_design(weekdays: Sequence[int], *extra: Array) -> Design:
    """Build level, weekday, yearly wave (two harmonics), `extra` regressors and a knotted trend.

    Parameters
    ----------
    weekdays : (n_days,) 0 = Monday
    extra : each (n_rows, n_days), already on a scale where a weight of 0.15 is ordinary

    Returns
    -------
    Design whose linear predictor is the logarithm of the baseline
    """
    days = np.arange(len(weekdays))
    level = np.ones((len(days), 1))
    weekday = np.eye(7)[np.asarray(weekdays)][:, :6] - np.eye(7)[np.asarray(weekdays)][:, 6:]
    parts = [level, weekday]
    if len(days) >= MIN_DAYS_FOR_YEAR:
        angle = 2 * np.pi * days[:, None] / 365.25 * np.array([1, 2])
        parts.append(np.hstack([np.sin(angle), np.cos(angle)]))
    parts += [rows.T for rows in extra if rows.size and np.ptp(rows) > 0]
    n_fixed = sum(part.shape[1] for part in parts)
    knots = _knots(days)
    fixed = np.r_[1e-4, np.full(n_fixed - 1, WEIGHT_SD**-2), np.zeros(knots.shape[1])]
    return Design(np.hstack([*parts, knots]), fixed, slice(n_fixed, n_fixed + knots.shape[1]))


def _knots(days: NDArray[np.int64]) -> Array:
    """Hat functions on equally spaced knots about 28 days apart."""
    n_steps = max(1, round(len(days) / KNOT_DAYS))
    position = days / max(1, len(days) - 1) * n_steps
    hats: Array = np.maximum(0.0, 1.0 - np.abs(position[:, None] - np.arange(n_steps + 1)))
    return hats
