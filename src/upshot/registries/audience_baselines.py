"""Who is on the platform: dated shares by bucket, for affinity indices. Third parties' figures, none official."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import model_validator

from upshot.registries.load import DatedFact, read_registry


class AudienceBaseline(DatedFact):
    """Shares of a population along one dimension; `market` is a country code, or WORLD."""

    market: str
    dimension: Literal["age", "gender", "country", "language"]
    population: str
    link: str | None
    shares: dict[str, float]

    @model_validator(mode="after")
    def _sums_to_one(self) -> AudienceBaseline:
        total = sum(self.shares.values())
        if not 0.98 <= total <= 1.02:
            msg = f"shares of {self.market} {self.dimension} sum to {total:.3f}"
            raise ValueError(msg)
        return self


class AudienceWeights(DatedFact):
    """A published weighting of dimensions, offered and never assumed."""

    preset: str
    weights: dict[str, float]


@cache
def audience_baselines() -> tuple[AudienceBaseline, ...]:
    """The registry, in file order."""
    return read_registry("audience_baselines", AudienceBaseline)


def baseline_of(market: str, dimension: str) -> AudienceBaseline | None:
    """The newest baseline of a market and dimension."""
    found = [row for row in audience_baselines() if row.market == market and row.dimension == dimension]
    return max(found, key=lambda row: row.dated, default=None)


@cache
def audience_weights() -> dict[str, AudienceWeights]:
    """Presets by name."""
    return {row.preset: row for row in read_registry("audience_weights", AudienceWeights)}
