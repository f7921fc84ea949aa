"""Columns of amounts in the workspace's currency, on the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from upshot.measures.data import WorkspaceData
from upshot.measures.terms import exchange


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
    names = currencies_in(frame)
    rates = exchange(data, names)
    unknown = tuple(name for name in names if not rates.has(name))
    foreign = {name: rates.rate(name) if rates.has(name) else None for name in names}
    foreign = {name: rate for name, rate in foreign.items() if rate != 1}
    if not foreign:
        return frame, ()
    factor = nw.lit(1.0)
    for name, rate in foreign.items():
        worth = nw.lit(float(rate)) if rate is not None else nw.lit(None, dtype=nw.Float64)
        factor = nw.when(nw.col("currency") == name).then(worth).otherwise(factor)
    converted = {amount: nw.col(amount).cast(nw.Float64) * factor for amount in amounts}
    return frame.with_columns(**converted), unknown
