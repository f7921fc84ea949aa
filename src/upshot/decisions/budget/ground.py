"""What an allocation rests on, as arrays: who can be asked for posts, which posts can be boosted, at what price."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.stats import t as student

from upshot.decisions.budget.prices import PostPrice, ViewPrice
from upshot.decisions.budget.views import Array, Index, NextViews
from upshot.decisions.incrementality.model import ResponseDraws

POST_NU = 4.0
N_POST_NODES = 200  # the post factor's mean over the middle 99.5 % of its Student-t(4), whose own mean is infinite


@dataclass(frozen=True)
class Offer:
    """One more post of a creator in one type of collaboration, and the pace so far (posts, ad money) per horizon."""

    creator: str
    collaboration_type: str
    price: PostPrice
    posts_now: float
    ads_now: float = 0.0


@dataclass(frozen=True)
class OldPost:
    """A post that is out and may be boosted: its `row` in the draws, and its views so far."""

    post_id: str
    creator: str
    row: int
    organic: float
    paid: float


@dataclass(frozen=True)
class BudgetGround:
    """Everything that the allocation needs and nothing that it decides.

    `order_margin` (n_draws,) gross margin of one incremental order; `creators`, `tiers`, `usual_types` (n_creators,) in
    the order of `response.creators`; `offers` and `posts` what money can buy; `view_price` None = no ad was ever seen.
    `most_views` (n_creators,) the most views, organic and paid, that any post of the creator has had.
    """

    response: ResponseDraws
    order_margin: Array
    creators: tuple[str, ...]
    tiers: tuple[str | None, ...]
    usual_types: tuple[str | None, ...]
    views: NextViews
    most_views: Array
    offers: tuple[Offer, ...]
    posts: tuple[OldPost, ...] = ()
    view_price: ViewPrice | None = None

    @cached_property
    def offer_creators(self) -> Index:
        """(n_offers,) which creator each offer is of."""
        place = {creator: i for i, creator in enumerate(self.creators)}
        return np.array([place[offer.creator] for offer in self.offers], dtype=np.int64)

    def room_for_ads(self, creators: Index, step: float) -> Array:
        """(n_chosen,) most paid views on one post: what was ever bought on one, at most `step` times her best post."""
        bought = self.view_price.most_views if self.view_price else 0.0
        room: Array = np.minimum(bought, step * self.most_views[creators])
        return room

    @cached_property
    def post_factor(self) -> Array:
        """(n_draws,) mean of exp(post_sd · z), z Student-t(4) cut to its middle 99.5 %: posts over the typical one."""
        z = student.ppf((np.arange(N_POST_NODES) + 0.5) / N_POST_NODES, POST_NU)
        factor: Array = np.exp(self.response.post_sd[:, None] * z).mean(axis=1)
        return factor

    @cached_property
    def offer_effects(self) -> Array:
        """(n_draws, n_offers) expected effect A of a post: creator's level, type against the usual one, factor."""
        response = self.response
        log_effect = response.creators[:, self.offer_creators].copy()
        if response.by_collaboration is not None:
            number = {name: i for i, name in enumerate(response.collaborations)}
            for place, (offer, creator) in enumerate(zip(self.offers, self.offer_creators, strict=True)):
                asked, usual = number.get(offer.collaboration_type), number.get(self.usual_types[creator] or "")
                if asked is not None and usual is not None and asked != usual:
                    log_effect[:, place] += response.by_collaboration[:, asked] - response.by_collaboration[:, usual]
        effects: Array = np.exp(log_effect) * self.post_factor[:, None]
        return effects

    def next_post_margin(self, paid_views: float | Array = 0.0) -> Array:
        """(n_draws, n_offers) expected margin of one next post, with so many paid views on top of its organic ones.

        `paid_views` is one number, or (n_offers,).
        """
        views, weights = self.views.nodes(self.offer_creators)
        response = self.response
        bought = response.paid_worth[:, None, None] * np.broadcast_to(paid_views, len(self.offers))[:, None]
        raised = ((views + bought) / response.views_unit) ** response.concavity[:, None, None]
        margin: Array = self.order_margin[:, None] * self.offer_effects * (raised @ weights)
        return margin

    def old_post_margin(self, more_views: Array) -> Array:
        """(n_draws, n_posts) margin that `more_views` (n_posts,) paid views would add to each post that is out."""
        response = self.response
        rows = np.array([post.row for post in self.posts], dtype=np.int64)
        organic, paid = (np.array([getattr(post, name) for post in self.posts]) for name in ("organic", "paid"))
        worth, power = response.paid_worth[:, None], response.concavity[:, None]
        before = (organic + worth * paid) / response.views_unit
        after = (organic + worth * (paid + more_views)) / response.views_unit
        added: Array = np.exp(response.posts[:, rows]) * (after**power - before**power)
        return self.order_margin[:, None] * added
