"""Staggered launches read as an event study: markets that had not launched yet stand for those that had.

Weeks are compared, because a day of a small market is mostly noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from scipy.stats import t as student

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.geo_model import Phase
from upshot.decisions.experiments.lift_record import LiftRecord, normal_error
from upshot.decisions.experiments.model import (
    ExperimentAnswer,
    ExperimentCheck,
    ExperimentKind,
    ExperimentVerdict,
    LiftEstimate,
)
from upshot.decisions.experiments.region_series import Array, RegionSeries
from upshot.decisions.verdict.model import Part, Phrase
from upshot.errors import InvalidInput
from upshot.stats.event_study import NEVER, EventStudy, fit_event_study
from upshot.version import __version__

METHOD = "event_study_not_yet_treated"
BASE_WEEKS = 4
BEFORE_WEEKS = 4
FEWEST_REGIONS = 6
WORST_PRE_TREND_P = 0.05


class EventTimeEffect(Part):
    """The relative difference in one week since launch (negative = before), with its interval where one is known."""

    week: int
    lift_rel: float | None
    low: float | None
    high: float | None


class EventStudyVerdict(ExperimentVerdict):
    """Staggered launches after they happened."""

    metric: str
    launches: dict[str, date]
    weeks_after: int
    effects: tuple[EventTimeEffect, ...]
    pre_trend_p_value: float | None
    period: Phase
    lift_record: LiftRecord | None = None


def read_event_study(
    series: RegionSeries,
    launches: Mapping[str, date],
    *,
    weeks_after: int = 8,
    name: str = "",
    level: float = 0.9,
    seed: int = 1,
) -> EventStudyVerdict | InsufficientEvidence:
    """Read launches at different days in different regions.

    Parameters
    ----------
    series : orders by region and day (or week)
    launches : region → first day with the programme; regions that are not named never launched
    weeks_after : weeks from the launch on that are counted

    Returns
    -------
    EventStudyVerdict, or InsufficientEvidence: too few regions, nobody left to compare with, or launched regions that
    already moved apart before they launched

    Raises
    ------
    UnknownName : experiment_unknown_region; InvalidInput : event_study_launch_outside_data, event_study_no_launch
    """
    weekly, weeks = weekly_sums(series)
    at = _launch_weeks(series, launches, weeks)
    refusal = _too_little(at, weekly)
    if refusal is not None:
        return refusal
    fit = fit_event_study(weekly, at, n_base=BASE_WEEKS, n_before=BEFORE_WEEKS, n_after=weeks_after, seed=seed)
    if fit.n_compared_periods == 0 or not np.isfinite([fit.lift_rel, fit.lift_rel_error]).all():
        return InsufficientEvidence("event_study_nobody_to_compare", ("event_study_stagger",))
    if fit.pre_trend_p_value < WORST_PRE_TREND_P:
        facts = (("p_value", f"{fit.pre_trend_p_value:.3f}"), ("weeks", str(BEFORE_WEEKS)))
        return InsufficientEvidence("event_study_pre_trends", ("geo_choose_similar_regions",), facts)
    estimate = _estimate(series, fit, level)
    answer, code = _answer(estimate)
    facts_ = {"lift_pct": _pct(estimate.lift_rel), "low_pct": _pct(estimate.lift_rel_low)}
    facts_ |= {"high_pct": _pct(estimate.lift_rel_high), "level_pct": f"{level * 100:.0f}"}
    period = _period(launches, weeks_after, weeks[-1])
    return EventStudyVerdict(
        upshot_version=__version__,
        kind=ExperimentKind.EVENT_STUDY,
        name=name or f"{min(launches.values())}",
        source=series.source,
        level=level,
        seed=seed,
        answer=answer,
        reasons=(Phrase(code=code, facts=facts_),),
        checks=(_pre_trend_check(fit),),
        estimates=(estimate,),
        caveats=(Phrase(code="event_study_proportional"), Phrase(code="geo_spill_over")),
        metric=series.metric,
        launches=dict(launches),
        weeks_after=weeks_after,
        effects=_effects(fit, level),
        pre_trend_p_value=fit.pre_trend_p_value if np.isfinite(fit.pre_trend_p_value) else None,
        period=period,
        lift_record=_record(series, estimate, period),
    )


def weekly_sums(series: RegionSeries) -> tuple[Array, tuple[date, ...]]:
    """(n_regions, n_weeks) sums of whole weeks, counted from the end."""
    length = 7 // series.step_days
    n = len(series.days) // length
    skipped = len(series.days) - n * length
    sums: Array = series.values[:, skipped:].reshape(len(series.regions), n, length).sum(axis=2)
    return sums, series.days[skipped::length]


def _launch_weeks(
    series: RegionSeries, launches: Mapping[str, date], weeks: tuple[date, ...]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The week of each region's launch; a launch within a week counts from that week on."""
    if not launches:
        raise InvalidInput("event_study_no_launch", regions=len(series.regions))
    at = np.full(len(series.regions), NEVER, dtype=np.int64)
    for region, day in launches.items():
        if not weeks[0] <= day < weeks[-1] + timedelta(days=7):
            facts = {"first": str(weeks[0]), "last": str(weeks[-1] + timedelta(days=6))}
            raise InvalidInput("event_study_launch_outside_data", region=region, seen=str(day), **facts)
        at[series.rows_of([region])[0]] = (day - weeks[0]).days // 7
    return at


def _too_little(at: np.ndarray[tuple[int], np.dtype[np.int64]], weekly: Array) -> InsufficientEvidence | None:
    if len(at) < FEWEST_REGIONS:
        facts = (("regions", str(len(at))), ("needed", str(FEWEST_REGIONS)))
        return InsufficientEvidence("geo_too_few_regions", ("geo_use_finer_regions", "geo_use_on_off"), facts)
    launched = at[at < weekly.shape[1]]
    if not np.any(launched >= BASE_WEEKS):
        weeks = (("weeks", str(BASE_WEEKS)),)
        return InsufficientEvidence("event_study_no_base", ("import_earlier_orders",), weeks)
    return None


def _estimate(series: RegionSeries, fit: EventStudy, level: float) -> LiftEstimate:
    half = float(student.ppf(0.5 + level / 2, fit.freedom))
    return LiftEstimate(
        name=METHOD,
        kind=ExperimentKind.EVENT_STUDY,
        metric=series.metric,
        unit="count",
        treatment="launched",
        control="not_yet_launched",
        estimate=fit.total,
        low=fit.total - half * fit.total_error,
        high=fit.total + half * fit.total_error,
        level=level,
        standard_error=fit.total_error,
        n=fit.n_compared_periods,
        p_value=fit.p_value,
        lift_rel=fit.lift_rel,
        lift_rel_low=fit.lift_rel - half * fit.lift_rel_error,
        lift_rel_high=fit.lift_rel + half * fit.lift_rel_error,
        is_primary=True,
        method=METHOD,
    )


def _answer(estimate: LiftEstimate) -> tuple[ExperimentAnswer, str]:
    """The interval and the shuffled launches must agree."""
    is_unusual = (estimate.p_value or 0.0) <= 1 - estimate.level
    if estimate.low > 0 and is_unusual:
        return ExperimentAnswer.LIFT, "event_study_lift_found"
    if estimate.high < 0 and is_unusual:
        return ExperimentAnswer.DROP, "event_study_drop_found"
    return ExperimentAnswer.UNDECIDED, "event_study_no_lift_found"


def _effects(fit: EventStudy, level: float) -> tuple[EventTimeEffect, ...]:
    half = float(student.ppf(0.5 + level / 2, fit.freedom))
    return tuple(
        EventTimeEffect(
            week=int(week),
            lift_rel=_known(lift),
            low=_known(lift - half * error),
            high=_known(lift + half * error),
        )
        for week, lift, error in zip(fit.event_times, fit.lifts_rel, fit.errors, strict=True)
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _pre_trend_check(fit: EventStudy) -> ExperimentCheck:
    known = np.isfinite(fit.pre_trend_p_value)
    p_value = float(fit.pre_trend_p_value) if known else None
    code = "event_study_pre_trend_passed" if known else "event_study_pre_trend_unknown"
    facts = {"p_value": f"{p_value:.3f}"} if p_value is not None else {}
    return ExperimentCheck(
        name="event_study_check_pre_trend", is_passed=known, stops=False, p_value=p_value,
        finding=Phrase(code=code, facts=facts),
    )  # fmt: skip


def _period(launches: Mapping[str, date], weeks_after: int, last_week: date) -> Phase:
    last = max(launches.values()) + timedelta(days=7 * weeks_after - 1)
    return Phase(starts_on=min(launches.values()), ends_on=min(last, last_week + timedelta(days=6)))


def _record(series: RegionSeries, estimate: LiftEstimate, period: Phase) -> LiftRecord | None:
    if series.metric != "orders":
        return None
    return LiftRecord(
        kind="event_study",
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        incremental_orders=round(estimate.estimate, 2),
        standard_error=round(normal_error(estimate.low, estimate.high, estimate.level), 2),
        method=METHOD,
    )


def _pct(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"
