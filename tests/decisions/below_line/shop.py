"""A shop whose customers come back at rates we set: some won with Léa's code, some without any trace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.decisions.brand import brand, order
from tests.doubles import MemoryWorkspace
from upshot.decisions.attribution import build_attribution
from upshot.decisions.below_line.customers import Customers, read_customers
from upshot.decisions.below_line.loyalty import judge_loyalty
from upshot.decisions.verdict.model import ComparedValue, Loyalty, Scope
from upshot.measures.terms import read_terms

NOW = datetime(2026, 7, 1, tzinfo=UTC)
FIRST = date(2026, 3, 1)
EDGES = [  # the file reaches from October to the end of June
    order(1, "2025-10-01", customer_key="somebody"),
    order(2, "2026-06-30", customer_key="somebody"),
]


def customers_of(
    name: str, n: int, returning: int, *, first: dict[str, Any] | None = None, later: dict[str, Any] | None = None,
    starts: int, after: int = 20, since: date = FIRST,
) -> list[dict[str, Any]]:  # fmt: skip
    """`n` customers who order 60 € in March, of whom `returning` order once more `after` days later."""
    orders = []
    for i in range(n):
        day = since + timedelta(days=i % 28)
        who = {"customer_key": f"{name}-{i}"}
        orders.append(order(starts + 2 * i, str(day), **who | (first or {})))
        if i < returning:
            orders.append(order(starts + 2 * i + 1, str(day + timedelta(days=after)), **who | (later or {})))
    return orders


def won(n: int = 80, returning: int = 40, **more: Any) -> list[dict[str, Any]]:
    """Customers won with Léa's code."""
    first = {"codes": ["LEA10"]} | more.pop("first", {})
    return customers_of("won", n, returning, first=first, starts=1_000, **more)


def others(n: int = 200, returning: int = 50, **more: Any) -> list[dict[str, Any]]:
    """Customers without a trace."""
    return customers_of("other", n, returning, starts=50_000, **more)


def shop(*orders: list[dict[str, Any]], **settings: str) -> MemoryWorkspace:
    """The brand with those orders, half of whose revenue is margin."""
    rows = [*EDGES, *(row for part in orders for row in part)]
    return brand(rows, **{"gross_margin_rate": "0.5"} | settings)


def customers(data: MemoryWorkspace, *, now: datetime = NOW) -> Customers:
    """Its customers."""
    terms = read_terms(data)
    return read_customers(data, terms, build_attribution(data, now=now), now=now)


def loyalty(
    data: MemoryWorkspace, scope: Scope | None = None, *, now: datetime = NOW
) -> tuple[ComparedValue, Loyalty | None]:
    """The headline and the table."""
    ledger, terms = build_attribution(data, now=now), read_terms(data)
    found = read_customers(data, terms, ledger, now=now)
    return judge_loyalty(found, ledger.within(scope or Scope(kind="all")), terms, seed=1)
