"""Editing what the sheets hold: the same columns, the same checks, one row at a time.

A form is read as a sheet of one row, so that a cell is judged exactly as it would be in a file, and written only when
every cell holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from upshot.errors import InvalidInput, UnknownName
from upshot.sources.base import ReadContext, Reject
from upshot.sources.reading.cells import LINE, RAGGED
from upshot.sources.sheets.reading import read_sheet
from upshot.sources.sheets.spec import Sheet, SheetColumn, read_yaml, sheet_named
from upshot.surfaces.wording import Words
from upshot.vocabulary.tables import TABLES, Table
from upshot.wiring import Workspace

SHEET_OF: Mapping[str, str] = {
    "campaign": "campaigns",
    "collaboration": "collaborations",
    "creator": "creators",
    "lift_test": "lift_tests",
}
WIDE_KINDS = {"codes", "words", "links", "handles"}
NOTES = SheetColumn("notes", "text", required=False, example="", help={"en": "", "fr": ""})


@dataclass(frozen=True)
class Cell:
    """One cell of the form: what it is called, what it holds, and what is wrong with it."""

    name: str
    label: str
    help: str
    value: str
    input: str  # text, date, select or textarea
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    is_key: bool = False
    error: str | None = None


@dataclass(frozen=True)
class Saved:
    """What came of a form: refused cells by column, or the row as it was written."""

    problems: Mapping[str, str] = field(default_factory=dict)
    row: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class _Typed:
    """Rows typed into a form, as a document that the sheets' reader understands."""

    name: str
    head: list[list[str]]
    rows: Sequence[Mapping[str, str]]
    form: str = "csv"
    sheet_names: tuple[str, ...] = ()

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:  # noqa: ARG002 (the protocol's signature)
        """All rows at once."""
        columns: dict[str, pa.Array] = {
            name: pa.array([row.get(name, "").strip() or None for row in self.rows], pa.string())
            for name in self.head[0]
        }
        columns[LINE] = pa.array(range(1, len(self.rows) + 1), pa.int64())
        columns[RAGGED] = pa.array([False] * len(self.rows), pa.bool_())
        yield pa.RecordBatch.from_pydict(columns)


def table_named(name: str) -> Table:
    """An editable table; `UnknownName` with the others when there is none."""
    if name not in SHEET_OF:
        raise UnknownName("unknown_table", seen=name, nearest=list(SHEET_OF))
    return TABLES[name]


def columns_of(table: str) -> tuple[SheetColumn, ...]:
    """The columns of the form: the sheet's, and the notes."""
    columns = sheet_named(SHEET_OF[table]).columns
    return columns if any(column.name == "notes" for column in columns) else (*columns, NOTES)


def find_row(workspace: Workspace, table: str, key: Mapping[str, str]) -> dict[str, Any] | None:
    """The row whose key reads as `key` does in an address."""
    names = table_named(table).key
    return next(
        (row for row in workspace.rows(table) if all(as_text(row[name]) == key.get(name, "") for name in names)), None
    )


def key_of(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """The key of a row as text, for addresses."""
    return {name: as_text(row[name]) for name in TABLES[table].key}


def as_text(value: Any) -> str:
    """A stored value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value == value.to_integral() else f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def cells(
    table: str, values: Mapping[str, str], problems: Mapping[str, str], words: Words, *, is_new: bool
) -> tuple[Cell, ...]:
    """The form's cells; the key of a row that exists cannot be changed."""
    key = TABLES[table].key
    return tuple(
        Cell(
            name=column.name,
            label=words.text(f"field_{column.name}"),
            help=column.help[words.language],
            value=values.get(column.name, ""),
            input=_input(column),
            choices=_choices(column, words),
            required=column.required or column.name in key,
            is_key=column.name in key and not is_new,
            error=problems.get(column.name),
        )
        for column in columns_of(table)
    )


def _input(column: SheetColumn) -> str:
    if column.kind == "day":
        return "date"
    if column.kind in {"objective", "collaboration_type"}:
        return "select"
    return "textarea" if column.kind in WIDE_KINDS or column.name == "notes" else "text"


def _choices(column: SheetColumn, words: Words) -> tuple[tuple[str, str], ...]:
    if column.kind not in {"objective", "collaboration_type"}:
        return ()
    return tuple((name, words.text(f"{column.kind}_{name}")) for name in read_yaml("choices.yaml")[column.kind])


def save_row(workspace: Workspace, table: str, said: Mapping[str, str], words: Words, *, is_new: bool) -> Saved:
    """Check the form and write its row; nothing is written when a cell does not hold.

    Raises
    ------
    InvalidInput : row_exists, a new row has the key of one that is there; row_changed, somebody wrote it meanwhile
    """
    sheet = sheet_named(SHEET_OF[table])
    problems, rows = read_typed(sheet, [said], words)
    if problems:
        return Saved(problems[0])
    row = {name: rows[0].get(name) for name in TABLES[table].column_names if name != "notes"}
    row["notes"] = rows[0].get("notes")
    before = find_row(workspace, table, key_of(table, row))
    if is_new and before is not None:
        raise InvalidInput("row_exists", table=table, seen=" · ".join(key_of(table, row).values()))
    if not is_new and version_of(before) != said.get("version", ""):
        raise InvalidInput("row_changed", table=table, seen=" · ".join(key_of(table, row).values()))
    workspace.records.put_row(workspace.name, table, row, who="web", now=datetime.now(UTC))
    return Saved(row=row)


def version_of(row: Mapping[str, Any] | None) -> str:
    """What tells whether somebody else wrote the row since it was shown."""
    return "" if row is None else str(row["ingested_at"])


def read_typed(
    sheet: Sheet, rows: Sequence[Mapping[str, str]], words: Words
) -> tuple[dict[int, dict[str, str]], list[dict[str, Any]]]:
    """Problems by row and column, in words, and the typed rows that hold."""
    names = [*sheet.column_names, *(["notes"] if "notes" not in sheet.column_names else [])]
    batches = list(read_sheet(sheet, _Typed(sheet.name, [names], rows), 0, ReadContext(now=datetime.now(UTC))))
    problems: dict[int, dict[str, str]] = {}
    for reject in batches[0].rejects:
        problems.setdefault(reject.line - 1, {})[reject.column] = _sentence(reject, words)
    return problems, batches[0].rows.to_pylist()


def _sentence(reject: Reject, words: Words) -> str:
    valid = words.text(f"valid_{reject.valid}") if words.has(f"valid_{reject.valid}") else reject.valid
    if not reject.seen:
        return words.text("field_empty", valid=valid)
    return words.text("field_invalid", seen=reject.seen, valid=valid)
