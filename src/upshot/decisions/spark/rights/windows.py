"""The four windows of a right side by side: contract, code, flight, campaign; what stops, when, and what contradicts.

When the code ends, TikTok stops the ads. When the contract ends, nothing stops by itself: the ads go on without
permission until a person stops them. When flight or campaign end, all is as planned. (Delivery ends with the code:
archive.com help and practitioners' notes, see docs/spark-rights.md.)
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.instants import RightEnd, end_of, midnight, right_end, start_of
from upshot.vocabulary.entities import Campaign
from upshot.vocabulary.spark_rights import BUFFER_DAYS, DURATIONS_DAYS, DateSource, DayWindow, SparkRight


class WindowName(StrEnum):
    """The four windows."""

    CONTRACT = "contract"
    CODE = "code"
    FLIGHT = "flight"
    CAMPAIGN = "campaign"


class Stop(StrEnum):
    """What happens when the binding window ends."""

    DELIVERY = "delivery"  # TikTok stops the ads
    PERMISSION = "permission"  # the ads go on, without permission
    AS_PLANNED = "as_planned"  # the flight or the campaign is over
    UNKNOWN = "unknown"  # no end is known


@dataclass(frozen=True)
class Span:
    """A window as instants in UTC, the end not included; None = unknown. `is_bound`: the true end may be earlier."""

    name: WindowName
    starts_at: datetime | None
    ends_at: datetime | None
    source: DateSource | None = None
    is_bound: bool = False


@dataclass(frozen=True)
class WindowConflict:
    """Two windows that do not fit; `days` is by how much, rounded up, None where it cannot be told.

    `is_stop` says that ads stop, or run without permission, although they are planned to run.
    """

    code: str
    first: WindowName
    second: WindowName
    days: int | None = None
    is_stop: bool = False


@dataclass(frozen=True)
class WindowComparison:
    """What the four windows say together.

    `binding` is the window that ends first of those whose end is known; `unknown` are those that matter and have no
    end. `right_end` is the earlier end of contract and code alone.
    """

    spans: tuple[Span, ...]
    right_end: RightEnd | None
    binding: WindowName | None
    ends_at: datetime | None
    stop: Stop
    unknown: tuple[WindowName, ...]
    conflicts: tuple[WindowConflict, ...]

    def span(self, name: WindowName) -> Span:
        """One of the four."""
        return next(span for span in self.spans if span.name is name)


def compare_windows(right: SparkRight, zone: ZoneInfo, campaign: Campaign | None = None) -> WindowComparison:
    """Compare contract, code, flight and campaign of a right.

    Parameters
    ----------
    zone : the workspace's zone; campaign days, and windows that name no zone, are days of it
    campaign : the campaign of the right, where it is recorded
    """
    spans = (
        Span(WindowName.CONTRACT, start_of(right.contract, zone), end_of(right.contract, zone), right.contract.source),
        _code_span(right),
        Span(WindowName.FLIGHT, start_of(right.flight, zone), end_of(right.flight, zone), right.flight.source),
        _campaign_span(campaign, zone),
    )
    ending = [span for span in spans if span.ends_at is not None]
    first = min(ending, key=lambda span: (span.ends_at, spans.index(span)), default=None)
    missing = tuple(span.name for span in spans[:2] if span.ends_at is None or span.is_bound)
    return WindowComparison(
        spans=spans,
        right_end=right_end(right, zone),
        binding=first.name if first else None,
        ends_at=first.ends_at if first else None,
        stop=_STOP[first.name] if first else Stop.UNKNOWN,
        unknown=missing,
        conflicts=tuple(_conflicts(*spans)),
    )


_STOP = {
    WindowName.CONTRACT: Stop.PERMISSION,
    WindowName.CODE: Stop.DELIVERY,
    WindowName.FLIGHT: Stop.AS_PLANNED,
    WindowName.CAMPAIGN: Stop.AS_PLANNED,
}


def _code_span(right: SparkRight) -> Span:
    if right.code is None:
        return Span(WindowName.CODE, None, None)
    is_bound = right.code.end is None and right.code.latest_end is not None
    return Span(WindowName.CODE, right.code.starts_at, right.code.latest_end, right.code.source, is_bound)


def _campaign_span(campaign: Campaign | None, zone: ZoneInfo) -> Span:
    if campaign is None:
        return Span(WindowName.CAMPAIGN, None, None)
    starts_at = midnight(campaign.starts_on, zone) if campaign.starts_on else None
    ends_at = midnight(campaign.ends_on + timedelta(days=1), zone) if campaign.ends_on else None
    return Span(WindowName.CAMPAIGN, starts_at, ends_at, DateSource.BRAND)


def _conflicts(contract: Span, code: Span, flight: Span, campaign: Span) -> Iterator[WindowConflict]:
    """The chain flight ⊆ code ⊆ contract, and flight ⊆ campaign; each broken link by its own name."""
    yield from _beyond("spark_conflict_flight_after_code", flight, code, is_stop=True)
    yield from _beyond("spark_conflict_flight_after_contract", flight, contract, is_stop=True)
    yield from _beyond("spark_conflict_code_after_contract", code, contract)
    yield from _beyond("spark_conflict_flight_after_campaign", flight, campaign)
    yield from _before("spark_conflict_flight_before_code", flight, code, is_stop=True)
    yield from _before("spark_conflict_flight_before_contract", flight, contract, is_stop=True)
    yield from _before("spark_conflict_flight_before_campaign", flight, campaign)
    if flight.starts_at and code.ends_at and code.ends_at <= flight.starts_at:
        yield WindowConflict("spark_conflict_code_over_before_flight", code.name, flight.name, is_stop=True)
    if flight.ends_at and code.is_bound:
        yield WindowConflict("spark_conflict_code_end_uncertain", code.name, flight.name)


def _beyond(code: str, inner: Span, outer: Span, *, is_stop: bool = False) -> Iterator[WindowConflict]:
    if inner.ends_at and outer.ends_at and inner.ends_at > outer.ends_at:
        yield WindowConflict(code, inner.name, outer.name, _days(inner.ends_at - outer.ends_at), is_stop)


def _before(code: str, inner: Span, outer: Span, *, is_stop: bool = False) -> Iterator[WindowConflict]:
    if inner.starts_at and outer.starts_at and inner.starts_at < outer.starts_at:
        yield WindowConflict(code, inner.name, outer.name, _days(outer.starts_at - inner.starts_at), is_stop)


def _days(gap: timedelta) -> int:
    return math.ceil(gap / timedelta(days=1))


def days_to_ask(
    flight: DayWindow, zone: ZoneInfo, *, now: datetime, buffer_days: int = BUFFER_DAYS
) -> tuple[int | None, int | None]:
    """The shortest of TikTok's durations that covers flight and buffer for a code made today, and the days needed.

    A code runs days of 24 hours and is reckoned from the *beginning* of the day on which it is made, because a creator
    names a day: so that a code of this duration passes the gate on its end, whatever the clocks do on the way.

    Parameters
    ----------
    zone : the workspace's zone, in which today begins; the flight's days are of its own zone where it names one

    Returns
    -------
    days, needed : both None where the flight's end is unknown or has passed; `days` None where none is long enough
    """
    end = end_of(flight, zone)
    if flight.ends_on is None or end is None or end <= now:
        return None, None
    last = end_of(replace(flight, ends_on=flight.ends_on + timedelta(days=buffer_days)), zone)
    assert last is not None, "the flight has an end"
    needed = _days(last - midnight(now.astimezone(zone).date(), zone))
    return next((days for days in DURATIONS_DAYS if days >= needed), None), needed
