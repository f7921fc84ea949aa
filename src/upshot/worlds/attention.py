"""How posts gather views: organic growth over weeks, and the days on which some of them run as Spark Ads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.cases import Parameters
from upshot.worlds.cast import Cast
from upshot.worlds.streams import Floats, Ints, stream

SETTLED_DAYS = 90.0  # "final" views are those at this age
TIER_AD_FACTOR = (0.6, 1.0, 1.6, 2.2)


@dataclass(frozen=True)
class Attention:
    """Organic views of every post, and what engages their viewers.

    `final_organic` is what each post reaches at 90 days, whether or not the world lasts that long.
    `fast_share`, `fast_days`, `slow_days` are w, τ₁, τ₂ of the growth curve.
    """

    final_organic: Ints  # (n_posts,)
    fast_share: Floats
    fast_days: Floats
    slow_days: Floats
    like_rate: Floats  # per organic view
    comment_rate: Floats
    share_rate: Floats
    save_rate: Floats
    reach_rate: Floats  # distinct accounts per view
    watch_share: Floats  # average time watched ÷ duration
    full_watch_rate: Floats
    organic_by_day: Ints  # (n_posts, n_days)


@dataclass(frozen=True)
class Sparks:
    """Spark Ads, one per boosted post, and their delivery: one row per ad × day with spend."""

    ad_id: Ints  # (n_ads,)
    ad_group_id: Ints
    post: Ints
    authorised_from: Ints  # day index
    authorised_until: Ints
    row_ad: Ints  # (n_rows,) index into the ads
    row_day: Ints
    spend_cents: Ints
    impressions: Ints
    reach: Ints
    clicks: Ints
    clicks_all: Ints
    video_views: Ints
    views_2s: Ints
    views_6s: Ints
    quarters: Ints  # (n_rows, 4) plays to 25, 50, 75, 100 %
    likes: Ints
    comments: Ints
    shares: Ints
    follows: Ints
    profile_visits: Ints
    paid_by_day: Ints  # (n_posts, n_days) video views from ads


def growth(age_days: Floats, fast_share: Floats, fast_days: Floats, slow_days: Floats) -> Floats:
    """Share of the views of day 90 that a post has at an age; 0 before it is out, 1 at 90 days.

    F(a) = w(1 − e^(−a/τ₁)) + (1 − w)(1 − e^(−a/τ₂)), divided by F(90): a fast feed and a slow one.
    """

    def raw(age: Floats) -> Floats:
        return fast_share * -np.expm1(-age / fast_days) + (1 - fast_share) * -np.expm1(-age / slow_days)

    age = np.clip(age_days, 0.0, SETTLED_DAYS)
    return np.asarray(raw(age) / raw(np.full_like(age, SETTLED_DAYS)), dtype=np.float64)


def gather_views(parameters: Parameters, seed: int, cast: Cast) -> Attention:
    """Draw how far each post goes and how fast; log10 views are normal around the creator's own level."""
    posts = cast.posts
    n = len(posts)
    level, spread, rng = usual_views(parameters, seed, cast)
    log_views = level[posts.creator] + spread[posts.creator] * rng.standard_normal(n)
    final = np.maximum(np.round(10**log_views), 50).astype(np.int64)
    viral = viral_post(parameters, cast)
    if viral is not None:
        final[viral] = round(int(final[viral]) * parameters.viral_factor)
    curve = stream(seed, "growth")
    fast_share = 1 / (1 + np.exp(-curve.normal(-0.35, 0.35, n)))
    fast_days = np.exp(curve.normal(np.log(0.5), 0.3, n))
    slow_days = np.exp(curve.normal(np.log(14.0), 0.2, n))
    days = np.arange(parameters.scale.n_days)
    age_at_end = days[None, :] + 1 - (posts.day + posts.second / 86_400)[:, None]
    share = growth(age_at_end, fast_share[:, None], fast_days[:, None], slow_days[:, None])
    by_day: Ints = np.diff(np.round(final[:, None] * share), axis=1, prepend=0.0).astype(np.int64)
    return Attention(final, fast_share, fast_days, slow_days, **_engagement(seed, cast), organic_by_day=by_day)


def usual_views(parameters: Parameters, seed: int, cast: Cast) -> tuple[Floats, Floats, np.random.Generator]:
    """(n_creators,) mean and standard deviation of log10 organic views, and the stream that posts go on with."""
    creators, rng = cast.creators, stream(seed, "views")
    level = np.log10(parameters.views_at_100k) + parameters.follower_slope * (np.log10(creators.followers) - 5)
    level = level + parameters.sigma_reach * np.clip(rng.standard_normal(len(creators)), -2, 2)
    return level, rng.uniform(*parameters.sigma_views, len(creators)), rng


def viral_post(parameters: Parameters, cast: Cast) -> int | None:
    """The post that goes viral, if the case has one: the middle post of the largest creator below a million."""
    if parameters.viral_factor == 1.0:
        return None
    small_enough = np.where(cast.creators.followers < 100_000, cast.creators.followers, 0)
    creator = int(np.argmax(small_enough))
    own = np.flatnonzero(cast.posts.creator == creator)
    return int(own[len(own) // 2])


def _engagement(seed: int, cast: Cast) -> dict[str, Floats]:
    """Rates per organic view: the creator's level (2–8 %, flat in size) times the post's own luck."""
    rng = stream(seed, "engagement")
    n, n_creators = len(cast.posts), len(cast.creators)
    level = np.clip(np.exp(rng.normal(np.log(0.042), 0.33, n_creators)), 0.02, 0.08)
    rate = np.clip(level[cast.posts.creator] * np.exp(rng.normal(0, 0.25, n)), 0.006, 0.2)
    comments = np.exp(rng.normal(np.log(0.011), 0.4, n))  # shares of all engagements
    shares = np.exp(rng.normal(np.log(0.022), 0.5, n))
    watch = np.clip(rng.beta(5, 8, n), 0.08, 0.95)
    full = np.clip(watch * rng.uniform(0.35, 0.7, n), 0.02, 0.8)
    likes = rate * (1 - comments - shares)
    saves = rate * np.exp(rng.normal(np.log(0.11), 0.5, n))
    reach = rng.uniform(0.74, 0.93, n)
    return {
        "like_rate": likes,
        "comment_rate": rate * comments,
        "share_rate": rate * shares,
        "save_rate": saves,
        "reach_rate": reach,
        "watch_share": watch,
        "full_watch_rate": full,
    }


def boost_posts(parameters: Parameters, seed: int, cast: Cast, attention: Attention) -> Sparks:
    """Pick posts to boost (better posts more often, as brands do), and let their ads deliver day by day."""
    posts, n_days = cast.posts, parameters.scale.n_days
    rng = stream(seed, "sparks")
    n = len(posts)
    luck, wait, length = rng.random(n), rng.integers(2, 7, n), rng.integers(8, 22, n)
    size = np.exp(rng.normal(np.log(420.0), 0.55, n)) * money_scale(parameters)
    cpm = np.exp(rng.normal(np.log(5.5), 0.22, n))
    gathered = attention.organic_by_day.sum(axis=1).astype(np.float64)
    viral = viral_post(parameters, cast)
    if viral is not None:  # nobody saw it coming: the boosts are those of the base case
        gathered[viral] /= parameters.viral_factor
    promise = np.log(gathered + 1.0)
    promise = (promise - promise.mean()) / (promise.std() + 1e-9)
    chance = np.clip(parameters.boosted_share * np.exp(0.35 * promise), 0, 0.9)
    start = posts.day + wait
    chosen = np.flatnonzero((luck < chance) & (start < n_days - 3))
    budget = size[chosen] * np.asarray(TIER_AD_FACTOR)[cast.creators.tier[posts.creator[chosen]]]
    rows = _spend_rows(rng, start[chosen], length[chosen], budget, n_days)
    return _deliver(parameters, seed, cast, attention, chosen, start[chosen], length[chosen], cpm[chosen], rows)


def money_scale(parameters: Parameters) -> float:
    """Size of budgets against the base brand's: margin that a post is expected to bring ÷ the base brand's."""
    scale = parameters.scale
    per_post = scale.orders_per_day * scale.n_days / scale.n_posts
    return float(np.clip(per_post / 328.5, 0.1, 4.0))


def _spend_rows(
    rng: np.random.Generator, start: Ints, length: Ints, budget: Floats, n_days: int
) -> tuple[Ints, Ints, Ints]:
    """Ad, day and spend in cents of every day that an ad ran; days past the world's end are not spent."""
    ad = np.repeat(np.arange(len(start)), length)
    first = np.repeat(np.cumsum(length) - length, length)
    step = np.arange(len(ad)) - first
    weight = rng.gamma(14.0, 1 / 14.0, len(ad)) * np.where(step == 0, 0.55, 1.0)
    total = np.bincount(ad, weights=weight, minlength=len(start))
    cents = np.round(100 * budget[ad] * weight / total[ad]).astype(np.int64)
    day = start[ad] + step
    kept = (day < n_days) & (cents > 0)
    return ad[kept].astype(np.int64), day[kept].astype(np.int64), cents[kept]


def _deliver(
    parameters: Parameters,
    seed: int,
    cast: Cast,
    attention: Attention,
    chosen: Ints,
    start: Ints,
    length: Ints,
    cpm: Floats,
    rows: tuple[Ints, Ints, Ints],
) -> Sparks:
    rng = stream(seed, "delivery")
    row_ad, row_day, cents = rows
    m = len(row_ad)

    def part(whole: Ints, share: Floats | float) -> Ints:
        return rng.binomial(whole, np.clip(share, 0, 1)).astype(np.int64)

    post = chosen[row_ad]
    impressions = np.round(cents / 100 / (cpm[row_ad] * np.exp(rng.normal(0, 0.12, m))) * 1000).astype(np.int64)
    impressions = np.maximum(impressions, 1)
    views = part(impressions, 0.965)
    two, six = part(views, 0.34 + 0.2 * attention.watch_share[post]), np.zeros(m, dtype=np.int64)
    six = part(two, 0.42)
    quarters = np.empty((m, 4), dtype=np.int64)
    left = two
    for quarter, share in enumerate((0.72, 0.55, 0.60, 0.62)):
        left = quarters[:, quarter] = part(left, share)
    clicks = part(impressions, np.exp(rng.normal(np.log(0.0085), 0.35, len(chosen)))[row_ad])
    damp = parameters.paid_engagement
    likes = part(views, attention.like_rate[post] * damp)
    comments, shares = part(views, attention.comment_rate[post] * damp), part(views, attention.share_rate[post] * damp)
    follows, visits = part(views, 0.0007), part(views, 0.0035)
    paid = np.zeros((len(cast.posts), parameters.scale.n_days), dtype=np.int64)
    np.add.at(paid, (post, row_day), views)
    groups = 1_790_000_000_000_000 + cast.posts.campaign[chosen] * 11 + cast.creators.tier[cast.posts.creator[chosen]]
    return Sparks(
        ad_id=1_800_000_000_000_000 + np.arange(len(chosen)) * 7_919 + (seed % 1_000) * 1_000_003,
        ad_group_id=groups,
        post=chosen.astype(np.int64),
        authorised_from=start - 1,
        authorised_until=start - 1 + np.where(length > 14, 60, 30),
        row_ad=row_ad,
        row_day=row_day,
        spend_cents=cents,
        impressions=impressions,
        reach=part(impressions, rng.uniform(0.72, 0.95, m)),
        clicks=clicks,
        clicks_all=clicks + likes + comments + shares + visits,
        video_views=views,
        views_2s=two,
        views_6s=six,
        quarters=quarters,
        likes=likes,
        comments=comments,
        shares=shares,
        follows=follows,
        profile_visits=visits,
        paid_by_day=paid,
    )
