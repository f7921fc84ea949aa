"""Sampling the posterior: find a good place, learn its shape, draw until every reported quantity is known well enough.

`docs/method.md` tells what was measured against other engines. A second fit of the same brand goes on from draws of the
first one (`FitState`): nearly independent already, they need a few trajectories to settle where the new days want them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.convergence import Convergence, drift, judge_convergence
from upshot.decisions.incrementality.response.coordinates import N_TYPICAL, Coordinates, coordinates
from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.scales import moves_of_scales
from upshot.decisions.incrementality.response.start import remember, resume, scales_of, starting_point
from upshot.decisions.incrementality.response.state import FitState
from upshot.decisions.incrementality.response.workers import Workers
from upshot.stats.hmc import Hmc
from upshot.stats.laplace import find_mode

N_SCOUTS, N_SCOUTING = 8, 28  # chains that look for the shape, and their draws
N_SETTLING = 32  # draws that learn widths and step
BLOCK = 480  # draws between two looks at convergence
MIN_DRAWS, MAX_DRAWS = 1_440, 6_720  # of a cold fit, all chains: fewer never pass, more would take too long
MIN_ROUNDS, MAX_ROUNDS = 4, 10  # of a warm fit: trajectories of every draw that it goes on from
NARROWEST = 0.3  # what new days may shrink a width to
BUNCH = 16  # chains moved by one matrix operation: what fits into a core's cache; each worker has so many
N_GROUPS = 4  # groups of chains, each from one start: agreement between groups is what counts
LENGTH = 1.6  # mean trajectory, a quarter turn: longer ones forget places faster, and distances slower


@dataclass(frozen=True)
class Fit:
    """`draws` (n_chains, n_draws, n_parameters), groups of chains together.

    `convergence` is what the chains said of themselves, `state` where to start the next time.
    """

    density: ResponseDensity
    draws: Array
    convergence: Convergence
    state: FitState

    @property
    def flat(self) -> Array:
        """(n_chains · n_draws, n_parameters)."""
        return self.draws.reshape(-1, self.draws.shape[-1])


def fit_response(data: ResponseData, *, seed: int, state: FitState | None = None, n_workers: int = 1) -> Fit:
    """Draw from the posterior.

    Parameters
    ----------
    state : of an earlier fit of this brand, to go on from; None = cold
    n_workers : processes between which the groups of chains are divided, one per group at most; the draws depend on
        it, their distribution does not

    Returns
    -------
    Fit; whether it may be believed stands in its `convergence`
    """
    rng = np.random.default_rng(seed)
    with Workers(ResponseDensity(data), min(n_workers, N_GROUPS)) as workers:
        return _cold(workers, rng) if state is None else _warm(workers, rng, state)


def _cold(workers: Workers, rng: np.random.Generator) -> Fit:
    density = workers.density
    whitening, apart, n_gradients = _shape(workers, rng)
    n_chains = BUNCH * workers.n
    starts = np.repeat(apart, n_chains // N_GROUPS, axis=1)
    squads = [
        _Squad(int(rng.integers(2**62)), whitening, part, 0.2, BLOCK // n_chains)
        for part in np.array_split(starts, workers.n, axis=1)
    ]
    squads = workers.run(_settle, squads)
    blocks: list[list[_Block]] = []
    while True:
        blocks.append(workers.run(_draw, squads))
        squads = [block.squad for block in blocks[-1]]
        draws = np.concatenate([np.concatenate([part.draws for part in block]) for block in blocks], axis=1)
        n_draws = n_chains * draws.shape[1]
        if n_draws < MIN_DRAWS:
            continue
        convergence = judge_convergence(
            density, draws, N_GROUPS, n_divergent=_diverged(blocks), n_gradients=n_gradients + _gradients(squads)
        )
        if convergence.is_good or n_draws >= MAX_DRAWS:
            break
    return Fit(density, draws, convergence, remember(density, draws, squads[0].whitening, squads[0].step_size))


def _warm(workers: Workers, rng: np.random.Generator, state: FitState) -> Fit:
    """Every draw of `state` marches on; the first fifth of its places is forgotten.

    Draws keep their order, moment after moment of the old chains, so that what the old chains disagreed about is still
    seen. That all of them still wander the same way, no comparison of chains would show: the last places are held
    against the first.
    """
    density = workers.density
    whitening, starts, n_gradients = resume(state, workers, rng)
    n_chains, _, n = starts.shape
    squads = [
        _Squad(int(rng.integers(2**62)), whitening, part.reshape(-1, n).T, state.step_size, 1)
        for part in np.array_split(starts, workers.n, axis=1)
    ]
    blocks: list[list[_Block]] = []
    while True:
        blocks.append(workers.run(_draw, squads))
        squads = [block.squad for block in blocks[-1]]
        if len(blocks) == 1:  # new days narrow what was hardly known, and nothing else
            seen = np.concatenate([whitening.inward(squad.positions) for squad in squads], axis=1)
            whitening = whitening.scaled(np.clip(seen.std(axis=1), NARROWEST, 1.0))
            squads = [replace(squad, whitening=whitening) for squad in squads]
        if len(blocks) < MIN_ROUNDS:
            continue
        kept = blocks[-(-len(blocks) // 5) :]
        places = [np.concatenate([part.draws.reshape(n_chains, -1, n) for part in block], axis=1) for block in kept]
        draws = np.stack(places, axis=2).reshape(n_chains, -1, n)
        convergence = judge_convergence(
            density, draws, N_GROUPS, n_divergent=_diverged(kept), n_gradients=n_gradients + _gradients(squads)
        ).beside(drift(density, places[0], places[-1]))
        if convergence.is_good or len(blocks) >= MAX_ROUNDS:
            break
    return Fit(density, draws, convergence, remember(density, draws, whitening, state.step_size))


def _diverged(blocks: list[list[_Block]]) -> int:
    return sum(part.n_divergent for block in blocks for part in block)


def _gradients(squads: list[_Squad]) -> int:
    return sum(squad.n_gradients for squad in squads)


def _shape(workers: Workers, rng: np.random.Generator) -> tuple[Coordinates, Array, int]:
    """Coordinates for the chains, points (n, N_GROUPS) to start from, and how many gradients that took."""
    density = workers.density
    start = starting_point(density)
    is_scale = scales_of(density.at)  # scales stay put: the joint mode of a hierarchy has none

    def of_the_rest(rest: Array) -> tuple[Array, Array]:
        point = np.repeat(start[:, None], rest.shape[1], axis=1)
        point[~is_scale] = rest
        value, gradient = density(point)
        return value, gradient[~is_scale]

    mode = start.copy()
    mode[~is_scale] = find_mode(of_the_rest, start[~is_scale], max_steps=150)
    rough, n_rough = coordinates(mode[:, None], rng, Workers(density))
    around = rough.outward(rough.still(rng.standard_normal((start.size, N_SCOUTS)), is_scale))
    parties = [
        _Squad(int(rng.integers(2**62)), rough, part, 0.1, N_SCOUTING)
        for part in np.array_split(around, workers.n, axis=1)
    ]
    found = workers.run(_scout, parties)
    seen = np.concatenate([places for places, _ in found], axis=2)[N_SCOUTING // 3 :]
    points = seen.transpose(1, 0, 2).reshape(start.size, -1)
    typical = points[:, np.linspace(0, points.shape[1] - 1, N_TYPICAL).astype(int)]
    whitening, n_fine = coordinates(typical, rng, workers)
    return whitening, seen[-1, :, :: N_SCOUTS // N_GROUPS], 150 + n_rough + sum(n for _, n in found) + n_fine


@dataclass(frozen=True)
class _Squad:
    """Chains that march together: their `positions` (n, n_chains) in the model's coordinates."""

    seed: int
    whitening: Coordinates
    positions: Array
    step_size: float
    n_draws: int  # of each chain and block
    n_gradients: int = 0


@dataclass(frozen=True)
class _Block:
    squad: _Squad
    draws: Array  # (n_chains, n_draws, n)
    n_divergent: int


def _scout(density: ResponseDensity, squad: _Squad) -> tuple[Array, int]:
    """(n_draws, n, n_chains) places seen while the step adapts, and how many gradients that took."""
    chains = _chains(density, squad, np.random.default_rng(squad.seed))
    return np.stack([squad.whitening.outward(q) for q in chains.warm_up(squad.n_draws)]), chains.n_gradients


def _settle(density: ResponseDensity, squad: _Squad) -> _Squad:
    """Learn the widths of the coordinates, then the step."""
    rng = np.random.default_rng(squad.seed)
    rough = squad.whitening
    chains = _chains(density, squad, rng)
    seen = chains.warm_up(N_SETTLING)
    learned = replace(
        squad,
        seed=squad.seed + 1,
        whitening=rough.refined(seen[N_SETTLING // 4 :], scales_of(density.at)),
        positions=rough.outward(seen[-1]),
        step_size=chains.step_size,
        n_gradients=chains.n_gradients,
    )
    chains = _chains(density, learned, rng)
    position = learned.whitening.outward(chains.warm_up(N_SETTLING // 2)[-1])
    n_gradients = learned.n_gradients + chains.n_gradients
    return replace(learned, positions=position, step_size=chains.step_size, n_gradients=n_gradients)


def _chains(density: ResponseDensity, squad: _Squad, rng: np.random.Generator) -> Hmc:
    return Hmc(
        squad.whitening.density(density),
        squad.whitening.inward(squad.positions),
        rng,
        step_size=squad.step_size,
        length=LENGTH,
        moves=moves_of_scales(density, squad.whitening, rng),
    )


def _draw(density: ResponseDensity, squad: _Squad) -> _Block:
    rng = np.random.default_rng(squad.seed)
    n_bunches = -(-squad.positions.shape[1] // BUNCH)
    parts = np.array_split(squad.positions, n_bunches, axis=1)
    bunches = [_march(density, replace(squad, positions=part), rng) for part in parts]
    points = np.concatenate([points for points, _, _ in bunches], axis=2)
    n_divergent = sum(diverged for _, diverged, _ in bunches)
    n_gradients = squad.n_gradients + sum(gradients for _, _, gradients in bunches)
    ahead = replace(squad, seed=squad.seed + 1, positions=points[-1], n_gradients=n_gradients)
    return _Block(ahead, np.ascontiguousarray(points.transpose(2, 0, 1)), n_divergent)


def _march(density: ResponseDensity, squad: _Squad, rng: np.random.Generator) -> tuple[Array, int, int]:
    """(n_draws, n, n_chains) where the chains come to, how many diverged, how many gradients it took."""
    chains = _chains(density, squad, rng)
    points = np.empty((squad.n_draws, *squad.positions.shape))
    n_divergent = 0
    for i in range(squad.n_draws):
        n_divergent += chains.draw()
        points[i] = squad.whitening.outward(chains.position)
    return points, n_divergent, chains.n_gradients
