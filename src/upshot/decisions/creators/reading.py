"""From a workspace to the columns that every part of this room reads: `read_panel`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa

from upshot.decisions.creators.panel import COUNTERS, Array, Codes, CreatorPanel, CreatorRow, Flags
from upshot.decisions.posts import PostBook, PostColumns, read_post_columns
from upshot.measures.data import WorkspaceData

DAY_S = 86_400.0
NEAR_DAYS = 90.0  # a count of followers speaks for posts published this near to it


def read_panel(data: WorkspaceData, *, now: datetime) -> CreatorPanel:
    """Read every creator that anybody named, and their posts with one organic reading each.

    A creator is known by a sheet, a collaboration, a post, a reading, or a list that tells TikTok figures of them.
    Readings under a former handle (`former_handles` of the `creators` sheet) count for the present one. Readings later
    than `now` do not exist yet. Posts whose owner nobody told are left out. A post that one file tells without its
    number and another with it is one post, the numbered one.

    Returns
    -------
    CreatorPanel; `is_sponsored` is 1 where the paid-partnership flag was on or a collaboration lists the post, 0 where
    the flag was off, NaN where nobody said. Followers of a creator: the latest reading, else the latest count of
    somebody's list, else the `creators` sheet, with the date where it is known.
    """
    records = {row["creator"]: row for row in data.rows("creator")}
    present = _present_handles(records.values())
    columns = read_post_columns(data, now=now)
    readings = _Followers.read(data, now, present)
    told = _told_by_lists(data, now, present)
    named = [present.get(name, name) for name in _named(data, records, columns.book)]
    handles = sorted({*named, *readings.handles, *told})
    place = {handle: number for number, handle in enumerate(handles)}
    owners = np.array([place.get(present.get(name, name), -1) for name in columns.creator], dtype=np.int64)
    order = np.lexsort((_nan_last(columns.published), owners))
    order = order[(owners >= 0)[order] & ~_told_twice(columns, owners)[order]]
    rows = tuple(_row(handle, records.get(handle, {}), told.get(handle, {}), readings) for handle in handles)
    return _arranged(columns, order, owners[order], rows, readings.nearest(place, owners[order], columns, order))


def read_figures(data: WorkspaceData, *, creators: Iterable[str], now: datetime) -> dict[str, list[dict[str, Any]]]:
    """What others say of `creators`, by present handle: rows of `creator_figure`, oldest first, undated ones before.

    Figures of the future are left out. Figures of all platforms are here; each row names its own.
    """
    asked, present = set(creators), _present_handles(data.rows("creator"))
    names = [*asked, *(former for former, name in present.items() if name in asked)]
    rows = data.frame("creator_figure").filter(nw.col("creator").is_in(names)).collect().to_arrow().to_pylist()
    known = [row for row in rows if row["read_on"] is None or row["read_on"] <= now.date()]
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(known, key=lambda row: (row["read_on"] or date.min, *map(str, row.values()))):
        found.setdefault(present.get(row["creator"], row["creator"]), []).append(row)
    return found


def _arranged(
    columns: PostColumns, order: Codes, owners: Codes, rows: tuple[CreatorRow, ...], followers: Array
) -> CreatorPanel:
    """The posts in `order`, which is by creator and publication."""
    book = columns.book
    places = [book.place[columns.post_id[n]] for n in order]
    return CreatorPanel(
        creators=rows,
        creator=owners,
        post_id=tuple(columns.post_id[n] for n in order),
        published=columns.published[order],
        read_at=columns.read_at[order],
        duration_s=columns.duration_s[order],
        counters={name: columns.counters[name][order] for name in COUNTERS},
        followers=followers,
        is_boosted=columns.is_boosted[order],
        is_sponsored=_sponsored(book)[places],
        caption=tuple(book.caption[n] for n in places),
    )


def _sponsored(book: PostBook) -> Array:
    """(n_posts of the book,) 1, 0 or NaN."""
    flag = np.array([np.nan if said is None else float(said) for said in book.is_paid_partnership], dtype=np.float64)
    return np.where(book.is_listed, 1.0, flag)


def _present_handles(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Former handle → present one; a handle that somebody bears today is nobody's former one."""
    rows = list(records)
    bearers = {row["creator"] for row in rows}
    return {
        former: row["creator"] for row in rows for former in row.get("former_handles") or () if former not in bearers
    }


def _named(data: WorkspaceData, records: Mapping[str, Any], book: PostBook) -> set[str]:
    """Handles of sheets, collaborations and posts."""
    deals = {row["creator"] for table in ("collaboration", "quote") for row in data.rows(table)}
    return {name for name in (*records, *deals, *book.creator) if name}


def _row(handle: str, record: Mapping[str, Any], told: Mapping[str, Any], readings: _Followers) -> CreatorRow:
    followers, read_at = readings.latest.get(handle) or told.get("followers") or (record.get("followers"), None)
    return CreatorRow(
        creator=handle,
        followers=followers,
        followers_read_at=read_at,
        country=record.get("country") or told.get("country"),
        language=record.get("language"),
        category=record.get("category") or told.get("category"),
    )


def _told_by_lists(data: WorkspaceData, now: datetime, present: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """By creator, what lists of TikTok creators say: followers with their instant, country, category; the latest."""
    frame = data.frame("creator_figure").filter(
        nw.col("platform") == "tiktok", nw.col("metric").is_in(["followers", "country", "category"])
    )
    wanted = ("creator", "metric", "value", "said", "read_on")
    table = frame.select(*wanted, "provenance").collect().to_arrow()
    rows = [row for row in table.to_pylist() if row["read_on"] is None or row["read_on"] <= now.date()]
    rows.sort(key=lambda row: (row["read_on"] is not None, row["read_on"] or now.date(), row["provenance"] or ""))
    found: dict[str, dict[str, Any]] = {}
    for row in rows:  # the last one wins
        of_creator = found.setdefault(present.get(row["creator"], row["creator"]), {})
        if row["metric"] != "followers":
            of_creator[row["metric"]] = row["said"]
        elif row["value"] is not None:
            day = row["read_on"]
            instant = None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
            of_creator["followers"] = (round(row["value"]), instant)
    return found


class _Followers:
    """Counts of followers, sorted by handle and instant.

    Attributes
    ----------
    handles : the creators with a reading, sorted
    code, at, count : (n_readings,) place in `handles`, epoch seconds, followers
    """

    def __init__(self, handles: list[str], code: Codes, at: Array, count: Array) -> None:
        self.handles = handles
        order = np.lexsort((at, code))
        self.code, self.at, self.count = code[order], at[order], count[order]

    @classmethod
    def read(cls, data: WorkspaceData, now: datetime, present: Mapping[str, str]) -> _Followers:
        """Every count up to `now`, under present handles."""
        frame = data.frame("creator_reading").select("creator", "read_at", "followers")
        table = frame.filter(~nw.col("followers").is_null(), nw.col("read_at") <= now).collect().to_arrow()
        coded = table["creator"].combine_chunks().dictionary_encode()
        names = [present.get(name, name) for name in coded.dictionary.to_pylist()]
        handles, codes = np.unique(np.array(names, dtype=object), return_inverse=True)
        code = codes.astype(np.int64)[coded.indices.to_numpy()] if names else np.zeros(0, dtype=np.int64)
        at = table["read_at"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() / 1e6
        return cls(handles.tolist(), code, at, table["followers"].cast(pa.float64()).to_numpy())

    @cached_property
    def latest(self) -> dict[str, tuple[int, datetime]]:
        """By handle, the last count and its instant."""
        last = np.searchsorted(self.code, np.arange(len(self.handles)), side="right") - 1
        return {
            handle: (int(self.count[n]), datetime.fromtimestamp(float(self.at[n]), UTC))
            for handle, n in zip(self.handles, last, strict=True)
        }

    def nearest(self, place: Mapping[str, int], owners: Codes, columns: PostColumns, order: Codes) -> Array:
        """(n_posts,) the owner's count nearest to each publication; NaN when none is near enough."""
        published = columns.published[order]
        found = np.full(len(order), np.nan)
        if not len(self.at) or not len(order):
            return found
        of_place = np.full(len(place), -1, dtype=np.int64)
        of_place[[place[handle] for handle in self.handles]] = np.arange(len(self.handles))
        code = of_place[owners]
        known = (code >= 0) & np.isfinite(published)
        start = min(float(self.at.min()), float(np.nanmin(published[known], initial=np.inf)))
        span = max(float(self.at.max()), float(np.nanmax(published[known], initial=-np.inf))) - start + 1.0
        key = self.code * span + (self.at - start)  # one sorted key for handle and instant
        asked = code[known] * span + (published[known] - start)
        after = np.searchsorted(key, asked)
        best, gap = np.full(len(asked), np.nan), np.full(len(asked), NEAR_DAYS * DAY_S)
        for side in (after - 1, after):
            inside = np.clip(side, 0, len(key) - 1)
            distance = np.abs(self.at[inside] - published[known])
            is_better = (side == inside) & (self.code[inside] == code[known]) & (distance <= gap)
            best, gap = np.where(is_better, self.count[inside], best), np.where(is_better, distance, gap)
        found[known] = best
        return found


def _told_twice(columns: PostColumns, owners: Codes) -> Flags:
    """(n_posts,) posts without a number (`lea@1741097297`) that another file tells with their number."""
    is_unnumbered = np.array(["@" in post_id for post_id in columns.post_id], dtype=bool)
    if not is_unnumbered.any():
        return is_unnumbered
    seconds = np.nan_to_num(columns.published, nan=-1.0).astype(np.int64)
    key = owners * 2**36 + seconds
    return is_unnumbered & np.isin(key, key[~is_unnumbered])


def _nan_last(published: Array) -> Array:
    return np.where(np.isfinite(published), published, np.inf)
