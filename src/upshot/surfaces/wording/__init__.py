"""Every word a person reads, in English and French, and the way numbers and dates are written in each.

Messages are Fluent files (`en/*.ftl`, `fr/*.ftl`), one per room, keyed by the codes that errors, phrases and pages
carry. All files of a language form one catalogue; a test holds the two languages to the same ids and variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "fr")
DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,4}")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
LONGEST_FACT = 900  # Fluent refuses a fact of more than 1,000 characters; a cell of a file may hold a megabyte
MISSING = "–"  # what a person sees where there is no number
# French sets a no-break space inside quotation marks and before : » % and a narrow one before ; ? !
_BEFORE_WIDE = re.compile(r"(?<=\S) (?=[:»%](?:\W|$))")
_BEFORE_PER_CENT = re.compile(r"(?<=[\d}]) %")
_BEFORE_NARROW = re.compile(r"(?<=\S) (?=[;?!](?:\W|$))")
_PAUSE = {"en": "; ", "fr": "\u202f; "}
_OR = {"en": " or ", "fr": " ou "}
_COLON = {"en": ": ", "fr": "\u00a0: "}


class CodedSentence(Protocol):
    """Anything with a code and facts: an error, a `Phrase`, a finding."""

    @property
    def code(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@cache
def _bundle(language: str, room: str | None = None) -> FluentBundle:
    """Parse the catalogue of one language, or one room of it; the whole takes about a second, once per process."""
    bundle = FluentBundle([language], use_isolating=False)
    folder = resources.files(__package__).joinpath(language)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name == f"{room}.ftl" or (room is None and file.name.endswith(".ftl")):
            text = file.read_text(encoding="utf-8")
            bundle.add_resource(FluentResource(_typeset(text, language)))
    return bundle


def _typeset(text: str, language: str) -> str:
    """The catalogue with the spaces of its language: `5%` in English; in French no-break ones, which nobody types."""
    if language == "en":
        return _BEFORE_PER_CENT.sub("%", text)
    text = _BEFORE_NARROW.sub("\u202f", _BEFORE_WIDE.sub("\u00a0", text))
    return text.replace("« ", "«\u00a0")


class Words:
    """The catalogue and the number formats of one language; `room` reads one file only, for who cannot wait."""

    def __init__(self, language: str = "en", room: str | None = None) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.room = room
        self.locale = Locale.parse({"en": "en_GB", "fr": "fr_FR"}[self.language])

    def has(self, code: str) -> bool:
        """Whether the catalogue knows `code`."""
        return _bundle(self.language, self.room).has_message(code)

    def text(self, code: str, /, **facts: Any) -> str:
        """The sentence behind `code`; an unknown code is a bug and raises `KeyError`."""
        bundle = _bundle(self.language, self.room)
        message = bundle.get_message(code)
        if message.value is None:
            raise KeyError(code)
        sentence, problems = bundle.format_pattern(message.value, facts)
        if problems:
            raise KeyError(f"{code}: {problems}")
        return str(sentence)

    def phrase(self, phrase: CodedSentence) -> str:
        """The sentence of a `Phrase`."""
        return self.text(phrase.code, **self.facts(phrase.facts))

    def error(self, error: CodedSentence) -> str:
        """The four-part message of an error: what happened, what was seen, what is valid, what to do next."""
        facts = self.facts({name: _plain(value) for name, value in error.facts.items()})
        if self.has(f"valid_{facts.get('valid')}"):  # a cell's refusal names what is valid by its code
            facts["valid"] = self.text(f"valid_{facts['valid']}")
        return self.text(error.code, **facts)

    def pauses(self, parts: Iterable[str]) -> str:
        """Several clauses in one line: `a; b`."""
        return _PAUSE[self.language].join(parts)

    def labelled(self, label: str, text: str) -> str:
        """A label and what it labels: `Low: 5%`."""
        return f"{label}{_COLON[self.language]}{text}"

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Facts as the reader writes numbers, days and instants."""
        return {name: self._fact(value) for name, value in facts.items()}

    def _fact(self, value: Any) -> Any:
        """Facts travel as plain text (`10.7`, `2026-09-30`); here they take the reader's decimal mark and date."""
        if not isinstance(value, str):
            return value
        if INSTANT.fullmatch(value):
            return f"{self.instant(datetime.fromisoformat(value))} UTC"
        if DECIMAL.fullmatch(value):
            return self.number(Decimal(value), digits=len(value.split(".")[1]))
        try:
            return self.day(date.fromisoformat(value)) if DAY.fullmatch(value) else value
        except ValueError:  # 2026-02-30 was seen in a file: it is shown as it stands there
            return value

    def money(self, amount: Decimal | float | None, currency: str, *, cents: bool = True) -> str:
        """An amount in its currency; with `cents` False, rounded to whole units for modelled amounts."""
        if amount is None:
            return MISSING
        if cents:
            return str(format_currency(amount, currency, locale=self.locale))
        pattern = "¤#,##0" if self.language == "en" else "#,##0\u00a0¤"
        return str(format_currency(amount, currency, format=pattern, locale=self.locale, currency_digits=False))

    def number(self, value: Decimal | float | None, *, digits: int = 0) -> str:
        """A number with its thousands marks; `digits` decimals at most."""
        if value is None:
            return MISSING
        rounded = round(Decimal(str(value)), digits)
        return str(format_decimal(rounded, locale=self.locale))

    def amount(self, value: Decimal | float | None) -> str:
        """An amount without its currency, always with two decimals, for columns of money."""
        if value is None:
            return MISSING
        return str(format_decimal(value, format="#,##0.00", locale=self.locale))

    def percent(self, rate: float | None, *, digits: int = 1) -> str:
        """A 0–1 rate as per cent."""
        if rate is None:
            return MISSING
        rate = rate if round(rate, digits + 2) else 0.0  # nobody owes −0 %
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + ("%" if self.language == "en" else "\u00a0%")
        return str(format_percent(rate, format=pattern, locale=self.locale))

    def day(self, day: date | None) -> str:
        """A day, spelt so that 03/04 cannot be misread."""
        return MISSING if day is None else str(format_date(day, format="d MMM y", locale=self.locale))

    def period(self, first: date, last: date) -> str:
        """Two days, or one where they are the same."""
        return self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"

    def either(self, names: Iterable[str]) -> str:
        """Names to choose from: `a, b or c`."""
        *others, last = names
        return f"{', '.join(others)}{_OR[self.language]}{last}" if others else last

    def instant(self, instant: datetime | None, zone: str = "UTC") -> str:
        """An instant in `zone`."""
        if instant is None:
            return MISSING
        return str(format_datetime(instant, "d MMM y HH:mm", tzinfo=ZoneInfo(zone), locale=self.locale))


def _plain(value: Any) -> Any:
    """Facts as Fluent takes them: numbers stay numbers (for plurals), lists become comma lists or the word `none`."""
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple | set) and not value:
        return "none"
    text = ", ".join(str(item) for item in value) if isinstance(value, list | tuple | set) else str(value)
    return text if len(text) <= LONGEST_FACT else text[: LONGEST_FACT - 1] + "…"
