"""Lists of creators with somebody else's figures: top lists, vendors' reports.

Nothing here becomes a reading of ours: averages over unknown posts stay figures of whoever gave them. Start with
`source.py`; the words stand in `headers.yaml`.
"""

from upshot.sources.base import FileSource
from upshot.sources.creator_lists import source

SOURCES: tuple[FileSource, ...] = source.SOURCES

__all__ = ["SOURCES"]
