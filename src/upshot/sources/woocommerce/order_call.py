"""An order as WooCommerce's webhooks send it (`order.created`, `order.updated`), in the columns of its order exports.

The order's own importer reads the result, so that a call and an export of the same order give the same row.
Fields: WooCommerce REST API v3, resource Order.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from upshot.sources.shop.call_cells import (
    Order,
    Row,
    amount_of,
    instant_cell,
    instant_of,
    joined,
    money_cell,
    part,
    parts,
    text_cell,
    with_lines,
)

_MARKS = {
    f"meta:_wc_order_attribution_{name}": f"_wc_order_attribution_{name}"
    for name in ("utm_source", "utm_medium", "utm_campaign", "utm_content", "referrer", "session_entry")
}
COLUMNS = (
    "order_id", "order_number", "order_date", "paid_date", "status", "order_currency", "order_subtotal",
    "discount_total", "tax_total", "shipping_total", "order_total", "refunded_total", "coupon_items", "customer_email",
    "billing_phone", "shipping_country", "billing_country", "shipping_state", *_MARKS, "item_name", "item_sku",
    "item_quantity", "item_total",
)  # fmt: skip


def orders_in(body: Any) -> list[Order]:
    """The order of a call; none where it is about something else."""
    is_order = isinstance(body, dict) and {"id", "status", "total", "line_items"} <= body.keys()
    return [body] if is_order and (body.get("date_created_gmt") or body.get("date_created")) else []


def state_of(order: Order) -> tuple[str, datetime | None]:
    """The order's id and when it was as the call tells it."""
    return text_cell(order["id"]), instant_of(order.get("date_modified_gmt"), is_utc=True)


def export_rows(order: Order) -> list[Row]:
    """The rows of one order, one per line item."""
    billing, shipping = part(order, "billing"), part(order, "shipping")
    said = {text_cell(one.get("key")): text_cell(one.get("value")) for one in parts(order, "meta_data")}
    items = parts(order, "line_items")
    back = [amount for one in parts(order, "refunds") if (amount := amount_of(one.get("total"))) is not None]
    own = {
        "order_id": text_cell(order["id"]),
        "order_number": text_cell(order.get("number")),
        "order_date": _instant(order, "date_created"),
        "paid_date": _instant(order, "date_paid"),
        "status": text_cell(order["status"]).replace("-", " "),
        "order_currency": text_cell(order.get("currency")),
        "order_subtotal": money_cell(*(item.get("subtotal") for item in items)),
        "discount_total": money_cell(order.get("discount_total")),
        "tax_total": money_cell(order.get("total_tax")),
        "shipping_total": money_cell(order.get("shipping_total")),
        "order_total": money_cell(order["total"]),
        "refunded_total": f"{abs(sum(back, Decimal(0))):.4f}",
        "coupon_items": joined((f"code:{text_cell(one.get('code'))}" for one in parts(order, "coupon_lines")), ";"),
        "customer_email": text_cell(billing.get("email")),
        "billing_phone": text_cell(billing.get("phone")),
        "shipping_country": text_cell(shipping.get("country")),
        "billing_country": text_cell(billing.get("country")),
        "shipping_state": text_cell(shipping.get("state")),
        **{header: said.get(key, "") for header, key in _MARKS.items()},
    }
    lines = [
        {
            "order_number": own["order_number"],
            "order_id": own["order_id"],
            "item_name": text_cell(item.get("name")),
            "item_sku": text_cell(item.get("sku")),
            "item_quantity": text_cell(item.get("quantity")),
            "item_total": money_cell(item.get("total")),
        }
        for item in items
    ]
    return with_lines(own, lines)


def _instant(order: Order, name: str) -> str:
    """The instant in UTC, else in the shop's own time, which the importer's zone reads."""
    return instant_cell(order.get(f"{name}_gmt"), is_utc=True) or instant_cell(order.get(name))
