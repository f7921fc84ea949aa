"""Outcomes of many worlds as one table, each figure with its own Monte Carlo uncertainty.

Worlds are the independent units. A share of posts or creators is first taken within its world, then averaged over
worlds, so that two hundred posts of one unlucky brand do not pass for two hundred trials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from scipy.stats import binomtest

from upshot.decisions.proof.outcome import Outcome
from upshot.decisions.proof.scoring import LEVELS, Quality, WorldScore


@dataclass(frozen=True)
class Estimated:
    """A mean over worlds and its 95 % interval (Wilson for counts, else normal over worlds); None = not defined."""

    mean: float | None
    low: float | None
    high: float | None
    n: int  # worlds in which the figure is defined


@dataclass(frozen=True)
class CoverageRow:
    """Coverage of the intervals of one level, 0–1."""

    level: float
    total: Estimated
    creators: Estimated
    posts: Estimated


@dataclass(frozen=True)
class MethodRow:
    """One way of crediting creators, over the worlds of a case; see `scoring.Quality`.

    `verdict_error_rate` wrong verdicts on the programme ÷ verdicts given; `verdict_rate` verdicts given ÷ worlds.
    """

    name: str
    total_bias: Estimated
    error_ratio: Estimated
    rank_correlation: Estimated
    sign_error_rate: Estimated
    budget_regret: Estimated
    stop_regret: Estimated
    called_profitable: Estimated
    verdict_error_rate: Estimated
    verdict_rate: Estimated


@dataclass(frozen=True)
class EffortRow:
    """Median wall and CPU seconds of a fit, and the worst of everything else."""

    wall_s: float | None
    cpu_s: float | None
    peak_mb: float | None
    r_hat_max: float | None
    ess_min: float | None
    divergences: float | None


@dataclass(frozen=True)
class CaseRow:
    """One case. Ratios are to the true total; rates and coverages are 0–1; `None` means are undefined, not zero."""

    case: str
    n_worlds: int
    n_refused: int  # worlds in which the estimate answered insufficient evidence
    n_failed: int  # worlds in which it broke
    coverage: tuple[CoverageRow, ...]
    effect_claimed: Estimated  # share of worlds whose total is clearly above nothing: a false alarm in `no_effect`
    total_half_width: Estimated  # half the 90 % interval ÷ truth
    decided_rate: Estimated  # creators about whom the estimate dares to say whether they paid
    creators_called_profitable: Estimated  # among all creators
    methods: tuple[MethodRow, ...]  # the estimate first
    effort: EffortRow

    def method(self, name: str) -> MethodRow | None:
        """One method's row, None where the data did not allow it."""
        return next((row for row in self.methods if row.name == name), None)


@dataclass(frozen=True)
class ProofTable:
    """`rows` by case; `estimator` names the estimate's method; `scale` the size of the brands."""

    rows: tuple[CaseRow, ...]
    estimator: str
    scale: str
    seeds: tuple[int, int]  # first and last


def tabulate(outcomes: Iterable[Outcome], *, scale: str = "case", order: Sequence[str] = ()) -> ProofTable:
    """Put the outcomes of each case into a row.

    Parameters
    ----------
    order : of the cases; those it does not name follow in alphabetical order
    """
    found = list(outcomes)
    rank = {case: place for place, case in enumerate(order)}
    found.sort(key=lambda one: (rank.get(one.case, len(rank)), one.case, one.seed))
    rows = tuple(_row(case, list(worlds)) for case, worlds in groupby(found, key=lambda one: one.case))
    seeds = [one.seed for one in found] or [0]
    methods = sorted({one.method for one in found if one.method})
    return ProofTable(rows, ", ".join(methods), scale, (min(seeds), max(seeds)))


def _row(case: str, worlds: list[Outcome]) -> CaseRow:
    scored = [world.score for world in worlds if world.score is not None]

    def over(pick: Callable[[WorldScore], float | None]) -> Estimated:
        return mean_over_worlds(pick(score) for score in scored)

    names = list(dict.fromkeys(name for score in scored for name in score.methods))
    return CaseRow(
        case=case,
        n_worlds=len(worlds),
        n_refused=sum(world.refusal is not None for world in worlds),
        n_failed=sum(world.failure is not None for world in worlds),
        coverage=tuple(_coverage(level, scored) for level in LEVELS),
        effect_claimed=share_of_worlds(score.is_effect_claimed for score in scored),
        total_half_width=over(_half_width),
        decided_rate=over(lambda s: None if s.n_decided is None else s.n_decided / s.n_creators),
        creators_called_profitable=over(
            lambda s: None if s.n_called_profitable is None else s.n_called_profitable / s.n_creators
        ),
        methods=tuple(
            _method(name, [score.methods[name] for score in scored if name in score.methods]) for name in names
        ),
        effort=_effort(worlds),
    )


def _coverage(level: float, scored: list[WorldScore]) -> CoverageRow:
    at = [score.at(level) for score in scored]
    return CoverageRow(
        level=level,
        total=share_of_worlds(one.total for one in at),
        creators=mean_over_worlds(one.creators for one in at),
        posts=mean_over_worlds(one.posts for one in at),
    )


def _method(name: str, found: list[Quality]) -> MethodRow:
    verdicts = [one.is_verdict_wrong for one in found if one.is_verdict_wrong is not None]
    judged = [one for one in found if one.is_called_profitable is not None]
    return MethodRow(
        name=name,
        total_bias=mean_over_worlds(one.total_bias for one in found),
        error_ratio=mean_over_worlds(one.error_ratio for one in found),
        rank_correlation=mean_over_worlds(one.rank_correlation for one in found),
        sign_error_rate=mean_over_worlds(one.sign_error_rate for one in found),
        budget_regret=mean_over_worlds(one.budget_regret for one in found),
        stop_regret=mean_over_worlds(one.stop_regret for one in found),
        called_profitable=share_of_worlds(bool(one.is_called_profitable) for one in judged),
        verdict_error_rate=share_of_worlds(verdicts),
        verdict_rate=share_of_worlds(one.is_verdict_wrong is not None for one in judged),
    )


def _effort(worlds: list[Outcome]) -> EffortRow:
    known = [world.effort for world in worlds if world.effort is not None]

    def of(name: str, merge: Callable[[list[float]], float]) -> float | None:
        values = [value for one in known if (value := getattr(one, name)) is not None]
        return float(merge(values)) if values else None

    return EffortRow(
        wall_s=of("wall_s", lambda seen: float(np.median(seen))),
        cpu_s=of("cpu_s", lambda seen: float(np.median(seen))),
        peak_mb=of("peak_mb", max),
        r_hat_max=of("r_hat_max", max),
        ess_min=of("ess_min", min),
        divergences=of("divergences", sum),
    )


def _half_width(score: WorldScore) -> float | None:
    return (score.total_high - score.total_low) / 2 / score.total_truth if score.total_truth > 0 else None


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
