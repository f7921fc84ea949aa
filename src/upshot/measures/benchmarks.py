"""Published benchmarks, compared only like with like: same platform, same denominator."""

from __future__ import annotations

from collections.abc import Sequence

from upshot.errors import NotAllowed
from upshot.measures.kpi import Kpi
from upshot.registries.benchmarks import Benchmark, benchmarks

PLATFORM = "tiktok"  # every figure this program computes is a TikTok figure


def check_comparable(kpi: Kpi, benchmark: Benchmark) -> None:
    """Refuse to set a KPI beside a benchmark of another platform or another denominator.

    Raises
    ------
    NotAllowed : `benchmark_other_platform`, `benchmark_other_denominator`
    """
    if benchmark.platform != PLATFORM:
        raise NotAllowed("benchmark_other_platform", kpi=kpi.id, seen=benchmark.platform, valid=PLATFORM)
    base = kpi.denominator.formula if kpi.denominator else ""
    if benchmark.denominator != base:
        raise NotAllowed("benchmark_other_denominator", kpi=kpi.id, seen=benchmark.denominator, valid=base or "–")


def benchmarks_for(
    kpi: Kpi, *, tier: str | None = None, followers: int | None = None, platform: str = PLATFORM
) -> Sequence[Benchmark]:
    """The published values that may stand beside an engagement rate, newest first; none is the truth.

    Parameters
    ----------
    tier : one of ours; with it, rows of all creators and of that tier
    followers : a creator's; with them, also rows whose source cuts elsewhere and whose bounds hold so many

    Raises
    ------
    NotAllowed : another platform was asked for
    """
    if platform != PLATFORM:
        raise NotAllowed("benchmark_other_platform", kpi=kpi.id, seen=platform, valid=PLATFORM)
    if kpi.family != "engagement_rate" or kpi.denominator is None:
        return ()
    base = kpi.denominator.formula
    wanted = {"all"} if tier is None else {"all", tier}
    like = [b for b in benchmarks() if (b.platform, b.denominator) == (platform, base)]
    found = [b for b in like if (b.tier in wanted if followers is None else b.covers(followers))]
    return tuple(sorted(found, key=lambda benchmark: benchmark.dated, reverse=True))
