"""From tables to daily arrays: days in the brand's zone, views counted once, signals matched as the sheets say."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tests.doubles import MemoryWorkspace
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import build_history
from upshot.decisions.incrementality.fingerprint import fit_key

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)


def order(number, day=0, **more):
    at = more.pop("ordered_at", FIRST + timedelta(days=day))
    return {"account_id": "shop", "order_id": str(number), "ordered_at": at, "status": "paid", **more}


def reading(post, age, views, **more):
    return {"post_id": post, "read_at": FIRST + timedelta(days=age), "views": views, **more}


BASE = {
    "order": [order(i, day=i) for i in range(60)],
    "post": [{"post_id": "1", "creator": "lina", "published_at": FIRST}],
    "post_reading": [reading("1", 3, 4_000), reading("1", 40, 20_000)],
}


def workspace(facts=None, records=None, settings=None):
    people = {
        "creator": [{"creator": "lina", "display_name": "Lina B."}, {"creator": "tom"}],
        "collaboration": [
            {
                "campaign": "spring",
                "creator": "lina",
                "collaboration_type": "sponsored_video",
                "codes": ["LINA10"],
                "utm_contents": ["Lina-1"],
            },
            {"campaign": "spring", "creator": "tom", "collaboration_type": "sponsored_video"},
        ],
    }
    return MemoryWorkspace({**BASE, **(facts or {})}, {**people, **(records or {})}, settings=settings or {})


def test_every_day_between_first_and_last_order_is_there_once():
    history = build_history(workspace({"order": [order(1), order(2), order(3, day=70)]}))
    assert len(history.days) == 71
    assert history.orders[[0, 1, 70]].tolist() == [2, 0, 1]


def test_a_day_begins_at_midnight_of_the_brand_not_of_greenwich():
    late = order(1, ordered_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert build_history(workspace({"order": [late, order(2)]}, settings={"time_zone": "Europe/Paris"})).days == (
        date(2026, 3, 1),
        date(2026, 3, 2),
    )


def test_voided_orders_do_not_count_and_refunded_ones_do():
    orders = [order(1), order(2, status="voided"), order(3, status="refunded")]
    assert build_history(workspace({"order": orders})).orders.tolist() == [2]


def test_codes_links_and_answers_are_matched_to_their_creator():
    orders = [
        *(order(i, day=i) for i in range(10)),
        order(100, day=2, codes=["LINA10", "WELCOME"]),
        order(101, day=3, utm_content="lina-1"),
        order(102, day=4),
        order(103, day=5, codes=[]),
    ]
    survey = [{"account_id": "s", "respondent": "r", "question": "who", "answer": " @Lina B. ", "order_id": "102"}]
    tracked = build_history(workspace({"order": orders, "survey_answer": survey})).tracked_orders
    lina, tom = 0, 1
    assert {name: int(np.argmax(rows[lina])) for name, rows in tracked.items()} == {"code": 2, "link": 3, "survey": 4}
    assert {name: rows[lina].sum() for name, rows in tracked.items()} == {"code": 1, "link": 1, "survey": 1}
    assert np.isnan(tracked["code"][tom]).all()  # no code is not zero orders
    assert tracked["survey"][tom].sum() == 0  # he could have been named


def test_views_of_a_boosted_post_are_counted_once():
    ads = [
        {
            "account_id": "a",
            "ad_id": "77",
            "campaign_id": "c",
            "day": date(2026, 3, 10),
            "video_views": 6_000,
            "spend": 30,
        },
        {
            "account_id": "a",
            "ad_id": "88",
            "campaign_id": "c",
            "day": date(2026, 3, 10),
            "video_views": 9_999,
            "spend": 30,
        },
    ]
    history = build_history(workspace({"ad_day": ads}, {"spark_ad": [{"ad_id": "77", "post_id": "1"}]}))
    assert history.views_paid.sum() == 6_000
    assert history.views_paid[0, 9] == 6_000
    assert history.views[0, :40].sum() == pytest.approx(20_000, rel=0.02)  # the counter, paid views inside


def test_where_the_platform_splits_the_counter_its_split_is_used():
    split = [reading("1", 40, 20_000, views_paid=5_000, views_organic=15_000)]
    history = build_history(workspace({"post_reading": split}))
    assert history.views[0, :40].sum() == pytest.approx(15_000, rel=0.02)


def test_posts_of_the_brands_own_account_are_not_the_programmes():
    posts = [
        {"post_id": "1", "creator": "lina", "published_at": FIRST},
        {"post_id": "2", "creator": "thebrand", "published_at": FIRST},
    ]
    readings = [reading("1", 40, 20_000), reading("2", 40, 90_000)]
    assert build_history(workspace({"post": posts, "post_reading": readings})).post_ids == ("1",)


def test_events_of_other_countries_are_left_out_and_yearly_ones_share_a_name():
    calendar = [
        {"name": "Sale 2026", "kind": "promotion", "starts_on": date(2026, 3, 5), "ends_on": date(2026, 3, 7)},
        {"name": "Sale 2027", "kind": "promotion", "starts_on": date(2026, 4, 5), "ends_on": date(2026, 4, 5)},
        {
            "name": "Golden Week",
            "kind": "holiday",
            "starts_on": date(2026, 4, 1),
            "ends_on": date(2026, 4, 2),
            "country": "JP",
        },
    ]
    history = build_history(workspace({"calendar": calendar}, settings={"target_countries": "FR BE"}))
    assert history.event_names == ("sale",)
    assert history.events.sum() == 4


def test_an_event_without_an_end_lasts_a_day():
    calendar = [{"name": "Press", "kind": "press", "starts_on": date(2026, 3, 5)}]
    assert build_history(workspace({"calendar": calendar})).events.sum() == 1


def test_other_media_come_by_channel_and_day():
    spend = [{"channel": "google_ads", "day": date(2026, 3, 2), "spend": 10, "currency": "EUR"}]
    assert build_history(workspace({"marketing_day": spend})).other_media[0, :3].tolist() == [0, 10, 0]


def test_a_lift_test_without_a_standard_error_cannot_be_weighed():
    base = {"kind": "geo", "starts_on": date(2026, 3, 5), "ends_on": date(2026, 4, 1), "incremental_orders": 30}
    tests = [{"name": "a", **base, "standard_error": 8}, {"name": "b", **base}]
    assert [test.name for test in build_history(workspace(records={"lift_test": tests})).lift_tests] == ["a"]


@pytest.mark.parametrize(
    ("facts", "reason"), [({"order": []}, "no_counted_orders"), ({"post_reading": []}, "no_post_views")]
)
def test_an_empty_workspace_is_insufficient_evidence(facts, reason):
    answer = build_history(workspace(facts))
    assert isinstance(answer, InsufficientEvidence)
    assert (answer.reason, bool(answer.what_would_help)) == (reason, True)


def test_a_creators_tier_is_that_of_the_last_count_read_else_of_the_sheet_else_unknown():
    people = [{"creator": "lina", "followers": 5_000}, {"creator": "tom", "followers": 120_000}]
    counts = [
        {"creator": "lina", "read_at": FIRST + timedelta(days=9), "followers": 40_000},
        {"creator": "lina", "read_at": FIRST, "followers": 9_000},
    ]
    history = build_history(workspace({"creator_reading": counts}, {"creator": people}))
    assert dict(zip(history.creators, history.creator_tiers, strict=True)) == {"lina": "micro", "tom": "macro"}
    assert build_history(workspace()).creator_tiers == (None, None)


def test_a_creators_collaboration_is_the_most_frequent_and_the_later_of_two_as_frequent():
    def agreed(kind, campaign, starts_on):
        return {"campaign": campaign, "creator": "lina", "collaboration_type": kind, "starts_on": starts_on}

    once_each = [agreed("gifting", "a", date(2026, 3, 1)), agreed("affiliate", "b", date(2026, 3, 9))]
    twice = [*once_each, agreed("gifting", "c", date(2026, 2, 1))]
    usual = lambda rows: build_history(workspace(records={"collaboration": rows})).creator_collaborations  # noqa: E731
    assert usual(once_each) == ("affiliate",)
    assert usual(twice) == ("gifting",)
    assert build_history(workspace(records={"collaboration": []})).creator_collaborations == (None,)


NOW = FIRST + timedelta(days=20)
AD = {"account_id": "a", "ad_id": "7", "campaign_id": "c", "post_id": "1", "spend": 1}
ANSWER = {"account_id": "s", "question": "q", "answer": "lina", "order_id": "5"}
LATER = {
    "orders": {"order": [order(i, day=i) for i in range(60)]},
    "posts": {
        "post": [
            {"post_id": "1", "creator": "lina", "published_at": FIRST},
            {"post_id": "2", "creator": "lina", "published_at": FIRST + timedelta(days=30)},
        ],
        "post_reading": [reading("1", 3, 4_000), reading("2", 31, 9_000)],
    },
    "readings": {"post_reading": [reading("1", 3, 4_000), reading("1", 40, 900_000)]},
    "ad days": {
        "ad_day": [
            {**AD, "day": date(2026, 3, 5), "video_views": 50},
            {**AD, "day": date(2026, 3, 22), "video_views": 99},
        ]
    },
    "answers": {
        "survey_answer": [
            {**ANSWER, "respondent": "r", "answered_at": FIRST + timedelta(days=6)},
            {**ANSWER, "respondent": "late", "answered_at": NOW + timedelta(days=3)},
        ]
    },
    "counts": {
        "creator_reading": [
            {"creator": "lina", "read_at": NOW - timedelta(days=9), "followers": 5_000},
            {"creator": "lina", "read_at": NOW + timedelta(days=3), "followers": 2_000_000},
        ]
    },
}


def until(facts):
    """The facts as they stood at NOW."""
    instant = {"order": "ordered_at", "post": "published_at", "post_reading": "read_at", "ad_day": "day",
               "survey_answer": "answered_at", "creator_reading": "read_at"}  # fmt: skip
    return {
        table: [row for row in rows if row[instant[table]] <= (NOW.date() if table == "ad_day" else NOW)]
        for table, rows in facts.items()
    }


@pytest.mark.parametrize("what", LATER)
def test_what_came_after_the_instant_asked_for_is_not_known(what):
    facts = {**BASE, **LATER[what]}
    then = fit_key(build_history(workspace(until(facts))), seed=1)
    assert fit_key(build_history(workspace(facts), now=NOW), seed=1) == then
    for table in LATER[what]:  # alone too, so that nothing hides behind the shorter window
        assert fit_key(build_history(workspace({**until(facts), table: facts[table]}), now=NOW), seed=1) == then


@pytest.mark.parametrize("what", sorted(LATER.keys() - {"ad days"}))  # those the window keeps out by itself
def test_without_an_instant_everything_is_known(what):
    facts = {**BASE, **LATER[what]}
    now_known = {**until(facts), **LATER[what]}
    assert fit_key(build_history(workspace(now_known)), seed=1) != fit_key(
        build_history(workspace(until(facts))), seed=1
    )


def test_a_lift_test_counts_from_its_last_day_on():
    tests = [{"name": "a", "kind": "geo", "starts_on": date(2026, 3, 5), "ends_on": date(2026, 3, 21),
              "incremental_orders": 30, "standard_error": 8}]  # fmt: skip
    known = lambda now: build_history(workspace(records={"lift_test": tests}), now=now).lift_tests  # noqa: E731
    assert known(NOW - timedelta(days=1)) == ()
    assert [test.name for test in known(NOW)] == ["a"]
