"""Posts: lifetime counters at the latest reading, gains between readings, and publications.

Readings are cumulative, so that a sum over readings would count every view many times. Without time the counters of
a post are its latest reading (of the posts published in the period); over days they are differences between readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

import narwhals as nw
import pyarrow as pa

from upshot.measures.clock import with_local_day
from upshot.measures.dimensions import Dimension, Links
from upshot.measures.facts.base import (
    KEY_ONLY,
    Fact,
    Frame,
    Lookup,
    Reading,
    from_arrow,
    is_one_of,
    time_keys,
    with_time,
)

COUNTERS = ("views", "likes", "comments", "shares", "saves", "views_paid", "views_organic")
RECENT_POSTS = 12  # methods §5.1: the last 12 organic posts …
SETTLED_DAYS = 7  # … that were at least a week old when they were read


def _of_post(what: str) -> Lookup:
    value = attrgetter(what)

    def look_up(links: Links, post_id: Any) -> str | None:
        post = links.posts.get(post_id)
        return value(post) if post else None

    return look_up


def _tier_of_post(links: Links, post_id: Any) -> str | None:
    post = links.posts.get(post_id)
    return links.tier(post.creator) if post else None


_KEYS: dict[Dimension, tuple[str, Lookup]] = {
    Dimension.POST: ("post_id", KEY_ONLY),
    Dimension.CREATOR: ("post_id", _of_post("creator")),
    Dimension.CAMPAIGN: ("post_id", _of_post("campaign")),
    Dimension.COLLABORATION_TYPE: ("post_id", _of_post("collaboration_type")),
    Dimension.CONTENT_TYPE: ("post_id", _of_post("content_type")),
    Dimension.TIER: ("post_id", _tier_of_post),
}


def _posts(reading: Reading) -> list[dict[str, Any]]:
    frame = with_local_day(reading.data.frame("post"), "published_at", reading.zone)
    columns = ["post_id", "creator", "published_at", "day", "caption", "hashtags"]
    return list(frame.select(columns).collect().rows(named=True))


def latest_readings(readings: Frame) -> Frame:
    """The latest reading of each post."""
    latest = nw.col("read_at") == nw.col("read_at").max().over("post_id")
    return readings.filter(latest)


def _read_post(reading: Reading) -> Frame:
    return from_arrow(_stock(reading, _posts(reading)))


def _stock(reading: Reading, posts: Iterable[dict[str, Any]]) -> pa.Table:
    columns = [*COUNTERS, "reach", "average_time_watched_s", "full_video_watched_rate"]
    latest = latest_readings(reading.data.frame("post_reading")).select("post_id", "read_at", *columns).collect()
    known = {post["post_id"]: post for post in posts}
    rows = []
    for row in latest.rows(named=True):
        post = known.get(row["post_id"], {})
        if _in_period(reading, post.get("day") or row["read_at"].date()):
            rows.append(row | _beside(reading.links, post, row["read_at"]))
    if reading.period is not None:
        reading.note("kpi_note_posts_of_period")
    schema = pa.schema([*latest.to_arrow().schema, ("followers", pa.int64()), ("age_days", pa.float64())])
    return pa.Table.from_pylist(rows, schema=schema)


def _beside(links: Links, post: dict[str, Any], read_at: datetime) -> dict[str, Any]:
    published = post.get("published_at")
    age = (read_at - published) / timedelta(days=1) if published else None
    return {"followers": links.followers_at(post.get("creator"), published), "age_days": age}


def _in_period(reading: Reading, day: date) -> bool:
    return reading.period is None or reading.period[0] <= day <= reading.period[1]


def _read_recent(reading: Reading) -> Frame:
    """The last posts of each creator that no ad ran on and that had a week to gather views."""
    posts = _posts(reading)
    boosted = reading.links.boosted_posts
    table = _stock(reading, posts)
    settled = {
        row["post_id"]
        for row in table.select(["post_id", "age_days"]).to_pylist()
        if row["age_days"] is not None and row["age_days"] >= SETTLED_DAYS and row["post_id"] not in boosted
    }
    kept: set[str] = set()
    seen: dict[str | None, int] = {}
    fresh_first = sorted((p for p in posts if p["post_id"] in settled), key=_published, reverse=True)
    for post in fresh_first:
        seen[post["creator"]] = seen.get(post["creator"], 0) + 1
        if seen[post["creator"]] <= RECENT_POSTS:
            kept.add(post["post_id"])
    reading.note("kpi_note_recent_posts", posts=str(RECENT_POSTS), days=str(SETTLED_DAYS))
    return from_arrow(table).filter(is_one_of(nw.col("post_id"), kept))


def _published(post: dict[str, Any]) -> tuple[datetime, str]:
    return post["published_at"], post["post_id"]


def _read_gain(reading: Reading) -> Frame:
    """What each reading added to the one before, dated on the later reading; the first one counts from zero.

    The first reading of a post that was published before the period says nothing about the period: it is left out
    by its day when it falls before, and unknown (null) when the post is older than the period and read first in it.
    """
    frame = with_local_day(reading.data.frame("post_reading"), "read_at", reading.zone)
    sorted_rows = frame.select("post_id", "read_at", "day", *COUNTERS).collect().sort("post_id", "read_at")
    is_next = nw.col("post_id") == nw.col("post_id").shift(1)
    gains = {
        name: nw.when(is_next).then(nw.col(name) - nw.col(name).shift(1)).otherwise(nw.col(name)) for name in COUNTERS
    }
    table = sorted_rows.with_columns(is_next=is_next.fill_null(False), **gains)
    reading.note("kpi_note_gains")
    if reading.period is None:
        return with_time(table.lazy(), reading.dimensions)
    first = reading.period[0]
    old = [p["post_id"] for p in _posts(reading) if p["day"] is None or p["day"] < first]
    unknown = (~nw.col("is_next")) & is_one_of(nw.col("post_id"), old)
    lazy = reading.within(table.lazy()).filter(~unknown)
    return with_time(lazy, reading.dimensions)


def mentions(text: str, terms: Iterable[str]) -> bool:
    """Whether a caption names the brand: whole words, case and accents of spacing aside (`La Belle` = `#labelle`)."""
    words = re.findall(r"\w+", text.lower())
    spaced, joined = f" {' '.join(words)} ", set(words)
    for term in terms:
        parts = re.findall(r"\w+", term.lower())
        if parts and (f" {' '.join(parts)} " in spaced or "".join(parts) in joined):
            return True
    return False


def brand_terms(reading: Reading) -> list[str]:
    """What counts as a mention: the setting `brand_terms`, else the workspace's name."""
    said = re.split(r"[;,\n]", reading.data.setting("brand_terms") or "")
    return [term.strip() for term in said if term.strip()] or [reading.data.name]


def _read_publication(reading: Reading) -> Frame:
    terms = brand_terms(reading)
    rows = []
    for post in _posts(reading):
        text = " ".join([post["caption"] or "", *(post["hashtags"] or ())])
        known = post["caption"] is not None or bool(post["hashtags"])
        rows.append(
            {
                "post_id": post["post_id"],
                "day": post["day"],
                "posts": 1,
                "mentions_caption": int(mentions(text, terms)) if known else None,
            }
        )
    schema = pa.schema(
        [("post_id", pa.string()), ("day", pa.date32()), ("posts", pa.int64()), ("mentions_caption", pa.int64())]
    )
    frame = reading.within(from_arrow(pa.Table.from_pylist(rows, schema=schema)))
    return with_time(frame, reading.dimensions)


POST_FACT = Fact("post", _KEYS, _read_post)
POST_GAIN_FACT = Fact("post_gain", {**time_keys(), **_KEYS}, _read_gain)
POST_RECENT_FACT = Fact("post_recent", _KEYS, _read_recent)
PUBLICATION_FACT = Fact("publication", {**time_keys(), **_KEYS}, _read_publication)
