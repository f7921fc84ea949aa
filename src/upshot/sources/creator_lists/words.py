"""What a header of a list says: which figure, how it was made, of what; or a name, a country, a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from upshot.sources.header_words import fold, load_words

COUNTS = frozenset({"followers", "following", "posts", "rank"})  # of the account, at a moment
RATED = frozenset({"engagement"})  # a rate when it says so, or when its values are no counts
_VAGUE = ("posts", "rank")  # words that also help to say another figure: `number of followers`, `video views`
_HANDLE = re.compile(r"@?[a-z0-9._]{1,30}")
_PROFILE = re.compile(r"(?:tiktok|instagram|youtube)\.com/@?[^/?#\s]+", re.IGNORECASE)
_POST_ID = re.compile(r"[67]\d{18}")
_REPEATED = re.compile(r"\.\d+$")  # the reader numbers a header that comes again


@dataclass(frozen=True)
class FigureWords:
    """A figure as a header tells it."""

    metric: str
    statistic: str
    denominator: str
    may_be_rate: bool


def _all() -> Mapping[str, Any]:
    return load_words("upshot.sources.creator_lists")


@cache
def _reverse(part: str) -> Mapping[str, str]:
    """Their word → ours."""
    return {word: ours for ours, words in _all()[part].items() for word in words}


@cache
def _set(part: str) -> frozenset[str]:
    return frozenset(map(fold, _all()[part]))


@cache
def figure_of(header: str) -> FigureWords | None:
    """The figure that a header names; None when it names none, or holds a word that is unknown here."""
    text = fold(_REPEATED.sub("", header).replace("/", " per "))
    denominators = ((ours, word) for ours, words in _all()["denominator"].items() for word in words)
    denominator = next((ours for ours, word in denominators if f" {word} " in f" {text} "), None)
    is_rate = "%" in header
    statistic = qualifier = None
    metrics: list[str] = []
    for word in text.split():
        if word in _reverse("metric"):
            metrics.append(_reverse("metric")[word])
        elif word in _reverse("statistic"):
            statistic = _reverse("statistic")[word]
        elif word in _reverse("qualifier"):
            qualifier = _reverse("qualifier")[word]
        elif word not in _set("silent") | _set("rate") | _platform_words() and not word.isdigit():
            return None
        is_rate = is_rate or word in _set("rate")
    if not metrics:
        return None
    metric = min(metrics, key=_VAGUE.index if set(metrics) <= set(_VAGUE) else lambda name: name in _VAGUE)
    if metric in COUNTS:
        return FigureWords(metric, statistic or "latest", "creator", may_be_rate=False)
    may_be_rate = metric in RATED or is_rate
    name = f"{metric}_rate" if is_rate and not metric.endswith("rate") else metric
    if statistic == "mean" and not is_rate:
        denominator = denominator or "post"
    if statistic == "total":
        denominator = denominator or "creator"
    name = f"{qualifier}_{name}" if qualifier else name
    return FigureWords(name, statistic or "unspecified", denominator or "unspecified", may_be_rate)


@cache
def _platform_words() -> frozenset[str]:
    return frozenset(_reverse("platforms"))


def is_about(header: str, part: str) -> bool:
    """Whether a header is one of the words of that part (`name`, `country`, `read_on` …) of `headers.yaml`."""
    return fold(_REPEATED.sub("", header)) in _set(part)


def platforms_in(texts: Iterable[str]) -> set[str]:
    """The platforms that headers or a file's name speak of."""
    words = {word for text in texts for word in _parts(text)}
    return {ours for ours, theirs in _all()["platforms"].items() if not words.isdisjoint(theirs)}


def _parts(text: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z])(?=[A-Z])|[_\d]", " ", fold(text)).split()) | set(fold(text).split())


def is_list_of_posts(head: Sequence[Sequence[str]], header_row: int) -> bool:
    """Whether the rows are posts: a header that only posts have, or a column of TikTok's long ids."""
    header = head[header_row]
    if any(is_about(cell, "of_posts") for cell in header):
        return True
    below = head[header_row + 1 :]
    columns = ([row[place].strip() for row in below if place < len(row)] for place in range(len(header)))
    return any(cells and all(map(_POST_ID.fullmatch, cells)) for cells in columns)


@dataclass(frozen=True)
class Layout:
    """Which header of a list serves for what."""

    handle: str | None
    names: tuple[str, ...]  # every column of names, the handle's too
    figures: Mapping[str, FigureWords]
    others: Mapping[str, tuple[str, ...]]  # country, category, language, vendor, platform, read_on, period


def layout_of(head: Sequence[Sequence[str]], header_row: int, columns: Sequence[str]) -> Layout:
    """Read a header and look at the rows below it.

    Lists call handles and display names by the same words in turn ("Tiktok name" is the handle in one month's list
    and the display name in the next one's), so the cells decide: the column with most cells that can be handles.

    Parameters
    ----------
    columns : the names that the reader gives to the columns: the header's cells, repeated ones numbered
    """
    names = tuple(name for name in columns if is_about(name, "name"))
    likeness = {name: _handle_share(head, header_row, columns.index(name)) for name in names}
    handle = max(names, key=lambda name: likeness[name], default=None)
    if handle is not None and likeness[handle] < 0.5:
        handle = None
    figures = {name: found for name in columns if name not in names and (found := figure_of(name)) is not None}
    parts = ("country", "category", "language", "vendor", "platform", "read_on", "period")
    others = {part: tuple(name for name in columns if is_about(name, part)) for part in parts}
    return Layout(handle, names, figures, {part: found for part, found in others.items() if found})


def _handle_share(head: Sequence[Sequence[str]], header_row: int, place: int) -> float:
    """The share of a column's cells that can be handles as they stand: display names have capitals and blanks."""
    cells = [row[place].strip() for row in head[header_row + 1 :] if place < len(row) and row[place].strip()]
    fits = [_HANDLE.fullmatch(cell) or _PROFILE.search(cell) for cell in cells]
    return sum(map(bool, fits)) / len(cells) if cells else 0.0
