"""The contract every file source fulfils, and the values that travel through it.

A file becomes one or more `Document`s (text tables with their head already read); each source says how sure it is
that a document is its own (`detect`); the surest one turns it into `Batch`es of rows of our tables (`read`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, runtime_checkable

import pyarrow as pa


@dataclass(frozen=True)
class Reject:
    """One cell that could not be used: where it stands, what was seen, what is valid.

    `line` is the physical line of the file (the row of the sheet), counted from 1; `column` the header as it stands in
    the file. `valid` is a code of the wording catalogue (`whole_number`, `day`, …), never a sentence.
    """

    line: int
    column: str
    seen: str
    valid: str
    nearest: tuple[str, ...] = ()  # for a misspelt name: the known names closest to it


@dataclass(frozen=True)
class Batch:
    """Rows for one table, in the table's own columns (absent columns are null), and the rows that were refused.

    `rows_read` counts the data rows of the file that this batch consumed, good or bad; a file row that feeds two
    tables counts in one batch only, so that the sum over batches is the number of data rows of the file.
    """

    table: str
    rows: pa.Table
    rows_read: int
    rejects: tuple[Reject, ...] = ()
    rejected: int = 0  # rows refused; may exceed len(rejects), of which only the first are kept


@dataclass(frozen=True)
class Detection:
    """How sure a source is: 0 not ours, 1 certain; `reason` names the evidence, for the import report."""

    confidence: float
    reason: str = ""
    header_row: int = 0  # index in `Document.head` of the header


@dataclass(frozen=True)
class ReadContext:
    """What a file does not say about itself. Every field is optional except the clock."""

    now: datetime
    account_id: str | None = None
    currency: str | None = None
    time_zone: str = "UTC"
    day_first: bool | None = None  # 03/04/2026: None = decide on the file's own evidence, or refuse
    period: tuple[date, date] | None = None  # for exports that carry no year or no day
    header_aliases: Mapping[str, str] = field(default_factory=dict)  # their header → our column, from the user
    hash_key: bytes = b""  # keyed hashes of e-mail addresses; never stored in the lake
    country: str | None = None


@runtime_checkable
class FileSource(Protocol):
    """One kind of file."""

    @property
    def kind(self) -> str:
        """The word for `--as`, reports and tests, for instance `shopify_orders`."""
        ...

    @property
    def label(self) -> str:
        """English, for instance `Shopify orders export`."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it fills."""
        ...

    def detect(self, document: Document) -> Detection:
        """Say how sure we are that `document` is of this kind, from its head alone."""
        ...

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches; raise `SourceRefused`/`InvalidInput` when the whole file cannot be used."""
        ...


class Document(Protocol):
    """One text table out of a file: a CSV, one sheet of a spreadsheet, one member of a zip, a JSON-lines file."""

    @property
    def name(self) -> str:
        """File name, with the zip member or sheet behind a `!`."""
        ...

    @property
    def form(self) -> str:
        """`csv`, `xlsx`, `jsonl` or `parquet`."""
        ...

    @property
    def head(self) -> list[list[str]]:
        """The first rows, as text, comment and blank lines included."""
        ...

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of all sheets of the spreadsheet."""
        ...

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """Yield the rows below `header_row` as strings (missing = null), in batches bounded in size.

        An int64 column `__line` holds the physical line of each row. Column names are the header cells; a repeated
        header gets `.1`, `.2`. Rows with too many or too few cells are yielded with `__ragged` = true.
        """
        ...
