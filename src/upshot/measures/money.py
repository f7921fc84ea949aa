"""Amounts in the workspace's currency: rates are settings (`fx_usd` is what one dollar is worth)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import narwhals as nw

from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData
from upshot.settings import FX_PREFIX


def reporting_currency(data: WorkspaceData) -> str:
    """The currency of every amount shown."""
    return (data.setting("currency") or "EUR").upper()


def exchange_rate(data: WorkspaceData, currency: str | None) -> Decimal | None:
    """What one unit of `currency` is worth in the reporting currency; null when nobody said. Null currency is ours."""
    if currency is None or currency.upper() == reporting_currency(data):
        return Decimal(1)
    said = data.setting(FX_PREFIX + currency.lower())
    if not said:
        return None
    try:
        rate = Decimal(said.replace(",", "."))
    except InvalidOperation as bad:
        raise InvalidInput("exchange_rate_unreadable", currency=currency, seen=said) from bad
    if not rate.is_finite() or rate <= 0:
        raise InvalidInput("exchange_rate_unreadable", currency=currency, seen=said)
    return rate


def currencies_in(frame: nw.LazyFrame[Any]) -> list[str]:
    """The currencies that a fact is in, in order."""
    names = frame.select("currency").unique().collect()["currency"].to_list()
    return sorted(name for name in names if name)


def in_reporting_currency(
    frame: nw.LazyFrame[Any], amounts: Sequence[str], data: WorkspaceData
) -> tuple[nw.LazyFrame[Any], tuple[str, ...]]:
    """Convert `amounts`; returns the frame and the currencies without a rate (their amounts become null).

    Amounts already in the reporting currency stay exact decimals; converted ones are floats.
    """
    rates = {name: exchange_rate(data, name) for name in currencies_in(frame)}
    unknown = tuple(name for name, rate in rates.items() if rate is None)
    foreign = {name: rate for name, rate in rates.items() if rate != 1}
    if not foreign:
        return frame, ()
    factor = nw.lit(1.0)
    for name, rate in foreign.items():
        worth = nw.lit(float(rate)) if rate is not None else nw.lit(None, dtype=nw.Float64)
        factor = nw.when(nw.col("currency") == name).then(worth).otherwise(factor)
    converted = {amount: nw.col(amount).cast(nw.Float64) * factor for amount in amounts}
    return frame.with_columns(**converted), unknown
