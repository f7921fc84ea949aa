"""Sampling the posterior: find a good place, learn its shape, draw until every reported quantity is known well enough.

`docs/method.md` tells what was measured against other engines. A second fit of the same brand starts from the first
one's place and shape (`FitState`), so that new days cost a fraction.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.convergence import Convergence, judge_convergence
from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.start import remember, resume, scales_of, starting_point
from upshot.decisions.incrementality.response.state import FitState
from upshot.stats.hmc import Hmc
from upshot.stats.laplace import Whitening, curvature, find_mode, whiten

Done = TypeVar("Done")

N_LEARNING = 48  # draws that learn the shape
N_SETTLING, N_SETTLING_WARM = 32, 20  # draws that learn widths and step; a known shape needs the step only
BLOCK = 30  # draws of a chain between two looks at convergence
MAX_DRAWS = 420  # of a chain
N_GROUPS, GROUP = 4, 4  # groups of chains, each from one start: agreement between groups is what counts
N_TYPICAL = 8  # points whose curvatures are averaged
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
    state : of an earlier fit of this brand; None = cold
    n_workers : processes between which the groups of chains are divided, one per group at most; the draws depend on
        it, their distribution does not

    Returns
    -------
    Fit; whether it may be believed stands in its `convergence`
    """
    density = ResponseDensity(data)
    rng = np.random.default_rng(seed)
    whitening, starts, n_gradients = _shape(density, rng, state)
    apart = starts[:, np.linspace(0, starts.shape[1] - 1, N_GROUPS).astype(int)]
    step_size = 0.2 if state is None else state.step_size
    squads = [
        _Squad(int(rng.integers(2**62)), whitening, np.repeat(part, GROUP, axis=1), step_size, state is not None)
        for part in np.array_split(apart, min(n_workers, N_GROUPS), axis=1)
    ]
    with _Workers(density, len(squads)) as workers:
        squads = workers.run(_settle, squads)
        blocks: list[list[_Block]] = [[] for _ in squads]
        while True:
            for own, block in zip(blocks, workers.run(_draw, squads), strict=True):
                own.append(block)
            squads = [own[-1].squad for own in blocks]
            draws = np.concatenate([np.concatenate([block.draws for block in own], axis=1) for own in blocks])
            convergence = judge_convergence(
                density,
                draws,
                N_GROUPS,
                n_divergent=sum(block.n_divergent for own in blocks for block in own),
                n_gradients=n_gradients + sum(squad.n_gradients for squad in squads),
            )
            if convergence.is_good or draws.shape[1] >= MAX_DRAWS:
                break
    return Fit(density, draws, convergence, remember(density, draws, squads[0].whitening, squads[0].step_size))


def _shape(density: ResponseDensity, rng: np.random.Generator, state: FitState | None) -> tuple[Whitening, Array, int]:
    """Coordinates for the chains, points to start from (n, n_starts), and how many gradients that took."""
    if state is not None:
        return *resume(state, density), 0
    start, n = starting_point(density), density.at.size
    is_scale = scales_of(density.at)  # scales stay put: the joint mode of a hierarchy has none

    def of_the_rest(rest: Array) -> tuple[Array, Array]:
        point = np.repeat(start[:, None], rest.shape[1], axis=1)
        point[~is_scale] = rest
        value, gradient = density(point)
        return value, gradient[~is_scale]

    mode = start.copy()
    mode[~is_scale] = find_mode(of_the_rest, start[~is_scale], max_steps=150)
    rough = whiten(mode, curvature(density, mode))
    learner = Hmc(rough.density(density), 0.3 * rng.standard_normal((n, 4)), rng, step_size=0.1)
    seen = rough.outward(learner.warm_up(N_LEARNING))[N_LEARNING // 3 :]  # (n_draws, n, chains)
    points = seen.transpose(1, 0, 2).reshape(n, -1)
    typical = points[:, np.linspace(0, points.shape[1] - 1, N_TYPICAL).astype(int)]
    shape = np.mean([curvature(density, point) for point in typical.T], axis=0)
    n_gradients = learner.n_gradients + (N_TYPICAL + 1) * (n + 1) + 150
    return whiten(points.mean(axis=1), shape), seen[-1], n_gradients


@dataclass(frozen=True)
class _Squad:
    """Chains that march together: their `positions` (n, n_chains) in the model's coordinates."""

    seed: int
    whitening: Whitening
    positions: Array
    step_size: float
    is_shape_known: bool
    n_gradients: int = 0


@dataclass(frozen=True)
class _Block:
    squad: _Squad
    draws: Array  # (n_chains, n_draws, n)
    n_divergent: int


def _settle(density: ResponseDensity, squad: _Squad) -> _Squad:
    """Learn the widths of the coordinates, then the step."""
    rng = np.random.default_rng(squad.seed)
    whitening, position, step_size, n_gradients = squad.whitening, squad.positions, squad.step_size, 0
    if not squad.is_shape_known:
        learner = Hmc(whitening.density(density), whitening.inward(position), rng, step_size=step_size, length=LENGTH)
        seen = learner.warm_up(N_SETTLING)
        position, step_size, n_gradients = whitening.outward(seen[-1]), learner.step_size, learner.n_gradients
        whitening = _refined(whitening, seen[N_SETTLING // 4 :], scales_of(density.at))
    settler = Hmc(whitening.density(density), whitening.inward(position), rng, step_size=step_size, length=LENGTH)
    position = whitening.outward(settler.warm_up(N_SETTLING_WARM if squad.is_shape_known else N_SETTLING // 2)[-1])
    n_gradients += settler.n_gradients
    return _Squad(squad.seed + 1, whitening, position, settler.step_size, squad.is_shape_known, n_gradients)


def _refined(whitening: Whitening, seen: Array, is_scale: NDArray[np.bool_]) -> Whitening:
    """Coordinates as wide as the draws `seen` (n_draws, n, n_chains); scales, which bend the surface, one by one."""
    widths = np.clip(seen.std(axis=(0, 2)), 0.5, 2.0)
    wider = Whitening(whitening.centre, whitening.matrix * widths)
    for i in np.flatnonzero(is_scale):
        wider = wider.stretched(int(i), float((whitening.matrix[i] @ seen).std()))
    return wider


def _draw(density: ResponseDensity, squad: _Squad) -> _Block:
    rng = np.random.default_rng(squad.seed)
    whitening = squad.whitening
    sampler = Hmc(
        whitening.density(density), whitening.inward(squad.positions), rng, step_size=squad.step_size, length=LENGTH
    )
    points = np.empty((BLOCK, *squad.positions.shape))
    n_divergent = 0
    for i in range(BLOCK):
        n_divergent += sampler.draw()
        points[i] = density.refresh_scales(whitening.outward(sampler.position), rng)
        sampler.move_to(whitening.inward(points[i]))
    n_gradients = squad.n_gradients + sampler.n_gradients
    ahead = _Squad(squad.seed + 1, whitening, points[-1], squad.step_size, squad.is_shape_known, n_gradients)
    return _Block(ahead, np.ascontiguousarray(points.transpose(2, 0, 1)), n_divergent)


class _Workers:
    """Run a step of every squad, in this process or in several; the density travels once."""

    def __init__(self, density: ResponseDensity, n_workers: int) -> None:
        self._density, self._pool = density, None
        if n_workers > 1:
            self._pool = ProcessPoolExecutor(
                n_workers, mp_context=get_context("spawn"), initializer=_receive, initargs=(density,)
            )

    def __enter__(self) -> Self:
        return self

    def run(self, step: Callable[[ResponseDensity, _Squad], Done], squads: list[_Squad]) -> list[Done]:
        """`step` of every squad, in order."""
        if self._pool is None:
            return [step(self._density, squad) for squad in squads]
        return list(self._pool.map(_remote, [step] * len(squads), squads))

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown()


_HERE: list[ResponseDensity] = []


def _receive(density: ResponseDensity) -> None:
    _HERE.append(density)


def _remote(step: Callable[[ResponseDensity, _Squad], Done], squad: _Squad) -> Done:
    return step(_HERE[0], squad)
