"""Size classes of creators, from the dated registry; bounds are half-open."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry


class Tier(DatedFact):
    """One size class: `from` counts in, `below` does not; its engagement band names its denominator."""

    tier: str
    lower: int = Field(alias="from", ge=0)
    below: int | None
    engagement_rate: tuple[float, float]
    denominator: str
    platform: str


@cache
def tiers() -> tuple[Tier, ...]:
    """The registry, smallest first."""
    return tuple(sorted(read_registry("tiers", Tier), key=lambda tier: tier.lower))


def tier_of(followers: int | None) -> str | None:
    """The tier of a creator with so many followers; unknown stays unknown."""
    if followers is None or followers < 0:
        return None
    return next(tier.tier for tier in reversed(tiers()) if followers >= tier.lower)
