"""Days in the languages of TikTok's interface."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from upshot.sources.tiktok_studio.localised_days import LocalDay, parse_local_day

LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ru", "ja", "vi", "bg", "pl", "nl", "tr", "ko", "zh", "uk", "id", "th")


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("December 30", 12, 30),
        ("11 septembre", 9, 11),
        ("1er janvier", 1, 1),
        ("30 de abril", 4, 30),
        ("8 de marzo", 3, 8),
        ("30. April", 4, 30),
        ("1 maggio", 5, 1),
        ("18 января", 1, 18),
        ("9月13日", 9, 13),
        ("18 tháng Tám", 8, 18),
        ("18 tháng Mười Hai", 12, 18),
        ("18 tháng 8", 8, 18),
        ("13 септември", 9, 13),
        ("25 de setembro", 9, 25),
        ("FEBRUARY 29", 2, 29),
        ("1\u00a0août", 8, 1),
    ],
)
def test_a_day_without_year_is_read_in_the_users_language(text, month, day):
    assert parse_local_day(text) == LocalDay(month, day)


@pytest.mark.parametrize("text", ["February 28, 2026", "2026/02/28", "2026-02-28 10:15:00", "28 de fevereiro de 2026"])
def test_a_year_is_kept_where_the_file_says_it(text):
    assert parse_local_day(text) == LocalDay(2, 28, 2026)


@pytest.mark.parametrize(
    "text", ["", "undefined", "30 février", "February 30", "12", "Total", "32 May", "May", "5 5 May"]
)
def test_what_is_no_day_is_none(text):
    assert parse_local_day(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("skeleton", ["MMMMd", "MMMd"])
def test_every_day_that_the_language_writes_with_a_month_name_is_read_back(language, skeleton):
    days = [date(2024, month, day) for month in range(1, 13) for day in (1, 9, 28, 29)]
    written = {day: format_skeleton(skeleton, day, locale=language) for day in days}
    if any(text.replace(".", "").replace(" ", "").isdigit() for text in written.values()):
        pytest.skip("this language writes short days in digits only, which TikTok does not use")
    assert {day: parse_local_day(text) for day, text in written.items()} == {
        day: LocalDay(day.month, day.day) for day in days
    }


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_days(text):
    found = parse_local_day(text)
    assert found is None or (1 <= found.month <= 12 and 1 <= found.day <= 31)
