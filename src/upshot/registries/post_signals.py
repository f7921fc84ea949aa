"""How much each organic signal of a post is believed to say about it as an ad, from `post_signals.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry


class SignalWeight(DatedFact):
    """One signal's relative weight before a brand's own ads speak."""

    signal: str
    weight: Annotated[float, Field(gt=0, le=1)]


@cache
def signal_weights() -> dict[str, float]:
    """Weight by signal, in the order of the registry."""
    return {row.signal: row.weight for row in read_registry("post_signals", SignalWeight)}
