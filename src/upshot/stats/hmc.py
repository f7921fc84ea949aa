"""Hamiltonian Monte Carlo for several chains that march in step, in whitened coordinates.

The model's curvature is known before sampling (`laplace.py`), so the coordinates are already close to independent
standard normals, a quarter turn is far enough for a fresh draw, and every chain needs the same number of steps: one
matrix operation moves them all. Trajectory lengths are jittered (Neal 2011, section 5.4.2), so that no direction
returns to where it was, and so are step sizes, so that no chain stays in a place too narrow for the usual step; each
chain accepts or stays by itself. Step size by dual averaging.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LogDensity = Callable[
    [Array], tuple[Array, Array]
]  # (n, n_points) → log densities (n_points,), gradients (n, n_points)

TARGET_ACCEPTANCE = 0.8
TRAJECTORY = (0.6, 1.4)  # times the mean length
MAX_STEPS = 64
SHORT_CHANCE, SHORT_STEP = 0.1, 0.3  # now and then a chain takes shorter steps, which fit through narrow places
DIVERGENCE = 1_000.0  # a trajectory whose energy errs by this much has left the surface


class Hmc:
    """Chains on `density` from `start` (n, n_chains); `length` is the mean trajectory, π/2 for a standard normal.

    `moves` are made after every trajectory: the caller's own, by `move_to` or `propose`, which leave the distribution
    as it is.
    """

    def __init__(
        self,
        density: LogDensity,
        start: Array,
        rng: np.random.Generator,
        *,
        step_size: float = 0.2,
        length: float = np.pi / 2,
        moves: Callable[[Hmc], None] = lambda _: None,
    ) -> None:
        self._density, self._rng, self._length, self._moves = density, rng, length, moves
        self.position = start
        self._value, self._gradient = density(start)
        self._averaging = _DualAveraging(step_size)
        self.n_gradients = start.shape[1]

    @property
    def step_size(self) -> float:
        """Of the next trajectory."""
        return self._averaging.step_size

    def warm_up(self, n_draws: int) -> Array:
        """(n_draws, n, n_chains) draws while the step size adapts; it is fixed afterwards."""
        kept = np.empty((n_draws, *self.position.shape))
        for i in range(n_draws):
            acceptance, _ = self._move()
            self._moves(self)
            self._averaging.learn(float(acceptance.mean()))
            kept[i] = self.position
        self._averaging.settle()
        return kept

    def draw(self) -> int:
        """Move every chain by one trajectory; returns how many left the surface."""
        n_diverged = self._move()[1]
        self._moves(self)
        return n_diverged

    def move_to(self, position: Array) -> None:
        """Put the chains elsewhere: for moves of the caller's own that leave the density unchanged."""
        self.position = position
        self._value, self._gradient = self._density(position)
        self.n_gradients += position.shape[1]

    def propose(self, position: Array, log_volume: Array) -> NDArray[np.bool_]:
        """Offer the chains another place each, by a move that multiplies volumes by exp(`log_volume`): who took it."""
        with np.errstate(over="ignore", invalid="ignore"):  # what is infinitely far is not taken
            value, gradient = self._density(position)
            accepted = np.log(self._rng.random(len(value))) < value - self._value + log_volume
        self.n_gradients += position.shape[1]
        self._go_where(accepted, position, value, gradient)
        return accepted

    def _go_where(self, accepted: NDArray[np.bool_], position: Array, value: Array, gradient: Array) -> None:
        self.position = np.where(accepted, position, self.position)
        self._value = np.where(accepted, value, self._value)
        self._gradient = np.where(accepted, gradient, self._gradient)

    def _move(self) -> tuple[Array, int]:
        """One trajectory of every chain: chances of acceptance, and how many left the surface."""
        step = self.step_size
        n_steps = int(np.clip(np.ceil(self._length * self._rng.uniform(*TRAJECTORY) / step), 1, MAX_STEPS))
        is_short = self._rng.random(self.position.shape[1]) < SHORT_CHANCE
        steps = np.where(is_short, SHORT_STEP * step, step)
        momentum = self._rng.standard_normal(self.position.shape)
        energy = 0.5 * (momentum**2).sum(axis=0) - self._value
        position, value, gradient = self.position, self._value, self._gradient
        with np.errstate(over="ignore", invalid="ignore"):  # a trajectory that leaves the surface runs off to infinity
            for _ in range(n_steps):
                momentum = momentum + 0.5 * steps * gradient
                position = position + steps * momentum
                value, gradient = self._density(position)
                momentum = momentum + 0.5 * steps * gradient
            error = energy - (0.5 * (momentum**2).sum(axis=0) - value)
        self.n_gradients += n_steps * position.shape[1]
        error = np.where(np.isfinite(error), error, -np.inf)
        acceptance: Array = np.exp(np.minimum(error, 0.0))
        self._go_where(self._rng.random(len(error)) < acceptance, position, value, gradient)
        return acceptance, int((error < -DIVERGENCE).sum())


class _DualAveraging:
    """Step size whose mean acceptance reaches the target; constants of Hoffman and Gelman (2014), section 3.2."""

    def __init__(self, step_size: float) -> None:
        self.step_size = step_size
        self._centre = np.log(3 * step_size)
        self._error = 0.0
        self._log_mean = np.log(step_size)
        self._n = 0

    def learn(self, acceptance: float) -> None:
        self._n += 1
        part = 1 / (self._n + 10)
        self._error = (1 - part) * self._error + part * (TARGET_ACCEPTANCE - acceptance)
        log_step = self._centre - np.sqrt(self._n) / 0.1 * self._error
        weight = self._n**-0.75
        self._log_mean = weight * log_step + (1 - weight) * self._log_mean
        self.step_size = float(np.exp(np.clip(log_step, -6, 0.3)))

    def settle(self) -> None:
        if self._n:
            self.step_size = float(np.exp(np.clip(self._log_mean, -6, 0.3)))
