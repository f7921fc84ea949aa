"""The gates of a right, with everything that facts, records and the other rights know about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw

from upshot.decisions.spark.gates.check import check_gates
from upshot.decisions.spark.gates.facts import PREFIX, CampaignKnown, PostKnown, gate_case
from upshot.decisions.spark.gates.fit import NoGo, no_go_of
from upshot.decisions.spark.gates.model import Gate, GateReport, GateResult, GateState
from upshot.measures.data import WorkspaceData
from upshot.records.spark_book import SparkBook
from upshot.vocabulary.spark_rights import ENDED, DayWindow, RightEvent, SparkRight

# What can no longer be mended once the code is made: while one of these fails, no link goes out.
BEFORE_THE_LINK = frozenset(
    {
        Gate.DISCLOSURE_TEXT,
        Gate.DISCLOSURE_OVERLAY,
        Gate.CAPTION_FINAL,
        Gate.CAPTION_CALL_TO_ACTION,
        Gate.CAPTION_NO_URL,
        Gate.SOUND,
    }
)
REASONED = (Gate.SPREAD, Gate.POST_OLD_ENOUGH)  # gates whose rule takes a written reason
_POST = ("post_id", "published_at", "caption", "url", "duration_s", "sound_licence", "is_paid_partnership")
_CODES = re.compile(r"\b[A-Z]{2}\b")


def gates_of(
    data: WorkspaceData,
    book: SparkBook,
    right: SparkRight,
    events: Sequence[RightEvent],
    *,
    now: datetime,
    zone: ZoneInfo,
    row: Mapping[str, object] | None = None,
    campaign: CampaignKnown | None = None,
    reason: str = "",
) -> GateReport:
    """Ask every gate about a right.

    Parameters
    ----------
    row, campaign : the post's row and the campaign, read here unless the caller has read them
    reason : lets the gates of `REASONED` stand; it lifts no other, and never a disclosure
    """
    case = gate_case(
        right,
        events,
        post=PostKnown.of(post_row(data, right.post_id) if row is None else row),
        campaign=campaign or campaign_known(data, book, right),
        countries=countries_of(data, right),
        now=now,
        zone=zone,
    )
    if reason.strip():
        case = replace(case, reasons={**dict.fromkeys((gate.value for gate in REASONED), reason), **case.reasons})
    return check_gates(case)


def reasons_to_note(before: GateReport, reason: str) -> dict[str, str | None]:
    """As facts of the history: the reason for each gate that it lets stand; none for those that passed without it."""
    held = {one.gate for one in before.open_gates()}
    return {f"{PREFIX}reason_{gate.value}": reason.strip() for gate in REASONED if gate in held}


def blocking(gates: GateReport) -> tuple[GateResult, ...]:
    """The gates that fail and can no longer be mended once the code is made."""
    return tuple(one for one in gates.results if one.gate in BEFORE_THE_LINK and one.state is GateState.FAIL)


def post_row(data: WorkspaceData, post_id: str) -> dict[str, Any] | None:
    """What was imported about a post."""
    frame = data.frame("post").filter(nw.col("post_id") == post_id).select(*_POST, "ingested_at")
    rows: list[dict[str, Any]] = frame.collect().to_arrow().to_pylist()
    return rows[0] if rows else None


def campaign_known(data: WorkspaceData, book: SparkBook, right: SparkRight) -> CampaignKnown:
    """The campaign's days and objective, and how many posts and creators its open rights name."""
    if right.campaign is None:
        return CampaignKnown()
    wanted = right.campaign.casefold()
    row = next((row for row in data.rows("campaign") if str(row["campaign"]).casefold() == wanted), None)
    rights = [one for one in book.list(campaign=right.campaign) if one.state not in ENDED]
    return CampaignKnown(
        DayWindow(row["starts_on"], row["ends_on"]) if row else None,
        row["objective"] if row else None,
        len({one.post_id for one in rights}),
        len({one.creator for one in rights}),
    )


def countries_of(data: WorkspaceData, right: SparkRight) -> tuple[str, ...] | None:
    """Where the creator works and the ad runs; without either, where the brand sells; None where nobody said."""
    found = set(_CODES.findall(right.territory or ""))
    creator = next((row for row in data.rows("creator") if row["creator"] == right.creator), None)
    if creator and creator["country"]:
        found.add(str(creator["country"]).upper())
    found = found or set(_CODES.findall((data.setting("target_countries") or "").upper()))
    return tuple(sorted(found)) or None


def creators_no_go(book: SparkBook, creator: str) -> NoGo:
    """What a creator told this brand that they never advertise."""
    events = [event for right in book.list(creator=creator) for event in book.events(right.right_id)]
    return no_go_of(sorted(events, key=lambda event: event.event_id or 0))
