"""What a KPI is: two sums and a scale, with everything a reader needs to trust it.

Numerator and denominator are kept apart and divided last, so that every roll-up is a ratio of sums. No data gives
null, never 0; a denominator of 0 gives null, never infinity; growth from zero is undefined.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = Decimal | float | int


class Unit(StrEnum):
    """How a value is read."""

    COUNT = "count"
    MONEY = "money"  # in the workspace's currency
    RATE = "rate"  # 0-1
    RATIO = "ratio"  # unbounded quotient
    SECONDS = "seconds"


class Better(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Basis(StrEnum):
    """Whether the value was seen, credited by a rule, or modelled. The three never share a column."""

    OBSERVED = "observed"
    ATTRIBUTED = "attributed"
    MODELLED = "modelled"


class RollUp(StrEnum):
    """How rows become one value. A surface that wants a total asks this first."""

    SUM = "sum"  # adds up over everything
    RATIO = "ratio"  # ratio of sums: recompute, never add or average
    MEDIAN = "median"  # median of rows: recompute from rows
    DISTINCT = "distinct"  # distinct people: one row per value, never added


class Objective(StrEnum):
    """The five objectives of a campaign."""

    AWARENESS = "awareness"
    LEADS = "leads"
    TRAFFIC = "traffic"
    SALES = "sales"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True)
class Term:
    """One side of a KPI: columns of a fact, joined by + or *, for instance `likes + comments + shares`.

    A row in which one of the columns is null does not count (null is not 0).
    """

    fact: str
    formula: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The fact's columns that the formula reads."""
        return tuple(part.strip() for part in self.formula.replace("*", "+").split("+"))

    def __str__(self) -> str:
        return f"{self.fact}[{self.formula}]"


@dataclass(frozen=True)
class Kpi:
    """One KPI. The denominator is part of its identity: a KPI over views and one over followers are never compared.

    Label and question are wording: `kpi_<id>` and `kpi_<id>_question`.

    Attributes
    ----------
    numerator, denominator : the two sums; no denominator for a plain sum; no numerator for what is not computed here
    per : scale, 1,000 for a CPM
    family : KPIs that people would compare with one another; mixing denominators inside a family is refused
    needs : dimensions that must be asked for, because the value does not add over them (reach: ad and day)
    at_least_cost : a denominator of zero then reads "undefined, at least the cost"
    missing_source : why there is no numerator, as a wording code
    source : where the definition comes from
    version : raised when the definition changes; frozen by a campaign at its launch
    """

    id: str
    unit: Unit
    better: Better
    objectives: tuple[Objective, ...]
    source: str
    numerator: Term | None = None
    denominator: Term | None = None
    per: int = 1
    basis: Basis = Basis.OBSERVED
    roll_up: RollUp = RollUp.RATIO
    family: str | None = None
    needs: frozenset[str] = frozenset()
    at_least_cost: bool = False
    missing_source: str | None = None
    aliases: tuple[str, ...] = ()
    version: str = "1"

    @property
    def label(self) -> str:
        """Wording code of the label."""
        return f"kpi_{self.id}"

    @property
    def question(self) -> str:
        """Wording code of the question that the KPI answers."""
        return f"kpi_{self.id}_question"

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it reads, numerator first."""
        terms = (self.numerator, self.denominator)
        return tuple(dict.fromkeys(term.fact for term in terms if term))

    @property
    def base(self) -> str:
        """The denominator as a name: what the KPI is over."""
        return str(self.denominator) if self.denominator else ""

    @property
    def formula(self) -> str:
        """The formula as the page and `why this number` print it."""
        if self.numerator is None:
            return ""
        if self.roll_up is RollUp.MEDIAN:
            inner = self.numerator.formula + (f" ÷ {self.denominator.formula}" if self.denominator else "")
            return f"median({inner})"
        if self.denominator is None:
            return f"Σ {self.numerator.formula}" if self.roll_up is RollUp.SUM else self.numerator.formula
        scale = f"{self.per:,} × " if self.per != 1 else ""
        if self.roll_up is RollUp.DISTINCT:
            return f"{scale}{self.numerator.formula} ÷ {self.denominator.formula}"
        return f"{scale}Σ({self.numerator.formula}) ÷ Σ({self.denominator.formula})"

    def value(self, numerator: Number | None, denominator: Number | None) -> float | None:
        """Divide last; null when a side is missing or the denominator is 0."""
        if numerator is None:
            return None
        if self.denominator is None:
            return self.per * float(numerator)
        if denominator is None or denominator == 0:
            return None
        return self.per * float(numerator) / float(denominator)


def growth(before: Number | None, after: Number | None) -> float | None:
    """Relative growth, `(after − before) ÷ before`; null from nothing, from zero or from a negative value."""
    if before is None or after is None or before <= 0:
        return None
    return (float(after) - float(before)) / float(before)


def roi(gross_margin: Number, all_in_cost: Number) -> float | None:
    """Return on investment, `(incremental gross margin − all-in cost) ÷ all-in cost`; null without cost.

    Source
    ------
    methods §5.9; brand value, loyalty and earned media value never enter it.
    """
    return growth(all_in_cost, gross_margin)


def break_even_orders(all_in_cost: Number, unit_margin: Number) -> float | None:
    """Incremental orders that pay the cost, `all-in cost ÷ margin of one order`; null when an order earns nothing."""
    return float(all_in_cost) / float(unit_margin) if unit_margin > 0 else None
