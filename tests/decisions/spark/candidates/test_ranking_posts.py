"""Posts are ranked on what is nearly certain of them, with the reasons in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.decisions.spark.candidates.posts import NOW, brand, ordinary, post, reading
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.posts import OrganicSplit
from upshot.decisions.spark.candidates import Standing, rank_candidates
from upshot.surfaces.presentation.spark_candidates import candidate_lines
from upshot.surfaces.wording import Words

LUCKY, PROVEN = "7300000000000000900", "7300000000000000901"


def _of(found, post_id):
    return next(one for one in found.candidates if one.post_id == post_id)


def _ranked(posts, readings, **more):
    found = rank_candidates(brand(posts, readings, **more), now=NOW, limit=500, exploration_share=0)
    assert not isinstance(found, InsufficientEvidence)
    return found


def test_a_proven_post_goes_before_a_lucky_one_with_a_higher_raw_rate():
    posts, readings = ordinary()
    posts += [post(900, creator="new"), post(901, creator="old")]  # methods §5.14: 56/800 and 3,000/60,000
    readings += [reading(900, views=800, rate=0.07), reading(901, views=60_000, rate=0.05)]
    found = _ranked(posts, readings)
    lucky, proven = _of(found, LUCKY), _of(found, PROVEN)
    assert lucky.engagement_observed > proven.engagement_observed
    assert lucky.raw_rank < proven.raw_rank
    assert proven.rank < lucky.rank
    assert "candidate_warning_lucky" in {phrase.code for phrase in lucky.warnings}


def test_a_post_picked_for_being_high_is_expected_to_fall_back():
    posts, readings = ordinary()
    best = _ranked(posts, readings).candidates[0]
    assert best.engagement_believed.median < best.engagement_observed
    assert best.engagement_paid_expected.median < best.engagement_believed.median
    assert "candidate_regression" in {phrase.code for phrase in best.reasons}


@pytest.mark.parametrize(
    ("odd", "read", "code"),
    [
        (post(800, age=1), reading(800), "candidate_too_young"),
        (post(800), reading(800, views=60), "candidate_too_few_views"),
        (post(800), {"post_id": "7300000000000000800", "read_at": NOW, "views": 5_000}, "candidate_no_rates"),
        (post(800), None, "candidate_no_reading"),
    ],
)
def test_too_little_evidence_is_said_with_what_is_missing(odd, read, code):
    posts, readings = ordinary()
    found = _ranked([*posts, odd], [*readings, *([read] if read else [])])
    line = next(one for one in found.not_ranked if one.post_id == odd["post_id"])
    assert line.reason.code == code
    assert line.missing
    assert found.by_reason == {code: 1}
    for language in ("en", "fr"):
        assert "{" not in Words(language).phrase(line.reason) + Words(language).phrase(line.missing[0])


def test_four_posts_make_no_level():
    posts, readings = ordinary(4)
    found = rank_candidates(brand(posts, readings), now=NOW)
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "spark_too_few_posts"
    assert dict(found.facts)["posts"] == "4"


def test_bought_views_do_not_dilute_the_organic_rate():
    posts, readings = ordinary()
    start = NOW - timedelta(days=10)
    posts.append(post(700, age=40))
    readings += [
        reading(700, views=10_000, rate=0.06, read_at=start - timedelta(days=1)),
        reading(700, views=200_000, rate=0.02),  # after the boost
    ]
    ads = [{"account_id": "a", "ad_id": "1", "day": start.date(), "post_id": "7300000000000000700", "spend": 500,
            "currency": "EUR", "impressions": 200_000, "video_views": 190_000}]  # fmt: skip
    one = _of(_ranked(posts, readings, ad_day=ads), "7300000000000000700")
    assert one.split is OrganicSplit.BEFORE_BOOST
    assert one.is_boosted
    assert one.views_organic == 10_000
    assert one.engagement_observed == pytest.approx(0.06)


def test_without_a_reading_before_the_boost_the_ad_report_is_subtracted_and_said_to_be():
    posts, readings = ordinary()
    posts.append(post(700, age=40))
    readings.append(reading(700, views=100_000, rate=0.03, average_time_watched_s=9.0))  # 3,000 engagements
    ads = [{"account_id": "a", "ad_id": "1", "day": (NOW - timedelta(days=35)).date(), "spend": 500, "currency": "EUR",
            "impressions": 81_000, "video_views": 80_000, "likes_paid": 1_600, "comments_paid": 0,
            "shares_paid": 0}]  # fmt: skip
    ties = [{"ad_id": "1", "post_id": "7300000000000000700"}]
    one = _of(_ranked(posts, readings, ad_day=ads, spark_ad=ties), "7300000000000000700")
    assert one.split is OrganicSplit.SUBTRACTED
    assert one.views_organic == 20_000
    assert one.engagement_observed == pytest.approx(1_400 / 20_000)
    assert next(line for line in one.signals if line.signal == "engagement").trials == 20_000
    assert "candidate_warning_subtracted" in {phrase.code for phrase in one.warnings}


def test_watch_time_outweighs_engagement():
    posts, readings = ordinary()
    for place, row in enumerate(readings):
        row["average_time_watched_s"] = 6.0 + (place % 7) * 0.3
    readings[3] |= {"average_time_watched_s": 14.0}
    best = _ranked(posts, readings).candidates[0]
    assert best.post_id == readings[3]["post_id"]
    assert best.signals[0].signal == "watch_ratio"
    assert best.reasons[0].code == "candidate_above_watch_ratio"


def test_a_hopeless_post_is_warned_about_with_what_to_expect():
    posts, readings = ordinary()
    posts.append(post(600))
    readings.append(reading(600, views=40_000, rate=0.008))
    weak = _of(_ranked(posts, readings), "7300000000000000600")
    assert weak.standing is Standing.WEAK
    warning = next(phrase for phrase in weak.warnings if phrase.code == "candidate_warning_weak")
    assert warning.facts["mean"].startswith("−")


def test_a_small_share_of_middling_posts_is_kept_to_learn_from_and_marked():
    posts, readings = ordinary(60)
    found = rank_candidates(brand(posts, readings), now=NOW, limit=10, exploration_share=0.2)
    chosen = [one for one in found.candidates if one.is_exploration]
    assert len(found.candidates) == 10
    assert len(chosen) == 2
    assert all(one.rank > 8 and one.standing is not Standing.WEAK for one in chosen)
    again = rank_candidates(brand(posts, readings), now=NOW, limit=10, exploration_share=0.2)
    assert [one.post_id for one in again.candidates] == [one.post_id for one in found.candidates]


def test_paid_results_of_own_posts_move_the_weights():
    posts, readings = ordinary(40, kappa=100)
    for place, row in enumerate(readings):
        row |= {"saves": 40 + 10 * (place % 9), "read_at": NOW - timedelta(days=1)}
    ads = [
        {"account_id": "a", "ad_id": str(i), "post_id": row["post_id"], "day": NOW.date(), "spend": 90,
         "currency": "EUR", "impressions": 50_000, "video_views": 48_000,
         "clicks_destination": round(50_000 * 0.01 * row["saves"] / 80)}
        for i, row in enumerate(readings[:20])
    ]  # fmt: skip
    before = {line.signal: line.weight for line in _ranked(posts, readings).signals}
    found = _ranked(posts, readings, ad_day=ads)
    after = {line.signal: line.weight for line in found.signals}
    assert found.n_boosted_known == 20
    assert after["save"] / after["engagement"] > 1.5 * before["save"] / before["engagement"]


def test_comments_that_want_to_buy_count_where_they_were_read():
    posts, readings = ordinary()
    intents = {row["post_id"]: (3, 100) for row in posts[:20]} | {posts[5]["post_id"]: (60, 100)}
    found = rank_candidates(brand(posts, readings), now=NOW, limit=99, comment_intents=intents)
    line = _of(found, posts[5]["post_id"])
    assert line.signals[0].signal == "comment_intent"


def test_every_reason_has_words_in_both_languages():
    posts, readings = ordinary(60)
    found = _ranked(posts, readings)
    for language in ("en", "fr"):
        words = Words(language)
        said = [words.phrase(p) for one in found.candidates for p in (*one.reasons, *one.warnings)]
        assert said
        assert not any("{" in sentence for sentence in said)
        assert all(
            words.has(f"candidate_{side}_{line.signal}") for side in ("above", "below") for line in found.signals
        )


@pytest.mark.parametrize(("language", "written"), [("en", "60,000"), ("fr", "60\u202f000")])
def test_the_reasons_write_large_counts_as_the_reader_does(language, written):
    posts, readings = ordinary()
    found = _ranked([*posts, post(901, creator="old")], [*readings, reading(901, views=60_000, rate=0.05)])
    said = " ".join(candidate_lines(_of(found, PROVEN), Words(language)))
    assert written in said
    assert "60000" not in said
