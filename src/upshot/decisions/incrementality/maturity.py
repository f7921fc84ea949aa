"""How finished each post's views are, and how many it will have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from upshot.decisions.incrementality.post_views import SECONDS_A_DAY, brand_curve, paid_views, read_readings
from upshot.decisions.programme import Programme
from upshot.measures.data import WorkspaceData
from upshot.stats.view_growth import views_final


@dataclass(frozen=True)
class PostMaturity:
    """One post at its last reading. `share`, `final_*` and `is_read_out_allowed` are None without a publication date.

    `views_now` counts ads too; `final_*` are organic views at maturity plus the paid ones so far: money still to be
    spent is not foreseen. `curve` is (day, lifetime views) at each reading.
    """

    post_id: str
    views_now: int
    read_at: datetime
    curve: tuple[tuple[date, int], ...]
    age_days: float | None = None
    share: float | None = None
    final_median: float | None = None
    final_low: float | None = None
    final_high: float | None = None
    is_read_out_allowed: bool | None = None


def judge_maturity(
    data: WorkspaceData, programme: Programme, zone: ZoneInfo, *, level: float = 0.9
) -> dict[str, PostMaturity]:
    """Judge every post that has a reading, by post id; posts without one are absent, not zero."""
    readings, paid = read_readings(data), paid_views(data, programme)
    growth = brand_curve(programme, readings, paid)
    judged = {}
    for post in programme.posts:
        own = readings.get(post.post_id)
        if own is None:
            continue
        at = [datetime.fromtimestamp(moment, UTC) for moment in own.at]
        days = [moment.astimezone(zone).date() for moment in at]
        curve = tuple((day, int(views)) for day, views in zip(days, own.views, strict=True))
        seen = PostMaturity(post.post_id, int(own.views[-1]), at[-1], curve)
        if post.published_at is not None:
            age = max((float(own.at[-1]) - post.published_at.timestamp()) / SECONDS_A_DAY, 0.02)
            bought = float(own.views_paid[-1])
            if not np.isfinite(bought):
                bought = sum(views for day, views in paid.get(post.post_id, {}).items() if day <= days[-1])
            bought = min(bought, seen.views_now)
            final = views_final(np.array([seen.views_now - bought]), np.array([age]), growth, level=level)
            seen = PostMaturity(
                post.post_id,
                seen.views_now,
                at[-1],
                curve,
                age_days=age,
                share=float(final.share[0]),
                final_median=float(final.median[0]) + bought,
                final_low=float(final.low[0]) + bought,
                final_high=float(final.high[0]) + bought,
                is_read_out_allowed=bool(final.is_read_out_allowed[0]),
            )
        judged[post.post_id] = seen
    return judged
