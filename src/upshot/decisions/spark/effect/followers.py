"""Followers won during a boost, above what the account's own days before would have led to expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from upshot.decisions.spark.effect.model import Amount, Boost, FollowerGain
from upshot.decisions.verdict.model import Evidence, Phrase
from upshot.measures.data import WorkspaceData
from upshot.stats.time_series_counterfactual import fit_time_series_counterfactual

LONGEST_BASELINE_DAYS = 120
LEAST_BASELINE_DAYS = 28  # four of every weekday
AFTERGLOW_DAYS = 3  # days after another boost that are no baseline
LEAST_SHARE_OF_DAYS = 0.8  # of the boost's days, with a count
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Window:
    """Boosts of one creator that overlap or touch."""

    creator: str
    starts_on: date
    ends_on: date
    boosts: tuple[Boost, ...]


def follower_gains(
    data: WorkspaceData, boosts: Iterable[Boost], *, level: float, seed: int
) -> tuple[FollowerGain, ...]:
    """One line per creator and boost period; accounts without daily follower counts say that they are not supplied."""
    by_creator: defaultdict[str, list[Boost]] = defaultdict(list)
    for boost in boosts:
        if boost.creator is not None:
            by_creator[boost.creator].append(boost)
    changes = _changes(data)
    return tuple(
        _gain(window, windows, changes.get(creator.casefold(), {}), level=level, seed=seed)
        for creator, own in sorted(by_creator.items())
        for windows in [_windows(creator, own)]
        for window in windows
    )


def _windows(creator: str, boosts: list[Boost]) -> list[_Window]:
    found: list[list[Boost]] = []
    for boost in sorted(boosts, key=lambda b: (b.starts_on, b.ends_on, b.post_id)):
        if found and boost.starts_on <= max(b.ends_on for b in found[-1]) + ONE_DAY:
            found[-1].append(boost)
        else:
            found.append([boost])
    return [_Window(creator, own[0].starts_on, max(b.ends_on for b in own), tuple(own)) for own in found]


def _changes(data: WorkspaceData) -> dict[str, dict[date, int]]:
    """Net followers by account and day: as told, else the difference of two days' totals."""
    frame = data.frame("account_organic_day").select("account_id", "day", "followers", "followers_change")
    rows: list[dict[str, Any]] = frame.sort("account_id", "day").collect().to_arrow().to_pylist()
    found: defaultdict[str, dict[date, int]] = defaultdict(dict)
    last: dict[str, tuple[date, int]] = {}
    for row in rows:
        account, day = str(row["account_id"]).removeprefix("@").casefold(), row["day"]
        before = last.get(account)
        if row["followers_change"] is not None:
            found[account][day] = row["followers_change"]
        elif row["followers"] is not None and before is not None and day - before[0] == ONE_DAY:
            found[account][day] = row["followers"] - before[1]
        if row["followers"] is not None:
            last[account] = (day, row["followers"])
    return dict(found)


def _gain(
    window: _Window, windows: Sequence[_Window], changes: dict[date, int], *, level: float, seed: int
) -> FollowerGain:
    inside = [day for day in _days(window.starts_on, window.ends_on) if day in changes]
    n_days = (window.ends_on - window.starts_on).days + 1
    baseline = _baseline_days(window, windows, changes)
    observed = sum(changes[day] for day in inside) if inside else None
    why: Phrase | None = None
    amount = Amount(value=None, evidence=Evidence.MODELLED)
    if not changes:
        why = Phrase(code="followers_not_supplied", facts={"creator": window.creator})
    elif len(inside) < LEAST_SHARE_OF_DAYS * n_days:
        why = Phrase(code="followers_days_missing", facts={"days": str(len(inside)), "of": str(n_days)})
    elif len(baseline) < LEAST_BASELINE_DAYS:
        facts = {"days": str(len(baseline)), "least": str(LEAST_BASELINE_DAYS)}
        why = Phrase(code="followers_short_baseline", facts=facts)
    if why is None:
        amount = _above(changes, baseline, inside, level=level, seed=seed)
    else:
        amount = Amount(value=None, evidence=Evidence.MODELLED, why_null=why)
    paid = [boost.follows_paid for boost in window.boosts if boost.follows_paid is not None]
    return FollowerGain(
        creator=window.creator,
        post_ids=tuple(dict.fromkeys(boost.post_id for boost in window.boosts)),
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        observed=observed,
        above_baseline=amount,
        is_gain=amount.low is not None and amount.low > 0,
        baseline_days=len(baseline),
        follows_paid=sum(paid) if paid else None,
        caveats=() if why else (Phrase(code="followers_caveat_not_only_boost"),),
    )


def _baseline_days(window: _Window, windows: Sequence[_Window], changes: dict[date, int]) -> list[date]:
    """Days with a count before the boost, outside every other boost and the days right after it."""
    taken = {
        day
        for other in windows
        if other is not window
        for day in _days(other.starts_on, other.ends_on + AFTERGLOW_DAYS * ONE_DAY)
    }
    first = window.starts_on - LONGEST_BASELINE_DAYS * ONE_DAY
    return [day for day in sorted(changes) if first <= day < window.starts_on and day not in taken]


def _above(changes: dict[date, int], baseline: list[date], inside: list[date], *, level: float, seed: int) -> Amount:
    """Followers won on the boost's counted days less what the days before predict, with the bounds of the draws."""
    first = baseline[0]
    length = (inside[-1] - first).days + 1
    calendar = [first + number * ONE_DAY for number in range(length)]
    series = np.array([float(changes.get(day, 0)) for day in calendar])
    known, asked = set(baseline), set(inside)
    fitted = np.array([day in known for day in calendar])
    predicted = np.array([day in asked for day in calendar])
    weekdays = np.array([float(day.weekday()) for day in calendar])
    drawn = fit_time_series_counterfactual(
        series, np.empty((0, length)), fitted, predicted, weekdays=weekdays, seed=seed
    )
    gains = series[predicted].sum() - drawn.draws.sum(axis=1)
    low, middle, high = np.quantile(gains, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return Amount(value=float(middle), low=float(low), high=float(high), evidence=Evidence.MODELLED)


def _days(first: date, last: date) -> list[date]:
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]
