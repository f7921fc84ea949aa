"""A plan of boosts: flights with budgets, what they are expected to bring, what binds, and who approved it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from upshot.decisions.verdict.model import Evidence, Interval, Part, Phrase

SCHEMA_VERSION = "1.0"


class PlanAnswer(StrEnum):
    """What the plan says about the budget as a whole."""

    BOOST = "boost"  # a gain is likely
    TEST_ONLY = "test_only"  # a gain is possible: spend little, to learn
    DO_NOT_BOOST = "do_not_boost"  # the marginal gain does not pay for itself


class ResponseEvidence(StrEnum):
    """What the expected response rests on, best first."""

    VERDICT = "verdict"  # incremental orders of boosted posts, modelled by the brand's own verdict
    PLATFORM = "platform"  # purchases that the platform claims, cut by what such claims usually lack
    PRIOR = "prior"  # nothing of the brand's own: break-even, and wide


class Targeting(Part):
    """Whom the flight is for."""

    countries: tuple[str, ...]
    ages: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    audience: str | None = None


class Flight(Part):
    """One post's flight. Money is per day and in all, in the plan's currency; margins are modelled."""

    post_id: str
    creator: str
    url: str | None
    caption: str | None
    ad_format: str
    starts_on: date
    ends_on: date
    budget_per_day: Decimal
    budget: Decimal
    is_exploration: bool
    score: Interval
    margin: Interval  # incremental gross margin over the flight
    gain: Interval  # margin less spend
    p_gain: float  # probability that the flight pays for itself
    marginal_return: Interval  # margin of the next euro a day
    right_ends_on: date | None
    has_right: bool
    binds: tuple[Phrase, ...]
    warnings: tuple[Phrase, ...]


class Approval(Part):
    """A person's approval of exactly this plan."""

    who: str
    at: datetime
    digest: str


class SparkPlan(Part):
    """The document. Nothing in it reaches TikTok before a person has approved it and acts on it."""

    schema_version: str = SCHEMA_VERSION
    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    seed: int
    level: float
    currency: str
    campaign: str | None
    objective: str
    objective_type: str
    optimization_goal: str
    targeting: Targeting
    starts_on: date
    ends_on: date
    budget: Decimal  # the most that may be spent
    planned: Decimal  # what the flights spend
    unspent: Decimal
    answer: PlanAnswer
    evidence: Evidence = Evidence.MODELLED
    response_evidence: ResponseEvidence
    return_at_reference: Interval  # margin per euro of an ordinary post
    reference_spend: Decimal  # a day, at which that holds
    margin_per_order: Decimal
    flights: tuple[Flight, ...]
    margin: Interval
    gain: Interval
    p_gain: float
    gain_over_equal_split: Interval
    limits: dict[str, float]
    binds: tuple[Phrase, ...]
    warnings: tuple[Phrase, ...]
    notes: tuple[Phrase, ...]
    approval: Approval | None = None

    @property
    def digest(self) -> str:
        """A short hash of what the plan says, without the instant it was made and its approval."""
        text = self.model_dump_json(exclude={"as_of", "approval"})
        return hashlib.sha256(text.encode()).hexdigest()[:16]
