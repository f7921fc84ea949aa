"""The ledgers that attributed and all-in KPIs are computed from, built only when a KPI asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from upshot.decisions.attribution.ledger import build_attribution
from upshot.decisions.costs.ledger import build_cost_ledger
from upshot.measures.catalogue import find_kpi
from upshot.measures.data import WorkspaceData
from upshot.measures.kpi import Kpi

_COST_LINE = pa.schema(
    [("kind", pa.string()), ("creator", pa.string()), ("campaign", pa.string()), ("amount", pa.decimal128(18, 4))]
)


def kpi_ledgers(data: WorkspaceData, kpis: Sequence[Kpi | str], *, now: datetime) -> dict[str, pa.Table]:
    """What `measures.query` takes as `extra`: `credit` and `cost_line`, each only if one of the KPIs reads it.

    Costs that belong to nobody (hours, tools) are shared out to campaigns as the cost ledger does, so that the sum
    over campaigns is the total to the cent.
    """
    facts = {fact for kpi in kpis for fact in (find_kpi(kpi) if isinstance(kpi, str) else kpi).facts}
    found: dict[str, pa.Table] = {}
    if "credit" in facts:
        found["credit"] = build_attribution(data, now=now).credit_table()
    if "cost_line" in facts:
        lines = build_cost_ledger(data, as_of=now.date()).split_lines
        rows = [{name: getattr(line, name) for name in _COST_LINE.names} for line in lines]
        found["cost_line"] = pa.Table.from_pylist(rows, schema=_COST_LINE)
    return found
