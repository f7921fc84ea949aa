"""Panels written by hand: creators by handle, posts as dicts, everything else ordinary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from upshot.decisions.creators.panel import COUNTERS, CreatorPanel, CreatorRow

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
DAY_S = 86_400.0
ORDINARY = {"views": 10_000, "likes": 500, "comments": 20, "shares": 30, "saves": 40}


def creator(handle: str, **said: Any) -> CreatorRow:
    """A creator with 50,000 followers, read now, in France."""
    known = {
        "followers": 50_000, "followers_read_at": NOW, "country": "FR", "language": "fr", "category": "beauty", **said,
    }  # fmt: skip
    return CreatorRow(handle, **known)


def panel_of(posts: Mapping[str, Sequence[Mapping[str, Any]]], rows: Sequence[CreatorRow] = ()) -> CreatorPanel:
    """Posts by creator, oldest first; a post is ORDINARY but for what it says.

    `days_ago` is its age at the reading, which is NOW; None is not supplied. Creators without a row are ordinary.
    """
    by_name = {row.creator: row for row in rows}
    names = sorted(set(posts) | set(by_name))
    creators = tuple(by_name.get(name) or creator(name) for name in names)
    flat = [(names.index(name), place, post) for name in names for place, post in enumerate(posts.get(name, ()))]

    def column(key: str, default: Any) -> np.ndarray:
        return np.array([_number(post.get(key, default)) for _, _, post in flat], dtype=np.float64)

    count = {name: len(posts.get(name, ())) for name in names}
    ages = np.array([_number(post.get("days_ago", 10.0 + count[names[at]] - place)) for at, place, post in flat])
    read_at = np.full(len(flat), NOW.timestamp())
    followers = np.array([_number(post.get("followers", creators[at].followers)) for at, _, post in flat])
    return CreatorPanel(
        creators=creators,
        creator=np.array([at for at, _, _ in flat], dtype=np.int64),
        post_id=tuple(str(post.get("post_id", f"{names[at]}-{place}")) for at, place, post in flat),
        published=read_at - ages * DAY_S if flat else np.zeros(0),
        read_at=read_at,
        duration_s=column("duration_s", 20.0),
        counters={name: column(name, ORDINARY[name]) for name in COUNTERS},
        followers=followers.astype(np.float64),
        is_boosted=np.array([bool(post.get("is_boosted")) for _, _, post in flat], dtype=bool),
        is_sponsored=column("is_sponsored", None),
        caption=tuple(post.get("caption") for _, _, post in flat),
    )


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)
