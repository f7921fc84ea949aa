"""How many euros a day and in total hang on a right that ends, lapses or is missing while ads are planned to run.

Let E be when the right stops (now, where it was never given), [F₀, F₁) the flight, and T the later of now and F₀. The
lost days are the days of [max(E, T), F₁) in the ad account's zone, a day that is cut counting for the part cut off.

planned:  per day = (budget − spent in the flight so far) ÷ days of [T, F₁);  total = per day × lost days
recent:   per day = mean daily spend of the last 7 reported days;             total = per day × lost days

Both are given where both are known; the headline is the plan where there is one, for it says what is meant to be spent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.instants import end_of, midnight, start_of, zone_of
from upshot.decisions.spark.rights.machine import state_by_end
from upshot.decisions.spark.rights.spend import RightSpend
from upshot.decisions.spark.rights.windows import WindowComparison, WindowName
from upshot.vocabulary.money import Exchange, to_cent
from upshot.vocabulary.spark_rights import GRANTED, RightState, SparkRight


class RiskReason(StrEnum):
    """Why money is at risk, or why none is, or why it cannot be told."""

    ENDS_IN_FLIGHT = "ends_in_flight"
    ENDED = "ended"
    NOT_GIVEN = "not_given"
    COVERED = "covered"
    FLIGHT_OVER = "flight_over"
    FLIGHT_UNKNOWN = "flight_unknown"
    END_UNKNOWN = "end_unknown"
    NO_SPEND_KNOWN = "no_spend_known"
    SUPERSEDED = "superseded"
    ON_PREDECESSOR = "on_predecessor"


@dataclass(frozen=True)
class Basis:
    """Euros at risk by one way of reckoning, in the workspace's currency; `total` None = cannot be told."""

    per_day: Decimal
    total: Decimal | None


@dataclass(frozen=True)
class AtRisk:
    """What hangs on one right.

    `per_day` and `total` are the headline, in `currency`: 0 means that nothing is at risk, None that it cannot be told.
    `is_at_least` says that the right may end earlier than the date that was reckoned with.
    """

    reason: RiskReason
    per_day: Decimal | None
    total: Decimal | None
    currency: str
    from_at: datetime | None = None
    until_at: datetime | None = None
    lost_days: Decimal | None = None
    planned: Basis | None = None
    recent: Basis | None = None
    is_at_least: bool = False
    spend_as_of: date | None = None


_NONE = Decimal(0)


def euros_at_risk(
    right: SparkRight,
    windows: WindowComparison,
    spend: RightSpend,
    *,
    now: datetime,
    zone: ZoneInfo,
    rates: Exchange,
    ended_at: datetime | None = None,
    is_on_predecessor: bool = False,
) -> AtRisk:
    """What hangs on `right` at `now`.

    Parameters
    ----------
    ended_at : when consent was taken back or the post went away, for rights that ended so
    is_on_predecessor : the right that this one renews still carries the ads, so they are counted there
    rates : into the workspace's currency, for a budget in another

    Raises
    ------
    SettingsError : missing_exchange_rate
    """
    state = state_by_end(right, now, windows.right_end)
    flight_end = end_of(right.flight, zone)
    idle = _nothing_planned(state, flight_end, now, is_on_predecessor=is_on_predecessor)
    if idle is not None:
        return AtRisk(idle, _NONE, _NONE, rates.currency, spend_as_of=spend.last_day)
    stops_at, reason = _stop(state, windows, now, ended_at)
    if flight_end is not None and stops_at is not None and flight_end <= stops_at:
        is_sure = state not in GRANTED or WindowName.CODE not in windows.unknown
        if is_sure:
            covered = (RiskReason.COVERED, _NONE, _NONE, rates.currency, stops_at, flight_end, _NONE)
            return AtRisk(*covered, spend_as_of=spend.last_day)
        stops_at = None  # the code may end before what is known to end
    if stops_at is None:
        return _unknown(right, spend, now, zone, rates)
    if flight_end is None:
        return _open_ended(reason, spend, stops_at, rates.currency)
    begins_at = max(now, start_of(right.flight, zone) or now)
    lost_from = max(stops_at, begins_at)
    account = zone_of(right.flight, zone)
    lost = days_between(lost_from, flight_end, account)
    planned, recent = _bases(right, spend, begins_at, flight_end, lost, account, rates)
    told = planned or recent
    return AtRisk(
        reason=reason if told else RiskReason.NO_SPEND_KNOWN,
        per_day=told.per_day if told else None,
        total=told.total if told else None,
        currency=rates.currency,
        from_at=lost_from,
        until_at=flight_end,
        lost_days=lost,
        planned=planned,
        recent=recent,
        is_at_least=bool(windows.unknown) and state in GRANTED,
        spend_as_of=spend.last_day,
    )


def _nothing_planned(
    state: RightState, flight_end: datetime | None, now: datetime, *, is_on_predecessor: bool
) -> RiskReason | None:
    """Why no ad hangs on this right any more, or not on this one; None where ads may."""
    if state is RightState.SUPERSEDED:
        return RiskReason.SUPERSEDED
    if is_on_predecessor:
        return RiskReason.ON_PREDECESSOR
    return RiskReason.FLIGHT_OVER if flight_end is not None and flight_end <= now else None


def _stop(
    state: RightState, windows: WindowComparison, now: datetime, ended_at: datetime | None
) -> tuple[datetime | None, RiskReason]:
    """When the right stops carrying ads, and why; None = unknown."""
    if state in {RightState.REVOKED, RightState.POST_UNAVAILABLE}:
        return ended_at or now, RiskReason.ENDED
    if state is RightState.EXPIRED:
        return windows.right_end.at if windows.right_end else ended_at or now, RiskReason.ENDED
    if state not in GRANTED:
        return now, RiskReason.NOT_GIVEN
    if windows.right_end is None:
        return None, RiskReason.END_UNKNOWN
    return windows.right_end.at, RiskReason.ENDS_IN_FLIGHT


def _bases(
    right: SparkRight,
    spend: RightSpend,
    begins_at: datetime,
    flight_end: datetime,
    lost: Decimal,
    account: ZoneInfo,
    rates: Exchange,
) -> tuple[Basis | None, Basis | None]:
    planned = recent = None
    left = days_between(begins_at, flight_end, account)
    if right.flight_budget is not None and left > 0:
        budget = right.flight_budget * rates.rate(right.currency)
        first = right.flight.starts_on or date.min
        rest = max(budget - spend.between(first, right.flight.ends_on or date.max), _NONE)
        planned = Basis(to_cent(rest / left), to_cent(rest * lost / left))
    daily = spend.recent_daily
    if daily is not None:
        recent = Basis(to_cent(daily), to_cent(daily * lost))
    return planned, recent


def _open_ended(reason: RiskReason, spend: RightSpend, stops_at: datetime, currency: str) -> AtRisk:
    """The right stops and nobody said until when the ads were to run: euros a day can be told, a total cannot."""
    daily = spend.recent_daily
    if daily is None:
        return AtRisk(RiskReason.FLIGHT_UNKNOWN, None, None, currency, stops_at, spend_as_of=spend.last_day)
    basis = Basis(to_cent(daily), None if daily else _NONE)
    said = reason if daily else RiskReason.FLIGHT_UNKNOWN
    return AtRisk(said, basis.per_day, basis.total, currency, stops_at, recent=basis, spend_as_of=spend.last_day)


def _unknown(right: SparkRight, spend: RightSpend, now: datetime, zone: ZoneInfo, rates: Exchange) -> AtRisk:
    """The right's end is unknown: euros a day can be told, a total cannot."""
    flight_end = end_of(right.flight, zone)
    planned = recent = None
    if flight_end is not None:
        begins_at = max(now, start_of(right.flight, zone) or now)
        planned, recent = _bases(right, spend, begins_at, flight_end, _NONE, zone_of(right.flight, zone), rates)
    elif spend.recent_daily is not None:
        recent = Basis(to_cent(spend.recent_daily), None)
    planned = Basis(planned.per_day, None) if planned else None
    recent = Basis(recent.per_day, None) if recent else None
    told = planned or recent
    return AtRisk(
        RiskReason.END_UNKNOWN,
        told.per_day if told else None,
        None,
        rates.currency,
        until_at=flight_end,
        planned=planned,
        recent=recent,
        spend_as_of=spend.last_day,
    )


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> Decimal:
    """Days of `zone` from `start` to `end`; a day that is cut counts for its part of its own 23, 24 or 25 hours."""
    if end <= start:
        return _NONE
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    return Decimal((last - first).days) + _share(end, last, zone) - _share(start, first, zone)


def _share(instant: datetime, day: date, zone: ZoneInfo) -> Decimal:
    """How much of `day` lies behind `instant`, 0–1."""
    opened, closed = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    return Decimal((instant - opened) // timedelta(microseconds=1)) / Decimal(
        (closed - opened) // timedelta(microseconds=1)
    )
