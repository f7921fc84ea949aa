"""A sheet of visits that anybody can make: a day, its sessions, and where they came from."""

from upshot.sources.base import FileSource
from upshot.sources.visits.visit_sheet import VisitSheet

SOURCES: tuple[FileSource, ...] = (VisitSheet(),)

__all__ = ["SOURCES", "VisitSheet"]
