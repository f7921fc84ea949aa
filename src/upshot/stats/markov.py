"""Markov attribution: what share of the conversions would be lost if one channel led nowhere.

Journeys are an absorbing chain. Its nodes are the last `order` touches; it ends in "converted" or "lost". The removal
effect of a channel sends every transition into its nodes to "lost". By the strong Markov property that share is the
probability that a journey passes through the channel and converts, so nothing needs to be solved anew per channel.

Source
------
Anderl, Becker, von Wangenheim, Schumann (2016), Mapping the customer journey: lessons learned from graph-based online
attribution modeling. International Journal of Research in Marketing 33(3).
Kemeny, Snell (1976), Finite Markov chains, chapter III (the fundamental matrix).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from upshot.errors import InvalidInput

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Weights = Integers | Floats


@dataclass(frozen=True)
class Chain:
    """An absorbing chain over nodes, each the last touches of a journey.

    Shapes: `to` (n_nodes, n_nodes), probabilities of the next node, self-loops included; `start` (n_nodes,) of the
    first; `reward` (n_nodes, n_rewards), what ending there next is worth in the mean (column 0: the probability of
    converting). Pairs (`node`, `channel`), (n_pairs,) each, say which channels (0..n_channels - 1) a node holds.
    """

    to: sparse.csr_matrix
    start: Floats
    reward: Floats
    node: Integers
    channel: Integers
    n_channels: int

    @property
    def n_nodes(self) -> int:
        return len(self.start)

    @property
    def has_single_nodes(self) -> bool:
        """Whether each channel is at most one node, as in order 1."""
        return len(self.channel) == len(np.unique(self.channel)) == self.n_nodes


def build_chain(
    before: Integers, state: Integers, n: Weights, last: Integers, n_ends: Weights, rewards: Floats, n_channels: int
) -> Chain:
    """The chain of counted transitions.

    Parameters
    ----------
    before : (n_rows, order) channels 1..n_channels before the touch, oldest first, 0 before the start of the journey
    state : (n_rows,) channel touched; n : (n_rows,) how often, any non-negative weight
    last : (n_ends, order) the journeys' last touches; n_ends : (n_ends,) how many journeys
    rewards : (n_ends, n_rewards) summed over those journeys: conversions, their value

    Raises
    ------
    InvalidInput : markov_too_many_nodes, when the tuples of this order cannot be numbered
    """
    order = before.shape[1]
    if (n_channels + 1) ** order >= 2**62:
        raise InvalidInput("markov_too_many_nodes", states=n_channels, order=order)
    radix = (n_channels + 1) ** np.arange(order - 1, -1, -1, dtype=np.int64)
    is_used, is_end = n > 0, n_ends > 0
    before, state, n, last, n_ends = before[is_used], state[is_used], n[is_used], last[is_end], n_ends[is_end]
    source = before @ radix
    target = (source % radix[0]) * (n_channels + 1) + state if order > 1 else state
    nodes, place = np.unique(np.concatenate([target, last @ radix]), return_inverse=True)
    to_place, end_place = place[: len(target)], place[len(target) :]
    is_start = source == 0
    leaving = np.searchsorted(nodes, source[~is_start])
    size = len(nodes)
    out = _summed(leaving, n[~is_start], size) + _summed(end_place, n_ends, size)
    flow = sparse.coo_matrix((n[~is_start] / out[leaving], (leaving, to_place[~is_start])), shape=(size, size))
    start = _summed(to_place[is_start], n[is_start], size)
    reward = np.zeros((size, rewards.shape[1]))
    np.add.at(reward, end_place, rewards[is_end])
    node, channel = _members(nodes, order, n_channels)
    np.divide(reward, out[:, None], out=reward, where=out[:, None] > 0)  # nobody leaves: nobody converts
    return Chain(flow.tocsr(), start / max(start.sum(), 1e-300), reward, node, channel, n_channels)


def _summed(place: Integers, weight: Weights, size: int) -> Floats:
    """Weights summed by place; an empty `bincount` would be one of integers."""
    return np.bincount(place, weights=weight, minlength=size).astype(np.float64)


def _members(nodes: Integers, order: int, n_channels: int) -> tuple[Integers, Integers]:
    """Which channels (from 0) each node holds, without repeats."""
    digits = np.column_stack([nodes // (n_channels + 1) ** place % (n_channels + 1) for place in range(order)])
    node = np.repeat(np.arange(len(nodes)), order)
    pairs = np.unique(node * (n_channels + 1) + digits.ravel())
    node, channel = pairs // (n_channels + 1), pairs % (n_channels + 1)
    return node[channel > 0], channel[channel > 0] - 1
