"""How many different people several audiences reach together: bounds that hold for certain, and an estimate.

Audience sizes add up to more than the people behind them. What is known of pairs narrows the union from below
(Bonferroni, Dawson and Sankoff, de Caen) and from above (Hunter's spanning tree); with no pair known, audiences are
taken as independent (Sainsbury), which is an assumption and is called one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.special import betaln, gammaln

from upshot.errors import InvalidInput

Array = NDArray[np.float64]

_MOST_TRIPLES = 150  # audiences up to which triples of pairs are used; the work grows with the cube
_SLACK = 1e-9


class OverlapKind(StrEnum):
    """What a vendor's overlap figure is a share of; the same two audiences give three different figures."""

    COUNT = "count"  # people in both
    OF_SMALLER = "of_smaller"  # people in both ÷ the smaller audience
    OF_FIRST = "of_first"  # people in both ÷ the first audience named
    UNIQUE_OF_TOTAL = "unique_of_total"  # people in either ÷ sum of both sizes: 1 is no overlap


def shared_people(kind: OverlapKind, figure: float, first: float, second: float) -> float:
    """People in both audiences, from a figure of one of the definitions in use.

    Parameters
    ----------
    figure : people for `count`, a 0–1 share for the others
    first, second : sizes of the two audiences, people

    Raises
    ------
    InvalidInput : overlap_impossible (negative, or more people than the smaller audience has)
    """
    people = {
        OverlapKind.COUNT: figure,
        OverlapKind.OF_SMALLER: figure * min(first, second),
        OverlapKind.OF_FIRST: figure * first,
        OverlapKind.UNIQUE_OF_TOTAL: (1 - figure) * (first + second),
    }[kind]
    most = min(first, second)
    if not -_SLACK * most <= people <= most * (1 + 1e-6):
        raise InvalidInput("overlap_impossible", seen=figure, kind=kind.value, people=round(people), most=round(most))
    return float(min(max(people, 0.0), most))


@dataclass(frozen=True)
class UniqueReach:
    """People reached at least once: `low` and `high` hold for certain if the inputs do, `estimate` lies between.

    `naive` counts everybody once per audience. `sainsbury` is what independence would give (None without a universe).
    `at_least` (n,) are people reached by one audience or more, by two or more, …; modelled.
    """

    naive: float
    low: float
    high: float
    bonferroni: float
    hunter: float
    sainsbury: float | None
    estimate: float
    at_least: Array
    n_known_pairs: int
    n_pairs: int


def unique_reach(
    sizes: Array, *, universe: float | None = None, overlaps: Mapping[tuple[int, int], float] | None = None
) -> UniqueReach:
    """Bounds and an estimate of the union of audiences.

    Parameters
    ----------
    sizes : (n,) people in each audience
    universe : people who could be reached at all, of whom every audience is a part; None = nobody said
    overlaps : (i, j) → people in both, for those pairs that are known; see `shared_people`

    Returns
    -------
    UniqueReach; zeros for no audience. Without a universe independence cannot be told, and the estimate is the middle
    of the bounds

    Raises
    ------
    InvalidInput : reach_size_impossible (negative, not a number, or above the universe), overlap_impossible

    Source
    ------
    Hunter (1976), J. Appl. Prob. 13; Dawson and Sankoff (1967), Proc. AMS 18; de Caen (1997), Discrete Math. 169;
    Sainsbury's formula and Metheringham (1964), J. Advertising Research 4, in Rust (1986), Advertising Media Models.
    """
    sizes = np.asarray(sizes, dtype=np.float64)
    limit = np.inf if universe is None else float(universe)
    if (~np.isfinite(sizes) | (sizes < 0) | (sizes > limit)).any():
        worst = float(sizes[~np.isfinite(sizes) | (sizes < 0) | (sizes > limit)][0])
        raise InvalidInput("reach_size_impossible", seen=worst, universe=universe)
    n, naive = len(sizes), float(sizes.sum())
    if n == 0:
        return UniqueReach(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, np.zeros(0), 0, 0)
    least, most = _pair_bounds(sizes, limit, overlaps or {})
    biggest = float(sizes.max())
    pairs = np.triu_indices(n, 1)
    bonferroni = naive - float(most[pairs].sum())
    hunter = naive - heaviest_tree(least)
    low = max(biggest, bonferroni, _best_of_prefixes(sizes, most))
    high = max(min(hunter, limit), low)
    sainsbury = None if universe is None else independent_reach(sizes, limit)
    estimate, at_least = _estimate(sizes, limit, overlaps or {}, low, high)
    return UniqueReach(
        naive, low, high, max(bonferroni, 0.0), hunter, sainsbury, estimate, at_least, len(overlaps or {}),
        len(pairs[0]),
    )  # fmt: skip


def independent_reach(sizes: Array, universe: float) -> float:
    """Sainsbury's formula: N·[1 − Π(1 − a/N)]."""
    if universe <= 0:
        return 0.0
    with np.errstate(divide="ignore"):  # an audience that is the whole universe
        return float(-universe * np.expm1(np.log1p(-sizes / universe).sum()))


def heaviest_tree(shared: Array) -> float:
    """Weight of the maximum spanning forest over (n, n) people in both; pairs without any are no edge."""
    top = float(shared.max(initial=0.0))
    if top <= 0:
        return 0.0
    upper = np.triu(shared, 1)
    tree = minimum_spanning_tree(np.where(upper > 0, 2 * top - upper, 0.0))  # all above 0, so that all are edges
    return float(2 * top * tree.nnz - tree.sum())


def _pair_bounds(sizes: Array, universe: float, overlaps: Mapping[tuple[int, int], float]) -> tuple[Array, Array]:
    """(n, n) fewest and most people in both: as told, else as sizes, universe and third audiences allow."""
    most = np.minimum.outer(sizes, sizes)
    sums = np.add.outer(sizes, sizes)
    least = np.clip(sums - universe, 0.0, most) if np.isfinite(universe) else np.zeros_like(most)
    for (i, j), people in overlaps.items():
        if i == j or not least[i, j] * (1 - 1e-6) - 1e-6 <= people <= most[i, j] * (1 + 1e-6):
            raise InvalidInput("overlap_impossible", seen=people, kind="count", people=people, most=round(most[i, j]))
        both = min(max(people, least[i, j]), most[i, j])
        least[i, j] = least[j, i] = most[i, j] = most[j, i] = both
    if overlaps and len(sizes) <= _MOST_TRIPLES:
        _narrow_by_thirds(sizes, least, most)
    np.fill_diagonal(least, 0.0)
    np.fill_diagonal(most, 0.0)
    return least, most


def _narrow_by_thirds(sizes: Array, least: Array, most: Array) -> None:
    """Whoever is in i∩k and in j∩k beyond the room of k is in i∩j; whoever is not in both can be in i∩j only apart."""
    for k in range(len(sizes)):
        inside = np.minimum.outer(most[:, k], most[:, k])
        outside = np.minimum.outer(sizes - least[:, k], sizes - least[:, k])
        floor = np.add.outer(least[:, k], least[:, k]) - sizes[k]
        others = np.arange(len(sizes)) != k
        where = np.ix_(others, others)
        least[where] = np.maximum(least[where], floor[where])
        most[where] = np.minimum(most[where], inside[where] + outside[where])
    np.minimum(least, most, out=least)  # figures that contradict each other by rounding


def _best_of_prefixes(sizes: Array, most: Array) -> float:
    """The best lower bound of the 2, 3, … largest audiences; Dawson and Sankoff's, and de Caen's.

    Both only fall when people in both are counted too many, so that the most that a pair can share may stand in.
    """
    order = np.argsort(-sizes, kind="stable")
    sizes, most = sizes[order], most[np.ix_(order, order)]
    best = 0.0
    for n in range(2, len(sizes) + 1):
        own, shared = sizes[:n], most[:n, :n]
        first, second = float(own.sum()), float(shared.sum() / 2)
        if first <= 0:
            continue
        k = 1 + int(2 * second / first)
        best = max(best, 2 * first / (k + 1) - 2 * second / (k * (k + 1)))
        is_there = own > 0
        best = max(best, float((own[is_there] ** 2 / (own + shared.sum(axis=1))[is_there]).sum()))
    return best


def _estimate(
    sizes: Array, universe: float, overlaps: Mapping[tuple[int, int], float], low: float, high: float
) -> tuple[float, Array]:
    """Sainsbury, moved by what is known to be shared beyond independence (beta-binomial), within the bounds."""
    n = len(sizes)
    if not np.isfinite(universe) or universe <= 0:
        middle = (low + high) / 2
        return middle, np.concatenate([[middle], np.full(n - 1, np.nan)])
    share = sizes / universe
    excess = sum(people / universe - share[i] * share[j] for (i, j), people in overlaps.items())
    untouched = 1 - independent_reach(sizes, universe) / universe
    mean = float(share.mean())
    spread = 0.0
    if excess > 0 and n > 1 and 0 < mean < 1:  # unknown pairs count as independent
        spread = min(excess / (n * (n - 1) / 2) / (mean * (1 - mean)), 0.999)
        untouched *= float(np.exp(_log_none(n, mean, spread) - n * np.log1p(-mean)))
    elif excess < 0:  # audiences that avoid each other: nobody is lost to the pair
        untouched += excess
    estimate = float(np.clip(universe * (1 - untouched), low, high))
    return estimate, _at_least(share, mean, spread, estimate)


def _log_none(n: int, mean: float, spread: float) -> float:
    """Log probability that a beta-binomial of n trials counts none; `spread` is its intra-class correlation."""
    total = 1 / spread - 1
    return float(betaln(mean * total, (1 - mean) * total + n) - betaln(mean * total, (1 - mean) * total))


def _at_least(share: Array, mean: float, spread: float, estimate: float) -> Array:
    """(n,) people reached k times or more: exact if independent, else beta-binomial; scaled to `estimate`."""
    n = len(share)
    if spread > 0:
        total, k = 1 / spread - 1, np.arange(n + 1)
        log = (
            gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
            + betaln(mean * total + k, (1 - mean) * total + n - k) - betaln(mean * total, (1 - mean) * total)
        )  # fmt: skip
        chance = np.exp(log)
    else:
        chance = np.ones(1)
        for p in share:
            chance = np.convolve(chance, (1 - p, p))
    tails = np.cumsum(chance[::-1])[::-1][1:]
    scaled: Array = tails * (estimate / tails[0]) if tails[0] > 0 else np.zeros(n)
    return scaled
