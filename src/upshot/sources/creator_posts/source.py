"""Readings of posts and creators from other tools, whatever their headers: the tolerant door beside `post_metrics`.

A table is taken for post readings when its rows are TikTok posts (an id, a link, or a creator and the second of
publication) with a counter of views, and it is no sheet of ours; for creator readings when it has a handle, followers
and a moment of reading, and no post. The header words stand in `headers.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import SourceRefused
from upshot.sources import parsing
from upshot.sources.base import Batch, Detection, Document, FileSource, ReadContext
from upshot.sources.checked_rows import CheckedRows
from upshot.sources.creator_posts.post_rows import PostRows, name_posts, post_table
from upshot.sources.creator_posts.reading_time import told_instant
from upshot.sources.creator_posts.words import (
    HEAD_ROWS,
    found_columns,
    has_post_ids,
    has_post_seconds,
    is_list_of_posts,
    moment_of,
)
from upshot.sources.fields import Field, TypedRows, as_table, learn_habits, match_headers, read_columns
from upshot.sources.nouns import COUNT_FROM_ZERO, HANDLE, NUMBER_FROM_ZERO, Bounded
from upshot.sources.parsing import Parser
from upshot.vocabulary.tables import ARROW_TYPE, TABLES, Kind

_POST_PARSERS: Mapping[str, Parser] = {
    **dict.fromkeys(("url", "caption", "hashtags", "sound_name"), parsing.TEXT),
    **dict.fromkeys(("post_id", "sound_id"), parsing.ID),
    **dict.fromkeys(("views", "likes", "comments", "shares", "saves", "reach"), COUNT_FROM_ZERO),
    **dict.fromkeys(("followers", "following", "likes_received", "posts"), COUNT_FROM_ZERO),
    **dict.fromkeys(("duration_s", "average_time_watched_s"), NUMBER_FROM_ZERO),
    "creator": HANDLE,
    "published_at": parsing.INSTANT,
    "full_video_watched_rate": Bounded(parsing.RATE, "share", lowest=0, highest=1),
    "is_paid_partnership": parsing.BOOLEAN,
}
_NEEDED = frozenset({"post_id", "creator", "published_at", "views"})  # an unreadable one spoils its row


@dataclass(frozen=True)
class PostReadings:
    """Post readings of any tool; fulfils `sources.base.FileSource`."""

    kind: str = "post_readings"
    label: str = "Post readings from any tool"
    tables: tuple[str, ...] = ("post_reading", "post", "creator_reading")
    signature: tuple[str, ...] = ("post_id", "read_at", "views")

    def detect(self, document: Document) -> Detection:
        """A post's id that looks like one, and a counter; never surer than a source that knows its file."""
        for number, header in enumerate(document.head[:HEAD_ROWS]):
            posts, counters = found_columns("post", header), found_columns("reading", header)
            if "views" not in counters:
                continue
            by_id = has_post_ids(posts, document.head, number)
            if not by_id and not has_post_seconds(posts, document.head, number):
                continue
            moment, _ = moment_of(header)
            named = "a post id" if by_id else "creators and seconds of publication"
            reason = f"{named}, counters" + (f" and {moment}" if moment else ", but no time of reading")
            return Detection(0.7 if moment else 0.6, reason, number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches.

        Raises
        ------
        SourceRefused : `readings_without_time`, `readings_without_post`, `likes_above_views`
        """
        header_row = self.detect(document).header_row
        header = document.head[header_row] if document.head else []
        columns = _columns_of(header)
        if "post_id" not in columns and "url" not in columns and not {"creator", "published_at"} <= columns.keys():
            raise SourceRefused("readings_without_post", file=document.name, seen=_seen(header))
        moment, day = moment_of(header)
        instant, notes = (None, ()) if moment else told_instant(document, header_row, columns, context)
        rows = PostRows(document.name, context)
        for typed in _typed(document, header_row, _post_fields(columns), moment, day, context):
            checked = CheckedRows(typed)
            if instant is not None:
                told = pa.scalar(instant, ARROW_TYPE[Kind.INSTANT])
                checked.put("read_at", pa.repeat(told, checked.rows.num_rows))
            yield from rows.batches(checked, notes)
            notes = ()


@dataclass(frozen=True)
class PostList:
    """Posts without counters: what they are, not what they reached; fulfils `sources.base.FileSource`."""

    kind: str = "post_list"
    label: str = "Posts without counters"
    tables: tuple[str, ...] = ("post",)
    signature: tuple[str, ...] = ("video_id", "handle", "title")

    def detect(self, document: Document) -> Detection:
        """Posts with their creator, and no counter."""
        for number, header in enumerate(document.head[:HEAD_ROWS]):
            posts = found_columns("post", header)
            says = {"creator"} < posts.keys() and not found_columns("reading", header)
            if says and has_post_ids(posts, document.head, number):
                return Detection(0.52, "post ids and creators, no counters", number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches."""
        header_row = self.detect(document).header_row
        header = document.head[header_row] if document.head else []
        columns = found_columns("post", header)
        if "post_id" not in columns and "url" not in columns:
            raise SourceRefused("readings_without_post", file=document.name, seen=_seen(header))
        for typed in _typed(document, header_row, _post_fields(columns), None, None, context):
            checked = CheckedRows(typed)
            name_posts(checked)
            yield Batch("post", post_table(checked), checked.rows_read, checked.sorted_rejects(), checked.rejected)


@dataclass(frozen=True)
class CreatorReadings:
    """Followers of accounts at moments, from any tool; fulfils `sources.base.FileSource`."""

    kind: str = "creator_readings"
    label: str = "Creator readings from any tool"
    tables: tuple[str, ...] = ("creator_reading",)
    signature: tuple[str, ...] = ("creator", "read_at", "followers")

    def detect(self, document: Document) -> Detection:
        """A handle, followers and a moment, and no post beside them."""
        for number, header in enumerate(document.head[:HEAD_ROWS]):
            found = found_columns("creator", header)
            moment, _ = moment_of(header)
            if {"creator", "followers"} <= found.keys() and moment and not is_list_of_posts(document.head, number):
                return Detection(0.65, f"a handle, followers and {moment}", number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches; `SourceRefused` `readings_without_time` when nobody says when."""
        header_row = self.detect(document).header_row
        header = document.head[header_row] if document.head else []
        moment, day = moment_of(header)
        if moment is None:
            raise SourceRefused("readings_without_time", file=document.name, seen=_seen(header))
        fields = [
            Field(name, (cell,), HANDLE if name == "creator" else COUNT_FROM_ZERO, required=name == "creator")
            for name, cell in found_columns("creator", header).items()
        ]
        table = TABLES["creator_reading"]
        for typed in _typed(document, header_row, fields, moment, day, context):
            checked = CheckedRows(typed)
            checked.refuse(pc.is_null(checked.column("read_at")), "read_at", "instant")
            rows = as_table(table, checked.rows)
            yield Batch(table.name, rows, checked.rows_read, checked.sorted_rejects(), checked.rejected)


def _columns_of(header: list[str]) -> dict[str, str]:
    """Our columns of post, counters and account; a header serves the first that claims it."""
    found: dict[str, str] = {}
    for part in ("post", "reading", "author"):
        for ours, cell in found_columns(part, header).items():
            if cell not in found.values():
                found.setdefault(ours, cell)
    return found


def _post_fields(columns: Mapping[str, str]) -> list[Field]:
    return [Field(name, (cell,), _POST_PARSERS[name], keep_row=name not in _NEEDED) for name, cell in columns.items()]


def _seen(header: list[str]) -> list[str]:
    return [cell for cell in header if cell][:30]


def _typed(
    document: Document, header_row: int, fields: list[Field], moment: str | None, day: str | None, context: ReadContext
) -> Iterator[TypedRows]:
    """Typed rows with `read_at`; a day and a time of day in two columns are put together first."""
    extra = [Field("read_at", (moment,), parsing.INSTANT)] if moment else []
    joined: Document = _Joined(document, moment, day) if moment and day else document
    all_fields = [*fields, *extra]
    header_map = match_headers(all_fields, document.head[header_row], context, file=document.name)
    learn_habits(all_fields, joined, header_row, header_map)
    for batch in joined.text_batches(header_row):
        yield read_columns(all_fields, batch, header_map)


class _Joined:
    """A document whose time of day stands beside its day: the two become one moment, under the time's header."""

    def __init__(self, document: Document, moment: str, day: str) -> None:
        self._document = document
        self._moment = moment
        self._day = day
        self.name = document.name
        self.form = document.form
        self.head = document.head
        self.sheet_names = document.sheet_names

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """The rows, the moment joined."""
        for batch in self._document.text_batches(header_row):
            if self._moment not in batch.schema.names or self._day not in batch.schema.names:
                yield batch
                continue
            times, days = batch.column(self._moment), batch.column(self._day)
            is_time = pc.match_substring_regex(times, r"^\d{1,2}:\d{2}(:\d{2})?$")
            joined = pc.if_else(is_time, pc.binary_join_element_wise(days, times, " "), pc.coalesce(times, days))
            place = batch.schema.names.index(self._moment)
            yield batch.set_column(place, self._moment, joined)


SOURCES: tuple[FileSource, ...] = (PostReadings(), PostList(), CreatorReadings())
