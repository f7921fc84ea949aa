"""Parquet: columns as text, batch by batch; nesting becomes dots, as in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from upshot.errors import SourceRefused
from upshot.sources.reading import cells
from upshot.sources.reading.ahead import ahead
from upshot.sources.reading.blobs import Blob, refusing, seekable

HEAD_ROWS = 400
BATCH_ROWS = 65_536
_EXACT = 2.0**53  # beyond it a float no longer holds every whole number


@dataclass(frozen=True)
class ParquetDocument:
    """One Parquet file; see `sources.base.Document`. Row 0 of the head holds the names, dotted where nested."""

    name: str
    blob: Blob
    head: list[list[str]]
    form: str = "parquet"
    sheet_names: tuple[str, ...] = ()

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """Yield the rows as text; the header is line 1, so that the first row is line 2."""
        return ahead(self._batches(header_row))

    def _batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        line = 2
        for batch in _batches(self.blob, BATCH_ROWS):
            lines = np.arange(line, line + batch.num_rows)
            line += batch.num_rows
            wanted = lines > header_row + 1
            texts = {name: _text(batch.column(name)) for name in batch.column_names}
            names = cells.column_names(list(texts))
            columns = {
                name: cells.clean_column(text.filter(pa.array(wanted)))
                for name, text in zip(names, texts.values(), strict=True)
            }
            yield cells.record_batch(columns, lines[wanted])


def open_parquet(blob: Blob) -> ParquetDocument:
    """The document of a Parquet file; SourceRefused when it is damaged or empty."""
    first = next(_batches(blob, HEAD_ROWS), None)
    if first is None or not first.num_columns:
        raise SourceRefused("file_empty", file=blob.name)
    columns = [_text(first.column(name)).to_pylist() for name in first.column_names]
    rows = [[cell or "" for cell in row] for row in zip(*columns, strict=True)]
    return ParquetDocument(blob.name, blob, [list(first.column_names), *islice(rows, HEAD_ROWS)])


def _batches(blob: Blob, rows: int) -> Iterator[pa.Table]:
    """Tables of at most `rows` rows, structs taken apart."""
    with _readable(blob.name), seekable(blob) as stream:
        file = pq.ParquetFile(stream)
        for batch in file.iter_batches(batch_size=rows):
            yield _flat(pa.Table.from_batches([batch]))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    with refusing(name):
        try:
            yield
        except pa.ArrowException as error:
            raise SourceRefused("parquet_broken", file=name) from error


def _flat(table: pa.Table) -> pa.Table:
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _text(column: pa.ChunkedArray) -> pa.Array:
    """Any column as text: whole floats without exponent, lists joined by `;`, instants in ISO 8601."""
    values = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    kind = values.type
    if pa.types.is_dictionary(kind):
        values = values.dictionary_decode()
        kind = values.type
    if pa.types.is_floating(kind):
        values = _whole_where_possible(pc.if_else(pc.is_nan(values), pa.scalar(None, kind), values))
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        values = values.cast(pa.timestamp(kind.unit, "UTC"))
    if pa.types.is_nested(kind):
        return pa.array([_listed(value) for value in values.to_pylist()], pa.string())
    try:
        return values.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # bytes that are no text
        return pa.array([None if value is None else str(value) for value in values.to_pylist()], pa.string())


def _whole_where_possible(values: pa.Array) -> pa.Array:
    """Whole numbers as whole numbers: `10600000.0` would become `1.06e+07`."""
    is_whole = pc.and_(pc.equal(values, pc.floor(values)), pc.less(pc.abs(values), _EXACT))
    if not pc.all(pc.fill_null(is_whole, True)).as_py():
        return values
    return values.cast(pa.int64())


def _listed(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value) or None
    return json.dumps(value, ensure_ascii=False, default=str)
