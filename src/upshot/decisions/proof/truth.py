"""What really happened in a world of which the truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """Shapes (n_creators,), in the order of the history's `creators`, in orders, unless said otherwise.

    `break_even_orders` are the incremental orders that pay for the creator (own cost ÷ unit margin): the cost, in
    orders. `programme_break_even_orders` pay for everything, shared costs included. None = costs are not known.
    """

    incremental_orders: Array  # that really came within the history
    break_even_orders: Array | None = None
    post_orders: Array | None = None  # (n_posts,)
    expected_orders: Array | None = None  # the rate behind `incremental_orders`: what the same budget would bring again
    programme_break_even_orders: float | None = None

    @property
    def total(self) -> float:
        """Incremental orders of all creators."""
        return float(self.incremental_orders.sum())

    @property
    def repeatable(self) -> Array:
        """What the same spend would bring again: the expected orders where they are known, else those that came."""
        return self.incremental_orders if self.expected_orders is None else self.expected_orders
