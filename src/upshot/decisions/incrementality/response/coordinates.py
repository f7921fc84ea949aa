"""The coordinates in which the posterior is nearly round.

First what is known to be bent is straightened (`Bend`), then what is left is whitened: densely for most brands, as an
arrow for the largest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_expit

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.layout import Layout
from upshot.decisions.incrementality.response.workers import Workers
from upshot.stats.arrow import ArrowWhitening, arrow_curvature, arrow_whiten
from upshot.stats.hmc import LogDensity
from upshot.stats.laplace import STEP, Whitening, curvature, whiten

N_TYPICAL = 8  # points whose curvatures are averaged
MOST_DENSE = 2_500  # parameters: above that a dense curvature costs more than it saves
TAIL = 0.4  # k: how soon a tail is gathered in
REFINED = (0.5, 2.0)  # how far a first look may be off


class Bend:
    """The model's parameters x as functions of straighter ones w.

    A post that sold next to nothing may be any number of times worse than its creator's others: z = sinh(k·w) ÷ k
    below 0, so that a sampler that walked far into that tail is soon back. Typical capture rates count all tracked
    orders instead of the caused ones, log κ = log(capture ÷ π): the data know these and hardly the others, and what a
    week's counts say no longer hangs on π.
    """

    def __init__(self, at: Layout) -> None:
        self._posts = at["post"]
        self._part = at.places.get("logit_incremental", slice(0, 0))
        self._captures = np.array([at[name].start for name in at.places if name.startswith("capture_")], dtype=int)

    def outward(self, w: Array) -> Array:
        """Straight → the model's own; (n, n_points)."""
        x = w.copy()
        x[self._posts] = np.where(w[self._posts] < 0, np.sinh(TAIL * w[self._posts]) / TAIL, w[self._posts])
        x[self._captures] += log_expit(w[self._part])
        return x

    def inward(self, x: Array) -> Array:
        """The model's own → straight; (n, n_points)."""
        w = x.copy()
        w[self._posts] = np.where(x[self._posts] < 0, np.arcsinh(TAIL * x[self._posts]) / TAIL, x[self._posts])
        w[self._captures] -= log_expit(x[self._part])
        return w

    def density(self, density: LogDensity) -> LogDensity:
        """The same density over straight parameters (up to a constant)."""

        def straight(w: Array) -> tuple[Array, Array]:
            value, gradient = density(self.outward(w))
            below = np.minimum(TAIL * w[self._posts], 0.0)
            slope = np.cosh(below)
            gradient[self._posts] = gradient[self._posts] * slope + TAIL * np.tanh(below)
            share = np.exp(log_expit(w[self._part]))
            gradient[self._part] += gradient[self._captures].sum(axis=0) * (1 - share)
            return value + np.log(slope).sum(axis=0), gradient

        return straight


@dataclass(frozen=True)
class Coordinates:
    """x = bend(shape(q)), where q is about standard normal."""

    bend: Bend
    shape: Whitening | ArrowWhitening

    def outward(self, q: Array) -> Array:
        """Round → the model's own; (n, n_points)."""
        return self.bend.outward(self.shape.outward(q))

    def inward(self, x: Array) -> Array:
        """The model's own → round; (n, n_points)."""
        return self.shape.inward(self.bend.inward(x))

    def density(self, density: LogDensity) -> LogDensity:
        """The same density over round coordinates (up to a constant)."""
        return self.shape.density(self.bend.density(density))

    @property
    def slopes(self) -> Array:
        """(n, n) derivatives of the model's parameters by the round ones, at the centre."""
        n = len(self.shape.centre)
        here = self.outward(np.zeros((n, 1)))
        return (self.outward(STEP * np.eye(n)) - here) / STEP

    def scaled(self, widths: Array) -> Coordinates:
        """Coordinates `widths` (n,) times as wide."""
        return replace(self, shape=self.shape.scaled(widths))

    def still(self, q: Array, parameters: NDArray[np.bool_]) -> Array:
        """The nearest places to `q` (n, n_points) that leave `parameters` (n,), none of them bent, at the centre."""
        rows = np.stack([self.shape.row(int(i)) for i in np.flatnonzero(parameters)])
        nearest: Array = q - np.linalg.pinv(rows) @ (rows @ q)
        return nearest

    def refined(self, seen: Array, is_scale: NDArray[np.bool_]) -> Coordinates:
        """As wide as the draws `seen` (n_draws, n, n_chains) in them; scales, which twist the surface, one by one.

        No parameter that `is_scale` (n,) is bent.
        """
        wider = self.shape.scaled(np.clip(seen.std(axis=(0, 2)), *REFINED))
        for i in np.flatnonzero(is_scale):
            wider = wider.stretched(int(i), float((self.shape.row(int(i)) @ seen).std()))
        return replace(self, shape=wider)


def coordinates(points: Array, rng: np.random.Generator, workers: Workers) -> tuple[Coordinates, int]:
    """Coordinates from the curvature at `points` (n, n_points), and how many gradients that took."""
    density = workers.density
    bend = Bend(density.at)
    places = bend.inward(points)
    found = workers.run(_curved, [(place, int(rng.integers(2**62))) for place in places.T])
    n_gradients, curvatures = sum(n for n, _ in found), [parts for _, parts in found]
    middle = places.mean(axis=1)
    if not _is_large(density):
        return Coordinates(bend, whiten(middle, np.mean(curvatures, axis=(0, 1)))), n_gradients
    counted = _Counted(density)
    arrow = arrow_whiten(bend.density(counted), middle, owner_of(density), curvatures)
    return Coordinates(bend, arrow), n_gradients + counted.n


def _curved(density: ResponseDensity, part: tuple[Array, int]) -> tuple[int, tuple[Array, ...]]:
    """How many gradients the curvature at a straight place (n,) took, and that curvature, dense or as an arrow."""
    place, seed = part
    counted = _Counted(density)
    straight = Bend(density.at).density(counted)
    if _is_large(density):
        found: tuple[Array, ...] = arrow_curvature(straight, place, owner_of(density), np.random.default_rng(seed))
    else:
        found = (curvature(straight, place),)
    return counted.n, found


def _is_large(density: ResponseDensity) -> bool:
    return density.at.size > MOST_DENSE


def owner_of(density: ResponseDensity) -> NDArray[np.int64]:
    """(n_parameters,) the creator that a parameter belongs to; −1 = the brand."""
    data, at = density.data, density.at
    owner = np.full(at.size, -1, dtype=np.int64)
    everybody = np.arange(data.n_creators)
    owner[at["creator"]], owner[at["post"]] = everybody, data.post_creator
    owner[at["creator_capture"]] = owner[at["creator_leak"]] = data.signals.row_creator
    free = (at["home"].stop - at["home"].start) // data.n_creators
    owner[at["home"]] = np.repeat(everybody, free)
    return owner


class _Counted:
    """A density that counts the points it was asked for."""

    def __init__(self, density: ResponseDensity) -> None:
        self._density, self.n = density, 0

    def __call__(self, x: Array) -> tuple[Array, Array]:
        self.n += x.shape[1]
        return self._density(x)
