"""Upshot's own sheets: what no platform exports, as CSV or XLSX that people fill in.

Nothing here decides what a number means; a row that contradicts itself is refused with its line. Start with
`sheets.yaml` for the columns, `reading.py` for the way in, `writing.py` for the empty sheets.
"""

from upshot.sources.sheets.source import SOURCES
from upshot.sources.sheets.spec import sheets
from upshot.sources.sheets.writing import harmless, write_sheet

__all__ = ["SOURCES", "harmless", "sheets", "write_sheet"]
