"""Which days each row of a report covers."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import InvalidInput
from upshot.sources.base import ReadContext, Reject
from upshot.sources.reading.cells import LINE
from upshot.sources.tiktok_ads.periods import Span, cell_span, file_span
from upshot.sources.tiktok_ads.words import Words

_DAY = pa.date32()


def check_dated(words: Words, context: ReadContext, file: str) -> None:
    """Raise InvalidInput `period_missing` when neither report nor user nor file name says which days are meant."""
    if not words.has("day", "week", "month") and file_span(file, context) is None:
        raise InvalidInput("period_missing", file=file)


def with_days(rows: pa.Table, words: Words, context: ReadContext, file: str) -> tuple[pa.Table, list[Reject]]:
    """The rows with `starts_on` and `ends_on`; those without a day and without a period as rejects.

    A record of a whole life among daily ones takes the user's period; a report by day never does.
    """
    starts, ends = _cell_days(rows, words)
    span = file_span(file, context) if words.is_records or not words.has("day", "week", "month") else None
    if span:
        starts, ends = (pc.fill_null(column, day) for column, day in zip((starts, ends), span, strict=True))
    dated = rows.append_column("starts_on", starts).append_column("ends_on", ends)
    missing = dated.filter(pc.is_null(starts))
    header = next((words.headers.columns[name] for name in ("day", "week", "month") if words.has(name)), "")
    rejects = [Reject(line, header, "", "day_or_period") for line in missing.column(LINE).to_pylist()]
    return (dated.filter(pc.is_valid(starts)) if rejects else dated), rejects


def _cell_days(rows: pa.Table, words: Words) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    if words.has("day"):
        return rows.column("day"), rows.column("day")
    for name in ("week", "month"):
        if words.has(name):
            return _span_days(rows.column(name), is_week=name == "week")
    nothing = pa.chunked_array([pa.nulls(rows.num_rows, _DAY)])
    return nothing, nothing


def _span_days(cells: pa.ChunkedArray, *, is_week: bool) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    encoded = pc.dictionary_encode(cells).combine_chunks()
    spans: list[Span | None] = [cell_span(text, is_week=is_week) for text in encoded.dictionary.to_pylist()]
    starts: list[date | None] = [span[0] if span else None for span in spans]
    ends: list[date | None] = [span[1] if span else None for span in spans]
    return tuple(pa.chunked_array([pa.array(days, _DAY).take(encoded.indices)]) for days in (starts, ends))
