"""What must be said now: renewals at 14, 7 and 2 days, endings, windows that contradict, delivery that stopped.

An alert has a key that stays the same as long as its cause does, so that it goes out once; a new end gives new keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from upshot.decisions.spark.rights.at_risk import RiskReason
from upshot.decisions.spark.rights.instants import end_of
from upshot.decisions.spark.rights.ledger import RightLine, RightsLedger
from upshot.decisions.spark.rights.windows import WindowName
from upshot.vocabulary.spark_rights import GRANTED, RightState

RENEWAL_DAYS = (14, 7, 2)
LONGEST_CAUSE = 100


class AlertKind(StrEnum):
    """What an alert is about."""

    RENEWAL_DUE = "renewal_due"
    ENDED = "ended"
    CONFLICT = "conflict"
    END_UNKNOWN = "end_unknown"
    DELIVERY_STOPPED = "delivery_stopped"


@dataclass(frozen=True)
class Alert:
    """One thing to say once. `covers` are keys of the milder alerts that need not be said any more."""

    key: str
    kind: AlertKind
    right_id: str
    creator: str
    post_id: str
    campaign: str | None
    state: RightState
    at: datetime | None
    window: str | None
    days_left: int | None
    per_day: Decimal | None
    total: Decimal | None
    currency: str
    codes: tuple[str, ...] = ()
    covers: tuple[str, ...] = field(default=(), repr=False)


def due_alerts(ledger: RightsLedger) -> tuple[Alert, ...]:
    """What must be said at the ledger's instant, most urgent first; whether it was said before is the book's part."""
    return tuple(alert for line in ledger.lines for alert in _of_line(line, ledger))


def renewal_due(line: RightLine, ledger: RightsLedger) -> int | None:
    """The threshold (14, 7 or 2 days) that a right in force has passed and its ads will outlive; None = no renewal.

    A right that ends after its flight needs none. Without a known end of the flight, it needs one.
    """
    end = line.windows.right_end
    if line.state not in GRANTED or end is None:
        return None
    flight_end = end_of(line.right.flight, ledger.zone)
    if flight_end is not None and flight_end <= end.at:
        return None
    left = end.at - ledger.as_of
    passed = [days for days in RENEWAL_DAYS if timedelta(0) < left <= timedelta(days=days)]
    return min(passed, default=None)


def _of_line(line: RightLine, ledger: RightsLedger) -> Iterator[Alert]:
    flight_end = end_of(line.right.flight, ledger.zone)
    if flight_end is not None and flight_end <= ledger.as_of:
        return
    yield from _renewal(line, ledger)
    yield from _ended(line, ledger)
    if line.state in GRANTED | {RightState.CODE_RECEIVED}:
        yield from _conflict(line, ledger)
    if line.state in GRANTED and WindowName.CODE in line.windows.unknown:
        yield _alert(line, ledger, AlertKind.END_UNKNOWN, f"{line.right.code}", None, None)
    stopped = line.spend.stopped_on
    if line.state in GRANTED and stopped is not None and line.right.flight.starts_on is not None:
        yield _alert(line, ledger, AlertKind.DELIVERY_STOPPED, str(stopped), None, None)


def _renewal(line: RightLine, ledger: RightsLedger) -> Iterator[Alert]:
    days, end = renewal_due(line, ledger), line.windows.right_end
    if days is None or end is None:
        return
    milder = tuple(_key(line, AlertKind.RENEWAL_DUE, f"{end.at.isoformat()}:{d}") for d in RENEWAL_DAYS if d > days)
    yield _alert(line, ledger, AlertKind.RENEWAL_DUE, f"{end.at.isoformat()}:{days}", end.at, end.window, covers=milder)


def _ended(line: RightLine, ledger: RightsLedger) -> Iterator[Alert]:
    if line.at_risk.reason is not RiskReason.ENDED:
        return
    end = line.windows.right_end
    is_lapsed = line.state is RightState.EXPIRED and end is not None
    at = end.at if is_lapsed and end else line.ended_at
    window = end.window if is_lapsed and end else None
    if line.state is RightState.EXPIRED and not _was_in_use(line):
        return
    yield _alert(line, ledger, AlertKind.ENDED, f"{line.state}:{at.isoformat() if at else ''}", at, window)


def _was_in_use(line: RightLine) -> bool:
    """A lapsed right matters where ads were planned or had spent; a code that nobody used lapses in silence."""
    return line.right.flight.ends_on is not None or bool(line.spend.recent_daily)


def _conflict(line: RightLine, ledger: RightsLedger) -> Iterator[Alert]:
    stops = tuple(conflict for conflict in line.windows.conflicts if conflict.is_stop)
    if stops:
        said = ",".join(f"{conflict.code}:{conflict.days}" for conflict in stops)
        codes = tuple(conflict.code for conflict in stops)
        end = line.windows.right_end
        yield _alert(line, ledger, AlertKind.CONFLICT, said, end.at if end else None, None, codes=codes)


def _key(line: RightLine, kind: AlertKind, cause: str) -> str:
    if len(cause) > LONGEST_CAUSE:
        cause = hashlib.sha256(cause.encode()).hexdigest()[:32]
    return f"{line.right.right_id}:{kind}:{cause}"


def _alert(
    line: RightLine,
    ledger: RightsLedger,
    kind: AlertKind,
    cause: str,
    at: datetime | None,
    window: str | None,
    *,
    codes: tuple[str, ...] = (),
    covers: tuple[str, ...] = (),
) -> Alert:
    left = None if at is None else (at - ledger.as_of) // timedelta(days=1)
    right, risk = line.right, line.at_risk
    return Alert(
        key=_key(line, kind, cause),
        kind=kind,
        right_id=right.right_id,
        creator=right.creator,
        post_id=right.post_id,
        campaign=right.campaign,
        state=line.state,
        at=at,
        window=window,
        days_left=left if left is not None and left >= 0 else None,
        per_day=risk.per_day,
        total=risk.total,
        currency=risk.currency,
        codes=codes,
        covers=covers,
    )
