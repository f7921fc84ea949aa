"""Visits one by one, of buyers and of people who never buy: what a site that keeps journeys would know.

Only visitors who consented have any. The visits are drawn from streams of their own and change nothing else of the
world; whose visit led to an order that a creator caused is in the truth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.journeys import USUAL, earlier_visits
from upshot.worlds.streams import Bools, Floats, Ints, stream
from upshot.worlds.traces import TIKTOK, USUAL_CHANNELS
from upshot.worlds.visits import BIO_CLICKS_PER_VIEW
from upshot.worlds.world import World

NON_BUYERS_PER_BUYER = 1.5
VISITS_OF_NON_BUYERS = 0.9  # beyond the first, Poisson
BY_A_CREATOR = 0.35  # of the visits of people who never buy
OTHER_DEVICE = 0.15  # of earlier visits: by a device that never orders
SESSION_S = 600.0  # mean time from the last landing to the order
DAY_S = 86_400.0


@dataclass(frozen=True)
class TouchLog:
    """One row per visit or order, in time order; shapes (n_rows,).

    `channel` indexes `traces.CHANNELS`; `creator` −1 for none; `order` is −1 for a visit, else the order placed there.
    """

    visitor: Ints
    at: Ints  # Unix seconds
    channel: Ints
    creator: Ints
    is_spark: Bools
    order: Ints

    def __len__(self) -> int:
        return len(self.at)


def record_touches(world: World, *, last_days: int | None = None) -> TouchLog:
    """Draw the visits; `last_days` keeps those of the world's last days only."""
    buyers = _buyers(world)
    n_buyers = len(np.unique(world.orders.customer[world.orders.traces.is_seen_by_analytics]))
    others = _non_buyers(world, round(NON_BUYERS_PER_BUYER * n_buyers), first_visitor=2 * _n_customers(world))
    parts = [np.concatenate(pair) for pair in zip(buyers, others, strict=True)]
    visitor, at, channel, creator, is_spark, order = parts
    end = world.exported_at.timestamp()
    kept = at < end
    if last_days is not None:
        kept &= at >= end - last_days * DAY_S
    rows = np.flatnonzero(kept)
    rows = rows[np.lexsort((order[rows], visitor[rows], at[rows]))]
    return TouchLog(visitor[rows], at[rows], channel[rows], creator[rows], is_spark[rows].astype(bool), order[rows])


def _n_customers(world: World) -> int:
    return int(world.orders.customer.max(initial=0)) + 1


def _buyers(world: World) -> tuple[Ints, ...]:
    """Earlier visits, the last landing and the order itself of every buyer whom analytics knows."""
    orders, traces = world.orders, world.orders.traces
    rng, visits = stream(world.seed, "touches of buyers"), earlier_visits(world)
    known = np.flatnonzero(traces.is_seen_by_analytics)
    device = 2 * orders.customer
    is_other = rng.random(len(visits.order)) < OTHER_DEVICE
    usual = rng.choice(len(USUAL_CHANNELS), len(visits.order), p=np.array(USUAL_CHANNELS) / sum(USUAL_CHANNELS))
    early_channel = np.where(visits.creator == USUAL, usual, TIKTOK)
    early_at = orders.ordered_at[visits.order] - visits.days_before * DAY_S
    landed_at = orders.ordered_at[known] - 1 - rng.exponential(SESSION_S, len(known))
    nobody, never = np.full(len(known), -1), np.zeros(len(known), dtype=bool)
    return (
        np.concatenate([device[visits.order] + is_other, device[known], device[known]]),
        np.concatenate([early_at, landed_at, orders.ordered_at[known]]).astype(np.int64),
        np.concatenate([early_channel, traces.channel[known], nobody]),
        np.concatenate([visits.creator, traces.link[known], nobody]),
        np.concatenate([np.zeros(len(visits.order), dtype=bool), traces.is_spark_link[known], never]),
        np.concatenate([np.full(len(visits.order), -1), nobody, known]),
    )


def _non_buyers(world: World, n: int, *, first_visitor: int) -> tuple[Ints, ...]:
    """People who come and never buy: by creators' links where and when their posts are seen, else by usual channels."""
    rng = stream(world.seed, "touches of others")
    n_visits = 1 + rng.poisson(VISITS_OF_NON_BUYERS, n)
    owner = np.repeat(np.arange(n), n_visits)
    post, day = _seen_posts(world, rng.random(len(owner)))
    is_led = rng.random(len(owner)) < BY_A_CREATOR
    anyday = rng.integers(world.parameters.scale.n_days, size=n)
    gap = rng.exponential(world.parameters.earlier_days, len(owner))
    first_row = np.cumsum(n_visits) - n_visits
    so_far = np.cumsum(gap) - np.repeat(np.cumsum(gap)[first_row], n_visits)
    when = np.where(is_led, day, anyday[owner] + so_far) + rng.random(len(owner))
    begin = world.exported_at.timestamp() - world.parameters.scale.n_days * DAY_S
    usual = rng.choice(len(USUAL_CHANNELS), len(owner), p=np.array(USUAL_CHANNELS) / sum(USUAL_CHANNELS))
    return (
        first_visitor + owner,
        (begin + when * DAY_S).astype(np.int64),
        np.where(is_led, TIKTOK, usual),
        np.where(is_led, world.cast.posts.creator[post], -1),
        np.zeros(len(owner), dtype=bool),
        np.full(len(owner), -1),
    )


def _seen_posts(world: World, luck: Floats) -> tuple[Ints, Ints]:
    """Post and day of each visit, in proportion to the clicks that views bring."""
    clicks = np.cumsum(world.views.ravel() * BIO_CLICKS_PER_VIEW)
    cell = np.searchsorted(clicks, luck * clicks[-1], side="right")
    post, day = np.divmod(np.minimum(cell, len(clicks) - 1), world.views.shape[1])
    return post.astype(np.int64), day.astype(np.int64)
