"""What every check needs from a workspace, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw

from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData
from upshot.measures.dimensions import Links
from upshot.measures.facts.base import Frame
from upshot.measures.money import in_reporting_currency
from upshot.measures.terms import counted_statuses, reporting_currency, zone_of

Rows = list[dict[str, Any]]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Days:
    """First and last day, both included."""

    first: date
    last: date

    def overlap(self, other: Days) -> Days | None:
        """The days in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    def of(self, frame: Frame, column: str = "day") -> Frame:
        """The rows of these days."""
        return frame.filter((nw.col(column) >= self.first) & (nw.col(column) <= self.last))


class Desk:
    """A workspace, the clock, and the joins, for the length of one check."""

    def __init__(self, data: WorkspaceData, now: datetime) -> None:
        self.data = data
        self.now = now
        self.links = Links(data)
        self.currency = reporting_currency(data)
        self._has: dict[str, bool] = {}

    @cached_property
    def zone(self) -> ZoneInfo:
        """The workspace's zone."""
        return zone_of(self.data)

    @cached_property
    def ad_zone(self) -> ZoneInfo:
        """The ad account's zone."""
        return zone_of(self.data, "ad_time_zone")

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """Order statuses that count."""
        return counted_statuses(self.data)

    def frame(self, table: str) -> Frame:
        """A fact table."""
        return self.data.frame(table)

    def has(self, *tables: str) -> bool:
        """Whether every one of these tables has a row."""
        for table in tables:
            if table not in self._has:
                self._has[table] = len(self.frame(table).head(1).collect()) > 0
        return all(self._has[table] for table in tables)

    def in_currency(self, table: str, *amounts: str) -> Frame:
        """A fact table with its amounts in the reporting currency; amounts without a rate are null."""
        return in_reporting_currency(self.frame(table), amounts, self.data)[0]

    @cached_property
    def orders(self) -> Frame:
        """Every order, with its day in the workspace's zone and its amounts in the reporting currency."""
        frame = self.in_currency("order", "net_revenue", "total", "tax", "shipping", "refunded")
        return with_local_day(frame, "ordered_at", self.zone)

    def days_of(self, frame: Frame, column: str = "day") -> Days | None:
        """First and last day of a frame."""
        row = frame.select(first=nw.col(column).min(), last=nw.col(column).max()).collect().rows()[0]
        return Days(row[0], row[1]) if row[0] is not None else None


def rows_of(frame: Frame) -> Rows:
    """A small result as rows."""
    return list(frame.collect().rows(named=True))


def sums_of(frame: Frame, columns: Sequence[str]) -> dict[str, Decimal]:
    """Sums of columns over a frame, exact to the cent for money; nothing is 0."""
    row = rows_of(frame.select(*(nw.col(name).sum() for name in columns)))[0]
    return {name: decimal_of(row[name]) for name in columns}


def decimal_of(value: Any) -> Decimal:
    """A sum as a decimal; null is 0, floats are rounded to the cent."""
    if value is None:
        return Decimal(0)
    return Decimal(str(round(value, 2))) if isinstance(value, float) else Decimal(value)


def amount(value: Decimal | float) -> str:
    """An amount as text, to the cent."""
    return f"{value:.2f}"


def listing(names: Sequence[str], most: int = 5) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} … (+{len(names) - most})"
