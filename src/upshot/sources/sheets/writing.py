"""Write an empty sheet: the headers, one line of help per column, one line of example."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from upshot.errors import InvalidInput
from upshot.settings import SETTINGS
from upshot.sources.sheets.reading import MARKS
from upshot.sources.sheets.spec import LANGUAGES, Sheet, sheet_named

_EVALUATED = ("=", "+", "-", "@", "\t", "\r")
_SEPARATOR = {"en": ",", "fr": ";"}  # a French spreadsheet opens commas as one column
FORMS = ("csv", "xlsx")
# What the settings sheet shows for settings that say nothing by default.
_SHOWN = {
    "target_countries": "FR BE",
    "ad_time_zone": "Europe/Paris",
    "day_first": "true",
    "brand_terms": "brand; other name",
    "target_audience": "age: 18-34; gender: female; country: FR, BE",
    "brand_values": "animal welfare = vegan, cruelty free, -fur",
    "brand_sectors": "alcohol",
    "competitors": "Other Brand; Third Brand",
    "public_url": "https://spark.brand.example",
    "link_url": "https://go.brand.example",
}


def write_sheet(name: str, language: str = "en", *, form: str = "csv") -> bytes:
    """An empty sheet as a file: headers, a help line and an example line, which the import skips when left in.

    Parameters
    ----------
    name : one of the sheets
    language : `en` or `fr`, the language of the help; headers are the same in all languages
    form : `csv` (UTF-8 with a byte-order mark, so that spreadsheets read the accents) or `xlsx`

    Raises
    ------
    UnknownName : no such sheet; InvalidInput : no such form
    """
    sheet = sheet_named(name)
    spoken = language if language in LANGUAGES else "en"
    rows = [list(sheet.column_names), _help_line(sheet, spoken), *_example_lines(sheet, spoken)]
    if form == "csv":
        return _csv(rows, _SEPARATOR[spoken])
    if form == "xlsx":
        return _xlsx(sheet, rows)
    raise InvalidInput("unknown_sheet_form", seen=form, valid=list(FORMS))


def harmless(cell: str) -> str:
    """The cell so that no spreadsheet evaluates it: an apostrophe before `=`, `+`, `-`, `@`, tab or return.

    Plain negative numbers stay as they are. The import of sheets takes the apostrophe off again.
    """
    if not cell.startswith(_EVALUATED):
        return cell
    if cell[0] in "+-" and cell[1:].replace(".", "", 1).replace(",", "", 1).isdigit():
        return cell
    return "'" + cell


def _help_line(sheet: Sheet, language: str) -> list[str]:
    line = [column.help[language] for column in sheet.columns]
    line[0] = f"{MARKS['help'][language]} {line[0]}"
    return line


def _example_lines(sheet: Sheet, language: str) -> list[list[str]]:
    """One line of example; of the settings, every one with the value it has while nobody says another."""
    lines = [[column.example for column in sheet.columns]]
    if sheet.name == "settings":
        named = {name: setting.default or _SHOWN.get(name) for name, setting in SETTINGS.items()}
        lines += [[name, value] for name, value in named.items() if value]
    for line in lines:
        line[0] = f"{MARKS['example'][language]} {line[0]}"
    return lines


def _csv(rows: Sequence[Sequence[str]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(sheet: Sheet, rows: Sequence[Sequence[str]]) -> bytes:
    """All cells as text: a spreadsheet would round a post's 19 digits and turn days around."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    help_ = book.add_format({"italic": True, "font_color": "#5A6570", "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    for column, name in enumerate(rows[0]):
        page.set_column(column, column, max(16, min(len(name) + 4, 32)), text)
        page.write_string(0, column, name, head)
        page.write_string(1, column, rows[1][column], help_)
        for place, example in enumerate(rows[2:], start=2):
            page.write_string(place, column, example[column], text)
    page.freeze_panes(1, 0)
    book.close()
    return content.getvalue()
