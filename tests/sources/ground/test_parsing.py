"""Text to typed values: the ways in which platforms and spreadsheets write one thing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from upshot.sources.parsing import (
    BOOLEAN,
    DAY,
    ID,
    INSTANT,
    MONEY,
    RATE,
    RATE_IN_PERCENT,
    TEXT,
    TEXT_LIST,
    WHOLE,
    WHOLE_ABBREVIATED,
    Habits,
    currency_in,
)

FAILED = object()


def _read(parser, cells, **habits):
    habits = Habits(**habits)
    array = pa.array(cells, pa.string())
    parser.learn(array, habits, "column")
    parsed = parser.parse(array, habits, "column")
    failed = parsed.failed.to_pylist() if parsed.failed is not None else [False] * len(cells)
    return [FAILED if bad else value for value, bad in zip(parsed.values.to_pylist(), failed, strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        *("1234.56", "1,234.56", "1.234,56", "1 234,56", "1\u00a0234,56 €", "1\u202f234,56\u00a0€", "€1,234.56"),
        *("US$1,234.56", "EUR 1.234,56", "1,234.56 USD", "1'234.56", "CHF 1’234.56", "+1234.56", "R$ 1.234,56"),
    ],
)
def test_every_way_to_write_an_amount_is_the_same_amount(text):
    assert _read(MONEY, [text]) == [Decimal("1234.5600")]


@pytest.mark.parametrize("text", ["(3.50)", "-3.50", "3.50-", "−3,50 €", "-$3.50", "€-3.50", "(3,50 €)"])
def test_every_way_to_write_a_minus_is_a_minus(text):
    assert _read(MONEY, [text]) == [Decimal("-3.5000")]


def test_a_lone_comma_before_three_digits_is_refused_for_money_until_another_cell_settles_it():
    assert _read(MONEY, ["1,234"]) == [FAILED]
    assert _read(MONEY, ["1,234", "0,50"]) == [Decimal("1.2340"), Decimal("0.5000")]
    assert _read(MONEY, ["1,234", "0.50"]) == [Decimal("1234.0000"), Decimal("0.5000")]
    assert _read(MONEY, ["1,234"], decimal_mark=".") == [Decimal("1234.0000")]


def test_three_decimals_with_a_dot_are_decimals_as_the_api_writes_them():
    assert _read(MONEY, ["20.000", "0.377"]) == [Decimal("20.0000"), Decimal("0.3770")]


def test_a_dot_is_a_thousands_mark_where_the_file_writes_decimal_commas():
    assert _read(MONEY, ["1.234"], decimal_mark=",") == [Decimal("1234.0000")]


def test_counts_read_a_lone_mark_as_thousands():
    assert _read(WHOLE, ["1,234", "5"]) == [1234, 5]
    assert _read(WHOLE, ["1.234", "987"]) == [1234, 987]
    assert _read(WHOLE, ["12\u202f345"]) == [12345]


def test_a_count_may_end_in_point_zero_and_may_not_be_a_fraction():
    assert _read(WHOLE, ["12.0", "12.5", "many", "99999999999999999999"]) == [12, FAILED, FAILED, FAILED]


def test_abbreviations_count_only_where_the_column_allows_them():
    assert _read(WHOLE_ABBREVIATED, ["1.2K", "3,4 M", "15", "1.1B"]) == [1200, 3_400_000, 15, 1_100_000_000]
    assert _read(WHOLE, ["1.2K"]) == [FAILED]


@pytest.mark.parametrize("text", ["12,34,5", "1.2.3,4,5", "1,23,4", "--5", "5-5", "12€34", "inf", "0x1F", "1e999"])
def test_nonsense_is_no_amount(text):
    assert _read(MONEY, [text, "x"]) == [FAILED, FAILED]


@settings(max_examples=150, deadline=None)
@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["en_GB", "fr_FR", "de_DE", "es_ES", "pt_BR", "pl_PL", "de_CH"]),
)
def test_what_a_country_writes_with_cents_is_read_back(amount, locale):
    text = format_decimal(amount, format="#,##0.00", locale=locale)
    assert _read(MONEY, [text]) == [amount.quantize(Decimal("0.0001"))]


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**15), 10**15), st.sampled_from(["en_GB", "fr_FR", "de_DE", "es_ES", "pt_BR", "pl_PL"]))
def test_what_a_country_writes_as_a_count_is_read_back(count, locale):
    assert _read(WHOLE, [format_decimal(count, locale=locale)]) == [count]


def test_a_rate_is_a_share_of_one_whatever_it_looked_like():
    assert _read(RATE, ["62,5 %", "62.5%", "0.625", None]) == [0.625, 0.625, 0.625, None]
    assert _read(RATE_IN_PERCENT, ["1.18", "1,18 %"]) == pytest.approx([0.0118, 0.0118])


def test_a_day_is_read_in_every_order_that_its_column_proves():
    assert _read(DAY, ["03/04/2025", "13/04/2025"])[0] == date(2025, 4, 3)
    assert _read(DAY, ["03/04/2025", "04/13/2025"])[0] == date(2025, 3, 4)
    assert _read(DAY, ["03/04/2025"], day_first=True) == [date(2025, 4, 3)]
    assert _read(DAY, ["2025-04-03", "2025/04/03", "20250403", "3.4.2025"]) == [date(2025, 4, 3)] * 4


def test_an_ambiguous_day_is_kept_as_a_question():
    habits = Habits()
    DAY.learn(pa.array(["03/04/2025"]), habits, "Date")
    assert habits.undecided_days == {"Date": "03/04/2025"}


def test_days_that_do_not_exist_fail():
    assert _read(DAY, ["2025-02-30", "31/04/2025", "soon", "45901"]) == [FAILED] * 4


def test_an_instant_takes_its_own_offset_or_the_files_zone():
    expected = datetime(2012, 1, 1, 16, 13, 25, tzinfo=UTC)
    assert _read(INSTANT, ["2012-01-01 11:13:25 -0500"], zone="Europe/Paris") == [expected]
    assert _read(INSTANT, ["2012-01-01 17:13:25"], zone="Europe/Paris") == [expected]
    assert _read(INSTANT, ["2012-01-01T16:13:25.000Z", "1325434405", "1325434405000"]) == [expected] * 3


def test_clock_changes_neither_fail_nor_repeat():
    skipped, repeated, summer = _read(
        INSTANT, ["2025-03-30 02:30:00", "2025-10-26 02:30:00", "2025-07-01 12:00:00"], zone="Europe/Paris"
    )
    assert skipped == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert repeated == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert summer == datetime(2025, 7, 1, 10, 0, tzinfo=UTC)


def test_american_and_british_clocks_are_read():
    assert _read(INSTANT, ["04/13/2025 01:02:03 PM"]) == [datetime(2025, 4, 13, 13, 2, 3, tzinfo=UTC)]
    assert _read(INSTANT, ["13/04/2025 13:02", "12/04/2025 12:00 AM"]) == [
        datetime(2025, 4, 13, 13, 2, tzinfo=UTC),
        datetime(2025, 4, 12, 0, 0, tzinfo=UTC),
    ]


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)), st.sampled_from(["Europe/Paris", "America/New_York"]))
def test_the_fast_and_the_slow_road_to_an_instant_agree(moment, zone):
    moment = moment.replace(microsecond=0)
    fast = _read(INSTANT, [moment.strftime("%Y-%m-%d %H:%M:%S")], zone=zone)
    slow = _read(INSTANT, [moment.strftime("%d.%m.%Y %H:%M:%S")], zone=zone)
    assert fast == slow


def test_an_id_ruined_by_a_spreadsheet_is_refused_and_a_dressed_one_undressed():
    assert _read(ID, ["1.71E+15", "7300.0", '="123"', "'456", "ad 1.0 test"]) == [
        FAILED,
        "7300",
        "123",
        "456",
        "ad 1.0 test",
    ]


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3"])
def test_a_formula_is_text(cell):
    assert _read(TEXT, [cell]) == [cell]


def test_yes_and_no_in_five_languages():
    assert _read(BOOLEAN, ["Oui", "sí", "SIM", "ja", "yes"]) == [True] * 5
    assert _read(BOOLEAN, ["non", "não", "nein", "FALSE", "maybe"]) == [False] * 4 + [FAILED]


def test_a_list_is_cut_at_the_strongest_mark():
    assert _read(TEXT_LIST, ["a; b c", "a, b c", "a b", '["a", "b"]', None]) == [
        ["a", "b c"],
        ["a", "b c"],
        ["a", "b"],
        ["a", "b"],
        None,
    ]


def test_an_amount_tells_its_currency():
    assert [currency_in(text) for text in ("US$12", "Cost (EUR)", "12 €", "$5", "12")] == [
        "USD",
        "EUR",
        "EUR",
        None,
        None,
    ]
