"""What boosts added, as one frozen object: every number is observed or modelled, or says why it is missing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from upshot.decisions.verdict.model import Evidence, Part, Phrase

EFFECT_SCHEMA_VERSION = "1.0"

Design = Literal["ad_group", "campaign", "objective"]


class Amount(Part):
    """A quantity with its bounds; observed ones have none. `value` None always says why."""

    value: float | None
    low: float | None = None
    high: float | None = None
    evidence: Evidence = Evidence.OBSERVED
    why_null: Phrase | None = None


class Boost(Part):
    """One run of paid delivery of one post; runs at most three idle days apart are one.

    Counters are those of the ad report: `None` where the report does not carry them, never 0. `spend` in the
    workspace's currency.
    """

    post_id: str
    creator: str | None
    campaign: str | None
    starts_on: date
    ends_on: date
    days_delivered: int
    ads: int
    spend: Decimal
    impressions: int | None
    views_paid: int | None
    engagements_paid: int | None
    clicks: int | None
    follows_paid: int | None
    profile_visits_paid: int | None
    profile_visits_per_unit: float | None  # profile visits from the ad ÷ spend


class PostSplit(Part):
    """One post's views and engagements, paid and organic apart, at one reading.

    Organic rates have organic views and engagements alone, paid rates have the ads' alone; there is no common one.
    `residual` is views less paid less organic where the platform split them itself, 0 or null elsewhere.
    """

    post_id: str
    creator: str | None
    url: str | None
    caption: str | None
    read_at: datetime
    views: int
    views_paid: Amount
    views_organic: Amount
    residual: int | None
    engagements: int | None
    engagements_paid: Amount
    engagements_organic: Amount
    er_organic: Amount  # organic likes + comments + shares ÷ organic views
    er_paid: Amount  # the ads' likes + comments + shares ÷ the ads' plays
    caveats: tuple[Phrase, ...] = ()


class RateDifference(Part):
    """Spark against other ads on one rate: the ratio of rates less 1, with its interval, or why there is none.

    `spark_rate` and `plain_rate` are the matched ads' ratios of sums (money per action for a cost); `log_difference` is
    Spark − other on the log of the rate; `tau` the sd between the log rates of like ads.
    """

    metric: str
    spark_rate: float | None
    plain_rate: float | None
    log_difference: float | None
    standard_error: float | None
    change_rel: float | None
    change_low: float | None
    change_high: float | None
    tau: float | None
    n_spark: int
    n_plain: int
    n_strata: int
    events_spark: float
    events_plain: float
    why_null: Phrase | None = None


class Claim(Part):
    """What somebody says of Spark Ads in general: shown beside, never mixed with the brand's own difference."""

    metric: str
    claim: dict[str, str]  # by language
    trouble: str  # wording code
    source: str
    dated: date


class SparkDifference(Part):
    """The brand's own Spark against non-Spark difference.

    `design` names how ads were matched; None when nothing can be compared, and `reason` then says why.
    """

    is_identifiable: bool
    reason: Phrase | None
    design: Design | None
    level: float
    ads_spark: int
    ads_plain: int
    matched_spend_share: float | None  # of the Spark ads' spend, the part that has like ads to be compared with
    rates: tuple[RateDifference, ...]
    caveats: tuple[Phrase, ...]
    what_would_help: tuple[Phrase, ...]
    claims: tuple[Claim, ...]


class FollowerGain(Part):
    """Followers a creator's account won during a boost, and what its days before would have led to expect."""

    creator: str
    post_ids: tuple[str, ...]
    starts_on: date
    ends_on: date
    observed: int | None
    above_baseline: Amount
    is_gain: bool  # the whole interval lies above 0
    baseline_days: int
    follows_paid: int | None  # what the ad report itself counts; another count, not a part of the estimate
    caveats: tuple[Phrase, ...] = ()


class RightsLine(Part):
    """The fee for the right to advertise with a creator's posts, and what a day of that right costs."""

    creator: str
    campaign: str | None
    rights_fee: Decimal | None
    currency: str | None
    starts_on: date | None
    ends_on: date | None
    days: int | None
    fee_per_day: Decimal | None
    why_null: Phrase | None = None


class SparkEffect(Part):
    """Everything that is known about what the boosts of a workspace added."""

    schema_version: str = EFFECT_SCHEMA_VERSION
    upshot_version: str
    workspace: str
    is_demo: bool
    currency: str
    level: float
    seed: int
    as_of: datetime
    creator: str | None
    campaign: str | None
    boosts: tuple[Boost, ...]
    posts: tuple[PostSplit, ...]
    difference: SparkDifference
    followers: tuple[FollowerGain, ...]
    rights: tuple[RightsLine, ...]
    caveats: tuple[Phrase, ...]
