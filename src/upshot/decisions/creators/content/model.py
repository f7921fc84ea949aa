"""The nouns of content quality. Marks are 1–5; watch measures are shares of the length or of the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.creators.telling import Note
from upshot.stats.agreement import Agreement

Array = NDArray[np.float64]


@dataclass(frozen=True)
class WatchedPosts:
    """Owner-only measures of one creator's posts, newest reading each; arrays (n_posts,), NaN = not supplied.

    `average_watched_s` ÷ `duration_s` is the watch ratio; loops take it above 1. Photo posts have no duration.
    """

    post_id: tuple[str, ...]
    views: Array
    average_watched_s: Array
    duration_s: Array
    full_watch_rate: Array


@dataclass(frozen=True)
class Measure:
    """Median over posts with a bootstrap interval; observed."""

    median: float
    low: float
    high: float
    n_posts: int
    level: float


@dataclass(frozen=True)
class Attention:
    """How long people watch; None = the owner's figures do not hold it."""

    watch_ratio: Measure | None
    full_watch_rate: Measure | None


@dataclass(frozen=True)
class RubricMarks:
    """One person's marks of one post by one version of a rubric."""

    post_id: str
    rater: str
    rubric: str
    version: int
    marks: Mapping[str, int]
    rated_at: datetime


@dataclass(frozen=True)
class ItemRating:
    """One question: mean over posts of the raters' mean, the spread of single marks, and how many there are."""

    item: str
    mean: float
    spread_sd: float | None
    n_marks: int


class RatingStatus(StrEnum):
    """What a human rating rests on."""

    PROVISIONAL = "provisional"  # nobody has rated the same post a second time
    AGREED = "agreed"  # weighted kappa of .6 and more
    RECONCILE = "reconcile"  # less: the raters should watch together and talk
    UNTESTED = "untested"  # rated twice, but every mark is the same, so that kappa says nothing


@dataclass(frozen=True)
class HumanRating:
    """A group of questions; `agreement` is quadratic-weighted kappa over question × post rated by two."""

    rating: str
    mean: float
    items: tuple[ItemRating, ...]
    n_posts: int
    n_raters: int
    status: RatingStatus
    agreement: Agreement | None
    rubric: str
    version: int


@dataclass(frozen=True)
class VideoMeasures:
    """What a video file shows by itself. Loudness in LUFS (EBU R 128), None = no sound; cuts per minute of length.

    `hook_motion` is the mean change of a pixel between pictures a quarter of a second apart in the first two seconds,
    0–1. `caption_share` is the share of looked-at pictures with a band that looks like writing: a heuristic.
    """

    width: int
    height: int
    duration_s: float
    frames_per_second: float
    is_vertical_9_16: bool
    has_sound: bool
    loudness_lufs: float | None
    n_cuts: int
    cuts_per_minute: float
    hook_motion: float | None
    caption_share: float
    notes: tuple[Note, ...] = ()

    @property
    def looks_captioned(self) -> bool:
        """Whether at least a third of the pictures seem to hold writing; a heuristic."""
        return self.caption_share >= 1 / 3


@dataclass(frozen=True)
class ContentQuality:
    """The ratings side by side; None = nothing to rate it by, and the notes say what would help."""

    creator: str
    attention: Attention | None
    nativeness: HumanRating | None
    craft: HumanRating | None
    brand: HumanRating | None
    videos: tuple[tuple[str, VideoMeasures], ...] = ()
    notes: tuple[Note, ...] = ()
