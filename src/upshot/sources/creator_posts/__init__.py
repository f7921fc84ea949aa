"""Posts and creators as any tool or researcher writes them, recognised by their words and their ids.

Nothing here judges a number; averages over posts are `creator_lists`' business. Start with `source.py`.
"""

from upshot.sources.base import FileSource
from upshot.sources.creator_posts import refusals, source

SOURCES: tuple[FileSource, ...] = (*source.SOURCES, *refusals.SOURCES)

__all__ = ["SOURCES"]
