"""What the posts asked of each creator cost: the user's word, a standing quote, else what was paid before; no guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from upshot.decisions.budget.prices import price_posts
from upshot.decisions.costs import CostLedger
from upshot.decisions.creators.panel import Array
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme
from upshot.measures.terms import exchange

UNKNOWN = "unknown"


def cost_of(
    creators: Sequence[str],
    posts_each: int,
    given: Mapping[str, Decimal],
    quotes: Mapping[str, float],
    paid: Mapping[str, float],
) -> tuple[Array, tuple[str, ...]]:
    """(n,) money for the posts asked of each, and where the price comes from; NaN and `unknown` without one.

    Parameters
    ----------
    given, quotes, paid : creator → money per post, the first that knows the creator counts
    """
    cost, source = np.full(len(creators), np.nan), []
    for place, creator in enumerate(creators):
        said = UNKNOWN
        for name, prices in (("given", given), ("quote", quotes), ("creator", paid)):
            if creator in prices:
                cost[place], said = float(prices[creator]) * posts_each, name
                break
        source.append(said)
    return cost, tuple(source)


def standing_quotes(data: WorkspaceData, today: date) -> dict[str, float]:
    """Creator → fee per post of the latest quote that still holds, in the workspace's currency.

    A quote in a currency without an exchange rate is not read.
    """
    rows = [row for row in data.rows("quote") if row["fee"] is not None]
    rates = exchange(data, (row["currency"] for row in rows))
    found: dict[str, float] = {}
    for row in sorted(rows, key=lambda row: row["quoted_on"] or date.min):
        holds = row["valid_until"] is None or row["valid_until"] >= today
        if holds and rates.has(row["currency"]):
            found[row["creator"]] = float(row["fee"] * rates.rate(row["currency"])) / max(int(row["posts"] or 1), 1)
    return found


def paid_before(ledger: CostLedger, programme: Programme) -> dict[str, float]:
    """Creator → median of what a post cost in the campaigns so far, ads left aside."""
    prices: defaultdict[str, list[float]] = defaultdict(list)
    for (creator, _), values in price_posts(ledger, programme).items():
        prices[creator] += values
    return {creator: float(np.median(values)) for creator, values in prices.items()}
