"""Columns that follow from the other facts, added where somebody asks: facts themselves are never edited."""

from __future__ import annotations

from typing import Any

import narwhals as nw

_NO_ORDER = ("voided", "cancelled")


def with_new_customers(orders: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """`is_new_customer` where the shop's file did not tell: whether the order is the first of its `customer_key`.

    First among the orders that were imported, voided and cancelled ones left out: of a shop whose older orders were
    never imported, early buyers look newer than they are. Without a customer key it stays null, not false.
    """
    has_key = ~nw.col("customer_key").is_null()
    is_order = nw.col("status").is_null() | ~nw.col("status").is_in(_NO_ORDER)
    counted_at = nw.when(is_order & has_key).then(nw.col("ordered_at"))
    first_at = counted_at.min().over("account_id", "customer_key")
    derived = nw.when(has_key).then(nw.col("ordered_at") == first_at)
    return orders.with_columns(is_new_customer=nw.coalesce(nw.col("is_new_customer"), derived))
