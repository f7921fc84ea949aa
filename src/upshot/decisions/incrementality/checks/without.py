"""A quick refit without a signal, or without the lift tests: where the mode moves to, and how wide it gets there.

The scales stay at their posterior means (a joint mode would run them to zero), all else moves. Log total and its sd
come from mode and curvature, once with everything and once without; the move of the one and the ratio of the other are
then applied to the draws, so that what mode and curvature err by in both cancels out. Reliable where they agree with
the draws when nothing is left out.

In coordinates in which the posterior is round, L-BFGS and conjugate gradients need a few dozen gradients and no matrix
of second derivatives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from upshot.decisions.incrementality.model import Alternative, Array
from upshot.decisions.incrementality.response.data import ResponseData, Signals, Test
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import Fit
from upshot.decisions.incrementality.response.start import scales_of

MOST_STEPS = 120  # of the climb
MOST_PRODUCTS = 80  # curvature times a vector
STEP = 1e-3  # of their differences, in units of posterior sds
SETTLED = 0.5  # length of the gradient at the mode, in the same units
MOST_PARAMETERS = 3_000  # above that the posterior's shape is taken as a diagonal
AGREES = (0.7, 1.4)  # sd by curvature ÷ sd of the draws, with everything in
NEAR = 0.5  # of an sd, between mode and median
WIDEST = 20.0  # an sd that grows by more has left the range where a curvature means anything


@dataclass(frozen=True)
class Reading:
    """Log total at a mode, its sd by curvature there, and whether the mode was reached."""

    log_total: float
    sd: float
    is_settled: bool


class QuickRefit:
    """Refits of one model with parts of its data left out; `totals` (n_draws,) is what the draws say with all."""

    def __init__(self, fit: Fit, totals: Array) -> None:
        self._data, self._totals = fit.density.data, totals
        self._mean = fit.flat.mean(axis=0)
        self._free = ~scales_of(fit.density.at)
        self._outward = _shape(fit, self._free)
        self._with_all = self._read(self._data)

    def without(self, data: ResponseData, name: str, subject: str) -> Alternative:
        """The total where only `data` was seen, a part of the fit's own data."""
        found, whole = self._read(data), self._with_all
        logs = np.log(np.maximum(self._totals, 1e-9))
        middle, sd = float(np.median(logs)), float(logs.std())
        widening = float(np.clip(found.sd / whole.sd, 0.5, WIDEST))
        change = found.log_total - whole.log_total
        moved = np.exp(middle + change + widening * (logs - middle))
        low, median, high = (float(bound) for bound in np.quantile(moved, (0.05, 0.5, 0.95)))
        in_sd = (median - float(np.median(self._totals))) / max(float(self._totals.std()), 1e-12)
        agrees = AGREES[0] < whole.sd / sd < AGREES[1] and abs(whole.log_total - middle) < NEAR * sd
        is_reliable = agrees and whole.is_settled and found.is_settled and found.sd < WIDEST * whole.sd
        return Alternative(name, subject, (low, median, high), in_sd, bool(is_reliable))

    def _read(self, data: ResponseData) -> Reading:
        density = ResponseDensity(data)
        start = np.zeros(self._outward.shape[1])
        found = minimize(
            lambda q: self._negative(density, q),
            start,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": MOST_STEPS, "maxcor": 30, "gtol": 1e-3},
        )
        mode = np.asarray(found.x)
        total, by_total = self._total(density, mode)
        variance = self._variance(density, mode, by_total / total)
        is_settled = float(np.linalg.norm(self._negative(density, mode)[1])) < SETTLED and variance > 0
        return Reading(float(np.log(total)), float(np.sqrt(max(variance, 1e-12))), is_settled)

    def _points(self, q: Array) -> Array:
        """(n_free, n_points) round coordinates → the model's own, scales included."""
        points = np.repeat(self._mean[:, None], q.shape[1], axis=1)
        points[self._free] += self._outward @ q
        return points

    def _gradient(self, density: ResponseDensity, q: Array) -> tuple[Array, Array]:
        value, gradient = density(self._points(q))
        return value, self._outward.T @ gradient[self._free]

    def _negative(self, density: ResponseDensity, q: Array) -> tuple[float, Array]:
        value, gradient = self._gradient(density, q[:, None])
        return (-float(value[0]), -gradient[:, 0]) if np.isfinite(value[0]) else (1e30, np.zeros(len(q)))

    def _total(self, density: ResponseDensity, q: Array) -> tuple[float, Array]:
        """The total and its gradient: the pull of a test that measured one order more, give or take one."""
        data = density.data
        total = float(density.post_orders(self._points(q[:, None])).sum())
        pulled = ResponseDensity(replace(data, tests=(*data.tests, Test(total + 1.0, 1.0, data.within))))
        return max(total, 1e-9), (self._gradient(pulled, q[:, None])[1] - self._gradient(density, q[:, None])[1])[:, 0]

    def _variance(self, density: ResponseDensity, q: Array, direction: Array) -> float:
        """The variance along `direction`, by conjugate gradients; 0 where the surface curves upwards."""
        solution, residual = np.zeros_like(direction), direction.copy()
        ahead, square = residual.copy(), float(residual @ residual)
        goal = 1e-4 * square
        for _ in range(MOST_PRODUCTS):
            length = float(np.linalg.norm(ahead))
            step = STEP / max(length, 1e-12) * ahead
            either = self._gradient(density, np.stack([q + step, q - step], axis=1))[1]
            curved = (either[:, 1] - either[:, 0]) / (2 * STEP) * length
            along = float(ahead @ curved)
            if along <= 0:
                return 0.0
            solution += square / along * ahead
            residual -= square / along * curved
            square, before = float(residual @ residual), square
            if square < goal:
                break
            ahead = residual + square / before * ahead
        return float(direction @ solution)


def _shape(fit: Fit, free: NDArray[np.bool_]) -> Array:
    """(n_free, n_free) factor of the covariance of what may move; a diagonal where there is too much of it."""
    if free.sum() > MOST_PARAMETERS or not fit.state.matrix.size:
        return np.diag(fit.flat.std(axis=0)[free])
    rows = fit.state.matrix[free]
    covariance = rows @ rows.T
    return np.asarray(np.linalg.cholesky(covariance + 1e-9 * np.eye(len(covariance))))


def drop_signal(data: ResponseData, number: int) -> ResponseData:
    """`data` in the same layout, without the counts of signal `number`: its parameters keep nothing but their prior."""
    signals = data.signals
    cells, above = signals.cell_signal != number, signals.above_signal != number
    kept = Signals(
        **{
            **vars(signals),
            **{name: getattr(signals, name)[cells] for name in ("cell_row", "cell_signal", "cell_grid", "counts")},
            **{name: getattr(signals, name)[above] for name in ("above", "above_step", "above_signal")},
            "n_sudden_cells": int(cells[: signals.n_sudden_cells].sum()),
        }
    )
    return replace(data, signals=kept)
