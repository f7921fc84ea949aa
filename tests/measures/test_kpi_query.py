"""What a query means: ratios of sums, gains between readings, days in the right zone, joins that lead somewhere."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doubles import MemoryWorkspace
from tests.measures.kpi_brand import EXTRA, FACTS, MARCH, POST_1, POST_2, POST_3, RECORDS, ad, brand, order
from upshot.measures.kpi import RollUp
from upshot.measures.query import query

ENGINES = pytest.mark.parametrize("engine", ["duckdb", "pyarrow"])


@ENGINES
def test_cpm_of_a_month_is_the_ratio_of_sums_not_the_mean_of_days(engine):
    data = MemoryWorkspace(
        {"ad_day": [ad("1", "2026-03-01", 100, 1_000), ad("1", "2026-03-02", 10, 100_000)]}, engine=engine
    )
    month = query(data, ["cpm_ads"], by=["month"]).cell("cpm_ads", date(2026, 3, 1))
    days = [cell.value for cell in query(data, ["cpm_ads"], by=["day"]).column("cpm_ads")]
    assert month.value == pytest.approx(110 / 101)
    assert days == [100.0, 0.1]  # whose mean, 50.05, is forty-six times too high


@ENGINES
def test_views_over_days_are_differences_between_readings(engine):
    table = query(brand(engine), ["views"], by=["day"], where={"post": [POST_1]})
    assert [(row.keys[0].day, row.cells[0].value) for row in table.rows] == [(3, 400.0), (20, 600.0)]
    assert "kpi_note_gains" in {note.code for note in table.notes}


def test_gains_of_all_days_add_up_to_the_latest_reading():
    by_day = query(brand(), ["views"], by=["day"]).total("views")
    assert by_day == query(brand(), ["views"]).cell("views").value == 5_000


def test_an_old_post_read_for_the_first_time_in_the_period_says_nothing_about_the_period():
    april = (date(2026, 3, 10), date(2026, 4, 30))
    table = query(brand(), ["views"], by=["month"], period=april)
    assert table.cell("views", date(2026, 3, 1)).value == 600  # post 1's second reading; posts 2 and 3 are unknown


def test_a_period_without_time_keeps_the_posts_published_in_it():
    first_week = (date(2026, 3, 1), date(2026, 3, 3))
    table = query(brand(), ["views"], by=["post"], period=first_week)
    assert [row.keys for row in table.rows] == [(POST_1,)]


@ENGINES
def test_an_order_late_at_night_belongs_to_the_next_day_in_paris(engine):
    data = brand(engine, time_zone="Europe/Paris")
    table = query(data, ["orders"], by=["month"])
    assert table.cell("orders", date(2026, 4, 1)).value == 1  # 31 March 23:30 UTC, in summer time


@ENGINES
def test_days_change_with_summer_time_in_both_directions(engine):
    moments = {
        "2026-03-28T22:59:00": date(2026, 3, 28),
        "2026-03-28T23:00:00": date(2026, 3, 29),
        "2026-03-29T21:59:00": date(2026, 3, 29),
        "2026-03-29T22:00:00": date(2026, 3, 30),
        "2026-10-24T22:00:00": date(2026, 10, 25),
        "2026-10-25T22:59:00": date(2026, 10, 25),
        "2026-10-25T23:00:00": date(2026, 10, 26),
    }
    facts = {"order": [order(n, at, 1) for n, at in enumerate(moments)]}
    data = MemoryWorkspace(facts, settings={"time_zone": "Europe/Paris"}, engine=engine)
    table = query(data, ["orders"], by=["day"])
    expected = sorted(set(moments.values()))
    assert [row.keys[0] for row in table.rows] == expected
    assert [row.cells[0].value for row in table.rows] == [list(moments.values()).count(day) for day in expected]


@ENGINES
def test_a_week_begins_on_monday(engine):
    days = [f"2026-03-{day:02d}" for day in range(1, 17)]  # 1 March 2026 is a Sunday
    data = MemoryWorkspace({"ad_day": [ad("1", day, 1, 100) for day in days]}, engine=engine)
    weeks = {row.keys[0]: row.cells[0].value for row in query(data, ["spend"], by=["week"]).rows}
    assert weeks == {date(2026, 2, 23): 1, date(2026, 3, 2): 7, date(2026, 3, 9): 7, date(2026, 3, 16): 1}


def test_a_row_without_the_denominator_counts_on_neither_side():
    rows = [ad("1", "2026-03-01", 10, 1_000), ad("1", "2026-03-02", 90, 0) | {"impressions": None}]
    cell = query(MemoryWorkspace({"ad_day": rows}), ["cpm_ads"]).cell("cpm_ads")
    assert (cell.numerator, cell.denominator, cell.value) == (Decimal(10), 1_000, 10.0)


def test_no_data_is_null_with_a_reason_and_never_zero():
    cell = query(MemoryWorkspace(), ["spend"]).cell("spend_ads")
    assert cell.value is None
    assert cell.why_null.code == "kpi_no_data"


def test_zero_leads_make_a_cost_per_lead_undefined_at_least_the_cost():
    facts = FACTS | {"lead": [FACTS["lead"][3]]}  # a lead that came from elsewhere: leads are tracked, none is ours
    cell = query(MemoryWorkspace(facts, RECORDS), ["cpl"], extra=EXTRA).cell("cpl")
    assert cell.value is None
    assert (cell.why_null.code, cell.why_null.facts["cost"]) == ("kpi_at_least_cost", "400.00")


def test_leads_that_nobody_tracks_are_unknown_rather_than_zero():
    facts = {name: rows for name, rows in FACTS.items() if name != "lead"}
    cell = query(MemoryWorkspace(facts, RECORDS), ["cpl"], extra=EXTRA).cell("cpl")
    assert cell.why_null.code == "kpi_no_denominator"


def test_a_creator_with_cost_and_no_credit_returns_zero():
    table = query(brand(), ["roas_all_in"], by=["creator"], extra=EXTRA)
    assert table.cell("roas_all_in", "ben").value == 0
    assert table.cell("roas_all_in", "ana").value == pytest.approx(100 / 300)


def test_credit_counts_under_one_rule_at_a_time():
    linear = query(brand(), ["orders_attributed"], extra=EXTRA, rule="linear")
    assert linear.cell("orders_attributed").value == 0.5
    assert linear.rule == "linear"


@ENGINES
def test_ads_reach_creator_campaign_and_type_through_the_spark_sheet(engine):
    table = query(brand(engine), ["spend"], by=["creator", "campaign", "collaboration_type", "content_type", "tier"])
    assert table.cell("spend_ads", "ana", "Spring", "sponsored_video", "tutorial", "nano").value == 150
    assert table.cell("spend_ads", None, "Spring", None, None, None).value == 30  # ad 22: only its campaign is known


def test_a_post_belongs_to_the_collaboration_that_ran_on_its_day():
    table = query(brand(), ["posts"], by=["post", "campaign", "collaboration_type"])
    keys = {row.keys[0]: row.keys[1:] for row in table.rows}
    assert keys[POST_2] == ("Spring", "ambassador")
    assert keys[POST_3] == (None, None)  # the day after the collaboration ended


def test_visits_by_creator_read_the_breakdown_that_has_the_tag_and_no_other():
    table = query(brand(), ["visits_tagged"], by=["creator"])
    assert [(row.keys, row.cells[0].value) for row in table.rows] == [(("ana",), 15.0)]


def test_where_keeps_only_what_it_names():
    table = query(brand(), ["net_revenue"], by=["country"], where={"country": ["BE"]})
    assert [(row.keys, row.cells[0].value) for row in table.rows] == [(("BE",), 100.0)]


def test_money_without_an_exchange_rate_is_left_out_and_said():
    rows = [ad("1", "2026-03-01", 10, 1_000), ad("1", "2026-03-02", 10, 1_000, currency="USD")]
    table = query(MemoryWorkspace({"ad_day": rows}), ["spend"])
    assert table.cell("spend_ads").value == 10
    assert table.notes[0].facts["currencies"] == "USD"
    with_rate = query(MemoryWorkspace({"ad_day": rows}, settings={"fx_usd": "0.9"}), ["spend"])
    assert with_rate.cell("spend_ads").value == pytest.approx(19)


def test_money_stays_exact_to_the_cent():
    rows = [order(n, "2026-03-01T10:00:00", 0.1) for n in range(30)]
    cell = query(MemoryWorkspace({"order": rows}), ["net_revenue"]).cell("net_revenue")
    assert cell.numerator == Decimal("3.0")


def test_the_table_goes_to_arrow_with_both_sums():
    arrow = query(brand(), ["cpm_ads"], by=["day"], period=MARCH).to_arrow()
    assert arrow.column("day").to_pylist() == [date(2026, 3, 2), date(2026, 3, 3)]
    assert arrow.column("cpm_ads_numerator").to_pylist() == [100.0, 80.0]
    assert arrow.column("cpm_ads_denominator").to_pylist() == [10_000.0, 30_000.0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=30))
def test_a_sum_by_day_adds_up_to_the_sum_without_days_in_any_order(rows):
    made = [ad(str(n), f"2026-02-{day:02d}", cents / 100, seen) for n, (day, cents, seen) in enumerate(rows)]
    whole = query(MemoryWorkspace({"ad_day": made}), ["spend", "impressions"])
    by_day = query(MemoryWorkspace({"ad_day": made[::-1]}), ["spend", "impressions"], by=["day"])
    for kpi in whole.kpis:
        assert kpi.roll_up is RollUp.SUM
        assert by_day.total(kpi.id) == pytest.approx(whole.cell(kpi.id).value)
