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
    is_order = nw.col("status").is_null() | ~nw.col("status").is_in(_NO_ORDER)
    counted = orders.filter(is_order, ~nw.col("customer_key").is_null(), ~nw.col("ordered_at").is_null())
    firsts = counted.group_by("account_id", "customer_key").agg(nw.col("ordered_at").min().alias("__first_at"))
    derived = nw.col("ordered_at") == nw.col("__first_at")
    joined = orders.join(firsts, on=["account_id", "customer_key"], how="left")
    return joined.with_columns(nw.coalesce(nw.col("is_new_customer"), derived).alias("is_new_customer")).drop(
        "__first_at"
    )
