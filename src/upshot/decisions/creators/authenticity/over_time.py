"""Signals that need more than one reading: followers that came without views, engagement that came without views."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from upshot.decisions.creators.authenticity.model import FollowerHistory, PostReadings
from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array

DAY_S = 86_400.0
LONGEST_GAP_DAYS = 31.0
GENEROUS_YIELD = 0.02  # 20 followers per 1,000 views: 99 of 100 growing creators win fewer (registry, Malaysia 2025)
ORDINARY_DAILY = 0.0035  # median daily growth of trending creators (data-findings §3)
OWN_MARGIN = 3.0  # thrice one's own usual growth is no surprise
SPILL_DAYS = 7.0  # views published a week before still bring followers
LEAST_DAYS, LEAST_POSTS = 14.0, 3
LEAST_LIKES, LEAST_SHARE = 50.0, 0.05


@dataclass(frozen=True)
class Found:
    """A value with what it rests on; `value` None: `why` is the code that says what is missing."""

    value: float | None
    why: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


def follower_step(history: FollowerHistory | None, panel: CreatorPanel, place: int) -> Found:
    """The largest share of followers gained between two readings beyond what views and own growth explain.

    Robust by construction: own growth is the median over the readings. Falls are platform clean-ups and say nothing.
    """
    days, counts = _cleaned(history)
    if len(counts) < 3:
        return Found(None, "missing_follower_history")
    gap, gain = np.diff(days), np.diff(counts)
    rate = np.maximum(gain, 0) / counts[:-1] / gap
    near = gap <= LONGEST_GAP_DAYS
    if not near.any():
        return Found(None, "missing_follower_history")
    own = max(float(np.median(rate[near])), ORDINARY_DAILY)
    views = np.array([_views_published(panel, place, a - SPILL_DAYS, b) for a, b in pairwise(days.tolist())])
    explained = GENEROUS_YIELD * views + OWN_MARGIN * own * gap * counts[:-1]
    share = np.where(near, np.maximum(gain - explained, 0) / counts[:-1], 0)
    at = int(share.argmax())
    facts = (("from", _day(days[at])), ("until", _day(days[at + 1])), ("gained", f"{gain[at]:.0f}"),
             ("views", f"{views[at]:.0f}"), ("readings", str(len(counts))))  # fmt: skip
    return Found(float(share[at]), None, facts)


def follower_yield(history: FollowerHistory | None, panel: CreatorPanel, place: int) -> Found:
    """Followers gained per 1,000 views published meanwhile, as a base-10 logarithm (0 = one per thousand)."""
    days, counts = _cleaned(history)
    if len(counts) < 2 or days[-1] - days[0] < LEAST_DAYS:
        return Found(None, "missing_follower_history")
    span = panel.posts_of(place)
    told = ~np.isnan(panel.counters["views"][span]) & ~panel.is_boosted[span]
    when = panel.published[span][told] / DAY_S
    days, counts = _while_posting(days, counts, when)
    if len(counts) < 2 or days[-1] - days[0] < LEAST_DAYS:
        return Found(None, "missing_posts_of_the_history")
    meanwhile = (when >= days[0] - SPILL_DAYS) & (when <= days[-1])
    views = float(panel.counters["views"][span][told][meanwhile].sum())
    if meanwhile.sum() < LEAST_POSTS or views <= 0:
        return Found(None, "missing_posts_of_the_history")
    gain = float(counts[-1] - counts[0])
    value = math.log10(max(gain / views * 1_000, 0.01))
    facts = (("from", _day(days[0])), ("until", _day(days[-1])), ("gained", f"{gain:.0f}"), ("views", f"{views:.0f}"),
             ("posts", str(int(meanwhile.sum()))))  # fmt: skip
    return Found(value, None, facts)


def _while_posting(days: Array, counts: Array, when: Array) -> tuple[Array, Array]:
    """The readings from the first known post on: before it, nobody knows what was seen."""
    if not len(when):
        return days[:0], counts[:0]
    known = days >= np.nanmin(when)
    return days[known], counts[known]


def _cleaned(history: FollowerHistory | None) -> tuple[Array, Array]:
    """Days and counts, in order, one reading per instant, nothing unknown or zero."""
    if history is None:
        return np.empty(0), np.empty(0)
    good = ~np.isnan(history.followers) & ~np.isnan(history.read_at) & (history.followers > 0)
    days, first = np.unique(history.read_at[good] / DAY_S, return_index=True)
    counts = history.followers[good][first]
    apart = np.r_[True, np.diff(days) > 0.25]  # two readings of one afternoon are one
    return days[apart], counts[apart]


def _views_published(panel: CreatorPanel, place: int, start: float, end: float) -> float:
    span = panel.posts_of(place)
    when = panel.published[span] / DAY_S
    views = panel.counters["views"][span]
    return float(np.nansum(views[(when > start) & (when <= end)]))


def _day(days: float) -> str:
    return datetime.fromtimestamp(days * DAY_S, UTC).date().isoformat()


def likes_without_views(readings: PostReadings | None) -> Found:
    """The largest burst of likes beyond the views that came with it, as a natural logarithm of the ratio.

    Between two readings of one post: likes per new view ÷ likes per view before; only where at least one like in
    twenty came in between, so that rounding cannot make it.
    """
    return _burst(readings, sign=1)


def views_without_likes(readings: PostReadings | None) -> Found:
    """The largest burst of views that brought hardly any like, as a natural logarithm of the ratio."""
    return _burst(readings, sign=-1)


def _burst(readings: PostReadings | None, *, sign: int) -> Found:
    best: tuple[float, int, int] | None = None
    n_pairs = 0
    for rows in _by_post(readings):
        assert readings is not None
        views, likes = readings.views[rows], readings.likes[rows]
        new_views, new_likes = np.diff(views), np.diff(likes)
        grown = new_likes if sign > 0 else new_views
        before = likes[:-1] if sign > 0 else views[:-1]
        step = _rounding(before)
        enough = (grown >= LEAST_SHARE * before) & (grown >= 5 * step) & (likes[:-1] >= LEAST_LIKES) & (views[:-1] > 0)
        for at in np.flatnonzero(enough).tolist():
            n_pairs += 1
            slack_v, slack_l = _rounding(views[at : at + 1])[0], _rounding(likes[at : at + 1])[0]
            fresh = (max(new_likes[at], 0) + slack_l) / (max(new_views[at], 0) + slack_v)
            ratio = sign * math.log(fresh / (likes[at] / views[at]))
            if best is None or ratio > best[0]:
                best = (ratio, int(rows[at]), int(rows[at + 1]))
    if best is None or readings is None:
        return Found(None, "missing_post_readings")
    value, first, second = best
    facts = (("post", readings.post_id[first]), ("from", _day(readings.read_at[first] / DAY_S)),
             ("until", _day(readings.read_at[second] / DAY_S)),
             ("likes", f"{readings.likes[second] - readings.likes[first]:.0f}"),
             ("views", f"{readings.views[second] - readings.views[first]:.0f}"), ("pairs", str(n_pairs)))  # fmt: skip
    return Found(value, None, facts)


def _by_post(readings: PostReadings | None) -> list[np.ndarray]:
    """Rows of each post with two readings or more, in order of time, nothing unknown."""
    if readings is None or not len(readings.post_id):
        return []
    known = np.flatnonzero(~np.isnan(readings.views) & ~np.isnan(readings.likes))
    names = [readings.post_id[row] for row in known.tolist()]
    rows_of: dict[str, list[int]] = {}
    for name, row in zip(names, known.tolist(), strict=True):
        rows_of.setdefault(name, []).append(row)
    found = [np.array(rows) for rows in rows_of.values() if len(rows) > 1]
    return [rows[np.argsort(readings.read_at[rows], kind="stable")] for rows in found]


def _rounding(counts: Array) -> Array:
    """The step in which TikTok shows a counter of this size."""
    with np.errstate(divide="ignore"):
        step: Array = np.where(counts >= 10_000, 10.0 ** (np.floor(np.log10(np.maximum(counts, 1))) - 2), 1.0)
    return step
