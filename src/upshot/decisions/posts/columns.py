"""The posts as columns: organic counters of one reading each, boosted views kept out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from upshot.decisions.posts.book import PostBook, read_posts
from upshot.decisions.posts.paid import PaidResults, read_paid_results
from upshot.decisions.posts.split import SPLITS, OrganicSplit
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import zone_of

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

DAY_S = 86_400.0
COUNTERS = ("views", "likes", "comments", "shares", "saves")
OWNER_ONLY = ("average_time_watched_s", "full_video_watched_rate")


@dataclass(frozen=True)
class PostColumns:
    """One row per post with a reading; (n_posts,) each, NaN = not supplied.

    `counters` are organic: see `split` (codes into `SPLITS`) for how. `book` holds every post; those without a reading
    are in `unread`.
    """

    post_id: tuple[str, ...]
    creator: tuple[str, ...]
    content_type: tuple[str | None, ...]
    published: Array  # epoch seconds
    read_at: Array
    duration_s: Array
    counters: dict[str, Array]
    split: Codes
    is_boosted: NDArray[np.bool_]
    book: PostBook
    unread: tuple[str, ...]
    paid: PaidResults

    @property
    def age_days(self) -> Array:
        """(n_posts,) age at the reading; NaN where nobody said when the post was published."""
        return (self.read_at - self.published) / DAY_S


def read_post_columns(data: WorkspaceData, *, now: datetime) -> PostColumns:
    """Read every post and the one reading that shows it organically.

    A post that ads ran on is shown by its last reading before the first paid day. Without one, by the official split
    of its views, or by subtracting what the ad report counted up to the reading; watch time cannot be split and is
    left out then.
    """
    book, zone = read_posts(data, now=now), zone_of(data, "ad_time_zone")
    paid = read_paid_results(data, until=now)
    starts = {key: datetime.combine(day, time(), zone).timestamp() for key, day in paid.first_day.items()}
    table = _readings(data, now, book, starts)
    post_ids = table["post_id"].to_pylist()
    places = [book.place[post_id] for post_id in post_ids]
    read_at, published = _seconds(table["read_at"]), book.published[places]
    counters, split = _organic(table, read_at, paid, starts, zone)
    seen = set(post_ids)
    return PostColumns(
        post_id=tuple(post_ids),
        creator=tuple(book.creator[n] or "" for n in places),
        content_type=tuple(book.content_type[n] for n in places),
        published=published,
        read_at=read_at,
        duration_s=book.duration_s[places],
        counters=counters,
        split=split,
        is_boosted=np.array([post_id in starts for post_id in post_ids], dtype=bool),
        book=book,
        unread=tuple(post_id for post_id in book.post_id if post_id not in seen),
        paid=paid,
    )


def _readings(data: WorkspaceData, now: datetime, book: PostBook, starts: Mapping[str, float]) -> pa.Table:
    """One reading per post: the latest, or for boosted posts the latest before the boost where there is one."""
    columns = ["post_id", "read_at", *COUNTERS, *OWNER_ONLY, "views_organic"]
    frame = data.frame("post_reading").select(columns).filter(~nw.col("views").is_null(), nw.col("read_at") <= now)
    latest = frame.filter(nw.col("read_at") == nw.col("read_at").max().over("post_id")).collect().to_arrow()
    boosted = [post_id for post_id in starts if post_id in book.place]
    if boosted:
        own = frame.filter(nw.col("post_id").is_in(boosted)).collect().to_arrow()
        begins = np.array([starts[post_id] for post_id in own["post_id"].to_pylist()])
        own = own.filter(pa.array(_seconds(own["read_at"]) < begins)).sort_by("read_at")
        shown = {post_id: place for place, post_id in enumerate(own["post_id"].to_pylist())}  # the last one wins
        kept = ~np.isin(np.array(latest["post_id"].to_pylist(), dtype=object), list(shown))
        before = own.take(pa.array(sorted(shown.values()), type=pa.int64()))
        latest = pa.concat_tables([latest.filter(pa.array(kept)), before])
    known = pa.array([post_id in book.place for post_id in latest["post_id"].to_pylist()], type=pa.bool_())
    return latest.filter(known).sort_by("post_id")


def _organic(
    table: pa.Table, read_at: Array, paid: PaidResults, starts: Mapping[str, float], zone: ZoneInfo
) -> tuple[dict[str, Array], Codes]:
    """Organic counters and how they were told from bought ones."""
    counters = {name: _floats(table[name]) for name in (*COUNTERS, *OWNER_ONLY)}
    official = _floats(table["views_organic"])
    split = np.zeros(len(read_at), dtype=np.int64)
    for place, post_id in enumerate(table["post_id"].to_pylist()):
        if post_id not in starts:
            continue
        if read_at[place] < starts[post_id]:
            split[place] = SPLITS.index(OrganicSplit.BEFORE_BOOST)
            continue
        day = datetime.fromtimestamp(read_at[place], zone).date()
        _take_out(counters, place, official[place], paid.until(post_id, day))
        is_official = np.isfinite(official[place])
        split[place] = SPLITS.index(OrganicSplit.OFFICIAL if is_official else OrganicSplit.SUBTRACTED)
    return counters, split


def _take_out(counters: dict[str, Array], place: int, official: float, bought: Mapping[str, float]) -> None:
    """Subtract what the ads brought, in place; what cannot be split becomes unknown."""
    counters["views"][place] = official if np.isfinite(official) else counters["views"][place] - bought["views"]
    for name in ("likes", "comments", "shares"):
        counters[name][place] -= bought[name]
    for name in ("views", "likes", "comments", "shares"):  # NaN stays NaN
        counters[name][place] = np.maximum(counters[name][place], 0.0)
    for name in ("saves", *OWNER_ONLY):
        counters[name][place] = np.nan


def _seconds(column: pa.ChunkedArray) -> Array:
    seconds: Array = column.cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() / 1e6
    return seconds


def _floats(column: pa.ChunkedArray) -> Array:
    return np.array(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
