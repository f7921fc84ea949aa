"""Where a journey begins and ends, and what is set aside on the way; always counted by name.

A cut takes most of half a second, so the scenes that ask for the usual settings are cut together: each has visitors and
channels of its own (`scene/…`), and is read on its own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from tests.decisions.brand import order
from tests.doubles import arrow_rows
from tests.journeys.cuts import Found, cut, touch
from upshot.vocabulary.tables import TOUCH

SCENES: dict[str, list[Any]] = {}
ORDERS: list[dict[str, Any]] = []


def bought(at: str, visitor: str, number: int | None = None, **values: Any) -> dict[str, Any]:
    """An order, and the row of the touch table that ties it to a visitor."""
    number = number or len(ORDERS) + 1
    day, time = at.split(" ")
    ORDERS.append(order(number, f"2026-{day}", ordered_at=f"2026-{day}T{time}:00", **values))
    return touch(visitor, at, None, kind="order", order_ref=f"#{number}")


def scene(name: str, *rows: dict[str, Any]) -> str:
    """Keep the rows under `name`: visitors and channels are given it in front."""
    SCENES[name] = [
        row
        | {"visitor_key": row["visitor_key"] and f"{name}/{row['visitor_key']}"}
        | {"channel": row["channel"] and f"{name}/{row['channel']}"}
        for row in rows
    ]
    return name


@cache
def usual() -> Found:
    """All scenes in one cut, with the settings as they are."""
    return cut([row for rows in SCENES.values() for row in rows], ORDERS, fx_usd="0.9")


def paths_of(name: str) -> list[str]:
    """The paths of one scene."""
    return [path.replace(f"{name}/", "") for path in usual().paths if path.startswith(f"{name}/")]


IN_TIME = scene(
    "in time", touch("a", "03-19 10:00", "search"), bought("03-20 12:00", "a"), touch("a", "03-12 10:00", "mail")
)
TWO_ORDERS = scene(
    "two orders",
    *(touch("a", f"03-{day} 10:00", f"c{day}") for day in ("08", "12", "13", "25")),
    bought("03-10 12:00", "a"),
    bought("03-20 12:00", "a", net_revenue="10.01"),
)
SILENCE = scene(
    "silence", touch("a", "01-01 10:00", "x"), touch("a", "02-09 10:00", "y"), touch("a", "03-11 10:00", "z")
)
WINDOW = scene(
    "window",
    *(touch("a", day, day[:5]) for day in ("03-01 10:00", "03-11 11:59", "03-11 12:00", "04-01 10:00")),
    bought("04-10 12:00", "a"),
)
TOO_LATE = scene("too late", touch("a", "03-01 10:00", "x"), bought("05-10 12:00", "a", 777))
BURST = scene(
    "burst",
    *(touch("a", f"03-01 10:{minute:02}", "x") for minute in range(0, 60, 20)),
    touch("a", "03-01 10:45", "y"),
    touch("a", "03-01 10:50", "x"),
)
ACROSS = scene("across", touch("a", "03-01 10:00", "x"), bought("03-01 10:05", "a"), touch("a", "03-01 10:15", "x"))
SKEW = scene("skew", bought("03-20 12:00", "a"), touch("a", "03-20 12:05", "x"), touch("a", "03-20 12:06", "y"))
REFUNDED = scene(
    "refunded",
    touch("a", "03-19 10:00", "x"),
    bought("03-20 12:00", "a", status="refunded", net_revenue=0, refunded=60),
    touch("a", "03-21 10:00", "y"),
)
CLOCKS = scene(
    "clocks",
    touch("a", "2027-01-01T00:00:00", "x"),
    touch("a", "1970-01-01T00:00:00", "x"),
    touch("a", "03-01 10:00", "x"),
)
NOBODY = scene(
    "nobody", touch(None, "03-01 10:00", "x"), touch("a", "03-01 10:00", None), touch("a", "03-01 10:00", "x")
)
MACHINE = scene("machine", touch("b", "03-01 10:00", "x", is_bot=True))
DOLLARS = scene(
    "dollars", touch("a", "03-19 10:00", "x"), bought("03-20 12:00", "a", currency="USD", net_revenue="100.05")
)
OPEN = scene("open", touch("a", "06-29 10:00", "x"))


def test_touches_up_to_an_order_are_one_journey_in_order_of_time_not_of_the_file():
    assert paths_of(IN_TIME) == ["mail > search !"]


def test_every_order_of_a_visitor_ends_a_journey_and_what_follows_is_one_that_did_not_convert():
    assert paths_of(TWO_ORDERS) == ["c08 !", "c12 > c13 !", "c25"]


def test_silence_begins_a_new_journey():
    assert paths_of(SILENCE) == ["x", "y > z"]


def test_an_order_takes_the_touches_of_its_window_and_older_ones_did_not_convert():
    assert paths_of(WINDOW) == ["03-01 > 03-11", "03-11 > 04-01 !"]


def test_an_order_long_after_the_last_touch_has_none_and_is_not_lost():
    assert paths_of(TOO_LATE) == ["x"]
    assert "shop/000777" not in {one.order for one in usual().journeys}
    report = usual().report
    assert (report.conversions_untouched, report.value_untouched) == (1, Decimal("60.00"))


def test_the_same_touch_again_within_half_an_hour_is_one_however_often_it_comes():
    assert paths_of(BURST) == ["x > y > x"]


def test_a_repeat_across_an_order_is_no_repeat():
    assert paths_of(ACROSS) == ["x", "x !"]


def test_a_touch_dated_just_after_its_order_came_before_it():
    assert paths_of(SKEW) == ["x !", "y"]
    rows = {row["journey"]: row["converted_at"] for row in usual().rows() if row["converted_at"]}
    assert all(row["touched_at"] <= rows[row["journey"]] for row in usual().steps() if row["journey"] in rows)


def test_a_refunded_order_ends_its_journey_and_counts_for_nothing():
    assert paths_of(REFUNDED) == ["x", "y"]
    assert usual().report.refunded == 1


def test_what_cannot_be_a_touch_is_set_aside_by_name():
    assert (paths_of(CLOCKS), paths_of(NOBODY), paths_of(MACHINE)) == (["x"], ["x"], [])
    assert usual().report.set_aside == {
        "future": 1, "machine": 1, "nameless": 1, "no_visitor": 1, "repeat": 2, "undated": 1,
    }  # fmt: skip


def test_an_order_in_another_currency_is_worth_what_the_setting_says_halves_to_the_even_cent():
    assert [one.cents for one in usual().journeys if one.path == "dollars/x"] == [9004]  # 90.045


def test_a_journey_that_may_yet_convert_is_told():
    assert paths_of(OPEN) == ["x"]
    assert usual().report.still_open == 1


def test_every_touch_is_in_a_journey_or_set_aside():
    report = usual().report
    assert report.steps + sum(report.set_aside.values()) == report.touches == sum(report.touches_by_kind.values())


def test_totals_are_the_order_files_to_the_cent_whatever_is_touched():
    orders = [order(n, net_revenue=Decimal(n) / 7, refunded=0) for n in range(1, 60)]
    orders.append(order(90, status="cancelled"))
    ties = [touch(f"v{n}", "03-19 10:00", "x", order_ref=f"{n:06d}") for n in range(1, 60, 3)]
    report = cut(ties, orders).report
    expected = sum((Decimal(n) / 7).quantize(Decimal("0.0001")).quantize(Decimal("0.01")) for n in range(1, 60))
    assert report.value == expected == report.value_in_journeys + report.value_untouched
    assert (report.conversions, report.conversions_in_journeys) == (59, 20)


def test_the_tolerance_of_one_order_does_not_take_the_touches_of_the_next():
    orders = [
        order(1, ordered_at="2026-03-20T12:00:00", customer_key="a", codes=["LEA10"]),
        order(2, ordered_at="2026-03-20T12:02:00", customer_key="a", codes=["MAX10"]),
    ]
    found = cut((), orders, by="creator")
    assert {one.order: one.path for one in found.journeys} == {"shop/000001": "@lea", "shop/000002": "@max.cooks"}


def test_the_settings_decide():
    touches = [touch("a", "03-01 10:00", "x"), touch("a", "03-01 10:20", "x"), touch("a", "03-09 10:00", "y")]
    found = cut(touches, journey_idle_days=7, journey_repeat_minutes=19)
    assert found.paths == ["x > x", "y"]


def test_visitors_beyond_belief_are_set_aside_and_named():
    crawler = [touch("c0ffee", f"03-{day:02} {hour:02}:00", f"c{hour}") for day in range(1, 6) for hour in range(10)]
    tie = touch("c0ffee", "03-05 12:00", None, kind="order", order_ref="#1")
    orders = [order(1, "2026-03-05")]
    found = cut([*crawler, tie, touch("a", "03-01 10:00", "x")], orders, journey_most_touches=49)
    assert found.report.set_aside == {"heavy_visitor": 50}
    assert [(one.visitor, one.touches) for one in found.report.heavy_visitors] == [("c0ffee", 50)]
    assert (found.report.conversions_untouched, found.paths) == (1, ["x"])


@pytest.mark.slow
def test_a_visitor_with_a_hundred_thousand_touches_is_cut_like_any_other():
    n = 100_001
    one = arrow_rows(TOUCH, [touch("a", "03-01 10:00", "x")])
    instants = pa.array([1_772_000_000_000_000 + 60_000_000 * i for i in range(n)], pa.int64())
    place = one.schema.get_field_index("touched_at")
    many = one.take(pa.array([0] * n)).set_column(
        place, one.schema.field(place), instants.cast(pa.timestamp("us", tz="UTC"))
    )
    found = cut(facts={"touch": many}, journey_most_touches=10**6, journey_repeat_minutes=0)
    assert [row["n_steps"] for row in found.rows()] == [n]


def test_the_steps_carry_the_states_before_them():
    found = cut([touch("a", f"03-{day:02} 10:00", f"c{day}") for day in range(1, 8)])
    before = [tuple(row[name] for name in ("before", "before_2", "before_3", "before_4")) for row in found.steps()]
    assert before[:3] == [(0, 0, 0, 0), (1, 0, 0, 0), (2, 1, 0, 0)]
    assert before[6] == (6, 5, 4, 3)
    assert [row["is_last"] for row in found.steps()] == [False] * 6 + [True]
    assert [row["seconds_to_last"] for row in found.steps()] == [86_400 * left for left in range(6, -1, -1)]
    assert found.rows()[0]["touched"] == [1, 2, 3, 4, 5, 6, 7]


def test_the_number_of_buckets_changes_nothing_but_the_numbering(monkeypatch):
    monkeypatch.setattr("upshot.warehouse.journeys.ROWS_PER_BUCKET", 8)
    parts = cut([row for rows in SCENES.values() for row in rows], ORDERS, fx_usd="0.9")
    assert parts.paths == usual().paths
    assert len(list((parts.store.folder / "steps").iterdir())) > 3
    assert parts.report == usual().report.model_copy(update={"as_of": parts.report.as_of})
