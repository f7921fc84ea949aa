"""The rows of one Studio file, whole: such files hold a year of days or a few hundred posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, Document, Reject
from upshot.sources.header_words import fold
from upshot.sources.parsing import WHOLE, Habits, Parser
from upshot.sources.reading.cells import LINE, RAGGED, clean_cell
from upshot.vocabulary.tables import TABLES

MOST_ROWS = 200_000


@dataclass(frozen=True)
class Row:
    """One row: its physical line, and its cells by folded header; missing cells are None."""

    line: int
    cells: Mapping[str, str | None]

    def text(self, *headers: str) -> str | None:
        """The first supplied cell among `headers`, trimmed."""
        for header in headers:
            cell = self.cells.get(header)
            if cell is not None:
                return cell
        return None


@dataclass
class Sheet:
    """All rows of a document, its headers as they stand, and the refusals gathered while reading."""

    rows: list[Row]
    headers: dict[str, str]  # folded header → as it stands
    rejects: list[Reject] = field(default_factory=list)
    refused_lines: set[int] = field(default_factory=set)

    def refuse(self, row: Row, header: str, valid: str, seen: str | None = None) -> None:
        """Refuse `row` for the cell under `header`."""
        text = row.cells.get(header) if seen is None else seen
        self.rejects.append(Reject(row.line, self.headers.get(header, header), (text or "")[:200], valid))
        self.refused_lines.add(row.line)

    def numbers(
        self, header: str, parser: Parser, valid: str, *, lowest: float | None, highest: float | None = None
    ) -> dict[int, Any]:
        """Line → the number under `header`; cells that are none, or out of bounds, refuse their row."""
        if header not in self.headers:
            return {}
        cells = pa.array([row.cells.get(header) for row in self.rows], pa.string())
        habits = Habits()
        parser.learn(cells, habits, header)
        found: dict[int, Any] = {}
        for row, number in zip(self.rows, parser.parse(cells, habits, header).values.to_pylist(), strict=True):
            if row.cells.get(header) is None:
                continue
            if number is None or (lowest is not None and number < lowest) or (highest is not None and number > highest):
                self.refuse(row, header, valid)
            else:
                found[row.line] = number
        return found

    def counts(self, header: str, *, may_be_negative: bool = False) -> dict[int, int]:
        """Line → the whole number under `header`."""
        if may_be_negative:
            return self.numbers(header, WHOLE, "whole_number", lowest=None)
        return self.numbers(header, WHOLE, "whole_number_from_zero", lowest=0)

    def batch(self, table: str, records: Iterable[Mapping[str, object]], *, counts_rows: bool = True) -> Batch:
        """The records as a batch of `table`; only one batch of a file counts its rows and carries its rejects."""
        schema = TABLES[table].arrow_schema()
        rows = list(records)
        columns = [pa.array([row.get(column.name) for row in rows], type=column.type) for column in schema]
        arrow = pa.Table.from_arrays(columns, schema=schema)
        if not counts_rows:
            return Batch(table, arrow, rows_read=0)
        return Batch(table, arrow, len(self.rows), tuple(self.rejects), len(self.refused_lines))


def read_sheet(document: Document, header_row: int) -> Sheet:
    """Read every row of `document`; `SourceRefused` when there are far more than a Studio export can hold."""
    rows: list[Row] = []
    headers: dict[str, str] = {}
    ragged: list[Row] = []
    for batch in document.text_batches(header_row):
        names = [name for name in batch.schema.names if not name.startswith("__")]
        if not headers:
            for name in names:
                headers.setdefault(fold(name), name)
        is_ragged = batch.column(RAGGED).to_pylist() if RAGGED in batch.schema.names else []
        columns = [batch.column(name).to_pylist() for name in names]
        for number, line in enumerate(batch.column(LINE).to_pylist()):
            cells = {fold(name): clean_cell(column[number]) for name, column in zip(names, columns, strict=True)}
            if not any(cells.values()):
                continue
            rows.append(Row(line, cells))
            if is_ragged and is_ragged[number]:
                ragged.append(rows[-1])
        if len(rows) > MOST_ROWS:
            raise SourceRefused("studio_too_many_rows", file=document.name, most=MOST_ROWS)
    sheet = Sheet(rows, headers)
    for row in ragged:
        sheet.refuse(row, next(iter(row.cells)), "as_many_cells_as_headers")
    return sheet
