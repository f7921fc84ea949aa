"""The allocation as a portfolio: whole posts, slices of boosts on them, slices of boosts on posts that are out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.budget.asking import BOOSTS, TYPE, BudgetTerms
from upshot.decisions.budget.ground import BudgetGround
from upshot.decisions.budget.views import Array, Index
from upshot.errors import UnknownName
from upshot.measures.names import nearest
from upshot.stats.portfolio import Group, Portfolio

CUTS = (0.0, 0.04, 0.12, 0.27, 0.55, 1.0)  # of the most paid views a post has had: where slices of a boost end
N_OLD_POSTS = 40  # posts that are out, best first euro first
FREE = 1e-6  # money per unit of what costs nothing, so that a return exists


@dataclass(frozen=True)
class Columns:
    """A portfolio and what its columns are.

    `offer` (n,) index of the offer that a column is a post of, or a boost on; −1 otherwise. `old_post` likewise for
    posts that are out. `is_post` true for whole posts. `p_pays` (n,) probability that a unit clears the hurdle by
    itself; `is_open` whether it may be bought for its return, a post possibly with the ads on it.
    """

    portfolio: Portfolio
    offer: Index
    old_post: Index
    is_post: NDArray[np.bool_]
    p_pays: Array
    is_open: NDArray[np.bool_]
    group_names: tuple[str, ...]

    @cached_property
    def is_boost(self) -> NDArray[np.bool_]:
        """(n,) ad money."""
        return ~self.is_post

    def opened(self) -> Portfolio:
        """The portfolio in which nothing is bought that does not pay with the chance asked for."""
        closed = np.where(self.is_open, self.portfolio.high, self.portfolio.low)
        return replace(self.portfolio, high=closed)


def lay_out(ground: BudgetGround, terms: BudgetTerms, budget: float, hurdle_rate: float) -> Columns:
    """Everything that the money can buy, with its limits.

    Raises
    ------
    UnknownName : budget_unknown_limit, a cap or a floor of something that is not there
    """
    parts = [_posts(ground, terms)]
    if ground.view_price is not None:
        parts += [_next_slices(ground, terms.step), _old_slices(ground, terms.step)]
    price, margin, high, offer, old, follows = (
        np.concatenate([part[i] for part in parts], axis=-1) for i in range(6)
    )  # fmt: skip
    is_post = np.arange(len(price)) < len(ground.offers)
    names, groups = _groups(ground, terms, budget, offer, old, is_post)
    portfolio = Portfolio(price, margin, np.zeros(len(price)), high, is_post, follows, groups)
    p_pays, p_with_ads = _chances(portfolio, is_post, offer, 1 + hurdle_rate)
    floored = np.zeros(len(price), bool)
    for group in groups:
        if group.low > 0:
            floored[group.members] = True
    is_open = (p_with_ads >= terms.least_chance) | floored
    return Columns(portfolio, offer, old, is_post, p_pays, is_open, names)


Part = tuple[Array, Array, Array, Index, Index, Index]  # price, margin, high, offer, old post, follows


def most_posts(ground: BudgetGround, step: float) -> Array:
    """(n_offers,) the most posts of each offer: `step` times the pace so far, at least one."""
    pace = np.array([offer.posts_now for offer in ground.offers])
    most: Array = np.maximum(np.ceil(step * pace - 1e-9), 1.0)
    return most


def _posts(ground: BudgetGround, terms: BudgetTerms) -> Part:
    n = len(ground.offers)
    price = np.array([max(offer.price.median, FREE) for offer in ground.offers])
    return (
        price,
        ground.next_post_margin(),
        most_posts(ground, terms.step),
        np.arange(n),
        np.full(n, -1),
        np.full(n, -1),
    )


def _next_slices(ground: BudgetGround, step: float) -> Part:
    """Ads on posts still to come: slices per post, bought only with the post."""
    n, per_view = len(ground.offers), ground.view_price.mean if ground.view_price else 0.0
    ends = np.array(CUTS)[:, None] * ground.room_for_ads(ground.offer_creators, step)
    money = np.diff(ends, axis=0) * per_view
    value = np.diff([ground.next_post_margin(views) for views in ends], axis=0)
    margin = np.concatenate(list(value / np.maximum(money, FREE)[:, None, :]), axis=1)
    offer = np.tile(np.arange(n), len(money))
    return np.ones(len(offer)), margin, money.ravel(), offer, np.full(len(offer), -1), offer


def _old_slices(ground: BudgetGround, step: float) -> Part:
    """Ads on posts that are out; what they have had already counts against the most that may be bought."""
    n_draws, per_view = len(ground.order_margin), ground.view_price.mean if ground.view_price else 0.0
    place = {creator: i for i, creator in enumerate(ground.creators)}
    owners = np.array([place[post.creator] for post in ground.posts], dtype=np.int64)
    room = np.maximum(ground.room_for_ads(owners, step) - np.array([post.paid for post in ground.posts]), 0.0)
    if not (room > 0).any():
        none = np.zeros(0, dtype=np.int64)
        return np.zeros(0), np.zeros((n_draws, 0)), np.zeros(0), none, none, none
    ends = np.array(CUTS)[:, None] * room
    money = np.diff(ends, axis=0) * per_view
    margin = np.diff([ground.old_post_margin(views) for views in ends], axis=0) / np.maximum(money, FREE)[:, None, :]
    first = np.where(room > 0, margin[0].mean(axis=0), -np.inf)
    kept = np.sort(np.argsort(-first, kind="stable")[:N_OLD_POSTS])
    kept = kept[room[kept] > 0]
    old = np.tile(kept, len(money))
    table = np.concatenate([slice_[:, kept] for slice_ in margin], axis=1)
    none = np.full(len(old), -1)
    return np.ones(len(old)), table, money[:, kept].ravel(), none, old, none


def _groups(
    ground: BudgetGround, terms: BudgetTerms, budget: float, offer: Index, old: Index, is_post: NDArray[np.bool_]
) -> tuple[tuple[str, ...], tuple[Group, ...]]:
    """Caps and floors by name; ads as a whole are never more than `step` times what they were."""
    by_creator: dict[str, list[int]] = {}
    by_type: dict[str, list[int]] = {}
    for column, (asked, post) in enumerate(zip(offer.tolist(), old.tolist(), strict=True)):
        creator = ground.offers[asked].creator if asked >= 0 else ground.posts[post].creator
        by_creator.setdefault(creator.casefold(), []).append(column)
        if asked >= 0:
            by_type.setdefault(TYPE + ground.offers[asked].collaboration_type.casefold(), []).append(column)
    members = {**by_creator, **by_type, BOOSTS: np.flatnonzero(~is_post).tolist()}
    names = sorted({*terms.caps, *terms.floors})
    _check_names(names, members)
    ads = terms.step * sum(item.ads_now for item in ground.offers)
    limits: dict[str, tuple[float, float]] = {BOOSTS: (0.0, ads)} if members[BOOSTS] else {}
    for name in names:
        low, high = limits.get(name, (0.0, np.inf))
        low = terms.floors[name].money(budget) if name in terms.floors else low
        high = min(terms.caps[name].money(budget), high) if name in terms.caps else max(high, low)
        limits[name] = low, high
    groups = (Group(np.array(members[name], dtype=np.int64), low, high) for name, (low, high) in limits.items())
    return tuple(limits), tuple(groups)


def _check_names(names: list[str], members: Mapping[str, list[int]]) -> None:
    for name in names:
        if not members.get(name):
            known = nearest(name, dict.fromkeys(members), cutoff=0.4) or sorted(members)[:5]
            raise UnknownName("budget_unknown_limit", seen=name, nearest=known)


def _chances(
    portfolio: Portfolio, is_post: NDArray[np.bool_], offer: Index, least_return: float
) -> tuple[Array, Array]:
    """(n,) probabilities that a unit brings `least_return` per euro: alone, and a post with its best slices of ads."""
    net = portfolio.margin - least_return * portfolio.price
    alone: Array = (net > 0).mean(axis=0)
    with_ads = alone.copy()
    slices = np.flatnonzero(portfolio.follows >= 0)
    n_posts = int(is_post.sum())
    bundle = net[:, :n_posts].copy()
    for start in range(0, len(slices), max(n_posts, 1)):
        part = slices[start : start + n_posts]
        bundle += net[:, part] * portfolio.high[part]
        with_ads[offer[part]] = np.maximum(with_ads[offer[part]], (bundle > 0).mean(axis=0))
    return alone, with_ads
