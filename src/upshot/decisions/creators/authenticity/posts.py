"""The posts of a creator that can be compared: mature, not boosted, seen by somebody; the last few of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array

Codes = NDArray[np.int64]

COLUMNS = ("views", "likes", "comments", "shares", "saves")
MATURE_DAYS = 7.0  # younger posts have other ratios: likes come before views (data-findings §3)
LEAST_VIEWS = 100  # below, one like more or less is a percentage point
WINDOWS = (6, 12, 20)  # a creator is compared with peers over the same number of posts


@dataclass(frozen=True)
class Window:
    """The last `size` comparable posts of every creator who has as many.

    Attributes
    ----------
    places : (n_creators,) place in the panel
    posts : (n_creators, size) row in the panel, oldest first
    logs : (n_creators, size, 5) natural logarithms of the counters + ½, NaN = not told
    """

    size: int
    places: Codes
    posts: Codes
    logs: Array


@dataclass(frozen=True)
class Comparable:
    """Which posts can be compared, and why the others cannot: counts per creator by reason."""

    usable: tuple[Codes, ...]  # per creator, rows of the panel, oldest first
    left_out: tuple[dict[str, int], ...]


def comparable_posts(panel: CreatorPanel) -> Comparable:
    """Leave out what has other ratios for an innocent reason."""
    views, likes = panel.counters["views"], panel.counters["likes"]
    reasons = {
        "post_boosted": panel.is_boosted,
        "post_views_unknown": np.isnan(views),
        "post_hardly_seen": views < LEAST_VIEWS,
        "post_too_young": panel.age_days < MATURE_DAYS,
        "post_likes_above_views": likes > views,
    }
    keep = np.ones(len(views), dtype=bool)
    n = len(panel.creators)
    gone = {}
    for reason, flags in reasons.items():
        gone[reason] = np.bincount(panel.creator[keep & flags], minlength=n)
        keep &= ~flags
    rows = np.flatnonzero(keep)
    usable = np.split(rows, np.searchsorted(panel.creator[rows], np.arange(1, n))) if n else []
    left_out = [{reason: int(count[place]) for reason, count in gone.items() if count[place]} for place in range(n)]
    return Comparable(tuple(usable), tuple(left_out))


def window(panel: CreatorPanel, comparable: Comparable, size: int) -> Window:
    """The last `size` posts of every creator who has as many."""
    places = [place for place, rows in enumerate(comparable.usable) if len(rows) >= size]
    posts = np.array([comparable.usable[place][-size:] for place in places], dtype=np.int64).reshape(-1, size)
    return Window(size, np.array(places, dtype=np.int64), posts, log_counters(panel, posts))


def log_counters(panel: CreatorPanel, posts: Codes) -> Array:
    """(…, 5) natural logarithms of the counters + ½."""
    counts = np.stack([panel.counters[name][posts] for name in COLUMNS], axis=-1)
    logs: Array = np.log(np.maximum(counts, 0) + 0.5)
    return logs
