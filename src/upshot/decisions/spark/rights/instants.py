"""When windows begin and end, as instants: days of a zone, with summer time, and codes of 24-hour days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from upshot.vocabulary.spark_rights import DateSource, DayWindow, SparkRight


@dataclass(frozen=True)
class RightEnd:
    """When a right stops and by which window: `contract` or `code`.

    `is_bound` says that the true end may be earlier: the code's start is unknown, its receipt is the latest it can be.
    """

    at: datetime
    window: str
    source: DateSource | None
    is_bound: bool = False


@lru_cache(maxsize=1 << 15)
def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant a day begins in `zone`, in UTC.

    Where clocks skip midnight, the day begins at the jump; where midnight comes twice, at the first.
    """
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def zone_of(window: DayWindow, zone: ZoneInfo) -> ZoneInfo:
    """The window's own zone, else the workspace's."""
    return ZoneInfo(window.time_zone) if window.time_zone else zone


def start_of(window: DayWindow, zone: ZoneInfo) -> datetime | None:
    """The instant a window of days opens; None = unknown."""
    return midnight(window.starts_on, zone_of(window, zone)) if window.starts_on else None


def end_of(window: DayWindow, zone: ZoneInfo) -> datetime | None:
    """The instant after the last day of a window; None = unknown, never far away."""
    return midnight(window.ends_on + timedelta(days=1), zone_of(window, zone)) if window.ends_on else None


def right_end(right: SparkRight, zone: ZoneInfo) -> RightEnd | None:
    """The earliest known end of contract and code; None when neither is known."""
    ends = []
    contract = end_of(right.contract, zone)
    if contract is not None:
        ends.append(RightEnd(contract, "contract", right.contract.source))
    if right.code is not None and right.code.latest_end is not None:
        ends.append(RightEnd(right.code.latest_end, "code", right.code.source, is_bound=right.code.end is None))
    return min(ends, key=lambda end: (end.at, end.window), default=None)
