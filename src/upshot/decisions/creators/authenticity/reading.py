"""What a workspace knows of its creators besides one reading per post: counts over time, audiences by country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import narwhals as nw
import numpy as np
import pyarrow as pa

from upshot.decisions.creators.authenticity.judging import Known
from upshot.decisions.creators.authenticity.model import (
    AudienceShares,
    CommentSet,
    FollowerHistory,
    History,
    PostReadings,
)
from upshot.decisions.creators.panel import CreatorPanel
from upshot.measures.data import WorkspaceData


def read_known(data: WorkspaceData, panel: CreatorPanel, *, now: datetime) -> dict[int, Known]:
    """Per place in the panel, what is known besides posts; creators of whom nothing is known are not in it.

    A comment without author cannot be told from a copy of another's and is left out.
    """
    followers = _follower_histories(data, panel, now)
    posts = _post_readings(data, panel, now)
    audiences = _audiences(data, panel, now)
    comments = _comment_sets(data, panel, now)
    found = {}
    for place in sorted({*followers, *posts, *audiences, *comments}):
        history = History(followers.get(place), posts.get(place)) if place in followers or place in posts else None
        found[place] = Known(history, comments.get(place), audiences.get(place))
    return found


def _follower_histories(data: WorkspaceData, panel: CreatorPanel, now: datetime) -> dict[int, FollowerHistory]:
    present = _present(data.rows("creator"))
    columns = ("creator", "read_at", "followers")
    table = _table(data.frame("creator_reading").filter(~nw.col("followers").is_null()), columns, now)
    names = [present.get(name, name) for name in table["creator"].to_pylist()]
    places = np.array([panel.place.get(name, -1) for name in names], dtype=np.int64)
    when, counts = _seconds(table), _numbers(table, "followers")
    order = np.lexsort((when, places))
    return {place: FollowerHistory(when[rows], counts[rows]) for place, rows in _groups(places, order) if len(rows) > 1}


def _post_readings(data: WorkspaceData, panel: CreatorPanel, now: datetime) -> dict[int, PostReadings]:
    """Only posts of the panel that were read twice or more and are not boosted."""
    owner = {
        post: int(place)
        for post, place, boosted in zip(panel.post_id, panel.creator, panel.is_boosted, strict=True)
        if not boosted
    }
    table = _table(data.frame("post_reading"), ("post_id", "read_at", "views", "likes"), now)
    posts = np.array(table["post_id"].to_pylist(), dtype=object)
    places = np.array([owner.get(post, -1) for post in posts], dtype=np.int64)
    _, codes, counts = np.unique(posts.astype(str), return_inverse=True, return_counts=True)
    places[counts[codes] < 2] = -1
    when, views, likes = _seconds(table), _numbers(table, "views"), _numbers(table, "likes")
    order = np.lexsort((when, codes, places))
    return {
        place: PostReadings(tuple(posts[rows].tolist()), when[rows], views[rows], likes[rows])
        for place, rows in _groups(places, order)
    }


def _comment_sets(data: WorkspaceData, panel: CreatorPanel, now: datetime) -> dict[int, CommentSet]:
    owner = dict(zip(panel.post_id, panel.creator.tolist(), strict=True))
    columns = ("post_id", "author_key", "text")
    frame = data.frame("comment")
    until = frame.filter(nw.col("created_at").is_null() | (nw.col("created_at") <= nw.lit(now.astimezone(UTC))))
    rows: dict[int, list[tuple[str, str, str]]] = {}
    for row in until.select(*columns).collect(backend="pyarrow").to_native().to_pylist():
        place = owner.get(row["post_id"], -1)
        if place >= 0 and row["author_key"] and row["text"]:
            rows.setdefault(place, []).append((row["post_id"], row["author_key"], row["text"]))
    return {place: CommentSet(*(tuple(one) for one in zip(*told, strict=True))) for place, told in rows.items()}


def _audiences(data: WorkspaceData, panel: CreatorPanel, now: datetime) -> dict[int, AudienceShares]:
    """The latest reading of each creator's audience by country."""
    columns = ("creator", "read_at", "bucket", "share", "provenance")
    frame = data.frame("audience_reading").filter(nw.col("dimension") == "country")
    latest: dict[int, tuple[datetime, dict[str, float], str]] = {}
    for row in _table(frame, columns, now).to_pylist():
        place = panel.place.get(row["creator"], -1)
        if place < 0 or row["share"] is None:
            continue
        if place not in latest or row["read_at"] > latest[place][0]:
            latest[place] = (row["read_at"], {}, row["provenance"] or "")
        if row["read_at"] == latest[place][0]:
            latest[place][1][row["bucket"]] = row["share"]
    return {place: AudienceShares(shares, provenance) for place, (_, shares, provenance) in latest.items()}


def _table(frame: nw.LazyFrame[pa.Table], columns: tuple[str, ...], now: datetime) -> pa.Table:
    until = frame.filter(nw.col("read_at") <= nw.lit(now.astimezone(UTC)))
    return until.select(*columns).collect(backend="pyarrow").to_native()


def _groups(places: np.ndarray, order: np.ndarray) -> Iterable[tuple[int, np.ndarray]]:
    ranked = places[order]
    cuts = np.flatnonzero(np.diff(ranked)) + 1
    for rows in np.split(order, cuts):
        if len(rows) and places[rows[0]] >= 0:
            yield int(places[rows[0]]), rows


def _seconds(table: pa.Table) -> np.ndarray:
    return np.array([one.timestamp() for one in table["read_at"].to_pylist()], dtype=np.float64)


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    return np.array([np.nan if one is None else float(one) for one in table[name].to_pylist()], dtype=np.float64)


def _present(rows: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Former handle → present handle, as the creators sheet tells."""
    out: dict[str, str] = {}
    for row in rows:
        former = row.get("former_handles")
        for name in former if isinstance(former, (list, tuple)) else ():
            out[str(name)] = str(row["creator"])
    return out
