"""Where a fit begins: from the priors and the data the first time, from the last fit's shape and draws after that."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.coordinates import N_TYPICAL, Bend, Coordinates, coordinates
from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.layout import Layout
from upshot.decisions.incrementality.response.prior_draws import draw_alone, draw_leaning
from upshot.decisions.incrementality.response.state import FitState
from upshot.decisions.incrementality.response.workers import Workers
from upshot.stats.laplace import Whitening

SCALES = {
    "log_trend_sd": np.log(0.02),
    "log_noise": np.log(0.06),
    "logit_memory": -0.5,
    "log_tail": np.log(10.0),
    "log_tier_sd": np.log(0.3),
    "log_collaboration_sd": np.log(0.2),
    "log_creator_sd": np.log(0.55),
    "log_post_sd": np.log(0.3),
    "log_capture_sd": np.log(0.35),
    "log_size": np.log(10.0),
    "logit_contaminated": -3.0,
    "log_extra": np.log(8.0),
    "log_region_trend_sd": np.log(0.05),
    "log_home_sd": np.log(0.5),
    "log_region_size": np.log(1_000.0),
}
N_STARTS = 320  # draws that a later fit goes on from


def scales_of(at: Layout) -> NDArray[np.bool_]:
    """(n_parameters,) true for scales and shares of the noise: a joint mode would run them to zero."""
    chosen = np.zeros(at.size, dtype=bool)
    for name in SCALES:
        chosen[at[name]] = True
    return chosen


def starting_point(density: ResponseDensity) -> Array:
    """The centre of the priors, with the shop's level of orders."""
    data, at = density.data, density.at
    point = np.zeros(at.size)
    point[at["level"]] = data.log_level
    point[at["effect_mean"]] = point[at["creator"]] = data.log_effect_centre
    point[at["logit_concavity"]] = np.log(6.0)
    point[at["log_paid_worth"]] = np.log(0.6)
    point[at["logit_home"]] = np.log(2.0)
    for name, value in SCALES.items():
        point[at[name]] = value
    means = np.array([mean for mean, _ in data.signals.capture_priors])
    for number, mean in enumerate(means):
        point[at[f"capture_{number}"]] = mean
    if len(means):
        point[at["creator_capture"]] = means[data.signals.row_signal]
        point[at["logit_incremental"]] = 2.0
        point[at["leak"]] = np.log(1.5e-4)
    return point


def remember(density: ResponseDensity, draws: Array, whitening: Coordinates, step_size: float) -> FitState:
    """The shape, draws far apart, and the step; `draws` (n_chains, n_draws, n)."""
    n_chains, n_draws = draws.shape[:2]
    chosen = np.unique(np.linspace(0, n_draws - 1, N_STARTS // n_chains).astype(int))
    matrix = whitening.shape.matrix if isinstance(whitening.shape, Whitening) else np.empty((0, 0))
    return FitState(labels(density.data, density.at), matrix, draws[:, chosen], step_size)


def resume(state: FitState, workers: Workers, rng: np.random.Generator) -> tuple[Coordinates, Array, int]:
    """The same shape and draws (n_chains, n_moments, n) for a history that has grown.

    What is new is drawn from its prior given each draw of the rest. Where the shape was too large to keep, it is
    learned again: last, how many gradients that took.
    """
    density = workers.density
    names = labels(density.data, density.at)
    number = {name: i for i, name in enumerate(state.labels)}
    old = np.array([number.get(name, -1) for name in names])
    known, fresh = np.flatnonzero(old >= 0), np.flatnonzero(old < 0)
    n_chains, n_moments = state.starts.shape[:2]
    remembered = state.starts.reshape(n_chains * n_moments, -1).T[old[known]]
    x = draw_alone(density, rng, n_chains * n_moments)
    x[known] = remembered
    x = draw_leaning(density, x, rng)
    x[known] = remembered
    starts = x.T.reshape(n_chains, n_moments, -1)
    if not state.matrix.size:
        whitening, n_gradients = coordinates(starts[:: max(1, n_chains // N_TYPICAL), 0].T, rng, workers)
        return whitening, starts, n_gradients
    covariance = state.matrix[old[known]] @ state.matrix[old[known]].T
    bend = Bend(density.at)
    straight = bend.inward(x)
    matrix = np.zeros((len(names), len(names)))
    matrix[np.ix_(known, known)] = np.linalg.cholesky(covariance + 1e-10 * np.eye(len(known)))
    matrix[fresh, fresh] = straight[fresh].std(axis=1)
    return Coordinates(bend, Whitening(straight.mean(axis=1), matrix)), starts, 0


def labels(data: ResponseData, at: Layout) -> tuple[str, ...]:
    """A name for every parameter that stays the same when days, posts or creators are added."""
    history, signals = data.history, data.signals
    posts = np.flatnonzero(data.has_views)
    own = {
        "creator": list(history.creators),
        "post": [history.post_ids[i] for i in posts],
        "creator_capture": [
            f"{signals.names[s]}/{history.creators[c]}"
            for s, c in zip(signals.row_signal, signals.row_creator, strict=True)
        ],
    }
    own["creator_leak"] = own["creator_capture"]
    if data.regions:
        kept, free = "+".join(data.regions.names), range(len(data.regions) - 1)
        own["region_mix"] = [f"{kept}/{k}" for k in free]
        own["region_steps"] = [f"{kept}/{i}/{k}" for i in range(data.regions.steps.shape[1]) for k in free]
        own["home"] = [f"{creator}/{kept}/{k}" for creator in history.creators for k in free]
    names = [""] * at.size
    for name, place in at.places.items():
        for i in range(place.stop - place.start):
            names[place.start + i] = f"{name}/{own[name][i] if name in own else i}"
    return tuple(names)
