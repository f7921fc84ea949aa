"""Files as text, read as the import reads them."""

from tests.sources.sheets.conftest import read_sheet_text

__all__ = ["read_sheet_text"]
