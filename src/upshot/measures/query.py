"""KPI × dimensions × period. The engine sums; the small result is joined to creators and campaigns, and divided last.

Steps: refuse what makes no sense · read each fact once · sum on the engine by the fact's own keys · look the
dimensions up · sum again · divide. The engine's work is one pass over each fact, linear in its rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from upshot.measures.aggregate import Sums, aggregate
from upshot.measures.catalogue import find_kpi
from upshot.measures.data import WorkspaceData
from upshot.measures.dimensions import Dimension
from upshot.measures.facts import FACTS, Fact, Reading
from upshot.measures.facts.base import Period
from upshot.measures.facts.posts import COUNTERS
from upshot.measures.kpi import Basis, Kpi, RollUp, Term
from upshot.measures.refusals import check_question, find_dimension
from upshot.measures.table import Cell, Key, KpiRow, KpiTable, Note, WhyNull
from upshot.measures.terms import reporting_currency

DEFAULT_RULE = "last_touch"


def query(
    data: WorkspaceData,
    kpis: Sequence[Kpi | str],
    *,
    by: Sequence[Dimension | str] = (),
    period: Period | None = None,
    where: Mapping[Dimension | str, Collection[str]] | None = None,
    extra: Mapping[str, Any] | None = None,
    rule: str = DEFAULT_RULE,
) -> KpiTable:
    """Compute KPIs by dimensions.

    Parameters
    ----------
    kpis : KPI objects, ids or aliases
    by : dimensions; none gives one row
    period : first and last day, both included, in the workspace's zone; None = everything
    where : dimension → values to keep
    extra : ledgers as Arrow tables, narwhals frames or lists of dicts: `credit(order_id, rule, creator, post_id,
        campaign, orders, net_revenue)` and `cost_line(kind, creator, campaign, amount)`; with a `day` column they
        can be cut by time
    rule : the attribution rule whose credits count

    Raises
    ------
    UnknownName : a KPI, a dimension or a rule nobody knows
    NotAllowed : mixed denominators, a breakdown that the data does not carry, reach over days, a modelled KPI
    """
    asked = tuple(find_kpi(kpi) if isinstance(kpi, str) else kpi for kpi in kpis)
    dimensions = tuple(dict.fromkeys(find_dimension(name) for name in by))
    kept = {find_dimension(name): frozenset(values) for name, values in (where or {}).items()}
    everything = frozenset(dimensions) | frozenset(kept)
    reading = Reading(data=data, period=period, dimensions=everything, extra=extra or {}, rule=rule)
    asked = tuple(over_time(kpi, everything) for kpi in asked)
    check_question(asked, reading)
    sums = {fact.name: aggregate(fact, asked, reading, by=dimensions, where=kept) for fact in _facts(asked)}
    groups = _groups(sums.values(), by=dimensions)
    rows = tuple(KpiRow(keys, tuple(_cell(kpi, sums, keys) for kpi in asked)) for keys in groups)
    is_attributed = any(kpi.basis is Basis.ATTRIBUTED for kpi in asked)
    return KpiTable(
        kpis=asked,
        by=dimensions,
        period=period,
        rows=rows,
        currency=reporting_currency(data),
        rule=rule if is_attributed else None,
        notes=tuple(Note(code, facts) for code, facts in reading.notes.items()),
    )


def over_time(kpi: Kpi, dimensions: Iterable[Dimension]) -> Kpi:
    """Over days, a post's counters are gains between readings instead of lifetime totals."""
    if kpi.roll_up not in {RollUp.SUM, RollUp.RATIO} or not any(dimension.is_time for dimension in dimensions):
        return kpi
    return replace(kpi, numerator=_gain(kpi.numerator), denominator=_gain(kpi.denominator))


def _gain(term: Term | None) -> Term | None:
    if term is None or term.fact != "post" or not set(term.columns) <= set(COUNTERS):
        return term
    return Term("post_gain", term.formula)


def _facts(kpis: Iterable[Kpi]) -> list[Fact]:
    return [FACTS[name] for name in dict.fromkeys(name for kpi in kpis for name in kpi.facts)]


def _groups(sums: Iterable[Sums], *, by: Sequence[Dimension]) -> list[tuple[Key, ...]]:
    """Every group that any fact has, in order, unknown last; without dimensions always one."""
    if not by:
        return [()]
    found = {keys for part in sums for keys in part.groups}
    return sorted(found, key=lambda keys: tuple((key is None, str(key)) for key in keys))


def _cell(kpi: Kpi, sums: Mapping[str, Sums], keys: tuple[Key, ...]) -> Cell:
    if kpi.numerator is None:
        raise AssertionError(kpi.id)  # refused before
    top = sums[kpi.numerator.fact].side(kpi, "n", keys)
    if kpi.roll_up is RollUp.MEDIAN:
        why = None if top.total is not None else WhyNull("kpi_no_data", {"fact": kpi.numerator.fact})
        value = None if top.total is None else kpi.per * float(top.total)
        return Cell(None, None, value, why, top.n, top.spread)
    bottom = sums[kpi.denominator.fact].side(kpi, "d", keys) if kpi.denominator else None
    if kpi.roll_up is RollUp.DISTINCT and top.n > 1:
        return Cell(None, None, None, WhyNull("kpi_adds_up_people", {"rows": str(top.n)}), top.n)
    denominator = bottom.total if bottom else None
    value = kpi.value(top.total, denominator)
    why = None if value is not None else _why_null(kpi, top.total, denominator)
    return Cell(top.total, denominator, value, why, top.n)


def _why_null(kpi: Kpi, numerator: Any, denominator: Any) -> WhyNull:
    if numerator is None:
        return WhyNull("kpi_no_data", {"fact": kpi.numerator.fact if kpi.numerator else ""})
    if denominator is None:
        return WhyNull("kpi_no_denominator", {"fact": kpi.denominator.fact if kpi.denominator else ""})
    if kpi.at_least_cost and numerator > 0:
        return WhyNull("kpi_at_least_cost", {"cost": f"{float(numerator) * kpi.per:.2f}"})
    return WhyNull("kpi_denominator_zero", {"denominator": kpi.denominator.formula if kpi.denominator else ""})
