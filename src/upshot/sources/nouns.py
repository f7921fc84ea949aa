"""What a cell may hold beyond plain numbers and days: numbers with bounds, handles, counts as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.parsing import COUNT, NUMBER, WHOLE_ABBREVIATED
from upshot.sources.parsing.habits import Habits, Parsed, Parser, parse_distinct, with_failures
from upshot.vocabulary.tables import Kind
from upshot.vocabulary.tiktok_links import handle_of

EMAIL = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]{2,}")
PHONE = re.compile(r"(?<![\w/])\+?\d(?:[\s.\-()]{0,2}\d){8,13}(?![\w/])")


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
    return PHONE.sub("[phone]", EMAIL.sub("[email]", text))


@dataclass(frozen=True)
class EitherWay:
    """What `first` cannot read, `second` reads: `1.234` is a thousand and more, `1,2 M` a million and more."""

    first: Parser
    second: Parser

    @property
    def kind(self) -> Kind:
        """The kind of column it makes."""
        return self.first.kind

    @property
    def valid(self) -> str:
        """What is valid."""
        return self.first.valid

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Take what the cells reveal."""
        self.first.learn(cells, habits, header)

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:
        """Read the cells."""
        parsed = self.first.parse(cells, habits, header)
        if parsed.failed is None:
            return parsed
        left = pc.if_else(parsed.failed, cells, pa.scalar(None, pa.string()))
        return with_failures(cells, pc.coalesce(parsed.values, self.second.parse(left, habits, header).values))


HANDLE = Distinct(Kind.TEXT, "handle", handle_of)
COUNT_FROM_ZERO = Bounded(EitherWay(COUNT, WHOLE_ABBREVIATED), "whole_number_from_zero", lowest=0)
NUMBER_FROM_ZERO = Bounded(NUMBER, "number_from_zero", lowest=0)
