"""Sums of one fact: first on the engine by the fact's own keys, then by the dimensions that hang on those keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any, Literal

import narwhals as nw
import pyarrow as pa

from upshot.measures.dimensions import Dimension
from upshot.measures.facts import Fact, Reading
from upshot.measures.facts.base import Frame
from upshot.measures.kpi import Kpi, Number, RollUp, Term
from upshot.measures.table import Key

ALL = "__all"  # the key of the one group there is without dimensions
Side = Literal["n", "d"]


@dataclass(frozen=True)
class Total:
    """One side of one cell: its sum (or median), how many rows it counts, the spread of a median."""

    total: Number | None
    n: int = 0
    spread: float | None = None


@dataclass(frozen=True)
class Sums:
    """All sums of one fact: group → column → total."""

    groups: Mapping[tuple[Key, ...], Mapping[str, Total]]
    absent_is_zero: bool

    def side(self, kpi: Kpi, side: Side, keys: tuple[Key, ...]) -> Total:
        """One side of a KPI in one group; a group without rows is unknown, or zero where absence means none."""
        group = self.groups.get(keys)
        if group is None:
            return Total(Decimal(0) if self.absent_is_zero else None)
        return group[f"{kpi.id}__{side}"]


def aggregate(
    fact: Fact,
    kpis: Sequence[Kpi],
    reading: Reading,
    *,
    by: Sequence[Dimension],
    where: Mapping[Dimension, Collection[str]],
) -> Sums:
    """Read a fact once and sum everything that the KPIs want from it."""
    mine = [kpi for kpi in kpis if fact.name in kpi.facts]
    needed = [dimension for dimension in Dimension if dimension in by or dimension in where]
    keys = list(dict.fromkeys(fact.keys[dimension][0] for dimension in needed)) or [ALL]
    frame = fact.read(reading)
    if keys == [ALL]:
        frame = frame.with_columns(nw.lit(1).alias(ALL))
    groups: dict[tuple[Key, ...], dict[str, Total]] = {}
    sums = [kpi for kpi in mine if kpi.roll_up is not RollUp.MEDIAN]
    if sums:
        whole = _sum_by(frame, keys, fact, sums)
        if whole.num_rows:
            reading.tracked.add(fact.name)
        table = _look_up(whole, fact, reading, needed, where)
        groups = _sums_of(table, [dimension.value for dimension in by])
    for kpi in mine:
        if kpi.roll_up is RollUp.MEDIAN:
            for group, total in _medians(frame, kpi, fact, reading, keys, needed, by, where).items():
                groups.setdefault(group, {})[f"{kpi.id}__n"] = total
    _fill(groups, mine, fact)
    has_rows = fact.name in reading.tracked or fact.is_ledger
    return Sums(groups, absent_is_zero=fact.absent_is_zero and has_rows)


def _expression(term: Term) -> nw.Expr:
    """The formula of a term as an expression: columns joined by + and *; null in a row makes the row null."""
    whole: nw.Expr | None = None
    for product in term.formula.split("+"):
        factors = [nw.col(name.strip()) for name in product.split("*")]
        part = factors[0]
        for factor in factors[1:]:
            part = part.cast(nw.Float64) * factor.cast(nw.Float64)
        whole = part if whole is None else whole + part
    if whole is None:
        raise AssertionError(term)
    return whole


def _sides(kpi: Kpi, fact: Fact) -> dict[str, nw.Expr]:
    """The columns to sum. A ratio over one fact counts only rows in which both sides are known."""
    top = _expression(kpi.numerator) if kpi.numerator and kpi.numerator.fact == fact.name else None
    bottom = _expression(kpi.denominator) if kpi.denominator and kpi.denominator.fact == fact.name else None
    sides: dict[str, nw.Expr] = {}
    if top is not None and bottom is not None:
        both = ~(top.is_null() | bottom.is_null())
        top, bottom = nw.when(both).then(top), nw.when(both).then(bottom)
    if top is not None:
        sides[f"{kpi.id}__n"] = top
    if bottom is not None:
        sides[f"{kpi.id}__d"] = bottom
    return sides


def _sum_by(frame: Frame, keys: list[str], fact: Fact, kpis: Sequence[Kpi]) -> pa.Table:
    """One pass on the engine: sums and counts by the fact's own keys."""
    columns: dict[str, nw.Expr] = {}
    for kpi in kpis:
        columns |= _sides(kpi, fact)
    wide = frame.select(*keys, **columns)
    totals = [nw.col(name).sum().alias(f"{name}__sum") for name in columns]
    counts = [nw.col(name).count().alias(f"{name}__count") for name in columns]
    return _tidy(wide.group_by(*keys).agg(*totals, *counts).collect().to_arrow())


def _tidy(table: pa.Table) -> pa.Table:
    """Sums of whole numbers come back as decimals of scale 0 from some engines: make them whole numbers again."""
    for at, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type) and field.type.scale == 0:
            table = table.set_column(at, field.name, table.column(at).cast(pa.int64()))
    return table


def _look_up(
    table: pa.Table,
    fact: Fact,
    reading: Reading,
    needed: Sequence[Dimension],
    where: Mapping[Dimension, Collection[str]],
) -> pa.Table:
    """Add one column per dimension, each value looked up once, and keep what `where` asks for."""
    links = reading.links
    for dimension in needed:
        key, value_of = fact.keys[dimension]
        column = table.column(key).combine_chunks()
        encoded = column.dictionary_encode() if len(column) else pa.array([], pa.string()).dictionary_encode()
        values = [value_of(links, value) for value in encoded.dictionary.to_pylist()]
        days = [_day(value) for value in values] if dimension.is_time else values
        kind = pa.date32() if dimension.is_time else pa.string()
        looked = pa.array(days, kind).take(encoded.indices)
        table = table.append_column(f"by_{dimension.value}", looked)
    for dimension, wanted in where.items():
        kept = pa.array([str(value) for value in wanted], pa.string())
        mask = pa.compute.is_in(table.column(f"by_{dimension.value}").cast(pa.string()), value_set=kept)
        table = table.filter(mask)
    return table


def _day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _sums_of(table: pa.Table, by: Sequence[str]) -> dict[tuple[Key, ...], dict[str, Total]]:
    names = [name.removesuffix("__sum") for name in table.column_names if name.endswith("__sum")]
    wanted = [(f"{name}__{what}", "sum") for name in names for what in ("sum", "count")]
    if not table.num_rows:
        return {}
    grouped = table.group_by([f"by_{name}" for name in by]).aggregate(wanted)
    groups: dict[tuple[Key, ...], dict[str, Total]] = {}
    for row in grouped.to_pylist():
        keys = tuple(row[f"by_{name}"] for name in by)
        groups[keys] = {name: _total(row[f"{name}__sum_sum"], row[f"{name}__count_sum"]) for name in names}
    return groups


def _total(value: Number | None, n: int) -> Total:
    return Total(value if n else None, n)


def _medians(
    frame: Frame,
    kpi: Kpi,
    fact: Fact,
    reading: Reading,
    keys: list[str],
    needed: Sequence[Dimension],
    by: Sequence[Dimension],
    where: Mapping[Dimension, Collection[str]],
) -> dict[tuple[Key, ...], Total]:
    """Medians do not add, so that rows themselves are grouped: on the engine where its keys are the dimensions."""
    values = frame.select(*keys, value=_row_value(kpi))
    values = values.filter(~nw.col("value").is_null())
    is_native = not where and all(fact.keys[dimension][0] == dimension.value for dimension in by)
    if is_native and not frame.implementation.is_pyarrow():
        found = values.group_by(*keys).agg(nw.col("value").median().alias("median"), nw.col("value").count().alias("n"))
        rows = found.collect().rows(named=True)
        return {tuple(_day(row[d.value]) for d in by): Total(row["median"], row["n"]) for row in rows}
    table = _look_up(values.collect().to_arrow(), fact, reading, needed, where)
    grouped: dict[tuple[Key, ...], list[float]] = {}
    for row in table.to_pylist():
        grouped.setdefault(tuple(row[f"by_{d.value}"] for d in by), []).append(row["value"])
    return {group: _median(numbers) for group, numbers in grouped.items()}


def _row_value(kpi: Kpi) -> nw.Expr:
    if kpi.numerator is None:
        raise AssertionError(kpi.id)
    top = _expression(kpi.numerator).cast(nw.Float64)
    if kpi.denominator is None:
        return top
    bottom = _expression(kpi.denominator).cast(nw.Float64)
    return nw.when(bottom > 0).then(top / bottom)


def _median(numbers: list[float]) -> Total:
    middle = median(numbers)
    return Total(middle, len(numbers), median(abs(number - middle) for number in numbers))


def _fill(groups: dict[tuple[Key, ...], dict[str, Total]], kpis: Sequence[Kpi], fact: Fact) -> None:
    """A group that one KPI has and another lacks: the other is unknown there."""
    for group in groups.values():
        for kpi in kpis:
            for side, term in (("n", kpi.numerator), ("d", kpi.denominator)):
                if term and term.fact == fact.name:
                    group.setdefault(f"{kpi.id}__{side}", Total(None))
