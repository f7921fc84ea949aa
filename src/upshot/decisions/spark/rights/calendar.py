"""The days of the rights that belong in a calendar: when each stops, and when its flight begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from upshot.decisions.spark.rights.alerts import RENEWAL_DAYS, renewal_due
from upshot.decisions.spark.rights.at_risk import RiskReason
from upshot.decisions.spark.rights.ledger import RightLine, RightsLedger
from upshot.vocabulary.spark_rights import GRANTED, RightState


class EntryKind(StrEnum):
    """What a calendar entry marks."""

    CODE_ENDS = "code_ends"
    CONTRACT_ENDS = "contract_ends"
    FLIGHT_BEGINS = "flight_begins"
    FLIGHT_ENDS = "flight_ends"


@dataclass(frozen=True)
class CalendarEntry:
    """One entry; `at` is an instant in UTC, or a day where only a day is known.

    `reminders_days` are the days before it at which to remind: of the renewal, where one will be needed.
    """

    uid: str
    kind: EntryKind
    at: datetime | date
    line: RightLine
    reminders_days: tuple[int, ...] = ()
    is_cancelled: bool = False


_OFF = frozenset({RightState.REVOKED, RightState.SUPERSEDED, RightState.POST_UNAVAILABLE})


def calendar_entries(ledger: RightsLedger) -> tuple[CalendarEntry, ...]:
    """The entries of every right that has been given or asked for, in the order of the ledger.

    Those of rights that were taken back or replaced stay, cancelled, so that calendars which hold them drop them.
    """
    return tuple(entry for line in ledger.lines for entry in _entries(line, ledger))


def _entries(line: RightLine, ledger: RightsLedger) -> list[CalendarEntry]:
    right = line.right
    is_off = line.state in _OFF
    needs_renewal = line.state in GRANTED and (
        line.at_risk.reason is not RiskReason.COVERED or renewal_due(line, ledger) is not None
    )
    days = RENEWAL_DAYS if needs_renewal and not is_off else ()
    marks: list[tuple[EntryKind, datetime | date | None, tuple[int, ...]]] = [
        (EntryKind.CODE_ENDS, right.code.latest_end if right.code else None, days),
        (EntryKind.CONTRACT_ENDS, right.contract.ends_on, days),
        (EntryKind.FLIGHT_BEGINS, right.flight.starts_on, ()),
        (EntryKind.FLIGHT_ENDS, right.flight.ends_on, ()),
    ]
    return [
        CalendarEntry(f"{right.right_id}-{kind}@upshot", kind, at, line, reminders, is_off)
        for kind, at, reminders in marks
        if at is not None
    ]


def day_after(day: date) -> date:
    """The end of an all-day entry, which iCalendar does not include."""
    return day + timedelta(days=1)
