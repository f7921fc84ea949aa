"""Published engagement rates, from `benchmarks.yaml`; what may be compared with them: `measures.benchmarks`."""

from __future__ import annotations

from functools import cache

from upshot.registries.load import DatedFact, read_registry


class Benchmark(DatedFact):
    """One published rate, 0-1, with its platform and denominator."""

    platform: str
    tier: str
    statistic: str
    low: float
    high: float | None
    denominator: str


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """The registry as it stands in the package."""
    return read_registry("benchmarks", Benchmark)
