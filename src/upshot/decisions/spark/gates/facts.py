"""What people said about a post for the gates, read from the history of its right: the latest word on each fact counts.

Facts are written as notes (`SparkBook.note(changes=…)`), so that who said what, and when, is never lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from upshot.decisions.spark.gates.model import Consent, Disclosure, Gate, GateCase
from upshot.errors import InvalidInput
from upshot.vocabulary.spark_rights import (
    BUFFER_DAYS,
    DayWindow,
    EventKind,
    EvidenceKind,
    RightEvent,
    RightState,
    SparkRight,
)
from upshot.vocabulary.tiktok_links import created_at

PREFIX = "gate."
BOOLEANS = ("is_public", "toggle_on", "is_caption_final", "has_spoken_call_to_action")
SECONDS = ("overlay_s", "promotion_s", "duration_s")
TEXTS = ("caption", "sound_licence", "optimization_goal", "reason_spread", "reason_post_old_enough")
DAYS = ("consent_given_on", "consent_until", "consent_withdrawn_on", "published_on")
WORDS = ("consent_given_by", "consent_territory", "buffer_days")
FACTS = (*BOOLEANS, *SECONDS, *TEXTS, *DAYS, *WORDS)
LONGEST_CAPTION = 12_000  # characters; TikTok allows some 4,000, pasted ones may hold thousands of joined emoji
MOST_BUFFER_DAYS = 60


@dataclass(frozen=True)
class Told:
    """One fact as it was told last: by whom, and when."""

    value: str
    by: str
    at: datetime


def check_fact(name: str, text: str) -> str | None:
    """The text of a fact as it is kept; empty text takes the fact back (None).

    Raises
    ------
    InvalidInput : spark_fact_invalid, with what is valid
    """
    text = text.strip()
    if not text:
        return None
    valid = _fault(name, text)
    if valid is not None:
        raise InvalidInput("spark_fact_invalid", fact=name, seen=text[:80], valid=valid)
    return text.replace(",", ".") if name in SECONDS else text[:LONGEST_CAPTION]


def _fault(name: str, text: str) -> str | None:
    """What would be valid, where `text` is not."""
    if name in BOOLEANS:
        return None if text in {"yes", "no"} else "yes_or_no"
    if name in SECONDS:
        return None if _seconds(text) is not None else "seconds"
    if name in DAYS:
        try:
            date.fromisoformat(text)
        except ValueError:
            return "day"
        return None
    if name == "buffer_days":
        return None if text.isdigit() and int(text) <= MOST_BUFFER_DAYS else "buffer_days"
    return None if name in FACTS else "fact"


def told_facts(events: Iterable[RightEvent]) -> dict[str, Told]:
    """The latest word on each fact, in the order of the history."""
    found: dict[str, Told] = {}
    for event in events:
        for name, value in event.changes.items():
            if not name.startswith(PREFIX):
                continue
            fact = name.removeprefix(PREFIX)
            if value is None:
                found.pop(fact, None)
            else:
                found[fact] = Told(value, event.actor, event.at)
    return found


def changed_facts(told: Mapping[str, Told], said: Mapping[str, str]) -> dict[str, str | None]:
    """What a note must say so that `said` holds: only what differs from the latest word.

    Raises
    ------
    InvalidInput : spark_fact_invalid
    """
    checked = {name: check_fact(name, text) for name, text in said.items()}
    known = {name: fact.value for name, fact in told.items()}
    return {f"{PREFIX}{name}": value for name, value in checked.items() if value != known.get(name)}


def buffer_of(told: Mapping[str, Told]) -> int:
    """Days that a code must outlast the flight by: as told, else `BUFFER_DAYS`."""
    return int(told["buffer_days"].value) if "buffer_days" in told else BUFFER_DAYS


@dataclass(frozen=True)
class PostKnown:
    """What the lake knows of the post; None where nothing was imported."""

    published_at: datetime | None = None
    caption: str | None = None
    sound_licence: str | None = None
    duration_s: float | None = None
    is_paid_partnership: bool | None = None
    ingested_at: datetime | None = None

    @classmethod
    def of(cls, row: Mapping[str, object] | None) -> PostKnown:
        """The known of a row of the `post` table."""
        return cls(**{name: (row or {}).get(name) for name in cls.__dataclass_fields__})  # type: ignore[arg-type]


@dataclass(frozen=True)
class CampaignKnown:
    """What the records know of the right's campaign, and how many posts and creators its rights name."""

    window: DayWindow | None = None
    objective: str | None = None
    posts: int | None = None
    creators: int | None = None


def gate_case(
    right: SparkRight,
    events: Iterable[RightEvent],
    *,
    post: PostKnown,
    campaign: CampaignKnown,
    countries: tuple[str, ...] | None,
    now: datetime,
    zone: ZoneInfo,
) -> GateCase:
    """The case of a right: what was told about it, and what was imported; the later of two words counts."""
    history = tuple(events)
    told = told_facts(history)
    caption = _later(told.get("caption"), post.caption, post.ingested_at)
    licence = _later(told.get("sound_licence"), post.sound_licence, post.ingested_at)
    seen_toggle = {True: "yes", False: "no", None: None}[post.is_paid_partnership]
    toggle = _yes(_later(told.get("toggle_on"), seen_toggle, post.ingested_at))
    published_on = told.get("published_on")
    code_ends_on = _code_ends_on(right, zone)
    return GateCase(
        creator=right.creator,
        post_id=right.post_id,
        as_of=now.astimezone(zone).date(),
        zone=zone,
        countries=countries,
        consent=_consent(right, history, told, zone),
        flight=right.flight,
        buffer_days=buffer_of(told),
        campaign=campaign.window,
        contract=right.contract,
        has_code=right.code is not None,
        code_ends_on=code_ends_on,
        published_at=post.published_at or _at(published_on, zone, now) or created_at(right.post_id, now=now),
        checked_at=now,
        is_public=_yes(_value(told, "is_public")),
        disclosure=Disclosure(
            overlay_s=_seconds(_value(told, "overlay_s")),
            promotion_s=_seconds(_value(told, "promotion_s")),
            toggle_on=toggle,
        ),
        duration_s=post.duration_s if post.duration_s is not None else _seconds(_value(told, "duration_s")),
        sound_licence=licence,
        caption=caption,
        is_caption_final=_yes(_value(told, "is_caption_final")),
        has_spoken_call_to_action=_yes(_value(told, "has_spoken_call_to_action")),
        objective=campaign.objective,
        optimization_goal=_value(told, "optimization_goal"),
        campaign_posts=campaign.posts,
        campaign_creators=campaign.creators,
        reasons={
            gate.value: told[f"reason_{gate.value}"].value
            for gate in (Gate.SPREAD, Gate.POST_OLD_ENOUGH)
            if f"reason_{gate.value}" in told
        },
    )


def _consent(
    right: SparkRight, events: tuple[RightEvent, ...], told: Mapping[str, Told], zone: ZoneInfo
) -> Consent | None:
    """What a person entered, else the creator's own code; revoking the right takes either back."""
    withdrawn = _day(_value(told, "consent_withdrawn_on"))
    for event in events:
        if event.to_state is RightState.REVOKED and event.from_state is not RightState.REVOKED:
            withdrawn = withdrawn or event.at.astimezone(zone).date()
    by, given_on, territory = _value(told, "consent_given_by"), _day(_value(told, "consent_given_on")), right.territory
    if given_on is None:
        codes = [one for one in events if one.kind is EventKind.CODE and one.evidence.kind is EvidenceKind.CREATOR]
        if not codes:
            return None
        by, given_on = by or codes[-1].actor, codes[-1].at.astimezone(zone).date()
    return Consent(
        given_by=by or f"@{right.creator}",
        given_on=given_on,
        use=right.use,
        territory=_value(told, "consent_territory") or territory,
        until=_day(_value(told, "consent_until")),
        withdrawn_on=withdrawn,
    )


def _code_ends_on(right: SparkRight, zone: ZoneInfo) -> date | None:
    """The last day on which the code works from midnight to midnight in the flight's zone.

    A code whose start is unknown has a latest end only: it settles the matter where even that is too early.
    """
    if right.code is None or right.code.latest_end is None:
        return None
    whole = right.code.latest_end.astimezone(_zone(right, zone)).date() - timedelta(days=1)
    is_certain = right.code.end is not None
    return whole if is_certain or (right.flight.ends_on is not None and whole < right.flight.ends_on) else None


def _later(told: Told | None, imported: str | None, imported_at: datetime | None) -> str | None:
    """The word of a person or of the import, whichever came later; one alone counts."""
    if told is None or imported is None:
        return told.value if told else imported
    return imported if imported_at is not None and imported_at > told.at else told.value


def _value(told: Mapping[str, Told], name: str) -> str | None:
    return told[name].value if name in told else None


def _yes(text: str | None) -> bool | None:
    return None if text is None else text == "yes"


def _seconds(text: str | None) -> float | None:
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _at(told: Told | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The end of the day a person named, or now on that very day: the post is at least as old as that."""
    day = _day(told.value) if told else None
    if day is None:
        return None
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    return now if day == now.astimezone(zone).date() else end


def _zone(right: SparkRight, zone: ZoneInfo) -> ZoneInfo:
    return ZoneInfo(right.flight.time_zone) if right.flight.time_zone else zone
