"""What a cell of a sheet may hold: the parsers of `sources.parsing`, with bounds, and those of our own nouns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from babel import Locale

from upshot.sources import parsing
from upshot.sources.country_codes import country_code
from upshot.sources.nouns import COUNT_FROM_ZERO, EMAIL, HANDLE, Bounded, Distinct
from upshot.sources.parsing.habits import Parser
from upshot.sources.sheets.spec import read_yaml
from upshot.vocabulary.tables import Kind
from upshot.vocabulary.tiktok_links import handle_of, is_short_link

_SEPARATORS = re.compile(r"[;,|\s]+")
_BETWEEN_LINKS = re.compile(r"[;|\s]+|,(?=\s*https?://)")


def is_email(text: str) -> bool:
    """Whether the cell is an e-mail address."""
    return bool(EMAIL.fullmatch(text.strip()))


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


_CHOICES = (
    *("objective", "collaboration_type", "event_kind", "survey_group"),
    *("denominator", "statistic", "platform", "audience_dimension"),
)


@cache
def parsers() -> Mapping[str, Parser]:
    """Every kind of cell that `sheets.yaml` names."""
    own: dict[str, tuple[Kind, str, Callable[[str], Any]]] = {
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
        "handle": HANDLE,
        **{name: _choice(name) for name in _CHOICES},
        **dict.fromkeys(("text", "post", "respondent", "setting_key", "setting_value"), parsing.TEXT),
        "id": parsing.ID,
        "boolean": parsing.BOOLEAN,
        "day": parsing.DAY,
        "instant": parsing.INSTANT,
        "number": parsing.NUMBER,
        "count": COUNT_FROM_ZERO,
        "money": Bounded(parsing.MONEY, "amount_from_zero", lowest=0),
        "amount": Bounded(parsing.NUMBER, "number_from_zero", lowest=0),
        "positive": Bounded(parsing.NUMBER, "number_above_zero", above=0),
        "rate": Bounded(parsing.RATE, "share", lowest=0, highest=1),
        "hurdle": Bounded(parsing.RATE, "hurdle", lowest=-1, highest=10),
    }
