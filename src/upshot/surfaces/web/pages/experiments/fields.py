"""The forms of an experiment: which fields each kind asks for, and how a cell becomes a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upshot.decisions.experiments.kept import TestKind
from upshot.errors import InvalidInput
from upshot.measures.typed import typed_number, typed_share
from upshot.surfaces.web.editing import Cell
from upshot.surfaces.wording import Words

Said = Mapping[str, str]
_EFFECT = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(%|pts?|pp)?$")
LONGEST = 4_000  # characters of one cell


@dataclass(frozen=True)
class Field:
    """One field: its name, how it is entered, what it says before anybody wrote, and whether it hides under "more"."""

    name: str
    input: str = "text"  # text, date, select, textarea, file or checkbox
    default: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_more: bool = False


def _more(*fields: Field) -> tuple[Field, ...]:
    return tuple(Field(f.name, f.input, f.default, f.choices, f.is_required, is_more=True) for f in fields)


SUBJECTS = ("content", "hashtag", "cta", "landing_page", "other")
GEO_KINDS = ("heavy_up", "go_dark", "hold_back")
_NAME = (Field("name", is_required=True), Field("campaign", "select"))
_RATES = (Field("power", default="80%"),)
_LIMITS = (Field("most_days"), Field("budget"))
_SIZES = (
    Field("baseline", is_required=True, default="2%"),
    Field("effects"),
    Field("per_day"),
    Field("unit_cost"),
    *_LIMITS,
    Field("starts_on", "date"),
)
_SIZES_MORE = _more(
    Field("n_per_arm"), Field("sd"), Field("n_arms", default="2"), Field("n_metrics", default="1"),
    Field("explained", default="0%"), *_RATES,
)  # fmt: skip
_SERIES = (Field("source", "select", "region", ("region", "country", "file")), Field("file", "file"))
_SERIES_MORE = _more(Field("metric"), Field("excluded"))
_STAKE = (Field("plausible", default="10%"), Field("order_cost"), Field("starts_on", "date"))

PLAN_FIELDS: Mapping[TestKind, tuple[Field, ...]] = {
    TestKind.AB: (
        *_NAME, Field("subject", "select", "content", SUBJECTS), *_SIZES, *_SIZES_MORE,
        *_more(Field("level", default="95%")),
    ),
    TestKind.SPLIT_TEST: (
        *_NAME, Field("subject", "select", "content", SUBJECTS), *_SIZES, *_SIZES_MORE,
        *_more(Field("level", default="90%")),
    ),
    TestKind.POSTS: (
        *_NAME, Field("subject", "select", "content", SUBJECTS[:3]),
        Field("posts", default="20 40 60", is_required=True), Field("creators", "textarea", is_required=True),
        Field("starts_on", "date"), *_more(Field("sd_log10"), Field("power", default="80%"),
                                           Field("level", default="90%")),
    ),
    TestKind.BRAND_LIFT: (
        *_NAME, Field("baseline", is_required=True, default="30%"), Field("effects"),
        Field("response_rate", default="15%"), Field("answer_cost"), Field("budget"), Field("starts_on", "date"),
        *_more(Field("n_per_arm"), Field("n_metrics", default="1"), *_RATES, Field("level", default="90%")),
    ),
    TestKind.GEO: (
        *_NAME, Field("geo_kind", "select", "heavy_up", GEO_KINDS), *_SERIES, *_STAKE,
        *_more(Field("weeks", default="2 3 4 6"), Field("cooldown_days", default="9")), *_SERIES_MORE,
        *_more(*_RATES, Field("level", default="90%")),
    ),
    TestKind.ON_OFF: (
        *_NAME, Field("source", "select", "shop", ("shop", "file")), Field("file", "file"), *_STAKE,
        *_more(Field("weeks", default="8 12 16 24"), Field("washout_days", default="2")),
        *_more(Field("metric"), *_RATES, Field("level", default="90%")),
    ),
    TestKind.LAUNCHES: (
        *_NAME, *_SERIES, *_STAKE, *_more(Field("weeks_after", default="4 8")), *_SERIES_MORE,
        *_more(*_RATES, Field("level", default="90%")),
    ),
}  # fmt: skip

_PEOPLE = (
    Field("file", "file", is_required=True), Field("metrics"), Field("arm_column"), Field("control"),
    Field("unit_column"), Field("n_column"), Field("day_column"), Field("covariates"), Field("audience"),
    *_more(Field("split", "textarea"), Field("planned_n"), Field("day_order", "select", "", ("", "day", "month"))),
)  # fmt: skip
_WHEN = (Field("test_from", "date", is_required=True), Field("test_to", "date", is_required=True))

READ_FIELDS: Mapping[TestKind, tuple[Field, ...]] = {
    TestKind.AB: (*_PEOPLE, *_more(Field("level", default="95%"))),
    TestKind.SPLIT_TEST: (*_PEOPLE, *_more(Field("level", default="90%"))),
    TestKind.POSTS: (
        Field("file", "file", is_required=True), Field("metrics", default="views"), Field("arm_column"),
        Field("control"), Field("blocks", default="block"), Field("is_log", "checkbox", "1"), Field("age_column"),
        *_more(Field("level", default="90%")),
    ),
    TestKind.BRAND_LIFT: (
        Field("file", "file"), Field("positive"), Field("asked", "textarea"), Field("cost"), Field("reach"),
        Field("is_randomised", "checkbox"),
        *_more(Field("question"), Field("group_column"), Field("answer_column"), Field("control"),
               Field("gap", default="10%"), Field("level", default="90%")),
    ),
    TestKind.GEO: (
        *_SERIES, Field("treated", "textarea", is_required=True), *_WHEN, Field("cooldown_days", default="9"),
        Field("count_cooldown", "checkbox", "1"), *_SERIES_MORE, *_more(Field("level", default="90%")),
    ),
    TestKind.ON_OFF: (
        Field("source", "select", "shop", ("shop", "file")), Field("file", "file"),
        Field("on", "textarea", is_required=True), *_WHEN,
        *_more(Field("block_days", default="7"), Field("washout_days", default="2"), Field("metric"),
               Field("level", default="90%")),
    ),
    TestKind.LAUNCHES: (
        *_SERIES, Field("launches", "textarea", is_required=True), Field("weeks_after", default="8"), *_SERIES_MORE,
        *_more(Field("level", default="90%")),
    ),
}  # fmt: skip


def cells_of(
    fields: Sequence[Field], said: Said, words: Words, *, problems: Said | None = None, campaigns: Sequence[str] = ()
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The cells of a form as they are shown: those always seen, and those under "more"."""
    problems = problems or {}
    made = [(_cell(field, said, words, problems, campaigns), field.is_more) for field in fields]
    return tuple(cell for cell, more in made if not more), tuple(cell for cell, more in made if more)


def _cell(field: Field, said: Said, words: Words, problems: Said, campaigns: Sequence[str]) -> Cell:
    choices = tuple((name, words.text(f"xc_{name or 'none'}")) for name in field.choices)
    if field.name == "campaign":
        choices = (("", words.text("xc_whole_programme")), *((name, name) for name in campaigns))
    help_code = f"xf_{field.name}_help"
    return Cell(
        name=field.name,
        label=words.text(f"xf_{field.name}"),
        help=words.text(help_code) if words.has(help_code) else "",
        value=said.get(field.name, field.default),
        input=field.input,
        choices=choices,
        required=field.is_required,
        error=problems.get(field.name),
    )


class Answers:
    """What was written into a form, as values; whatever cannot be one is refused with its field.

    Raises
    ------
    InvalidInput : experiment_form_cell, with `field` (the field's name), what was seen and what is valid
    """

    def __init__(self, said: Said, fields: Sequence[Field]) -> None:
        known = {field.name: field for field in fields}
        self._said = {
            name: (said.get(name, field.default if field.input != "checkbox" else "") or "").strip()
            for name, field in known.items()
        }
        for name, field in known.items():
            if len(self._said[name]) > LONGEST:
                raise self._refuse(name, "experiment_shorter")
            if field.is_required and field.input != "file" and not self._said[name]:
                raise self._refuse(name, "experiment_filled")

    def text(self, name: str) -> str | None:
        """What was written, or None."""
        return self._said.get(name) or None

    def number(self, name: str, *, least: float | None = None) -> float | None:
        """A number; None where nothing was written."""
        text = self._said.get(name, "").strip()
        if not text:
            return None
        number = typed_number(text)
        if number is None or (least is not None and number < least):
            raise self._refuse(name, "experiment_number")
        return float(number)

    def whole(self, name: str, *, least: int = 0, most: int = 10**9) -> int | None:
        """A whole number within bounds; None where nothing was written."""
        value = self.number(name)
        if value is None:
            return None
        if value != int(value) or not least <= value <= most:
            raise self._refuse(name, "experiment_whole")
        return int(value)

    def wholes(self, name: str, *, least: int = 1, most: int = 10**6) -> tuple[int, ...]:
        """Whole numbers separated by blanks or ; and ,."""
        parts = [part for part in re.split(r"[\s;,]+", self._said.get(name, "")) if part]
        if any(not part.isdecimal() or not least <= int(part) <= most for part in parts):
            raise self._refuse(name, "experiment_wholes")
        return tuple(int(part) for part in parts)

    def share(self, name: str, default: float | None = None) -> float | None:
        """`2%`, `2,5 %` or `0.02` as 0.02."""
        text = self._said.get(name, "")
        if not text:
            return default
        number, is_percent = typed_share(text)
        if number is None:
            raise self._refuse(name, "experiment_share")
        return float(number) / (100 if is_percent else 1)

    def effects(self, name: str, *, is_share: bool) -> tuple[tuple[float, bool], ...]:
        """Effects as (size, is relative): `20%` is relative, `0.4pt` a difference of shares, `1.5` of averages."""
        found = []
        for part in re.split(r"[;\n]+|\s+(?=[+-]?\d)", self._said.get(name, "").strip()):
            if not part.strip():
                continue
            match = _EFFECT.match(part.strip())
            if match is None or (match.group(2) not in {None, "%"} and not is_share):
                raise self._refuse(name, "experiment_effects")
            size = float(match.group(1).replace(",", "."))
            found.append((size if match.group(2) is None else size / 100, match.group(2) == "%"))
        return tuple(found)

    def day(self, name: str) -> date | None:
        """A day; None where nothing was written."""
        text = self._said.get(name, "")
        return self._day(name, text) if text else None

    def a_day(self, name: str) -> date:
        """A day that has to be there."""
        return self._day(name, self._said.get(name, ""))

    def names(self, name: str) -> tuple[str, ...]:
        """Names separated by ; or line ends (they may hold blanks and commas)."""
        parts = (part.strip() for part in re.split(r"[;\n\r]+", self._said.get(name, "")))
        return tuple(part for part in parts if part)

    def pairs(self, name: str, valid: str) -> dict[str, str]:
        """`name = value`, one to a line."""
        found = {}
        for line in self.names(name):
            left, mark, right = line.rpartition("=")
            if not mark or not left.strip() or not right.strip():
                raise self._refuse(name, valid, line)
            found[left.strip()] = right.strip()
        return found

    def stretches(self, name: str) -> list[tuple[date, date]]:
        """First and last day, one stretch to a line: `2026-03-02 : 2026-03-08`."""
        found = []
        for line in self.names(name):
            first, mark, last = line.partition(":")
            if not mark:
                raise self._refuse(name, "experiment_stretch", line)
            found.append((self._day(name, first.strip()), self._day(name, last.strip())))
        return found

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self._said.get(name))

    def refuse(self, name: str, valid: str, seen: str | None = None) -> InvalidInput:
        """The refusal of a field, to be raised."""
        return self._refuse(name, valid, seen)

    def _day(self, name: str, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._refuse(name, "experiment_day", text) from None

    def _refuse(self, name: str, valid: str, seen: str | None = None) -> InvalidInput:
        shown = (self._said.get(name, "") if seen is None else seen)[:80]
        return InvalidInput("experiment_form_cell", field=name, seen=shown, valid=valid)
