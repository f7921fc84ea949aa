"""What is asked of the authenticity of a creator's numbers, and answered: numbers are judged, never people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Outcome = Literal["clear", "look_closer", "insufficient_evidence"]


@dataclass(frozen=True)
class FollowerHistory:
    """Readings of one creator's follower count, oldest first; arrays (n_readings,)."""

    read_at: Array  # epoch seconds
    followers: Array


@dataclass(frozen=True)
class PostReadings:
    """Repeated readings of one creator's posts, sorted by post, then by time; arrays (n_readings,), NaN = not told."""

    post_id: tuple[str, ...]
    read_at: Array  # epoch seconds
    views: Array
    likes: Array


@dataclass(frozen=True)
class History:
    """What is known of a creator over time; None = nothing."""

    followers: FollowerHistory | None = None
    posts: PostReadings | None = None


@dataclass(frozen=True)
class CommentSet:
    """Comments under one creator's posts; `author` is any stable key of the person (a keyed hash)."""

    post_id: tuple[str, ...]
    author: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True)
class AudienceShares:
    """Share of the audience by country, 0–1; `provenance` says who told."""

    countries: Mapping[str, float]  # ISO 3166 alpha-2
    provenance: str = ""


@dataclass(frozen=True)
class Signal:
    """One measured thing.

    `value` is in the signal's own unit (docs/authenticity.md), `peers` what is usual, None where nobody is compared;
    `score` how far the value lies from the usual, in standard deviations of the peers; `evidence` the log-likelihood
    ratio it adds for manipulation (negative: against); None = missing, and then `why_missing` is a code.
    `facts` name posts, days and numbers, as text.
    """

    name: str
    family: str
    value: float | None
    usual: float | None = None
    score: float | None = None
    evidence: float | None = None
    why_missing: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AuthenticityReading:
    """How well a creator's numbers hang together.

    Attributes
    ----------
    outcome : clear, look_closer or insufficient_evidence
    authenticity : 100 × (1 − probability); `low`, `high` bound its 90 % interval
    probability : posterior probability of material manipulation, given `prior`
    log_ratio : evidence alone, natural logarithm of the likelihood ratio
    pattern : the planted scheme that the numbers resemble most, by name; None where none gains on `clean`
    signals : every signal, missing ones too
    n_posts : posts used, the last ones that are mature and not boosted; `left_out` why others are not
    reasons : codes that say why the outcome is what it is
    inputs : SHA-256 of everything the answer rests on: same inputs, same answer
    """

    creator: str
    outcome: Outcome
    authenticity: float
    low: float
    high: float
    probability: float
    probability_low: float
    probability_high: float
    prior: float
    log_ratio: float
    pattern: str | None
    signals: tuple[Signal, ...]
    n_posts: int
    n_peers: int
    left_out: Mapping[str, int]
    families: tuple[str, ...]
    missing_families: tuple[str, ...]
    reasons: tuple[str, ...]
    tier: str | None
    seed: int
    inputs: str
    learned: str  # version of the curves
