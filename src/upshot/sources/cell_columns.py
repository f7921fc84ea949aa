"""Typed columns out of text rows, one question at a time, with every cell that could not be read noted.

`fields.read_fields` maps one row of a file to one row of a table. Here rows become something else first (orders,
days), so that the columns are asked for by name and the row that a bad cell spoils is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Batch, Document, Reject
from upshot.sources.country_codes import country_codes
from upshot.sources.parsing import DAY, ID, INSTANT, MONEY, NUMBER, WHOLE, Habits, Parser
from upshot.sources.reading.cells import LINE, RAGGED, clean_cell, column_names
from upshot.sources.refusing import cell_rejects, day_order_unknown, ragged_rejects
from upshot.vocabulary.tables import Kind, Table

_LIMITS = {Kind.MONEY: 10**12, Kind.INTEGER: 10**12}


class CellColumns:
    """The columns of some text rows, by our names.

    Attributes
    ----------
    rows : the text rows, with `__line`
    bad : boolean (n_rows), rows with a cell that could not be used
    rejects : those cells, the first of each column
    """

    def __init__(self, rows: pa.Table, columns: Mapping[str, tuple[str, ...]], habits: Habits) -> None:
        self.rows = rows
        self.n_rows = rows.num_rows
        self.bad = np.zeros(rows.num_rows, dtype=bool)
        self.rejects: list[Reject] = []
        self._columns = columns
        self._habits = habits
        self._known: dict[tuple[str, str], pa.Array] = {}

    def has(self, name: str) -> bool:
        """Whether the file has a header for our column `name`."""
        return bool(self._columns.get(name))

    def headers(self, name: str) -> tuple[str, ...]:
        """The headers that stand for our column, the best first."""
        return self._columns.get(name, ())

    def column(self, header: str) -> pa.Array:
        """The text of one header's cells."""
        column = self.rows.column(header)
        return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

    def text(self, name: str) -> pa.Array | None:
        """The text of a column: on each row the best header that has something; None without header."""
        if not self.has(name):
            return None
        return self._once(name, "text", lambda: pc.coalesce(*map(self.column, self.headers(name))))

    def identifier(self, name: str) -> pa.Array | None:
        """Ids as text; one that a spreadsheet rounded (1.7E+18) is refused."""
        return self._typed(name, ID)

    def money(self, name: str, *, required: bool = False) -> pa.Array | None:
        """Amounts, exact."""
        return self._typed(name, MONEY, required=required)

    def whole_number(self, name: str, *, required: bool = False) -> pa.Array | None:
        """Counts."""
        return self._typed(name, WHOLE, required=required)

    def number(self, name: str) -> pa.Array | None:
        """Numbers with a fraction."""
        return self._typed(name, NUMBER)

    def instant(self, name: str, *, required: bool = False) -> pa.Array | None:
        """Instants in UTC; one without offset stands in the file's zone."""
        return self._typed(name, INSTANT, required=required)

    def day(self, name: str, *, required: bool = False) -> pa.Array | None:
        """Days."""
        return self._typed(name, DAY, required=required)

    def day_of_hour(self, name: str) -> pa.Array:
        """Days out of `2026050113` (hour) or `202605011345` (minute)."""
        cells = self.column(self.headers(name)[0])
        parsed = DAY.parse(pc.utf8_slice_codeunits(cells, 0, 8), self._habits, name)
        self._refuse(pc.is_null(parsed.values), self.headers(name)[0], cells, "day")
        return parsed.values

    def currency(self, name: str, default: str | None) -> pa.Array:
        """ISO 4217 codes, `default` where the file says nothing; anything but three letters is refused."""
        fallback = pa.scalar(default, pa.string())
        texts = self.text(name)
        if texts is None:
            return pa.repeat(fallback, self.n_rows)
        codes = pc.utf8_upper(texts)
        self.refuse(pc.invert(pc.match_substring_regex(codes, "^[A-Z]{3}$")), name, valid="currency_code")
        return pc.fill_null(codes, fallback) if default is not None else codes

    def country(self, name: str) -> pa.Array | None:
        """ISO 3166 alpha-2 codes out of codes or names; null where neither is recognised."""
        texts = self.text(name)
        return None if texts is None else country_codes(texts)

    def refuse(self, mask: npt.NDArray[np.bool_] | pa.Array, name: str, *, valid: str) -> None:
        """Note the rows of `mask` as bad because of the cell of `name`; null in the mask means good."""
        header = (self.headers(name) or (name,))[0]
        seen = self.text(name)
        self._refuse(mask, header, seen, valid)

    def _refuse(self, mask: npt.NDArray[np.bool_] | pa.Array, header: str, seen: pa.Array | None, valid: str) -> None:
        if not isinstance(mask, np.ndarray):
            mask = pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
        if not mask.any():
            return
        self.bad |= mask
        self.rejects += cell_rejects(mask, header, seen, self.rows.column(LINE), valid)

    def _typed(self, name: str, parser: Parser, *, required: bool = False) -> pa.Array | None:
        """A column parsed once; with several headers the best that has something on each row."""
        if not self.has(name):
            return None
        return self._once(name, parser.valid, lambda: self._parsed(name, parser, required=required))

    def _parsed(self, name: str, parser: Parser, *, required: bool) -> pa.Array:
        answers = []
        for header in self.headers(name):
            cells = self.column(header)
            parsed = parser.parse(cells, self._habits, header)
            if parsed.failed is not None:
                self._refuse(parsed.failed, header, cells, parser.valid)
            answers.append(self._believable(parsed.values, header, cells, parser))
        values = answers[0] if len(answers) == 1 else pc.coalesce(*answers)
        if required and values.null_count:
            empty = pc.and_(pc.is_null(values), pc.is_null(self.text(name))).to_numpy(zero_copy_only=False)
            self._refuse(empty & ~self.bad, self.headers(name)[0], None, "filled_cell")
        return values

    def _believable(self, values: pa.Array, header: str, cells: pa.Array, parser: Parser) -> pa.Array:
        """Refuse amounts and counts of a thousand billion and more: sums of a few of them would not fit a column."""
        if parser.kind not in _LIMITS or not len(values):
            return values
        least, most = pc.min_max(values).values()
        limit = _LIMITS[parser.kind]
        if not least.is_valid or (least.as_py() > -limit and most.as_py() < limit):
            return values
        top, bottom = pa.scalar(limit, pa.int64()), pa.scalar(-limit, pa.int64())
        beyond = pc.fill_null(pc.or_(pc.greater_equal(values, top), pc.less_equal(values, bottom)), False)
        self._refuse(beyond, header, cells, parser.valid)
        return pc.if_else(beyond, pa.scalar(None, values.type), values)

    def _once(self, name: str, how: str, make: Callable[[], pa.Array]) -> pa.Array:
        """Answer a question again without parsing or refusing again."""
        if (name, how) not in self._known:
            self._known[name, how] = make()
        return self._known[name, how]


def learn_habits(
    document: Document,
    header_row: int,
    columns: Mapping[str, tuple[str, ...]],
    parsers: Mapping[str, Parser],
    habits: Habits,
) -> None:
    """Learn how a file writes amounts and days from its head, and the order of day and month from all of it if need be.

    Learning from the head, never from a batch, keeps the answer the same wherever the reader cuts the file.

    Raises
    ------
    InvalidInput : `day_order_unknown`, every day of the file reads both ways and nobody said which is meant
    """
    wanted = {header: parser for name, parser in parsers.items() for header in columns.get(name, ())}
    names = column_names(document.head[header_row])
    for place, header in enumerate(names):
        if header in wanted:
            below = (row[place] if place < len(row) else None for row in document.head[header_row + 1 :])
            wanted[header].learn(pa.array(map(clean_cell, below), pa.string()), habits, header)
    if not habits.undecided_days:
        return
    for batch in document.text_batches(header_row):
        for header in list(habits.undecided_days):
            wanted[header].learn(batch.column(header), habits, header)
        if not habits.undecided_days:
            return
    raise day_order_unknown(habits, file=document.name)


def as_even_rows(rows: pa.Table, table: Table) -> tuple[pa.Table, Batch | None]:
    """The rows that have as many cells as the header; the others as an empty batch of `table` that counts them."""
    ragged = rows.column(RAGGED)
    if not pc.any(ragged).as_py():
        return rows, None
    uneven = rows.filter(ragged)
    rejects = ragged_rejects(uneven)
    empty = table.arrow_schema().empty_table()
    refused = Batch(table.name, empty, uneven.num_rows, tuple(rejects), uneven.num_rows)
    return rows.filter(pc.invert(ragged)), refused
