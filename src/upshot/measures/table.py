"""The answer to a query: cells that keep their two sums, so that a total is recomputed and never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from upshot.errors import NotAllowed
from upshot.measures.dimensions import Dimension
from upshot.measures.kpi import Kpi, Number, RollUp

Key = date | str | None


@dataclass(frozen=True)
class WhyNull:
    """Why a cell has no value: a wording code and its facts."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Cell:
    """One KPI in one group: both sums, the value, or why there is none; `n` rows counted.

    `spread` is the median absolute deviation of a median, in the value's unit.
    """

    numerator: Number | None
    denominator: Number | None
    value: float | None
    why_null: WhyNull | None = None
    n: int = 0
    spread: float | None = None


@dataclass(frozen=True)
class KpiRow:
    """One group: its keys in the order of `KpiTable.by`, its cells in the order of `KpiTable.kpis`."""

    keys: tuple[Key, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Note:
    """What the reader must know about the figures: a wording code and its facts."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class KpiTable:
    """KPIs by dimensions over a period; `rule` is the attribution rule of its attributed values."""

    kpis: tuple[Kpi, ...]
    by: tuple[Dimension, ...]
    period: tuple[date, date] | None
    rows: tuple[KpiRow, ...]
    currency: str
    rule: str | None = None
    notes: tuple[Note, ...] = ()

    def column(self, kpi_id: str) -> tuple[Cell, ...]:
        """The cells of one KPI, top to bottom."""
        at = [kpi.id for kpi in self.kpis].index(kpi_id)
        return tuple(row.cells[at] for row in self.rows)

    def cell(self, kpi_id: str, *keys: Key) -> Cell:
        """The cell of one KPI in the group with these keys; `KeyError` when there is no such group."""
        at = [kpi.id for kpi in self.kpis].index(kpi_id)
        for row in self.rows:
            if row.keys == keys:
                return row.cells[at]
        raise KeyError(keys)

    def total(self, kpi_id: str) -> float | None:
        """The sum of a column, for a total line; null if no row has a value.

        Raises
        ------
        NotAllowed : `kpi_does_not_sum`: a rate, a ratio, a median or distinct people; ask the query without the
            dimension instead, which recomputes it
        """
        kpi = next(kpi for kpi in self.kpis if kpi.id == kpi_id)
        if kpi.roll_up is not RollUp.SUM:
            raise NotAllowed("kpi_does_not_sum", kpi=kpi.id, roll_up=kpi.roll_up.value)
        values = [cell.numerator for cell in self.column(kpi_id) if cell.numerator is not None]
        return float(add_numbers(values)) if values else None

    def to_arrow(self) -> pa.Table:
        """Dimensions, then value, numerator, denominator and why_null of each KPI."""
        columns: dict[str, pa.Array] = {}
        for at, dimension in enumerate(self.by):
            kind = pa.date32() if dimension.is_time else pa.string()
            columns[dimension.value] = pa.array([row.keys[at] for row in self.rows], kind)
        for kpi in self.kpis:
            cells = self.column(kpi.id)
            columns[kpi.id] = pa.array([cell.value for cell in cells], pa.float64())
            columns[f"{kpi.id}_numerator"] = pa.array([_float(cell.numerator) for cell in cells], pa.float64())
            columns[f"{kpi.id}_denominator"] = pa.array([_float(cell.denominator) for cell in cells], pa.float64())
            columns[f"{kpi.id}_why_null"] = pa.array(
                [c.why_null.code if c.why_null else None for c in cells], pa.string()
            )
        return pa.table(columns)


def add_numbers(values: Iterable[Number]) -> Number:
    """A sum that stays exact while every part is."""
    parts = list(values)
    if any(isinstance(part, float) for part in parts):
        return sum(float(part) for part in parts)
    return sum((Decimal(part) for part in parts), Decimal(0))


def _float(value: Number | None) -> float | None:
    return None if value is None else float(value)
