"""What creators are said to cost, from `creator_prices.yaml`: dated, by market and size, never a gate."""

from __future__ import annotations

from functools import cache
from typing import Literal

from upshot.registries.load import read_registry
from upshot.registries.sizes import SizedFact


class CreatorPrice(SizedFact):
    """One published price: money in `currency`, or (`rights_share`) a share of the content fee; `high` None is open."""

    kind: Literal["fee", "cpm", "expectation", "rights_share"]
    market: str
    currency: str | None = None
    days: int | None = None
    low: float
    high: float | None
    median: float | None = None
    statistic: Literal["band", "about", "mean"]


@cache
def creator_prices() -> tuple[CreatorPrice, ...]:
    """The registry as it stands in the package."""
    return read_registry("creator_prices", CreatorPrice)
