"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) through calamine: each visible sheet is one document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from upshot.errors import SourceRefused
from upshot.sources.reading import cells
from upshot.sources.reading.blobs import Blob, check_unpacked_size, seekable

HEAD_ROWS = 400
BATCH_ROWS = 32_768
# A spreadsheet holds 15 digits: a longer id that was stored as a number is damaged, and its text must say so.
EXACT_LIMIT = 2**53


@dataclass(frozen=True)
class SheetDocument:
    """One sheet; see `sources.base.Document`."""

    name: str
    sheet: CalamineSheet
    head: list[list[str]]
    sheet_names: tuple[str, ...]
    form: str = "xlsx"

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:
        """Yield the rows below `header_row`; see `sources.base.Document`."""
        names = cells.column_names(self.head[header_row])
        rows = _rows(self.sheet)
        line = header_row + 1
        for _ in range(line):
            next(rows, None)
        while piece := list(islice(rows, BATCH_ROWS)):
            batch = _batch(piece, names, line)
            line += len(piece)
            if batch.num_rows:
                yield batch


def open_spreadsheet(blob: Blob) -> Iterator[SheetDocument]:
    """Yield the visible sheets that hold anything; SourceRefused when the workbook is locked, broken or empty."""
    with seekable(blob) as stream:
        _check_size(blob, stream)
        try:
            workbook = CalamineWorkbook.from_filelike(stream)
            visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            names = tuple(visible or workbook.sheet_names)
            sheets = [workbook.get_sheet_by_name(name) for name in names if _is_worksheet(workbook, name)]
        except PasswordError as error:
            raise SourceRefused("spreadsheet_locked", file=blob.name) from error
        except Exception as error:  # calamine raises many kinds, and panics on some broken files
            raise _refusal(blob.name, error) from error
    found = False
    for sheet in sheets:
        head = [[_text(cell) or "" for cell in row] for row in islice(_rows(sheet), HEAD_ROWS)]
        if any(any(row) for row in head):
            found = True
            name = blob.name if len(sheets) == 1 else f"{blob.name}!{sheet.name}"
            yield SheetDocument(name, sheet, head, names)
    if not found:
        raise SourceRefused("file_empty", file=blob.name)


def _check_size(blob: Blob, stream: Any) -> None:
    try:
        with ZipFile(stream) as archive:
            infos = archive.infolist()
            check_unpacked_size(
                blob.name,
                packed=sum(info.compress_size for info in infos),
                unpacked=sum(info.file_size for info in infos),
            )
    except BadZipFile:
        pass  # an old XLS is no zip; a truncated XLSX is refused by calamine
    stream.seek(0)


def _is_worksheet(workbook: CalamineWorkbook, name: str) -> bool:
    kinds = {sheet.name: str(sheet.typ) for sheet in workbook.sheets_metadata}
    return "WorkSheet" in kinds.get(name, "WorkSheet")


def _refusal(name: str, error: Exception) -> SourceRefused:
    if "password" in str(error).lower() or "encrypt" in str(error).lower():
        return SourceRefused("spreadsheet_locked", file=name)
    reason = "" if not isinstance(error, CalamineError) else str(error)
    return SourceRefused("spreadsheet_broken", file=name, reason=reason or type(error).__name__)


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """The rows from the sheet's first one on, blank ones included, so that line numbers are the sheet's own."""
    start = sheet.start
    if start is None:
        return
    for _ in range(start[0]):
        yield []
    skipped = [""] * start[1]
    for row in sheet.to_python(skip_empty_area=True) if sheet.height < BATCH_ROWS else sheet.iter_rows():
        yield [*skipped, *row] if skipped else row


def _batch(rows: list[list[Any]], names: list[str], line: int) -> pa.RecordBatch:
    width = len(names)
    kept, lines = [], []
    for number, row in enumerate(rows, start=line + 1):
        texts = [_text(cell) for cell in row[:width]]
        if any(text is not None for text in texts):
            kept.append(texts + [None] * (width - len(texts)))
            lines.append(number)
    columns = {name: pa.array([row[place] for row in kept], pa.string()) for place, name in enumerate(names)}
    return cells.record_batch(columns, np.array(lines, np.int64))


def _text(value: Any) -> str | None:
    """A typed cell as the text a CSV would hold; days and instants in ISO form."""
    if isinstance(value, str):
        return cells.clean_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time(0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, dt.timedelta):
        return str(value.total_seconds())
    return None if value is None else cells.clean_cell(str(value))


def _number_text(value: float) -> str | None:
    if value != value:  # noqa: PLR0124 (NaN)
        return None
    if abs(value) >= EXACT_LIMIT:
        return f"{value:.5E}"
    return str(int(value)) if value.is_integer() else repr(value)
