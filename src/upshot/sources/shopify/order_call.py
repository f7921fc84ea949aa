"""An order as Shopify's webhooks send it (`orders/create`, `orders/updated`, …), in the columns of `orders_export.csv`.

The order's own importer reads the result, so that a call and an export of the same order give the same row.
Fields: Shopify Admin REST API, resource Order, version 2026-01; amounts are in the shop's currency.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from upshot.sources.shop.call_cells import (
    Order,
    Row,
    instant_cell,
    instant_of,
    joined,
    money_cell,
    part,
    parts,
    text_cell,
    with_lines,
)

COLUMNS = (
    "Id", "Name", "Email", "Financial Status", "Created at", "Paid at", "Cancelled at", "Currency", "Subtotal",
    "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Refunded Amount", "Phone", "Shipping Country",
    "Billing Country", "Shipping Province Name", "Note Attributes", "Landing Site", "Referring Site",
    "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku",
)  # fmt: skip
PAID = {"paid", "partially_refunded", "refunded"}


def orders_in(body: Any) -> list[Order]:
    """The order of a call; none where it is about something else, or a try of the shop's owner."""
    is_order = isinstance(body, dict) and {"id", "created_at", "total_price", "line_items"} <= body.keys()
    return [body] if is_order and body.get("test") is not True else []


def state_of(order: Order) -> tuple[str, datetime | None]:
    """The order's id and when it was as the call tells it."""
    return text_cell(order["id"]), instant_of(order.get("updated_at"))


def export_rows(order: Order) -> list[Row]:
    """The rows of one order, one per line item."""
    status = text_cell(order.get("financial_status"))
    shipping_to, billed_to = part(order, "shipping_address"), part(order, "billing_address")
    shop_money = part(part(order, "total_shipping_price_set"), "shop_money")
    own = {
        "Id": text_cell(order["id"]),
        "Name": text_cell(order.get("name")),
        "Email": text_cell(order.get("email")) or text_cell(part(order, "customer").get("email")),
        "Financial Status": status,
        "Created at": instant_cell(order["created_at"]),
        "Paid at": instant_cell(order.get("processed_at")) if status in PAID else "",
        "Cancelled at": instant_cell(order.get("cancelled_at")),
        "Currency": text_cell(order.get("currency")),
        "Subtotal": money_cell(order.get("subtotal_price")),
        "Shipping": money_cell(shop_money.get("amount"))
        or money_cell(*(line.get("price") for line in parts(order, "shipping_lines"))),
        "Taxes": money_cell(order.get("total_tax")),
        "Total": money_cell(order["total_price"]),
        "Discount Code": joined(text_cell(code.get("code")) for code in parts(order, "discount_codes")),
        "Discount Amount": money_cell(order.get("total_discounts")),
        "Refunded Amount": _refunded(order),
        "Phone": text_cell(order.get("phone")),
        "Shipping Country": text_cell(shipping_to.get("country_code")),
        "Billing Country": text_cell(billed_to.get("country_code")),
        "Shipping Province Name": text_cell(shipping_to.get("province")),
        "Note Attributes": joined(
            (f"{text_cell(one.get('name'))}: {text_cell(one.get('value'))}" for one in parts(order, "note_attributes")),
            "\n",
        ),
        "Landing Site": text_cell(order.get("landing_site")),
        "Referring Site": text_cell(order.get("referring_site")),
    }
    lines = [
        {
            "Name": own["Name"],
            "Lineitem quantity": text_cell(line.get("quantity")),
            "Lineitem name": text_cell(line.get("name")),
            "Lineitem price": money_cell(line.get("price")),
            "Lineitem sku": text_cell(line.get("sku")),
        }
        for line in parts(order, "line_items")
    ]
    return with_lines(own, lines)


def _refunded(order: Order) -> str:
    """What was given back by transactions that went through; 0 where nothing was."""
    given = [
        transaction.get("amount")
        for refund in parts(order, "refunds")
        for transaction in parts(refund, "transactions")
        if transaction.get("kind") == "refund" and transaction.get("status") == "success"
    ]
    return money_cell(*given) or "0.0000"
