"""What the ranking of posts says: candidates with their reasons, and posts that cannot be ranked yet."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from upshot.decisions.posts.split import OrganicSplit
from upshot.decisions.verdict.model import Interval, Part, Phrase

SCHEMA_VERSION = "1.0"


class Standing(StrEnum):
    """Where a post stands against the brand's and its creator's level."""

    STRONG = "strong"  # even the low end of the score is above both
    PROMISING = "promising"  # the middle is above the brand's level, the low end is not
    ORDINARY = "ordinary"
    WEAK = "weak"  # even the high end is below the brand's level: paying will hardly change that


class SignalLine(Part):
    """One signal of one post: what was seen, and what is believed after pulling it to its level (80 % interval)."""

    signal: str
    trials: int  # views, or comments
    observed: float | None  # raw rate 0–1; for views, the views expected when mature
    believed: Interval | None  # share 0–1; None for views
    brand_level: float
    creator_level: float
    contribution: float  # to the score


class Candidate(Part):
    """One post that may be boosted, with its place and why.

    `score` is the expected change of paid performance against the brand's ordinary post, as a log ratio; `score.low`
    is its 10 % bound, on which posts are ranked.
    """

    rank: int
    post_id: str
    creator: str
    url: str | None
    caption: str | None
    published_at: datetime
    content_type: str | None
    age_days: float
    split: OrganicSplit
    is_boosted: bool
    is_exploration: bool
    views_organic: int
    views_final: Interval
    maturity_share: float
    score: Interval
    standing: Standing
    engagement_observed: float | None  # organic er_views_lcs, 0–1
    engagement_believed: Interval | None
    engagement_paid_expected: Interval | None  # er_views_lcs on bought views, modelled
    raw_rank: int | None  # place by the observed engagement rate, for comparison
    signals: tuple[SignalLine, ...]
    reasons: tuple[Phrase, ...]
    warnings: tuple[Phrase, ...]


class NotRanked(Part):
    """A post with too little evidence: why, and what is missing."""

    post_id: str
    creator: str | None
    url: str | None
    reason: Phrase
    missing: tuple[Phrase, ...]


class SignalSource(Part):
    """One signal of the score: its weight, whether own ads moved it, and how many posts had it."""

    signal: str
    weight: float
    prior_weight: float
    posts: int
    brand_level: float | None
    concentration: float | None


class CandidateList(Part):
    """The ranking; `candidates` and `not_ranked` may be cut, the counts are of everything."""

    schema_version: str = SCHEMA_VERSION
    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    level: float  # of the intervals; their low end is the bound that ranks
    seed: int
    exploration_share: float
    n_posts: int
    n_ranked: int
    n_not_ranked: int
    n_boosted_known: int  # boosted posts whose paid results moved the weights
    paid_engagement_factor: Interval
    paid_engagement_posts: int
    signals: tuple[SignalSource, ...]
    candidates: tuple[Candidate, ...]
    not_ranked: tuple[NotRanked, ...]
    by_reason: dict[str, int]  # posts not ranked, by reason
    first_published_on: date | None
    notes: tuple[Phrase, ...]
