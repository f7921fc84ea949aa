"""Removal effects of a Markov chain, exactly: by one factorisation, or channel by channel in a converging iteration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from upshot.errors import InvalidInput
from upshot.stats.markov import Chain

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST_DIRECT_NODES = 3_000  # the inverse takes 72 MB and about 3 s on one core; time grows with the cube
MOST_ITERATION_WORK = 4e11  # channels × transitions × steps: about ten minutes
_BLOCK_BYTES = 64 * 2**20
_MOST_STEPS = 20_000
_TOLERANCE = 1e-12


@dataclass(frozen=True)
class RemovalEffects:
    """Share of each reward that is lost without a channel, and how it was found.

    Shapes: `effects` (n_channels, n_rewards), 0–1, NaN where the reward itself is 0; `reward` (n_rewards,) per journey.
    `residual` is the largest error left in the equations; `condition` (1-norm) only where the inverse is at hand;
    `steps` of the iteration, 0 for the direct solution. `is_converged` False: read the effects as lower bounds.
    """

    effects: Floats
    reward: Floats
    method: str
    n_nodes: int
    n_transitions: int
    residual: float
    condition: float | None
    steps: int
    is_converged: bool


def removal_effects(chain: Chain, *, method: str | None = None) -> RemovalEffects:
    """The removal effect of every channel on every reward.

    With N = (I - Q)^-1, s the start and v = N r the reward still to come, the effect of the nodes C of one channel is
    s N[:, C] · N[C, C]^-1 · v[C] / s v: the distribution of the first node of C that a journey meets, times what comes
    of it. For a channel of one node that is N[s, c] v[c] / N[c, c]: one inverse serves every channel.

    Parameters
    ----------
    method : "direct" or "iterative"; None takes the direct one up to 3,000 nodes

    Raises
    ------
    InvalidInput : markov_too_large, when neither way ends in reasonable time
    """
    if chain.n_nodes == 0:
        n_rewards = chain.reward.shape[1]
        empty = np.full((chain.n_channels, n_rewards), np.nan)
        return RemovalEffects(empty, np.zeros(n_rewards), "direct", 0, 0, 0.0, 1.0, 0, is_converged=True)
    is_direct = chain.n_nodes <= MOST_DIRECT_NODES if method is None else method == "direct"
    return _direct(chain) if is_direct else _iterated(chain)


def _direct(chain: Chain) -> RemovalEffects:
    """By the fundamental matrix: one dense factorisation, then a product per channel."""
    system = np.eye(chain.n_nodes) - chain.to.toarray()
    inverse = linalg.inv(system, check_finite=False)
    to_come = inverse @ chain.reward
    visits = chain.start @ inverse
    total = chain.start @ to_come
    lost = np.zeros((chain.n_channels, chain.reward.shape[1]))
    if chain.has_single_nodes:
        node = chain.node
        first_visit = visits[node] / inverse[node, node]
        lost[chain.channel] = first_visit[:, None] * to_come[node]
    else:
        for channel, nodes in _nodes_of(chain):
            first_visit = linalg.solve(inverse[np.ix_(nodes, nodes)].T, visits[nodes], check_finite=False)
            lost[channel] = first_visit @ to_come[nodes]
    residual = max(_largest(system @ to_come - chain.reward), _largest(visits @ system - chain.start))
    condition = float(linalg.norm(system, 1) * linalg.norm(inverse, 1))
    return _effects(chain, lost, total, "direct", residual, condition, 0, is_converged=True)


def _iterated(chain: Chain) -> RemovalEffects:
    """By x ← r + Q x with the channel's nodes held at 0, many channels at once: memory grows with the transitions only.

    Self-loops are summed beforehand, which changes no probability and makes a channel that follows itself cost nothing.
    """
    stay = chain.to.diagonal()
    flow = chain.to.copy()
    flow.setdiag(0.0)
    flow.eliminate_zeros()
    leave = 1.0 / (1.0 - stay)
    flow = flow.multiply(leave[:, None]).tocsr()
    reward = chain.reward * leave[:, None]
    n_rewards = reward.shape[1]
    to_come, steps, change = _fixed_point(flow, reward, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    total = chain.start @ to_come
    work = float(chain.n_channels) * (flow.nnz + chain.n_nodes) * steps * n_rewards
    if work > MOST_ITERATION_WORK:
        raise InvalidInput("markov_too_large", nodes=chain.n_nodes, transitions=flow.nnz, states=chain.n_channels)
    width = max(1, int(_BLOCK_BYTES / (8 * chain.n_nodes * n_rewards)))
    left = np.zeros((chain.n_channels, n_rewards))
    by_channel = np.argsort(chain.channel, kind="stable")
    node, channel = chain.node[by_channel], chain.channel[by_channel]
    worst = change
    for first in range(0, chain.n_channels, width):
        n_here = min(width, chain.n_channels - first)
        low, high = np.searchsorted(channel, [first, first + n_here])
        rewards = np.tile(reward, (1, n_here))
        found, n_steps, change = _fixed_point(
            flow, rewards, np.repeat(node[low:high], n_rewards),
            np.ravel((channel[low:high] - first)[:, None] * n_rewards + np.arange(n_rewards)),
        )  # fmt: skip
        left[first : first + n_here] = (chain.start @ found).reshape(n_here, n_rewards)
        steps, worst = max(steps, n_steps), max(worst, change)
    residual = _largest(to_come - reward - flow @ to_come)
    is_converged = worst <= 10 * _TOLERANCE
    return _effects(chain, total - left, total, "iterative", residual, None, steps, is_converged=is_converged)


def _fixed_point(
    flow: sparse.csr_matrix, reward: Floats, node: Integers, column: Integers
) -> tuple[Floats, int, float]:
    """X = reward + flow · x with x[node, column] = 0; how many steps it took and the relative error still left."""
    x = reward.copy()
    x[node, column] = 0.0
    scale = max(_largest(reward), 1e-300)
    before, error = np.inf, np.inf
    for step in range(1, _MOST_STEPS + 1):
        following = flow @ x
        following += reward
        following[node, column] = 0.0
        change = _largest(following - x) / scale
        x = following
        shrinking = min(change / before, 1.0) if before > 0 else 0.0
        error = change / max(1.0 - shrinking, 1e-9) if np.isfinite(before) else np.inf
        if error <= _TOLERANCE or change == 0.0:
            return x, step, 0.0 if change == 0.0 else error
        before = change
    return x, _MOST_STEPS, error


def _nodes_of(chain: Chain) -> Iterator[tuple[int, Integers]]:
    """Each channel with its nodes."""
    by_channel = np.argsort(chain.channel, kind="stable")
    channels, starts = np.unique(chain.channel[by_channel], return_index=True)
    return zip(channels, np.split(chain.node[by_channel], starts[1:]), strict=True)


def _effects(
    chain: Chain, lost: Floats, total: Floats, method: str, residual: float, condition: float | None, steps: int,
    *, is_converged: bool,
) -> RemovalEffects:  # fmt: skip
    share = np.full(lost.shape, np.nan)
    np.divide(lost, total, out=share, where=total > 0)
    return RemovalEffects(
        np.clip(share, 0.0, 1.0), total, method, chain.n_nodes, chain.to.nnz, residual, condition, steps, is_converged
    )


def _largest(values: Floats) -> float:
    return float(np.abs(values).max()) if values.size else 0.0
