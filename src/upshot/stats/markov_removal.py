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
_BLOCK_BYTES = 2**20  # of visits at a time: they stay in the processor's cache
_MOST_STEPS = 20_000
_CHECK_EVERY = 4
_TOLERANCE = 1e-10  # in expected visits per journey


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
    """By y ← s + y Q with the channel's nodes held at 0, several channels at once: expected visits without the channel.

    One row of visits serves every reward; memory grows with the transitions only. Self-loops are summed beforehand,
    which changes no probability and makes a channel that follows itself cost nothing.
    """
    leave = 1.0 / (1.0 - chain.to.diagonal())
    flow = chain.to.multiply(leave[:, None]).tocsr()
    flow.setdiag(0.0)
    flow.eliminate_zeros()
    flow = flow.T.tocsr()  # visits flow from a node to those that it leads to
    reward = chain.reward * leave[:, None]
    nowhere = np.zeros(0, dtype=np.int64)
    visits, steps, worst = _fixed_point(flow, chain.start[:, None], nowhere, nowhere)
    total = visits[:, 0] @ reward
    work = float(chain.n_channels) * (flow.nnz + chain.n_nodes) * steps
    if work > MOST_ITERATION_WORK:
        raise InvalidInput("markov_too_large", nodes=chain.n_nodes, transitions=flow.nnz, states=chain.n_channels)
    width = max(1, int(_BLOCK_BYTES / (8 * chain.n_nodes)))
    left = np.zeros((chain.n_channels, reward.shape[1]))
    by_channel = np.argsort(chain.channel, kind="stable")
    node, channel = chain.node[by_channel], chain.channel[by_channel]
    for first in range(0, chain.n_channels, width):
        n_here = min(width, chain.n_channels - first)
        low, high = np.searchsorted(channel, [first, first + n_here])
        starts = np.repeat(chain.start[:, None], n_here, axis=1)
        found, n_steps, error = _fixed_point(flow, starts, node[low:high], channel[low:high] - first)
        left[first : first + n_here] = found.T @ reward
        steps, worst = max(steps, n_steps), max(worst, error)
    residual = _largest(visits[:, 0] - chain.start - flow @ visits[:, 0])
    return _effects(chain, total - left, total, "iterative", residual, None, steps, is_converged=worst <= _TOLERANCE)


def _fixed_point(flow: sparse.csr_matrix, start: Floats, node: Integers, column: Integers) -> tuple[Floats, int, float]:
    """Solve x = start + flow · x with x[node, column] = 0; also the steps it took and the error left in a visit."""
    start = start.copy()
    start[node, column] = 0.0
    x, before, error = start, np.inf, np.inf
    for step in range(1, _MOST_STEPS + 1):
        following = flow @ x
        following += start
        following[node, column] = 0.0
        if step % _CHECK_EVERY == 0:
            change = _largest(following - x)
            shrinking = (change / before) ** (1 / _CHECK_EVERY) if 0 < before < np.inf else 1.0
            error = change / max(1.0 - shrinking, 1e-6) if change > 0 else 0.0
            if error <= _TOLERANCE:
                return following, step, error
            before = change
        x = following
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
