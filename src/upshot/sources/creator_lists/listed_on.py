"""When a list was made: a column, the user's period, or the file's name."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from upshot.sources.base import ReadContext, Reject

_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True)
class ListedOn:
    """The day of a list and what it covers; None = nobody says. `note` is for the import report."""

    read_on: date | None
    period: str | None
    note: Reject | None = None


def listed_on(file: str, header_row: int, context: ReadContext) -> ListedOn:
    """The day of a list without a column of days.

    A name with a day (2022-11-30) tells the day; one with a month (2022-11) tells the month, and the list is dated on
    its last day; a year alone is kept as the period, and the day stays unknown.
    """
    if context.period is not None:
        return ListedOn(context.period[1], None)
    line = header_row + 1
    if (found := _DAY.search(file)) and (day := _valid_day(*map(int, found.groups()))):
        return ListedOn(day, None, Reject(line, "read_on", day.isoformat(), "figure_day_from_name"))
    if found := _MONTH.search(file):
        year, month = map(int, found.groups())
        day = date(year, month, calendar.monthrange(year, month)[1])
        if day <= context.now.date():
            note = Reject(line, "read_on", day.isoformat(), "figure_day_from_name")
            return ListedOn(day, f"{year}-{month:02}", note)
    found = _YEAR.search(file)
    return ListedOn(None, found.group(1) if found else None, Reject(line, "read_on", "", "figure_day_unknown"))


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
