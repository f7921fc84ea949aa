"""The ads as they ran: per ad and month for comparing kinds, per post and day for finding boosts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from upshot.measures.data import WorkspaceData
from upshot.measures.money import in_reporting_currency
from upshot.measures.programme import Programme

COUNTERS = (
    "impressions", "clicks_destination", "video_views", "video_views_6s", "video_views_p100", "likes_paid",
    "comments_paid", "shares_paid", "follows_paid", "profile_visits_paid", "purchases",
)  # fmt: skip
ENGAGEMENTS = ("likes_paid", "comments_paid", "shares_paid")


@dataclass(frozen=True)
class AdMonth:
    """One ad in the month in which it spent most. Counters are None where no row of it supplied them."""

    account_id: str
    campaign_id: str | None
    ad_group_id: str | None
    ad_id: str
    objective: str | None
    placement: str | None
    month: date
    is_spark: bool
    creator: str | None
    campaign: str | None
    spend: float
    counters: dict[str, int | None]

    def count(self, *names: str) -> int | None:
        """The sum of some counters; None as soon as one was not supplied."""
        found = [self.counters[name] for name in names]
        return None if any(value is None for value in found) else sum(value or 0 for value in found)


@dataclass(frozen=True)
class KindsKnown:
    """How it is known which ads are Spark Ads: by the report's own post ids, by the `spark_ads` sheet, or not."""

    by_report: bool
    by_sheet: bool


def kinds_known(data: WorkspaceData, programme: Programme) -> KindsKnown:
    """Whether an ad without a post can be called a non-Spark ad at all."""
    named = data.frame("ad_day").filter(~nw.col("post_id").is_null()).head(1).select("ad_id").collect()
    return KindsKnown(len(named) > 0, any(ad.post_id for ad in programme.spark_ads))


def read_ad_months(data: WorkspaceData, programme: Programme, *, until: date) -> tuple[tuple[AdMonth, ...], bool]:
    """Every ad once, in the month in which it spent most, and whether amounts in a foreign currency were left out."""
    keys = ["account_id", "campaign_id", "campaign_name", "ad_group_id", "ad_id", "post_id", "objective", "placement"]
    frame, unknown = in_reporting_currency(data.frame("ad_day").filter(nw.col("day") <= until), ("spend",), data)
    frame = frame.with_columns(month=nw.col("day").dt.truncate("1mo"))
    sums = frame.group_by([*keys, "month"]).agg(
        nw.col("spend").cast(nw.Float64).sum(),
        nw.col("day").min().alias("first"),
        *(nw.col(name).sum() for name in COUNTERS),
        *(nw.col(name).count().alias(f"{name}_known") for name in COUNTERS),
    )
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sums.collect().to_arrow().to_pylist():
        key = (str(row["account_id"]), str(row["ad_id"]))
        kept = best.get(key)
        if kept is None or _rank(row) > _rank(kept):
            best[key] = row
    return tuple(_ad(best[key], programme) for key in sorted(best)), bool(unknown)


def _rank(row: dict[str, Any]) -> tuple[float, float, date]:
    """The month with most spend, then most impressions, then the latest."""
    return float(row["spend"] or 0), float(row["impressions"] or 0), row["first"]


def _ad(row: dict[str, Any], programme: Programme) -> AdMonth:
    tie = programme.tie_of_ad(row["ad_id"], row["post_id"], row["campaign_name"], row["first"])
    counters = {name: int(row[name]) if row[f"{name}_known"] else None for name in COUNTERS}
    return AdMonth(
        row["account_id"], row["campaign_id"], row["ad_group_id"], row["ad_id"], row["objective"], row["placement"],
        row["first"].replace(day=1), tie.post_id is not None, tie.creator, tie.campaign, float(row["spend"] or 0),
        counters,
    )  # fmt: skip


@dataclass(frozen=True)
class PostDay:
    """The ads of one post on one day; money in the workspace's currency."""

    post_id: str
    creator: str | None
    campaign: str | None
    day: date
    ad_ids: tuple[str, ...]
    spend: Decimal
    counters: dict[str, int | None]


def read_post_days(data: WorkspaceData, programme: Programme, *, until: date) -> tuple[PostDay, ...]:
    """Paid delivery by post and day, of the ads that run a post; oldest first within a post."""
    frame, _ = in_reporting_currency(data.frame("ad_day").filter(nw.col("day") <= until), ("spend",), data)
    keys = ["ad_id", "post_id", "campaign_name", "day"]
    sums = frame.group_by(keys).agg(
        nw.col("spend").sum(),
        *(nw.col(name).sum() for name in COUNTERS),
        *(nw.col(name).count().alias(f"{name}_known") for name in COUNTERS),
    )
    found: defaultdict[tuple[str, date], list[tuple[dict[str, Any], Any]]] = defaultdict(list)
    for row in sums.collect().to_arrow().to_pylist():
        tie = programme.tie_of_ad(row["ad_id"], row["post_id"], row["campaign_name"], row["day"])
        if tie.post_id is not None and any(row[name] for name in ("spend", "impressions", "video_views")):
            found[tie.post_id, row["day"]].append((row, tie))
    return tuple(_post_day(post_id, day, found[post_id, day]) for post_id, day in sorted(found))


def _post_day(post_id: str, day: date, rows: list[tuple[dict[str, Any], Any]]) -> PostDay:
    counters: dict[str, int | None] = {}
    for name in COUNTERS:
        known = [int(row[name]) for row, _ in rows if row[f"{name}_known"]]
        counters[name] = sum(known) if known else None
    tie = rows[0][1]
    spend = sum((Decimal(str(row["spend"] or 0)) for row, _ in rows), Decimal(0))
    ads = tuple(sorted({str(row["ad_id"]) for row, _ in rows}))
    return PostDay(post_id, tie.creator, tie.campaign, day, ads, spend, counters)
