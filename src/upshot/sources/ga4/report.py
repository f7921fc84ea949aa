"""Recognise a GA4 download and read every table in it that can be put on days."""

from __future__ import annotations

from collections.abc import Iterator

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, Detection, Document, ReadContext, Reject
from upshot.sources.ga4.report_table import ReportTable, read_table, readable_table
from upshot.sources.ga4.sections import About, Section, folded, is_comment, known_labels, sections_of
from upshot.sources.header_words import fold
from upshot.sources.refusing import shortened
from upshot.vocabulary.tables import VISIT_DAY

_NEAREST_FIRST = ("ga4_without_day", "ga4_dimension_not_additive", "ga4_comparison", "ga4_without_sessions")
_SESSION_WORDS = ("session", "sesion", "sitzung", "sessao")


class Ga4Report:
    """Google Analytics 4 report."""

    kind = "ga4_report"
    label = "Google Analytics 4 report export"
    tables: tuple[str, ...] = ("visit_day",)
    signature = (
        "Date",
        "Session source / medium",
        "Sessions",
        "Engaged sessions",
    )  # for the refusal of a file that nobody knows

    def detect(self, document: Document) -> Detection:
        """Labels that only GA4 writes; comment lines above them make it surer."""
        best = Detection(0)
        for section in sections_of(document.head):
            own = _own_labels(section)
            comments = any(is_comment(cells) for cells in document.head[: section.header_row])
            is_told = comments and section.about != About()
            if own + comments + is_told >= 2:
                confidence = min(1.0, 0.5 + 0.1 * own + 0.1 * comments + 0.1 * is_told)
                if confidence > best.confidence:
                    best = Detection(confidence, f"{own} labels of Google Analytics 4", section.header_row)
        return best

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """The days of every table that can be read; the others are named as rejects.

        Raises
        ------
        SourceRefused : no table of the file can be read; of their reasons the one nearest to a remedy
        """
        readable: list[ReportTable] = []
        refusals: list[tuple[Section, SourceRefused]] = []
        for section in sections_of(document.head):
            try:
                readable.append(readable_table(document, section, context))
            except SourceRefused as refusal:
                refusals.append((section, refusal))
        if not readable:
            raise _most_helpful([refusal for _, refusal in refusals], document)
        if refusals:
            yield _named(refusals)
        for table in readable:
            yield from read_table(document, table, context)


def _most_helpful(refusals: list[SourceRefused], document: Document) -> SourceRefused:
    """The table that came nearest to being read says most about what to do: a chart above it has no Sessions at all."""
    nothing = SourceRefused("ga4_without_table", file=document.name)
    return min(refusals, key=lambda refusal: _NEAREST_FIRST.index(refusal.code), default=nothing)


def _own_labels(section: Section) -> int:
    """Labels that a sheet made by hand would hardly have: those that speak of sessions or events in two words."""
    keys = {fold(label) for label in section.header if label}
    sessionlike = {key for key in keys if " " in key and any(word in key for word in _SESSION_WORDS)}
    return len(keys & (folded("ignored") | {key for key in sessionlike if key in known_labels()}))


def _named(refusals: list[tuple[Section, SourceRefused]]) -> Batch:
    """Tables that were skipped, each with the line of its header and the code of the reason."""
    rejects = []
    for section, refusal in refusals:
        seen = shortened(", ".join(filter(None, section.header)))
        rejects.append(Reject(section.header_row + 1, section.header[0], seen, refusal.code))
    return Batch(VISIT_DAY.name, VISIT_DAY.arrow_schema().empty_table(), 0, tuple(rejects), 0)
