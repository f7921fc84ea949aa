"""Readings of posts and creators from other tools, whatever their headers: the tolerant door beside `post_metrics`.

A table is taken for post readings when it has a post's id (or link), at least one counter, and is no sheet of ours;
for creator readings when it has a handle, followers and a moment of reading, and no post. The header words stand in
`readings.yaml`. Averages over posts (lists of top creators) are neither: they belong to no post and to no moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import SourceRefused
from upshot.sources import parsing
from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.fields import Field, TypedRows, as_table, header_key, learn_habits, match_headers, read_columns
from upshot.sources.header_words import load_words
from upshot.sources.parsing.habits import Parser
from upshot.sources.sheets.cells import parsers
from upshot.sources.sheets.checked_rows import CheckedRows
from upshot.sources.sheets.checks import check_post_metrics, resolve_post
from upshot.sources.sheets.rows_of_tables import BUILDERS
from upshot.vocabulary.tables import TABLES
from upshot.vocabulary.tiktok_links import created_at

_HEAD_ROWS = 20
_FAR = datetime(2100, 1, 1, tzinfo=UTC)  # ids of other networks hold no such time
_CREATOR_ONLY = ("followers", "following", "likes", "posts")


@cache
def _words(part: str) -> Mapping[str, tuple[str, ...]]:
    """Their headers by our column, as `header_key`s."""
    words = load_words("upshot.sources.sheets", "readings.yaml")
    return {ours: tuple(map(header_key, theirs)) for ours, theirs in words[part].items()}


@cache
def _moments(part: str) -> tuple[str, ...]:
    return tuple(map(header_key, load_words("upshot.sources.sheets", "readings.yaml")[part]))


def found_columns(part: str, header: list[str]) -> dict[str, str]:
    """Our column → the header cell of the file, the best first, each cell once."""
    by_key = {header_key(cell): cell for cell in reversed(header) if cell.strip()}
    found: dict[str, str] = {}
    for ours, theirs in _words(part).items():
        cell = next((by_key[key] for key in theirs if key in by_key and by_key[key] not in found.values()), None)
        if cell is not None:
            found[ours] = cell
    return found


def _moment(header: list[str]) -> tuple[str | None, str | None]:
    """The header of the moment of reading, and that of the day when it stands apart."""
    by_key = {header_key(cell): cell for cell in header}
    moment = next((by_key[key] for key in _moments("read_at") if key in by_key), None)
    day = next((by_key[key] for key in _moments("read_day") if key in by_key and by_key[key] != moment), None)
    return moment, day


@dataclass(frozen=True)
class PostReadings:
    """Post readings of any tool; fulfils `sources.base.FileSource`."""

    kind: str = "post_readings"
    label: str = "Post readings from any tool"
    tables: tuple[str, ...] = ("post_reading", "post")
    signature: tuple[str, ...] = ("post_id", "read_at", "views")

    def detect(self, document: Document) -> Detection:
        """A post's id that looks like one, and a counter; never surer than a source that knows its file."""
        for number, header in enumerate(document.head[:_HEAD_ROWS]):
            posts, counters = found_columns("post", header), found_columns("reading", header)
            if "views" not in counters or not has_post_ids(posts, document.head, number):
                continue
            moment, _ = _moment(header)
            reason = "a post id, counters" + (f" and {moment}" if moment else ", but no time of reading")
            return Detection(0.7 if moment else 0.6, reason, number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches; `SourceRefused` `readings_without_time` when nobody says when it was read."""
        header_row = self.detect(document).header_row
        header = document.head[header_row] if document.head else []
        moment, day = _moment(header)
        if moment is None and context.period is None:
            raise SourceRefused(
                "readings_without_time", file=document.name, seen=[cell for cell in header if cell][:30]
            )
        columns = {**found_columns("post", header), **found_columns("reading", header)}
        if "post_id" not in columns and "url" not in columns:
            raise SourceRefused(
                "readings_without_post", file=document.name, seen=[cell for cell in header if cell][:30]
            )
        link = "post_id" if "post_id" in columns else "url"
        fields = [
            Field("post_url", (columns[link],), parsing.ID if link == "post_id" else parsing.TEXT, required=True),
            *_fields({name: cell for name, cell in columns.items() if name != link}, _POST_KINDS),
        ]
        for typed in _typed(document, header_row, fields, moment, day, context):
            checked = CheckedRows(typed)
            resolve_post(checked, context)
            check_post_metrics(checked, context)
            for place, (name, rows) in enumerate(BUILDERS["post_metrics"](checked, context)):
                if place == 0:
                    yield Batch(name, rows, checked.rows_read, checked.sorted_rejects(), checked.rejected)
                else:
                    yield Batch(name, rows, 0)


@dataclass(frozen=True)
class CreatorReadings:
    """Followers of accounts at moments, from any tool; fulfils `sources.base.FileSource`."""

    kind: str = "creator_readings"
    label: str = "Creator readings from any tool"
    tables: tuple[str, ...] = ("creator_reading",)
    signature: tuple[str, ...] = ("creator", "read_at", "followers")

    def detect(self, document: Document) -> Detection:
        """A handle, followers and a moment, and no post beside them."""
        for number, header in enumerate(document.head[:_HEAD_ROWS]):
            found = found_columns("creator", header)
            has_post = has_post_ids(found_columns("post", header), document.head, number)
            moment, _ = _moment(header)
            if {"creator", "followers"} <= found.keys() and moment and not has_post:
                return Detection(0.65, f"a handle, followers and {moment}", number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches."""
        header_row = self.detect(document).header_row
        header = document.head[header_row] if document.head else []
        moment, day = _moment(header)
        columns = found_columns("creator", header)
        if moment is None:
            raise SourceRefused(
                "readings_without_time", file=document.name, seen=[cell for cell in header if cell][:30]
            )
        fields = _fields(columns, dict.fromkeys(_CREATOR_ONLY, "count") | {"creator": "handle"}, needed={"creator"})
        table = TABLES["creator_reading"]
        for typed in _typed(document, header_row, fields, moment, day, context):
            checked = CheckedRows(typed)
            checked.refuse(pc.is_null(checked.column("read_at")), "read_at", "instant")
            yield Batch(
                table.name, as_table(table, checked.rows), checked.rows_read, checked.sorted_rejects(), checked.rejected
            )


SOURCES = (PostReadings(), CreatorReadings())

_POST_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("url", "caption", "sound_id", "sound_name"), "text"),
    **dict.fromkeys(("views", "likes", "comments", "shares", "saves", "reach"), "count"),
    "creator": "handle",
    "published_at": "instant",
    "duration_s": "amount",
    "average_time_watched_s": "amount",
    "full_video_watched_rate": "rate",
}


def has_post_ids(posts: Mapping[str, str], head: list[list[str]], header_row: int) -> bool:
    """Whether the column called an id holds numbers as long as TikTok's, or the link column links to TikTok."""
    for column, fits in (
        ("post_id", lambda cell: created_at(cell, now=_FAR) is not None),
        ("url", lambda cell: "tiktok.com/" in cell),
    ):
        if column not in posts:
            continue
        place = head[header_row].index(posts[column])
        cells = [row[place].strip() for row in head[header_row + 1 :] if place < len(row) and row[place].strip()]
        if cells and sum(map(fits, cells)) * 2 >= len(cells):
            return True
    return False


def _fields(
    columns: Mapping[str, str], kinds: Mapping[str, str], needed: frozenset[str] | set[str] = frozenset()
) -> list[Field]:
    known: Mapping[str, Parser] = parsers()
    return [Field(name, (cell,), known[kinds[name]], required=name in needed) for name, cell in columns.items()]


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
