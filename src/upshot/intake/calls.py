"""Calls of shops: which orders a body tells of, and the same orders as the file that the shop would have exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from upshot.sources.orders import order_call as plain_call
from upshot.sources.shop.call_cells import Order, Row
from upshot.sources.shopify import order_call as shopify_call
from upshot.sources.woocommerce import order_call as woocommerce_call

_READERS: Mapping[str, ModuleType] = {
    "shopify": shopify_call,
    "woocommerce": woocommerce_call,
    "orders": plain_call,
}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def orders_in(kind: str, body: Any) -> list[Order]:
    """The orders that a call tells of; empty where it tells of something else."""
    found: list[Order] = _READERS[kind].orders_in(body)
    return found


def state_of(kind: str, orders: Sequence[Order]) -> tuple[str | None, datetime | None]:
    """Which order a call tells of, and as of when; nothing where it tells of several."""
    if len(orders) != 1:
        return None, None
    order_id, stated_at = _READERS[kind].state_of(orders[0])
    return order_id, _aware(stated_at)


def export_of(kind: str, calls: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], list[Row]]:
    """The columns and rows of a file with the newest state of every order that `calls` tell of, in order of arrival."""
    newest: dict[str, tuple[datetime, list[Row]]] = {}
    for call in calls:
        for order in orders_in(kind, call["body"]):
            order_id, stated_at = _READERS[kind].state_of(order)
            when = _aware(stated_at) or _LONG_AGO
            if order_id not in newest or when >= newest[order_id][0]:
                newest[order_id] = (when, _READERS[kind].export_rows(order))
    rows = [row for _, rows in newest.values() for row in rows]
    return tuple(_READERS[kind].COLUMNS), rows


def _aware(instant: datetime | None) -> datetime | None:
    return instant.replace(tzinfo=UTC) if instant is not None and instant.tzinfo is None else instant
