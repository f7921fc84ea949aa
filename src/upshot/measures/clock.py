"""Instants to reporting days, on the engine.

DuckDB keeps the zone in the session, so the shift is written as plain arithmetic: one branch per change of the
zone's offset inside the data. Days begin and end in the workspace's zone, summer time included.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw


@lru_cache(maxsize=64)
def offset_changes(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[tuple[datetime, timedelta], ...]:
    """The offset at `first`, and each instant up to `last` at which it changes (found to the minute)."""
    moment = first.astimezone(UTC)
    offset = _offset(zone, moment)
    changes = [(moment, offset)]
    while moment < last:
        after = moment + timedelta(days=1)
        if _offset(zone, after) != offset:
            changes.append((_change_between(zone, moment, after), _offset(zone, after)))
            offset = changes[-1][1]
        moment = after
    return tuple(changes)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = _offset(zone, low)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high.replace(second=0, microsecond=0)


def with_local_day(frame: nw.LazyFrame[Any], instant: str, zone: ZoneInfo) -> nw.LazyFrame[Any]:
    """Add `day`, the reporting day of `instant` in `zone`; one extra scan of that column finds the range of time."""
    if zone.key == "UTC":
        return frame.with_columns(day=nw.col(instant).dt.date())
    bounds = frame.select(first=nw.col(instant).min(), last=nw.col(instant).max()).collect().rows()[0]
    if bounds[0] is None:
        return frame.with_columns(day=nw.col(instant).dt.date())
    changes = offset_changes(zone, _hour(bounds[0]), _hour(bounds[1]))
    local = nw.col(instant) + changes[0][1]
    for moment, offset in changes[1:]:
        local = nw.when(nw.col(instant) >= moment).then(nw.col(instant) + offset).otherwise(local)
    return frame.with_columns(day=local.dt.date())


def _hour(moment: datetime) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.replace(minute=0, second=0, microsecond=0)
