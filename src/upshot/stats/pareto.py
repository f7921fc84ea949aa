"""Which points nobody beats in both of two things."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


def pareto_front(first: Array, second: Array) -> Flags:
    """(n,) points that no other matches in both and beats in one; more is better, and NaN is never on the front."""
    on_front = np.zeros(len(first), dtype=bool)
    known = np.flatnonzero(np.isfinite(first) & np.isfinite(second))
    order = known[np.lexsort((-second[known], -first[known]))]
    if not len(order):
        return on_front
    best_before = np.concatenate([[-np.inf], np.maximum.accumulate(second[order])[:-1]])
    on_front[order] = second[order] > best_before
    twins = (first[order][1:] == first[order][:-1]) & (second[order][1:] == second[order][:-1])
    for place in np.flatnonzero(twins):  # the same point twice stands or falls together
        on_front[order[place + 1]] = on_front[order[place]]
    return on_front


def chance_on_front(first: Array, second: Array) -> Array:
    """(n,) share of the (n_draws, n) draws in which a point is on the front."""
    fronts = [pareto_front(one, other) for one, other in zip(first, second, strict=True)]
    share: Array = np.mean(fronts, axis=0)
    return share
