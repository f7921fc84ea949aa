"""Years for days without years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.errors import SourceRefused
from upshot.sources.tiktok_studio.localised_days import LocalDay
from upshot.sources.tiktok_studio.year_placement import place_series


def local(first: date, n_days: int) -> list[LocalDay]:
    days = (first + timedelta(days=number) for number in range(n_days))
    return [LocalDay(day.month, day.day) for day in days]


def code_of(days, window):
    with pytest.raises(SourceRefused) as refusal:
        place_series(days, window=window, file="f.csv")
    return refusal.value.code


def test_the_year_turns_where_the_month_falls_back():
    window = (date(2025, 12, 1), date(2026, 1, 31))
    placed = place_series(local(date(2025, 12, 30), 4), window=window, file="f.csv")
    assert placed == [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)]


def test_a_series_with_the_newest_day_first_is_placed_too():
    window = (date(2025, 12, 1), date(2026, 1, 31))
    placed = place_series(local(date(2025, 12, 30), 4)[::-1], window=window, file="f.csv")
    assert placed == [date(2026, 1, 2), date(2026, 1, 1), date(2025, 12, 31), date(2025, 12, 30)]


def test_29_february_fits_leap_years_only():
    window = (date(2023, 1, 1), date(2026, 12, 31))
    placed = place_series(local(date(2024, 2, 27), 5), window=window, file="f.csv")
    assert placed[2] == date(2024, 2, 29)


def test_without_a_window_nothing_is_guessed():
    assert code_of(local(date(2026, 3, 1), 7), None) == "studio_year_unknown"


def test_a_window_of_two_years_leaves_two_answers_and_is_refused():
    assert code_of(local(date(2026, 3, 1), 7), (date(2024, 1, 1), date(2026, 12, 31))) == "studio_year_ambiguous"


def test_a_window_that_misses_the_days_is_refused():
    assert code_of(local(date(2026, 3, 1), 7), (date(2026, 3, 2), date(2026, 3, 30))) == "studio_year_not_in_period"


def test_days_that_were_sorted_by_name_are_refused():
    days = sorted(local(date(2025, 7, 1), 300), key=lambda day: (day.day, day.month))
    assert code_of(days, (date(2025, 7, 1), date(2026, 6, 30))) == "studio_days_not_in_order"


@given(st.dates(date(2018, 1, 1), date(2030, 1, 1)), st.integers(1, 365), st.booleans())
def test_any_export_of_up_to_a_year_comes_back_from_its_own_period(first, n_days, newest_first):
    dates = [first + timedelta(days=number) for number in range(n_days)]
    if newest_first:
        dates.reverse()
    days = [LocalDay(day.month, day.day) for day in dates]
    assert place_series(days, window=(min(dates), max(dates)), file="f.csv") == dates
