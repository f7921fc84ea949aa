"""The views of a panel's next posts: which posts count, what sponsorship does, and the fitted model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from upshot.decisions.creators.forecast.prior import SPONSORED_PRIOR, shipped_prior
from upshot.decisions.creators.panel import Array, Codes, CreatorPanel, Flags
from upshot.decisions.maturity.prior import shipped_prior as shipped_growth
from upshot.registries.tiers import tier_of
from upshot.stats.next_views import SECONDS_A_DAY, Histories, histories
from upshot.stats.next_views_fit import Background, NextViewsFit, ViewsPrior, learn_common, place_creators
from upshot.stats.next_views_forecast import Ahead, ahead
from upshot.stats.pooled_levels import PooledLevels, pool_levels
from upshot.stats.view_maturity import HORIZON_DAYS

YOUNGEST_DAYS = 0.1  # a post read earlier says nothing yet
UNDATED_VARIANCE = 0.3**2  # of log views, for a post of unknown age
OWN_SPONSORED_POSTS = 3  # below, the ratio of sponsored to organic views is not the creator's own


@dataclass(frozen=True)
class Growth:
    """What maturity says of the panel's posts: log growth still to come until final views.

    `to_come`, `variance` (n_posts,); `sd` of the logarithm of the factor by which all of it may be wrong, None = not
    learned from repeated readings of this brand.
    """

    to_come: Array
    variance: Array
    sd: float | None = None


def expected_growth(age_days: Array) -> Array:
    """G by the shipped curve from each age to 90 days; 0 for an unknown age."""
    known = np.where(np.isfinite(age_days), np.maximum(age_days, YOUNGEST_DAYS), HORIZON_DAYS)
    return shipped_growth().table.growth(known, HORIZON_DAYS)


def growth_of(panel: CreatorPanel) -> Growth:
    """The shipped curve at every post's age."""
    undated = ~np.isfinite(panel.age_days)
    return Growth(expected_growth(panel.age_days), np.where(undated, UNDATED_VARIANCE, 0.0))


@dataclass(frozen=True)
class Sponsorship:
    """What sponsorship does to log views.

    Attributes
    ----------
    ratio : of creators, log of sponsored ÷ organic views
    reference : (n_creators,) 1 where most posts are sponsored: the creator's level is then that of sponsored posts,
        and it is an organic one that would be another kind of post
    """

    ratio: PooledLevels
    reference: Array

    def effect(self, owner: Codes, is_sponsored: Array) -> tuple[Array, Array]:
        """Mean and variance of what the kind of posts (n_posts,) adds to their creators' levels; NaN = organic."""
        other = np.nan_to_num(is_sponsored) - self.reference[owner]
        return other * self.ratio.level[owner], np.abs(other) * self.ratio.level_variance[owner]

    def source(self, creator: int) -> tuple[str, int]:
        """`own`, `pooled` or `prior`: what a creator's ratio rests on, and how many posts or creators that is."""
        if (own := int(self.ratio.n_values[creator])) >= OWN_SPONSORED_POSTS:
            return "own", own
        others = int((self.ratio.n_values > 0).sum())
        return ("pooled", others) if others else ("prior", 0)


@dataclass(frozen=True)
class ViewsModel:
    """Fitted views of a panel.

    Attributes
    ----------
    counted : (n_posts,) the posts it rests on
    sponsorship : what being paid for does to the views of a post
    """

    panel: CreatorPanel
    counted: Flags
    fit: NextViewsFit
    sponsorship: Sponsorship

    def ahead(
        self, creators: Codes, n_posts: int, *, starts: datetime | float, days_apart: float = 7.0, is_sponsored: bool
    ) -> Ahead:
        """The next posts of each creator, creator by creator: (n_creators · n_posts,).

        Parameters
        ----------
        starts : when the first one is published; the others follow every `days_apart` days
        """
        seconds = starts.timestamp() if isinstance(starts, datetime) else starts
        owner = np.repeat(creators, n_posts)
        step = np.tile(np.arange(1, n_posts + 1, dtype=np.float64), len(creators))
        day = seconds / SECONDS_A_DAY + (step - 1) * days_apart
        shift, variance = self.sponsorship.effect(owner, np.full(len(owner), float(is_sponsored)))
        return ahead(self.fit, owner, step, day, shift=shift, shift_variance=variance)


def countable(panel: CreatorPanel) -> Flags:
    """Posts that tell of organic views: read, not boosted, and not in their first hours."""
    age = panel.age_days
    old_enough = ~(age < YOUNGEST_DAYS)  # an unknown age passes
    views = panel.counters["views"]
    usable: Flags = np.isfinite(views) & (views >= 0) & ~panel.is_boosted & old_enough
    return usable


def fit_views(
    panel: CreatorPanel,
    *,
    growth: Growth | None = None,
    prior: ViewsPrior | None = None,
    until: float | None = None,
) -> ViewsModel:
    """Fit the views of all creators of a panel.

    Parameters
    ----------
    growth : what maturity says of the posts; None = the shipped curve
    prior : None = the shipped one
    until : epoch seconds; posts published later are not looked at
    """
    prior = prior or shipped_prior()
    growth = growth or growth_of(panel)
    counted = countable(panel)
    if until is not None:
        counted &= ~(panel.published > until)
    sponsorship = learn_sponsorship(panel, counted, growth)
    posts = arrange(panel, counted, growth, sponsorship)
    background = background_of(panel, latest_followers(panel))
    common = learn_common(posts, background, prior, growth_sd=growth.sd)
    return ViewsModel(panel, counted, place_creators(common, posts, background), sponsorship)


def arrange(panel: CreatorPanel, counted: Flags, growth: Growth, sponsorship: Sponsorship) -> Histories:
    """The counted posts creator by creator, undated ones first, with the effect of sponsorship taken out."""
    rows = np.flatnonzero(counted)
    order = np.lexsort(
        (np.where(np.isfinite(panel.published[rows]), panel.published[rows], -np.inf), panel.creator[rows])
    )
    rows = rows[order]
    owner = panel.creator[rows]
    shift, variance = sponsorship.effect(owner, panel.is_sponsored[rows])
    return histories(
        owner,
        np.log1p(panel.counters["views"][rows]) - shift,
        growth.to_come[rows],
        growth.variance[rows] + variance,
        panel.published[rows] / SECONDS_A_DAY,
        n_creators=len(panel.creators),
    )


def latest_followers(panel: CreatorPanel) -> Array:
    """(n_creators,) followers as last told, NaN = unknown."""
    return np.array([np.nan if row.followers is None else float(row.followers) for row in panel.creators])


def background_of(panel: CreatorPanel, followers: Array) -> Background:
    """Followers, and the groups that creators are compared in: tier, category, country."""
    tiers = [tier_of(int(count)) if np.isfinite(count) else None for count in followers]
    kinds = (tiers, [row.category for row in panel.creators], [row.country for row in panel.creators])
    with np.errstate(invalid="ignore"):
        log_followers = np.log1p(followers)
    return Background(log_followers, np.array([_codes(names) for names in kinds], dtype=np.int64))


def _codes(names: list[str | None]) -> list[int]:
    known = {name: code for code, name in enumerate(sorted({name for name in names if name}))}
    return [known[name] if name else -1 for name in names]


def learn_sponsorship(panel: CreatorPanel, counted: Flags, growth: Growth) -> Sponsorship:
    """The ratio of sponsored to organic views of each creator, drawn towards all creators' and the prior.

    Each sponsored post is set against the median of its creator's organic posts; creators without three of these say
    nothing. A post of which nobody said is taken for organic.
    """
    rows = np.flatnonzero(counted)
    n_creators = len(panel.creators)
    owner, paid = panel.creator[rows], panel.is_sponsored[rows] == 1
    settled = np.log1p(panel.counters["views"][rows]) + growth.to_come[rows]
    usual = np.full(n_creators, np.nan)
    for creator in np.unique(owner[paid]):
        organic = settled[(owner == creator) & ~paid]
        if len(organic) >= OWN_SPONSORED_POSTS:
            usual[creator] = np.median(organic)
    told = paid & np.isfinite(usual[owner])
    ratio = pool_levels(settled[told] - usual[owner[told]], owner[told], n_creators, SPONSORED_PRIOR)
    n_paid, n_posts = (np.bincount(each, minlength=n_creators) for each in (owner[paid], owner))
    return Sponsorship(ratio, (n_paid > n_posts / 2).astype(np.float64))
