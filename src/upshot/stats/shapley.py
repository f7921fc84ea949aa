"""Shapley values of channels, under three characteristic functions that are often confused.

Write S for a set of channels and count, over journeys, n(T) and c(T): journeys and conversions whose set of channels is
exactly T.

1. **Sum game** v(S) = Σ c(T) over T ⊆ S, the conversions that channels in S explain alone. It is a sum of unanimity
   games, whose Shapley value is closed: each conversion is shared equally among the distinct channels of its
   journey. Exact for any number of channels, in one pass (`sum_game`).
2. **Rates of journeys' own sets** v(T) = c(T) / n(T), 0 where T never converted; a game per converting set S among
   the subsets of S, whose value is scaled to c(S). DP6's marketing-attribution-models computes this (`set_rate_game`).
3. **Coalition rate** v(S) = Σ c(T) / Σ n(T) over T ⊆ S: the conversion rate of all journeys inside the coalition, one
   game among all channels (`coalition_game`).

Source
------
Shapley (1953), A value for n-person games. Zhao, Mahboobi, Bagheri (2018), Shapley value methods for attribution
modeling in online advertising, arXiv:1804.05327 (the first). Castro, Gómez, Tejada (2009), Polynomial calculation of
the Shapley value based on sampling (permutations).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, factorial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]

MOST_EXACT_CHANNELS = 20  # a coalition game of 20 channels has a million coalitions
MOST_EXACT_SET = 14  # 16,384 subsets of one journey's set are looked up, each by its key
MOST_INSIDE_WORK = 2e10  # larger sets × members of all sets: about half a minute
N_PERMUTATIONS = 2_000
_CHUNK = 2**18  # subsets at a time: their keys stay in the processor's cache
_ORDERS_PER_SET = 256
_SIEVE_BITS = 22
_SIEVE_SHIFT = np.uint64(64 - _SIEVE_BITS)


@dataclass(frozen=True)
class ShapleyValues:
    """`values` (n_channels, n_rewards); `errors` are standard errors of sampling, 0 where exact.

    `n_sampled` counts what was sampled: channels' permutations of the coalition game, or sets of the set-rate game.
    """

    values: Floats
    errors: Floats
    n_sampled: int = 0

    @property
    def is_exact(self) -> bool:
        return self.n_sampled == 0


def sum_game(state: Integers, size: Integers, rewards: Floats, n_channels: int) -> ShapleyValues:
    """The sum game from counts by channel and size of set: Σ reward / size.

    Parameters
    ----------
    state : (n_rows,) channel 1..n_channels; size : (n_rows,) distinct channels of the journeys
    rewards : (n_rows, n_rewards) of the journeys with this channel and this size
    """
    values = np.zeros((n_channels, rewards.shape[1]))
    np.add.at(values, state - 1, rewards / np.maximum(size, 1)[:, None])
    return ShapleyValues(values, np.zeros_like(values))


def set_rate_game(
    starts: Integers, members: Integers, n: Integers, rewards: Floats, n_channels: int, *, seed: int = 1
) -> ShapleyValues:
    """The games of rates of journeys' own sets, scaled so that each set's values sum to its reward.

    Sets of up to 14 channels look all their subsets up by a 64-bit key, the sum of random keys of the members (any two
    of a million different sets share one with a chance of 3 in 100 millions). Larger ones go through the sets that
    occurred and lie inside; only where these are too many are they sampled.

    Parameters
    ----------
    starts, members : set i is `members[starts[i]:starts[i + 1]]`, channels 1..n_channels; each set once
    n : (n_sets,) journeys; rewards : (n_sets, n_rewards), column 0 the conversions, which make the rate and so the
        shares of every column

    Notes
    -----
    Values may be negative: a channel whose presence goes with a lower rate.
    """
    random = np.random.default_rng(seed)
    if n_channels <= MOST_EXACT_CHANNELS:
        keys = np.left_shift(np.uint64(1), np.arange(n_channels + 1, dtype=np.uint64)) >> np.uint64(1)
    else:
        keys = random.integers(1, 2**63, size=n_channels + 1, dtype=np.uint64)
    book = _Book.of(starts, keys[members], n, rewards[:, 0])
    values = np.zeros((n_channels, rewards.shape[1]))
    variances = np.zeros_like(values)
    sizes = np.diff(starts)
    converting = np.flatnonzero(rewards[:, 0] > 0)
    scale = n[converting, None] * (rewards[converting] / rewards[converting, :1])  # reward per unit of rate
    for size in np.unique(sizes[converting][sizes[converting] <= MOST_EXACT_SET]):
        is_chosen = sizes[converting] == size
        chosen, scales = converting[is_chosen], scale[is_chosen]
        weights = _subset_weights(int(size))
        step = max(1, _CHUNK >> int(size))
        for first in range(0, len(chosen), step):
            some = chosen[first : first + step]
            who = members[starts[some][:, None] + np.arange(size)]
            shares = book.subsets(keys[who]) @ weights
            np.add.at(values, who - 1, shares[:, :, None] * scales[first : first + step, None, :])
    is_large = sizes[converting] > MOST_EXACT_SET
    is_exact = float(is_large.sum()) * sizes[converting].sum() <= MOST_INSIDE_WORK
    inside = _Inside.of(converting, starts, members, n, rewards[:, 0], n_channels) if is_large.any() else None
    for one, per_rate in zip(converting[is_large], scale[is_large], strict=True):
        who = members[starts[one] : starts[one + 1]]
        if is_exact and inside is not None:
            mean, error = inside.shares(who), np.zeros(len(who))
        else:
            mean, error = book.sampled(keys[who], random)
        np.add.at(values, who - 1, mean[:, None] * per_rate)
        np.add.at(variances, who - 1, (error[:, None] * per_rate) ** 2)
    return ShapleyValues(values, np.sqrt(variances), 0 if is_exact else int(is_large.sum()))


@dataclass(frozen=True)
class _Inside:
    """The sets that converted as rows of a matrix, to find those that lie inside another."""

    rows: sparse.csr_matrix
    sizes: Integers
    rates: Floats

    @classmethod
    def of(
        cls,
        converting: Integers,
        starts: Integers,
        members: Integers,
        n: Integers,
        conversions: Floats,
        n_channels: int,
    ) -> _Inside:
        sizes = np.diff(starts)[converting]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        place = np.repeat(starts[converting] - offsets[:-1], sizes) + np.arange(offsets[-1])
        shape = (len(converting), n_channels)
        rows = sparse.csr_matrix((np.ones(len(place)), members[place] - 1, offsets), shape=shape)
        return cls(rows, sizes, conversions[converting] / n[converting])

    def shares(self, who: Integers) -> Floats:
        """Shapley values (size,) of the game within `who`: only sets that occurred are worth anything."""
        size = len(who)
        is_member = np.zeros(self.rows.shape[1])
        is_member[who - 1] = 1.0
        within = np.flatnonzero(self.rows @ is_member == self.sizes)
        t, rate = self.sizes[within], self.rates[within]
        choices = np.array([float(comb(size, k)) for k in range(size + 1)])[t]
        joined = rate / (t * choices)
        left_out = np.divide(rate, (size - t) * choices, out=np.zeros(len(t)), where=t < size)
        gained = np.asarray(self.rows[within].T @ (joined + left_out))[who - 1]
        return np.asarray(gained - left_out.sum())


def coalition_game(
    starts: Integers, members: Integers, n: Integers, rewards: Floats, n_channels: int,
    *, seed: int = 1, n_permutations: int = N_PERMUTATIONS,
) -> ShapleyValues:  # fmt: skip
    """The coalition rate game among all channels: exact up to 20 channels, else sampled permutations with errors.

    Values sum to the reward per journey of the whole; scale them to the total to get credits.
    """
    if n_channels <= MOST_EXACT_CHANNELS:
        values = _coalitions_exactly(starts, members, n, rewards, n_channels)
        return ShapleyValues(values, np.zeros_like(values))
    random = np.random.default_rng(seed)
    total, squares = np.zeros((n_channels, rewards.shape[1])), np.zeros((n_channels, rewards.shape[1]))
    is_set = np.diff(starts) > 0
    for _ in range(n_permutations // 2):
        place = random.permutation(n_channels)
        # An order and its reverse: what one overstates the other understates.
        there = _marginals(place, starts, members, n, rewards, is_set)
        back = _marginals(n_channels - 1 - place, starts, members, n, rewards, is_set)
        mean = (there + back) / 2
        total += mean
        squares += mean**2
    n_pairs = n_permutations // 2
    values = total / n_pairs
    spread = np.maximum(squares / n_pairs - values**2, 0.0) * n_pairs / (n_pairs - 1)
    return ShapleyValues(values, np.sqrt(spread / n_pairs), n_permutations)


def _marginals(
    place: Integers, starts: Integers, members: Integers, n: Integers, rewards: Floats, is_set: NDArray[np.bool_]
) -> Floats:
    """What each channel adds to the rate when channels join in the order of `place`."""
    last = np.maximum.reduceat(place[members - 1], starts[:-1][is_set])
    size = len(place)
    journeys = np.cumsum(np.bincount(last, weights=n[is_set], minlength=size))
    rate = np.empty((size, rewards.shape[1]))
    for column in range(rewards.shape[1]):
        reward = np.cumsum(np.bincount(last, weights=rewards[is_set, column], minlength=size))
        rate[:, column] = np.divide(reward, journeys, out=np.zeros(size), where=journeys > 0)
    return np.asarray(np.diff(rate, axis=0, prepend=0.0)[place])


def _coalitions_exactly(
    starts: Integers, members: Integers, n: Integers, rewards: Floats, n_channels: int
) -> Floats:  # fmt: skip
    """Every coalition's rate by summing over subsets dimension by dimension, then the weighted marginals."""
    masks = np.zeros(len(n), dtype=np.int64)
    sizes = np.diff(starts)
    np.add.at(masks, np.repeat(np.arange(len(n)), sizes), 1 << (members - 1))
    count = 1 << n_channels
    journeys: Floats = np.bincount(masks, weights=n, minlength=count).astype(np.float64)
    bits = np.arange(count)
    popcount = np.zeros(count, dtype=np.int64)
    for channel in range(n_channels):
        popcount += (bits >> channel) & 1
        _sum_subsets(journeys, channel)
    weight = np.array(
        [factorial(s) * factorial(n_channels - s - 1) / factorial(n_channels) for s in range(n_channels)] + [0.0]
    )
    values = np.empty((n_channels, rewards.shape[1]))
    for column in range(rewards.shape[1]):
        rate: Floats = np.bincount(masks, weights=rewards[:, column], minlength=count).astype(np.float64)
        for channel in range(n_channels):
            _sum_subsets(rate, channel)
        np.divide(rate, journeys, out=rate, where=journeys > 0)
        for channel in range(n_channels):
            shaped, weights = rate.reshape(-1, 2, 1 << channel), weight[popcount].reshape(-1, 2, 1 << channel)
            values[channel, column] = ((shaped[:, 1] - shaped[:, 0]) * weights[:, 0]).sum()
    return values


def _sum_subsets(values: Floats, channel: int) -> None:
    """Add to each coalition with `channel` the value of the one without, in place."""
    shaped = values.reshape(-1, 2, 1 << channel)
    shaped[:, 1] += shaped[:, 0]


def _subset_weights(size: int) -> Floats:
    """Shapley weights (2^size subsets, size members): positive where the member is in the subset."""
    bits = (np.arange(1 << size)[:, None] >> np.arange(size)) & 1
    s = bits.sum(axis=1)
    inside = np.array([0.0] + [factorial(k - 1) * factorial(size - k) / factorial(size) for k in range(1, size + 1)])
    outside = np.array([factorial(k) * factorial(size - k - 1) / factorial(size) for k in range(size)] + [0.0])
    return np.asarray(np.where(bits == 1, inside[s][:, None], -outside[s][:, None]))


@dataclass(frozen=True)
class _Book:
    """The rates of the sets that converted, by key."""

    keys: Keys
    rates: Floats
    may_be: NDArray[np.bool_]
    by_mask: Floats | None  # of few channels the key is the set itself, and the place of its rate

    @classmethod
    def of(cls, starts: Integers, member_keys: Keys, n: Integers, conversions: Floats) -> _Book:
        cumulative = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(member_keys, dtype=np.uint64)])
        keys = cumulative[starts[1:]] - cumulative[starts[:-1]]  # wraps around, as the sums do
        kept = np.flatnonzero(conversions > 0)
        kept = kept[np.argsort(keys[kept])]
        if len(kept) and keys.max() < 1 << MOST_EXACT_CHANNELS:
            by_mask = np.zeros(1 << MOST_EXACT_CHANNELS)
            by_mask[keys[kept]] = conversions[kept] / n[kept]
            return cls(keys[kept], conversions[kept] / n[kept], np.zeros(0, dtype=bool), by_mask)
        may_be = np.zeros(1 << _SIEVE_BITS, dtype=bool)
        may_be[keys[kept] >> _SIEVE_SHIFT] = True
        return cls(keys[kept], conversions[kept] / n[kept], may_be, None)

    def look_up(self, wanted: Keys) -> Floats:
        """Rates of the sets with these keys, in the shape of `wanted`; 0 where there is none.

        Most subsets never occurred: a sieve by the keys' first bits, which stays in the processor's cache, leaves few
        for the binary search.
        """
        if self.by_mask is not None:
            return np.asarray(self.by_mask[wanted.view(np.int64)])
        flat = wanted.ravel()
        likely = np.flatnonzero(self.may_be[(flat >> _SIEVE_SHIFT).view(np.int64)])
        sought = flat[likely]
        place = np.minimum(np.searchsorted(self.keys, sought), len(self.keys) - 1)
        found = np.zeros(len(flat))
        found[likely] = np.where(self.keys[place] == sought, self.rates[place], 0.0)
        return found.reshape(wanted.shape)

    def subsets(self, member_keys: Keys) -> Floats:
        """Rates (n_sets, 2^size) of all subsets of sets whose members' keys are (n_sets, size)."""
        sums = np.zeros((len(member_keys), 1), dtype=np.uint64)
        for member in range(member_keys.shape[1]):
            sums = np.concatenate([sums, sums + member_keys[:, member : member + 1]], axis=1)
        return self.look_up(sums)

    def sampled(self, member_keys: Keys, random: np.random.Generator) -> tuple[Floats, Floats]:
        """Mean and standard error (size,) of the members' marginals over random orders."""
        size = len(member_keys)
        orders = random.permuted(np.tile(np.arange(size), (_ORDERS_PER_SET, 1)), axis=1)
        added = np.diff(self.look_up(np.cumsum(member_keys[orders], axis=1, dtype=np.uint64)), axis=1, prepend=0.0)
        by_member = np.empty_like(added)
        np.put_along_axis(by_member, orders, added, axis=1)
        return by_member.mean(axis=0), by_member.std(axis=0, ddof=1) / np.sqrt(_ORDERS_PER_SET)
