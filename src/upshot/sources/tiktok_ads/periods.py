"""The days that a total covers: from its own cells, from the user, or from the file's name."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from upshot.sources.base import ReadContext

_ISO = r"(20\d{2})[-_.](\d{2})[-_.](\d{2})"
_COMPACT = r"(20\d{2})(\d{2})(\d{2})"
_BETWEEN = r"\s*(?:[-_–~]|to|_to_|-to-|au|bis|hasta|até|ate|a)\s*"
_RANGES = tuple(
    re.compile(rf"(?<!\d){one}[\s_]*{_BETWEEN}[\s_]*{one}(?!\d)", re.IGNORECASE) for one in (_ISO, _COMPACT)
)
_MONTH = re.compile(r"^(20\d{2})[-/](\d{1,2})$")
_ONE_DAY = re.compile(rf"^{_ISO}|^(20\d{{2}})/(\d{{2}})/(\d{{2}})")

Span = tuple[date, date]


def span_in(text: str) -> Span | None:
    """The first range of two days in a text: `…2025-09-01 to 2025-09-30…`, `20250901-20250930`; None for none."""
    for pattern in _RANGES:
        for found in pattern.finditer(text):
            numbers = list(map(int, found.groups()))
            try:
                start, end = date(*numbers[:3]), date(*numbers[3:])
            except ValueError:
                continue
            if start <= end:
                return start, end
    return None


def file_span(file: str, context: ReadContext) -> Span | None:
    """The period of a file without days: what the user said, else the range in its name."""
    return context.period or span_in(file)


def cell_span(text: str | None, *, is_week: bool) -> Span | None:
    """The span of a `By week` or `By month` cell: two days, a month `2025-09`, or the first day of the week/month."""
    if not text:
        return None
    span = span_in(text.replace("/", "-"))
    if span:
        return span
    month = _MONTH.match(text)
    try:
        if month and not is_week:
            return _month(date(int(month.group(1)), int(month.group(2)), 1))
        day = _ONE_DAY.match(text)
        if day:
            start = date(*(int(part) for part in day.groups() if part))
            return (start, start + timedelta(days=6)) if is_week else _month(start)
    except ValueError:
        return None
    return None


def _month(start: date) -> Span:
    first = start.replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
