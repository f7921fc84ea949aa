"""Four windows side by side: what stops, when, and what contradicts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.spark.rights.instants import end_of, midnight, right_end
from upshot.decisions.spark.rights.machine import state_at
from upshot.decisions.spark.rights.windows import Stop, WindowName, compare_windows, days_to_ask
from upshot.vocabulary.entities import Campaign
from upshot.vocabulary.spark_rights import DURATIONS_DAYS, CodeWindow, DayWindow, RightState, SparkRight

PARIS, AUCKLAND = ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Auckland")
MADE = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


def right(*, code=None, contract=None, flight=None, state=RightState.AUTHORISED, zone=None) -> SparkRight:
    def days(pair):
        return DayWindow(*pair, zone) if pair else DayWindow()

    return SparkRight("r1", "lea", "1", state=state, code=code, contract=days(contract), flight=days(flight))


def code(days=30, starts_at=MADE, **more) -> CodeWindow:
    return CodeWindow(MADE, starts_at, days, **more)


def codes_of(comparison):
    return {conflict.code.removeprefix("spark_conflict_"): conflict.days for conflict in comparison.conflicts}


@pytest.mark.parametrize("days", [7, 30, 60, 365])
def test_a_code_runs_whole_days_from_its_instant_whatever_the_clocks_do(days):
    end = right_end(right(code=code(days)), PARIS).at
    assert (end - MADE).total_seconds() == days * 86_400
    assert end.time() == MADE.time()


def test_a_contract_day_ends_at_midnight_of_its_own_zone_in_winter_and_summer():
    assert end_of(DayWindow(ends_on=date(2026, 10, 24)), PARIS) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert end_of(DayWindow(ends_on=date(2026, 10, 25)), PARIS) == datetime(2026, 10, 25, 23, tzinfo=UTC)
    in_auckland = DayWindow(ends_on=date(2026, 10, 25), time_zone="Pacific/Auckland")
    assert end_of(in_auckland, PARIS) == datetime(2026, 10, 25, 11, tzinfo=UTC)


def test_a_day_whose_midnight_the_clocks_skip_begins_at_the_jump():
    assert midnight(date(2026, 4, 24), ZoneInfo("Africa/Cairo")) == datetime(2026, 4, 23, 22, tzinfo=UTC)


def test_the_code_binds_when_it_ends_first_and_tiktok_stops_the_ads():
    found = compare_windows(
        right(code=code(30), contract=(None, date(2026, 12, 31)), flight=(date(2026, 10, 5), date(2026, 11, 30))), PARIS
    )
    assert (found.binding, found.stop, found.ends_at) == (WindowName.CODE, Stop.DELIVERY, MADE + timedelta(days=30))
    assert codes_of(found) == {"flight_after_code": 31}


def test_a_contract_that_ends_before_its_code_takes_permission_and_stops_nothing():
    found = compare_windows(right(code=code(60), contract=(None, date(2026, 10, 31))), PARIS)
    assert (found.binding, found.stop) == (WindowName.CONTRACT, Stop.PERMISSION)
    assert codes_of(found) == {"code_after_contract": 30}


def test_a_flight_inside_all_windows_contradicts_nothing():
    found = compare_windows(
        right(
            code=code(60),
            contract=(date(2026, 9, 1), date(2026, 12, 31)),
            flight=(date(2026, 10, 5), date(2026, 10, 20)),
        ),
        PARIS,
        Campaign("Autumn", date(2026, 10, 1), date(2026, 10, 31)),
    )  # fmt: skip
    assert (found.conflicts, found.binding, found.stop) == ((), WindowName.FLIGHT, Stop.AS_PLANNED)


def test_every_broken_link_of_the_chain_has_its_own_name():
    found = compare_windows(
        right(
            code=code(7),
            contract=(date(2026, 10, 3), date(2026, 10, 5)),
            flight=(date(2026, 9, 28), date(2026, 10, 31)),
        ),
        PARIS,
        Campaign("Autumn", date(2026, 10, 1), date(2026, 10, 20)),
    )  # fmt: skip
    assert codes_of(found).keys() == {
        "flight_after_code", "flight_after_contract", "code_after_contract", "flight_after_campaign",
        "flight_before_code", "flight_before_contract", "flight_before_campaign",
    }  # fmt: skip


def test_an_unknown_end_is_unknown_and_never_far_away():
    found = compare_windows(right(code=CodeWindow(MADE)), PARIS)
    assert (found.right_end, found.ends_at, found.stop) == (None, None, Stop.UNKNOWN)
    assert found.unknown == (WindowName.CONTRACT, WindowName.CODE)


def test_a_code_of_unknown_birth_ends_at_the_latest_when_it_would_had_it_been_made_on_receipt():
    found = compare_windows(right(code=code(30, starts_at=None), flight=(None, date(2026, 10, 20))), PARIS)
    assert found.right_end.at == MADE + timedelta(days=30)
    assert found.right_end.is_bound
    assert codes_of(found) == {"code_end_uncertain": None}


@pytest.mark.parametrize(
    ("after", "expected"),
    [(timedelta(days=15, hours=23), "authorised"), (timedelta(days=16), "expiring"),
     (timedelta(days=30, microseconds=-1), "expiring"), (timedelta(days=30), "expired")],
)  # fmt: skip
def test_the_clock_moves_a_right_to_expiring_and_expired_on_the_instant(after, expected):
    assert state_at(right(code=code(30)), MADE + after, PARIS) == expected


def test_an_extended_right_is_not_expiring_any_more():
    extended = right(code=code(60), state=RightState.EXPIRING)
    assert state_at(extended, MADE + timedelta(days=20), PARIS) is RightState.AUTHORISED


@given(st.sampled_from(list(RightState)), st.integers(-100, 500))
def test_without_a_known_end_the_clock_moves_nothing_but_expiring(state, days):
    unknown = right(code=CodeWindow(MADE), state=state)
    expected = RightState.AUTHORISED if state is RightState.EXPIRING else state
    assert state_at(unknown, MADE + timedelta(days=days), PARIS) is expected


@pytest.mark.parametrize(
    ("flight_end", "days"),
    [("2026-10-01", (30, 8)), ("2026-10-23", (30, 30)), ("2026-10-24", (60, 31)), ("2027-09-23", (365, 365)),
     ("2027-09-24", (None, 366)), ("2026-09-30", (None, None))],
)  # fmt: skip
def test_the_duration_asked_for_is_the_shortest_that_covers_flight_and_buffer_from_today(flight_end, days):
    """In one zone without summer time; the last day and seven more are whole days after the first of October."""
    flight = DayWindow(date(2026, 9, 1), date.fromisoformat(flight_end), "Asia/Tokyo")
    assert days_to_ask(flight, ZoneInfo("Asia/Tokyo"), now=MADE, buffer_days=7) == days


def test_the_hour_that_autumn_gives_back_takes_a_longer_code():
    """Thirty days with 25 hours in one of them end an hour after a code of thirty days."""
    flight = DayWindow(date(2026, 10, 1), date(2026, 10, 30))
    now = datetime(2026, 10, 1, 9, tzinfo=PARIS)
    assert days_to_ask(flight, PARIS, now=now, buffer_days=0) == (60, 31)
    assert days_to_ask(flight, ZoneInfo("UTC"), now=now, buffer_days=0) == (30, 30)
    spring = DayWindow(date(2027, 3, 15), date(2027, 4, 13))
    assert days_to_ask(spring, PARIS, now=datetime(2027, 3, 15, 9, tzinfo=PARIS), buffer_days=0) == (30, 30)


def test_a_running_flight_asks_for_what_is_left_of_it():
    flight = DayWindow(date(2026, 8, 1), date(2026, 10, 10))
    assert days_to_ask(flight, PARIS, now=MADE) == (30, 17)


@given(
    st.sampled_from(["Europe/Paris", "Pacific/Auckland", "America/Los_Angeles", "Asia/Tokyo", "Australia/Lord_Howe"]),
    st.sampled_from([None, "America/New_York", "Europe/London"]),
    st.integers(0, 370), st.integers(0, 300), st.integers(0, 14), st.integers(0, 86_399),
)  # fmt: skip
def test_a_code_of_the_duration_asked_for_covers_flight_and_buffer_and_no_shorter_one_does(
    name, ad_zone, day, length, buffer_days, second
):
    zone = ZoneInfo(name)
    now = MADE + timedelta(days=day, seconds=second)
    today = now.astimezone(zone).date()
    flight = DayWindow(today, today + timedelta(days=length + 1), ad_zone)
    days, needed = days_to_ask(flight, zone, now=now, buffer_days=buffer_days)
    kept_until = end_of(DayWindow(None, flight.ends_on + timedelta(days=buffer_days), ad_zone), zone)
    reckoned = midnight(today, zone)  # a creator says "made today"
    assert needed is not None
    assert all((reckoned + timedelta(days=each) >= kept_until) == (days is not None and each >= days)
               for each in DURATIONS_DAYS)  # fmt: skip
