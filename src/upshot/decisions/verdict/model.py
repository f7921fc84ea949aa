"""The verdict as one frozen object; its JSON is a published, versioned schema (`docs/schema/verdict-1.json`).

Money observed or attributed is `Decimal` to the cent (a string in JSON); modelled amounts are floats with an interval.
`None` is not zero: wherever a value may be missing, `why_null` says why. Sentences never appear here: `Phrase` carries
a code of the wording catalogue and its facts, and the surface speaks the reader's language.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.3"


class Part(BaseModel):
    """Frozen, strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(Part):
    """A sentence by its code in the wording catalogue, with the facts that fill it (already rounded to text)."""

    code: str
    facts: dict[str, str] = Field(default_factory=dict)


class Answer(StrEnum):
    """The three answers."""

    PROFITABLE = "profitable"
    NOT_PROFITABLE = "not_profitable"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"


class Evidence(StrEnum):
    """Whether a number was seen, credited by a rule, or modelled. The three never share a column."""

    OBSERVED = "observed"
    ATTRIBUTED = "attributed"
    MODELLED = "modelled"


class Interval(Part):
    """A modelled quantity: median and the bounds of its interval at the verdict's `level`."""

    median: float
    low: float
    high: float


class Value(Part):
    """A number that may be missing, and then says why. `basis` names the rule and window of an attributed value.

    A modelled value carries its `interval`, whose median it is.
    """

    value: float | None
    why_null: Phrase | None = None
    evidence: Evidence
    basis: str | None = None
    interval: Interval | None = None


class Scope(Part):
    """What the verdict is about."""

    kind: Literal["campaign", "creator", "all"]
    name: str | None = None


class Period(Part):
    """First and last day, both included."""

    starts_on: date
    ends_on: date


class CostLine(Part):
    """One line of the cost ledger, in the workspace's currency, to the cent, with what it was billed as."""

    kind: str  # creator_fee, product, shipping, rights, ads, overhead, hours, tools, other
    creator: str | None
    campaign: str | None
    description: Phrase
    amount: Decimal
    billed: Decimal
    billed_currency: str
    exchange_rate: Decimal
    vat_factor: Decimal = Decimal(1)  # VAT out if recovered, in if not: amount = billed × rate × factor × share
    share: Decimal = Decimal(1)  # the part of a shared cost that this line carries
    source: str  # file and line, or sheet, or account


class Cost(Part):
    """The all-in cost; `total` equals the sum of the lines to the cent."""

    total: Decimal
    lines: tuple[CostLine, ...]


class OrderSum(Part):
    """Orders and the net revenue they brought, to the cent."""

    orders: int
    net_revenue: Decimal


class Observed(Part):
    """Orders with at least one trace of a creator; an order with two kinds of trace counts in both kinds."""

    orders: int
    net_revenue: Decimal
    by_evidence: dict[str, OrderSum | None]  # code, link, survey, analytics; None = source absent


class CreatorCredit(Part):
    """What one rule credits to one creator; orders may be fractional."""

    creator: str
    orders: Decimal
    net_revenue: Decimal


class RuleCredit(Part):
    """One attribution rule: each order carries at most one unit of credit; `by_creator` sums to the rule's total."""

    rule: str
    orders: Decimal
    net_revenue: Decimal
    by_creator: tuple[CreatorCredit, ...]


class Triangulation(Part):
    """Chapman's estimate of all orders from codes and survey, and the counts it rests on."""

    seen_by_code: int
    seen_by_survey: int
    seen_by_both: int
    orders_estimate: float
    standard_error: float
    assumption: Phrase


class Incremental(Part):
    """What would not have come without the programme."""

    orders: Interval
    net_revenue: Interval
    gross_margin: Interval | None  # None: nobody set the gross margin rate
    method: str
    evidence_grade: Literal["A", "B", "C", "D"]


class Roi(Part):
    """(incremental gross margin − all-in cost) ÷ all-in cost."""

    median: float
    low: float
    high: float
    p_above_hurdle: float
    hurdle_rate: float


class LeakSignal(Part):
    """One code that travels without its creator: the evidence, not an accusation."""

    code: str
    creator: str
    orders: int
    suspicious_orders: int
    reasons: tuple[Phrase, ...]


class CreatorLine(Part):
    """One creator: what he or she cost, brought and caused."""

    creator: str
    display_name: str | None
    tier: str | None
    followers: int | None
    collaboration_types: tuple[str, ...]
    posts: int
    views: int | None
    cost: Decimal  # all in: the creator's own lines and `cost_shared`
    cost_shared: Decimal = Decimal(0)  # of which the share of overhead, hours, tools and ads that run no one's post
    observed: OrderSum
    attributed_last_touch: OrderSum | None
    incremental: Incremental | None
    roi: Roi | None
    iroas: Interval | None = None
    why_null: Phrase | None = None
    advice: Phrase
    prior_share: float | None = None  # 0–1, of the creator's place beside similar ones; None: not known


class Maturity(Part):
    """How finished a post's views are: the share of the final views already there, by the growth curve's age."""

    share: float
    age_days: float
    is_read_out_allowed: bool


class Spark(Part):
    """The paid life of a post."""

    ad_ids: tuple[str, ...]
    spend: Decimal
    views_paid: int | None
    authorised_until: date | None


class PostLine(Part):
    """One post: views now, views expected when it has matured, what it caused, its paid life, and what it cost.

    `cost` is its own ads and its share of the creator's other costs; the posts of a creator sum to the creator's cost.
    """

    post_id: str
    creator: str
    url: str | None
    campaign: str | None
    published_at: datetime | None
    caption: str | None
    content_type: str | None
    views_now: int | None
    views_final: Interval | None
    maturity: Maturity | None
    view_curve: tuple[tuple[date, int], ...]
    incremental_orders: Interval | None
    spark: Spark | None
    cost: Decimal | None = None
    roi: Roi | None = None
    iroas: Interval | None = None
    why_null: Phrase | None = None  # of `roi`


class TimelinePoint(Part):
    """One day: the orders that came and the orders expected without the programme."""

    day: date
    orders: int
    baseline: Interval | None  # orders expected without the whole programme, whatever the scope
    views: int | None  # views gained by the scope's posts that day; None when no reading tells


class FunnelStep(Part):
    """One step of the funnel with its evidence; a step that nobody measured is null with its reason."""

    step: str  # views, impressions, clicks, visits, orders_tracked, orders_incremental
    value: Value


class ComparedValue(Value):
    """A difference between two groups: its interval, how many stand on each side, and what would help if it is null.

    `unit` says what one unit of `value` is: `currency_per_customer`, `rate` (0–1) or another word of the decision.
    """

    unit: str | None = None
    n: int | None = None  # the treated or exposed side
    n_control: int | None = None
    horizon_days: int | None = None  # how long each customer was watched
    caveats: tuple[Phrase, ...] = ()
    what_would_help: tuple[Phrase, ...] = ()


class CohortHorizon(Part):
    """Customers first won through creators beside matched ones, after the same number of days.

    Only customers watched for the whole horizon count, on both sides; baseline means carry the matching weights.
    Orders and margin are those after the first order; the margin leaves out orders with a creator's trace.
    """

    horizon_days: int
    customers: int
    baseline_customers: int
    repeat_rate: float
    baseline_repeat_rate: float
    repeat_rate_uplift: Interval
    orders_per_customer: float
    baseline_orders_per_customer: float
    margin_per_customer: float | None  # None: nobody set the gross margin rate
    baseline_margin_per_customer: float | None
    margin_uplift: Interval | None


class Loyalty(Part):
    """The cohort: new customers whose first order is credited to the scope, and how many found a match."""

    acquired: int
    matched: int
    horizons: tuple[CohortHorizon, ...]


class EmvParameter(Part):
    """One number that a formula assumes: its value, what it is per, who says so and when (or when it was seen)."""

    name: str
    value: float
    unit: str  # a currency code, or ratio
    denominator: str
    source: str
    dated: date
    is_published: bool = True  # False: the source carries no date, and `dated` is the day on which it was seen


class Emv(Value):
    """Earned media value by one formula: what the exposure would cost as ads under its assumptions. Not a return."""

    formula: str  # impressions_cpm, per_engagement, reach_cpm_quality
    currency: str  # the workspace's, or the rates' own where no exchange rate is set
    low: float | None = None  # the formula's own band, where it states one; not an interval
    high: float | None = None
    posts: int = 0  # posts that have what the formula needs
    posts_without: int = 0
    parameters: tuple[EmvParameter, ...] = ()


class RankStability(Part):
    """Kendall's τ-b between two formulas over creators: 1 = the same ranking, 0 = unrelated; null under 3 creators."""

    formulas: tuple[str, str]
    kendall_tau: float | None
    creators: int


class BelowLine(Part):
    """Awareness, image and loyalty; never inside ROI."""

    brand_lift: ComparedValue
    sentiment: ComparedValue
    ltv_uplift: ComparedValue
    loyalty: Loyalty | None = None
    emv: tuple[Emv, ...] = ()
    emv_rank_stability: tuple[RankStability, ...] = ()


class UsedSource(Part):
    """One file or account that the verdict rests on."""

    name: str
    kind: str
    rows: int
    period: Period | None
    imported_at: datetime


class Input(Part):
    """One input of a figure: its name, its value as text, and where it comes from."""

    name: str
    value: str
    source: str


class Why(Part):
    """Why this number: formula, inputs, definition version, and the rows it can be traced to."""

    figure: str  # path in this object, for instance roi.median
    formula: str
    inputs: tuple[Input, ...]
    definition: str  # KPI id
    version: str
    rows: tuple[str, ...]  # e.g. "order: 1,204 rows, 2026-01-01…2026-03-31, status paid"


class DecompositionPoint(Part):
    """Some days of the history: the orders that came, those expected without the programme, and what it added.

    Sums over the days, of the whole programme whatever the scope. `increment` is an expectation; so is `expected`,
    baseline and increment together, draw by draw.
    """

    starts_on: date
    ends_on: date
    orders: int
    baseline: Interval
    increment: Interval
    expected: Interval


class CurvePoint(Part):
    """What one dose brings: `x` effective views of one post, or money of boost on top of its organic views."""

    x: float
    orders: Interval
    gross_margin: Interval | None  # None: no margin rate, or no order value


class ResponseCurve(Part):
    """What a typical post of one creator brings over its whole life, by its views, and by what its boost costs.

    Effective views are organic + ρ · paid. Beyond `views_seen_most` nothing was observed of this creator. A curve by
    boost starts from `organic_views`, the views that half of the creator's posts reach by themselves.
    """

    creator: str
    by_views: tuple[CurvePoint, ...]
    views_seen_most: float  # effective views of the creator's largest post
    organic_views: float
    by_boost: tuple[CurvePoint, ...] = ()
    cost_per_thousand: Decimal | None = None  # per 1,000 paid views, in the workspace's currency
    why_no_boost: Phrase | None = None


class GroupLine(Part):
    """Creators of one tier, or posts of one collaboration type; None is where nobody said which."""

    name: str | None
    creators: int
    posts: int
    cost: Decimal
    incremental: Incremental | None
    roi: Roi | None
    iroas: Interval | None = None
    why_null: Phrase | None = None


class InseparableLine(Part):
    """Creators whom the data cannot tell apart: what they cost and caused together."""

    creators: tuple[str, ...]
    posts: int
    cost: Decimal
    incremental: Incremental | None
    roi: Roi | None
    iroas: Interval | None = None
    why_null: Phrase | None = None


class BoostLine(Part):
    """What the paid views of one post added, against what they cost alone (no fee, no product).

    Added orders = the post's orders × (1 − (organic ÷ effective views)^γ): the post without its paid views is the
    comparison.
    """

    post_id: str
    creator: str
    campaign: str | None
    spend: Decimal
    views_paid: int | None
    orders: Interval | None
    gross_margin: Interval | None
    roi: Roi | None
    iroas: Interval | None = None
    why_null: Phrase | None = None


class NextEuro(Part):
    """Gross margin that one more unit of money in paid views would bring, at the price paid lately.

    Of a post, or (`post_id` None) of a creator: the same money shared equally among the posts. Above 1 the money comes
    back. Prices that rise with the budget, and rights that have ended, are not in it.
    """

    creator: str
    post_id: str | None
    margin_per_unit: Interval | None
    p_above_hurdle: float | None  # P(margin > 1 + hurdle rate)
    cost_per_thousand: Decimal | None
    price_basis: Literal["post", "creator", "workspace"] | None = None  # whose price of the last weeks
    why_null: Phrase | None = None


class LearnedLine(Part):
    """One quantity before and after the data; `prior_share` is posterior ÷ prior variance, at most 1."""

    name: str
    prior: Interval
    posterior: Interval
    prior_share: float
    level: float = 0.9


class CheckLine(Part):
    """One look at whether the model fits: what was observed beside what the model expects (at 90 %)."""

    kind: Literal["predictive", "placebo"]
    name: str
    observed: float
    expected: Interval
    p_value: float | None
    is_alarming: bool


class PlaceboShift(Part):
    """The programme moved to other days: the share of all orders "found" where it never was."""

    shift_days: int
    share_of_orders: float
    standard_error: float


class AlternativeLine(Part):
    """The whole programme's incremental orders under another assumption, with its 90 % interval."""

    name: str
    subject: str
    orders: Interval
    change_in_sd: float
    is_reliable: bool


class Definition(Part):
    """A KPI definition as it stood when the campaign started."""

    kpi: str
    version: str
    frozen_on: date | None


class Verdict(Part):
    """The whole answer."""

    schema_version: str = SCHEMA_VERSION
    upshot_version: str
    workspace: str
    is_demo: bool
    scope: Scope
    period: Period
    as_of: datetime
    currency: str
    level: float
    seed: int
    data_version: str
    cost: Cost
    observed: Observed
    attributed: tuple[RuleCredit, ...]
    triangulation: Triangulation | None
    incremental: Incremental | None
    roi: Roi | None
    roas_ads: Value
    roas_all_in: Value
    margin_roas: Value
    iroas: Value
    break_even_orders: Value
    verdict: Answer
    reasons: tuple[Phrase, ...]
    what_would_help: tuple[Phrase, ...]
    creators: tuple[CreatorLine, ...]
    posts: tuple[PostLine, ...]
    leaks: tuple[LeakSignal, ...]
    timeline: tuple[TimelinePoint, ...]
    funnel: tuple[FunnelStep, ...]
    below_line: BelowLine
    caveats: tuple[Phrase, ...]
    sources: tuple[UsedSource, ...]
    definitions: tuple[Definition, ...]
    why: tuple[Why, ...]
    decomposition: tuple[DecompositionPoint, ...] = ()
    response_curves: tuple[ResponseCurve, ...] = ()
    by_tier: tuple[GroupLine, ...] = ()
    by_collaboration_type: tuple[GroupLine, ...] = ()
    by_boost: tuple[BoostLine, ...] = ()
    next_euro: tuple[NextEuro, ...] = ()
    learned: tuple[LearnedLine, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    placebo_shifts: tuple[PlaceboShift, ...] = ()
    alternatives: tuple[AlternativeLine, ...] = ()
    inseparable: tuple[tuple[str, ...], ...] = ()  # creators whom the data cannot tell apart: read their sum
    by_inseparable: tuple[InseparableLine, ...] = ()  # that sum, in the same order
    diagnostics: dict[str, float] = Field(default_factory=dict)  # of the fit: r_hat_max, ess_bulk_min, divergences …
