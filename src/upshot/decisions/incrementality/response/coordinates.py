"""The coordinates in which the posterior is nearly round: dense for most brands, an arrow for the largest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.stats.arrow import ArrowWhitening, arrow_whiten
from upshot.stats.laplace import Whitening, curvature, whiten

Coordinates = Whitening | ArrowWhitening
MOST_DENSE = 2_500  # parameters: above that a dense curvature costs more than it saves


def coordinates(
    density: ResponseDensity, centre: Array, points: Array, rng: np.random.Generator
) -> tuple[Coordinates, int]:
    """Coordinates around `centre` (n,) from the curvature at `points` (n, n_points), and how many gradients it took."""
    counted = _Counted(density)
    if density.at.size > MOST_DENSE:
        return arrow_whiten(counted, centre, points, owner_of(density), rng), counted.n
    shape = np.mean([curvature(counted, point) for point in points.T], axis=0)
    return whiten(centre, shape), counted.n


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
