"""What a cell of a sheet may hold: the parsers of `sources.parsing`, with bounds, and those of our own nouns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from babel import Locale

from upshot.sources import parsing
from upshot.sources.country_codes import country_code
from upshot.sources.parsing.habits import Habits, Parsed, Parser, parse_distinct, with_failures
from upshot.sources.sheets.spec import read_yaml
from upshot.vocabulary.tables import Kind
from upshot.vocabulary.tiktok_links import handle_of, is_short_link

_SEPARATORS = re.compile(r"[;,|\s]+")
_BETWEEN_LINKS = re.compile(r"[;|\s]+|,(?=\s*https?://)")
_EMAIL = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]{2,}")
_PHONE = re.compile(r"(?<![\w/])\+?\d(?:[\s.\-()]{0,2}\d){8,13}(?![\w/])")


@dataclass(frozen=True)
class Bounded:
    """A number between two bounds, both included unless `above` is set, which the number must exceed."""

    inner: Parser
    valid: str
    lowest: float | None = None
    highest: float | None = None
    above: float | None = None

    @property
    def kind(self) -> Kind:
        """The kind of column it makes."""
        return self.inner.kind

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Take what the cells reveal."""
        self.inner.learn(cells, habits, header)

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:
        """Read the cells; numbers out of bounds come out null and failed."""
        values = self.inner.parse(cells, habits, header).values
        numbers = pc.cast(values, pa.float64(), safe=False)
        fits = values.is_valid()
        for bound, holds in (
            (self.lowest, pc.greater_equal),
            (self.highest, pc.less_equal),
            (self.above, pc.greater),
        ):
            if bound is not None:
                fits = pc.and_(fits, pc.fill_null(holds(numbers, bound), False))
        return with_failures(cells, pc.if_else(fits, values, pa.scalar(None, values.type)))


@dataclass(frozen=True)
class Distinct:
    """A noun of ours, read by `read` (None = not one)."""

    kind: Kind
    valid: str
    read: Callable[[str], object]

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Nothing to learn."""

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """Read each distinct cell once."""
        return parse_distinct(cells, self.kind, self.read)


def without_contacts(text: str) -> str:
    """`text` with e-mail addresses and telephone numbers masked: they are never stored."""
    return _PHONE.sub("[phone]", _EMAIL.sub("[email]", text))


def is_email(text: str) -> bool:
    """Whether the cell is an e-mail address."""
    return bool(_EMAIL.fullmatch(text.strip()))


def why_not_a_post(text: str) -> str:
    """The wording code of what is wrong with a post link."""
    return "post_link_full" if is_short_link(text) else "post_link"


def currency_of(text: str) -> str | None:
    """The ISO 4217 code, when it is one."""
    code = text.strip().upper()
    code = parsing.currency_in(text) or code if len(code) != 3 else code
    return code if code in Locale.parse("en").currencies else None


def language_of(text: str) -> str | None:
    """The ISO 639 code of a code or of a language's English or French name."""
    code = re.split(r"[-_]", text.strip().casefold())[0]
    if code in Locale.parse("en").languages:
        return code
    return _language_names().get(text.strip().casefold())


@cache
def _language_names() -> Mapping[str, str]:
    return {
        name.casefold(): code
        for locale in ("fr", "en")
        for code, name in Locale.parse(locale).languages.items()
        if code.isalpha() and len(code) <= 3
    }


def _handles(text: str) -> list[str] | None:
    found = [handle_of(part) for part in _SEPARATORS.split(text) if part]
    return None if None in found else [handle for handle in found if handle]


def _links(text: str) -> list[str] | None:
    parts = [part.strip() for part in _BETWEEN_LINKS.split(text) if part.strip()]
    return parts if all(re.match(r"https?://|\d{15,20}$|(www|vm|vt|m)\.tiktok", part) for part in parts) else None


def _words(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text) if part]


def _choice(name: str) -> parsing.Choice:
    """A choice of `choices.yaml`: our word, and what else people write for it."""
    words: dict[str, str] = {}
    for ours, others in read_yaml("choices.yaml")[name].items():
        words |= dict.fromkeys((ours, *others), ours)
    return parsing.Choice(words, valid=name)


@cache
def parsers() -> Mapping[str, Parser]:
    """Every kind of cell that `sheets.yaml` names."""
    own: dict[str, tuple[Kind, str, Callable[[str], Any]]] = {
        "handle": (Kind.TEXT, "handle", handle_of),
        "handles": (Kind.TEXT_LIST, "handles", _handles),
        "links": (Kind.TEXT_LIST, "post_links", _links),
        "codes": (Kind.TEXT_LIST, "codes", lambda text: [code.upper() for code in _words(text)]),
        "words": (Kind.TEXT_LIST, "words", _words),
        "currency": (Kind.TEXT, "currency_code", currency_of),
        "country": (Kind.TEXT, "country_code", country_code),
        "language": (Kind.TEXT, "language_code", language_of),
    }
    return {
        **{name: Distinct(*parts) for name, parts in own.items()},
        **{name: _choice(name) for name in ("objective", "collaboration_type", "event_kind", "survey_group")},
        **dict.fromkeys(("text", "post", "respondent", "setting_key", "setting_value"), parsing.TEXT),
        "id": parsing.ID,
        "boolean": parsing.BOOLEAN,
        "day": parsing.DAY,
        "instant": parsing.INSTANT,
        "number": parsing.NUMBER,
        "count": Bounded(parsing.COUNT, "whole_number_from_zero", lowest=0),
        "money": Bounded(parsing.MONEY, "amount_from_zero", lowest=0),
        "amount": Bounded(parsing.NUMBER, "number_from_zero", lowest=0),
        "positive": Bounded(parsing.NUMBER, "number_above_zero", above=0),
        "rate": Bounded(parsing.RATE, "share", lowest=0, highest=1),
        "hurdle": Bounded(parsing.RATE, "hurdle", lowest=-1, highest=10),
    }
