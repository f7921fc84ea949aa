"""What follows from views: engagements of each kind, reach and visits, each as a rate of views with its spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.creators.forecast.model import Source
from upshot.decisions.creators.panel import Array, Codes, CreatorPanel, Flags
from upshot.stats.pooled_levels import LevelsPrior, PooledLevels, pool_levels

OWN_POSTS = 3  # below, a creator's own rate leans on others' enough to be called theirs
ENGAGEMENTS = ("likes", "comments", "shares", "saves")
# A creator's rate on the log scale: the means barely count, the spreads are as in the panels of docs/forecast.md.
RATE_PRIOR = {
    "likes": LevelsPrior(-3.0, 2.0, 0.6, 0.45),
    "comments": LevelsPrior(-7.5, 2.0, 0.8, 0.7),
    "shares": LevelsPrior(-6.5, 2.0, 0.9, 0.8),
    "saves": LevelsPrior(-6.0, 2.0, 0.9, 0.7),
}
MOST_SLOPE = 0.6  # of the log rate on log views, between posts of one creator
SLOPE_PRIOR_SQUARES = 50.0  # a slope of 0 counts as much as so much variation of log views
# Reach ÷ views, logit: median 0.83, four fifths of posts between 0.40 and 0.95 (264 posts of six organisations' own
# accounts, 2025); only an account's owner sees reach.
REACH_PRIOR = LevelsPrior(1.6, 0.9, 0.9, 0.7)
VISITS_PRIOR = LevelsPrior(-6.5, 2.0, 0.8, 0.6)  # visits from tagged links per view, log


@dataclass(frozen=True)
class Rate:
    """A rate of views of each creator, on a log or logit scale.

    Attributes
    ----------
    levels : of creators
    slope : how the rate of a post changes with its log views, around the creator's usual ones
    usual : (n_creators,) mean log views of the posts it rests on, NaN = none
    """

    levels: PooledLevels
    slope: float
    usual: Array

    def draws(self, creator: int, log_views: Array, rng: np.random.Generator) -> Array:
        """(n_draws, n_posts) the rate's logarithm (or logit) of each post."""
        found = self.levels
        n_draws, _ = log_views.shape
        usual = self.usual[creator] if np.isfinite(self.usual[creator]) else float(np.median(log_views))
        level = found.level[creator] + np.sqrt(found.level_variance[creator]) * rng.standard_normal((n_draws, 1))
        noise = found.sd_within * rng.standard_normal(log_views.shape)
        drawn: Array = level + self.slope * (log_views - usual) + noise
        return drawn

    def source(self, creator: int) -> tuple[Source, int]:
        """What a creator's rate rests on."""
        own = int(self.levels.n_values[creator])
        if own >= OWN_POSTS:
            return Source.OWN, own
        others = int((self.levels.n_values > 0).sum())
        return (Source.POOLED, others) if others else (Source.PRIOR, 0)


def engagement_rates(panel: CreatorPanel, counted: Flags) -> dict[str, Rate]:
    """Log rate of each kind of engagement that any post of the panel shows; hidden counters count for nothing."""
    found = {}
    views = panel.counters["views"]
    for name in ENGAGEMENTS:
        counter = panel.counters[name]
        rows = np.flatnonzero(counted & np.isfinite(counter) & (views > 0))
        if len(rows):
            value = np.log((np.minimum(counter[rows], views[rows]) + 0.5) / (views[rows] + 1.0))
            found[name] = _rate(
                value, np.log1p(views[rows]), panel.creator[rows], len(panel.creators), RATE_PRIOR[name]
            )
    return found


def reach_rate(panel: CreatorPanel, reach: Array, views: Array) -> Rate:
    """Logit of reach ÷ views; `reach`, `views` (n_posts,) of one reading that has both, NaN elsewhere."""
    rows = np.flatnonzero(np.isfinite(reach) & (views > 0))
    share = np.clip(reach[rows] / views[rows], 0.01, 0.99)
    value = np.log(share / (1 - share))
    return _rate(value, np.log1p(views[rows]), panel.creator[rows], len(panel.creators), REACH_PRIOR)


def _rate(value: Array, log_views: Array, owner: Codes, n_creators: int, prior: LevelsPrior) -> Rate:
    """Levels of creators with the pooled slope on log views taken out."""
    count = np.maximum(np.bincount(owner, minlength=n_creators), 1)
    usual = np.bincount(owner, log_views, minlength=n_creators) / count
    own = np.bincount(owner, value, minlength=n_creators) / count
    far, gap = log_views - usual[owner], value - own[owner]
    slope = float(np.clip((far @ gap) / (far @ far + SLOPE_PRIOR_SQUARES), -MOST_SLOPE, MOST_SLOPE))
    levels = pool_levels(value - slope * far, owner, n_creators, prior)
    seen = np.bincount(owner, minlength=n_creators) > 0
    return Rate(levels, slope, np.where(seen, usual, np.nan))


def visit_rate(visits: Array, views: Array) -> Rate | None:
    """Log of visits ÷ views of creators with tagged links; (n_creators,), NaN = none; None where nobody has any."""
    rows = np.flatnonzero(np.isfinite(visits) & (views > 0))
    if not len(rows):
        return None
    value = np.log((visits[rows] + 0.5) / views[rows])
    levels = pool_levels(value, rows, len(visits), VISITS_PRIOR)
    return Rate(levels, 0.0, np.full(len(visits), np.nan))
