"""What is said of a creator's engagement: figures that carry platform, metric and denominator wherever they go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase
from upshot.errors import NotAllowed

TIKTOK = "tiktok"


@dataclass(frozen=True)
class Basis:
    """What a figure is a figure of. Two figures are compared only when all three agree."""

    platform: str
    metric: str
    denominator: str | None  # views, followers, reach; None for counts

    def check(self, other: Basis) -> None:
        """Refuse to set two figures beside one another that do not measure the same.

        Raises
        ------
        NotAllowed : figure_other_platform, figure_other_denominator, figure_other_metric
        """
        if self.platform != other.platform:
            raise NotAllowed("figure_other_platform", metric=self.metric, valid=self.platform, seen=other.platform)
        if self.denominator != other.denominator:
            raise NotAllowed(
                "figure_other_denominator",
                metric=self.metric, valid=self.denominator or "–", other=other.metric, seen=other.denominator or "–",
            )  # fmt: skip
        if self.metric != other.metric:
            raise NotAllowed("figure_other_metric", metric=self.metric, seen=other.metric)


@dataclass(frozen=True)
class Estimate:
    """A value and the bounds of its interval; the value counts, the bounds are modelled."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class LeftOut:
    """How many posts were left out for one reason (a code of the wording catalogue)."""

    reason: str
    n: int


@dataclass(frozen=True)
class PostRate:
    """The rate of one post, with Wilson's interval where it is a share of trials (views, reach)."""

    basis: Basis
    post_id: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class OverPosts:
    """Which posts a figure is over.

    Attributes
    ----------
    n_posts, k : posts that count, of at most k
    age_days : days between the median reading and `now`
    """

    basis: Basis
    n_posts: int
    k: int
    published_from: date
    published_to: date
    read_on: date
    age_days: float
    level: float
    left_out: tuple[LeftOut, ...]
    caveats: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RateFigure(OverPosts):
    """One rate of one creator over the last k mature organic posts, both ways of adding up.

    Attributes
    ----------
    median_of_ratios : the typical post; beta-binomial interval for shares, Student's on the log scale otherwise
    ratio_of_sums : all engagements ÷ all views; hits rule it; delta-method interval, None from a single post
    mad : median absolute deviation of the posts' rates
    concentration : κ of the beta-binomial; None for rates that are no shares
    n_sponsored, n_unlabelled : of them, said to be sponsored; nobody said
    """

    median_of_ratios: Estimate
    ratio_of_sums: Estimate | None
    mad: float
    concentration: float | None
    n_sponsored: int
    n_unlabelled: int


@dataclass(frozen=True, kw_only=True)
class ViewsFigure(OverPosts):
    """Views of the typical post of the last k: sample median, its interval, and the posts' scatter."""

    median: Estimate
    scatter: float  # sd of log views inside the creator, natural log, shrunk
    freedom: float


@dataclass(frozen=True)
class SponsoredRatio:
    """Median rate of sponsored posts ÷ median rate of the others, with a bootstrap interval."""

    basis: Basis
    ratio: Estimate
    sponsored_median: float
    organic_median: float
    n_sponsored: int
    n_organic: int
    is_organic_presumed: bool  # nobody said so of the posts taken as organic
    level: float


@dataclass(frozen=True)
class Engagement:
    """The engagement family of one creator; what cannot be said is a reason, never a zero."""

    creator: str
    level: float
    views: ViewsFigure | InsufficientEvidence
    rates: dict[str, RateFigure | InsufficientEvidence]  # by metric id, in the order of RATES
    view_rate: RateFigure | InsufficientEvidence
    sponsored_ratio: SponsoredRatio | InsufficientEvidence
    n_posts: int  # with a reading, of any age
    left_out: tuple[LeftOut, ...]  # posts outside the window
