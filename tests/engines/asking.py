"""The whole KPI catalogue asked of two engines, and what differs between their answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw

from tests.doubles import MemoryWorkspace, arrow_rows
from upshot.errors import NotAllowed
from upshot.measures.catalogue import KPIS
from upshot.measures.data import WorkspaceData
from upshot.measures.dimensions import Dimension
from upshot.measures.facts import Reading
from upshot.measures.kpi import Kpi
from upshot.measures.query import query
from upshot.measures.refusals import check_question
from upshot.measures.table import KpiTable
from upshot.sources.base import Batch
from upshot.vocabulary.tables import TABLES
from upshot.warehouse.lake import Lake

TOLERANCE = 1e-9  # relative, of floating sums, which engines add in another order; whole numbers and money are equal
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


_REACH_BY = ([], ["ad"], ["campaign"], ["ad", "day"])


class LakeBrand(MemoryWorkspace):
    """A workspace of a test whose facts are in a real lake, in one load per table; its records stay in memory."""

    def __init__(self, folder: Path, facts: Mapping[str, Any], records: Mapping[str, Any], **more: Any) -> None:
        super().__init__(facts, records, **more)
        self.lake = Lake(folder)
        for name, rows in facts.items():
            self.load(name, rows)

    def load(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        described = TABLES[table]
        arrow = arrow_rows(described, rows).select(described.arrow_schema().names)
        self.lake.load([Batch(table, arrow, arrow.num_rows)], source="test", import_id="i1", now=NOW)

    def frame(self, table: str) -> nw.LazyFrame[Any]:
        return self.lake.frame(table)


def questions(data: WorkspaceData, by: Sequence[str], extra: Mapping[str, Any]) -> Iterator[list[Kpi]]:
    """The KPIs that can be asked by `by`, as few questions as their families allow."""
    by = list(by)
    bins: list[list[Kpi]] = []
    dimensions = frozenset(Dimension(name) for name in by)
    for kpi in KPIS.values():
        if "ad_reach" in kpi.facts and by not in _REACH_BY:
            continue  # refused when it is read: reach does not add
        reading = Reading(data=data, period=None, dimensions=dimensions, extra=extra, rule="last_touch")
        for found in (*bins, []):
            try:
                check_question([*found, kpi], reading)
            except NotAllowed:
                continue
            if not found:
                bins.append(found)
            found.append(kpi)
            break
    yield from bins


def ask(data: WorkspaceData, by: Sequence[str], extra: Mapping[str, Any], **more: Any) -> list[KpiTable]:
    return [query(data, kpis, by=by, extra=extra, **more) for kpis in questions(data, by, extra)]


def is_same(left: Any, right: Any) -> bool:
    """Equal; floating numbers up to `TOLERANCE`."""
    if isinstance(left, float) or isinstance(right, float):
        return left is not None and right is not None and math.isclose(left, right, rel_tol=TOLERANCE, abs_tol=1e-12)
    return type(left) in {type(right), int, Decimal} and bool(left == right)


def differences(ours: Sequence[KpiTable], theirs: Sequence[KpiTable]) -> list[str]:
    """Every cell that is not the same: its numerator, denominator, value, reason for null, count and spread."""
    found = []
    for left, right in zip(ours, theirs, strict=True):
        if [row.keys for row in left.rows] != [row.keys for row in right.rows]:
            found.append(f"rows by {left.by}: {[r.keys for r in left.rows]} | {[r.keys for r in right.rows]}")
            continue
        for ours_row, theirs_row in zip(left.rows, right.rows, strict=True):
            for kpi, a, b in zip(left.kpis, ours_row.cells, theirs_row.cells, strict=True):
                parts = zip(
                    (a.numerator, a.denominator, a.value, a.n, a.spread, a.why_null),
                    (b.numerator, b.denominator, b.value, b.n, b.spread, b.why_null),
                    strict=True,
                )
                if not all(is_same(x, y) for x, y in parts):
                    found.append(f"{kpi.id} {ours_row.keys}: {a} | {b}")
    return found


def count_cells(tables: Sequence[KpiTable]) -> int:
    """Cells that hold a value."""
    return sum(cell.value is not None for table in tables for row in table.rows for cell in row.cells)
