"""The answer: whom to choose for a budget, why, who nearly was, what holds the choice back, and whom it reaches."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum

from upshot.decisions.verdict.model import Evidence, Interval, Part, Phrase

SCHEMA_VERSION = "1.0"


class Objective(StrEnum):
    """What the choice makes as large as possible."""

    MARGIN = "margin"  # expected incremental margin less cost and hurdle
    REACH = "reach"  # different people of the target
    VIEWS = "views"
    ENGAGEMENTS = "engagements"
    ENGAGEMENTS_PER_EURO = "engagements_per_euro"


class ShortlistAnswer(StrEnum):
    """What came of it."""

    CHOSEN = "chosen"
    NOTHING_PAYS = "nothing_pays"  # the empty choice is the best one
    CONFLICT = "conflict"  # no choice keeps all limits


class Chosen(Part):
    """One creator of the choice. Money in the document's currency, for all posts asked of them."""

    creator: str
    tier: str | None
    country: str | None
    category: str | None
    cost: float  # all in: fee, other cost, hours
    hours: float
    hours_cost: float
    price_source: str  # given, quote, own, creator
    views: Interval | None
    engagements: Interval | None
    margin: Interval | None
    engagements_per_euro: Interval | None
    reach_in_target: float | None
    match: float | None
    share_of_budget: float
    up_to_cost: float | None  # the cost up to which they would still be chosen; None: whatever they cost, or untold
    reasons: tuple[Phrase, ...]


class NotChosen(Part):
    """One who nearly was: the nearest first."""

    creator: str
    tier: str | None
    cost: float
    value: float  # of the objective, expected
    at_cost: float | None  # the cost at which they would come in; None: no cost would do
    reasons: tuple[Phrase, ...]


class LeftOut(Part):
    """Creators who were no candidates, for one reason."""

    reason: Phrase
    n: int
    creators: tuple[str, ...]  # the first of them


class Binding(Part):
    """A limit that holds the choice back.

    `price` is what one unit more of it adds to the relaxed optimum (for a floor: one unit less); `step` more of it
    really added `gain` when the choice was made again (None: too many candidates to make it again).
    """

    limit: str
    is_ceiling: bool
    bound: float
    used: float
    price: float
    step: float
    gain: float | None
    sentence: Phrase


class Conflict(Part):
    """One of the limits that exclude each other; `enough` is the nearest bound with which the others can be kept."""

    limit: str
    is_ceiling: bool
    bound: float
    enough: float | None
    sentence: Phrase


class Reach(Part):
    """Different people of the target whom the chosen reach together; bounds hold for certain if the inputs do."""

    naive: float
    low: float
    high: float
    estimate: float
    sainsbury: float | None
    interval: Interval | None  # of the estimate, from the uncertainty of each creator's reach
    at_least_twice: float | None
    universe: float | None
    cost_per_person: float | None
    n_known_pairs: int
    n_pairs: int


class ParetoPoint(Part):
    """A creator, or a tier (the mean of its creators): reach or views against engagements per euro."""

    name: str
    is_tier: bool
    tier: str | None
    n_creators: int
    views: Interval
    engagements_per_euro: Interval
    p_on_front: float  # nobody is better in both, in so many draws
    is_chosen: bool


class Totals(Part):
    """The choice as a whole; intervals are of the sum."""

    creators: int
    cost: float
    hours: float
    hours_cost: float
    views: Interval | None
    engagements: Interval | None
    margin: Interval | None
    net_margin: Interval | None  # margin − (1 + hurdle) × cost
    p_pays: float | None
    engagements_per_euro: Interval | None


class Shortlist(Part):
    """The document."""

    schema_version: str = SCHEMA_VERSION
    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    seed: int
    level: float
    currency: str
    evidence: Evidence = Evidence.MODELLED
    objective: Objective
    tail: float
    posts_each: int
    budget: float
    hurdle_rate: float
    answer: ShortlistAnswer
    n_candidates: int
    value: float | None  # of the objective
    bound: float | None  # no choice within the limits can pass it
    gap: float | None  # relative distance between the two
    totals: Totals | None
    chosen: tuple[Chosen, ...]
    not_chosen: tuple[NotChosen, ...]
    left_out: tuple[LeftOut, ...]
    binds: tuple[Binding, ...]
    conflicts: tuple[Conflict, ...]
    reach: Reach | None
    pareto: tuple[ParetoPoint, ...]
    notes: tuple[Phrase, ...]

    @property
    def digest(self) -> str:
        """A short hash of what the document says, without the instant it was made."""
        return hashlib.sha256(self.model_dump_json(exclude={"as_of"}).encode()).hexdigest()[:16]
