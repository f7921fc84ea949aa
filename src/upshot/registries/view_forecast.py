"""How the views of a creator's posts vary, before the workspace's own posts speak: fitted numbers only."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from upshot.registries.load import DatedFact, read_registry

Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(gt=0, lt=1)]
DYNAMICS = ("sd_between", "sd_post", "spread_posts", "step_share", "step_per_day", "pull", "tail", "growth")


class ForecastRow(DatedFact):
    """One fit: `dynamics` name → (typical value, sd of its logarithm between panels); logarithms are natural.

    `intercept` is log(1 + views) of a typical creator with 100,000 followers; `error_quantiles` are (probability,
    error ÷ scale).
    """

    name: str
    n_creators: Annotated[int, Field(ge=1)]
    n_posts: Annotated[int, Field(ge=1)]
    unit: str
    dynamics: dict[str, tuple[Positive, Positive]]
    intercept: tuple[float, Positive]
    slope: tuple[float, Positive]
    sd_log_followers: Positive
    sd_group: Positive
    sd_together: Positive
    widening: Annotated[float, Field(ge=1, le=2)]
    error_quantiles: tuple[tuple[Share, float], ...]

    @model_validator(mode="after")
    def _is_whole(self) -> ForecastRow:
        if tuple(self.dynamics) != DYNAMICS:
            raise ValueError(f"dynamics are {', '.join(DYNAMICS)}, in this order")
        if any(later[0] <= earlier[0] or later[1] < earlier[1] for earlier, later in pairwise(self.error_quantiles)):
            raise ValueError("probabilities must ascend, errors must not fall")
        return self


@cache
def forecast_prior() -> ForecastRow:
    """The newest fit of the registry."""
    return max(read_registry("view_forecast", ForecastRow), key=lambda row: row.dated)
