"""The answer: where the next money goes, what it is expected to bring, what binds, and what the last euro earned."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from enum import StrEnum

from upshot.decisions.verdict.model import Evidence, Interval, Part, Phrase

SCHEMA_VERSION = "1.0"


class BudgetAnswer(StrEnum):
    """What the plan says about the money as a whole."""

    REALLOCATE = "reallocate"  # another division is likely to bring more
    KEEP = "keep"  # today's division is about as good
    SPEND_LESS = "spend_less"  # part of it: beyond that the next euro does not pay
    HOLD = "hold"  # nothing pays: not spending is the answer


class Change(StrEnum):
    """What happens to a creator against the pace so far."""

    MORE = "more"
    SAME = "same"
    LESS = "less"
    STOP = "stop"
    EXPLORE = "explore"
    NONE = "none"  # nothing so far, nothing now


class Price(Part):
    """What one post costs: the median of own collaborations and their quartiles; observed."""

    median: float
    low: float
    high: float
    source: str  # given, own, creator, tier_type, tier, all
    n: int


class CreatorShare(Part):
    """One creator in one type of collaboration. Money in the plan's currency; margins are modelled."""

    creator: str
    tier: str | None
    collaboration_type: str
    posts_now: float  # at the pace so far, in as many days
    posts: int
    price: Price
    spend_posts: float
    spend_boosts: float  # on these posts, once they are out
    spend_now: float  # at the pace so far: posts and their ads
    views_per_post: float
    margin_per_euro: Interval  # of one post without ads
    p_pays: float  # that one post brings more than the hurdle asks for
    margin: Interval | None  # of what is planned; None where nothing is
    change: Change
    reasons: tuple[Phrase, ...]


class PostBoost(Part):
    """Ads on a post that is already out; `upshot spark plan` schedules them."""

    post_id: str
    creator: str
    spend: float
    views_paid: float
    margin: Interval
    p_pays: float
    reasons: tuple[Phrase, ...]


class Binding(Part):
    """Something that keeps the plan from bringing more; `worth` is what one unit more of it would add, expected."""

    sentence: Phrase
    worth: float


class BudgetPlan(Part):
    """The document. Intervals are of what is expected on average; single posts scatter more."""

    schema_version: str = SCHEMA_VERSION
    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    seed: int
    level: float
    currency: str
    evidence: Evidence = Evidence.MODELLED
    evidence_grade: str
    method: str
    starts_on: date
    ends_on: date
    budget: float
    planned: float
    unspent: float
    hurdle_rate: float
    tail: float
    answer: BudgetAnswer
    creators: tuple[CreatorShare, ...]
    boosts: tuple[PostBoost, ...]
    margin: Interval  # of the whole plan
    net: Interval  # margin − (1 + hurdle) × spend: against not spending
    p_pays: float  # that the plan as a whole clears the hurdle
    today_spend: float  # the same budget, divided as until now
    today_margin: Interval
    gain: Interval  # net of the plan − net of today's division
    p_better: float
    margin_of_last_euro: Interval | None  # None: nothing is spent
    p_last_pays: float | None
    margin_of_next_euro: Interval | None  # None: one more euro would stay unspent
    view_price: Interval | None  # of a thousand paid views: mean and quartiles over posts; observed
    binds: tuple[Binding, ...]
    notes: tuple[Phrase, ...]

    @property
    def digest(self) -> str:
        """A short hash of what the plan says, without the instant it was made."""
        return hashlib.sha256(self.model_dump_json(exclude={"as_of"}).encode()).hexdigest()[:16]
