"""What is believed of boosting before a brand's own ads speak, from `ad_response_priors.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

Positive = Annotated[float, Field(gt=0)]


class ResponsePriorRow(DatedFact):
    """A lognormal belief: its median, the sd of its logarithm, and what it is about."""

    name: str
    median: Positive
    sd_log: Positive
    unit: str


@cache
def response_priors() -> dict[str, ResponsePriorRow]:
    """The rows by name."""
    return {row.name: row for row in read_registry("ad_response_priors", ResponsePriorRow)}
