"""What a set of numbers is worth when the same budget is spent again: the regret of the re-allocated budget.

The rule is the same for everybody, only the numbers differ: rank the creators by margin per euro, give the best up to
`MOST` times what they had, the worst nothing, and spend exactly what was spent. A creator's margin is taken to grow in
proportion to his budget between those bounds. The oracle follows the same rule with the true numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST = 2.0  # times the creator's own budget: more posts like those he made, not ten times as many


def reallocate(value: Array, cost: Array, *, most: float = MOST) -> Array:
    """Multiples of each creator's budget that spend the same total where `value` per cost is highest.

    Parameters
    ----------
    value : (n_creators,) what each creator is believed to bring, any unit
    cost : (n_creators,) what was spent on each, ≥ 0; who cost nothing stays as he is
    most : highest multiple

    Returns
    -------
    array (n_creators,) between 0 and `most`, Σ multiple · cost = Σ cost; equals share alike, so that the order of the
    creators never matters
    """
    multiples = np.ones(len(cost))
    paid = cost > 0
    yields = np.where(paid, value / np.where(paid, cost, 1.0), np.nan)
    left = float(cost[paid].sum())
    multiples[paid] = 0.0
    for level in np.unique(yields[paid])[::-1]:
        equals = paid & (yields == level)
        wanted = most * float(cost[equals].sum())
        share = min(1.0, left / wanted) if wanted > 0 else 0.0
        multiples[equals] = most * share
        left = max(left - share * wanted, 0.0)
    return multiples


def budget_regret(believed: Array, true: Array, cost: Array, *, most: float = MOST) -> float | None:
    """Share of the oracle's orders that re-allocating by `believed` loses.

    Returns
    -------
    0 as good as knowing the truth; None where there is nothing to win (no cost, or a true total of zero)
    """
    best = float(reallocate(true, cost, most=most) @ true)
    if best <= 0 or not (cost > 0).any():
        return None
    return (best - float(reallocate(believed, cost, most=most) @ true)) / best
