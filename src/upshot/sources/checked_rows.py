"""Rows of a sheet on their way: typed, then checked against each other, each refusal with its line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Reject
from upshot.sources.fields import TypedRows
from upshot.sources.reading.cells import LINE
from upshot.sources.refusing import MAX_REJECTS, shortened


class CheckedRows:
    """Typed rows from which checks take out the ones that contradict themselves.

    Attributes
    ----------
    rows : the rows still good; columns by the sheet's names, and `__line`
    rejects : what was refused, the first of each check
    rejected : how many rows were refused in all
    """

    def __init__(self, typed: TypedRows) -> None:
        self.rows = typed.rows.combine_chunks()
        self.rows_read = typed.rows_read
        self.rejects = list(typed.rejects)
        self.rejected = typed.rejected

    def has(self, *columns: str) -> bool:
        """Whether the file has all these columns."""
        return all(column in self.rows.column_names for column in columns)

    def column(self, name: str, type_: pa.DataType | None = None) -> pa.Array:
        """A column; all null (of `type_`, text by default) where the file has none."""
        if not self.has(name):
            return pa.nulls(self.rows.num_rows, type_ or pa.string())
        column = self.rows.column(name)
        return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

    def texts(self, name: str) -> list[str | None]:
        """A text column as a list."""
        found: list[str | None] = self.column(name).to_pylist()
        return found

    def put(self, name: str, values: pa.Array) -> None:
        """Set or replace a column."""
        if name in self.rows.column_names:
            self.rows = self.rows.set_column(self.rows.column_names.index(name), name, values)
        else:
            self.rows = self.rows.append_column(name, values)

    def refuse(
        self,
        mask: pa.Array | np.ndarray,
        column: str,
        valid: str | Callable[[str], str],
        nearest: Callable[[str], tuple[str, ...]] | None = None,
    ) -> None:
        """Take out the rows of `mask` because of the cell in `column`; null in the mask means good."""
        bad = mask if isinstance(mask, np.ndarray) else pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
        if not bad.any():
            return
        places = np.flatnonzero(bad)
        cells = self.column(column)
        lines = self.column(LINE)
        for place in places[:MAX_REJECTS].tolist():
            value = cells[place].as_py()
            seen = "" if value is None else shortened(str(value))
            code = valid if isinstance(valid, str) else valid(seen)
            self.rejects.append(
                Reject(lines[place].as_py(), column, seen, code, nearest(seen) if nearest is not None else ())
            )
        self.rejected += len(places)
        self.rows = self.rows.filter(pa.array(~bad))

    def refuse_beyond(self, larger: str, limit: str, valid: str) -> None:
        """Refuse rows in which `larger` exceeds `limit`, where both are given."""
        if self.has(larger, limit):
            self.refuse(pc.greater(self.column(larger), self.column(limit)), larger, valid)

    def sorted_rejects(self) -> tuple[Reject, ...]:
        """The refusals by line."""
        return tuple(sorted(self.rejects, key=lambda reject: reject.line)[:MAX_REJECTS])
