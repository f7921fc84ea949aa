"""Simulated brands that must choose posts to boost: what is seen of each post, and what boosting it would bring.

Levels and scatter are those of real panels: views of one creator's posts scatter by 0.4 in log10, engagement per view
by a factor of two between posts, retention is known of some creators only. How well organic signals tell paid results,
and which of them do, differs from world to world: nobody's weights are the true ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

# signal: (typical share, sd of log odds between posts, share of that spread which all signals have in common)
SIGNALS = {
    "watch_ratio": (0.42, 0.45, 0.6),
    "completion": (0.20, 0.55, 0.6),
    "share": (0.0016, 0.75, 0.35),
    "save": (0.005, 0.70, 0.35),
    "engagement": (0.048, 0.55, 0.35),
}
OWNER_SHARE = 0.6  # of creators who share their analytics
OWNER_ONLY = ("watch_ratio", "completion")
TRUE_WEIGHTS = np.array([0.44, 0.40, 0.2, 0.2, 0.2])
MEDIAN_VIEWS = 2_000.0
SMALL_MEDIAN_VIEWS, SMALL_SPREAD = 500.0, 0.5
LOG_VIEWS_SD = 0.92  # of one creator's posts; 0.4 in log10
LOG_CREATOR_SD = 0.9
UNEXPLAINED_SD = 0.3  # log scale: audience, day and auction move the result of a boost as much as the post does
CREATOR_SHARE = 0.35  # of the variance of a signal that lies between creators


@dataclass(frozen=True)
class PostChoiceWorld:
    """`successes`, `trials` by signal, (n_posts,), 0 trials = not supplied; `paid_value` what a boost would bring.

    `paid_value` is relative to the ordinary post: the part of the paid result that the post itself decides. `clicks`,
    `impressions` (n_posts,) are those of past boosts; 0 impressions = never boosted.
    """

    successes: dict[str, Array]
    trials: dict[str, Array]
    views: Array
    creator: Codes
    kind: Codes
    paid_value: Array
    clicks: Array
    impressions: Array


CASES = ("all_signals", "counts_only")


def simulate_post_choice(seed: int, case: str = "all_signals") -> PostChoiceWorld:
    """One brand of 6–20 creators and 40–250 posts.

    `all_signals`: retention of some creators, up to thirty past boosts, unknown weights. `counts_only`: small
    accounts of which only the engagement is known, whose posts differ little; nothing was boosted yet.
    """
    is_rich = case == "all_signals"
    rng = np.random.default_rng([seed, 4_14])
    n_creators = int(rng.integers(6, 21))
    creator = np.repeat(np.arange(n_creators), rng.integers(4, 16, n_creators))
    n, kind = len(creator), rng.integers(0, 4, len(creator))
    log_level = np.log(MEDIAN_VIEWS if is_rich else SMALL_MEDIAN_VIEWS) + LOG_CREATOR_SD * rng.standard_normal(
        n_creators
    )
    views = np.maximum(np.exp(log_level[creator] + LOG_VIEWS_SD * rng.standard_normal(n)).round(), 20.0)
    common = rng.standard_normal(n)
    has_owner = (rng.random(n_creators) < OWNER_SHARE * is_rich)[creator]
    z = np.empty((n, len(SIGNALS)))
    successes, trials = {}, {}
    for place, (name, (level, sd, shared)) in enumerate(SIGNALS.items()):
        z[:, place] = _standard(rng, creator, kind, common, shared)
        share = expit(np.log(level / (1 - level)) + sd * (1.0 if is_rich else SMALL_SPREAD) * z[:, place])
        seen = has_owner if name in OWNER_ONLY else np.full(n, is_rich or name == "engagement")
        successes[name] = rng.binomial(views.astype(np.int64), share).astype(np.float64)
        trials[name] = np.where(seen, views, 0.0)
    weights = TRUE_WEIGHTS if is_rich else np.array([0.0, 0.0, 0.0, 0.0, 1.0])
    weights = weights * rng.gamma(2.0, 0.5, len(SIGNALS))
    gain = 0.3 * np.exp(0.4 * rng.standard_normal())
    index = z @ (weights / weights.sum())
    value = np.exp(gain * index / index.std())
    clicks, impressions = _past_boosts(rng, value, int(rng.integers(0, 31)) if is_rich else 0)
    return PostChoiceWorld(successes, trials, views, creator, kind, value, clicks, impressions)


def _past_boosts(rng: np.random.Generator, value: Array, n_boosted: int) -> tuple[Array, Array]:
    """Clicks and impressions of posts that were boosted before, chosen without skill."""
    clicks, impressions = np.zeros(len(value)), np.zeros(len(value))
    who = rng.choice(len(value), size=min(n_boosted, len(value)), replace=False)
    impressions[who] = np.exp(10.3 + 0.7 * rng.standard_normal(len(who))).round()
    rate = 0.011 * value[who] * np.exp(UNEXPLAINED_SD * rng.standard_normal(len(who)))
    clicks[who] = rng.poisson(impressions[who] * rate)
    return clicks, impressions


def _standard(rng: np.random.Generator, creator: Codes, kind: Codes, common: Array, shared: float) -> Array:
    """(n_posts,) of unit variance: part of the creator, a little of the content type, part common to all signals."""
    of_creator = rng.standard_normal(creator.max() + 1)[creator]
    of_kind = rng.standard_normal(kind.max() + 1)[kind]
    own = np.sqrt(shared) * common + np.sqrt(1 - shared) * rng.standard_normal(len(creator))
    mixed: Array = (
        np.sqrt(CREATOR_SHARE) * of_creator + np.sqrt(0.05) * of_kind + np.sqrt(1 - CREATOR_SHARE - 0.05) * own
    )
    return mixed
