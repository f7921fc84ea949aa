"""Google Analytics 4: the CSV that reports and explorations download, with its comment lines and stacked tables."""

from upshot.sources.base import FileSource
from upshot.sources.ga4.report import Ga4Report

SOURCES: tuple[FileSource, ...] = (Ga4Report(),)

__all__ = ["SOURCES", "Ga4Report"]
