"""Scores of many worlds as one table, each figure with its own Monte Carlo uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from upshot.decisions.proof.scoring import Decisions, WorldScore


@dataclass(frozen=True)
class Estimated:
    """A mean over worlds and its 95 % interval (Wilson for counts, else normal over worlds); None = not defined."""

    mean: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class CaseRow:
    """One case. Ratios are to the true total; rates and coverages are 0–1; `None` means are undefined, not zero."""

    case: str
    n_worlds: int
    n_refused: int  # worlds in which the estimate answered insufficient evidence
    coverage_total: Estimated
    coverage_creators: Estimated
    effect_claimed: Estimated  # share of worlds whose total interval excludes zero: a false alarm in `no_effect`
    total_bias: Estimated
    total_half_width: Estimated  # half the interval ÷ truth
    error_ratio: Estimated
    rank_correlation: Estimated
    sign_error_rate: Estimated  # among decided creators
    decided_share: Estimated
    regret: Estimated
    codes_error_ratio: Estimated
    codes_sign_error_rate: Estimated
    codes_regret: Estimated
    last_click_error_ratio: Estimated
    last_click_sign_error_rate: Estimated
    last_click_regret: Estimated


@dataclass(frozen=True)
class ProofTable:
    """`rows` by case; `level` of the intervals whose coverage is counted; `seed` of the first world."""

    rows: tuple[CaseRow, ...]
    level: float
    seed: int
    method: str


def tabulate(scores: Mapping[str, Sequence[WorldScore | None]], *, level: float, seed: int, method: str) -> ProofTable:
    """Put the scores of each case into a row; None stands for a world that the estimate refused."""
    return ProofTable(tuple(_row(case, worlds) for case, worlds in scores.items()), level, seed, method)


def _row(case: str, worlds: Sequence[WorldScore | None]) -> CaseRow:
    scored = [world for world in worlds if world is not None]

    def over(pick: Callable[[WorldScore], float | None]) -> Estimated:
        return mean_over_worlds(pick(world) for world in scored)

    def of(who: Callable[[WorldScore], Decisions], what: str) -> Estimated:
        return mean_over_worlds(getattr(who(world), what) for world in scored)

    return CaseRow(
        case=case,
        n_worlds=len(worlds),
        n_refused=len(worlds) - len(scored),
        coverage_total=share_of_worlds(world.is_total_covered for world in scored),
        coverage_creators=over(lambda world: world.creator_coverage),
        effect_claimed=share_of_worlds(world.is_effect_claimed for world in scored),
        total_bias=over(lambda world: world.total_bias_ratio),
        total_half_width=over(_half_width),
        error_ratio=of(lambda world: world.model, "error_ratio"),
        rank_correlation=of(lambda world: world.model, "rank_correlation"),
        sign_error_rate=of(lambda world: world.model, "sign_error_rate"),
        decided_share=over(lambda world: world.n_decided / world.n_creators),
        regret=of(lambda world: world.model, "regret"),
        codes_error_ratio=of(lambda world: world.codes, "error_ratio"),
        codes_sign_error_rate=of(lambda world: world.codes, "sign_error_rate"),
        codes_regret=of(lambda world: world.codes, "regret"),
        last_click_error_ratio=of(lambda world: world.last_click, "error_ratio"),
        last_click_sign_error_rate=of(lambda world: world.last_click, "sign_error_rate"),
        last_click_regret=of(lambda world: world.last_click, "regret"),
    )


def _half_width(world: WorldScore) -> float | None:
    return (world.total_high - world.total_low) / 2 / world.total_truth if world.total_truth > 0 else None


def share_of_worlds(outcomes: Iterable[bool]) -> Estimated:
    """Share of true outcomes with Wilson's 95 % interval."""
    seen = list(outcomes)
    if not seen:
        return Estimated(None, None, None, 0)
    bounds = binomtest(sum(seen), len(seen)).proportion_ci(0.95, method="wilson")
    return Estimated(sum(seen) / len(seen), float(bounds.low), float(bounds.high), len(seen))


def mean_over_worlds(values: Iterable[float | None]) -> Estimated:
    """Mean of the defined values with a normal 95 % interval; worlds, not creators, are the independent units."""
    seen = np.array([value for value in values if value is not None], dtype=np.float64)
    if not len(seen):
        return Estimated(None, None, None, 0)
    mean = float(seen.mean())
    if len(seen) == 1:
        return Estimated(mean, None, None, 1)
    half = 1.96 * float(seen.std(ddof=1)) / len(seen) ** 0.5
    return Estimated(mean, mean - half, mean + half, len(seen))
