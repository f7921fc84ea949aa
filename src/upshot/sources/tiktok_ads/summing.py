"""Rows that are parts of one ad's day (ages, countries, hours) added up: metrics add, reach does not."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from upshot.vocabulary.tables import ARROW_TYPE, Kind, Table

_COMPACT_ROWS = 400_000
_COUNT = "__parts"


class Summing:
    """Adds up rows with the same key, batch by batch; memory grows with the number of keys, not of rows.

    Parameters
    ----------
    table : the rows are in its columns
    keys : columns that make a row the same
    """

    def __init__(self, table: Table, keys: tuple[str, ...]) -> None:
        self._table = table
        self._keys = list(keys)
        self._sums = [c.name for c in table.columns if c.kind in {Kind.MONEY, Kind.INTEGER} and c.name != "reach"]
        self._firsts = [c.name for c in table.columns if c.name not in {*self._keys, *self._sums}]
        self._pieces: list[pa.Table] = []

    def add(self, rows: pa.Table) -> None:
        """Take rows in; they are compacted now and then."""
        self._pieces.append(rows.append_column(_COUNT, pa.repeat(pa.scalar(1, pa.int64()), rows.num_rows)))
        if sum(piece.num_rows for piece in self._pieces) > _COMPACT_ROWS:
            self._pieces = [self._compact()]

    def total(self) -> pa.Table | None:
        """One row per key, in the table's columns; None when nothing came in."""
        if not self._pieces:
            return None
        return self._compact().select(list(self._table.column_names)).cast(self._table.arrow_schema())

    def _compact(self) -> pa.Table:
        pieces = pa.concat_tables(self._pieces)
        grouped = pieces.group_by(self._keys, use_threads=False).aggregate(
            [(column, "sum") for column in (*self._sums, _COUNT)] + [(column, "first") for column in self._firsts]
        )
        renamed = {f"{column}_sum": column for column in (*self._sums, _COUNT)}
        renamed |= {f"{column}_first": column for column in self._firsts}
        result = grouped.rename_columns([renamed.get(name, name) for name in grouped.column_names])
        result = result.select(pieces.column_names)
        alone = pc.equal(result.column(_COUNT), 1)
        reach = pc.if_else(alone, result.column("reach"), pa.scalar(None, ARROW_TYPE[Kind.INTEGER]))
        result = result.set_column(result.column_names.index("reach"), "reach", reach)
        return result.cast(pieces.schema)
