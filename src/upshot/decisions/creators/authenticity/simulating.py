"""Histories, comments and audiences where a panel has none: drawn around real statistics, then planted.

A panel with one reading per creator shows no follower history. The proof then lays one under the creator's real posts
and their real views; what it rests on is said in docs/authenticity.md. Nothing of this is ever shown as a reading.
"""

from __future__ import annotations

import numpy as np

from upshot.decisions.creators.authenticity.model import AudienceShares, CommentSet, FollowerHistory
from upshot.decisions.creators.authenticity.planting import rounded
from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array

DAY_S = 86_400.0
DAYS, EVERY_DAYS = 60, 2
# new followers per view: median 1 per 1,000, nine in ten between 0.06 and 7 (420 Malaysian creators, 2025)
YIELD_MIDDLE, YIELD_SPREAD = np.log(0.001), 1.3
CHURN_DAILY = 0.0003
SURPRISE_CHANCE, SURPRISE_SHARE = 0.01, 0.02  # a live, a press article: per day, of followers
CLEAN_UP_CHANCE, CLEAN_UP_SHARE = 0.15, 0.02  # per history: the platform removes fake accounts


def simulate_followers(panel: CreatorPanel, place: int, *, seed: int) -> FollowerHistory | None:
    """Readings every second day over the last 60 days of known posts, as TikTok would show them.

    Returns
    -------
    FollowerHistory that ends at the creator's real count; None without followers or posts
    """
    span = panel.posts_of(place)
    followers = panel.creators[place].followers
    when, views = panel.published[span] / DAY_S, np.nan_to_num(panel.counters["views"][span])
    good = ~np.isnan(when)
    if not followers or not good.any():
        return None
    rng = np.random.default_rng([seed, place])
    end = float(np.nanmax(panel.read_at[span]) / DAY_S)
    start = max(end - DAYS, float(when[good].min()))
    days = np.arange(np.floor(start), np.floor(end) + 1)
    gain = _natural_gain(days, when[good], views[good], followers, rng)
    counts = np.maximum(followers - (gain.sum() - np.cumsum(gain)), 0.3 * followers)
    kept = slice(None, None, EVERY_DAYS)
    return FollowerHistory(days[kept] * DAY_S, rounded(counts)[kept])


def _natural_gain(days: Array, when: Array, views: Array, followers: int, rng: np.random.Generator) -> Array:
    """Followers won and lost per day: by views as they arrive, by surprise, by churn, by clean-ups."""
    seen = np.zeros(len(days))
    for published, count in zip(when, views, strict=True):
        age = np.clip(days - published, 0, None)
        seen += count * np.diff(np.r_[0.0, 1 - np.exp(-age / 3)])  # most views within a week (data-findings §3)
    own = np.exp(rng.normal(YIELD_MIDDLE, YIELD_SPREAD))
    gain: Array = own * seen * np.exp(rng.normal(0, 0.5, len(days))) - CHURN_DAILY * followers
    gain = np.minimum(gain, 0.08 * followers)  # the fastest percent of growing creators
    surprise = rng.random(len(days)) < SURPRISE_CHANCE
    gain += surprise * followers * SURPRISE_SHARE * rng.exponential(size=len(days))
    if rng.random() < CLEAN_UP_CHANCE:
        gain[rng.integers(len(days))] -= followers * CLEAN_UP_SHARE * rng.exponential()
    return gain


VOCABULARY = """
the where how when recipe song this your did buy price sauce first time cat dog music place city please make
tell why again tomorrow mother school week really think find colour name last watch video dance laugh cry
house street rain coffee red blue long short market friend question answer
"""
WORDS = VOCABULARY.split()
N_FANS, POD = 400, 8
STOCK = ("nice", "wow amazing", "so cool", "love this", "great content", "🔥🔥🔥", "😍", "perfect", "keep it up")


def simulate_comments(seed: int, *, n_posts: int = 15, per_post: int = 20, pod_per_genuine: float = 0.0) -> CommentSet:
    """Ordinary comments, with a pod of eight who praise each post where `pod_per_genuine` > 0.

    Ordinary: a third of the people come again and again by a heavy-tailed law, one comment in five is emoji or stock.
    """
    rng = np.random.default_rng(seed)
    weight = rng.pareto(1.2, N_FANS) + 0.05
    fans = iter(rng.choice(N_FANS, n_posts * per_post, p=weight / weight.sum()).tolist())
    posts, authors, texts = [], [], []
    for post in range(n_posts):
        for _ in range(per_post):
            fan = next(fans)
            authors.append(f"fan {fan}" if rng.random() < 0.33 else f"passer-by {rng.integers(1_000_000)}")
            texts.append(_stock(rng) if rng.random() < 0.2 else _sentence(rng))
            posts.append(str(post))
        for member in range(int(per_post * pod_per_genuine)):
            authors.append(f"member {member % POD}")
            texts.append(_stock(rng) if rng.random() < 0.8 else _sentence(rng))
            posts.append(str(post))
    return CommentSet(tuple(posts), tuple(authors), tuple(texts))


def _stock(rng: np.random.Generator) -> str:
    return STOCK[int(rng.integers(len(STOCK)))]


def _sentence(rng: np.random.Generator) -> str:
    return " ".join(WORDS[n] for n in rng.integers(len(WORDS), size=int(rng.integers(2, 9))).tolist())


def simulate_audience(seed: int, home: tuple[str, ...], *, bought_per_genuine: float = 0.0) -> AudienceShares:
    """Shares by country: mostly at home, the rest abroad; what is bought comes from a few places elsewhere."""
    rng = np.random.default_rng(seed)
    abroad = [name for name in ("IN", "ID", "BR", "TR", "BD", "EG", "RU", "PK", "US", "GB") if name not in home]
    at_home = rng.beta(8, 2)
    shares = dict(zip(home, at_home * rng.dirichlet(np.r_[6.0, np.ones(len(home) - 1)]), strict=True))
    shares |= dict(zip(abroad, (1 - at_home) * rng.dirichlet(np.ones(len(abroad))), strict=True))
    if bought_per_genuine:
        sources = rng.choice(abroad, 2, replace=False)
        for name in shares:
            shares[name] /= 1 + bought_per_genuine
        for name in sources:
            shares[str(name)] += bought_per_genuine / (1 + bought_per_genuine) / 2
    return AudienceShares({name: float(share) for name, share in shares.items()}, "simulated")
