"""Read one of Upshot's own sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.checked_rows import CheckedRows
from upshot.sources.fields import Field, HeaderMap, learn_habits, match_headers, read_columns
from upshot.sources.parsing import TEXT
from upshot.sources.reading.cells import LINE, RAGGED
from upshot.sources.sheets.cells import parsers
from upshot.sources.sheets.checks import CHECKS
from upshot.sources.sheets.rows_of_tables import BUILDERS, EXTRA, Rows, keep_notes
from upshot.sources.sheets.spec import Sheet
from upshot.vocabulary.tables import TABLES

# A row that begins so is ours, left over from the empty sheet, and no data.
MARKS = {
    "help": {"en": "[help]", "fr": "[aide]"},
    "example": {"en": "[example]", "fr": "[exemple]"},
}
_ALL_MARKS = tuple(mark for marks in MARKS.values() for mark in marks.values())
# Columns of our tables that the empty sheet leaves out, read where somebody adds them.
_ALSO_READ: Mapping[str, Mapping[str, str]] = {
    "post_metrics": {
        "content_type": "text",
        "sound_licence": "text",
        "views_paid": "count",
        "views_organic": "count",
    }
}


def read_sheet(sheet: Sheet, document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield the batches of a sheet, batch of text by batch of text.

    The first table of each batch counts its rows and carries the refusals.

    Raises
    ------
    InvalidInput : `columns_missing`
    """
    header_map = match_headers(_fields(sheet), document.head[header_row], context, file=document.name)
    if header_map.habits.day_first is None:
        header_map.habits.day_first = True  # the sheets say dd/mm/yyyy
    cleaned = _Cleaned(document, sheet, header_map)
    fields = [*_fields(sheet), *_extra_fields(header_map)]
    full_map = HeaderMap(
        header_map.file,
        {**header_map.columns, **{field.column: field.headers[0] for field in _extra_fields(header_map)}},
        habits=header_map.habits,
    )
    learn_habits(fields, cleaned, header_row, full_map)
    seen_keys: set[tuple[object, ...]] = set()
    for batch in cleaned.text_batches(header_row):
        checked = CheckedRows(read_columns(fields, batch, full_map))
        for check in CHECKS[sheet.name]:
            check(checked, context)
        keep_notes(checked)
        _fill_currency(checked, context)
        _refuse_repeats(sheet, checked, seen_keys)
        yield from _batches(BUILDERS[sheet.name](checked, context), checked)


def _batches(tables: list[Rows], checked: CheckedRows) -> Iterator[Batch]:
    for place, (name, rows) in enumerate(tables):
        if place == 0:
            yield Batch(name, rows, checked.rows_read, checked.sorted_rejects(), checked.rejected)
        else:
            yield Batch(name, rows, rows_read=0)


def _fields(sheet: Sheet) -> tuple[Field, ...]:
    """The sheet's columns as fields."""
    known = parsers()
    fields = [Field(c.name, (c.name,), known[c.kind], required=c.required) for c in sheet.columns]
    if "notes" not in sheet.column_names:
        fields.append(Field("notes", ("notes",), TEXT))
    more = _ALSO_READ.get(sheet.name, {})
    return (*fields, *(Field(name, (name,), known[kind]) for name, kind in more.items()))


def _extra_fields(header_map: HeaderMap) -> list[Field]:
    return [Field(EXTRA + header, (header,), TEXT) for header in header_map.unknown]


def _fill_currency(checked: CheckedRows, context: ReadContext) -> None:
    if context.currency is not None:
        checked.put("currency", pc.fill_null(checked.column("currency"), context.currency))


def _refuse_repeats(sheet: Sheet, checked: CheckedRows, seen: set[tuple[object, ...]]) -> None:
    """Refuse a row whose key came before: of two fees for the same collaboration nobody can tell which is meant."""
    tables = [table for table in TABLES_OF[sheet.name] if table != "creator_reading"]
    if sheet.name == "post_metrics":
        return  # the same post is read many times; a repeated reading is the same reading
    names = [name for name in TABLES[tables[0]].key if name in checked.rows.column_names]
    repeated = []
    for key in zip(*(checked.column(name).to_pylist() for name in names), strict=True):
        repeated.append(key in seen)
        seen.add(key)
    checked.refuse(pa.array(repeated, pa.bool_()), sheet.columns[0].name, "row_once")


TABLES_OF: Mapping[str, tuple[str, ...]] = {
    "creators": ("creator", "creator_reading"),
    "collaborations": ("collaboration",),
    "campaigns": ("campaign",),
    "post_metrics": ("post_reading", "post"),
    "spark_ads": ("spark_ad",),
    "marketing": ("marketing_day",),
    "calendar": ("calendar",),
    "survey": ("survey_answer",),
    "lift_tests": ("lift_test",),
    "creator_figures": ("creator_figure",),
    "audience": ("audience_reading",),
    "comments": ("comment",),
    "quotes": ("quote",),
    "settings": ("setting",),
}


class _Cleaned:
    """The document without the help and example lines of the empty sheet, and without empty lines."""

    def __init__(self, document: Document, sheet: Sheet, header_map: HeaderMap) -> None:
        self._document = document
        self._helps = {
            header_map.columns[column.name]: {*column.help.values()}
            for column in sheet.columns
            if column.name in header_map
        }
        self.name = document.name
        self.form = document.form
        self.head = document.head
        self.sheet_names = document.sheet_names

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """The rows of data."""
        for batch in self._document.text_batches(header_row):
            names = [name for name in batch.schema.names if not name.startswith("__")]
            columns = {name: _without_guard(batch.column(name)) for name in names}
            guarded = {name: batch.column(name) for name in (LINE, RAGGED)}
            plain = pa.RecordBatch.from_pydict({**columns, **guarded})
            keep = pc.invert(pc.or_(self._is_ours(plain, names), _is_empty(plain, names)))
            yield plain.filter(keep)

    def _is_ours(self, batch: pa.RecordBatch, names: list[str]) -> pa.Array:
        """Rows that begin with a mark, or in which every filled cell is the help of its column."""
        ours = pa.array([False] * batch.num_rows, pa.bool_())
        all_help = pa.array([True] * batch.num_rows, pa.bool_())
        for name in names:
            cells = batch.column(name)
            for mark in _ALL_MARKS:
                ours = pc.or_(ours, pc.fill_null(pc.starts_with(cells, mark), False))
            helps = pa.array(sorted(self._helps.get(name, ())), pa.string())
            all_help = pc.and_(all_help, pc.or_(pc.is_null(cells), pc.is_in(cells, value_set=helps)))
        return pc.or_(ours, all_help)


def _is_empty(batch: pa.RecordBatch, names: list[str]) -> pa.Array:
    empty = pa.array([True] * batch.num_rows, pa.bool_())
    for name in names:
        empty = pc.and_(empty, pc.is_null(batch.column(name)))
    return empty


def _without_guard(cells: pa.Array) -> pa.Array:
    """Without the apostrophe that keeps a spreadsheet from evaluating a cell (`'@lea`, `'=1+1`)."""
    return pc.replace_substring_regex(cells, r"^'([=+\-@\t\r])", r"\1")
