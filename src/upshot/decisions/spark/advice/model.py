"""What to do tomorrow with each running boost, and why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from upshot.decisions.verdict.model import Interval, Part, Phrase

SCHEMA_VERSION = "1.0"


class Act(StrEnum):
    """What is advised for one post."""

    RAISE = "raise"
    KEEP = "keep"
    LOWER = "lower"
    PAUSE = "pause"  # for now: it may come back with another audience or after a rest
    STOP = "stop"  # for good: the right ends, or it loses money


class FatigueSign(Part):
    """A sustained fall of the response rate that spend does not explain (control chart)."""

    measure: str  # click_rate, view_rate_6s or purchase_rate
    is_tired: bool
    change_rel: float  # of the last days against what the first days and the spend let expect
    cusum: float  # lower CUSUM in standard deviations; 4 is the alarm
    since: date | None
    frequency: float | None  # impressions ÷ reach of the last day; None = no reach reported
    n_days: int


class DailyAdvice(Part):
    """One post: from what to what, with the reasons. `marginal_return` is margin of the next euro, modelled."""

    post_id: str
    creator: str | None
    act: Act
    spend_yesterday: Decimal
    spend_advised: Decimal
    spend_total: Decimal
    right_ends_on: date | None
    marginal_return: Interval | None
    p_pays: float | None  # probability that the next euro brings at least a euro of margin
    fatigue: FatigueSign | None
    reasons: tuple[Phrase, ...]


class AdviceSheet(Part):
    """All running boosts. Nothing is changed on TikTok by this; a person acts on it."""

    schema_version: str = SCHEMA_VERSION
    workspace: str
    is_demo: bool
    as_of: datetime
    last_day: date  # of the ad report: advice is for the day after it
    data_version: str
    seed: int
    level: float
    currency: str
    budget_per_day: Decimal
    advised_per_day: Decimal
    max_step: float
    response_evidence: str  # verdict, platform or prior; none = no purchases reported
    lines: tuple[DailyAdvice, ...]
    notes: tuple[Phrase, ...]
