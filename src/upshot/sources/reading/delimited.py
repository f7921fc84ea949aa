"""Delimited text (CSV, TSV …) through Arrow's reader: streamed, every column as text, exact line numbers."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from upshot.errors import SourceRefused
from upshot.sources.reading import cells
from upshot.sources.reading.ahead import ahead
from upshot.sources.reading.blobs import Blob, refusing
from upshot.sources.reading.sniffing import HEAD_BYTES, TextShape, delimiter_of, encoding_of

HEAD_ROWS = 400
BLOCK_BYTES = 4 << 20  # 10–60 thousand rows; larger blocks are slower (they leave the cache)
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


@dataclass(frozen=True)
class HeadRow:
    """One row of the head and the physical line it ends on."""

    cells: list[str]
    last_line: int


@dataclass(frozen=True)
class DelimitedDocument:
    """One CSV file; see `sources.base.Document`."""

    name: str
    blob: Blob
    shape: TextShape
    rows: tuple[HeadRow, ...]
    is_whole: bool = False  # whether `rows` is all there is
    form: str = "csv"
    sheet_names: tuple[str, ...] = ()

    @property
    def head(self) -> list[list[str]]:
        """The first rows as text, comment and blank lines included."""
        return [row.cells for row in self.rows]

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """Yield the rows below `header_row`; see `sources.base.Document`. The next batch is parsed meanwhile."""
        return ahead(self._batches(header_row))

    def _batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        if self.is_whole and not any(any(row.cells) for row in self.rows[header_row + 1 :]):
            return  # a header and nothing below
        first_line = self.rows[header_row].last_line
        names = cells.column_names(self._header(header_row))
        with refusing(self.name), self._utf8_stream() as stream:
            counter = _LineCounter(first_line, names, self.shape.delimiter)
            try:
                with self._reader(stream, names, first_line, counter) as blocks:
                    for block in blocks:
                        batch = counter.number(block)
                        if batch.num_rows:
                            yield batch
            except pa.ArrowInvalid as error:
                raise SourceRefused("csv_broken", file=self.name, line=counter.line, reason=str(error)) from error
            rest = counter.rest()
            if rest is not None:
                yield rest

    def _header(self, header_row: int) -> list[str]:
        """The header, one blank column wider where every row below ends with a spare delimiter."""
        header = self.rows[header_row].cells
        below = [row.cells for row in self.rows[header_row + 1 :] if any(row.cells)]
        widths = Counter(len(row) for row in below)
        width = widths.most_common(1)[0][0] if widths else len(header)
        spare = width - len(header)
        if 0 < spare <= 2 and not any(any(row[len(header) :]) for row in below if len(row) == width):
            return [*header, *[""] * spare]
        return header

    def _reader(self, stream: Any, names: list[str], first_line: int, counter: _LineCounter) -> Any:
        return pa_csv.open_csv(
            stream,
            # Single-threaded, because only then does Arrow tell which row is ragged; it costs nothing measurable.
            pa_csv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES, skip_rows=first_line, column_names=names),
            pa_csv.ParseOptions(
                delimiter=self.shape.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=counter.note_ragged,
            ),
            pa_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.binary()),
                null_values=list(cells.MISSING_MARKS),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _utf8_stream(self) -> Any:
        if self.shape.encoding.startswith("utf-8"):
            if self.blob.path is not None:
                return pa.OSFile(str(self.blob.path))
            return self.blob.open_binary()
        return _Recoded(self.blob.open_binary(), self.shape.encoding)


def open_delimited(blob: Blob, head: bytes) -> DelimitedDocument:
    """The document of a text file whose first bytes are `head`."""
    encoding = encoding_of(head) or "utf-8"
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head).removeprefix("\ufeff")
    is_cut = len(head) >= HEAD_BYTES
    if is_cut and not _has_line_end(text):
        raise SourceRefused("csv_broken", file=blob.name, line=1, reason="no line break within 1 MB")
    if is_cut:  # the last line is not whole
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    shape = TextShape(encoding, delimiter_of(text))
    rows = _head_rows(text, shape.delimiter)
    if is_cut and 1 < len(rows) < HEAD_ROWS:
        rows = rows[:-1]  # a quoted cell may be cut
    if not any(any(row.cells) for row in rows):  # half a character, or blanks in another encoding
        raise SourceRefused("file_empty", file=blob.name)
    return DelimitedDocument(blob.name, blob, shape, tuple(rows), is_whole=not is_cut and len(rows) < HEAD_ROWS)


def _has_line_end(text: str) -> bool:
    return "\n" in text or "\r" in text


def _head_rows(text: str, delimiter: str) -> list[HeadRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for row in reader:
            rows.append(HeadRow([cell.strip(cells.BLANKS) for cell in row], reader.line_num))
            if len(rows) >= HEAD_ROWS:
                break
    except csv.Error:
        pass  # the part before the damage still tells what the file is
    return rows


class _LineCounter:
    """Gives each parsed row its physical line, and puts the rows that Arrow skipped as ragged back in place."""

    def __init__(self, first_line: int, names: list[str], delimiter: str) -> None:
        self.line = first_line
        self._row = first_line  # Arrow's number of the last row seen
        self._names = names
        self._delimiter = delimiter
        self._ragged: list[tuple[int, str]] = []  # Arrow's row number, text of the row

    def note_ragged(self, row: Any) -> str:
        """Keep a row with too many or too few cells; Arrow calls this while it parses."""
        self._ragged.append((row.number, row.text))
        return "skip"

    def number(self, block: pa.RecordBatch) -> pa.RecordBatch:
        """The block as trimmed text with `__line` and `__ragged`; rows without any cell are left out."""
        columns = [cells.as_text(column) for column in block.columns]
        feeds = self._feeds(columns, block.num_rows)
        ragged = self._take_ragged(block.num_rows)
        lines = self._lines(feeds, ragged)
        cleaned = {name: cells.clean_column(column) for name, column in zip(self._names, columns, strict=True)}
        batch = _without_blank_rows(cells.record_batch(cleaned, lines))
        return _merged(batch, [self._ragged_batch(ragged)]) if ragged else batch

    def rest(self) -> pa.RecordBatch | None:
        """Ragged rows behind the last block."""
        if not self._ragged:
            return None
        ragged = self._take_ragged(sys.maxsize)
        self._lines(np.zeros(0, np.int64), ragged)
        batch = self._ragged_batch(ragged)
        return batch if batch.num_rows else None

    def _feeds(self, columns: list[pa.Array], n_rows: int) -> np.ndarray:
        total = np.zeros(n_rows, np.int64)
        for column in columns:
            feeds = cells.newlines_in(column)
            if feeds is not None:
                total += feeds
        return total

    def _take_ragged(self, n_rows: int) -> list[list[Any]]:
        """The ragged rows that stand before or among the next `n_rows` good ones, as [place, text, line]."""
        taken: list[list[Any]] = []
        last = self._row + n_rows
        while self._ragged and self._ragged[0][0] <= last + 1 + len(taken):
            number, text = self._ragged.pop(0)
            taken.append([number - self._row - 1 - len(taken), text, 0])
        self._row = last + len(taken) if n_rows < sys.maxsize else self._row
        return taken

    def _lines(self, feeds: np.ndarray, ragged: list[list[Any]]) -> np.ndarray:
        """First physical line of each good row; fills in the line of each ragged one."""
        heights = 1 + feeds
        starts = self.line + 1 + np.concatenate(([0], np.cumsum(heights)))
        for row in ragged:
            place, text, _ = row
            row[2] = int(starts[place])
            starts[place:] += 1 + text.count("\n")
        self.line = int(starts[-1]) - 1
        return starts[:-1]

    def _ragged_batch(self, ragged: list[list[Any]]) -> pa.RecordBatch:
        width = len(self._names)
        parsed = [(line, self._cells(text)) for _, text, line in ragged]
        kept = [(line, row) for line, row in parsed if any(row)]
        table = [(row + [None] * width)[:width] for _, row in kept]
        columns = {
            name: pa.array([row[position] for row in table], pa.string()) for position, name in enumerate(self._names)
        }
        lines = np.array([line for line, _ in kept], np.int64)
        return cells.record_batch(columns, lines, np.ones(len(kept), bool))

    def _cells(self, text: str) -> list[str | None]:
        row = next(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter), [])
        return [cells.clean_cell(cell) for cell in row]


def _without_blank_rows(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Drop rows in which every cell is missing: blank lines, rows of bare delimiters."""
    filled = np.zeros(batch.num_rows, bool)
    for column in batch.columns[:-2]:
        if column.null_count == 0:
            return batch
        filled |= column.is_valid().to_numpy(zero_copy_only=False)
        if filled.all():
            return batch
    return batch.filter(pa.array(filled))


def _merged(batch: pa.RecordBatch, others: list[pa.RecordBatch]) -> pa.RecordBatch:
    """Batches put together in the order of their lines."""
    table = pa.Table.from_batches([batch, *others]).sort_by(cells.LINE).combine_chunks()
    return table.to_batches(max_chunksize=None)[0] if table.num_rows else batch.slice(0, 0)


class _Recoded(io.RawIOBase):
    """A stream in another encoding, read as UTF-8; memory stays at one piece."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ready = b""
        self._is_first = True

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = sys.maxsize if size is None or size < 0 else size
        while len(self._ready) < wanted:
            piece = self._stream.read(1 << 20)
            text = self._decoder.decode(piece, final=not piece)
            if self._is_first and text:
                text, self._is_first = text.removeprefix("\ufeff"), False
            self._ready += text.encode("utf-8")
            if not piece:
                break
        answer, self._ready = self._ready[:wanted], self._ready[wanted:]
        return answer

    def close(self) -> None:
        self._stream.close()
        super().close()
