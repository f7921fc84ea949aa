"""Who could be chosen, as columns: cost, hours and what each is expected to bring, with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Flags = NDArray[np.bool_]

TIER_ORDER = ("nano", "micro", "macro", "mega")


@dataclass(frozen=True)
class Candidates:
    """Creators and what is expected of all posts asked of each; (n,) and (n_draws, n), NaN = not known.

    There are no followers here: they carry no weight. `views` and `engagements` are of the posts together;
    `margin` is incremental gross margin before any cost; `reach` people of the target reached by one post. `n_posts` is
    how many posts the expectation rests on.
    """

    creators: tuple[str, ...]
    tiers: tuple[str | None, ...]
    countries: tuple[str | None, ...]
    categories: tuple[str | None, ...]
    cost: Array  # fee, product, shipping, rights, other; without hours
    price_source: tuple[str, ...]
    hours: Array
    hour_cost: float
    views: Array
    engagements: Array
    margin: Array
    reach: Array
    match: Array
    n_posts: Index

    @property
    def n(self) -> int:
        """How many."""
        return len(self.creators)

    @property
    def all_in(self) -> Array:
        """(n,) cost with hours."""
        total: Array = self.cost + self.hours * self.hour_cost
        return total

    def only(self, kept: Index) -> Candidates:
        """Some of them."""

        def names(values: Sequence[str | None]) -> tuple[str | None, ...]:
            return tuple(values[place] for place in kept)

        return replace(
            self,
            creators=tuple(self.creators[place] for place in kept),
            tiers=names(self.tiers),
            countries=names(self.countries),
            categories=names(self.categories),
            cost=self.cost[kept],
            price_source=tuple(self.price_source[place] for place in kept),
            hours=self.hours[kept],
            views=self.views[:, kept],
            engagements=self.engagements[:, kept],
            margin=self.margin[:, kept],
            reach=self.reach[:, kept],
            match=self.match[kept],
            n_posts=self.n_posts[kept],
        )
