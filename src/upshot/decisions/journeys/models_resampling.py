"""Intervals of credit: blocks of journeys drawn again, each model computed anew on every draw.

The journeys are dealt into 64 blocks by the remainder of their number; the scan that counts them counts each block
apart. A draw takes 64 blocks with replacement. Between-block variance of 64 blocks stands for that of all journeys: the
interval's own width is known to about 9 % (1 / √128). Journeys of one visitor fall into different blocks and count as
independent.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.journeys.counting import Exits, Transitions
from upshot.stats.markov import build_chain
from upshot.stats.markov_removal import RemovalEffects, removal_effects

Floats = NDArray[np.float64]

MOST_BLOCK_TRANSITIONS = 90_000  # of 300 states in order 1; above it they are not counted by block: 64 times their room
MOST_RESAMPLED_NODES = 1_000  # above it a draw takes a second and more: no interval
N_DRAWS = 200
N_DRAWS_LARGE = 40  # of a chain of more than 150 nodes


def draw_blocks(n_blocks: int, n_draws: int, *, seed: int) -> Floats:
    """How often each block is taken: (n_draws, n_blocks), each row sums to n_blocks."""
    random = np.random.default_rng(seed)
    return random.multinomial(n_blocks, np.full(n_blocks, 1.0 / n_blocks), size=n_draws).astype(np.float64)


def additive_draws(credit: Floats, weights: Floats) -> Floats:
    """Draws (n_draws, n_states, 2) of a model that is a sum over journeys, from credit by block."""
    return np.asarray(np.einsum("db,bsr->dsr", weights, credit))


def markov_credit(
    transitions: Transitions, exits: Exits, n_states: int, *, method: str | None = None
) -> tuple[Floats, RemovalEffects]:
    """Unrounded credit (n_states, 2) of all journeys, and the effects it comes from. Blocks are summed."""
    return _credit(transitions, exits, transitions.n, exits_of(exits, np.ones(len(exits.n))), n_states, method)


def markov_draws(transitions: Transitions, exits: Exits, n_states: int, weights: Floats) -> Floats:
    """Draws (n_draws, n_states, 2) of Markov credit by blocks of journeys; `weights` (n_draws, n_blocks)."""
    draws = np.empty((len(weights), n_states, 2))
    for place, weight in enumerate(weights):
        n = transitions.n * weight[transitions.block]
        draws[place], _ = _credit(transitions, exits, n, exits_of(exits, weight[exits.block]), n_states, None)
    return draws


def markov_count_draws(
    transitions: Transitions, exits: Exits, n_states: int, *, n_draws: int, seed: int
) -> Floats:  # fmt: skip
    """Draws (n_draws, n_states, 2) with each transition count Poisson: right if journeys are as Markov as the model."""
    random = np.random.default_rng(seed)
    draws = np.empty((n_draws, n_states, 2))
    mean_value = np.divide(
        exits.value_cents, exits.n_converted, out=np.zeros(len(exits.n)), where=exits.n_converted > 0
    )
    for place in range(n_draws):
        won = random.poisson(exits.n_converted)
        lost = random.poisson(exits.n - exits.n_converted)
        ends = np.column_stack([won + lost, won, won * mean_value]).astype(np.float64)
        draws[place], _ = _credit(transitions, exits, random.poisson(transitions.n), ends, n_states, None)
    return draws


def interval(draws: Floats, estimate: Floats, *, level: float, n_blocks: int | None) -> tuple[Floats, Floats]:
    """Low and high (n_states, 2): percentiles of 100 draws and more, else normal with the draws' deviation.

    Draws of blocks are widened by √(B / (B - 1)), since B blocks vary less around their own mean than around the truth.
    """
    factor = 1.0 if n_blocks is None else np.sqrt(n_blocks / (n_blocks - 1))
    around = (draws - draws.mean(axis=0)) * factor
    if len(draws) >= 100:
        low, high = (estimate + np.quantile(around, (1 + sign * level) / 2, axis=0) for sign in (-1, 1))
    else:
        half = NormalDist().inv_cdf((1 + level) / 2) * around.std(axis=0, ddof=1)
        low, high = estimate - half, estimate + half
    return np.maximum(low, 0.0), high


def exits_of(exits: Exits, weight: Floats) -> Floats:
    """Ends, conversions and cents (n_ends, 3), each row times its weight."""
    return np.column_stack([exits.n, exits.n_converted, exits.value_cents]) * weight[:, None]


def _credit(
    transitions: Transitions, exits: Exits, n: NDArray[np.generic], ends: Floats, n_states: int, method: str | None
) -> tuple[Floats, RemovalEffects]:
    chain = build_chain(
        transitions.before, transitions.state, n.astype(np.float64), exits.last, ends[:, 0], ends[:, 1:], n_states
    )
    found = removal_effects(chain, method=method)
    effects = np.nan_to_num(found.effects)
    sums = effects.sum(axis=0)
    share = np.divide(effects, sums, out=np.zeros_like(effects), where=sums > 0)
    return share * ends[:, 1:].sum(axis=0), found
