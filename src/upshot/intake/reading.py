"""Read one table of a file to the end: facts into the staging folder, records into memory, rejects counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from upshot.intake.report import KEPT_REJECTS
from upshot.sources.base import Batch, Document, FileSource, ReadContext, Reject
from upshot.sources.reading.ahead import ahead
from upshot.vocabulary.tables import TABLES, Home
from upshot.warehouse.staging import Staging

_TELL_EVERY = 100_000


@dataclass
class Reading:
    """What a table of a file came to."""

    rows_read: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)  # the first 200
    records: list[Batch] = field(default_factory=list)
    period: tuple[date, date] | None = None


def read_document(
    source: FileSource,
    document: Document,
    context: ReadContext,
    *,
    staging: Staging,
    default_account: str,
    on_rows: Callable[[int], None],
) -> Reading:
    """Let `source` read `document`; memory stays bounded by one batch and the record sheets."""
    reading, told = Reading(), 0
    for batch in ahead(source.read(document, context)):
        reading.rows_read += batch.rows_read
        reading.rejected += batch.rejected  # a reject may also be a warning: its row is kept
        reading.rejects += batch.rejects[: KEPT_REJECTS - len(reading.rejects)]
        if batch.rows.num_rows:
            _take(_with_account(batch, default_account), reading, staging, ZoneInfo(context.time_zone))
        if reading.rows_read - told >= _TELL_EVERY:
            told = reading.rows_read
            on_rows(told)
    return reading


def _take(batch: Batch, reading: Reading, staging: Staging, zone: ZoneInfo) -> None:
    table = TABLES[batch.table]
    if table.home is Home.RECORDS:
        reading.records.append(batch)
        return
    staging.add(batch)
    if table.moment_column is not None and table.moment_column in batch.rows.column_names:
        reading.period = _widened(reading.period, batch.rows.column(table.moment_column), zone)


def _with_account(batch: Batch, default_account: str) -> Batch:
    """Two accounts of one kind are told apart by `--account`; where nobody says, the kind itself is the account."""
    names = TABLES[batch.table].column_names
    if "account_id" not in names:
        return batch
    rows = batch.rows
    if "account_id" not in rows.column_names:
        accounts = pa.array([default_account] * rows.num_rows, pa.string())
        return replace(batch, rows=rows.append_column("account_id", accounts))
    at, given = rows.column_names.index("account_id"), rows.column("account_id")
    if not given.null_count:
        return batch
    return replace(
        batch, rows=rows.set_column(at, "account_id", pc.fill_null(given.cast(pa.string()), default_account))
    )


def _widened(period: tuple[date, date] | None, times: pa.ChunkedArray, zone: ZoneInfo) -> tuple[date, date] | None:
    bounds = pc.min_max(times).as_py()
    if bounds["min"] is None:
        return period
    first, last = (_day(bounds[name], zone) for name in ("min", "max"))
    return (first, last) if period is None else (min(first, period[0]), max(last, period[1]))


def _day(value: date | datetime, zone: ZoneInfo) -> date:
    """The day as people of that zone count it."""
    return value.astimezone(zone).date() if isinstance(value, datetime) else value
