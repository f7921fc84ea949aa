"""What the parts of this room tell besides single numbers: ranges, and sentences by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, both possible; equal where the data leave nothing open."""

    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Range:
        """A range of one value."""
        return cls(value, value)

    @property
    def middle(self) -> float:
        """Half-way: for sorting, not for telling."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """High less low."""
        return self.high - self.low

    def hull(self, other: Range) -> Range:
        """The smallest range that holds both."""
        return Range(min(self.low, other.low), max(self.high, other.high))


@dataclass(frozen=True)
class Note:
    """A sentence by its code in the wording catalogue, with the facts that fill it (rounded, as text)."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
