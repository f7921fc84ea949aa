"""From typed rows, one per reading of a post, to rows of `post_reading`, `post` and `creator_reading`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, ReadContext, Reject
from upshot.sources.checked_rows import CheckedRows
from upshot.sources.creator_posts.reading_time import created_instants
from upshot.sources.fields import as_table
from upshot.sources.nouns import without_contacts
from upshot.sources.reading.cells import LINE
from upshot.sources.refusing import MAX_REJECTS
from upshot.vocabulary.tables import ARROW_TYPE, TABLES, Kind
from upshot.vocabulary.tiktok_links import handle_of, post_id_of

COUNTERS = ("views", "likes", "comments", "shares", "saves", "reach")
SWAPPED_SHARE, SWAPPED_ROWS = 0.05, 3  # so many rows with more likes than views: the columns are not what they say
_INSTANT = ARROW_TYPE[Kind.INSTANT]
_TAG = re.compile(r"#(\w+)")
_WORD = re.compile(r"\w+")
_DAY_S = 86_400


class PostRows:
    """Turns the rows of one file into batches; remembers what it has said of each creator."""

    def __init__(self, file: str, context: ReadContext) -> None:
        self.file = file
        self._context = context
        self._told: dict[tuple[str, date], tuple[object, ...]] = {}  # creator and day → counts
        self._is_first = True

    def batches(self, checked: CheckedRows, notes: tuple[Reject, ...] = ()) -> Iterator[Batch]:
        """The tables of one batch of rows; `notes` go into the report beside its refusals.

        Raises
        ------
        SourceRefused : `likes_above_views`, in more than a chance few of the first rows
        """
        _name_posts(checked)
        read_at = checked.column("read_at", _INSTANT)
        checked.refuse(pc.is_null(read_at), "read_at", "read_at_needed")
        too_early = pc.less(checked.column("read_at"), checked.column("published_at", _INSTANT))
        checked.refuse(too_early, "read_at", "read_at_after_publication")
        warnings = self._likes_above_views(checked)
        readings = as_table(TABLES["post_reading"], checked.rows)
        rejects = (*notes, *checked.sorted_rejects(), *warnings)[:MAX_REJECTS]
        yield Batch("post_reading", readings, checked.rows_read, rejects, checked.rejected)
        yield Batch("post", post_table(checked), 0)
        authors = self._authors(checked)
        if authors.num_rows:
            yield Batch("creator_reading", authors, 0)

    def _likes_above_views(self, checked: CheckedRows) -> tuple[Reject, ...]:
        """Notes on rows with more likes than views: kept as they stand, unless the columns look swapped."""
        views, likes = checked.column("views", pa.int64()), checked.column("likes", pa.int64())
        above = pc.fill_null(pc.greater(likes, views), False)
        n, of = pc.sum(above).as_py() or 0, pc.sum(pc.and_(views.is_valid(), likes.is_valid())).as_py() or 0
        is_first, self._is_first = self._is_first, False
        if is_first and n >= SWAPPED_ROWS and n > SWAPPED_SHARE * of:
            raise SourceRefused("likes_above_views", file=self.file, rows=n, of=of)
        rows = checked.rows.filter(above).slice(0, MAX_REJECTS).select([LINE, "likes", "views"]) if n else None
        found = rows.to_pylist() if rows is not None else []
        return tuple(
            Reject(row[LINE], "likes", f"{row['likes']} > {row['views']}", "likes_within_views_kept") for row in found
        )

    def _authors(self, checked: CheckedRows) -> pa.Table:
        """The creators' own counts, once per creator and day unless they changed."""
        table = TABLES["creator_reading"]
        counts = [checked.column(name, pa.int64()) for name in ("followers", "following", "likes_received", "posts")]
        creators, read_at = checked.column("creator"), checked.column("read_at", _INSTANT)
        seconds = pc.divide(read_at.cast(pa.int64()), 1_000_000)
        days = pc.divide(seconds, _DAY_S).to_pylist()
        kept = []
        columns = [column.to_pylist() for column in counts]
        for place, (creator, day, *values) in enumerate(zip(creators.to_pylist(), days, *columns, strict=True)):
            if creator is None or all(value is None for value in values):
                continue
            if self._told.get((creator, day)) != (said := tuple(values)):
                self._told[creator, day] = said
                kept.append(place)
        chosen = pa.array(kept, pa.int64())
        names = ("followers", "following", "likes", "posts")
        found = {name: column.take(chosen) for name, column in zip(names, counts, strict=True)}
        rows = pa.table({"creator": creators.take(chosen), "read_at": read_at.take(chosen), **found})
        return as_table(table, rows)


def post_table(checked: CheckedRows) -> pa.Table:
    """One row per post of these rows, the last one of each; addresses and numbers in captions are masked."""
    ids = checked.column("post_id").to_pylist()
    last = {post_id: place for place, post_id in enumerate(ids)}
    rows = checked.rows.take(pa.array(sorted(last.values()), pa.int64()))
    if "caption" in rows.column_names or "hashtags" in rows.column_names:
        captions = [None if text is None else without_contacts(text) for text in _texts(rows, "caption")]
        tags = [_hashtags(caption, told) for caption, told in zip(captions, _texts(rows, "hashtags"), strict=True)]
        dropped = [name for name in ("caption", "hashtags") if name in rows.column_names]
        rows = rows.drop_columns(dropped)
        rows = rows.append_column("caption", pa.array(captions, pa.string()))
        rows = rows.append_column("hashtags", pa.array(tags, ARROW_TYPE[Kind.TEXT_LIST]))
    return as_table(TABLES["post"], rows)


def name_posts(checked: CheckedRows) -> None:
    """Give each row a post id, creator and publication; refuse those that name no post."""
    _name_posts(checked)


def _name_posts(checked: CheckedRows) -> None:
    links = checked.column("url")
    if checked.has("url"):
        texts = links.to_pylist()
        linked = pa.array([None if text is None else post_id_of(text) for text in texts], pa.string())
        owners = pa.array([handle_of(text) if text and "@" in text else None for text in texts], pa.string())
        checked.put("creator", pc.coalesce(checked.column("creator"), owners))
        checked.put("url", pc.if_else(pc.match_substring(links, "/"), links, pa.scalar(None, pa.string())))
        checked.put("post_id", pc.coalesce(checked.column("post_id"), linked))
    ids = checked.column("post_id")
    published = pc.coalesce(checked.column("published_at", _INSTANT), created_instants(ids))
    checked.put("published_at", published)
    checked.put("post_id", pc.coalesce(ids, _by_second(checked.column("creator"), published)))
    checked.refuse(pc.is_null(checked.column("post_id")), "post_id", "post_id_or_second")


def _by_second(creators: pa.Array, published: pa.Array) -> pa.Array:
    """`lea@1741097297`: a post whose number nobody tells is named by its creator and the second of its publication.

    A publication at midnight sharp is most likely a day without a time, which names no post.
    """
    seconds = pc.divide(published.cast(pa.int64()), 1_000_000)
    is_day = pc.equal(pc.subtract(seconds, pc.multiply(pc.divide(seconds, _DAY_S), _DAY_S)), 0)
    named = pc.binary_join_element_wise(creators, seconds.cast(pa.string()), "@")
    return pc.if_else(pc.fill_null(is_day, True), pa.scalar(None, pa.string()), named)


def _texts(rows: pa.Table, name: str) -> list[str | None]:
    if name not in rows.column_names:
        return [None] * rows.num_rows
    found: list[str | None] = rows.column(name).to_pylist()
    return found


def _hashtags(caption: str | None, told: str | None) -> list[str] | None:
    """Hashtags of the file's own list (`#a #b`, `['a', 'b']`, `[{"name": "a"}]`, `a;b`), else those of the caption."""
    if told is not None:
        return sorted({tag.casefold() for tag in _told_tags(told)})
    return None if caption is None else sorted({tag.casefold() for tag in _TAG.findall(caption)})


def _told_tags(told: str) -> list[str]:
    if told.startswith("[{"):
        try:
            return [str(tag.get("name") or tag.get("title") or "") for tag in json.loads(told)]
        except (ValueError, AttributeError):
            return []
    return _WORD.findall(told)
