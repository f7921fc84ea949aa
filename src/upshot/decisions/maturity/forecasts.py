"""Forecasts as they would have been made at the time: only earlier readings, then compared with the last one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from upshot.decisions.maturity.readings import SECONDS_A_DAY, ReadingSet
from upshot.stats.view_maturity import (
    HORIZON_DAYS,
    SMALLEST_GROWTH,
    Array,
    Codes,
    GrowthPrior,
    is_last,
    rounding_sd,
    stretch,
)
from upshot.stats.view_maturity_fit import fit_maturity

LEAST_AHEAD_DAYS = 0.5  # forecasts of less say nothing about growth
MOST_CUTS = 60  # moments at which forecasts are made


@dataclass(frozen=True)
class Forecasts:
    """One row per post and moment of forecast; all (n_forecasts,).

    Attributes
    ----------
    creator : (n_forecasts,) code within the readings
    post : a number of its own for each post
    age_days, views : at the moment of the forecast
    to_days, seen : age and views at the last reading
    median, low, high : forecast of `seen`
    error : (seen − forecast) ÷ standard deviation, on the scale of θ
    n_before : readings of the post so far
    """

    creator: Codes
    post: Codes
    age_days: Array
    views: Array
    to_days: Array
    seen: Array
    median: Array
    low: Array
    high: Array
    error: Array
    n_before: Codes

    @classmethod
    def joined(cls, parts: list[Forecasts]) -> Forecasts:
        """All rows under one another."""
        return cls(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)))


def forecast_back(readings: ReadingSet, prior: GrowthPrior, brands: Codes, *, level: float = 0.9) -> Forecasts | None:
    """Stand at several moments of the past, know nothing later, and forecast each post's last reading.

    Parameters
    ----------
    readings : creators here are never those the prior was learned from, or the result flatters
    brands : (n_creators,) which creators work for the same brand; each brand is fitted by itself
    """
    parts = []
    for brand in np.unique(brands):
        own = readings.of_creators(brands == brand)
        creators, first_post = np.flatnonzero(brands == brand), int(brand) * readings.n_posts
        for moment in moments(own.at):
            found = _at(own, prior, moment, level)
            if found is not None:
                parts.append(replace(found, creator=creators[found.creator], post=found.post + first_post))
    return Forecasts.joined(parts) if parts else None


def moments(at: Array) -> Array:
    """Ends of UTC days on which there were readings, at most 60 of them, evenly over the days; not the last."""
    days = np.unique(np.floor(at / SECONDS_A_DAY))[:-1]
    if len(days) > MOST_CUTS:
        days = days[np.unique(np.linspace(0, len(days) - 1, MOST_CUTS).astype(np.intp))]
    return (days + 1) * SECONDS_A_DAY


def _at(readings: ReadingSet, prior: GrowthPrior, moment: float, level: float) -> Forecasts | None:
    """Forecasts of the posts read on the day before `moment`."""
    last = is_last(readings.post)
    last_at, last_age, last_views = readings.at[last], readings.age_days[last], readings.views[last]
    known, posts = readings.cut(readings.at < moment)
    ends = np.flatnonzero(is_last(known.post))
    fresh = known.at[ends] >= moment - SECONDS_A_DAY
    asked = (
        fresh
        & (known.age_days[ends] < HORIZON_DAYS)
        & (last_at[posts] >= moment)
        & (last_age[posts] >= known.age_days[ends] + LEAST_AHEAD_DAYS)
    )
    if not asked.any():
        return None
    model = fit_maturity(known.panel(), prior)
    to_days, seen = np.maximum(last_age[posts], model.age_days), last_views[posts]
    forecast = model.forecast(to_days, level=level, blur=rounding_sd(seen))
    theta, spread = model.theta(model.age_days, to_days)
    expected = model.table.growth(model.age_days, to_days)
    grown = np.expm1(np.maximum(np.log1p(seen) - np.log1p(model.views), 0.0))
    y = np.log((grown + SMALLEST_GROWTH) / (np.expm1(expected) + SMALLEST_GROWTH)) / stretch(expected)
    n_before = np.diff(np.r_[-1, ends])
    return Forecasts(
        known.creator[asked], posts[asked], model.age_days[asked], model.views[asked], to_days[asked], seen[asked],
        forecast.median[asked], forecast.low[asked], forecast.high[asked],
        ((y - theta) / spread)[asked], n_before[asked],
    )  # fmt: skip
