"""The algebra of view growth: pairs of readings, a filter along each post, pooling over creators, types and the brand.

A post's own θ is a Gaussian process over log age that forgets (Ornstein–Uhlenbeck). One pass of a Kalman filter over
all posts at once, reading after reading, leaves for every post what it says about anything above it (sums of products
of innovations); creators, content types, level and tilt then follow from small linear systems. Exact for the linear
model, apart from readings far from what was expected, whose weight is cut (as in Huber's estimator).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from upshot.stats.view_maturity import (
    HORIZON_DAYS,
    SMALLEST_GROWTH,
    Array,
    Codes,
    GrowthPrior,
    GrowthTable,
    Panel,
    is_last,
    middle_of,
    rounding_sd,
    stretch,
    tilt_at,
)

BUCKET = 0.15  # log age: readings closer than this are thinned to one
LEAST_GAP_DAYS = 0.2
FREAK = 5.0  # log scale: growth 150 times what was expected is a wrong counter, not a fast post
FAR = 2.5  # standard deviations from which a reading loses weight


@dataclass(frozen=True)
class Pairs:
    """Successive readings of the same post; all (n_pairs,), sorted by post and age."""

    post: Codes
    rank: Codes  # 0 for the first pair of a post
    from_days: Array
    to_days: Array
    views_from: Array
    growth: Array  # of log views, ≥ 0
    variance: Array  # of `growth`, from rounding

    @cached_property
    def by_rank(self) -> list[Codes]:
        """Places of the first pairs of all posts, of the second ones, and so on."""
        order = np.argsort(self.rank, kind="stable")
        return np.split(order, np.cumsum(np.bincount(self.rank))[:-1]) if len(order) else []


def running_highest(post: Codes, views: Array) -> Array:
    """The highest reading so far of each post: a counter that falls keeps what it had."""
    raised = np.log1p(np.maximum(views, 0.0)) + 64.0 * post  # log views stay far below 64
    is_new = raised >= np.maximum.accumulate(raised)
    highest: Array = views[np.maximum.accumulate(np.where(is_new, np.arange(len(views)), 0))]
    return highest


def pairs_of(panel: Panel) -> Pairs:
    """Pairs of readings that can teach something: thinned in log age, the last reading of a post always kept."""
    post, age = panel.post, np.maximum(panel.age_days, 0.01)
    views = running_highest(post, panel.views)
    bucket = np.floor(np.log(age + 0.25) / BUCKET)
    last = is_last(post)
    first = np.append(True, last[:-1])[: len(post)]
    kept = np.flatnonzero(first | last | np.append(bucket[1:] != bucket[:-1], True)[: len(post)])
    post, age, views = post[kept], age[kept], views[kept]
    log_views, blur = np.log1p(views), rounding_sd(views)
    usable = (post[1:] == post[:-1]) & (age[1:] >= age[:-1] + LEAST_GAP_DAYS) & (age[:-1] < HORIZON_DAYS)
    before, after = np.flatnonzero(usable), np.flatnonzero(usable) + 1
    of = post[before]
    place = np.arange(len(of))
    starts = np.append(True, is_last(of)[:-1])[: len(of)]
    rank = place - np.maximum.accumulate(np.where(starts, place, 0))
    return Pairs(
        of, rank, age[before], age[after], views[before],
        log_views[after] - log_views[before], blur[before] ** 2 + blur[after] ** 2,
    )  # fmt: skip


@dataclass(frozen=True)
class Observed:
    """Pairs as the linear model sees them: y = κ·(θ + tilt·x) + noise; all (n_pairs,)."""

    y: Array
    loading: Array
    tilt: Array
    where: Array  # log age
    variance: Array


def observe(pairs: Pairs, table: GrowthTable, sd_noise: float) -> Observed:
    """Compare each pair with the table."""
    expected = table.growth(pairs.from_days, pairs.to_days)
    ratio, seen = np.expm1(expected), np.expm1(pairs.growth)
    kappa = stretch(expected)
    where = middle_of(pairs.from_days, pairs.to_days)
    least = np.maximum(ratio, seen) + SMALLEST_GROWTH
    counted = (np.maximum(ratio, seen) + 1.0 / (pairs.views_from + 1.0)) / (pairs.views_from + 1.0)  # Poisson
    blurred = pairs.variance * (1 + least) ** 2
    y = np.log((seen + SMALLEST_GROWTH) / (ratio + SMALLEST_GROWTH))
    y = np.clip(y, -FREAK, FREAK)
    return Observed(y, kappa, tilt_at(where), where, (kappa * sd_noise) ** 2 + (counted + blurred) / least**2)


@dataclass(frozen=True)
class Filtered:
    """What the pairs of each post leave behind.

    Attributes
    ----------
    state : (n_posts, 3) estimate of the post's own θ, linear in (y, 1, x): state·(1, −θ above, −tilt)
    variance : (n_posts,) of that estimate, when θ above and tilt are known
    where : (n_posts,) log age of the last pair
    information : (n_posts, 3, 3) Σ ν νᵀ ÷ F of the innovations of (y, 1, x)
    log_variance : (n_posts,) Σ log F
    """

    state: Array
    variance: Array
    where: Array
    information: Array
    log_variance: Array


def run_filter(pairs: Pairs, seen: Observed, prior: GrowthPrior, n_posts: int, above: Array | None = None) -> Filtered:
    """Go along all posts at once, pair after pair; `above` (n_posts,), where known, lets far readings lose weight."""
    columns = np.column_stack([seen.y, seen.loading, seen.loading * seen.tilt])
    state, variance = np.zeros((n_posts, 3)), np.full(n_posts, prior.sd_post**2)
    where, information = np.full(n_posts, np.nan), np.zeros((n_posts, 3, 3))
    log_variance = np.zeros(n_posts)
    for turn, at in enumerate(pairs.by_rank):
        of, loading = pairs.post[at], seen.loading[at]
        before = where[of] if turn else seen.where[at]  # the first pair of a post has nothing to forget
        kept = np.exp(-np.abs(seen.where[at] - before) / prior.memory)
        mean = state[of] * kept[:, None]
        spread = variance[of] * kept**2 + prior.sd_post**2 * (1 - kept**2)
        innovation = columns[at] - loading[:, None] * mean
        total = loading**2 * spread + seen.variance[at]
        if above is not None:
            miss = innovation[:, 0] - innovation[:, 1] * above[of]
            far = np.abs(miss) / np.sqrt(total) / FAR
            total = np.where(far > 1, total * far, total)  # Huber: weight 1 ÷ distance
        gain = spread * loading / total
        state[of] = mean + gain[:, None] * innovation
        variance[of] = spread * (1 - gain * loading)
        where[of] = seen.where[at]
        information[of] += innovation[:, :, None] * innovation[:, None, :] / total[:, None, None]
        log_variance[of] += np.log(total)
    return Filtered(state, variance, where, information, log_variance)
