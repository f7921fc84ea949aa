"""The two ledgers that decisions keep and pass in as values: credits of orders, and lines of cost."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pyarrow as pa

from upshot.errors import InvalidInput, UnknownName
from upshot.measures.dimensions import Dimension, Links
from upshot.measures.facts.base import (
    KEY_ONLY,
    Fact,
    Frame,
    Lookup,
    Reading,
    from_arrow,
    is_one_of,
    ledger,
    time_keys,
    with_time,
)
from upshot.measures.names import nearest
from upshot.measures.terms import gross_margin_rate
from upshot.warehouse.derived import with_new_customers

AD_KINDS = ("ads",)  # kinds of cost line that are media spend; everything else is cost of people and things
_BETWEEN = "\x1f"  # separates creator and campaign in the pair that names a collaboration


def _tier(links: Links, creator: Any) -> str | None:
    return links.tier(creator)


def _type(links: Links, pair: Any) -> str | None:
    creator, campaign = str(pair).split(_BETWEEN)
    return links.collaboration_type_of(creator or None, campaign or None)


def _content(links: Links, post_id: Any) -> str | None:
    post = links.posts.get(post_id)
    return post.content_type if post else None


_KEYS: dict[Dimension, tuple[str, Lookup]] = {
    **time_keys(),
    Dimension.CREATOR: ("creator", KEY_ONLY),
    Dimension.CAMPAIGN: ("campaign", KEY_ONLY),
    Dimension.TIER: ("creator", _tier),
    Dimension.COLLABORATION_TYPE: ("pair", _type),
}


def _rows(reading: Reading, name: str, columns: tuple[str, ...]) -> pa.Table:
    table = ledger(reading, name)
    if not table.num_rows and not table.num_columns:
        table = pa.table({column: pa.array([], pa.float64()) for column in columns})
    missing = [column for column in columns if column not in table.column_names]
    if missing:
        raise InvalidInput("ledger_column_missing", ledger=name, missing=missing, valid=list(columns))
    typed = table
    for column in ("creator", "campaign", "post_id", "kind", "rule"):
        if column in table.column_names:
            at = typed.column_names.index(column)
            typed = typed.set_column(at, column, typed.column(column).cast(pa.string()))
    return typed


def _finished(reading: Reading, table: pa.Table) -> Frame:
    frame = from_arrow(table)
    if "day" in table.column_names:
        frame = with_time(reading.within(frame), reading.dimensions)
    if Dimension.COLLABORATION_TYPE in reading.dimensions:
        pair = nw.concat_str(nw.col("creator").fill_null(""), nw.col("campaign").fill_null(""), separator=_BETWEEN)
        frame = frame.with_columns(pair=pair)
    return frame


def _read_credit(reading: Reading) -> Frame:
    names = ("order_id", "rule", "creator", "post_id", "campaign", "orders", "net_revenue")
    table = _rows(reading, "credit", names)
    rules = sorted(set(table.column("rule").to_pylist()) - {None})
    if rules and reading.rule not in rules:
        raise UnknownName(
            "attribution_rule_unknown", seen=reading.rule, nearest=nearest(reading.rule, rules), valid=rules
        )
    frame = _finished(reading, table).filter(nw.col("rule") == reading.rule)
    margin = gross_margin_rate(reading.data)
    rate = nw.lit(None, dtype=nw.Float64) if margin is None else nw.lit(float(margin))
    if "new_orders" not in table.column_names:
        frame = frame.with_columns(new_orders=_new_orders(reading, has_shop="account_id" in table.column_names))
    return frame.with_columns(gross_margin=nw.col("net_revenue").cast(nw.Float64) * rate)


def _new_orders(reading: Reading, *, has_shop: bool) -> nw.Expr:
    """Credit that went to first orders of a customer; null when no shop says who is new."""
    orders = with_new_customers(reading.data.frame("order")).filter(nw.col("is_new_customer"))
    key = ["account_id", "order_id"] if has_shop else ["order_id"]
    new = [_BETWEEN.join(row) for row in orders.select(key).collect().rows()]
    if not new:
        return nw.lit(None, dtype=nw.Float64)
    credited = nw.col("orders").cast(nw.Float64)
    return nw.when(is_one_of(nw.concat_str(*key, separator=_BETWEEN), new)).then(credited).otherwise(nw.lit(0.0))


def _read_cost(reading: Reading) -> Frame:
    table = _rows(reading, "cost_line", ("kind", "creator", "campaign", "amount"))
    frame = _finished(reading, table)
    amount = nw.col("amount").cast(nw.Float64)
    is_media = nw.col("kind").is_in(list(AD_KINDS))
    return frame.with_columns(amount_ads=nw.when(is_media).then(amount).otherwise(nw.lit(0.0)))


CREDIT_FACT = Fact(
    "credit",
    {**_KEYS, Dimension.POST: ("post_id", KEY_ONLY), Dimension.CONTENT_TYPE: ("post_id", _content)},
    _read_credit,
    absent_is_zero=True,
    is_ledger=True,
)
COST_FACT = Fact("cost_line", _KEYS, _read_cost, absent_is_zero=True, is_ledger=True)
