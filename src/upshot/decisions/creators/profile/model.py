"""The profile of a creator as frozen values; None is not zero, and a figure never comes without who said it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upshot.decisions.creators.engagement.model import Basis, LeftOut
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase

OWN = "own_readings"  # the source of figures that Upshot worked out of posts and counters it read
SHEET = "creators_sheet"


@dataclass(frozen=True)
class Figure:
    """One number about a creator, and all that is needed to believe it or not.

    Attributes
    ----------
    value, low, high : unit of `unit`; low and high None where whoever said it gave no interval
    unit : rate (engagements per view, follower …), ratio, count, score, words or an ISO 4217 code
    statistic : median, ratio_of_sums, latest, mean … of theirs
    n_posts : posts it rests on; None where nobody says
    source : OWN, SHEET, or the vendor or file that says so; theirs are kept as they gave them
    age_days : days since `read_on`; None where nobody says when
    is_stale : older than the limit, or of unknown age
    said : the words, where it is no number
    """

    basis: Basis
    statistic: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    level: float | None
    n_posts: int | None
    source: str
    is_ours: bool
    read_on: date | None
    age_days: float | None
    is_stale: bool
    period: str | None = None
    said: str | None = None


@dataclass(frozen=True)
class FigureLine:
    """All figures of one basis and statistic: ours, then what others say.

    `low` and `high` are the range of all values that are not stale (of all, where every one is); `is_disputed` where
    two sources differ by more than what their intervals allow.
    """

    basis: Basis
    statistic: str
    figures: tuple[Figure, ...]
    low: float | None
    high: float | None
    is_disputed: bool


@dataclass(frozen=True)
class TierCard:
    """The size class: half-open bounds and the band of the brief, whose denominator its source does not state."""

    tier: str
    followers_from: int
    followers_below: int | None
    possible: tuple[str, ...]  # the tiers that the sources' counts of followers fall into
    band_low: float
    band_high: float
    band_denominator: str
    source: str
    dated: date


@dataclass(frozen=True)
class ExternalBand:
    """A published value of the same platform and denominator: context, never a gate."""

    source: str
    dated: date
    market: str
    tier: str
    statistic: str
    denominator: str
    low: float
    high: float | None
    median: float | None
    n: int | None
    sampling: str | None
    followers_from: int | None  # the source's own cut
    followers_below: int | None


@dataclass(frozen=True)
class Percentile:
    """Share of the peers below this creator, 0–1, ties counted half; value None where only quartiles are known."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class PeerGroup:
    """Beside whom: what the peers have in common with the creator, what had to be let go, how they spread.

    Attributes
    ----------
    origin : roster (the user's own creators) or registry (a published panel)
    n : creators in the group
    matched, relaxed, unknown : of country, period, niche, tier, sampling: alike; let go to reach n; nobody said
    median, low_quartile, high_quartile, lowest, highest : of the peers' own medians; a registry has no extremes
    source : who published it, for a registry
    """

    origin: str
    n: int
    matched: tuple[str, ...]
    relaxed: tuple[str, ...]
    unknown: tuple[str, ...]
    median: float
    low_quartile: float
    high_quartile: float
    lowest: float | None
    highest: float | None
    source: str | None = None
    dated: date | None = None
    sampling: str | None = None


@dataclass(frozen=True)
class PeerComparison:
    """A creator's figure within its peer group."""

    basis: Basis
    value: float
    group: PeerGroup
    percentile: Percentile


@dataclass(frozen=True)
class Profile:
    """A creator's figures, tier, peers and published values."""

    creator: str
    platform: str
    country: str | None
    language: str | None
    category: str | None
    tier: TierCard | InsufficientEvidence
    lines: tuple[FigureLine, ...]
    other_platforms: tuple[FigureLine, ...]  # never put together with those above
    peers: dict[str, PeerComparison | InsufficientEvidence]
    external: tuple[ExternalBand, ...]
    n_posts: int
    published_from: date | None
    published_to: date | None
    left_out: tuple[LeftOut, ...]
    caveats: tuple[Phrase, ...] = ()
