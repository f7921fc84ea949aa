"""Draws from the prior, creators and capture rates included, and of what is new given what is known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import log_expit

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import ResponseDensity


def draw_prior(density: ResponseDensity, rng: np.random.Generator, n_draws: int) -> Array:
    """(n_parameters, n_draws) from the prior."""
    return draw_leaning(density, draw_alone(density, rng, n_draws), rng)


def draw_alone(density: ResponseDensity, rng: np.random.Generator, n_draws: int) -> Array:
    """(n_parameters, n_draws) of all that leans on nothing else; creators and their capture rates are 0."""
    at = density.at
    return np.stack([at.priors.draw(at.size, rng) for _ in range(n_draws)], axis=1)


def draw_leaning(density: ResponseDensity, x: Array, rng: np.random.Generator) -> Array:
    """`x` (n_parameters, n_draws) with creators and their capture rates drawn given all the rest."""
    x = x.copy()
    for place, mean, scale in leaning(density, x):
        x[place] = mean + np.exp(x[scale]) * rng.standard_normal(x[place].shape)
    return x


def leaning(density: ResponseDensity, x: Array) -> Iterator[tuple[slice, Array, int]]:
    """Values whose prior hangs on other parameters: where they stand, their means (n, n_points), whose log sd it is."""
    data, at = density.data, density.at
    of_tier = (np.exp(x[at["log_tier_sd"]]) * x[at["tier"]])[data.tier]
    of_kind = (np.exp(x[at["log_collaboration_sd"]]) * x[at["collaboration"]])[data.collaboration]
    yield at["creator"], x[at["effect_mean"]] + of_tier + of_kind, at["log_creator_sd"].start
    first = at["creator_capture"].start
    ends = np.cumsum(np.bincount(data.signals.row_signal, minlength=len(data.signals.names)))
    for signal, end in enumerate(ends):
        place = slice(first, at["creator_capture"].start + int(end))
        first = place.stop
        typical = x[at[f"capture_{signal}"]] - log_expit(x[at["logit_incremental"]])
        yield place, np.repeat(typical, place.stop - place.start, axis=0), at["log_capture_sd"].start + signal
