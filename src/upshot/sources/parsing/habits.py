"""How one file writes things, learnt from its cells or told by the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from upshot.vocabulary.tables import ARROW_TYPE, Kind


@dataclass
class Habits:
    """The habits of a file; a parser reads them, `learn` of each parser fills them.

    `decimal_marks` and `day_first` keep what each column has shown, under its header; `None` in the file-wide
    fields means that nothing has been decided.
    """

    zone: str = "UTC"
    day_first: bool | None = None
    decimal_mark: str | None = None
    column_decimal_marks: dict[str, str] = field(default_factory=dict)
    undecided_days: dict[str, str] = field(default_factory=dict)  # header → an ambiguous cell


@dataclass(frozen=True)
class Parsed:
    """Typed values, null where missing or unreadable; `failed` marks the unreadable ones (None = there are none)."""

    values: pa.Array
    failed: pa.Array | None = None


class Parser(Protocol):
    """Turns a column of trimmed text (missing = null) into typed values."""

    @property
    def kind(self) -> Kind:
        """The kind of column it makes."""
        ...

    @property
    def valid(self) -> str:
        """The wording code of what is valid."""
        ...

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Take what `cells` reveal about the file's habits."""
        ...

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:
        """Read the cells."""
        ...


def parse_distinct(cells: pa.Array, kind: Kind, read: Callable[[str], object]) -> Parsed:
    """Read each distinct cell once with `read` (None = unreadable): right for columns with few distinct values."""
    encoded = pc.dictionary_encode(cells)
    answers = [None if text is None else read(text) for text in encoded.dictionary.to_pylist()]
    values = pa.array(answers, ARROW_TYPE[kind]).take(encoded.indices)
    return with_failures(cells, values)


def with_failures(cells: pa.Array, values: pa.Array) -> Parsed:
    """`values` with the mask of cells that held something and came out null."""
    if values.null_count == cells.null_count:
        return Parsed(values)
    return Parsed(values, pc.and_(cells.is_valid(), values.is_null()))
