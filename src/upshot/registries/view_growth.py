"""How views grow before a brand's own readings speak: fitted numbers, and the published curves beside them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from upshot.registries.load import DatedFact, read_registry

Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(gt=0, le=1)]


class GrowthRow(DatedFact):
    """One fit: growth rate by age, spreads between brands, creators and posts, tails of its forecasts.

    `growth_per_day` are (age in days, growth of log views per day); `error_quantiles` (probability, error ÷ sd).
    """

    name: str
    n_posts: Annotated[int, Field(ge=1)]
    n_readings: Annotated[int, Field(ge=1)]
    unit: str
    growth_per_day: tuple[tuple[Positive, Positive], ...]
    sd_level: Positive
    sd_tilt: Positive
    sd_type: Positive
    sd_creator: Positive
    sd_post: Positive
    memory: Positive
    sd_noise: Positive
    error_quantiles: tuple[tuple[Share, float], ...]

    @model_validator(mode="after")
    def _is_in_order(self) -> GrowthRow:
        for rows in (self.growth_per_day, self.error_quantiles):
            if len(rows) < 2 or any(later[0] <= earlier[0] for earlier, later in pairwise(rows)):
                raise ValueError("ages and probabilities must ascend")
        return self


class PublishedCurve(DatedFact):
    """A curve somebody published: (age in days, share of the final views)."""

    name: str
    points: tuple[tuple[Positive, Share], ...]


@cache
def view_growth_prior() -> GrowthRow:
    """The newest fit of the registry."""
    return max(read_registry("view_growth", GrowthRow), key=lambda row: row.dated)


@cache
def published_curves() -> tuple[PublishedCurve, ...]:
    """The published curves, newest last."""
    return tuple(sorted(read_registry("view_growth_published", PublishedCurve), key=lambda row: row.dated))
