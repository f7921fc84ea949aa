"""A creator's posts in a few numbers: typical counters, how they follow one another, how they scatter.

Arrays may carry leading axes (creators, resamples); the last but one axis is posts, the last one counters.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from upshot.stats.student_scatter import Array

LEVELS: Final = ("views", "likes", "comments", "shares", "saves", "followers", "length", "pause", "age", "spread_views",
                 "spread_comments", "tail_views")  # fmt: skip
RECORD: Final = ("spread_views", "likes_with_views", "views_with_likes", "comments_with_likes", "comments_with_views",
                 "views_with_comments", "shares_with_likes", "scatter_likes_views", "scatter_comments_likes",
                 "scatter_shares_likes", "scatter_comments_views")  # fmt: skip
FAR = 3.0  # a post further than three of the record's own deviations counts as three
FLOOR = 0.1


def levels(logs: Array, followers: Array, length: Array, pause: Array, age: Array) -> Array:
    """(…, 12) typical counters with what else explains them, in the order of `LEVELS`.

    Parameters
    ----------
    logs : (…, n_posts, 5)
    followers, length, pause, age : (…) natural logarithms: followers, seconds, seconds between posts, days
    """
    middle = _middle(logs)
    views = logs[..., 0]
    off = views - middle[..., 0, None]
    tail = np.quantile(views, 0.9, axis=-1) - middle[..., 0]
    comments = logs[..., 2] - middle[..., 2, None]
    parts = [*np.moveaxis(middle, -1, 0), followers, length, pause, age, _spread(off), _spread(comments), tail]
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def record(logs: Array) -> Array:
    """(…, 11) how the counters of one creator move together, in the order of `RECORD`."""
    off = logs - _middle(logs)[..., None, :]
    views, likes, comments, shares = (off[..., n] for n in range(4))
    parts = [
        _spread(views),
        _follows(likes, views),
        _follows(views, likes),
        _follows(comments, likes),
        _follows(comments, views),
        _follows(views, comments),
        _follows(shares, likes),
        _spread(likes - views),
        _spread(comments - likes),
        _spread(shares - likes),
        _spread(comments - views),
    ]
    return np.stack(parts, axis=-1)


def _middle(logs: Array) -> Array:
    """Median over posts; NaN where any is missing."""
    size = logs.shape[-2]
    ranked = np.sort(logs, axis=-2)  # NaN goes last
    middle: Array = (ranked[..., (size - 1) // 2, :] + ranked[..., size // 2, :]) / 2
    return np.where(np.isnan(ranked[..., -1, :]), np.nan, middle)


def _tamed(off: Array) -> Array:
    """Deviations with the far ones drawn in."""
    bound = FAR * 1.4826 * _middle(np.abs(off - _middle(off[..., None])[..., 0][..., None])[..., None])[..., 0] + FLOOR
    tamed: Array = np.clip(off, -bound[..., None], bound[..., None])
    return tamed


def _spread(off: Array) -> Array:
    """Logarithm of the robust scatter."""
    centred = off - _middle(off[..., None])[..., 0][..., None]
    spread: Array = 0.5 * np.log((_tamed(centred) ** 2).mean(axis=-1) + 0.0025)
    return spread


def _follows(one: Array, other: Array) -> Array:
    """By how many per cent `one` rises when `other` rises by one per cent."""
    left, right = _tamed(one), _tamed(other)
    slope: Array = (left * right).mean(axis=-1) / ((right**2).mean(axis=-1) + 0.05)
    return slope
