"""Schemes planted into real records: what a panel would look like had this creator's numbers been bought.

Pure functions of (panel, places, scheme, strength, seed). The strength is what is bought for each genuine one: mild
½ (one in three of what is shown is bought), moderate 1 (every second), strong 3 (three in four).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.creators.authenticity.model import FollowerHistory, PostReadings
from upshot.decisions.creators.authenticity.posts import COLUMNS
from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array

Codes = NDArray[np.int64]
Shape = Literal["packages", "some_posts", "in_proportion"]

STRENGTHS: Final = {"mild": 0.5, "moderate": 1.0, "strong": 3.0}
NOISE = 0.2  # deliveries scatter by a fifth
LEAST_PACKAGE = {"views": 100.0, "likes": 20.0, "comments": 5.0}
ROUNDED_FROM, DIGITS = 10_000, 3


@dataclass(frozen=True)
class CounterScheme:
    """Something bought that a post's counters show.

    `counters` are bought together; `shape`: `packages` the same number for every post (a typical post's share),
    `some_posts` such a number for every second post, `in_proportion` a fixed share of each post's own counter.
    """

    name: str
    counters: tuple[str, ...]
    shape: Shape
    with_followers: bool = False


COUNTER_SCHEMES: Final[dict[str, CounterScheme]] = {
    one.name: one
    for one in (
        CounterScheme("likes_packages", ("likes",), "packages"),
        CounterScheme("likes_some_posts", ("likes",), "some_posts"),
        CounterScheme("likes_in_proportion", ("likes",), "in_proportion"),
        CounterScheme("views_packages", ("views",), "packages"),
        CounterScheme("views_some_posts", ("views",), "some_posts"),
        CounterScheme("views_in_proportion", ("views",), "in_proportion"),
        CounterScheme("comments_packages", ("comments",), "packages"),
        CounterScheme("followers_unseen", (), "packages", with_followers=True),
        CounterScheme("mixed_views_likes", ("views", "likes"), "packages"),
        CounterScheme("mixed_likes_comments", ("likes", "comments"), "packages"),
        CounterScheme("mixed_followers_likes", ("likes",), "packages", with_followers=True),
    )
}


def plant_counts(counts: Array, scheme: CounterScheme, bought_per_genuine: float, rng: np.random.Generator) -> Array:
    """Counters (n_creators, n_posts, 5) in which every creator bought; NaN stays NaN."""
    changed = counts.copy()
    size = counts.shape[-2]
    chosen = np.ones(counts.shape[:-1], dtype=bool)
    if scheme.shape == "some_posts":
        chosen = rng.permuted(np.broadcast_to(np.arange(size) % 2 == 0, counts.shape[:-1]), axis=-1)
    for name in scheme.counters:
        shown = counts[..., COLUMNS.index(name)]
        noise = np.exp(rng.normal(0, NOISE, shown.shape))
        bought = (shown if scheme.shape == "in_proportion" else _package(shown, name)) * bought_per_genuine * noise
        changed[..., COLUMNS.index(name)] = np.where(chosen, rounded(shown + bought), shown)
    return changed


def _package(shown: Array, name: str) -> Array:
    """The creator's typical counter, the same for every post."""
    typical = np.zeros((*shown.shape[:-1], 1))
    known = ~np.isnan(shown).all(axis=-1)
    typical[known, 0] = np.nanmedian(shown[known], axis=-1)
    return np.maximum(typical, LEAST_PACKAGE.get(name, 1.0))


def plant_counters(
    panel: CreatorPanel, places: Codes, scheme: CounterScheme, bought_per_genuine: float, *, seed: int
) -> CreatorPanel:
    """The panel in which the creators at `places` bought, everything else as it was."""
    rng = np.random.default_rng(seed)
    counts = np.stack([panel.counters[name] for name in COLUMNS], axis=-1)
    for place in places.tolist():
        span = panel.posts_of(place)
        if span.stop > span.start:
            counts[span] = plant_counts(counts[None, span], scheme, bought_per_genuine, rng)[0]
    creators = panel.creators
    if scheme.with_followers:
        buyers = set(places.tolist())
        creators = tuple(
            replace(row, followers=int(rounded(np.array([row.followers * (1 + bought_per_genuine)]))[0]))
            if place in buyers and row.followers is not None
            else row
            for place, row in enumerate(panel.creators)
        )
    return replace(panel, creators=creators, counters={name: counts[:, n] for n, name in enumerate(COLUMNS)})


def add_followers(history: FollowerHistory, bought_per_genuine: float, *, over: int, seed: int) -> FollowerHistory:
    """The history in which followers were bought, over so many readings (1 = in one step)."""
    rng = np.random.default_rng(seed)
    n = len(history.followers)
    first = int(rng.integers(1, max(n - over + 1, 2))) if n > 1 else 0
    daily = np.zeros(n)
    last = min(first + over, n)
    daily[first:last] = np.exp(rng.normal(0, NOISE, last - first))
    extra = history.followers[0] * bought_per_genuine * daily.cumsum() / max(daily.sum(), 1e-9)
    return FollowerHistory(history.read_at, rounded(history.followers + extra))


def add_burst(
    readings: PostReadings, counter: Literal["views", "likes"], bought_per_genuine: float, *, seed: int
) -> PostReadings:
    """The readings in which a post's counter was bought between two readings: of every second post read twice."""
    rng = np.random.default_rng(seed)
    names = np.array(readings.post_id)
    column = getattr(readings, counter).copy()
    for rows in np.split(np.arange(len(names)), np.flatnonzero(names[1:] != names[:-1]) + 1):
        if len(rows) > 1 and rng.random() < 0.5:
            after = rows[int(rng.integers(1, len(rows))) :]
            column[after] = rounded(column[after] + column[after[0]] * bought_per_genuine)
    views, likes = (column, readings.likes) if counter == "views" else (readings.views, column)
    return PostReadings(readings.post_id, readings.read_at, views, likes)


def rounded(counts: Array) -> Array:
    """As TikTok shows counters: whole below 10,000, three digits above."""
    whole = np.round(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        step = 10.0 ** (np.floor(np.log10(np.maximum(whole, 1))) - (DIGITS - 1))
    shown: Array = np.where(whole >= ROUNDED_FROM, np.round(whole / step) * step, whole)
    return shown
