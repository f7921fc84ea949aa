"""The way from bytes to text tables: CSV, spreadsheets, JSON and archives of them, recognised by content.

Nothing here knows a platform: a `Document` says what stands in the file, as text, with the physical line of each
row. Start with `opening.py`; `delimited.py` is the fast road that most files take.
"""

from upshot.sources.reading.opening import open_documents

__all__ = ["open_documents"]
