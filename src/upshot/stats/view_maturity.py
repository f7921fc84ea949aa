"""How the views of posts grow and how many each will have: one hierarchical model of growth, arrays in and out.

Between two ages a < b the views of a typical post grow by G(a, b) = ∫ₐᵇ h(t) dt on the log scale. A post's own growth
g differs: log(eᵍ − 1 + ε) = log(eᴳ − 1 + ε) + κ(G)·θ + noise, where θ adds up what the brand, the content type, the
creator and the post itself do differently, and κ(G) = G / (1 − e⁻ᴳ) (at most 1.7) turns a faster clock into more views
to come. The brand also tilts h by a power of age. Everything is fitted to pairs of readings of the same post and
shrunk to a prior; `stats/view_maturity_filter.py` holds the algebra.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

HORIZON_DAYS = 90.0  # "final" views are the views at this age: published curves call it about 100 %
READ_OUT_SHARE = 0.9  # a post may be read out when this share of its final views is there
PIVOT_DAYS = 4.0  # the age at which a brand's tilt changes nothing
LONGEST_TILT_DAYS = 120.0
SMALLEST_GROWTH = 0.004  # ε: growth below this is the counter's own noise
MOST_STRETCH = (
    1.7  # κ stops here: over long stretches fast and slow days even out (measured on posts younger than a day)
)
MOST_SD = 2.0  # of one forecast, log scale of the views to come
YOUNGEST_DAYS = 1e-3
OLDEST_DAYS = 4_000.0
_STEPS = 1_024


@dataclass(frozen=True)
class GrowthTable:
    """The growth rate h as a polyline in log age, and its integral.

    Attributes
    ----------
    knot_days : (n_knots,) ages, ascending
    log_rates : (n_knots,) log of the growth of log views per day
    """

    knot_days: Array
    log_rates: Array

    @cached_property
    def _log_grid(self) -> Array:
        grid: Array = np.linspace(np.log(YOUNGEST_DAYS), np.log(OLDEST_DAYS), _STEPS)
        return grid

    @cached_property
    def _cumulated(self) -> Array:
        """∫ h from the youngest age on, by trapezia in log age (relative error below 1e-4)."""
        at, knots = self._log_grid, np.log(self.knot_days)
        first, last = at < knots[0], at > knots[-1]
        log_rate = np.interp(at, knots, self.log_rates)
        log_rate = np.where(first, self.log_rates[0] - (at - knots[0]), log_rate)  # before: views ∝ a power of age
        slope = (self.log_rates[-1] - self.log_rates[-2]) / (knots[-1] - knots[-2])
        log_rate = np.where(last, self.log_rates[-1] + min(slope, -1.2) * (at - knots[-1]), log_rate)
        speed = np.exp(log_rate + at)
        steps: Array = np.cumsum((speed[1:] + speed[:-1]) / 2) * (at[1] - at[0])
        return np.concatenate([np.zeros(1), steps])

    def _until(self, age_days: Array | float) -> Array:
        at = np.log(np.clip(np.asarray(age_days, dtype=np.float64), YOUNGEST_DAYS, OLDEST_DAYS))
        place = (at - self._log_grid[0]) / (self._log_grid[1] - self._log_grid[0])
        low = np.minimum(place.astype(np.intp), _STEPS - 2)
        whole = self._cumulated
        found: Array = whole[low] + (place - low) * (whole[low + 1] - whole[low])
        return found

    def growth(self, from_days: Array | float, to_days: Array | float) -> Array:
        """G: growth of log views between two ages, 0 where `to_days` is not later."""
        return np.maximum(self._until(to_days) - self._until(from_days), 0.0)

    def relative(self, age_days: Array | float) -> Array:
        """Views at an age ÷ views at the horizon; above 1 after it, 0 before publication."""
        age = np.asarray(age_days, dtype=np.float64)
        there: Array = np.where(age > 0, np.exp(self._until(age) - self._until(HORIZON_DAYS)), 0.0)
        return there

    def share(self, age_days: Array | float) -> Array:
        """F: share of the final views that a typical post has at an age, 0–1."""
        return np.minimum(self.relative(age_days), 1.0)

    def age_with_growth_left(self, growth: Array) -> Array:
        """The age from which a typical post grows by `growth` until the horizon."""
        found: Array = np.exp(np.interp(self._until(HORIZON_DAYS) - growth, self._cumulated, self._log_grid))
        return found

    def moved(self, level: float, tilt: float) -> GrowthTable:
        """The table of a brand that grows exp(level) times as fast, and more so (tilt) with age."""
        knots = np.unique(np.r_[self.knot_days, PIVOT_DAYS / 16, PIVOT_DAYS, LONGEST_TILT_DAYS])
        rates = np.interp(np.log(knots), np.log(self.knot_days), self.log_rates)
        return replace(self, knot_days=knots, log_rates=rates + level + tilt * tilt_at(np.log(knots)))


def tilt_at(log_age: Array) -> Array:
    """How far an age lies from the pivot, log scale, cut off where nobody has readings enough."""
    far: Array = np.clip(log_age - np.log(PIVOT_DAYS), np.log(1 / 16), np.log(LONGEST_TILT_DAYS / PIVOT_DAYS))
    return far


def middle_of(from_days: Array, to_days: Array) -> Array:
    """The log age at which the growth between two ages is taken to happen."""
    middle: Array = (np.log(from_days + 0.1) + np.log(to_days + 0.1)) / 2
    return middle


def stretch(growth: Array) -> Array:
    """κ(G) = G ÷ (1 − e⁻ᴳ), at most 1.7."""
    small = np.maximum(growth, 1e-9)
    return np.minimum(small / -np.expm1(-small), MOST_STRETCH)


@dataclass(frozen=True)
class GrowthPrior:
    """What is believed about a brand before its readings: a table and standard deviations, all on the scale of θ.

    Attributes
    ----------
    table : growth of a typical post of a typical panel
    sd_level, sd_tilt : between brands
    sd_type, sd_creator : between content types of a brand, between creators
    sd_post : of what is a post's own and lasts; half of it is forgotten when its age has grown e^(0.69·memory)-fold
    memory : in log age
    sd_noise : of one pair of readings
    quantiles : (n_probabilities, 2) of forecast errors ÷ their standard deviation: probability, value
    """

    table: GrowthTable
    sd_level: float
    sd_tilt: float
    sd_type: float
    sd_creator: float
    sd_post: float
    memory: float
    sd_noise: float
    quantiles: Array

    def quantile(self, probability: float) -> float:
        """The forecast error, in standard deviations, that is not exceeded with this probability."""
        return float(np.interp(probability, self.quantiles[:, 0], self.quantiles[:, 1]))


@dataclass(frozen=True)
class Panel:
    """Readings of many posts, sorted by post and then by age.

    Attributes
    ----------
    post : (n_readings,) code of the post, 0 … n_posts − 1, ascending; every post has a reading
    age_days : (n_readings,) > 0, ascending within a post
    views : (n_readings,) organic lifetime views, ≥ 0; may fall a little, may be rounded
    creator, content_type : (n_posts,) codes, −1 = unknown
    is_fitted : (n_posts,) False for a post whose growth was bought: it is forecast, but teaches nothing
    """

    post: Codes
    age_days: Array
    views: Array
    creator: Codes
    content_type: Codes
    is_fitted: NDArray[np.bool_]

    @property
    def n_posts(self) -> int:
        """Posts."""
        return len(self.creator)


@dataclass(frozen=True)
class Forecast:
    """Views of each post at an age, with an interval; all (n_posts,)."""

    median: Array
    low: Array
    high: Array


def is_last(post: Codes) -> NDArray[np.bool_]:
    """Which readings are the last of their post; empty for none."""
    return np.append(post[1:] != post[:-1], True)[: len(post)]


def growth_quantile(expected: Array, theta: Array, sd: Array, z: float) -> Array:
    """Growth of log views, as eᵍ − 1, that a share of the posts does not exceed; never below 0."""
    base = np.expm1(expected)
    shifted = stretch(expected) * (theta + z * sd)
    return np.maximum((base + SMALLEST_GROWTH) * np.exp(shifted) - SMALLEST_GROWTH, 0.0)


def rounding_sd(views: Array) -> Array:
    """Standard deviation of log views from a counter that shows 12300 for 12345.

    TikTok rounds counters from 10,000 on to 3–4 digits, in millions to 2–3; the trailing zeros tell the unit.
    """
    step = np.zeros_like(views)
    for power in (100.0, 1e3, 1e4, 1e5, 1e6):
        step = np.where((views >= 1e4) & (views >= 10 * power) & (np.mod(views, power) == 0), power, step)
    sd: Array = step / np.sqrt(12.0) / np.maximum(views, 1.0)
    return sd


def interval_bounds(level: float) -> tuple[float, float]:
    """Probabilities below the two ends of a central interval.

    Raises
    ------
    InvalidInput : level outside (0, 1)
    """
    if not 0 < level < 1:
        raise InvalidInput("interval_level_out_of_range", seen=level)
    return (1 - level) / 2, (1 + level) / 2


def normal_quantiles() -> Array:
    """Quantiles of a normal error, for a prior that nobody has calibrated."""
    z = np.linspace(-4.0, 4.0, 33)
    return np.column_stack([ndtr(z), z])
