"""The nouns of the Spark desk: a right, its windows, events, code and request, and which state follows which.

A right is one creator × post × use. A code is never part of these objects: only its fingerprint is, so that no repr,
log or export of them can show one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from upshot.errors import NotAllowed

DURATIONS_DAYS = (7, 30, 60, 365)  # TikTok's own choices; 30 is its default (business/post/authorize/setting)
BUFFER_DAYS = 7  # after the flight: reviews delay the start, and a campaign is often prolonged by a weekend
DEFAULT_USE = "spark_ad"


class RightState(StrEnum):
    """Where a right stands; `expiring` and `expired` follow from the windows, the others from what people did."""

    DRAFTED = "drafted"
    REQUESTED = "requested"
    CODE_RECEIVED = "code_received"
    AUTHORISED = "authorised"
    LIVE = "live"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REVOKED = "revoked"
    POST_UNAVAILABLE = "post_unavailable"
    SUPERSEDED = "superseded"


_S = RightState
_ENDINGS = frozenset({_S.EXPIRED, _S.REVOKED, _S.POST_UNAVAILABLE, _S.SUPERSEDED})
# A decline goes back to drafted: no right was ever given, so none is revoked. From an ending only a successor leads on
# or, for expired and post_unavailable, the platform's own word (TikTok can extend a code, a post can come back).
TRANSITIONS: MappingProxyType[RightState, frozenset[RightState]] = MappingProxyType(
    {
        _S.DRAFTED: frozenset({_S.REQUESTED, _S.CODE_RECEIVED, _S.POST_UNAVAILABLE, _S.SUPERSEDED}),
        _S.REQUESTED: frozenset({_S.DRAFTED, _S.CODE_RECEIVED, _S.POST_UNAVAILABLE, _S.SUPERSEDED}),
        _S.CODE_RECEIVED: frozenset({_S.REQUESTED, _S.AUTHORISED}) | _ENDINGS,
        _S.AUTHORISED: frozenset({_S.LIVE, _S.EXPIRING}) | _ENDINGS,
        _S.LIVE: frozenset({_S.AUTHORISED, _S.EXPIRING}) | _ENDINGS,
        _S.EXPIRING: frozenset({_S.AUTHORISED, _S.LIVE}) | _ENDINGS,
        _S.EXPIRED: frozenset({_S.AUTHORISED, _S.REVOKED, _S.POST_UNAVAILABLE, _S.SUPERSEDED}),
        _S.REVOKED: frozenset({_S.SUPERSEDED}),
        _S.POST_UNAVAILABLE: frozenset({_S.AUTHORISED, _S.REVOKED, _S.EXPIRED, _S.SUPERSEDED}),
        _S.SUPERSEDED: frozenset(),
    }
)
ENDED = _ENDINGS
GRANTED = frozenset({_S.AUTHORISED, _S.LIVE, _S.EXPIRING})


class EvidenceKind(StrEnum):
    """On what an event rests."""

    PLATFORM = "platform"  # TikTok's answer, an ad's status, Ads Manager
    ATTESTATION = "attestation"  # a named person says so; shown as such
    CREATOR = "creator"  # the creator's own message or request page
    CONTRACT = "contract"
    IMPORT = "import"  # a sheet or pasted text
    CLOCK = "clock"  # a window ended


class DateSource(StrEnum):
    """Who says that a date is so; the first is the strongest."""

    PLATFORM = "platform"
    CREATOR = "creator"
    CONTRACT = "contract"
    BRAND = "brand"


class EventKind(StrEnum):
    """What an event of a right records."""

    STATE = "state"
    TERMS = "terms"
    CODE = "code"
    NOTE = "note"


@dataclass(frozen=True)
class Evidence:
    """What an event rests on: its kind, a sentence, and where it can be looked up (link, file, message id)."""

    kind: EvidenceKind
    note: str = ""
    reference: str | None = None


_CONFIRMS = frozenset({EvidenceKind.PLATFORM, EvidenceKind.ATTESTATION})
_FROM_CLOCK = _CONFIRMS | {EvidenceKind.CLOCK}


def evidence_needed(current: RightState, target: RightState) -> frozenset[EvidenceKind]:
    """The kinds of evidence on which `current` may become `target`.

    A right is authorised on TikTok's confirmation or a named person's word; a lapsed one, or one whose post was away,
    comes back on TikTok's word alone; only the clock or a confirmation lets a right run out.
    """
    if target is RightState.AUTHORISED and current in {RightState.EXPIRED, RightState.POST_UNAVAILABLE}:
        return frozenset({EvidenceKind.PLATFORM})
    if target in {RightState.EXPIRING, RightState.EXPIRED}:
        return _FROM_CLOCK
    if target is RightState.AUTHORISED:
        return _CONFIRMS
    return frozenset(EvidenceKind) - {EvidenceKind.CLOCK}


def check_transition(current: RightState, target: RightState, evidence: Evidence) -> None:
    """Refuse a step that the state machine does not know, or that rests on too little.

    Raises
    ------
    NotAllowed : spark_transition_refused, spark_evidence_too_weak
    """
    if target not in TRANSITIONS[current]:
        valid = sorted(TRANSITIONS[current])
        raise NotAllowed("spark_transition_refused", seen=current.value, asked=target.value, allowed=valid)
    needed = evidence_needed(current, target)
    if evidence.kind not in needed:
        raise NotAllowed(
            "spark_evidence_too_weak", seen=evidence.kind.value, asked=target.value, allowed=sorted(needed)
        )


@dataclass(frozen=True)
class RightEvent:
    """One line of a right's history: who, when (UTC), from which state to which, on what evidence."""

    right_id: str
    at: datetime
    actor: str
    kind: EventKind
    from_state: RightState
    to_state: RightState
    evidence: Evidence
    changes: dict[str, str | None] = field(default_factory=dict)
    event_id: int | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class DayWindow:
    """First and last day, both included, in `time_zone` (None: the workspace's); an unknown day is None."""

    starts_on: date | None = None
    ends_on: date | None = None
    time_zone: str | None = None
    source: DateSource | None = None


@dataclass(frozen=True)
class CodeWindow:
    """How long a code is valid: from an instant, for 7, 30, 60 or 365 days of 24 hours.

    `ends_at` is what was told; without it the end follows from `starts_at` and `days`; without both it is unknown.
    """

    received_at: datetime
    starts_at: datetime | None = None
    days: int | None = None
    ends_at: datetime | None = None
    source: DateSource | None = None

    @property
    def end(self) -> datetime | None:
        """The instant the code stops working; None = unknown, never far away."""
        if self.ends_at is not None or self.starts_at is None or self.days is None:
            return self.ends_at
        return self.starts_at + timedelta(days=self.days)

    @property
    def latest_end(self) -> datetime | None:
        """The instant after which the code cannot work any more: it was made no later than it was received."""
        if self.end is not None:
            return self.end
        return None if self.days is None else self.received_at + timedelta(days=self.days)


@dataclass(frozen=True)
class SparkRight:
    """The right to run one post of one creator as an ad; contract, code and flight are kept apart.

    `flight_budget` is planned for the whole flight, in `currency`; `rights_fee` is paid for the right alone.
    """

    right_id: str
    creator: str
    post_id: str
    use: str = DEFAULT_USE
    state: RightState = RightState.DRAFTED
    campaign: str | None = None
    contract: DayWindow = DayWindow()
    code: CodeWindow | None = None
    flight: DayWindow = DayWindow()
    flight_budget: Decimal | None = None
    currency: str | None = None
    rights_fee: Decimal | None = None
    territory: str | None = None
    post_url: str | None = None
    ad_ids: tuple[str, ...] = ()
    notes: str | None = None
    replaces: str | None = None
    created_at: datetime | None = None
    created_by: str | None = None
    changed_at: datetime | None = None

    @property
    def is_ended(self) -> bool:
        """Whether the recorded state is an ending; the clock may say more, see `decisions.spark.rights.machine`."""
        return self.state in ENDED


@dataclass(frozen=True)
class SparkCode:
    """What may be shown of a code: whose it is, when it came, until when it works. Never the code."""

    code_id: str
    right_id: str
    fingerprint: str
    window: CodeWindow
    received_by: str
    retired_at: datetime | None = None


class RequestAnswer(StrEnum):
    """How a creator answered a request."""

    CODE = "code"
    DECLINED = "declined"


class RequestStatus(StrEnum):
    """Whether a private link still works, and why not."""

    OPEN = "open"
    ANSWERED = "answered"
    REVOKED = "revoked"
    EXPIRED = "expired"
    LOCKED = "locked"


MOST_ATTEMPTS = 10  # wrong codes on one link before it locks


@dataclass(frozen=True)
class SparkRequest:
    """One private link to one creator for one right; the token itself is kept nowhere, only its hash."""

    request_id: str
    right_id: str
    language: str
    days: int | None
    offer: dict[str, str]
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    answer: RequestAnswer | None = None
    decline_reason: str | None = None
    attempts: int = 0

    def status(self, now: datetime) -> RequestStatus:
        """Whether the link works at `now`; a revoked link is revoked even if it was answered or lapsed too."""
        if self.revoked_at is not None:
            return RequestStatus.REVOKED
        if self.answered_at is not None:
            return RequestStatus.ANSWERED
        if now >= self.expires_at:
            return RequestStatus.EXPIRED
        return RequestStatus.LOCKED if self.attempts >= MOST_ATTEMPTS else RequestStatus.OPEN
