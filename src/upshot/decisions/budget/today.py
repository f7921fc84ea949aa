"""The same money divided as until now: what a new division is compared with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.budget.ground import BudgetGround
from upshot.decisions.budget.views import Array


@dataclass(frozen=True)
class Today:
    """The pace so far over the horizon: (n_offers,) posts and ad money, and what both cost."""

    posts: Array
    ads: Array
    cost: float

    def scale(self, budget: float, step: float) -> float:
        """How many times the pace `budget` pays for, at most `step`: nobody saw what more of the same brings."""
        return min(budget / self.cost, step) if self.cost > 0 else 0.0

    def margin(self, ground: BudgetGround, scale: float) -> Array:
        """(n_draws,) expected margin of `scale` times the pace."""
        per_view = ground.view_price.mean if ground.view_price else np.inf
        paid = np.where(self.posts > 0, self.ads / np.maximum(self.posts, 1e-12) / per_view, 0.0)
        margin: Array = scale * (ground.next_post_margin(paid) @ self.posts)
        return margin


def pace_of(ground: BudgetGround) -> Today:
    """What the offers say was done so far; ads count where posts of the same offer carry them."""
    posts = np.array([offer.posts_now for offer in ground.offers])
    ads = np.array([offer.ads_now if offer.posts_now > 0 else 0.0 for offer in ground.offers])
    price = np.array([offer.price.median for offer in ground.offers])
    return Today(posts, ads, float(posts @ price + ads.sum()))
