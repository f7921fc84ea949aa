"""The dated parameters of the formulas of earned media value, read from `emv_rates.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class EmvRate(BaseModel):
    """One parameter of one formula. A row without source, date and denominator does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    formula: str
    name: str
    value: Annotated[float, Field(gt=0)]
    unit: Annotated[str, Field(pattern=r"^([A-Z]{3}|ratio)$")]
    denominator: Annotated[str, Field(min_length=4)]
    source: Annotated[str, Field(min_length=8)]
    dated: date
    is_published: bool  # False: the page carries no date, `dated` is the day on which it was seen


@cache
def emv_rates() -> tuple[EmvRate, ...]:
    """Every parameter, in the order of the registry."""
    text = resources.files(__package__).joinpath("emv_rates.yaml").read_text(encoding="utf-8")
    return tuple(TypeAdapter(list[EmvRate]).validate_python(yaml.safe_load(text)))
