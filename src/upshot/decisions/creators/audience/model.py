"""The nouns of audience match. Shares are 0–1; a `Range` holds everything the data leave possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf

from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.telling import Note, Range

DIMENSIONS = ("age", "gender", "country", "language", "interest")


@dataclass(frozen=True)
class Ages:
    """Whole years from `first` up to and without `end`; 55+ ends at infinity."""

    first: float
    end: float = inf

    def meets(self, other: Ages) -> bool:
        """Whether somebody can be in both."""
        return self.first < other.end and other.first < self.end


@dataclass(frozen=True)
class AudienceReading:
    """What one source said at one instant about one dimension; shares by bucket, as the source names its buckets."""

    creator: str
    dimension: str
    shares: Mapping[str, float]
    read_at: datetime
    provenance: str


@dataclass(frozen=True)
class TargetBucket:
    """A part of the target: the years or the names it takes in, and its share of the target.

    `is_rest` takes in everything that no other bucket of the dimension does ("80 % women" leaves 20 % for others).
    """

    name: str
    share: float
    members: frozenset[str] = frozenset()
    ages: tuple[Ages, ...] = ()
    is_rest: bool = False


@dataclass(frozen=True)
class TargetDimension:
    """Whom the brand wants, along one dimension; the shares of its buckets sum to 1."""

    dimension: str
    buckets: tuple[TargetBucket, ...]


@dataclass(frozen=True)
class Target:
    """Whom the brand wants; `told_by` is `campaign`, `settings` or `given`, `unread` what could not be understood."""

    dimensions: tuple[TargetDimension, ...]
    text: str
    told_by: str = "given"
    unread: tuple[str, ...] = ()

    def of(self, dimension: str) -> TargetDimension | None:
        """One dimension; None where the target does not speak of it."""
        return next((each for each in self.dimensions if each.dimension == dimension), None)


@dataclass(frozen=True)
class SellingPlaces:
    """Where the brand sells: the countries it set, and the shares of its orders by country with their number."""

    countries: tuple[str, ...] = ()
    order_shares: Mapping[str, float] | None = None
    n_orders: int = 0

    def zone(self, least_share: float = 0.01) -> frozenset[str]:
        """The countries set, else those with at least `least_share` of the orders; empty = nobody said."""
        if self.countries:
            return frozenset(self.countries)
        return frozenset(code for code, share in (self.order_shares or {}).items() if share >= least_share)


@dataclass(frozen=True)
class Affinity:
    """A bucket's share among the audience beside the population's; 100 = as everywhere."""

    bucket: str
    share: float
    population_share: float
    index: float | None


@dataclass(frozen=True)
class SourceMatch:
    """One source's audience against the target along one dimension.

    `overlap` is Σ min(p, q); `in_target` the share of the audience in the buckets the target names. `js_similarity`
    (1 − Jensen–Shannon divergence, base 2) and `cosine` are None where buckets do not line up.
    """

    provenance: str
    read_at: datetime
    age_days: float
    is_stale: bool
    overlap: Range
    in_target: Range
    js_similarity: float | None
    cosine: float | None
    affinities: tuple[Affinity, ...] = ()


@dataclass(frozen=True)
class DimensionMatch:
    """One dimension: the hull over the sources used; stale ones count only where there is nothing fresh."""

    dimension: str
    overlap: Range
    in_target: Range
    sources: tuple[SourceMatch, ...]
    is_stale: bool
    do_sources_disagree: bool


@dataclass(frozen=True)
class JointTarget:
    """Share of the audience that is target in every dimension at once.

    `low` and `high` are Fréchet's bounds, all that marginals can say; `independent` assumes that the dimensions are.
    """

    low: float
    high: float
    independent: float


@dataclass(frozen=True)
class ReachableTarget:
    """People of the target that can also buy: expected unique reach × target share × sellable share."""

    low: float
    independent: float
    high: float


@dataclass(frozen=True)
class Drift:
    """A bucket whose share moved by more than its noise, between the first and the last readings of one source."""

    dimension: str
    bucket: str
    provenance: str
    before: float
    after: float
    noise_sd: float
    first_at: datetime
    last_at: datetime

    @property
    def change(self) -> float:
        """After less before, as a share; × 100 = percentage points."""
        return self.after - self.before


@dataclass(frozen=True)
class AudienceMatch:
    """The creator's audience against target and selling places; what was not supplied is named in `missing`.

    `score` is the weighted geometric mean of the overlaps of the dimensions that are known (None: none is);
    `sellable` the share of the audience in the selling zone; `geography` Σ min(orders by country, audience by country).
    """

    creator: str
    target: Target | None
    dimensions: tuple[DimensionMatch, ...]
    missing: tuple[str, ...]
    weights: Mapping[str, float]
    score: Range | None
    joint: JointTarget | None
    sellable: Range | None
    geography: Range | None
    reach: Estimate | None
    reachable: ReachableTarget | None
    drifts: tuple[Drift, ...] = ()
    notes: tuple[Note, ...] = ()
