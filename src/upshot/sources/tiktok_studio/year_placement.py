"""Give a series of days without years its years, from a window that somebody stated.

The series is walked in its own order: where the month falls back, the year has turned. What is left is one unknown,
the year of the first row; the window must leave exactly one choice. Nothing is guessed from today's date alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from upshot.errors import InvalidInput, SourceRefused
from upshot.sources.tiktok_studio.localised_days import LocalDay

SLACK = timedelta(days=2)  # a zip's end is an instant, its rows are days of an unstated zone


def place_series(days: Sequence[LocalDay | None], *, window: tuple[date, date] | None, file: str) -> list[date | None]:
    """Dates of a daily series, oldest or newest first; None stays None.

    Parameters
    ----------
    days : one entry per row, in the order of the file
    window : first and last day that the rows may fall on, from the zip's name or from the user
    file : the file's name, for the error

    Raises
    ------
    SourceRefused : `studio_year_unknown` no window; `studio_year_not_in_period` no year fits it;
        `studio_year_ambiguous` several do; `studio_days_not_in_order` the years would turn more than once a year
    """
    known = [day for day in days if day is not None]
    if all(day.year is not None for day in known):
        return [None if day is None else _full(day) for day in days]
    if window is None:
        raise SourceRefused("studio_year_unknown", file=file, seen=f"{_text(known[0])} – {_text(known[-1])}")
    placed = _tightest([dates for turns in _year_turns(known, file) for dates in _placements(known, turns, window)])
    if len(placed) > 1:
        raise SourceRefused("studio_year_ambiguous", file=file, first=str(window[0]), last=str(window[1]))
    if not placed:
        raise SourceRefused(
            "studio_year_not_in_period",
            file=file,
            seen=f"{_text(known[0])} – {_text(known[-1])}",
            first=str(window[0]),
            last=str(window[1]),
        )
    dates = iter(placed[0])
    return [None if day is None else next(dates) for day in days]


def check_period(period: tuple[date, date] | None) -> tuple[date, date] | None:
    """Refuse a period whose end lies before its start."""
    if period is not None and period[1] < period[0]:
        raise InvalidInput("studio_period_reversed", first=str(period[0]), last=str(period[1]))
    return period


def _year_turns(days: Sequence[LocalDay], file: str) -> list[list[int]]:
    """Years passed since the first row, row by row: 0, 0, … 1 read downwards, 0, 0, … −1 with the newest row first.

    Both readings are kept where both are possible: 31 December above 1 January are two days or two ends of a year.
    """
    keys = [(day.month, day.day) for day in days]
    steps = [(a < b) - (a > b) for a, b in pairwise(keys)]
    readings = []
    for direction in (1, -1):
        turns = list(accumulate((direction * (step == -direction) for step in steps), initial=0))
        if abs(turns[-1]) <= max(1, len(set(keys)) // 300) and turns not in readings:
            readings.append(turns)
    if not readings:
        raise SourceRefused("studio_days_not_in_order", file=file, turns=min(map(steps.count, (1, -1))), rows=len(days))
    return readings


def _tightest(placements: list[list[date]]) -> list[list[date]]:
    """The placements that cover the fewest days: an export has no holes of a year."""
    spans = [max(dates) - min(dates) for dates in placements]
    distinct: list[list[date]] = []
    for dates, span in zip(placements, spans, strict=True):
        if span == min(spans) and dates not in distinct:
            distinct.append(dates)
    return distinct


def _placements(days: Sequence[LocalDay], turns: Sequence[int], window: tuple[date, date]) -> list[list[date]]:
    """Every choice of the first row's year that puts all rows into the window and 29 February into a leap year."""
    found = []
    for first_year in range(window[0].year - 2, window[1].year + 3):
        dates = [day.in_year(first_year + turn) for day, turn in zip(days, turns, strict=True)]
        whole = [day for day in dates if day is not None and window[0] <= day <= window[1]]
        if len(whole) == len(dates) and all(d.year in (None, w.year) for d, w in zip(days, whole, strict=True)):
            found.append(whole)
    return found


def candidate_dates(day: LocalDay, *, earliest: date, latest: date) -> list[date]:
    """The dates on which a single day may fall between two bounds, both included."""
    years = range(earliest.year, latest.year + 1) if day.year is None else (day.year,)
    dates = (day.in_year(year) for year in years)
    return [found for found in dates if found is not None and earliest <= found <= latest]


def _full(day: LocalDay) -> date | None:
    return None if day.year is None else day.in_year(day.year)


def _text(day: LocalDay) -> str:
    return f"{day.month:02d}-{day.day:02d}"
