"""Staggered launches: each unit compared, from its own launch on, with the units that had not launched yet.

Without treatment every unit is taken to grow in proportion (parallel trends of ratios, right for counts of units of
different size): the counterfactual of unit i in period t is its own base times the growth of those not launched by t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from upshot.stats.synthetic_control import Array

Index = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class EventStudy:
    """Effects by time since launch, and in all.

    `event_times` (n_times,), negative before launch; `lifts_rel` and `errors` (n_times,) NaN where nobody can be
    compared. `total` is the sum of treated − counterfactual over launched units and periods, in the outcome's unit;
    `lift_rel` that over the counterfactual; errors by leaving out one unit at a time, `freedom` = units − 1.
    """

    event_times: Index
    lifts_rel: Array
    errors: Array
    total: float
    total_error: float
    lift_rel: float
    lift_rel_error: float
    freedom: float
    p_value: float
    pre_trend_p_value: float
    n_treated: int
    n_compared_periods: int


@dataclass(frozen=True)
class _Sums:
    """Sums over units by event time: (n_times,) observed and counterfactual."""

    observed: Array
    counterfactual: Array


def fit_event_study(
    outcomes: Array, launches: Index, *, n_base: int, n_before: int, n_after: int, seed: int = 1, n_shuffles: int = 499
) -> EventStudy:
    """Read staggered launches.

    Parameters
    ----------
    outcomes : (n_units, n_periods) counts, oldest first
    launches : (n_units,) period of the launch, `NEVER` for a unit that never launched
    n_base : periods before the launch that give a unit's base
    n_before : further periods before those, for the check of trends
    n_after : periods from the launch on that count

    Returns
    -------
    EventStudy; its p-value shuffles the launches among the units

    Source
    ------
    Callaway, Sant'Anna (2021), Difference-in-differences with multiple time periods, J. Econometrics 225 (not-yet-
    treated comparison); Wooldridge (2023), Econometrics Journal 26, for parallel trends of ratios.
    """
    event_times = np.arange(-n_base - n_before, n_after, dtype=np.int64)
    event_times = event_times[(event_times < -n_base) | (event_times >= 0)]
    after = event_times >= 0
    full, counted = _sums(outcomes, launches, event_times, n_base)
    left_out = [
        _sums(np.delete(outcomes, row, axis=0), np.delete(launches, row), event_times, n_base)[0]
        for row in range(len(launches))
    ]
    by_time = _lifts(full)
    jack = np.array([_lifts(sums) for sums in left_out])
    overall, overall_jack = _lift(full, after), np.array([_lift(sums, after) for sums in left_out])
    error = _jackknife(overall_jack[:, None])[0]
    base = float(full.counterfactual[after].sum())
    freedom = float(max(1, len(launches) - 1))
    errors = _jackknife(jack)
    return EventStudy(
        event_times,
        by_time,
        errors,
        overall * base,
        error * base,
        overall,
        error,
        freedom,
        _shuffled_p_value(outcomes, launches, event_times, n_base, overall, seed, n_shuffles),
        _pre_trend(by_time[~after], errors[~after], freedom),
        int(np.sum(launches < outcomes.shape[1])),
        counted,
    )


def staggered_lift(outcomes: Array, launches: Index, *, n_base: int, n_after: int) -> float:
    """The overall relative lift alone, without errors: what a plan asks of many pasts. NaN where nobody compares."""
    after = np.arange(n_after, dtype=np.int64)
    return _lift(_sums(outcomes, launches, after, n_base)[0], np.ones(n_after, dtype=np.bool_))


def _sums(outcomes: Array, launches: Index, event_times: Index, n_base: int) -> tuple[_Sums, int]:
    """Observed and counterfactual sums by event time, and how many unit-periods after launch they hold."""
    n_periods = outcomes.shape[1]
    observed, expected, counted = np.zeros(len(event_times)), np.zeros(len(event_times)), 0
    for launch in np.unique(launches[(launches < n_periods) & (launches >= n_base)]):
        base = outcomes[:, launch - n_base : launch].mean(axis=1)
        cohort = (launches == launch) & (base > 0)
        periods = launch + event_times
        inside = (periods >= 0) & (periods < n_periods)
        at = periods[inside]
        waiting = (launches[:, None] > np.maximum(at, launch)).astype(np.float64)
        before = base @ waiting
        comparable = (before > 0) & cohort.any()
        growth = (outcomes[:, at] * waiting).sum(axis=0)[comparable] / before[comparable]
        places = np.flatnonzero(inside)[comparable]
        observed[places] += outcomes[np.ix_(cohort, at[comparable])].sum(axis=0)
        expected[places] += base[cohort].sum() * growth
        counted += int(cohort.sum()) * int(np.sum(event_times[places] >= 0))
    return _Sums(observed, expected), counted


def _lifts(sums: _Sums) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        lifts: Array = np.where(sums.counterfactual > 0, sums.observed / sums.counterfactual - 1, np.nan)
    return lifts


def _lift(sums: _Sums, chosen: NDArray[np.bool_]) -> float:
    base = float(sums.counterfactual[chosen].sum())
    return float(sums.observed[chosen].sum()) / base - 1 if base > 0 else float("nan")


def _jackknife(values: Array) -> Array:
    """Standard errors from (n_units, n) leave-one-out values; NaN where fewer than three are known."""
    known = np.isfinite(values)
    n = known.sum(axis=0)
    filled = np.where(known, values, 0.0)
    mean = filled.sum(axis=0) / np.maximum(n, 1)
    squares = np.where(known, (filled - mean) ** 2, 0.0).sum(axis=0)
    errors: Array = np.where(n >= 3, np.sqrt((n - 1) / np.maximum(n, 1) * squares), np.nan)
    return errors


def _pre_trend(lifts: Array, errors: Array, freedom: float) -> float:
    """P-value of "no difference before launch": the largest of the t values, corrected for how many there are."""
    usable = np.isfinite(lifts) & np.isfinite(errors) & (errors > 0)
    if not usable.any():
        return float("nan")
    largest = float(np.max(np.abs(lifts[usable] / errors[usable])))
    return float(min(1.0, usable.sum() * 2 * student.sf(largest, freedom)))


def _shuffled_p_value(
    outcomes: Array, launches: Index, event_times: Index, n_base: int, observed: float, seed: int, n_shuffles: int
) -> float:
    rng = np.random.default_rng([seed, 0xE5])
    after = event_times[event_times >= 0]
    found = np.array(
        [
            _lift(_sums(outcomes, rng.permutation(launches), after, n_base)[0], np.ones(len(after), dtype=np.bool_))
            for _ in range(n_shuffles)
        ]
    )
    found = found[np.isfinite(found)]
    return float((1 + np.sum(np.abs(found) >= abs(observed))) / (1 + len(found)))
