"""What the next posts of each creator are expected to bring, as draws: views, engagements, people of the target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.budget.views import learn_views
from upshot.decisions.creators.panel import Array, Codes, CreatorPanel
from upshot.registries.tiers import tier_of

N_DRAWS = 400
LAST_POSTS = 12
MATURE_DAYS = 7.0
RATE_PRIOR, RATE_PRIOR_POSTS = 0.45, 10.0  # ln; spread of engagements per view between posts of one creator


@dataclass(frozen=True)
class Expected:
    """(n_draws, n_creators) of all posts asked of each, NaN = nothing to go on; `n_posts` (n_creators,) they rest on.

    `views_of_one` is of a single post.
    """

    views: Array
    engagements: Array
    views_of_one: Array
    n_posts: Codes


def expect(panel: CreatorPanel, posts_each: int, *, seed: int, n_draws: int = N_DRAWS) -> Expected:
    """From the last twelve mature organic posts of each creator, on the log scale, leaning on the tier.

    A creator without such a post has nothing to go on. Engagements are likes + comments + shares.
    """
    n = len(panel.creators)
    counted = _counted(panel)
    owner, views = panel.creator[counted], panel.counters["views"][counted]
    counts = np.bincount(owner, minlength=n)
    unknown = np.full((n_draws, n), np.nan)
    tiers = [tier_of(row.followers) for row in panel.creators]
    learned = learn_views(views, owner, tiers, n_draws=n_draws, seed=seed)
    if learned is None:
        return Expected(unknown, unknown.copy(), unknown.copy(), counts)
    rng = np.random.default_rng([seed, 0x51])
    every = np.minimum(
        np.exp(learned.mean[:, :, None] + learned.sd * rng.standard_normal((n_draws, n, posts_each))), learned.most
    )
    every[:, counts == 0] = np.nan
    total = every.sum(axis=2)
    return Expected(total, total * _rate(panel, counted, n, n_draws, rng), every[:, :, 0], counts)


def _counted(panel: CreatorPanel) -> Codes:
    """Places of the posts that count."""
    views = panel.counters["views"]
    with np.errstate(invalid="ignore"):
        usable = (views > 0) & ~panel.is_boosted & (panel.age_days >= MATURE_DAYS)
    places = np.flatnonzero(usable)
    owner = panel.creator[places]
    ends = np.searchsorted(owner, owner, side="right")
    last: Codes = places[ends - np.arange(len(places)) <= LAST_POSTS]
    return last


def _rate(panel: CreatorPanel, counted: Codes, n: int, n_draws: int, rng: np.random.Generator) -> Array:
    """(n_draws, n) engagements per view of a creator: ratio of sums, spread by its posts; NaN without counters."""
    seen = panel.counters
    engaged = (seen["likes"] + seen["comments"] + seen["shares"])[counted]
    views, owner = seen["views"][counted], panel.creator[counted]
    known = np.isfinite(engaged) & (seen["likes"][counted] <= views)
    top = np.bincount(owner[known], engaged[known], minlength=n)
    bottom = np.bincount(owner[known], views[known], minlength=n)
    posts = np.bincount(owner[known], minlength=n)
    ratio = np.divide(top, bottom, out=np.full(n, np.nan), where=bottom > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps = np.log(np.maximum(engaged[known], 0.5) / views[known]) - np.log(np.maximum(ratio, 1e-9))[owner[known]]
    within = np.bincount(owner[known], np.square(gaps), minlength=n)
    variance = (within + RATE_PRIOR_POSTS * RATE_PRIOR**2) / (np.maximum(posts - 1, 0) + RATE_PRIOR_POSTS)
    spread = np.sqrt(variance / np.maximum(posts, 1))
    draws: Array = np.minimum(ratio * np.exp(spread * rng.standard_normal((n_draws, n))), 1.0)
    return draws
