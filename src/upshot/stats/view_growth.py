"""Lay a post's lifetime readings along its growth curve: views gained per day."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from upshot.stats.view_maturity import Array


class Curve(Protocol):
    """Anything that knows how a post's views at one age compare with those at another."""

    def relative(self, age_days: Array | float) -> Array:
        """Views at an age ÷ views at the horizon; 0 before publication, never falling."""
        ...


def daily_views(
    day_ends_age: Array, reading_age: Array, reading_views: Array, curve: Curve, paid_by_day: Array
) -> tuple[Array, Array]:
    """Views gained per day by one post: organic (reconstructed) and paid (as reported).

    Lifetime counters include paid views, so the paid ones up to each reading are taken out before the organic part is
    laid along the growth curve between readings (before the first and after the last reading too). A counter that
    falls keeps its highest value.

    Parameters
    ----------
    day_ends_age : (n_days,) age of the post at the end of each day; ≤ 0 before publication
    reading_age, reading_views : (n_readings,) in order of age; views are lifetime totals, paid included
    paid_by_day : (n_days,) paid views reported for each day

    Returns
    -------
    organic, paid : (n_days,) views gained per day
    """
    n_days = len(day_ends_age)
    paid = np.where(day_ends_age > 0, np.maximum(paid_by_day, 0.0), 0.0)
    if not len(reading_age):
        return np.zeros(n_days), paid
    paid_so_far = np.interp(reading_age, day_ends_age, np.cumsum(paid), left=0.0)
    organic = np.maximum.accumulate(np.maximum(reading_views - paid_so_far, 0.0))
    there = curve.relative(np.concatenate([reading_age, day_ends_age[:1] - 1.0, day_ends_age]))
    at_reading, at_midnight = np.maximum(there[: len(reading_age)], 1e-9), there[len(reading_age) :]
    running = np.interp(at_midnight, np.r_[0.0, at_reading], np.r_[0.0, organic])
    later = at_midnight > at_reading[-1]
    running[later] = organic[-1] * at_midnight[later] / at_reading[-1]
    return np.maximum(np.diff(running), 0.0), paid
