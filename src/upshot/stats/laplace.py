"""Mode and curvature of a log density, and coordinates in which it is nearly a standard normal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from upshot.stats.hmc import LogDensity

Array = NDArray[np.float64]

STEP = 1e-4  # of the finite differences of the gradient
BATCH = 32  # points at once
FLATTEST = 0.1  # least curvature that is believed: no direction is trusted to be wider than three units


@dataclass(frozen=True)
class Whitening:
    """x = centre + matrix @ q, where q is about standard normal. `centre` (n,), `matrix` (n, n)."""

    centre: Array
    matrix: Array

    def outward(self, q: Array) -> Array:
        """Whitened → the model's own coordinates; (…, n, n_points)."""
        x: Array = self.centre[:, None] + self.matrix @ q
        return x

    def inward(self, x: Array) -> Array:
        """The model's own coordinates → whitened; (n, n_points)."""
        q: Array = self._inverse @ (x - self.centre[:, None])
        return q

    def scaled(self, widths: Array) -> Whitening:
        """Coordinates `widths` (n,) times as wide."""
        return Whitening(self.centre, self.matrix * widths)

    def row(self, parameter: int) -> Array:
        """(n,) what `parameter` is made of."""
        row: Array = self.matrix[parameter]
        return row

    def stretched(self, parameter: int, sd: float) -> Whitening:
        """The same coordinates, with `parameter` as wide as it was seen to be (at most three times either way)."""
        along, factor = stretch(self.row(parameter), sd)
        return Whitening(self.centre, self.matrix + (factor - 1) * np.outer(self.matrix @ along, along))

    @cached_property
    def _inverse(self) -> Array:
        return np.asarray(np.linalg.inv(self.matrix))

    def density(self, density: LogDensity) -> LogDensity:
        """The same density over whitened coordinates (up to a constant)."""
        back = np.ascontiguousarray(self.matrix.T)

        def whitened(q: Array) -> tuple[Array, Array]:
            value, gradient = density(self.outward(q))
            return value, back @ gradient

        return whitened


def stretch(row: Array, sd: float) -> tuple[Array, float]:
    """The direction (n,) of length 1 that a parameter made of `row` (n,) is, and how far to stretch it for that sd."""
    implied = float(np.linalg.norm(row))
    return row / implied, float(np.clip(sd / implied, 1 / 3, 3.0))


def find_mode(density: LogDensity, start: Array, *, max_steps: int) -> Array:
    """Climb from `start` (n,) by L-BFGS; where it stops short, what it reached is still a good place to look around."""

    def negative(x: Array) -> tuple[float, Array]:
        value, gradient = density(x[:, None])
        return -float(value[0]), -gradient[:, 0]

    found = minimize(negative, start, jac=True, method="L-BFGS-B", options={"maxiter": max_steps, "maxcor": 30})
    mode: Array = np.asarray(found.x)
    return mode


def curvature(density: LogDensity, point: Array) -> Array:
    """(n, n) minus the Hessian, by forward differences of the gradient, symmetrised: as good as coordinates need."""
    n = len(point)
    matrix = np.empty((n, n))
    here = density(point[:, None])[1]
    for start in range(0, n, BATCH):
        rows = np.arange(start, min(start + BATCH, n))
        ahead = np.repeat(point[:, None], len(rows), axis=1)
        ahead[rows, np.arange(len(rows))] += STEP
        matrix[rows] = ((here - density(ahead)[1]) / STEP).T
    symmetric: Array = (matrix + matrix.T) / 2
    return symmetric


def whiten(point: Array, matrix: Array) -> Whitening:
    """Coordinates around `point` from the curvature there; directions that curve upwards count by their size."""
    values, vectors = np.linalg.eigh(matrix)
    return Whitening(point, vectors / np.sqrt(np.maximum(np.abs(values), FLATTEST)))
