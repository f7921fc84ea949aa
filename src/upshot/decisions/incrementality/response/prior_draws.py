"""Draws from the prior, creators and capture rates included, and of what is new given what is known."""

from __future__ import annotations

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
    data, at, x = density.data, density.at, x.copy()
    n_draws = x.shape[1]
    of_tier = (np.exp(x[at["log_tier_sd"]]) * x[at["tier"]])[data.tier]
    of_kind = (np.exp(x[at["log_collaboration_sd"]]) * x[at["collaboration"]])[data.collaboration]
    own = np.exp(x[at["log_creator_sd"]]) * rng.standard_normal((data.n_creators, n_draws))
    x[at["creator"]] = x[at["effect_mean"]] + of_tier + of_kind + own
    which = data.signals.row_signal
    if len(which):
        typical = x[at["capture_0"].start : at["capture_0"].start + len(data.signals.names)][which]
        spread = np.exp(x[at["log_capture_sd"]])[which] * rng.standard_normal((len(which), n_draws))
        x[at["creator_capture"]] = typical - log_expit(x[at["logit_incremental"]]) + spread
    return x
