"""A small brand with a roster of thirteen creators, for tests of the whole vetting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.doubles import MemoryWorkspace

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
N_POSTS = 8


def post_id(creator: int, post: int) -> str:
    """An id of TikTok's length."""
    return f"{7300000000000000000 + 100 * creator + post}"


def brand(
    *,
    times_followers: int = 1,
    lea: dict[str, Any] | None = None,
    audience: list[dict[str, Any]] | None = None,
    settings: dict[str, str] | None = None,
) -> MemoryWorkspace:
    """`lea` and twelve others, eight posts each, two of them sponsored; lists, quotes and deals of lea.

    Parameters
    ----------
    times_followers : every count of lea's followers is so many times as high
    lea : columns of lea's record that differ
    audience : rows of `audience_reading`
    """
    names = ["lea", *(f"peer{number:02}" for number in range(12))]
    posts, readings, followers = [], [], []
    for at, name in enumerate(names):
        for number in range(N_POSTS):
            published = NOW - timedelta(days=60 - 5 * number)
            posts.append({
                "post_id": post_id(at, number), "creator": name, "published_at": published, "duration_s": 20.0,
                "caption": f"hello #{number}", "is_paid_partnership": number < 4,
            })  # fmt: skip
            views = 8_000 + 1_000 * ((3 * at + 5 * number) % 11)
            readings.append({
                "post_id": post_id(at, number), "read_at": NOW - timedelta(days=1), "views": views,
                "likes": views * (4 + at % 4) // 100, "comments": 20, "shares": 15, "saves": 40,
            })  # fmt: skip
        count = 40_000 * (times_followers if name == "lea" else 1)
        followers += [{"creator": name, "read_at": NOW - timedelta(days=n), "followers": count} for n in (0, 40)]
    records = [{"creator": name, "country": "FR", "category": "beauty", "followers": 40_000} for name in names]
    records[0] |= {"former_handles": ["lea.old"], **(lea or {})}
    deals = [
        {"campaign": "spring", "creator": names[at], "collaboration_type": "sponsored_video",
         "starts_on": date(2026, 4, 1), "fee": Decimal(200 + 100 * at), "currency": "EUR",
         "post_urls": [f"https://www.tiktok.com/@{names[at]}/video/{post_id(at, 0)}"]}
        for at in range(1, 6)
    ]  # fmt: skip
    figures = [
        {"creator": "lea", "platform": "tiktok", "metric": "engagement_rate", "statistic": "mean",
         "denominator": "followers", "read_on": date(2026, 6, 1), "provenance": who, "value": value, "unit": "rate"}
        for who, value in (("HypeAuditor", 0.05), ("Modash", 0.09))
    ]  # fmt: skip
    quotes = [{"creator": "lea", "quoted_on": date(2026, 6, 20), "collaboration_type": "sponsored_video", "posts": 2,
               "fee": Decimal(900), "currency": "EUR", "rights_days": 30}]  # fmt: skip
    return MemoryWorkspace(
        {
            "post": posts,
            "post_reading": readings,
            "creator_reading": followers,
            "creator_figure": figures,
            "audience_reading": audience or [],
        },
        {"creator": records, "collaboration": deals, "quote": quotes},
        settings=settings,
    )
