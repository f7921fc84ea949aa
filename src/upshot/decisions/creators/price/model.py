"""What is said of a price, as frozen values; amounts are in the workspace's currency unless another stands beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.profile.model import Percentile
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase
from upshot.measures.typed import typed_number

MOST_MARGIN = 10**12
MOST_MARGIN_PARTS = 3


@dataclass(frozen=True)
class Quote:
    """What a creator asks: `fee` for `n_posts` posts, as written and in the workspace's currency."""

    fee: float
    n_posts: int
    billed: str
    billed_currency: str
    quoted_on: date | None
    rights_days: int | None
    valid_until: date | None
    source: str  # typed, or the record table quote
    is_expired: bool = False


@dataclass(frozen=True)
class MarginEstimate:
    """Incremental gross margin expected of the collaboration, with the bounds of its interval."""

    value: float
    low: float
    high: float
    source: str

    @classmethod
    def typed(cls, text: str) -> MarginEstimate | None:
        """`1500`, `900..2400` (the middle half-way) or `900..1500..2400`; None where `text` is none of them."""
        parts = [typed_number(part) for part in text.replace("€", "").replace("…", "..").split("..")]
        known = [float(part) for part in parts if part is not None and 0 <= part <= MOST_MARGIN]
        if len(known) != len(parts) or len(known) > MOST_MARGIN_PARTS or known != sorted(known):
            return None
        middle = known[1] if len(known) == MOST_MARGIN_PARTS else (known[0] + known[-1]) / 2
        return cls(middle, known[0], known[-1], "typed")


@dataclass(frozen=True)
class ExpectedViews:
    """Views of one typical post (median of the last k, with its interval) and of the next `n_posts` together.

    `together` is predictive: it holds how far posts scatter, not only how well their middle is known.
    """

    typical: Estimate
    together: Estimate
    n_next: int
    n_posts: int
    level: float


@dataclass(frozen=True)
class CpmEffective:
    """Fee ÷ (posts × median views) × 1,000; the interval is that of what so many posts will really bring."""

    value: float
    low: float
    high: float
    level: float


@dataclass(frozen=True)
class PriceAmongDeals:
    """Where a price lies among the user's own deals.

    `basis` is cpm (fee per 1,000 organic views their posts had) or fee_per_post, where too few deals have views.
    `percentile.value` is exact: share of deals below, ties counted half.
    """

    basis: str
    percentile: Percentile
    n_deals: int
    median: float
    lowest: float
    highest: float
    own_deals: int  # of them with this very creator


@dataclass(frozen=True)
class MarketPrice:
    """One row of a dated table, in its own currency; `rights_share` rows are shares of the content fee."""

    kind: str
    market: str
    currency: str | None
    tier: str
    days: int | None
    low: float
    high: float | None
    median: float | None
    statistic: str
    source: str
    dated: date
    followers_from: int | None  # the source's own cut
    followers_below: int | None


@dataclass(frozen=True)
class FeeCeiling:
    """Margin ÷ (1 + required ROI) − other costs: the fee at which the collaboration earns just what is required."""

    value: float
    low: float
    high: float
    required_roi: float
    other_costs: float
    margin: MarginEstimate
    is_quote_below: bool | None  # the quote against the middle; None without a quote


@dataclass(frozen=True)
class Price:
    """The price of a creator; every part is there or says why it is not."""

    creator: str
    currency: str
    quote: Quote | InsufficientEvidence
    expected_views: ExpectedViews | InsufficientEvidence
    cpm_effective: CpmEffective | InsufficientEvidence
    among_deals: PriceAmongDeals | InsufficientEvidence
    market: tuple[MarketPrice, ...]
    market_spread: float | None  # highest ÷ lowest fee of the tables in one currency that cover this creator
    fee_ceiling: FeeCeiling | InsufficientEvidence
    rights: tuple[MarketPrice, ...]
    caveats: tuple[Phrase, ...] = ()
