"""Whose a touch is: visitors, customers and orders made one person, by keyed hashes alone.

Scenes that ask for the usual settings are cut together; each has visitors, customers and orders of its own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions.brand import LEA_POST, RECORDS, order
from tests.journeys.cuts import Found, cut, touch
from upshot.vocabulary.money import RATE_SCALE, cents_of
from upshot.warehouse.engine import cursor
from upshot.warehouse.journey_people import _IN_CENTS

RECORDS_HERE = {
    "spark_ad": [{"ad_id": "1812", "post_id": LEA_POST, "campaign": "spring"}],
    "creator": [*RECORDS["creator"], {"creator": "zoe", "former_handles": ["zoe.old"]}],
}


def click(visitor: str | None, at: str, click_id: str, **values: Any) -> dict[str, Any]:
    """A click on Léa's link."""
    return {
        "click_id": click_id, "link_id": "lea", "clicked_at": f"2026-{at}:00".replace(" ", "T"),
        "visitor_key": visitor, "channel": "tiktok_bio", "creator": "lea", "post_id": LEA_POST, "campaign": "spring",
    } | values  # fmt: skip


def sold(visitor: str | None, ref: str, **values: Any) -> dict[str, Any]:
    """A row that says which order a visitor placed."""
    return touch(visitor, "03-20 12:00", None, kind="order", order_ref=ref, **values)


def answer(number: int, said: str) -> dict[str, Any]:
    """A survey's answer that came with an order."""
    return {"account_id": "s", "respondent": f"r{number}", "question": "q", "answer": said, "order_id": f"{number:06d}"}


DEVICES = [
    touch("phone", "03-10 10:00", "c10"), touch("laptop", "03-12 10:00", "c12"), sold("phone", "#1"),
    sold("laptop", "#2"),
]  # fmt: skip
KIOSK = [
    touch("kiosk", "03-10 10:00", "k1"), sold("kiosk", "3"), touch("kiosk", "03-11 10:00", "k2"), sold("kiosk", "4"),
    touch("k1", "03-09 10:00", "own"),
]  # fmt: skip
NAMED = [
    touch("id", "03-19 10:00", "x5", order_ref="000005"),
    touch("name", "03-19 10:00", "x6", order_ref=" #6"),
    touch("nobody's", "03-19 10:00", "x99", order_ref="#99"),
]
CLICKED = [
    touch("v9", "03-10 10:00", "mail9"),
    touch("v10", "03-15 10:00", "tiktok10", creator="lea", click_id="10" * 16),
    sold(None, "#11", click_id="11" * 16),
]
WHO = [
    touch("w", "03-11 10:00", None, label="MAX-BIO"),
    touch("w", "03-12 10:00", "w", ad_id="1812"),
    touch("w", "03-13 10:00", "w", post_id=LEA_POST),
    touch("w", "03-14 10:00", "w", creator="zoe.old"),
    touch("w", "03-15 10:00", "w", medium="paid_social", creator="lea"),
    touch("w", "03-16 10:00", "mail", medium="cpc"),
    touch("w", "03-16 11:00", "tiktok", medium="bio", label="Zoe"),
    touch("w", "03-16 12:00", "mail", label="zoe"),
    touch("w", "03-16 13:00", "(direct)", medium="(none)"),
    sold("w", "#20"),
]
CLICKS = [
    click(None, "03-15 10:00", "08" * 16),
    click("v9", "03-15 10:00", "09" * 16),
    click("v9", "03-14 10:00", "99" * 16, is_bot=True),
    click("v10", "03-15 10:00", "10" * 16),
    click("v11", "03-15 10:00", "11" * 16),
]
ORDERS = [
    order(1, "2026-03-01", customer_key="d1"),
    order(2, customer_key="d1"),
    order(3, order_id="3", ordered_at="2026-03-10T11:00:00", customer_key="k1"),
    order(4, order_id="4", ordered_at="2026-03-11T11:00:00", customer_key="k2"),
    order(5),
    order(6),
    order(7, customer_key="own hash"),
    order(8, utm_source="tiktok", utm_content="lea-bio", click_id="08" * 16),
    order(9, click_id="09" * 16, customer_key="c9"),
    order(11),
    order(12, codes=["LEA10"], utm_source="tiktok", utm_content="lea-bio"),
    order(13, "2026-03-12", customer_key="twice"),
    order(14, "2026-03-20", customer_key="twice"),
    order(15, utm_source="Google", utm_medium="CPC"),
    order(16, utm_source="(direct)", utm_medium="(none)"),
    order(17, utm_source="tiktok", utm_medium="paid", utm_content="lea-bio"),
    order(18, utm_source="facebook", utm_medium="paid_social", customer_key="c18"),
    order(19, utm_source="facebook", utm_medium="paid_social", customer_key="c19"),
    order(20),
]
LANDED = [
    touch("c18", "03-20 02:00", "facebook", medium="paid_social", kind="visit"),
    touch("c19", "03-18 02:00", "facebook", medium="paid_social", kind="visit"),
]
TOUCHES = [*LANDED, *DEVICES, *KIOSK, *NAMED, *CLICKED, *WHO, touch("own hash", "03-19 10:00", "mail7")]


@cache
def usual() -> Found:
    """All scenes, cut together."""
    facts = {"click": CLICKS, "survey_answer": [answer(12, "Max Cooks"), answer(14, "lea")]}
    return cut(TOUCHES, ORDERS, by="source", facts=facts, records=RECORDS_HERE)


def path_to(order_id: str) -> str | None:
    """The path that led to an order."""
    return next((one.path for one in usual().journeys if one.order == f"shop/{order_id}"), None)


def test_two_devices_of_a_customer_are_one_person():
    assert path_to("000002") == "c10 > c12"
    assert usual().report.visitors_known_as_customers == 3  # the phone, the laptop, and who clicked before order 9


def test_a_device_of_several_customers_stays_a_visitor():
    assert (path_to("3"), path_to("4")) == ("k1", "k2")
    assert "own" in usual().paths
    assert usual().report.visitors_shared == 1


def test_a_visitor_known_by_the_customers_own_hash_needs_no_tie():
    assert path_to("000007") == "mail7"


def test_an_order_is_named_by_its_id_or_by_the_number_people_see():
    assert (path_to("000005"), path_to("000006")) == ("x5", "x6")
    assert "x99" in usual().paths
    assert usual().report.orders_named_but_unknown == 1


def test_a_landing_that_carries_a_click_is_that_click_even_without_a_cookie():
    assert path_to("000008") == "tiktok_bio · @lea"  # once: the landing is not told beside its click


def test_a_click_ties_the_visitors_other_touches_to_the_order():
    assert path_to("000009") == "mail9 > tiktok_bio · @lea"


def test_a_touch_without_a_visitor_takes_that_of_its_click():
    assert path_to("000011") == "tiktok_bio · @lea"


def test_what_is_told_twice_counts_once_and_machines_do_not_count():
    assert "tiktok10 · @lea" in usual().paths
    assert usual().report.set_aside == {"machine": 1, "told_twice": 2, "repeat": 2}  # the landing of 8, the click of 10


def test_codes_links_and_answers_are_touches_of_their_order():
    assert path_to("000012") == "tiktok · @max.cooks > tiktok · @lea"  # the link and the code at one checkout are one
    assert {"code", "survey", "visit"} < set(usual().report.touches_by_kind)


def test_an_answer_never_belongs_to_an_earlier_order_of_the_same_customer():
    assert (path_to("000013"), path_to("000014")) == (None, "tiktok · @lea")  # Léa's post is of 10 March


def test_the_landing_of_another_channel_is_a_touch_and_a_direct_one_is_none():
    assert (path_to("000015"), path_to("000016")) == ("google / cpc", None)
    assert path_to("000017") == "tiktok · @lea"


def test_a_landing_that_the_visitors_own_visit_tells_already_counts_once():
    assert path_to("000018") == "facebook / paid_social"
    assert path_to("000019") == "facebook / paid_social > facebook / paid_social"  # two days apart: another visit


def test_labels_ads_posts_and_former_handles_name_the_creator():
    assert path_to("000020") == (
        "tiktok · @max.cooks > w · @lea · Spark Ad > w · @lea > w · @zoe > w · @lea · Spark Ad > "
        "mail / cpc > tiktok · @zoe > mail > (direct)"
    )


def test_a_post_or_a_campaign_can_be_the_step_and_who_has_none_is_the_creator_or_the_channel():
    by_post = cut(WHO, ORDERS[-1:], by="post", records=RECORDS_HERE).paths
    assert by_post == [f"@max.cooks > {LEA_POST} > {LEA_POST} > @zoe > @lea > mail / cpc > @zoe > mail > (direct) !"]
    others = [touch("b", "03-12 10:00", "mail")]
    found = cut([*WHO, *others], ORDERS[-1:], by="campaign", campaign="Spring", records=RECORDS_HERE)
    assert found.paths == ["spring > spring > spring > w > w > mail / cpc > tiktok > mail > (direct) !"]
    assert found.report.set_aside == {"other_campaign": 1}


def test_without_orders_the_touches_tell_what_was_bought():
    touches = [
        touch("a", "03-11 10:00", "x", is_conversion=False, revenue=0),
        touch("a", "03-12 10:00", "y", is_conversion=True, revenue="12.345"),
        touch("a", "03-12 10:01", "z", is_conversion=False),
        touch("b", "03-12 10:00", None, kind="order", order_ref="77", revenue=5),
        touch("b", "03-12 10:00", "x", order_ref="77", revenue=5),
    ]
    found = cut(touches)
    assert found.paths == ["x !", "x > y !", "z"]
    assert (found.report.has_orders, found.report.conversions, found.report.value) == (False, 2, Decimal("17.34"))


AMOUNTS = st.decimals(min_value=-(10**7), max_value=10**7, places=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=20), st.decimals(min_value="0.00000001", max_value=10**4, places=8))
def test_the_engine_rounds_to_the_cent_as_the_ledgers_do(amounts, rate):
    column = pa.array(amounts, pa.decimal128(18, 4))
    expected = cents_of(column, rate).tolist()
    engine = cursor()
    engine.register("the_amounts", pa.table({"money": column, "place": pa.array(range(len(amounts)))}))
    engine.register("the_rates", pa.table({"currency": ["EUR"], "rate": pa.array([int(rate * RATE_SCALE)])}))
    sql = _IN_CENTS.format(source="SELECT *, NULL AS said FROM the_amounts", currency="'EUR'")
    found = engine.execute(f"SELECT cents FROM ({sql}) ORDER BY place").fetchall()
    assert [cents for (cents,) in found] == expected
