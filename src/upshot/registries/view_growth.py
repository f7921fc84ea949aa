"""The dated prior of how posts' views grow, read from `view_growth.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

Positive = Annotated[float, Field(gt=0)]


class GrowthPrior(DatedFact):
    """One row: the curve, how far a brand may lie from it, and where it comes from. Without these it does not load."""

    name: str
    n: Annotated[int, Field(ge=1)]
    unit: str
    w: Annotated[float, Field(gt=0, lt=1)]
    tau1_days: Positive
    tau2_days: Positive
    sd_logit_w: Positive
    sd_log_tau1: Positive
    sd_log_tau2: Positive
    remaining_growth_sd: Positive


@cache
def view_growth_prior() -> GrowthPrior:
    """The newest row of the registry."""
    return max(read_registry("view_growth", GrowthPrior), key=lambda row: row.dated)
