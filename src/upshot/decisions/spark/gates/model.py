"""What the gates look at and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from upshot.registries.spark_rules import SparkRule, spark_rule
from upshot.vocabulary.spark_rights import BUFFER_DAYS, DayWindow

NO_WINDOW = DayWindow()
UTC_ZONE = ZoneInfo("UTC")


class GateState(StrEnum):
    """The answer of one gate; `unknown` holds a post back as `fail` does, and says what must be told."""

    PASS = "pass"  # noqa: S105 (no password: the gate is passed)
    FAIL = "fail"
    UNKNOWN = "unknown"


class Gate(StrEnum):
    """Every gate, in the order in which they are read: disclosure first, because nothing outweighs it."""

    DISCLOSURE_TEXT = "disclosure_text"
    DISCLOSURE_OVERLAY = "disclosure_overlay"
    DISCLOSURE_TOGGLE = "disclosure_toggle"
    CONSENT = "consent"
    WINDOW_FLIGHT = "window_flight"
    WINDOW_CAMPAIGN = "window_campaign"
    WINDOW_CONTRACT = "window_contract"
    WINDOW_CODE = "window_code"
    POST_PUBLIC = "post_public"
    POST_OLD_ENOUGH = "post_old_enough"
    SOUND = "sound"
    CAPTION_FINAL = "caption_final"
    CAPTION_CALL_TO_ACTION = "caption_call_to_action"
    CAPTION_NO_URL = "caption_no_url"
    OBJECTIVE = "objective"
    SPREAD = "spread"


@dataclass(frozen=True)
class Consent:
    """The creator's agreement to paid use of the post: who, when, for what, where, for how long, for what pay."""

    given_by: str
    given_on: date
    use: str = "spark_ad"
    territory: str | None = None
    until: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Disclosure:
    """How the post says that it is advertising; the three ways are recorded separately, None = nobody looked.

    `overlay_s` is how many seconds the mention stands on the picture, `promotion_s` how long the promotion lasts in the
    video (None: the whole video). On a photo post any positive `overlay_s` says that the mention is on every picture.
    """

    text: str | None = None
    overlay_s: float | None = None
    promotion_s: float | None = None
    toggle_on: bool | None = None


@dataclass(frozen=True)
class GateCase:
    """One post for one use, with what is known about it; None always means that nobody said.

    Parameters
    ----------
    as_of, zone : the day of the check, and the brand's zone, whose day it is
    countries : ISO codes of where the creator works and the ad runs; None: every country's rule is asked
    code_ends_on : last whole day of the code; None while there is no code or its end is unknown
    has_code : whether a code was received
    duration_s : length of the video; 0 for a photo post
    campaign_posts, campaign_creators : posts and creators that the campaign plans to test, this one included
    reasons : gate → why a person lets it stand, for the gates whose rule allows that
    """

    creator: str
    post_id: str
    as_of: date
    zone: ZoneInfo = UTC_ZONE
    countries: tuple[str, ...] | None = None
    consent: Consent | None = None
    flight: DayWindow = NO_WINDOW
    buffer_days: int = BUFFER_DAYS
    campaign: DayWindow | None = None
    contract: DayWindow = NO_WINDOW
    has_code: bool = False
    code_ends_on: date | None = None
    published_at: datetime | None = None
    checked_at: datetime | None = None
    is_public: bool | None = None
    disclosure: Disclosure = field(default_factory=Disclosure)
    duration_s: float | None = None
    sound_licence: str | None = None
    caption: str | None = None
    is_caption_final: bool | None = None
    has_spoken_call_to_action: bool | None = None
    objective: str | None = None
    optimization_goal: str | None = None
    campaign_posts: int | None = None
    campaign_creators: int | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    def rule(self, gate: Gate) -> SparkRule | None:
        """The rule behind a gate on the day of this case and in its countries; None where no rule applies."""
        return spark_rule(gate.value, on=self.as_of, countries=self.countries)


@dataclass(frozen=True)
class GateResult:
    """One gate's answer: its state, a code with facts for the sentence, and who demands it since when."""

    gate: Gate
    state: GateState
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    authority: str | None = None
    source: str | None = None
    link: str | None = None
    rule_dated: date | None = None
    rule_from: date | None = None
    is_reasoned: bool = False


@dataclass(frozen=True)
class GateReport:
    """Every gate of one case, in reading order."""

    results: tuple[GateResult, ...]
    as_of: date

    @cached_property
    def state(self) -> GateState:
        """Fail if anything fails, else unknown if anything is unknown, else pass."""
        states = {result.state for result in self.results}
        return next((one for one in (GateState.FAIL, GateState.UNKNOWN) if one in states), GateState.PASS)

    @property
    def may_authorise(self) -> bool:
        """Whether the post may be authorised: every gate passes."""
        return self.state is GateState.PASS

    def open_gates(self) -> tuple[GateResult, ...]:
        """The gates that hold the post back: what fails, then what is unknown."""
        failed = tuple(one for one in self.results if one.state is GateState.FAIL)
        return failed + tuple(one for one in self.results if one.state is GateState.UNKNOWN)

    def of(self, gate: Gate) -> GateResult:
        """The answer of one gate; a gate that no rule asks for in these countries has none (`KeyError`)."""
        return {result.gate: result for result in self.results}[gate]


def answer(case: GateCase, gate: Gate, state: GateState, code: str, **facts: object) -> GateResult:
    """A gate's answer with the rule behind it; facts become text (days ISO, numbers as they are written)."""
    rule = case.rule(gate)
    said = {name: str(value) for name, value in facts.items()}
    return GateResult(
        gate=gate,
        state=state,
        code=code,
        facts=said,
        authority=rule.authority if rule else None,
        source=rule.source if rule else None,
        link=rule.link if rule else None,
        rule_dated=rule.dated if rule else None,
        rule_from=rule.first_day if rule else None,
    )
