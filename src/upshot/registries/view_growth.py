"""The dated prior of how posts' views grow, read from `view_growth.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Positive = Annotated[float, Field(gt=0)]


class GrowthPrior(BaseModel):
    """One row: the curve, how far a brand may lie from it, and where it comes from. Without these it does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    source: Annotated[str, Field(min_length=8)]
    dated: date
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
    text = resources.files(__package__).joinpath("view_growth.yaml").read_text(encoding="utf-8")
    rows = TypeAdapter(list[GrowthPrior]).validate_python(yaml.safe_load(text))
    return max(rows, key=lambda row: row.dated)
