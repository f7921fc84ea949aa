"""Fit the growth of a brand's posts, and forecast every post: pooled over creators and content types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from upshot.stats.view_maturity import (
    HORIZON_DAYS,
    MOST_SD,
    READ_OUT_SHARE,
    SMALLEST_GROWTH,
    Array,
    Codes,
    Forecast,
    GrowthPrior,
    GrowthTable,
    Panel,
    growth_quantile,
    interval_bounds,
    is_last,
    middle_of,
    rounding_sd,
    stretch,
    tilt_at,
)
from upshot.stats.view_maturity_filter import Filtered, observe, pairs_of, run_filter, running_highest

FURTHEST = 4.0  # standard deviations between brands: no brand is believed to lie further out
PASSES = 3  # the table, and the weights of far readings, depend on the fit


@dataclass(frozen=True)
class Pooled:
    """Everything above the post: means and variances of θ, and what the brand's table became."""

    level: float
    tilt: float
    level_variance: float
    tilt_variance: float
    types: Array  # (n_types,)
    type_variance: Array
    creators: Array  # (n_creators,)
    creator_variance: Array
    n_posts: int  # with a pair of readings that taught something


@dataclass(frozen=True)
class MaturityModel:
    """A fitted brand: `table` is its typical post; θ of each post is what it does besides.

    Attributes
    ----------
    panel : what it was fitted to; forecasts are for its posts
    age_days, views : (n_posts,) last reading of each post; views are the highest so far
    theta_above, variance_above : (n_posts,) from type and creator, without level and tilt (they are in `table`)
    filtered : what each post's own readings say
    """

    prior: GrowthPrior
    panel: Panel
    pooled: Pooled
    table: GrowthTable
    age_days: Array
    views: Array
    theta_above: Array
    variance_above: Array
    filtered: Filtered

    @property
    def n_posts_fitted(self) -> int:
        """Posts with repeated readings that the brand's own part rests on; 0 = the prior alone speaks."""
        return self.pooled.n_posts

    def share(self, age_days: Array | float) -> Array:
        """F of a typical post of this brand."""
        return self.table.share(age_days)

    def relative(self, age_days: Array | float) -> Array:
        """Views of a typical post at an age ÷ at the horizon; goes on after it."""
        return self.table.relative(age_days)

    def theta(self, from_days: Array, to_days: Array) -> tuple[Array, Array]:
        """Mean and standard deviation of each post's θ between two ages, the noise of one stretch included."""
        post, middle = self.filtered, middle_of(from_days, to_days)
        is_known = np.isfinite(post.where)
        passed = np.abs(middle - np.where(is_known, post.where, middle))
        kept = np.where(is_known, np.exp(-passed / self.prior.memory), 0.0)
        own = post.state[:, 0] - post.state[:, 1] * self.theta_above
        own_variance = post.variance * kept**2 + self.prior.sd_post**2 * (1 - kept**2)
        above = (1 - kept * post.state[:, 1]) ** 2 * (self.variance_above + self.pooled.level_variance)
        tilted = self.pooled.tilt_variance * (tilt_at(middle) - kept * post.state[:, 2]) ** 2
        return self.theta_above + kept * own, np.sqrt(own_variance + above + tilted + self.prior.sd_noise**2)

    def forecast(
        self, to_days: Array | float = HORIZON_DAYS, *, level: float = 0.9, blur: Array | float = 0.0
    ) -> Forecast:
        """Views of each post at an age; posts already older keep what they have.

        Parameters
        ----------
        to_days : one age, or (n_posts,) ages
        level : coverage of the interval
        blur : standard deviation of the log of the counter that will be read then (0: the views themselves)

        Raises
        ------
        InvalidInput : level outside (0, 1)
        """
        lower, upper = interval_bounds(level)
        target = np.maximum(np.asarray(to_days, dtype=np.float64), self.age_days)
        expected = self.table.growth(self.age_days, target)
        theta, spread = self.theta(self.age_days, target)
        ratio = np.expm1(expected) + SMALLEST_GROWTH
        counted = (ratio + 1 / (self.views + 1)) / (self.views + 1) / ratio**2 / stretch(expected) ** 2  # Poisson
        spread = np.minimum(np.hypot(spread, np.sqrt(counted)), MOST_SD)
        still = target <= self.age_days
        low, middle, high = (
            np.log1p(np.where(still, 0.0, growth_quantile(expected, theta, spread, self.prior.quantile(p))))
            for p in (lower, 0.5, upper)
        )
        own_blur = rounding_sd(self.views)
        haze = self.prior.quantile(upper) * np.hypot(own_blur, blur)
        base = self.views + 1
        least = np.where(haze > 0, 0.0, self.views)  # a counter that is not rounded does not fall
        return Forecast(
            base * np.exp(middle) - 1,
            np.maximum(base * np.exp(middle - np.hypot(middle - low, haze)) - 1, least),
            base * np.exp(middle + np.hypot(high - middle, haze)) - 1,
        )

    @cached_property
    def final(self) -> Forecast:
        """Views at the horizon with a 90 % interval."""
        return self.forecast()

    @cached_property
    def pace(self) -> Array:
        """θ of each post from its last reading to the horizon (n_posts,)."""
        return self.theta(self.age_days, np.maximum(self.age_days, HORIZON_DAYS))[0]

    def share_of(self, posts: Codes, age_days: Array) -> Array:
        """F of some posts at an age each, at their own pace: their views then ÷ their final views.

        Parameters
        ----------
        posts : (n,) codes; age_days : (n,)
        """
        left = self._left(self.table.growth(age_days, HORIZON_DAYS), self.pace[posts])
        there: Array = np.where(age_days > 0, 1 / (1 + left), 0.0)
        return there

    @cached_property
    def half_life_days(self) -> Array:
        """Age at which each post has half of its final views (n_posts,)."""
        return self.table.age_with_growth_left(self._growth_with_left(1.0))

    @cached_property
    def read_out_days(self) -> Array:
        """Age at which each post has nine tenths of its final views (n_posts,)."""
        return self.table.age_with_growth_left(self._growth_with_left(1 / READ_OUT_SHARE - 1))

    @property
    def share_now(self) -> Array:
        """F of each post at its last reading (n_posts,)."""
        return self.share_of(np.arange(self.panel.n_posts), self.age_days)

    @property
    def is_read_out_allowed(self) -> NDArray[np.bool_]:
        """Whether nine tenths of the final views were there at the last reading (n_posts,)."""
        return self.share_now >= READ_OUT_SHARE

    def _left(self, expected: Array, theta: Array) -> Array:
        """Views still to come ÷ views there."""
        return growth_quantile(expected, theta, np.zeros_like(theta), 0.0)

    def _growth_with_left(self, left: float) -> Array:
        """Growth of the typical post at which each post has `left` still to come, by bisection (12 digits)."""
        low, high = np.zeros_like(self.pace), np.full_like(self.pace, 12.0)
        for _ in range(40):
            middle = (low + high) / 2
            is_more = self._left(middle, self.pace) > left
            low, high = np.where(is_more, low, middle), np.where(is_more, middle, high)
        return (low + high) / 2


def fit_maturity(panel: Panel, prior: GrowthPrior) -> MaturityModel:
    """Fit level and tilt of the brand, then types, creators and posts, all shrunk to `prior`.

    Parameters
    ----------
    panel : readings of the brand's posts; posts with one reading are forecast from what the others teach
    prior : see GrowthPrior

    Returns
    -------
    MaturityModel; without a single usable pair it is the prior
    """
    pairs = pairs_of(panel)
    pooled, table = _nothing(panel, prior), prior.table
    theta, _ = _above(panel, pooled, prior)
    filtered = run_filter(pairs, observe(pairs, table, prior.sd_noise), prior, panel.n_posts, theta)
    for _ in range(PASSES if len(pairs.post) else 0):
        pooled = _pool(filtered, panel, prior, pooled)
        table = prior.table.moved(pooled.level, pooled.tilt)
        theta, _ = _above(panel, pooled, prior)
        filtered = run_filter(pairs, observe(pairs, table, prior.sd_noise), prior, panel.n_posts, theta)
    theta_above, variance_above = _above(panel, pooled, prior)
    last = is_last(panel.post)
    return MaturityModel(
        prior, panel, pooled, table, panel.age_days[last], running_highest(panel.post, panel.views)[last],
        theta_above, variance_above, filtered,
    )  # fmt: skip


def _nothing(panel: Panel, prior: GrowthPrior) -> Pooled:
    """What is known above the posts before any pair."""
    n_types, n_creators = int(panel.content_type.max(initial=-1)) + 1, int(panel.creator.max(initial=-1)) + 1
    return Pooled(
        0.0, 0.0, prior.sd_level**2, prior.sd_tilt**2,
        np.zeros(n_types), np.full(n_types, prior.sd_type**2),
        np.zeros(n_creators), np.full(n_creators, prior.sd_creator**2), 0,
    )  # fmt: skip


def _pool(filtered: Filtered, panel: Panel, prior: GrowthPrior, old: Pooled) -> Pooled:
    """One step: level, tilt and types together with the creators integrated out, then each creator.

    A post without a known creator is a creator of its own.
    """
    n_types, n_known = len(old.types), len(old.creators)
    lone = panel.creator < 0
    creator = np.where(lone, n_known + np.cumsum(lone) - 1, panel.creator)
    n_creators, size = n_known + int(lone.sum()), 2 + n_types
    info = filtered.information * panel.is_fitted[:, None, None]
    one, tilt, y = info[:, 1, 1], info[:, 1, 2], info[:, 1, 0]
    typed = np.flatnonzero(panel.content_type >= 0)
    of_type = panel.content_type[typed]
    whole, aim = np.zeros((size, size)), np.zeros(size)
    whole[:2, :2] = info[:, 1:, 1:].sum(axis=0)
    whole[0, 2:] = whole[2:, 0] = np.bincount(of_type, one[typed], n_types)
    whole[1, 2:] = whole[2:, 1] = np.bincount(of_type, tilt[typed], n_types)
    whole[2:, 2:] = np.diag(whole[0, 2:])
    aim[:2] = info[:, 1:, 0].sum(axis=0)
    aim[2:] = np.bincount(of_type, y[typed], n_types)
    design = np.zeros((n_creators, size))
    design[:, 0] = np.bincount(creator, one, n_creators)
    design[:, 1] = np.bincount(creator, tilt, n_creators)
    np.add.at(design, (creator[typed], 2 + of_type), one[typed])
    answer = np.bincount(creator, y, n_creators)
    damped = design[:, 0] + 1 / prior.sd_creator**2
    trust = 1 / np.r_[prior.sd_level, prior.sd_tilt, np.full(n_types, prior.sd_type)] ** 2
    whole += np.diag(trust) - (design / damped[:, None]).T @ design
    at = np.r_[old.level, old.tilt, np.zeros(n_types)]  # y is seen from the old table: level and tilt are steps
    covariance = np.linalg.inv(whole)
    step = covariance @ (aim - design.T @ (answer / damped) - trust * at)
    creators = (answer - design @ step) / damped
    variance = np.diag(covariance)
    return Pooled(
        float(np.clip(old.level + step[0], -FURTHEST * prior.sd_level, FURTHEST * prior.sd_level)),
        float(np.clip(old.tilt + step[1], -FURTHEST * prior.sd_tilt, FURTHEST * prior.sd_tilt)),
        float(variance[0]), float(variance[1]),
        step[2:], variance[2:], creators[:n_known], (1 / damped)[:n_known], int((one > 0).sum()),
    )  # fmt: skip


def _above(panel: Panel, pooled: Pooled, prior: GrowthPrior) -> tuple[Array, Array]:
    """θ of each post from its type and creator, and its variance."""
    theta, variance = np.zeros(panel.n_posts), np.zeros(panel.n_posts)
    for codes, means, variances, unknown in (
        (panel.content_type, pooled.types, pooled.type_variance, prior.sd_type),
        (panel.creator, pooled.creators, pooled.creator_variance, prior.sd_creator),
    ):
        known = codes >= 0
        theta[known] += means[codes[known]]
        variance += np.where(known, variances[np.where(known, codes, 0)] if len(variances) else 0.0, unknown**2)
    return theta, variance
