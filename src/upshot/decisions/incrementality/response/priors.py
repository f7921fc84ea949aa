"""The priors that stand alone, one family at a time over all the parameters that have it: log density and gradient.

Everything is computed for several points at once: arrays are (…, n_points).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality.model import Array


@dataclass(frozen=True)
class Normal:
    """The parameter itself is normal."""

    mean: float
    sd: float


@dataclass(frozen=True)
class TwoPiece:
    """The parameter is normal with another sd on either side of its mode."""

    mode: float
    sd_below: float
    sd_above: float


@dataclass(frozen=True)
class Student:
    """The parameter is Student-t with 4 degrees of freedom around 0."""

    scale: float


@dataclass(frozen=True)
class BetaLogit:
    """The parameter is the logit of a Beta(a, b) share."""

    a: float
    b: float


Prior = Normal | TwoPiece | Student | BetaLogit
NU = 4.0


class Priors:
    """The sum of independent priors: `value(x, gradient)` adds to the gradient in place."""

    def __init__(self, blocks: Iterable[tuple[slice, Prior]]) -> None:
        found = list(blocks)
        self._normal, (self._mean, self._sd) = _stack(found, Normal, "mean", "sd")
        self._pieces, (self._mode, self._below, self._above) = _stack(found, TwoPiece, "mode", "sd_below", "sd_above")
        self._student, (self._scale,) = _stack(found, Student, "scale")
        self._beta, (self._a, self._b) = _stack(found, BetaLogit, "a", "b")

    def value(self, x: Array, gradient: Array) -> Array:
        """(n_points,) log density without constants, changes of variable included; `x` (n_parameters, n_points)."""
        z = (x[self._normal] - self._mean) / self._sd
        gradient[self._normal] -= z / self._sd
        sd = np.where(x[self._pieces] < self._mode, self._below, self._above)
        away = (x[self._pieces] - self._mode) / sd
        gradient[self._pieces] -= away / sd
        t = x[self._student] / self._scale
        square = t * t / NU
        gradient[self._student] -= (NU + 1) / NU * t / (1 + square) / self._scale
        p = 1 / (1 + np.exp(-x[self._beta]))
        gradient[self._beta] += self._a * (1 - p) - self._b * p
        of_beta = (self._a * np.log(p) + self._b * np.log1p(-p)).sum(axis=0)
        value: Array = (
            of_beta
            - 0.5 * (z * z).sum(axis=0)
            - 0.5 * (away * away).sum(axis=0)
            - (NU + 1) / 2 * np.log1p(square).sum(axis=0)
        )
        return value

    def log_ratio(self, place: slice, new: Array, old: Array) -> Array:
        """(n_points,) log of the prior's ratio, `new` to `old`, of normal or Student-t parameters at `place`."""
        if place.start in self._student:
            scale = self._scale[np.searchsorted(self._student, place.start)]
            more = np.log1p((new / scale) ** 2 / NU) - np.log1p((old / scale) ** 2 / NU)
            gain: Array = -(NU + 1) / 2 * more.sum(axis=0)
        else:
            mean, sd = self.normal_of(place)
            gain = 0.5 * (((old - mean) / sd) ** 2 - ((new - mean) / sd) ** 2).sum(axis=0)
        return gain

    def normal_of(self, place: slice) -> tuple[float, float]:
        """Mean and sd of the normal prior at `place`."""
        i = int(np.searchsorted(self._normal, place.start))
        return float(self._mean[i, 0]), float(self._sd[i, 0])

    def draw(self, size: int, rng: np.random.Generator) -> Array:
        """(size,) one draw of everything that has a prior of its own; the rest is left at 0."""
        x = np.zeros(size)
        x[self._normal] = self._mean[:, 0] + self._sd[:, 0] * rng.standard_normal(len(self._normal))
        n = len(self._pieces)
        is_below = rng.random(n) < (self._below / (self._below + self._above))[:, 0]
        away = np.abs(rng.standard_normal(n))
        x[self._pieces] = self._mode[:, 0] + np.where(is_below, -self._below[:, 0], self._above[:, 0]) * away
        x[self._student] = self._scale[:, 0] * rng.standard_t(NU, len(self._student))
        p = rng.beta(self._a[:, 0], self._b[:, 0])
        x[self._beta] = np.log(p) - np.log1p(-p)
        return x


def _stack(found: list[tuple[slice, Prior]], family: type, *names: str) -> tuple[NDArray[np.int64], tuple[Array, ...]]:
    """Places of all parameters of one family, and their arguments as columns."""
    chosen: list[tuple[NDArray[np.int64], Any]] = [
        (np.arange(place.start, place.stop), prior) for place, prior in found if isinstance(prior, family)
    ]
    places = np.concatenate([np.empty(0, dtype=np.int64), *(places for places, _ in chosen)])
    arguments = tuple(
        np.concatenate([np.empty(0), *(np.full(len(own), getattr(prior, name)) for own, prior in chosen)])[:, None]
        for name in names
    )
    return places, arguments
