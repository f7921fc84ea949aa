"""Customers won through creators, beside matched others."""

import random
from datetime import date

import pytest

from tests.decisions.below_line.shop import customers, customers_of, loyalty, others, shop, won
from tests.decisions.brand import order
from upshot.decisions.verdict.model import Scope


def test_uplift_is_the_later_margin_of_a_customer_more_than_that_of_a_matched_one():
    found, table = loyalty(shop(won(80, 40), others(200, 50)))
    matched_rate = 50 / 200  # the returning ones come first; see `test_baseline_is_weighted…` for uneven days
    line = table.horizons[-1]
    assert (found.n, found.n_control, found.horizon_days) == (80, 200, 90)
    assert line.repeat_rate == 0.5
    assert line.baseline_repeat_rate == pytest.approx(matched_rate, abs=0.02)
    assert found.value == pytest.approx(60 * 0.5 * (line.repeat_rate - line.baseline_repeat_rate))
    assert found.interval.low < found.value < found.interval.high
    assert found.interval.low > 0


def test_the_first_order_never_counts_so_that_nothing_is_counted_twice():
    dear = {"net_revenue": 6_000}
    cheap, table = loyalty(shop(won(), others()))
    costly, other = loyalty(shop(won(first=dear), others(first=dear)))
    assert costly.value == cheap.value
    assert other == table


def test_a_later_order_with_a_trace_is_a_return_but_no_margin_of_loyalty():
    found, table = loyalty(shop(won(later={"codes": ["LEA10"]}), others()))
    line = table.horizons[0]
    assert (line.repeat_rate, line.margin_per_customer) == (0.5, 0.0)
    assert found.value < 0


def test_a_refunded_order_is_neither_a_first_nor_a_later_one():
    back = {"status": "refunded", "refunded": 60, "net_revenue": 0}
    _, table = loyalty(shop(won(later=back), others()))
    assert table.horizons == ()  # nobody who was won came back: the spread is unknown
    assert len(customers(shop(others(first=back)))) == 0


def test_customers_who_could_not_be_watched_long_enough_do_not_count():
    late = customers_of("late", 60, 30, first={"codes": ["LEA10"]}, starts=90_000, since=date(2026, 4, 1), after=10)
    late_others = customers_of("lateo", 60, 30, starts=95_000, since=date(2026, 4, 1), after=10)
    _, table = loyalty(shop(won(), others(), late, late_others))
    by_days = {line.horizon_days: (line.customers, line.baseline_customers) for line in table.horizons}
    assert by_days[30] == (140, 260)
    assert 80 < by_days[90][0] < 140  # only those won up to the beginning of April have been watched for 90 days
    assert 180 not in by_days


def test_the_headline_is_the_longest_horizon_that_half_of_the_cohort_was_watched_for():
    late = customers_of("late", 100, 40, first={"codes": ["LEA10"]}, starts=90_000, since=date(2026, 4, 3), after=10)
    late_others = customers_of("lateo", 100, 40, starts=95_000, since=date(2026, 4, 3), after=10)
    found, table = loyalty(shop(won(80), others(), late, late_others))
    assert [line.horizon_days for line in table.horizons] == [30, 60, 90]
    assert table.horizons[-1].customers == 80
    assert found.horizon_days == 60


def test_customers_of_another_country_or_month_are_no_match():
    found, table = loyalty(shop(won(), others(first={"country": "DE"})))
    assert (found.value, found.why_null.code, table.matched) == (None, "null_few_customers", 0)
    elsewhen, _ = loyalty(shop(won(), others(since=date(2026, 2, 1))))
    assert elsewhen.why_null.facts["baseline"] == "0"


def test_baseline_is_weighted_to_the_value_of_the_cohorts_first_orders():
    """Big baskets come back more often; the cohort has few of them, and the baseline's share must not matter."""
    small, big = {"net_revenue": 30}, {"net_revenue": 90}
    cohort = won(90, 45, first=small) + customers_of("wonbig", 10, 5, first=big | {"codes": ["LEA10"]}, starts=80_000)
    base = others(100, 10, first=small) + customers_of("obig", 300, 270, first=big, starts=90_000)
    _, table = loyalty(shop(cohort, base))
    expected = 0.9 * 10 / 100 + 0.1 * 270 / 300
    assert table.horizons[0].baseline_repeat_rate == pytest.approx(expected, abs=1e-9)


def test_customers_first_seen_in_the_first_ninety_days_may_be_old_ones():
    early = customers_of("early", 100, 50, starts=90_000, since=date(2025, 11, 1))
    assert customers(shop(early)).n_washed_in == 101  # and the one at the very beginning
    assert len(customers(shop(early))) == 0
    told = [row | {"is_new_customer": True} for row in early]
    assert len(customers(shop(told))) == 100


def test_a_customer_whom_the_shop_knows_is_not_new():
    known = others(100, 10, first={"is_new_customer": False})
    assert len(customers(shop(known))) == 0


def test_a_creators_own_cohort_leaves_other_creators_customers_out_on_both_sides():
    max_won = customers_of("max", 70, 70, first={"codes": ["MAX10"]}, starts=80_000)
    found, table = loyalty(shop(won(), others(), max_won), Scope(kind="creator", name="lea"))
    assert (table.acquired, found.n, found.n_control) == (80, 80, 200)


@pytest.mark.parametrize(
    ("orders", "settings", "code"),
    [
        ([won(20, 10), others()], {}, "null_few_customers"),
        ([won(80, 2), others()], {}, "null_few_customers"),
        ([others()], {}, "null_no_acquired"),
        ([won(first={"customer_key": None}), others()], {}, "null_no_acquired"),
        ([], {}, "null_no_new_customers"),
        ([won(), others()], {"gross_margin_rate": ""}, "reason_no_gross_margin_rate"),
    ],
)
def test_thin_evidence_is_null_with_its_reason_and_what_would_help(orders, settings, code):
    found, _ = loyalty(shop(*orders, **settings))
    assert (found.value, found.interval, found.why_null.code) == (None, None, code)
    assert found.what_would_help


def test_a_file_without_customers_says_so():
    rows = [{k: v for k, v in row.items() if k != "customer_key"} for row in won()]
    data = shop(rows)
    data._facts["order"] = data._facts["order"].slice(2)
    assert loyalty(data)[0].why_null.code == "null_no_customer_keys"


def test_repeat_rates_are_known_without_a_margin_rate():
    _, table = loyalty(shop(won(), others(), gross_margin_rate=""))
    assert table.horizons[0].repeat_rate == 0.5
    assert table.horizons[0].margin_uplift is None


def test_no_difference_is_an_interval_that_holds_zero():
    found, _ = loyalty(shop(won(84, 28), others(252, 84)))
    assert found.interval.low < 0 < found.interval.high


def test_every_order_of_a_known_customer_is_a_first_or_a_later_one():
    told = [row | {"is_new_customer": True} for part in (won(), others()) for row in part]
    found = customers(shop(told, others(30, 0, first={"customer_key": None})))
    assert found.n_without_key == 30
    in_table = len(found) + len(found.repeats.customer)
    assert in_table == found.n_orders - found.n_without_key - 2  # the two at the edges are washed in


def test_the_order_of_rows_changes_nothing():
    rows = [*won(), *others()]
    once = loyalty(shop(rows))
    random.Random(4).shuffle(rows)
    again = loyalty(shop(rows))
    assert again[0].value == once[0].value
    assert again[0].interval.low == pytest.approx(once[0].interval.low, rel=1e-9)


def test_two_shops_may_give_the_same_number_to_different_orders():
    mine = won(60, 30)
    theirs = [
        row | {"account_id": "other-shop", "codes": [], "customer_key": row["customer_key"] + "x"} for row in mine
    ]
    _, table = loyalty(shop(mine, theirs, others(60, 30)))
    assert (table.acquired, table.horizons[0].baseline_customers) == (60, 120)


def test_keys_of_the_usual_length_are_told_apart_as_any_others():
    rows = [*won(), *others()]
    keyed = [row | {"customer_key": f"{hash(row['customer_key']) % 16**16:016x}" + "f" * 48} for row in rows]
    assert loyalty(shop(keyed)) == loyalty(shop(rows))


def test_amounts_in_another_currency_are_converted():
    dollars = {"currency": "USD"}
    plain, _ = loyalty(shop(won(), others()))
    found, _ = loyalty(shop(won(first=dollars, later=dollars), others(first=dollars, later=dollars), fx_usd="0.5"))
    assert found.value == pytest.approx(plain.value / 2)


def test_of_two_first_orders_at_one_instant_the_smaller_number_is_the_first():
    twins = [order(70_000, "2026-03-05", customer_key="twin", codes=["LEA10"]),
             order(70_001, "2026-03-05", customer_key="twin")]  # fmt: skip
    for rows in (twins, twins[::-1]):
        found = customers(shop(rows))
        assert found.touched.tolist() != [-1]
        assert found.repeats.is_traced.tolist() == [False]
