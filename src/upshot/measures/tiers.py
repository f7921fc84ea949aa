"""Size classes of creators, from the dated registry; bounds are half-open."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Tier(BaseModel):
    """One size class: `from` counts in, `below` does not. A row without source, date and denominator does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tier: str
    lower: int = Field(alias="from", ge=0)
    below: int | None
    engagement_rate: tuple[float, float]
    denominator: str
    platform: str
    source: str
    date: date


@cache
def tiers() -> tuple[Tier, ...]:
    """The registry, smallest first."""
    text = resources.files("upshot.registries").joinpath("tiers.yaml").read_text(encoding="utf-8")
    rows = (Tier.model_validate(row) for row in yaml.safe_load(text))
    return tuple(sorted(rows, key=lambda tier: tier.lower))


def tier_of(followers: int | None) -> str | None:
    """The tier of a creator with so many followers; unknown stays unknown."""
    if followers is None or followers < 0:
        return None
    return next(tier.tier for tier in reversed(tiers()) if followers >= tier.lower)
