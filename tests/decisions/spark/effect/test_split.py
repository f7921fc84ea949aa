"""Paid and organic views of one post: kept apart, never in one rate, and never invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions.spark.effect.brand import FIRST, LAST, ad_rows
from tests.doubles import MemoryWorkspace
from upshot.decisions.spark.effect.ads import read_post_days
from upshot.decisions.spark.effect.split import split_posts
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms

POST = "7500000000000000001"
READ = datetime(2026, 4, 20, tzinfo=UTC)
ENGAGED = {"likes_paid": 10, "comments_paid": 2, "shares_paid": 3}


def reading(post_id=POST, read_at=READ, views=10_000, **more):
    fixed = {"likes": 900, "comments": 50, "shares": 50}
    return {"post_id": post_id, "read_at": read_at, "views": views} | fixed | more


def splits(ads, readings, *, level=0.9, posts=None, later=True):
    made = posts or [{"post_id": row["post_id"], "creator": "maya"} for row in readings]
    ads = ads + (ad_rows("later", day=READ.date(), n_days=1) if later else [])  # so far does the report reach
    data = MemoryWorkspace({"ad_day": ads, "post_reading": readings, "post": made})
    programme = read_programme(data, read_terms(data).zone)
    days = read_post_days(data, programme, until=LAST)
    return split_posts(data, programme, days, zone=ZoneInfo("UTC"), level=level, seed=1,
                       until=datetime(2026, 7, 1, tzinfo=UTC))  # fmt: skip


def boosted(views=800, **more):
    return ad_rows("a1", post_id=POST, n_days=5, **({"video_views": views} | ENGAGED | more))


def test_an_official_split_is_taken_as_it_is_and_its_residual_shown():
    (post,) = splits(boosted(), [reading(views_paid=4_200, views_organic=5_750)])
    assert (post.views_paid.value, post.views_organic.value, post.residual) == (4_200, 5_750, 50)
    assert post.views_organic.evidence == "observed"
    assert post.views_organic.low is None


def test_without_an_official_split_organic_is_modelled_with_an_interval():
    (post,) = splits(boosted(), [reading()])
    assert post.views_organic.value == 6_000
    assert post.views_organic.evidence == "modelled"
    assert post.views_organic.low < 6_000 < post.views_organic.high
    assert [p.code for p in post.caveats] == ["split_caveat_assumed_factor"]


def test_each_engagement_rate_has_its_own_people_in_both_its_sums():
    (post,) = splits(boosted(), [reading()])
    assert post.er_paid.value == pytest.approx(75 / 4_000)
    assert post.er_organic.value == pytest.approx((1_000 - 75) / 6_000)
    both = 1_000 / 10_000  # the rate that mixes paid and organic appears nowhere
    assert both not in {post.er_paid.value, post.er_organic.value}


def test_more_paid_views_lower_no_organic_rate():
    few, many = (splits(boosted(n, likes_paid=0, comments_paid=0, shares_paid=0),
                        [reading(views=6_000 + 5 * n)])[0] for n in (100, 2_000))  # fmt: skip
    assert few.er_organic.value == pytest.approx(many.er_organic.value)


def test_what_was_counted_before_the_boost_was_organic():
    before = reading(read_at=datetime(2026, 3, 1, tzinfo=UTC), views=5_900, likes=300, comments=10, shares=10)
    (post,) = splits(boosted(), [before, reading()])
    assert post.views_organic.low >= 5_900


def test_ads_that_contradict_the_counter_give_no_number():
    (post,) = splits(boosted(5_000), [reading()])
    assert post.views_organic.value is None
    assert post.views_organic.why_null.code == "split_paid_above_counter"
    assert post.views_organic.why_null.facts == {"paid": "25000", "counter": "10000"}
    assert post.er_organic.value is None


def test_a_report_without_plays_says_so_instead_of_calling_all_views_organic():
    (post,) = splits(ad_rows("a1", post_id=POST), [reading()])
    assert post.views_organic.value is None
    assert post.views_organic.why_null.code == "split_not_supplied_ads"


def test_a_reading_without_likes_has_no_organic_rate():
    (post,) = splits(boosted(), [reading(likes=None)])
    assert post.engagements is None
    assert post.er_organic.why_null.code == "split_not_supplied_post"


def test_hardly_any_organic_views_give_no_rate():
    (post,) = splits(boosted(), [reading(views=4_050, likes=80)])
    assert post.er_organic.value is None
    assert post.er_organic.why_null.code == "split_too_few_organic"


def test_views_after_the_end_of_the_ad_report_are_not_all_called_organic():
    covered = reading(read_at=datetime(2026, 3, 7, 6, tzinfo=UTC), views=5_000)
    (post,) = splits(boosted(), [covered, reading()], later=False)
    assert post.read_at.day == 7  # the ads still ran on the report's last day: the later reading is not covered
    (alone,) = splits(boosted(), [reading()], later=False)
    assert "split_caveat_ads_end_early" in [p.code for p in alone.caveats]


def test_five_official_splits_replace_the_assumption():
    ads, readings = [], []
    for n in range(7):
        post = f"750000000000000001{n}"
        ads += ad_rows(f"a{n}", post_id=post, video_views=1_000)
        official = {} if n == 6 else {"views_paid": 6_000 + 40 * n, "views_organic": 20_000}
        readings.append(reading(post, views=26_000 + 40 * n, **official))
    found = {post.post_id: post for post in splits(ads, readings)}
    last = found["7500000000000000016"]
    assert last.views_paid.value == pytest.approx(6_100, rel=0.01)  # 5,000 plays in the report hold 1.22 views each
    assert [p.code for p in last.caveats] == ["split_caveat_own_factor"]
    assert last.views_paid.high - last.views_paid.low < 500


def _coverage(n: int, *, own_splits: int) -> float:
    """Posts whose counters hold 0.9–1.1 views per reported play, as the interval assumes or learns."""
    rng, hits = np.random.default_rng(11), []
    for _ in range(n):
        ads, readings, truth = [], [], None
        for number in range(own_splits + 1):
            post = f"75000000000000{number:05d}"
            plays, organic = int(rng.integers(200, 900)), int(rng.integers(2_000, 9_000))
            ads += ad_rows(f"a{number}", post_id=post, video_views=plays)
            paid = round(5 * plays * np.exp(rng.normal(0, 0.1)))
            official = {"views_paid": paid, "views_organic": organic} if number else {}
            readings.append(reading(post, views=paid + organic, **official))
            truth = organic if number == 0 else truth
        found = next(p for p in splits(ads, readings) if p.post_id.endswith("00000"))
        hits.append(found.views_organic.low <= truth <= found.views_organic.high)
    return float(np.mean(hits))


def test_the_interval_holds_the_organic_views_at_about_its_rate():
    assert _coverage(10, own_splits=0) >= 0.7


@pytest.mark.slow
@pytest.mark.parametrize("own_splits", [0, 8])
def test_coverage_of_organic_views_over_two_hundred_posts(own_splits):
    assert 0.84 <= _coverage(200, own_splits=own_splits) <= 0.97


@settings(max_examples=15)
@given(plays=st.integers(0, 10_000), views=st.integers(0, 60_000), likes=st.integers(0, 5_000), hour=st.integers(0, 23))
def test_organic_and_paid_never_leave_the_counter(plays, views, likes, hour):
    at = datetime(2026, 3, 4, hour, tzinfo=UTC)
    (post,) = splits(boosted(plays), [reading(read_at=at, views=views, likes=likes)])
    for part in (post.views_paid, post.views_organic):
        if part.value is not None:
            assert 0 <= part.low <= part.value <= part.high <= views
    if post.views_paid.value is not None:
        assert post.views_paid.value + post.views_organic.value == pytest.approx(views)


def test_a_post_that_was_never_boosted_is_not_in_the_table():
    other = reading("7500000000000000099")
    assert [p.post_id for p in splits(boosted(), [reading(), other])] == [POST]


def test_days_of_the_boost_after_the_reading_are_not_subtracted():
    (post,) = splits(
        boosted(), [reading(read_at=datetime.combine(FIRST + timedelta(days=2), datetime.min.time(), UTC))]
    )
    assert post.views_paid.value == pytest.approx(1_600)
    assert date(2026, 3, 4) == post.read_at.date()
