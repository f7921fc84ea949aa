"""How old the last word of each source is, and days that nobody told about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import narwhals as nw

from upshot.decisions.reconciliation.desk import Desk, listing, rows_of
from upshot.decisions.reconciliation.model import Finding, Freshness, Severity

NOTE_DAYS, WARNING_DAYS = 7, 30
BUSY_SHOP = 5.0  # orders per day; without any loss, an empty day then has a chance of e⁻⁵, below 1 %
TIMES = {
    "ad_day": "day",
    "post_reading": "read_at",
    "creator_reading": "read_at",
    "account_organic_day": "day",
    "order": "ordered_at",
    "visit_day": "day",
    "lead": "lead_at",
    "touch": "touched_at",
    "marketing_day": "day",
}
DAILY = ("ad_day", "account_organic_day", "visit_day", "marketing_day")
WHO = {"marketing_day": "channel"}


def freshness(desk: Desk) -> list[Freshness]:
    """One line per table and source."""
    today = desk.now.astimezone(desk.zone).date()
    found = []
    for table, column in TIMES.items():
        if not desk.has(table):
            continue
        frame = desk.frame(table).filter(~nw.col(column).is_null())
        for row in rows_of(frame.group_by("source").agg(last=nw.col(column).max(), n=nw.len())):
            last = _day(row["last"], desk)
            age = (today - last).days
            found.append(
                Freshness(
                    table=table,
                    source=row["source"],
                    last_day=last,
                    age_days=age,
                    rows=row["n"],
                    severity=_severity(age),
                )
            )
    return sorted(found, key=lambda line: (line.table, line.source))


def _day(last: date | datetime, desk: Desk) -> date:
    return last.astimezone(desk.zone).date() if isinstance(last, datetime) else last


def _severity(age: int) -> Severity:
    if age < -1:  # a day ahead is a zone, two are a wrong date
        return Severity.PROBLEM
    if age > WARNING_DAYS:
        return Severity.WARNING
    return Severity.NOTE if age > NOTE_DAYS else Severity.OK


def freshness_findings(lines: list[Freshness]) -> list[Finding]:
    """What is stale, and what is dated in the future."""
    found = []
    for line in lines:
        facts: dict[str, int | str] = {
            "table": line.table,
            "source": line.source,
            "last": line.last_day.isoformat(),
            "days": abs(line.age_days),
        }
        if line.severity is Severity.PROBLEM:
            found.append(Finding(code="check_dated_in_future", severity=Severity.PROBLEM, facts=facts))
        elif line.severity is not Severity.OK:
            found.append(Finding(code="check_stale", severity=line.severity, facts=facts))
    return found


def missing_days(desk: Desk) -> list[Finding]:
    """Days inside a source's own period for which it has no row."""
    found = []
    for table in filter(desk.has, DAILY):
        who = WHO.get(table, "account_id")
        days = rows_of(desk.frame(table).select(who, "day").unique())
        for name in sorted({row[who] for row in days if row[who] is not None}):
            gaps = _holes({row["day"] for row in days if row[who] == name})
            if gaps:
                is_quiet = table in {"ad_day", "marketing_day"}  # no spend leaves no row
                severity = Severity.NOTE if is_quiet else Severity.WARNING
                found.append(_missing(table, name, gaps, severity))
    return found + (_days_without_orders(desk) if desk.has("order") else [])


def _days_without_orders(desk: Desk) -> list[Finding]:
    rows = rows_of(desk.orders.group_by("account_id", "day").agg(n=nw.len()))
    found = []
    for shop in sorted({row["account_id"] for row in rows if row["account_id"] is not None}):
        days = {row["day"]: row["n"] for row in rows if row["account_id"] == shop and row["day"] is not None}
        gaps = _holes(set(days))
        if gaps and sum(days.values()) / (len(days) + len(gaps)) >= BUSY_SHOP:
            found.append(_missing("order", shop, gaps, Severity.WARNING))
    return found


def _holes(days: set[Any]) -> list[date]:
    known = sorted(day for day in days if day is not None)
    if not known:
        return []
    span = (known[-1] - known[0]).days
    return [day for day in (known[0] + timedelta(days=n) for n in range(span)) if day not in days]


def _missing(table: str, who: str, gaps: list[date], severity: Severity) -> Finding:
    names = [day.isoformat() for day in gaps]
    facts: dict[str, int | str] = {"table": table, "account": who, "n": len(gaps), "days": listing(names)}
    return Finding(code="check_missing_days", severity=severity, facts=facts)
