"""The score of every post at once: each signal pulled to its level, then weighed into one expectation of paid results.

For signal k of a post, z = (log odds of the believed share − log odds of the brand's) ÷ the ordinary spread of posts.
The score is Σ w·z: its mean, its uncertainty (of the shares and of the weights), its 10 % bound. A post that lacks a
signal is taken for an ordinary post of its creator there, with all the uncertainty that has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, ndtri, polygamma

from upshot.stats.empirical_bayes import PooledShares, moment_fit, pool_shares

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

BOUND = 0.1  # posts are ranked on the 10 % bound of their score
LEAST_POSTS = 5  # with a signal, below which the signal says nothing of a level
CHANCE_SHARE_OF_VIEWS = 0.5  # of the scatter of a creator's posts that is luck of distribution, not the post


@dataclass(frozen=True)
class SignalTable:
    """Successes and trials of each signal; (n_posts,), NaN or 0 trials = not supplied."""

    successes: dict[str, Array]
    trials: dict[str, Array]
    log_views: Array  # of the views expected when mature
    log_views_sd: Array
    kind: Codes
    creator: Codes


@dataclass(frozen=True)
class SignalScore:
    """One signal over all posts: standardised distance from the brand's level, its sd, and the creator's own."""

    z: Array
    z_sd: Array
    creator_z: Array
    has: NDArray[np.bool_]
    brand_level: float
    creator_level: Array
    pooled: PooledShares | None  # of the posts that have the signal, in their order
    spread: float  # sd of log odds (of log views) between posts


def score_signals(table: SignalTable) -> dict[str, SignalScore]:
    """Standardise every signal that enough posts have; the views last."""
    found = {}
    for name, trials in table.trials.items():
        has = np.isfinite(trials) & (trials > 0) & np.isfinite(table.successes[name])
        if has.sum() >= LEAST_POSTS:
            found[name] = _share_signal(table.successes[name], trials, has, table)
    if np.isfinite(table.log_views).sum() >= LEAST_POSTS:
        found["views"] = _view_signal(table)
    return found


def _share_signal(successes: Array, trials: Array, has: NDArray[np.bool_], table: SignalTable) -> SignalScore:
    n = trials[has]
    s = np.clip(successes[has], 0.0, n)
    pooled = pool_shares(s, n, _dense(table.kind[has]), _dense(table.creator[has]))
    brand = _logit(np.array(pooled.brand_mean))
    spread = _ordinary_spread(s, n)
    post = pooled.posterior
    own_z = (digamma(post.alpha) - digamma(post.beta) - brand) / spread
    own_sd = np.sqrt(polygamma(1, post.alpha) + polygamma(1, post.beta)) / spread
    level_z = (_logit(pooled.group_mean) - brand) / spread
    creator_z = _by_creator(level_z, has, table.creator, default=0.0)
    level = _by_creator(pooled.group_mean, has, table.creator, default=pooled.brand_mean)
    z, z_sd = creator_z.copy(), np.ones(len(trials))
    z[has], z_sd[has] = own_z, own_sd
    return SignalScore(z, z_sd, creator_z, has, pooled.brand_mean, level, pooled, spread)


def _ordinary_spread(successes: Array, trials: Array) -> float:
    """Sd of log odds between the brand's posts: of the beta that the moments of all posts give."""
    mean, kappa = moment_fit(successes, trials)
    return float(np.sqrt(polygamma(1, kappa * mean) + polygamma(1, kappa * (1 - mean))))


def _view_signal(table: SignalTable) -> SignalScore:
    """Log views against the creator's own: normal, with the maturity's interval and the luck of distribution."""
    has = np.isfinite(table.log_views)
    x, noise, who = table.log_views[has], table.log_views_sd[has], _dense(table.creator[has])
    size = np.bincount(who).astype(np.float64)
    level = np.bincount(who, x) / size
    centre = float(np.median(x))
    within = float(np.sum((x - level[who]) ** 2) / max(len(x) - len(size), 1)) if len(x) > len(size) else 1.0
    within = max(within, 0.05)
    shrink = size / (size + 1.0)  # of a creator's level to the brand's: one post is half believed
    level = shrink * level + (1 - shrink) * centre
    repeatable = within * (1 - CHANCE_SHARE_OF_VIEWS)
    pull = repeatable / (within + noise**2)
    spread = float(np.sqrt(within))
    z, z_sd = np.zeros(len(has)), np.ones(len(has))
    z[has] = pull * (x - level[who]) / spread
    z_sd[has] = np.sqrt(repeatable * (1 - pull)) / spread
    creator_level = _by_creator(level[who], has, table.creator, default=centre)
    return SignalScore(z, z_sd, np.zeros(len(has)), has, centre, creator_level, None, spread)


@dataclass(frozen=True)
class Scores:
    """(n_posts,) the score's middle, 10 % and 90 % bounds, its sd, and the creator's own ordinary score."""

    mean: Array
    low: Array
    high: Array
    sd: Array
    creator: Array
    contribution: dict[str, Array]


def weigh(signals: dict[str, SignalScore], weights: dict[str, float], covariance: Array) -> Scores:
    """Weigh the signals into one score.

    Parameters
    ----------
    weights : by signal; score units (log paid performance) per standardised unit
    covariance : (n_signals, n_signals) of the weights, in the order of `signals`
    """
    names = list(signals)
    z = np.column_stack([signals[name].z for name in names])
    sd = np.column_stack([signals[name].z_sd for name in names])
    w = np.array([weights[name] for name in names])
    mean = z @ w
    own = (sd**2) @ (w**2 + np.diag(covariance))
    spread = np.sqrt(own + np.einsum("ij,jk,ik->i", z, covariance, z))
    creator = np.column_stack([signals[name].creator_z for name in names]) @ w
    reach = float(ndtri(1 - BOUND))
    parts = {name: z[:, place] * w[place] for place, name in enumerate(names)}
    return Scores(mean, mean - reach * spread, mean + reach * spread, spread, creator, parts)


def _by_creator(values: Array, has: NDArray[np.bool_], creator: Codes, *, default: float) -> Array:
    """A value per creator, spread to all posts of the creator; `default` where no post of the creator has one."""
    n = int(creator.max()) + 1
    size = np.bincount(creator[has], minlength=n)
    level = np.bincount(creator[has], values, minlength=n) / np.maximum(size, 1)
    spread: Array = np.where(size > 0, level, default)[creator]
    return spread


def _dense(codes: Codes) -> Codes:
    dense: Codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    return dense


def _logit(share: Array) -> Array:
    odds: Array = np.log(share) - np.log1p(-share)
    return odds
