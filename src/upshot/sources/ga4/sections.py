"""The parts of a GA4 download: comment lines that speak of the table below them, and tables stacked one on another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from upshot.sources.header_words import fold, load_words

_RULE = re.compile(r"^[\s#\-–—=*]*$")
_SPAN = re.compile(r"^\s*(\d{8})\s*[-–]\s*(\d{8})\s*$")


@cache
def ga4_words() -> Mapping[str, Any]:
    """The labels of GA4."""
    return load_words("upshot.sources.ga4", "labels.yaml")


@cache
def folded(name: str) -> frozenset[str]:
    """One list of the labels file, folded."""
    return frozenset(map(fold, ga4_words()[name]))


@cache
def known_labels() -> frozenset[str]:
    """Every column label that we know, kept or not."""
    columns = (label for labels in ga4_words()["columns"].values() for label in labels)
    return frozenset(map(fold, columns)) | folded("summed_over") | folded("too_long") | folded("ignored")


@dataclass(frozen=True)
class About:
    """What the comment lines say of the table below: its period and its property, each None where they are silent."""

    starts_on: date | None = None
    ends_on: date | None = None
    report_property: str | None = None

    @property
    def only_day(self) -> date | None:
        """The day that the whole table covers, where it covers one."""
        return self.starts_on if self.starts_on is not None and self.starts_on == self.ends_on else None


@dataclass(frozen=True)
class Section:
    """One table: the place of its header in the head, the header, and what was said of it."""

    header_row: int
    header: tuple[str, ...]
    about: About = field(default_factory=About)


def sections_of(head: Sequence[Sequence[str]]) -> list[Section]:
    """Find the tables of a download.

    A header is the first filled row of the file, or the first one below comment or blank lines, in which a known
    label stands. Comment lines speak of all tables below them until others contradict them.
    """
    sections: list[Section] = []
    said: dict[str, Any] = {}
    may_start = True
    for place, cells in enumerate(head):
        if is_comment(cells):
            said.update(_said(cells))
            may_start = True
        elif not any(cells):
            may_start = True
        elif may_start and looks_like_header(cells):
            sections.append(Section(place, tuple(cells), About(**said)))
            may_start = False
    return sections


def is_comment(cells: Sequence[str | None]) -> bool:
    """Whether a row is a comment line."""
    return bool(cells) and (cells[0] or "").startswith("#")


def looks_like_header(cells: Sequence[str | None]) -> bool:
    """Whether a row names columns: a label that we know, and no number among its cells."""
    filled = [cell for cell in cells if cell]
    return not any(cell[0].isdigit() for cell in filled) and any(fold(cell) in known_labels() for cell in filled)


def _said(cells: Sequence[str]) -> dict[str, Any]:
    """What one comment line says: a date, a span of dates, the property."""
    text = ",".join(cell for cell in cells if cell).lstrip("#").strip().strip(",")
    if not text or _RULE.match(text):
        return {}
    span = _SPAN.match(text)
    if span:
        return {"starts_on": _day(span.group(1)), "ends_on": _day(span.group(2))}
    name, mark, value = text.partition(":")
    if not mark:
        return {}
    words = ga4_words()["comments"]
    key = fold(name)
    for column in ("starts_on", "ends_on"):
        if key in map(fold, words[column]):
            return {column: _day(value)}
    return {"report_property": value.strip()} if key in map(fold, words["property"]) and value.strip() else {}


def _day(text: str) -> date | None:
    digits = re.sub(r"\D", "", text)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else None
    except ValueError:
        return None
