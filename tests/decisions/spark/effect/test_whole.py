"""Boosts, the fee per day of right, the whole answer, and what leaves the house for the creator."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.decisions.spark.effect.brand import FIRST, ad_rows
from tests.doubles import MemoryWorkspace
from upshot.decisions.spark.effect import read_spark_effect, report_to_creator
from upshot.decisions.spark.rights.model import CodeWindow, DayWindow, RightState, SparkRight
from upshot.errors import InvalidInput, UnknownName
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms

MAYA, NOE = "7500000000000000001", "7500000000000000002"
NOW = datetime(2026, 7, 1, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> \u202e evil \x00 " + "🔥" * 3_000


def brand(**more):
    ads = ad_rows("a1", post_id=MAYA, n_days=5, profile_visits_paid=30, follows_paid=4, video_views=900)
    ads += ad_rows("a1", post_id=MAYA, day=FIRST + timedelta(days=20), n_days=3, spend=10.0)
    ads += ad_rows("b1", post_id=NOE, n_days=2, spend=77.77)
    deals = [
        {"campaign": "Secret spring", "creator": "maya", "collaboration_type": "sponsored_video",
         "starts_on": FIRST, "ends_on": FIRST + timedelta(days=30), "fee": 1_200, "rights_fee": 300,
         "currency": "EUR", "post_urls": [f"https://www.tiktok.com/@maya/video/{MAYA}"]},
        {"campaign": "Secret spring", "creator": "noe", "collaboration_type": "sponsored_video",
         "starts_on": FIRST, "ends_on": FIRST + timedelta(days=30), "fee": 9_999, "rights_fee": 0, "currency": "EUR",
         "post_urls": [f"https://www.tiktok.com/@noe/video/{NOE}"]},
    ]  # fmt: skip
    sheet = [{"ad_id": "a1", "post_id": MAYA, "creator": "maya", "campaign": "Secret spring",
              "authorised_from": FIRST, "authorised_until": FIRST + timedelta(days=29)}]  # fmt: skip
    posts = [{"post_id": MAYA, "creator": "maya", "caption": HOSTILE, "url": f"https://www.tiktok.com/@maya/video/{MAYA}"},
             {"post_id": NOE, "creator": "noe"}]  # fmt: skip
    readings = [{"post_id": MAYA, "read_at": datetime(2026, 5, 1, tzinfo=UTC), "views": 20_000, "likes": 900,
                 "comments": 10, "shares": 9}]  # fmt: skip
    return MemoryWorkspace({"ad_day": ads, "post": posts, "post_reading": readings},
                           {"collaboration": deals, "spark_ad": sheet}, name="Brand", **more)  # fmt: skip


def deals_of(data):
    return read_programme(data, read_terms(data).zone).collaborations


def test_delivery_after_more_than_three_idle_days_is_another_boost():
    boosts = read_spark_effect(brand(), now=NOW, creator="maya").boosts
    assert [(b.starts_on, b.ends_on) for b in boosts] == [
        (FIRST, FIRST + timedelta(days=4)), (FIRST + timedelta(days=20), FIRST + timedelta(days=22)),
    ]  # fmt: skip


def test_profile_visits_per_euro_are_visits_over_spend_and_null_where_not_supplied():
    first, second = read_spark_effect(brand(), now=NOW, creator="maya").boosts
    assert first.profile_visits_per_unit == pytest.approx(150 / 100)
    assert second.profile_visits_paid is None
    assert second.profile_visits_per_unit is None


def test_the_rights_fee_of_thirty_days_is_ten_euros_a_day():
    (line,) = read_spark_effect(brand(), now=NOW, creator="@Maya").rights
    assert (line.rights_fee, line.days, line.fee_per_day) == (Decimal("300.0000"), 30, Decimal("10.00"))


def test_a_right_without_a_known_end_has_no_fee_per_day():
    right = SparkRight(right_id="r1", creator="maya", post_id=MAYA, state=RightState.AUTHORISED,
                       rights_fee=Decimal(300), campaign="Secret spring", contract=DayWindow(FIRST, None))  # fmt: skip
    (line,) = read_spark_effect(brand(), now=NOW, rights=[right], creator="maya").rights
    assert (line.days, line.fee_per_day) == (None, None)
    assert line.why_null.code == "rights_window_unknown"


def test_the_ledgers_fee_replaces_the_sheets_and_a_code_gives_its_days():
    code = CodeWindow(received_at=NOW, starts_at=datetime(2026, 3, 1, tzinfo=UTC), days=60)
    right = SparkRight(right_id="r1", creator="maya", post_id=MAYA, state=RightState.LIVE, rights_fee=Decimal(610),
                       campaign="Secret spring", code=code)  # fmt: skip
    (line,) = read_spark_effect(brand(), now=NOW, rights=[right], creator="maya").rights
    assert line.rights_fee == Decimal(610)
    assert (line.starts_on, line.ends_on) == (date(2026, 3, 1), date(2026, 4, 30))


def test_an_empty_brand_has_an_empty_answer_and_a_reason():
    found = read_spark_effect(MemoryWorkspace(), now=NOW)
    assert (found.boosts, found.posts, found.followers, found.rights) == ((), (), (), ())
    assert found.difference.reason.code == "spark_no_ads"


def test_an_unknown_creator_is_named_with_the_nearest():
    with pytest.raises(UnknownName) as refused:
        read_spark_effect(brand(), now=NOW, creator="mayaa")
    assert "maya" in refused.value.facts["nearest"]


def test_nothing_after_now_is_known():
    found = read_spark_effect(brand(), now=datetime(2026, 3, 3, 12, tzinfo=UTC), creator="maya")
    assert found.boosts[0].ends_on == date(2026, 3, 3)
    assert found.posts == ()


def test_the_creators_report_holds_no_secret_of_the_brand():
    data = brand(settings={"gross_margin_rate": "0.6123"})
    report = report_to_creator(read_spark_effect(data, now=NOW, creator="maya"), deals_of(data))
    text = report.model_dump_json()
    for secret in ("Secret spring", "noe", "9999", "77.77", "0.6123", "roi", "margin"):
        assert secret not in text
    assert all(boost.spend is None for boost in report.boosts)
    assert not {"impressions", "clicks", "campaign", "ads"} & set(json.loads(text)["boosts"][0])


def test_the_spend_is_shown_only_where_the_brand_allows_it():
    data = brand()
    report = report_to_creator(read_spark_effect(data, now=NOW, creator="maya"), deals_of(data), show_spend=True)
    assert [boost.spend for boost in report.boosts] == [Decimal("100.00"), Decimal("30.00")]


def test_the_creator_sees_fee_and_right_apart():
    data = brand()
    report = report_to_creator(read_spark_effect(data, now=NOW, creator="maya"), deals_of(data))
    assert [(e.kind, e.amount, e.per_day) for e in report.earnings] == [
        ("fee", Decimal("1200.0000"), None), ("rights", Decimal("300.0000"), Decimal("10.00")),
    ]  # fmt: skip


def test_a_report_of_everybody_is_refused():
    data = brand()
    with pytest.raises(InvalidInput, match="creator_report_of_all"):
        report_to_creator(read_spark_effect(data, now=NOW), deals_of(data))
