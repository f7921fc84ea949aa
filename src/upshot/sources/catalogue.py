"""Every kind of file that Upshot reads, and the question which kind a document is."""

from __future__ import annotations

import difflib

from upshot.errors import SourceRefused, UnknownName
from upshot.sources import (
    creator_lists,
    creator_posts,
    ga4,
    orders,
    sheets,
    shopify,
    tiktok_ads,
    tiktok_studio,
    touches,
    visits,
    woocommerce,
)
from upshot.sources.base import Detection, Document, FileSource
from upshot.sources.fields import header_key
from upshot.sources.reading.refused import RefusedDocument
from upshot.sources.refusing import shortened

SOURCES: tuple[FileSource, ...] = (
    *tiktok_ads.SOURCES,
    *tiktok_studio.SOURCES,
    *sheets.SOURCES,
    *shopify.SOURCES,
    *woocommerce.SOURCES,
    *orders.SOURCES,
    *ga4.SOURCES,
    *visits.SOURCES,
    *touches.SOURCES,
    *creator_posts.SOURCES,
    *creator_lists.SOURCES,
)
SURE_ENOUGH = 0.5
_HEAD_ROWS = 20  # rows in which a header may stand, for the refusal's words


def detect_kind(document: Document) -> tuple[FileSource, Detection]:
    """The surest source for a document.

    Raises
    ------
    SourceRefused : `unknown_file_kind`, nobody is sure enough; facts say the headers seen, the nearest kind and the
        headers it would need. A document that already carries a refusal (a PDF in a zip) raises that.
    """
    if isinstance(document, RefusedDocument):
        raise document.refusal
    answers = [(source, source.detect(document)) for source in SOURCES]
    source, detection = max(answers, key=lambda answer: answer[1].confidence)
    if detection.confidence >= SURE_ENOUGH:
        return source, detection
    raise _unknown(document, answers)


def source_named(kind: str) -> FileSource:
    """The source of a kind, for `--as`; UnknownName with the nearest kinds otherwise."""
    kinds = {source.kind: source for source in SOURCES}
    found = kinds.get(kind.strip().lower().replace("-", "_"))
    if found is not None:
        return found
    nearest = difflib.get_close_matches(kind.lower(), kinds, n=3, cutoff=0.4)
    raise UnknownName("unknown_kind", seen=kind, nearest=nearest or sorted(kinds), known=sorted(kinds))


def signature_of(source: FileSource) -> tuple[str, ...]:
    """The headers that make a file of this kind; sources may list them as `signature`."""
    return tuple(getattr(source, "signature", ())) or tuple(getattr(source, "headers", ()))


def _unknown(document: Document, answers: list[tuple[FileSource, Detection]]) -> SourceRefused:
    header = _likely_header(document)
    keys = {header_key(cell) for cell in header}

    def nearness(answer: tuple[FileSource, Detection]) -> tuple[float, float]:
        source, detection = answer
        signature = signature_of(source)
        shared = sum(header_key(name) in keys for name in signature)
        return detection.confidence, shared / len(signature) if signature else 0.0

    source, _ = max(answers, key=nearness)
    known = max(map(nearness, answers)) > (0.0, 0.0)
    missing = [name for name in signature_of(source) if header_key(name) not in keys] if known else []
    return SourceRefused(
        "unknown_file_kind",
        file=document.name,
        seen=shortened(", ".join(cell for cell in header if cell), 200),
        nearest=source.kind if known else "none",
        missing=missing or "none",
    )


def _likely_header(document: Document) -> list[str]:
    """The widest of the first rows."""
    rows = document.head[:_HEAD_ROWS]
    return max(rows, key=lambda row: sum(bool(cell) for cell in row), default=[])
