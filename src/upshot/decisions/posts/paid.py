"""What ads did with each post, from the ad report: when they began, what they brought day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw

from upshot.measures.data import WorkspaceData

METRICS = (
    "impressions", "clicks_destination", "video_views", "likes_paid", "comments_paid", "shares_paid",
)  # fmt: skip
_OURS = {"likes": "likes_paid", "comments": "comments_paid", "shares": "shares_paid"}


@dataclass(frozen=True)
class PaidResults:
    """By post: first paid day, and per day the metrics summed over its ads (None = the export has none)."""

    first_day: dict[str, date]
    days: dict[str, dict[date, dict[str, float | None]]]

    def until(self, post_id: str, day: date) -> Mapping[str, float]:
        """Bought views and engagements up to and including `day`; NaN where the report does not say."""
        rows = [row for when, row in self.days.get(post_id, {}).items() if when <= day]
        views = [row["video_views"] if row["video_views"] is not None else row["impressions"] for row in rows]
        found = {name: _sum([row[column] for row in rows]) for name, column in _OURS.items()}
        return {"views": _sum(views), **found}

    def total(self, post_id: str) -> dict[str, float]:
        """Every metric over all days; NaN where the report does not say."""
        rows = self.days.get(post_id, {}).values()
        return {name: _sum([row[name] for row in rows]) for name in METRICS}


def _sum(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else float("nan")


def read_paid_results(data: WorkspaceData, *, until: datetime) -> PaidResults:
    """Ads tied to posts by the export's own post id, or by the `spark_ads` sheet."""
    tied = {row["ad_id"]: row["post_id"] for row in data.rows("spark_ad") if row["post_id"]}
    sums = [nw.col(name).sum().alias(name) for name in METRICS]
    known = [nw.col(name).count().alias(f"{name}_known") for name in METRICS]
    frame = data.frame("ad_day").filter(nw.col("day") <= until.date())
    grouped = frame.group_by("ad_id", "post_id", "day").agg(*sums, *known).collect().to_arrow().to_pylist()
    days: dict[str, dict[date, dict[str, float | None]]] = defaultdict(dict)
    for row in grouped:
        post_id = tied.get(row["ad_id"]) or row["post_id"]
        if post_id:
            _add(days[post_id], row)
    return PaidResults({post_id: min(found) for post_id, found in days.items()}, dict(days))


def _add(days: dict[date, dict[str, float | None]], row: dict[str, Any]) -> None:
    day = days.setdefault(row["day"], dict.fromkeys(METRICS, 0.0))
    for name in METRICS:
        before = day[name]
        day[name] = None if not row[f"{name}_known"] or before is None else before + float(row[name])
