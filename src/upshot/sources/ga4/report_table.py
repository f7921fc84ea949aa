"""One table of a GA4 download as days of visits, or the reason why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, Document, ReadContext, Reject
from upshot.sources.cell_columns import CellColumns, as_even_rows, learn_habits
from upshot.sources.ga4.sections import About, Section, folded, ga4_words, known_labels, looks_like_header, sections_of
from upshot.sources.header_words import find_columns, fold
from upshot.sources.parsing import DAY, MONEY, NUMBER, WHOLE, Habits, Parser
from upshot.sources.reading.cells import LINE, column_names
from upshot.sources.refusing import shortened
from upshot.sources.traffic.visit_days import DIMENSIONS, VisitDays, known, source_and_medium
from upshot.vocabulary.tables import VISIT_DAY

_MOST_DAYS = 36_525  # of a report that counts its days: a century
_DAYS = ("day", "day_and_hour", "nth_day")
_COUNTERS = {"sessions": WHOLE, "engaged_sessions": WHOLE, "users": WHOLE, "purchases": WHOLE}
_PARSERS: Mapping[str, Parser] = {"day": DAY, **_COUNTERS, "key_events": NUMBER, "revenue": MONEY}


@dataclass(frozen=True)
class ReportTable:
    """A table that can be read: which header is which, and the day of all its rows where no column tells."""

    section: Section
    columns: Mapping[str, tuple[str, ...]]
    only_day: date | None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of `visit_day` that the table has."""
        names = {*self.columns} | ({"utm_source", "utm_medium"} if "source_medium" in self.columns else set())
        return tuple(name for name in DIMENSIONS if name in names)


def readable_table(document: Document, section: Section, context: ReadContext) -> ReportTable:
    """Check that the rows of a table can be put on days and summed.

    Raises
    ------
    SourceRefused : `ga4_comparison`, the table compares periods or overlapping segments; `ga4_without_sessions`;
        `ga4_dimension_not_additive`, a session stands in several of its rows; `ga4_without_day`
    """
    headers = [header for header in column_names(list(section.header)) if not header.startswith("column ")]
    facts = {"file": document.name, "line": _line_of(section), "title": section.header[0]}
    comparing = [header for header in headers if _compares(header)]
    if comparing:
        raise SourceRefused("ga4_comparison", **facts, columns=comparing)
    columns = find_columns(headers, ga4_words()["columns"], context.header_aliases)
    if "sessions" not in columns:
        raise SourceRefused("ga4_without_sessions", **facts, seen=headers)
    used = {header for found in columns.values() for header in found}
    finer = [header for header in headers if header not in used and _splits_sessions(header, document, section)]
    if finer:
        raise SourceRefused("ga4_dimension_not_additive", **facts, columns=finer)
    return ReportTable(section, columns, _only_day(columns, section, context.period, facts))


def _line_of(section: Section) -> int:
    return section.header_row + 1


def _compares(header: str) -> bool:
    lowered = header.casefold()
    return fold(header) in folded("comparing") or any(mark in lowered for mark in ga4_words()["comparing_marks"])


def _splits_sessions(header: str, document: Document, section: Section) -> bool:
    """Whether an unknown column is a dimension over which sessions cannot be summed: it holds text, not numbers."""
    key = fold(header)
    if key in folded("summed_over") or key in known_labels() - folded("too_long"):
        return False
    if key in folded("too_long"):
        return False  # the missing day is the better reason
    place = column_names(list(section.header)).index(header)
    rows = document.head[section.header_row + 1 : section.header_row + 51]
    cells = [row[place] for row in rows if len(row) > place and row[place]]
    return any(not any(sign.isdigit() for sign in cell) or ":" in cell or "/" in cell for cell in cells)


def _only_day(
    columns: Mapping[str, tuple[str, ...]],
    section: Section,
    period: tuple[date, date] | None,
    facts: Mapping[str, object],
) -> date | None:
    """None where the table has a day of its own; its one day where it, or the user, says that it covers no more."""
    about = section.about
    if period is not None and period[0] == period[1] and about.starts_on is None:
        about = About(*period)
    if "day" in columns or "day_and_hour" in columns:
        return None
    if "nth_day" in columns and about.starts_on is not None:
        return None
    if about.only_day is not None:
        return about.only_day
    span = f"{about.starts_on} – {about.ends_on}" if about.starts_on and about.ends_on else "none"
    raise SourceRefused("ga4_without_day", **facts, span=span, seen=", ".join(section.header))


def read_table(document: Document, table: ReportTable, context: ReadContext) -> Iterator[Batch]:
    """The table's rows summed to days; totals rows are left out, rows that cannot be read are refused.

    A table that begins below the head of the document, some 400 rows down, is named as skipped.
    """
    habits = Habits(zone=context.time_zone, day_first=context.day_first)
    learn_habits(document, table.section.header_row, table.columns, _PARSERS, habits)
    account = context.account_id or table.section.about.report_property or "ga4"
    days = VisitDays(account, table.dimensions, context.currency)
    empty = VISIT_DAY.arrow_schema().empty_table()
    below: list[Reject] = []
    for rows in _rows_of(document, table, below):
        even, refused = as_even_rows(rows, VISIT_DAY)
        if refused is not None:
            yield refused
        cells = CellColumns(even, table.columns, habits)
        columns = _columns(cells, table)
        good = pa.array(~cells.bad)
        days.add({name: column.filter(good) for name, column in columns.items()})
        yield Batch(VISIT_DAY.name, empty, even.num_rows, tuple(cells.rejects), int(cells.bad.sum()))
    yield Batch(VISIT_DAY.name, days.rows(), 0, tuple(below))


def _rows_of(document: Document, table: ReportTable, below: list[Reject]) -> Iterator[pa.Table]:
    """The rows between the header and the next comment line or header, totals left out."""
    for batch in document.text_batches(table.section.header_row):
        rows = pa.Table.from_batches([batch])
        end = _end_of(rows, table)
        rows = rows if end is None else rows.slice(0, end)
        if rows.num_rows:
            yield rows.filter(pa.array(~_is_total(rows, table)))
        if end is not None:
            below += _tables_out_of_reach(batch.slice(end), document)
            return


def _tables_out_of_reach(rows: pa.RecordBatch, document: Document) -> list[Reject]:
    """Headers below the head of the document: their tables have no place in it to be read from."""
    headers = [tuple(filter(None, section.header)) for section in sections_of(document.head)]
    found = []
    for row in rows.to_pylist():
        cells = tuple(cell for name, cell in row.items() if not name.startswith("__") and cell)
        # A header wider than this table was cut, so that its beginning must do.
        is_known = any(header[: len(cells)] == cells for header in headers)
        if cells and not cells[0].startswith("#") and not is_known and looks_like_header(cells):
            found.append(Reject(row[LINE], cells[0], shortened(", ".join(cells)), "ga4_table_too_low"))
    return found


def _end_of(rows: pa.Table, table: ReportTable) -> int | None:
    """Where the next table begins: at a comment line, or at a row that names columns where numbers should stand."""
    ends = pc.starts_with(rows.column(0), "#")
    worded = pc.match_substring_regex(rows.column(table.columns["sessions"][0]), r"\pL{3}")
    short = pc.is_null(rows.column(table.columns["sessions"][0]))
    suspects = pc.or_(pc.fill_null(ends, False), pc.or_(pc.fill_null(worded, False), short))
    for place in np.flatnonzero(suspects.to_numpy()):
        row = [cell for name, cell in rows.slice(int(place), 1).to_pylist()[0].items() if not name.startswith("__")]
        if (row[0] or "").startswith("#") or looks_like_header(row):
            return int(place)
    return None


def _is_total(rows: pa.Table, table: ReportTable) -> np.ndarray:
    """Rows without any dimension, or with `Grand total` for one, sum up the others."""
    dimensions = [
        rows.column(header)
        for name in (*_DAYS, "source_medium", *DIMENSIONS)
        for header in table.columns.get(name, ())[:1]
    ]
    totals = pa.array(
        [spelling for label in ga4_words()["totals"] for spelling in (label, label.lower(), label.upper())]
    )
    silent = [pc.or_(pc.is_null(column), pc.is_in(column, value_set=totals)).to_numpy() for column in dimensions]
    return np.logical_and.reduce(silent) if silent else np.zeros(rows.num_rows, bool)


def _columns(cells: CellColumns, table: ReportTable) -> dict[str, pa.Array]:
    """Day, dimensions and counters of some rows."""
    columns = {"day": _days(cells, table)}
    if cells.has("source_medium"):
        columns["utm_source"], columns["utm_medium"] = source_and_medium(_text(cells, "source_medium"))
    for name in table.dimensions:
        if cells.has(name):
            columns[name] = cells.country(name) if name == "country" else known(_text(cells, name))
    for name in _COUNTERS:
        columns[name] = cells.whole_number(name, required=name == "sessions")
    columns["key_events"], columns["revenue"] = cells.number("key_events"), cells.money("revenue")
    return {name: column for name, column in columns.items() if column is not None}


def _text(cells: CellColumns, name: str) -> pa.Array:
    """The first header's text: of two labels for the same thing only one is a dimension of the row."""
    return cells.column(cells.headers(name)[0])


def _days(cells: CellColumns, table: ReportTable) -> pa.Array:
    """The day of each row."""
    if table.only_day is not None:
        return pa.repeat(pa.scalar(table.only_day, pa.date32()), cells.n_rows)
    if cells.has("day"):
        return cells.day("day", required=True)
    if cells.has("day_and_hour"):
        return cells.day_of_hour("day_and_hour")
    return _nth_days(cells, table)


def _nth_days(cells: CellColumns, table: ReportTable) -> pa.Array:
    """Days counted from the first day of the report, which is day 0."""
    first = pa.scalar(table.section.about.starts_on, pa.date32()).cast(pa.int32())
    place = cells.whole_number("nth_day", required=True)
    assert place is not None
    is_far = pc.fill_null(pc.or_(pc.less(place, 0), pc.greater(place, _MOST_DAYS)), False)
    cells.refuse(is_far, "nth_day", valid="day")
    place = pc.if_else(is_far, 0, place)
    return pc.add(place.cast(pa.int32()), first).cast(pa.date32())
