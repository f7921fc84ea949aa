"""Moves between trajectories, for the scales of the hierarchy.

A scale and the values that it spreads hold each other: the more values there are, the less either can move while the
other stays. So each scale also moves while its values stay where they are, and together with them (interweaving two
parametrisations, Yu and Meng 2011: alone, either mixes slowly).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.coordinates import Coordinates
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.prior_draws import leaning
from upshot.stats.hmc import Hmc

SCALED = {  # values drawn around 0, and their scales
    "post": "log_post_sd",
    "trend_steps": "log_trend_sd",
    "tier": "log_tier_sd",
    "collaboration": "log_collaboration_sd",
    "home": "log_home_sd",
    "region_steps": "log_region_trend_sd",
}
N_REFRESHES = 5
SPREAD = 0.25  # of a log scale: half the sd of its prior


def moves_of_scales(
    density: ResponseDensity, coordinates: Coordinates, rng: np.random.Generator
) -> Callable[[Hmc], None]:
    """What `Hmc` does between two trajectories in `coordinates`."""

    def moves(chains: Hmc) -> None:
        x = refresh_scales(density, coordinates.outward(chains.position), rng)
        chains.move_to(coordinates.inward(x))
        proposed, log_volume = spread(density, x, rng)
        chains.propose(coordinates.inward(proposed), log_volume)

    return moves


def refresh_scales(density: ResponseDensity, x: Array, rng: np.random.Generator) -> Array:
    """Move each scale while what it scales stays where it is, so that the likelihood does not change."""
    x, at = x.copy(), density.at
    for scaled, name in SCALED.items():
        place, scale = at[scaled], at[name]
        n = place.stop - place.start
        if not n:
            continue
        for _ in range(N_REFRESHES):
            step = 2.4 / np.sqrt(2 * n + 36)  # n values know their log scale to 1/√(2n); 0.4 where there are few
            proposed = x[scale] + step * rng.standard_normal(x[scale].shape)
            shrunk = x[place] * np.exp(x[scale] - proposed)
            gain = at.priors.log_ratio(place, shrunk, x[place]) + at.priors.log_ratio(scale, proposed, x[scale])
            gain += n * (x[scale] - proposed)[0]
            accepted = np.log(rng.random(len(gain))) < gain
            x[place], x[scale] = np.where(accepted, shrunk, x[place]), np.where(accepted, proposed, x[scale])
    return x


def spread(density: ResponseDensity, x: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """`x` with one scale moved and its values some way along, and by how much the log volume grew (n_points,).

    How far they follow is left to chance: what the data know of the values holds them back, more or less. Nothing that
    `Bend` bends is moved, so that volumes grow alike in all coordinates.
    """
    groups = list(leaning(density, x))
    place, mean, scale = groups[rng.integers(len(groups))]
    step = SPREAD * rng.standard_normal(x.shape[1])
    along = rng.random(x.shape[1]) * step
    proposed = x.copy()
    proposed[scale] += step
    proposed[place] = mean + (x[place] - mean) * np.exp(along)
    return proposed, (place.stop - place.start) * along
