"""What a fact is, and what it is told when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import pyarrow as pa

from upshot.errors import NotAllowed
from upshot.measures.data import WorkspaceData
from upshot.measures.dimensions import Dimension, Links
from upshot.measures.terms import zone_of

Frame = nw.LazyFrame[Any]
Period = tuple[date, date]
Lookup = Callable[[Links, Any], str | None]
KEY_ONLY: Lookup = lambda _links, value: value  # noqa: E731 - the dimension is the key column itself
TIME = (Dimension.DAY, Dimension.WEEK, Dimension.MONTH)


@dataclass
class Reading:
    """One query's view of a workspace: the period, the dimensions asked for, the ledgers passed in.

    `notes` collects what the reader must know (code → facts), in order of appearance.
    """

    data: WorkspaceData
    period: Period | None
    dimensions: frozenset[Dimension]
    extra: Mapping[str, Any]
    rule: str
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    tracked: set[str] = field(default_factory=set)  # facts whose table has rows, ours or not

    @cached_property
    def links(self) -> Links:
        """Who belongs to whom."""
        return Links(self.data)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which a day begins and ends."""
        return zone_of(self.data)

    def within(self, frame: Frame, column: str = "day") -> Frame:
        """Keep the days of the period."""
        if self.period is None:
            return frame
        first, last = self.period
        return frame.filter((nw.col(column) >= first) & (nw.col(column) <= last))

    def note(self, code: str, **facts: str) -> None:
        """Add what the reader must know."""
        self.notes.setdefault(code, facts)


@dataclass(frozen=True)
class Fact:
    """One fact table.

    Attributes
    ----------
    keys : dimension → (native key column, how its value follows from the key)
    absent_is_zero : a group without rows is zero once the fact has any row (an order not made), not unknown
    check : refuses dimensions over which the fact's counters do not add
    """

    name: str
    keys: Mapping[Dimension, tuple[str, Lookup]]
    read: Callable[[Reading], Frame]
    absent_is_zero: bool = False
    is_ledger: bool = False

    def dimensions(self, reading: Reading | None = None) -> frozenset[Dimension]:
        """What it can be broken down by; a ledger carries time only if the caller's rows have a `day`."""
        if self.is_ledger and (reading is None or "day" not in ledger_columns(reading, self.name)):
            return frozenset(self.keys) - set(TIME)
        return frozenset(self.keys)


def time_keys() -> dict[Dimension, tuple[str, Lookup]]:
    """Day, week and month are native columns, made on the engine."""
    return {dimension: (dimension.value, KEY_ONLY) for dimension in TIME}


def with_time(frame: Frame, dimensions: frozenset[Dimension]) -> Frame:
    """Add `week` (its Monday) and `month` (its first day) where asked for; `day` must be there."""
    if Dimension.WEEK in dimensions:
        monday = nw.col("day")
        for weekday in range(2, 8):
            here = nw.col("day").dt.weekday() % 7 == weekday % 7  # a Sunday is 7, and on Spark 0
            monday = nw.when(here).then((nw.col("day") - timedelta(days=weekday - 1)).cast(nw.Date)).otherwise(monday)
        frame = frame.with_columns(week=monday)
    if Dimension.MONTH in dimensions:
        frame = frame.with_columns(month=nw.col("day").cast(nw.Datetime).dt.truncate("1mo").cast(nw.Date))
    return frame


def ledger(reading: Reading, name: str) -> pa.Table:
    """A ledger's rows, as the caller passed them (Arrow table, narwhals frame or list of dicts)."""
    given = reading.extra.get(name)
    if given is None:
        raise NotAllowed("kpi_needs_ledger", kpi=name, ledger=name)
    if isinstance(given, pa.Table):
        return given
    if isinstance(given, list):
        return pa.Table.from_pylist(given)
    frame = nw.from_native(given, pass_through=False)
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).to_arrow()


def ledger_columns(reading: Reading, name: str) -> frozenset[str]:
    """The columns of a ledger that was passed in; none if it was not."""
    return frozenset(ledger(reading, name).column_names) if name in reading.extra else frozenset()


def is_one_of(expression: nw.Expr, values: Iterable[str]) -> nw.Expr:
    """Whether the value is one of `values`; of nothing, never (pyarrow cannot type an empty list)."""
    known = sorted(values)
    return expression.is_in(known) if known else expression.is_null() & ~expression.is_null()


def from_arrow(table: pa.Table) -> Frame:
    """An Arrow table as a lazy narwhals frame."""
    frame: nw.DataFrame[Any] = nw.from_native(table, eager_only=True)
    return frame.lazy()
