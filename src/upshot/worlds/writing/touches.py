"""`touches.csv`: a row per visit, as a site that keeps journeys exports it; orders are named by their number."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from upshot.worlds.cast import link_tag
from upshot.worlds.touches import TouchLog
from upshot.worlds.traces import TIKTOK
from upshot.worlds.visits import SESSION_SOURCE
from upshot.worlds.world import World
from upshot.worlds.writing.cells import write_rows

HEADER = (
    "visitor_id", "timestamp", "event", "source", "medium", "utm_campaign", "utm_content", "order_id",
)  # fmt: skip


def write_touches(world: World, log: TouchLog, folder: Path) -> Path:
    """Write the file, oldest row first; every visitor id begins with `sim-`."""
    deals = world.cast.collaborations
    campaign_of = dict(zip(deals.creator.tolist(), deals.campaign.tolist(), strict=True))
    rows = (_row(world, log, place, campaign_of) for place in range(len(log)))
    return write_rows(folder / "touches.csv", HEADER, rows)


def _row(world: World, log: TouchLog, place: int, campaign_of: dict[int, int]) -> tuple[object, ...]:
    common = (f"sim-{log.visitor[place]}", datetime.fromtimestamp(int(log.at[place]), UTC).isoformat())
    order = int(log.order[place])
    if order >= 0:
        return (*common, "purchase", None, None, None, None, f"#{world.orders.number[order]}")
    channel, creator = int(log.channel[place]), int(log.creator[place])
    if channel != TIKTOK or creator < 0:
        source, medium, campaign = SESSION_SOURCE[min(channel, len(SESSION_SOURCE) - 1)]
        return (*common, "visit", source, medium, campaign, None, None)
    slug = world.cast.campaigns.slugs[campaign_of[creator]]
    is_paid = bool(log.is_spark[place])
    tag = link_tag(world.cast.creators.handles[creator], slug, is_paid=is_paid)
    return (*common, "visit", "tiktok", "paid_social" if is_paid else "creator", slug, tag, None)


def touch_truth(world: World, log: TouchLog) -> list[dict[str, object]]:
    """By creator: visits, counted orders of visitors they touched, and how many of those the creator really caused."""
    orders = world.orders
    placed = log.order >= 0
    order_visitor = {int(v): int(o) for v, o in zip(log.visitor[placed], log.order[placed], strict=True)}
    cause = np.where(orders.arrivals.origin >= 0, world.cast.posts.creator[orders.arrivals.origin], -1)
    found = []
    for creator, handle in enumerate(world.cast.creators.handles):
        rows = np.flatnonzero((log.creator == creator) & ~placed)
        touched = {order_visitor[v] for v in log.visitor[rows].tolist() if v in order_visitor}
        counted = [order for order in sorted(touched) if orders.counted[order]]
        found.append(
            {
                "creator": handle,
                "visits": len(rows),
                "orders_of_touched_visitors": len(counted),
                "caused_by_the_creator": int(sum(cause[order] == creator for order in counted)),
            }
        )
    return found
