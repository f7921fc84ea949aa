"""Attribution as files: every credit of every model, a row each."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

from upshot.decisions.journeys.models_report import AttributionReport
from upshot.surfaces.presentation.attribution import flat_rows, note_lines, side_by_side_table
from upshot.surfaces.reports.writing import write_file
from upshot.surfaces.wording import Words

_UNSAFE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula at the start of a text


def write_attribution(report: AttributionReport, path: Path, words: Words) -> None:
    """Write `path` as .csv or .xlsx.

    Raises
    ------
    InvalidInput : file_not_written
    """
    write_file(path, as_csv(report) if path.suffix.lower() == ".csv" else as_xlsx(report, words))


def as_csv(report: AttributionReport) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read the accents."""
    text = io.StringIO()
    rows = flat_rows(report)
    writer = csv.DictWriter(text, list(rows[0]) if rows else [report.by])
    writer.writeheader()
    writer.writerows({**row, report.by: _guarded(row[report.by])} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(report: AttributionReport, words: Words) -> bytes:
    """Three sheets: side by side (revenue), every credit, notes."""
    import xlsxwriter  # noqa: PLC0415 (only this format needs it)

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        table = side_by_side_table(report, words)
        sheet = book.add_worksheet(table.title[:31])
        for column, heading in enumerate(table.columns):
            sheet.write_string(0, column, heading.label, bold)
        for row, line in enumerate(report.lines, start=1):
            sheet.write_string(row, 0, line.name)
            sheet.write_number(row, 1, line.touches)
            for column, model in enumerate(report.models, start=2):
                sheet.write_number(row, column, float(line.credits[model].conversions), money)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(table.columns) - 1, 16)
        rows = flat_rows(report)
        every = book.add_worksheet("credits")
        for column, name in enumerate(rows[0] if rows else [report.by]):
            every.write_string(0, column, name, bold)
        for row_at, row_of in enumerate(rows, start=1):
            for column, value in enumerate(row_of.values()):
                if isinstance(value, str):
                    every.write_string(row_at, column, value)
                elif value is not None:
                    every.write_number(row_at, column, float(value) if isinstance(value, Decimal) else value)
        notes = book.add_worksheet("notes")
        for row, note in enumerate(note_lines(report, words)):
            notes.write_string(row, 0, note)
    return buffer.getvalue()


def _guarded(name: str) -> str:
    return f"'{name}" if name.startswith(_UNSAFE) and not name.startswith("@") else name
