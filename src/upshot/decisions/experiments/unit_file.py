"""The file of a test as columns: labels, numbers and days, every cell that cannot be read named by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.errors import InvalidInput
from upshot.sources.base import Document
from upshot.sources.fields import header_key
from upshot.sources.parsing import BOOLEAN, DAY, NUMBER, Habits, Parser
from upshot.sources.reading import open_documents
from upshot.sources.reading.cells import LINE, RAGGED
from upshot.sources.refusing import shortened

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Labels:
    """A column of words: `codes` (n_rows,) index `names`, −1 where the cell is empty."""

    codes: Ints
    names: tuple[str, ...]


@dataclass(frozen=True)
class UnitFile:
    """One table of text with the file it came from; columns are found by header, case and accents aside."""

    name: str
    rows: pa.Table
    habits: Habits

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers as they stand in the file."""
        return tuple(name for name in self.rows.column_names if not name.startswith("__"))

    def find(self, *wanted: str) -> str | None:
        """The first of the `wanted` headers that the file has."""
        known = {header_key(header): header for header in self.headers}
        return next((known[header_key(name)] for name in wanted if header_key(name) in known), None)

    def need(self, *wanted: str) -> str:
        """As `find`, but refuses the file when none is there.

        Raises
        ------
        InvalidInput : experiment_column_missing, with what was seen and the nearest header
        """
        found = self.find(*wanted)
        if found is None:
            keys = {header_key(header): header for header in self.headers}
            near = difflib.get_close_matches(header_key(wanted[0]), keys, n=1, cutoff=0.6)
            seen = shortened(", ".join(self.headers), 300)
            nearest = keys[near[0]] if near else "none"
            raise InvalidInput(
                "experiment_column_missing", file=self.name, missing=wanted[0], seen=seen, nearest=nearest
            )
        return found

    def labels(self, header: str) -> Labels:
        """A column of words, in order of first appearance."""
        encoded = pc.dictionary_encode(self._cells(header))
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        return Labels(codes, tuple(encoded.dictionary.to_pylist()))

    def numbers(self, header: str) -> Array:
        """A column of numbers, or of yes/no as 1/0; NaN where the cell is empty (null is not 0).

        Raises
        ------
        InvalidInput : experiment_cell, the first cell that is neither, with its line
        """
        cells = self._cells(header)
        few = pc.unique(cells).drop_null()
        if len(few) and len(few) <= 16 and BOOLEAN.parse(few, self.habits, header).failed is None:
            values = self._parsed(cells, BOOLEAN, header)
        else:
            NUMBER.learn(cells, self.habits, header)
            values = self._parsed(cells, NUMBER, header)
        numbers: Array = pc.cast(values, pa.float64()).to_numpy(zero_copy_only=False)
        return numbers

    def days(self, header: str) -> Ints:
        """A column of days as numbers of days since 1970; −1 where the cell is empty."""
        cells = self._cells(header)
        DAY.learn(cells, self.habits, header)
        if header in self.habits.undecided_days and self.habits.day_first is None:
            raise InvalidInput(
                "day_order_unknown", file=self.name, column=header, seen=self.habits.undecided_days[header]
            )
        days = pc.cast(self._parsed(cells, DAY, header), pa.int32())
        found: Ints = pc.fill_null(days, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        return found

    def _cells(self, header: str) -> pa.Array:
        cells = pc.utf8_trim_whitespace(self.rows.column(header).combine_chunks())
        return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)

    def _parsed(self, cells: pa.Array, parser: Parser, header: str) -> pa.Array:
        parsed = parser.parse(cells, self.habits, header)
        if parsed.failed is not None and pc.any(parsed.failed).as_py():
            place = int(np.argmax(parsed.failed.to_numpy(zero_copy_only=False)))
            seen = shortened(str(cells[place].as_py()))
            line = self.rows.column(LINE)[place].as_py()
            raise InvalidInput(
                "experiment_cell", file=self.name, line=line, column=header, seen=seen, valid=parser.kind.value
            )
        return parsed.values


def open_unit_file(path: Path | str, *, day_first: bool | None = None) -> UnitFile:
    """Read the first table of a CSV, spreadsheet or JSON file (zip and gz too).

    Raises
    ------
    SourceRefused : no file, no table, damaged; InvalidInput : experiment_file_without_rows
    """
    document, header_row = _first_table(open_documents(path), str(Path(path).name))
    batches = list(document.text_batches(header_row))
    if not batches or not sum(batch.num_rows for batch in batches):
        raise InvalidInput("experiment_file_without_rows", file=document.name)
    table = pa.Table.from_batches(batches)
    ragged = np.flatnonzero(table.column(RAGGED).to_numpy())
    if len(ragged):
        line = table.column(LINE)[int(ragged[0])].as_py()
        raise InvalidInput("experiment_ragged_row", file=document.name, line=line, n=len(ragged))
    return UnitFile(document.name, table, Habits(day_first=day_first))


def _first_table(documents: Iterator[Document], name: str) -> tuple[Document, int]:
    """The first document with a row of at least two headers, and where that row stands."""
    for document in documents:
        for place, row in enumerate(document.head):
            if _is_header(row):
                return document, place
    raise InvalidInput("experiment_file_without_rows", file=name)


def _is_header(row: Sequence[str]) -> bool:
    return sum(bool(cell and cell.strip()) for cell in row) >= 2
