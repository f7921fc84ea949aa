"""What a second import does, by table; the model in `model.py` is the judge."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.conftest import content, load
from tests.warehouse.model import restate
from upshot.vocabulary.counts import TableCount
from upshot.vocabulary.tables import TABLES
from upshot.warehouse.lake import Lake

DAYS = st.integers(0, 70).map(lambda n: date(2026, 1, 10) + timedelta(days=n))
INSTANTS = DAYS.map(lambda day: datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC))
FEW = st.sampled_from(["a", "b", "c"])
MAYBE = st.none() | st.sampled_from(["x", "y"])
COUNT = st.none() | st.integers(0, 3)
ROWS = {
    "order": st.fixed_dictionaries(
        {
            "account_id": st.just("shop"),
            "order_id": FEW,
            "ordered_at": INSTANTS,
            "total": st.sampled_from([Decimal("1.0000"), Decimal("2.5000")]),
            "codes": st.sampled_from([None, [], ["LEA10"]]),
        }
    ),
    "order_line": st.fixed_dictionaries(
        {
            "account_id": st.just("shop"),
            "order_id": FEW,
            "line": st.integers(1, 3),
            "ordered_at": INSTANTS,
            "quantity": COUNT,
        }
    ),
    "ad_day": st.fixed_dictionaries(
        {
            "account_id": st.sampled_from(["a1", "a2"]),
            "campaign_id": MAYBE,
            "ad_id": FEW,
            "day": DAYS,
            "impressions": COUNT,
        }
    ),
    "visit_day": st.fixed_dictionaries(
        {
            "account_id": st.just("ga"),
            "breakdown": st.sampled_from(["day", "day+source"]),
            "day": DAYS,
            "utm_source": MAYBE,
            "sessions": COUNT,
        }
    ),
    "post": st.fixed_dictionaries(
        {
            "post_id": FEW,
            "creator": MAYBE,
            "caption": MAYBE,
            "duration_s": COUNT.map(lambda n: None if n is None else float(n)),
        }
    ),
    "account_organic_day": st.fixed_dictionaries({"account_id": FEW, "day": DAYS, "views": COUNT, "likes": COUNT}),
    "post_reading": st.fixed_dictionaries({"post_id": FEW, "read_at": INSTANTS, "views": COUNT}),
    "touch": st.fixed_dictionaries(
        {
            "account_id": st.just("site"),
            "visitor_key": FEW,
            "touched_at": INSTANTS,
            "kind": st.just("click"),
            "channel": MAYBE,
            "medium": MAYBE,
        }
    ),
    "survey_answer": st.fixed_dictionaries(
        {"account_id": st.just("s"), "respondent": FEW, "question": MAYBE, "answer": MAYBE}
    ),
}


def full(table: str, rows: list[dict]) -> list[dict]:
    return [dict.fromkeys(TABLES[table].column_names) | row for row in rows]


@pytest.mark.parametrize("table", ROWS)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_series_of_imports_leaves_what_the_rules_say(table: str, data: st.DataObject) -> None:
    drops = data.draw(st.lists(st.lists(ROWS[table], min_size=1, max_size=10), min_size=2, max_size=3))
    expected: list[dict] = []
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder))
        for drop in drops:
            before = len(expected)
            expected = restate(TABLES[table], expected, full(table, drop))
            count = load(lake, table, drop).tables[table]
            assert before + count.new - count.removed == len(expected)
            assert count.new + count.restated + count.unchanged + count.duplicates == len(drop)
            assert content(lake, table) == sorted(expected, key=repr)
        versions = lake.versions()
        again = load(lake, table, drops[-1]).tables[table]
        assert (again.changed, lake.versions()) == (0, versions)


def test_an_order_whose_date_moved_to_another_month_is_there_once(lake: Lake) -> None:
    order = {"account_id": "shop", "order_id": "1", "ordered_at": datetime(2026, 1, 31, 23, tzinfo=UTC)}
    load(lake, "order", [order])
    report = load(lake, "order", [order | {"ordered_at": datetime(2026, 2, 1, 1, tzinfo=UTC)}])
    assert report.tables["order"] == TableCount(restated=1)
    assert [row["ordered_at"].month for row in content(lake, "order")] == [2]


def test_a_line_taken_off_an_order_goes_with_the_next_export(lake: Lake) -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    lines = [{"account_id": "s", "order_id": "1", "line": n, "ordered_at": at, "sku": f"k{n}"} for n in (1, 2)]
    load(lake, "order_line", lines)
    assert load(lake, "order_line", lines[:1]).tables["order_line"] == TableCount(unchanged=1, removed=1)
    assert [row["line"] for row in content(lake, "order_line")] == [1]


def test_a_day_that_a_newer_export_no_longer_has_is_removed_but_days_outside_stay(lake: Lake) -> None:
    days = [
        {"account_id": "a", "campaign_id": "c", "ad_id": "1", "day": date(2026, 1, d), "spend": 1} for d in (1, 2, 3, 9)
    ]
    load(lake, "ad_day", days)
    report = load(lake, "ad_day", [days[0], days[2]])
    assert report.tables["ad_day"] == TableCount(unchanged=2, removed=1)
    assert [row["day"].day for row in content(lake, "ad_day")] == [1, 3, 9]


def test_null_never_overwrites_what_was_known_of_a_post_and_zero_does(lake: Lake) -> None:
    load(lake, "post", [{"post_id": "1", "caption": "hello", "duration_s": 12.0}])
    load(lake, "post", [{"post_id": "1", "caption": None, "duration_s": 0.0}])
    assert [(row["caption"], row["duration_s"]) for row in content(lake, "post")] == [("hello", 0.0)]


def test_a_row_that_did_not_change_keeps_the_import_that_first_brought_it(lake: Lake) -> None:
    rows = [{"post_id": "1", "read_at": datetime(2026, 1, d, tzinfo=UTC), "views": d} for d in (1, 2)]
    load(lake, "post_reading", rows, import_id="first")
    load(lake, "post_reading", [rows[0], rows[1] | {"views": 99}], import_id="second")
    found = lake.frame("post_reading").sort("read_at").collect()["import_id"].to_list()
    assert found == ["first", "second"]
