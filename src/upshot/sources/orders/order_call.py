"""Orders as any shop can send them: JSON objects in the words of the plain sheet of orders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from upshot.sources.shop.call_cells import Order, Row, instant_cell, instant_of, joined, money_cell, text_cell

AMOUNTS = ("total", "net_revenue", "gross", "discount", "tax", "shipping", "refunded")
TEXTS = (
    "order_id", "order_name", "currency", "status", "email", "phone", "customer", "country", "region", "utm_source",
    "utm_medium", "utm_campaign", "utm_content", "landing_page", "referrer", "items",
)  # fmt: skip
INSTANTS = ("ordered_at", "paid_at", "cancelled_at")
COLUMNS = (*TEXTS, *INSTANTS, "codes", *AMOUNTS)
MOST_ORDERS = 1_000


def orders_in(body: Any) -> list[Order]:
    """One order, a list of them, or `{"orders": […]}`; all of them orders, or none is taken."""
    listed = body.get("orders", [body]) if isinstance(body, dict) else body
    if not isinstance(listed, list) or len(listed) > MOST_ORDERS:
        return []
    return listed if all(_is_order(one) for one in listed) else []


def _is_order(one: Any) -> bool:
    is_named = (
        isinstance(one, dict) and bool(text_cell(one.get("order_id"))) and bool(instant_cell(one.get("ordered_at")))
    )
    return is_named and any(money_cell(one.get(name)) for name in ("total", "net_revenue"))


def state_of(order: Order) -> tuple[str, datetime | None]:
    """The order's id and, where the sender says it, when it was so."""
    return text_cell(order["order_id"]), instant_of(order.get("updated_at"))


def export_rows(order: Order) -> list[Row]:
    """The one row of an order."""
    codes = order.get("codes")
    told = [text_cell(code) for code in codes] if isinstance(codes, list) else [text_cell(codes)]
    return [
        {name: text_cell(order.get(name)) for name in TEXTS}
        | {name: instant_cell(order.get(name)) for name in INSTANTS}
        | {name: money_cell(order.get(name)) for name in AMOUNTS}
        | {"codes": joined(told)}
    ]
