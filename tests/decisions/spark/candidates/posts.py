"""A brand whose posts are ordinary, and ways to add particular ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from tests.doubles import MemoryWorkspace

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def post(number: int, *, creator: str = "lea", age: float = 30, **more: Any) -> dict[str, Any]:
    """A post `age` days old today."""
    return {
        "post_id": f"{7300000000000000000 + number}", "creator": creator, "duration_s": 20.0,
        "published_at": NOW - timedelta(days=age),
    } | more  # fmt: skip


def reading(
    number: int, *, views: int = 8_000, rate: float = 0.05, read_at: datetime = NOW, **more: Any
) -> dict[str, Any]:
    """A reading whose likes, comments and shares are `rate` of its views."""
    engaged = round(views * rate)
    shares = min(engaged, round(views * rate * 0.03))
    return {
        "post_id": f"{7300000000000000000 + number}", "read_at": read_at, "views": views,
        "likes": engaged - shares, "comments": 0, "shares": shares,
    } | more  # fmt: skip


def ordinary(n: int = 30, seed: int = 1, kappa: float = 1_000, views: int = 20_000) -> tuple[list[Any], list[Any]]:
    """Posts of three creators whose rates are Beta(0.04κ, 0.96κ)."""
    rates = np.random.default_rng(seed).beta(0.04 * kappa, 0.96 * kappa, n)
    posts = [post(i, creator=("lea", "max", "zoe")[i % 3]) for i in range(n)]
    return posts, [reading(i, views=views, rate=float(rates[i])) for i in range(n)]


def brand(posts: list[Any], readings: list[Any], **tables: Any) -> MemoryWorkspace:
    """The workspace of those posts; other keywords are fact tables, `spark_ad` is a record table."""
    records = {"spark_ad": tables.pop("spark_ad")} if "spark_ad" in tables else {}
    settings = tables.pop("settings", {})
    return MemoryWorkspace({"post": posts, "post_reading": readings, **tables}, records, settings=settings)
