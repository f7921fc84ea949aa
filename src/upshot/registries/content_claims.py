"""Thresholds for watch measures that people quote: shown beside a measure with their status, never a gate."""

from __future__ import annotations

from functools import cache
from typing import Literal

from upshot.registries.load import DatedFact, read_registry


class ContentClaim(DatedFact):
    """One quoted threshold; `status` says what it rests on."""

    measure: str
    claim: str
    low: float | None
    high: float | None
    status: Literal["official", "observed", "folklore"]


@cache
def content_claims() -> tuple[ContentClaim, ...]:
    """The registry, in file order."""
    return read_registry("content_claims", ContentClaim)
