"""The answer: tests ranked by what they are worth less what they cost, and the ceiling of all of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from upshot.decisions.verdict.model import Evidence, Interval, Part, Phrase

SCHEMA_VERSION = "1.0"


class Test(StrEnum):
    """What can be done to know more."""

    __test__ = False  # no test of pytest's

    MORE_POSTS = "more_posts"  # a few more posts of one creator, read by the model
    SIGNAL = "signal"  # a code or tagged link for a creator who has none
    ON_OFF = "on_off"
    GEO = "geo"  # of ads, which can be shown in some regions only


class TestWorth(Part):
    """One test on one subject. Money in the report's currency; all but `outlay` is modelled.

    `value` is what better decisions would bring over the decision time, `cost` what the test itself loses against the
    best use of the money, `net` the difference; `p_change` the chance that its result moves a tenth of the budget.
    `spread_now`, `spread_after`: relative standard deviation of what it measures, before and as expected after.
    """

    __test__ = False

    kind: Test
    creators: tuple[str, ...]  # empty = the whole programme, or its ads
    units: int  # posts, or weeks
    days: int
    outlay: float
    cost: float
    value: float
    value_error: float  # Monte-Carlo
    net: float
    p_change: float
    spread_now: float
    spread_after: float
    moves: tuple[str, ...]  # whose money its result would move most
    command: str | None  # what designs it


class WorthReport(Part):
    """The document."""

    schema_version: str = SCHEMA_VERSION
    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    seed: int
    currency: str
    evidence: Evidence = Evidence.MODELLED
    budget: float
    horizon_days: int
    decision_days: int
    ceiling: float  # of knowing everything, over the decision time
    margin_now: Interval  # net margin of the best division today, one horizon
    tests: tuple[TestWorth, ...]  # worth more than they cost, best first
    not_worth: tuple[TestWorth, ...]  # feasible, but not worth it
    notes: tuple[Phrase, ...]
