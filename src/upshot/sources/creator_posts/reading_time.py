"""When a file's counters were read, where no column says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import SourceRefused
from upshot.sources import parsing
from upshot.sources.base import Document, ReadContext, Reject
from upshot.sources.parsing import Habits
from upshot.vocabulary.tables import ARROW_TYPE, Kind

LEAST_POSTS = 100
LATEST = 10  # this many posts …
LATEST_DAYS = 7  # … published within so many days: creators were still posting when the file was made


def told_instant(
    document: Document, header_row: int, columns: Mapping[str, str], context: ReadContext
) -> tuple[datetime, tuple[Reject, ...]]:
    """The instant of reading for all rows: the end of the user's period, else the minute after the latest post.

    That minute is a lower bound: the file cannot have been made before its latest post. It is taken only where
    the latest posts follow each other closely, so that the bound is near; it comes with a note for the report.

    Parameters
    ----------
    columns : our column → header of the file; `published_at` or `post_id` tells when a post was published

    Raises
    ------
    SourceRefused : `readings_without_time`, nobody says it and the posts do not show it
    """
    if context.period is not None:
        return datetime.combine(context.period[1], time(), UTC), ()
    latest = _latest_seconds(document, header_row, columns, context)
    if len(latest) < LATEST or latest[-1] - latest[0] > LATEST_DAYS * 86_400:
        seen = [cell for cell in document.head[header_row] if cell][:30]
        raise SourceRefused("readings_without_time", file=document.name, seen=seen)
    last = datetime.fromtimestamp(float(latest[-1]), UTC)
    minute = last.replace(second=0) + timedelta(minutes=1)
    note = Reject(header_row + 1, "read_at", f"{minute:%Y-%m-%d %H:%M} UTC", "read_at_assumed")
    return minute, (note,)


def _latest_seconds(
    document: Document, header_row: int, columns: Mapping[str, str], context: ReadContext
) -> np.ndarray:
    """The instants of the latest posts, ascending, one per post; empty where there are too few posts to tell."""
    found, seen = np.zeros(0, np.int64), 0
    for batch in document.text_batches(header_row):
        seconds = _published_seconds(batch, columns, context)
        seconds = seconds[seconds <= context.now.timestamp()]
        seen += len(seconds)
        found = np.unique(np.concatenate([found, seconds]))[-LATEST:]
    return found if seen >= LEAST_POSTS else np.zeros(0, np.int64)


def _published_seconds(batch: pa.RecordBatch, columns: Mapping[str, str], context: ReadContext) -> np.ndarray:
    habits = Habits(zone=context.time_zone, day_first=context.day_first)
    for column in ("published_at", "post_id"):
        header = columns.get(column)
        if header is None or header not in batch.schema.names:
            continue
        cells = batch.column(header)
        values = (
            parsing.INSTANT.parse(cells, habits, header).values if column == "published_at" else created_instants(cells)
        )
        micros = pc.drop_null(values).cast(pa.int64()).to_numpy()
        if len(micros):
            return np.asarray(micros // 1_000_000)
    return np.zeros(0, np.int64)


def created_instants(post_ids: pa.Array) -> pa.Array:
    """The instants inside post ids (the upper 32 bits are seconds), null where a text is no such id."""
    is_id = pc.fill_null(pc.match_substring_regex(post_ids, r"^\d{15,19}$"), False)
    numbers = pc.if_else(is_id, post_ids, pa.scalar(None, pa.string())).cast(pa.int64())
    seconds = pc.shift_right(numbers, pa.scalar(32, pa.int64()))
    first = int(datetime(2014, 8, 1, tzinfo=UTC).timestamp())  # Musical.ly opened
    seconds = pc.if_else(pc.greater_equal(seconds, first), seconds, pa.scalar(None, pa.int64()))
    return pc.multiply(seconds, 1_000_000).cast(ARROW_TYPE[Kind.INSTANT])
