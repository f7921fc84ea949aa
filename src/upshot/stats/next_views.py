"""How many views the next post of each creator may reach: one model over all creators, arrays in and out.

With y = log(1 + final views) of a creator's posts in order of publication,

    y_i = x_i + s·e_i,    x_(i+1) = x_i + s·√q·w_i + s₀·√(r·days)·w'_i,    x_1 ~ N(μ(creator), τ²)

The level x wanders, so that old posts count less; how fast (q, r) is learned from all creators. The spread s of a
creator's posts is drawn towards the ordinary s₀. A post far out (a viral one, a zero) hardly moves the level: it is
weighed as a Student-t(ν) error. A young post is raised by λ·G, where G is what a typical post still gains, and trusted
less. The fit is in `next_views_fit.py`, the forecast in `next_views_forecast.py`.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

MOST_POSTS = 100  # of one creator, the latest: what is older has faded
MOST_GAP_DAYS = 365.0  # a longer silence widens no further
ANCHOR_POSTS = 3.0  # what followers and groups say counts as so many posts in the long-run level
YOUNG_POST_SD = 0.6  # of a post's own growth around the typical one, as a share of G (θ of post and pair of readings)
SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True)
class Dynamics:
    """What is common to all creators of a panel; logarithms are natural.

    Attributes
    ----------
    sd_between : τ, of creators' levels around what followers and groups say
    sd_post : s₀, of an ordinary creator's posts around the level
    spread_posts : how many posts the ordinary spread is worth against a creator's own
    step_share : q, variance of the level's step from post to post ÷ variance of the post
    step_per_day : r, the same per day of silence
    pull : φ, part of the way back to the creator's own long-run level that the level goes from post to post
    tail : ν, degrees of freedom of the error; small = virals are common
    growth : λ, how much of the expected growth young posts of this panel have still before them
    """

    sd_between: float
    sd_post: float
    spread_posts: float
    step_share: float
    step_per_day: float
    pull: float
    tail: float
    growth: float

    def logs(self) -> Array:
        """(8,) logarithms, as they are fitted."""
        found: Array = np.log(np.array(astuple(self)))
        return found

    @classmethod
    def of_logs(cls, logs: Array) -> Dynamics:
        """The other way."""
        return cls(*(float(value) for value in np.exp(logs)))


@dataclass(frozen=True)
class Histories:
    """The latest posts of every creator, oldest first, NaN where a creator has no more.

    Attributes
    ----------
    log_views : (n_steps, n_creators) log(1 + views when read), effects of the kind of post taken out
    to_come : (n_steps, n_creators) G: growth of log views that a typical post of that age has still before it
    variance : (n_steps, n_creators) of whatever else is uncertain about `log_views`
    day : (n_steps, n_creators) publication, days since 1970; NaN = unknown
    n_posts : (n_creators,) posts that are here
    """

    log_views: Array
    to_come: Array
    variance: Array
    day: Array
    n_posts: Codes

    def of(self, chosen: Codes) -> Histories:
        """Only some creators."""
        return Histories(
            self.log_views[:, chosen], self.to_come[:, chosen], self.variance[:, chosen], self.day[:, chosen],
            self.n_posts[chosen],
        )  # fmt: skip


def histories(
    creator: Codes, log_views: Array, to_come: Array, variance: Array, day: Array, *, n_creators: int
) -> Histories:
    """Arrange posts (n_posts,), sorted by creator and publication, by creator; the latest `MOST_POSTS` of each."""
    count = np.bincount(creator, minlength=n_creators)
    first = np.cumsum(count) - count
    place = np.arange(len(creator)) - first[creator] - np.maximum(count - MOST_POSTS, 0)[creator]
    kept = place >= 0
    shape = (int(min(count.max(initial=0), MOST_POSTS)), n_creators)
    arranged = []
    for column in (log_views, to_come, variance, day):
        rows = np.full(shape, np.nan)
        rows[place[kept], creator[kept]] = column[kept]
        arranged.append(rows)
    log_rows, growth, spread, days = arranged
    return Histories(log_rows, growth, spread, days, np.minimum(count, MOST_POSTS))


@dataclass(frozen=True)
class Filtered:
    """Where each creator stands after the last post; (n_creators,) unless said otherwise.

    Attributes
    ----------
    level, level_variance : of x
    anchor : the long-run level that x is drawn back to
    variance : s², of a post around the level
    last_day : NaN without a dated post
    surprise, scale : (n_steps, n_creators) log views − forecast one post ahead, and its scale; NaN without a post
    log_density : of all posts
    """

    level: Array
    anchor: Array
    level_variance: Array
    variance: Array
    last_day: Array
    surprise: Array
    scale: Array
    log_density: float


def run_filter(posts: Histories, dynamics: Dynamics, mean: Array, mean_variance: Array) -> Filtered:
    """Go through all posts in order, all creators at once.

    Parameters
    ----------
    mean, mean_variance : (n_creators,) what is believed of each creator's level before the first post
    """
    own = dynamics
    n_steps, n_creators = posts.log_views.shape
    level, level_variance = mean.copy(), mean_variance.copy()
    spread, trust = np.full(n_creators, own.sd_post**2), np.full(n_creators, own.spread_posts)
    last = np.full(n_creators, np.nan)
    surprise, scale = np.full((2, n_steps, n_creators), np.nan)
    constant = gammaln((own.tail + 1) / 2) - gammaln(own.tail / 2) - 0.5 * np.log(own.tail * np.pi)
    density, anchor = 0.0, mean.copy()
    for step in range(n_steps):
        seen = posts.n_posts > step
        open_now = level_variance * ((1 - own.pull) ** 2 if step else 1.0) + (
            wandered(own, spread, posts.day[step] - last, 1.0) if step else 0.0
        )
        toward = level + own.pull * (anchor - level) if step else level
        error = posts.log_views[step] + own.growth * posts.to_come[step] - toward
        noise = spread + posts.variance[step] + (YOUNG_POST_SD * posts.to_come[step]) ** 2
        total = open_now + noise
        squared = error**2 / total
        terms = constant - 0.5 * np.log(total) - (own.tail + 1) / 2 * np.log1p(squared / own.tail)
        density += float(terms[seen].sum())
        surprise[step], scale[step] = np.where(seen, error, np.nan), np.where(seen, np.sqrt(total), np.nan)
        weight = (own.tail + 1) / (own.tail + squared)
        gain = open_now / (open_now + noise / weight)
        level = np.where(seen, toward + gain * error, level)
        level_variance = np.where(seen, open_now * (1 - gain), level_variance)
        reach = np.clip(error, -2 * np.sqrt(total), 2 * np.sqrt(total))
        anchor = np.where(seen, anchor + (toward + reach - anchor) / (step + 1 + ANCHOR_POSTS), anchor)
        share = spread / total
        own_square = spread * (weight * squared * share + 1 - share)  # what the post says of s², level integrated out
        spread = np.where(seen, (trust * spread + own_square) / (trust + 1), spread)
        trust = trust + seen
        last = np.where(seen & np.isfinite(posts.day[step]), posts.day[step], last)
    return Filtered(level, anchor, level_variance, spread, last, surprise, scale, density)


def wandered(dynamics: Dynamics, spread: Array, days: Array, posts: Array | float) -> Array:
    """Variance that the level gains over so many posts and days; unknown days count as none."""
    silent = np.clip(np.nan_to_num(days), 0.0, MOST_GAP_DAYS)
    gained: Array = spread * dynamics.step_share * posts + dynamics.sd_post**2 * dynamics.step_per_day * silent
    return gained
