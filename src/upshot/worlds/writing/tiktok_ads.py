"""A TikTok Ads Manager custom report, ad level by day, with its BOM and its totals row."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upshot.worlds import brand
from upshot.worlds.cast import TIERS
from upshot.worlds.orders import Orders
from upshot.worlds.streams import Ints, stream
from upshot.worlds.truth import money
from upshot.worlds.world import World
from upshot.worlds.writing.cells import ratio, write_rows

HEADER = (
    "Account name", "Campaign name", "Campaign ID", "Ad group name", "Ad group ID", "Ad name", "Ad ID", "By Day",
    "Currency", "Cost", "CPM", "CPC (destination)", "Impressions", "Reach", "Frequency", "Clicks (destination)",
    "CTR (destination)", "Clicks (all)", "CTR (all)", "Video views", "2-second video views", "6-second video views",
    "Video views at 25%", "Video views at 50%", "Video views at 75%", "Video views at 100%", "Paid likes",
    "Paid comments", "Paid shares", "Paid follows", "Paid profile visits", "Purchases (website)",
    "Purchase value (website)", "Cost per conversion",
)  # fmt: skip
CAMPAIGN_ID = 1_780_000_000_000_000
CLAIMS_PER_CLICK = 0.02  # what the platform calls its purchases: clicks that bought, and viewers who would have
CLAIMS_PER_VIEW = 0.00012


def write_ads_report(world: World, folder: Path) -> Path:
    """Write the report over all of the world's days; an account that never spent exports a header and its totals."""
    first, last = world.days[0], world.days[-1]
    path = folder / f"Upshot ad report {first:%Y%m%d}-{last:%Y%m%d}.csv"
    purchases, value = claimed_purchases(world)
    sparks = world.sparks
    counts = np.column_stack(
        [
            sparks.spend_cents, sparks.impressions, sparks.reach, sparks.clicks, sparks.clicks_all, sparks.video_views,
            sparks.views_2s, sparks.views_6s, sparks.quarters, sparks.likes, sparks.comments, sparks.shares,
            sparks.follows, sparks.profile_visits, purchases, value,
        ]
    )  # fmt: skip
    names = [_names(world, ad) for ad in range(len(sparks.ad_id))]
    order = np.lexsort((sparks.row_ad, sparks.row_day))
    rows = [
        [*names[sparks.row_ad[row]], world.day(int(sparks.row_day[row])).isoformat(), *_figures(counts[row])]
        for row in order
    ]
    totals = counts.sum(axis=0)
    summary = [f"Total of {len(rows)} results", *["-"] * 7, *_figures(totals, has_reach=False)]
    return write_rows(path, HEADER, [*rows, summary], bom=True)


def claimed_purchases(world: World) -> tuple[Ints, Ints]:
    """(n_rows,) purchases and their value in cents as the platform claims them: its own count, not the truth."""
    rng = stream(world.seed, "claims")
    expected = CLAIMS_PER_CLICK * world.sparks.clicks + CLAIMS_PER_VIEW * world.sparks.video_views
    purchases = rng.poisson(expected).astype(np.int64)
    return purchases, purchases * round(_mean_total(world.orders))


def _mean_total(orders: Orders) -> float:
    return float(orders.total_cents.mean()) if len(orders) else 0.0


def _names(world: World, ad: int) -> list[str]:
    post = int(world.sparks.post[ad])
    creator, campaign = int(world.cast.posts.creator[post]), int(world.cast.posts.campaign[post])
    name = world.cast.campaigns.names[campaign]
    tier = TIERS[world.cast.creators.tier[creator]]
    return [
        brand.AD_ACCOUNT,
        f"Spark {name}",
        str(CAMPAIGN_ID + campaign * 7_907),
        f"Spark {name} {tier}",
        str(world.sparks.ad_group_id[ad]),
        f"@{world.cast.creators.handles[creator]} {world.cast.posts.post_id[post]}",
        str(world.sparks.ad_id[ad]),
    ]


def _figures(counts: Ints, *, has_reach: bool = True) -> list[str]:
    """Cells from Currency on; rates are printed as TikTok prints them, in per cent."""
    cents, impressions, reach, clicks, clicks_all, *rest = (int(count) for count in counts)
    views, two, six, q25, q50, q75, q100, likes, comments, shares, follows, visits, purchases, value = rest
    return [
        brand.CURRENCY,
        money(cents),
        ratio(cents * 10, impressions),
        ratio(cents / 100, clicks),
        str(impressions),
        str(reach) if has_reach else "-",
        ratio(impressions, reach) if has_reach else "-",
        str(clicks),
        ratio(100 * clicks, impressions),
        str(clicks_all),
        ratio(100 * clicks_all, impressions),
        *map(str, (views, two, six, q25, q50, q75, q100, likes, comments, shares, follows, visits, purchases)),
        money(value),
        ratio(cents / 100, purchases),
    ]
