"""Helpers for tests of the shop and analytics sources: write a file, read it whole, cut it elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from upshot.sources.base import Document, FileSource, ReadContext, Reject
from upshot.sources.reading import open_documents

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@dataclass
class WhatWasRead:
    """All batches of a document, put together."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    rows_read: int = 0
    rejected: int = 0

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table as plain dictionaries."""
        return self.tables[table].to_pylist() if table in self.tables else []


@dataclass
class CutDocument:
    """The same document, in batches of `size` rows."""

    inner: Document
    size: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """Cut every batch into smaller ones."""
        for batch in self.inner.text_batches(header_row):
            for start in range(0, batch.num_rows, self.size):
                yield batch.slice(start, self.size)


def written(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Document:
    """A file with this text, opened."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return opened(path)


def opened(path: Path) -> Document:
    """The one document of a file."""
    (document,) = open_documents(path)
    return document


def context(**facts: Any) -> ReadContext:
    """A context with a clock and a key."""
    return ReadContext(**{"now": NOW, "hash_key": b"a secret of thirty-two bytes ....", **facts})


def read_all(source: FileSource, document: Document, **facts: Any) -> WhatWasRead:
    """Everything that a source makes of a document."""
    read = WhatWasRead()
    for batch in source.read(document, context(**facts)):
        known = read.tables.get(batch.table)
        read.tables[batch.table] = batch.rows if known is None else pa.concat_tables([known, batch.rows])
        read.rejects += batch.rejects
        read.rows_read += batch.rows_read
        read.rejected += batch.rejected
    return read


def plain_rows(path: Path, *, skip: int = 0) -> list[dict[str, str]]:
    """A CSV read by the standard library, for independent sums."""
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)[skip:]
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def csv_text(rows: list[dict[str, str]], columns: list[str], delimiter: str = ",") -> str:
    """Rows as CSV with the columns in this order; a missing cell is empty."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def utc(*parts: int) -> datetime:
    """An instant in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


__all__ = [
    "NOW",
    "CutDocument",
    "WhatWasRead",
    "context",
    "csv_text",
    "date",
    "opened",
    "plain_rows",
    "read_all",
    "utc",
    "written",
]
