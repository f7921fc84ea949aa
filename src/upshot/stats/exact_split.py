"""Split whole numbers by weights so that not a unit is lost: credits sum to the order, cents to the euro."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


def split_exactly(order: Integers, weight: Floats, totals: Integers) -> Integers:
    """Split each order's whole number `totals[order]` by `weight`, exactly (largest remainder, ties to the earlier).

    Shapes: `order` and `weight` (n_touches,), grouped by order; `totals` (n_orders,). Returns (n_touches,).
    """
    if len(order) == 0:
        return np.zeros(0, dtype=np.int64)
    sums = np.bincount(order, weights=weight, minlength=len(totals))
    exact = totals[order] * (weight / sums[order])
    parts = np.floor(exact).astype(np.int64)
    given = np.zeros(len(totals), dtype=np.int64)
    np.add.at(given, order, parts)
    left = (totals - given)[order]
    by_remainder = np.lexsort((np.arange(len(order)), parts - exact, order))
    starts = np.r_[True, order[by_remainder][1:] != order[by_remainder][:-1]]
    position = np.arange(len(order)) - np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))
    parts[by_remainder] += position < left[by_remainder]
    return parts


def split_total(total: int, weight: Floats) -> Integers:
    """Split one whole number by `weight` (n,), at least one of them positive; the parts sum to `total` exactly.

    Weights may be below 0 (a Shapley value can be); their sum must be positive.
    """
    exact = float(total) * (weight / weight.sum())
    parts: Integers = np.floor(exact).astype(np.int64)
    left = int(total) - int(parts.sum())
    rounds, rest = divmod(left, len(parts))  # 0 and rest, but for totals near 2^53, where floating point has no units
    parts += rounds
    parts[np.argsort(parts - exact, kind="stable")[:rest]] += 1
    return parts
