"""Published engagement rates, from `benchmarks.yaml`; what may be compared with them: `measures.benchmarks`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from upshot.registries.load import read_registry
from upshot.registries.sizes import SizedFact


class Benchmark(SizedFact):
    """One published rate, 0-1, with its platform and denominator.

    Of `quartiles`, low and high are the first and third; they and `n` come from a set of creators whose `sampling`
    is said.
    """

    platform: str
    statistic: Literal["mean", "median", "band", "quartiles", "unspecified"]
    low: float
    high: float | None
    denominator: str
    market: str
    numerator: str = "unspecified"  # lcs = likes + comments + shares
    median: float | None = None
    n: int | None = None
    sampling: str | None = None
    niche: str | None = None


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """The registry as it stands in the package."""
    return read_registry("benchmarks", Benchmark)
