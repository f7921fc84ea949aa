"""The KPIs that need ledgers, on ledgers built from a workspace: sums agree with the ledgers to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from tests.doubles import NOW, MemoryWorkspace
from upshot.decisions.costs.ledger import build_cost_ledger
from upshot.decisions.kpi_ledgers import kpi_ledgers
from upshot.measures.query import query

ORDER = {"account_id": "s", "status": "paid", "currency": "EUR", "net_revenue": 50, "total": 60, "country": "FR"}
FACTS = {
    "order": [
        ORDER | {"order_id": "1", "ordered_at": "2026-06-03T10:00:00", "codes": ["ANA10"], "is_new_customer": True},
        ORDER | {"order_id": "2", "ordered_at": "2026-06-04T10:00:00", "codes": ["ANA10"], "is_new_customer": False},
        ORDER | {"order_id": "3", "ordered_at": "2026-06-05T10:00:00", "is_new_customer": True},
    ],
    "ad_day": [{"account_id": "a", "ad_id": "11", "day": "2026-06-03", "spend": 40, "currency": "EUR"}],
}
RECORDS = {
    "campaign": [{"campaign": "S", "starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30), "overhead_cost": 10}],
    "collaboration": [
        {
            "campaign": "S",
            "creator": "ana",
            "collaboration_type": "sponsored_video",
            "starts_on": date(2026, 6, 1),
            "ends_on": date(2026, 6, 30),
            "fee": 150,
            "currency": "EUR",
            "codes": ["ANA10"],
        }
    ],
    "spark_ad": [{"ad_id": "11", "creator": "ana", "campaign": "S"}],
}


def ask(*kpis, **question):
    data = MemoryWorkspace(FACTS, RECORDS, settings={"gross_margin_rate": "0.5"})
    return query(data, kpis, extra=kpi_ledgers(data, kpis, now=NOW), **question)


def test_two_orders_by_code_return_half_their_cost():
    assert ask("roas_all_in").cell("roas_all_in").value == pytest.approx(100 / 200)
    assert ask("roas_ads", by=["creator"]).cell("roas_ads", "ana").value == pytest.approx(100 / 40)
    assert ask("cac").cell("cac").value == pytest.approx(200 / 1)


def test_the_all_in_cost_is_the_ledgers_total_to_the_cent():
    data = MemoryWorkspace(FACTS, RECORDS)
    cell = ask("cost_all_in").cell("cost_all_in")
    assert cell.numerator == build_cost_ledger(data).total == Decimal(200)


def test_credited_orders_can_be_cut_by_day():
    table = ask("orders_attributed", by=["day"])
    assert [row.cells[0].value for row in table.rows] == [1, 1]


def test_a_ledger_is_built_only_for_a_kpi_that_reads_it():
    assert kpi_ledgers(MemoryWorkspace(), ["orders", "aov"], now=NOW) == {}
