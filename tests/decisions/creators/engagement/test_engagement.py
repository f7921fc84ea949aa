"""The engagement family on posts written by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decisions.creators.hand_panel import NOW, creator, panel_of
from upshot.decisions.creators.engagement import RATES, Basis, measure_engagement, rate_of_post
from upshot.decisions.creators.engagement.posts import medians_by_creator, post_values
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import NotAllowed


def measure(posts, rows=(), **asked):
    return measure_engagement(panel_of({"lea": posts}, rows), "lea", now=NOW, **asked)


def test_a_post_of_800_views_and_62_engagements_has_the_wilson_interval_of_the_textbook():
    panel = panel_of({"lea": [{"views": 800, "likes": 50, "comments": 2, "shares": 10}]})
    found = rate_of_post(panel, 0, "er_views_lcs")
    assert (found.value, round(found.low, 4), round(found.high, 4)) == (0.0775, 0.0609, 0.0981)


def test_the_median_of_ratios_is_the_typical_post_and_the_ratio_of_sums_is_ruled_by_the_hit():
    posts = [{"views": 1_000, "likes": 100, "comments": 0, "shares": 0}] * 4
    posts += [{"views": 1_000_000, "likes": 10_000, "comments": 0, "shares": 0}]
    found = measure(posts).rates["er_views_lcs"]
    assert found.median_of_ratios.value == 0.1
    assert found.ratio_of_sums.value == pytest.approx(10_400 / 1_004_000)


def test_only_the_last_twelve_posts_count_that_are_a_week_old_and_not_boosted():
    posts = [{"likes": 9_000, "days_ago": 90}]  # the thirteenth
    posts += [{"days_ago": 60 - n} for n in range(11)] + [{"likes": 700, "days_ago": 7.0}]
    posts += [{"likes": 9_000, "days_ago": 20, "is_boosted": True}, {"likes": 9_000, "days_ago": 6.9}]
    found = measure(sorted(posts, key=lambda post: -post["days_ago"]))
    assert found.rates["er_median_k"].median_of_ratios.value == pytest.approx(0.055)
    assert found.rates["er_median_k"].n_posts == 12
    assert {part.reason: part.n for part in found.left_out} == {
        "boosted": 1, "younger_than_a_week": 1, "older_than_last_k": 1,
    }  # fmt: skip


def test_mad_is_the_median_distance_from_the_median():
    posts = [{"views": 100, "likes": n, "comments": 0, "shares": 0} for n in (1, 2, 3, 4, 9)]
    assert measure(posts).rates["er_median_k"].mad == pytest.approx(0.01)


def test_adding_saves_changes_only_the_ids_that_include_saves():
    few, many = measure([{"saves": 0}] * 3), measure([{"saves": 900}] * 3)
    changed = {
        name
        for name in RATES
        if name != "er_reach" and few.rates[name].median_of_ratios.value != many.rates[name].median_of_ratios.value
    }
    assert changed == {"er_views_lcsb"}


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        ({"likes": None}, "likes_hidden"),
        ({"likes": 0, "views": 5_000}, "likes_hidden"),
        ({"views": 0, "likes": 0}, "zero_views"),
        ({"views": None}, "views_unknown"),
        ({"likes": 20_000}, "likes_above_views"),
        ({"comments": 9_800}, "engagements_above_base"),
        ({"comments": -3}, "negative_counter"),
        ({"shares": None}, "shares_unknown"),
    ],
)
def test_a_post_that_says_nothing_of_a_rate_is_refused_by_name(post, reason):
    found = rate_of_post(panel_of({"lea": [post]}), 0, "er_views_lcs")
    assert isinstance(found, InsufficientEvidence)
    assert dict(found.facts)["why"] == reason


def test_unusable_posts_are_counted_by_reason_and_do_not_move_the_median():
    found = measure([{}, {}, {"likes": None}, {"views": 0, "likes": 0}]).rates["er_views_lcs"]
    assert found.median_of_ratios.value == 0.055
    assert {part.reason: part.n for part in found.left_out} == {"zero_views": 1, "likes_hidden": 1}


def test_a_photo_post_without_a_duration_counts_like_any_other():
    assert measure([{"duration_s": None}, {"duration_s": 0}]).rates["er_views_lcs"].n_posts == 2


def test_one_post_has_a_wide_interval_and_says_so():
    one, twelve = (measure([{}] * n).rates["er_views_lcs"] for n in (1, 12))
    assert one.ratio_of_sums is None
    assert [caveat.code for caveat in one.caveats] == ["caveat_few_posts"]
    width = {f.n_posts: f.median_of_ratios.high - f.median_of_ratios.low for f in (one, twelve)}
    assert width[1] > 2 * width[12]


def test_a_creator_without_posts_is_an_answer_and_not_a_zero():
    found = measure([], [creator("lea")])
    assert found.rates["er_views_lcs"].reason == "creator_no_posts"
    assert found.views.reason == "creator_no_posts"
    assert found.n_posts == 0


def test_a_creator_whose_posts_are_all_of_this_week_has_to_wait():
    assert measure([{"days_ago": 2}] * 3).rates["er_views_lcs"].reason == "creator_no_mature_posts"


def test_followers_are_those_of_the_publication_and_a_viral_post_passes_one_hundred_per_cent():
    found = measure([{"likes": 9_950, "comments": 30, "shares": 20, "followers": 4_000}] * 3)
    assert found.rates["er_followers_lcs"].median_of_ratios.value == 2.5
    assert found.view_rate.median_of_ratios.value == 2.5


def test_rates_over_reach_need_reach():
    posts = [{}] * 3
    assert measure(posts).rates["er_reach"].reason == "creator_no_usable_posts"
    assert measure(posts, reach=np.full(3, 8_000.0)).rates["er_reach"].median_of_ratios.value == 550 / 8_000


def test_two_sponsored_posts_say_nothing_and_three_say_little():
    two = [{"is_sponsored": 1, "likes": 200}] * 2 + [{"is_sponsored": 0}] * 6
    assert measure(two).sponsored_ratio.reason == "sponsored_ratio_unknown"
    three = measure([{"is_sponsored": 1, "likes": 200}, *two]).sponsored_ratio
    assert three.ratio.value == pytest.approx(250 / 550)
    assert three.ratio.low < 0.4
    assert three.ratio.high > 0.52
    assert not three.is_organic_presumed


def test_posts_of_which_nobody_said_are_presumed_organic_and_that_is_said():
    found = measure([{"is_sponsored": 1}] * 3 + [{}] * 5).sponsored_ratio
    assert found.is_organic_presumed
    assert found.n_organic == 5


def test_boosted_sponsored_posts_do_not_enter_the_ratio():
    posts = [{"is_sponsored": 1, "is_boosted": True}] * 5 + [{"is_sponsored": 0}] * 5
    assert measure(posts).sponsored_ratio.reason == "sponsored_ratio_unknown"


def test_denominators_platforms_and_letters_never_mix():
    ours = Basis("tiktok", "er_views_lcs", "views")
    for other, code in (
        (Basis("instagram", "er_views_lcs", "views"), "figure_other_platform"),
        (Basis("tiktok", "er_followers_lcs", "followers"), "figure_other_denominator"),
        (Basis("tiktok", "er_views_lcsb", "views"), "figure_other_metric"),
    ):
        with pytest.raises(NotAllowed) as refused:
            ours.check(other)
        assert refused.value.code == code
    ours.check(replace(ours))


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1)), max_size=40))
def test_medians_of_all_creators_at_once_are_those_of_each(pairs):
    pairs.sort(key=lambda pair: pair[0])
    panel = panel_of({f"c{n}": [{}] * sum(p[0] == n for p in pairs) for n in range(4)})
    values = np.array([value for _, value in pairs])
    medians, counts = medians_by_creator(panel, values, np.ones(len(pairs), dtype=bool))
    expected = [
        np.median([v for c, v in pairs if c == n]) if any(c == n for c, _ in pairs) else np.nan for n in range(4)
    ]
    np.testing.assert_allclose(medians, expected)
    assert counts.sum() == len(pairs)


@given(st.integers(1, 9), st.integers(0, 100))
def test_other_creators_posts_change_no_rate(factor, likes):
    alone = measure_engagement(panel_of({"lea": [{}, {"likes": 700}]}), "lea", now=NOW)
    others = [{"likes": likes, "views": 1_000 * factor}] * 3
    beside = measure_engagement(panel_of({"ana": others, "lea": [{}, {"likes": 700}], "zoe": others}), "lea", now=NOW)
    assert alone.rates == beside.rates


def test_the_refusals_of_every_rate_are_codes_of_posts():
    values = post_values(panel_of({"lea": [{"followers": 0}]}), "er_followers_l")
    assert values.refusal[0] > 0
