"""Visits before the last one: what a web analytics tool that keeps journeys would know of a buyer's way to the order.

No file that a world writes holds them (shops export the last click); they are the data that "first click" needs, and
`upshot prove` compares with it. They are drawn from streams of their own and change nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.streams import Floats, Ints, stream
from upshot.worlds.traces import first_post_day
from upshot.worlds.world import World

MOST_EARLIER = 3
HOW_MANY = (0.45, 0.30, 0.15, 0.10)  # chances of 0, 1, 2, 3 earlier visits
WINDOW_DAYS = 30  # a visit longer ago is not part of the journey
USUAL = -1  # a visit by search, by an ad of another medium, or directly


@dataclass(frozen=True)
class EarlierVisits:
    """One entry per known earlier visit; only visitors who consented have any.

    `order` index of the order it led to, `creator` whose tagged link brought it (`USUAL` = nobody's), `days_before`
    the order, > 0.
    """

    order: Ints
    creator: Ints
    days_before: Floats


def earlier_visits(world: World) -> EarlierVisits:
    """Draw the earlier visits of every buyer whom analytics knows.

    Who came through a creator came by that creator's link before with a chance in proportion to the creator's link
    capture rate, by another creator's rarely; who would have bought anyway was curious about a creator now and then. A
    link brings nobody before its creator's first post.
    """
    parameters, orders, creators = world.parameters, world.orders, world.cast.creators
    n, shape = len(orders), (len(orders), MOST_EARLIER)
    rng = stream(world.seed, "earlier visits")
    how_many = np.searchsorted(np.cumsum(HOW_MANY)[:-1], rng.random(n), side="right")
    days_before = np.cumsum(rng.exponential(parameters.earlier_days, shape), axis=1)
    luck = rng.random(shape)
    known = np.log10(creators.followers.astype(np.float64)) - 2
    somebody = rng.choice(len(creators), shape, p=known / known.sum())
    exposed = orders.arrivals.exposed
    own = np.where(exposed >= 0, world.cast.posts.creator[exposed], USUAL)
    by_own = np.minimum(parameters.earlier_link * orders.traces.link_capture / parameters.link_capture, 0.6)[own]
    led = np.where(
        luck < by_own[:, None],
        own[:, None],
        np.where(luck < (by_own + parameters.earlier_wrong_creator)[:, None], somebody, USUAL),
    )
    curious = np.where(luck < parameters.earlier_false, somebody, USUAL)
    creator = np.where((exposed >= 0)[:, None], led, curious)
    day = orders.arrivals.day[:, None] - days_before
    creator = np.where(day >= first_post_day(world.cast)[creator], creator, USUAL)
    is_known = (
        (np.arange(MOST_EARLIER) < how_many[:, None])
        & orders.traces.is_seen_by_analytics[:, None]
        & (days_before <= WINDOW_DAYS)
        & (day >= 0)
    )
    order, place = np.nonzero(is_known)
    return EarlierVisits(order.astype(np.int64), creator[order, place].astype(np.int64), days_before[order, place])


def first_click_creator(world: World) -> Ints:
    """(n_orders,) the creator whose link brought the earliest known visit, −1 for none.

    Without an earlier visit the order's own session is the first one.
    """
    visits = earlier_visits(world)
    first = world.orders.traces.link.copy()
    oldest_last = np.lexsort((visits.days_before, visits.order))  # within an order, the oldest is written last
    first[visits.order[oldest_last]] = visits.creator[oldest_last]
    return first


def first_click_orders(world: World) -> Floats:
    """(n_creators,) counted orders by the creator of their first click."""
    creator = first_click_creator(world)
    chosen = (creator >= 0) & world.orders.counted
    return np.bincount(creator[chosen], minlength=len(world.cast.creators)).astype(np.float64)
