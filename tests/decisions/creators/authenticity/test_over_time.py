"""Followers and engagement over time: what views explain, and what they do not."""

from __future__ import annotations

import numpy as np

from tests.decisions.creators.hand_panel import DAY_S, NOW, panel_of
from upshot.decisions.creators.authenticity import FollowerHistory, PostReadings
from upshot.decisions.creators.authenticity.over_time import (
    follower_step,
    follower_yield,
    likes_without_views,
    views_without_likes,
)
from upshot.decisions.creators.authenticity.planting import add_burst, add_followers


def history(counts, every_days=1.0):
    days = np.arange(len(counts))[::-1] * every_days
    return FollowerHistory(NOW.timestamp() - days * DAY_S, np.array(counts, dtype=float))


def quiet(views=1_000):
    return panel_of({"lea": [{"views": views, "days_ago": 40 - 2 * n} for n in range(20)]})


def readings(views, likes, post="p1"):
    days = np.arange(len(views)) * DAY_S + NOW.timestamp()
    return PostReadings((post,) * len(views), days, np.array(views, float), np.array(likes, float))


def test_half_as_many_again_in_one_day_without_views_is_seen_with_its_days():
    found = follower_step(
        history([10_000 + 10 * n for n in range(10)] + [15_000 + 10 * n for n in range(10)]), quiet(), 0
    )
    assert found.value is not None
    assert 0.4 < found.value < 0.5
    assert dict(found.facts)["gained"] == "4910"


def test_the_same_step_with_a_viral_post_is_explained():
    viral = panel_of({"lea": [{"views": 2_000_000, "days_ago": 10.5}]})
    found = follower_step(
        history([10_000 + 10 * n for n in range(10)] + [15_000 + 10 * n for n in range(10)]), viral, 0
    )
    assert found.value == 0


def test_a_clean_up_by_the_platform_says_nothing():
    assert follower_step(history([10_000] * 8 + [7_000] * 8), quiet(), 0).value == 0


def test_five_per_cent_a_day_with_one_s_own_pace_is_ordinary():
    assert follower_step(history([10_000 * 1.05**n for n in range(20)]), quiet(), 0).value == 0


def test_two_readings_are_no_history():
    assert follower_step(history([10_000, 20_000]), quiet(), 0).why == "missing_follower_history"
    assert follower_step(None, quiet(), 0).value is None


def test_one_follower_per_thousand_views_is_zero_on_the_scale():
    counts = [10_000 + n for n in range(21)]  # 20 more, over 20 days
    found = follower_yield(history(counts), quiet(views=20_000 / 13), 0)  # 13 posts in the window and the week before
    assert found.value is not None
    assert abs(found.value) < 0.15


def test_a_drip_raises_the_yield_twentyfold_or_more():
    clean = history([10_000 + n for n in range(21)])
    before, after = (
        follower_yield(one, quiet(), 0).value for one in (clean, add_followers(clean, 1.0, over=20, seed=1))
    )
    assert before is not None
    assert after is not None
    assert after - before > np.log10(20)


def test_likes_that_came_without_views_are_measured_against_the_posts_own_rate():
    found = likes_without_views(readings([8_000, 8_800], [800, 880]))
    assert found.value is not None
    assert abs(found.value) < 0.02
    bought = likes_without_views(readings([8_000, 8_800], [800, 1_680]))
    assert bought.value is not None
    assert abs(bought.value - np.log(11)) < 0.02


def test_views_that_came_without_likes_are_seen_on_the_other_side():
    found = views_without_likes(readings([10_000, 40_000], [1_000, 1_010]))
    assert found.value is not None
    assert found.value > 5


def test_a_step_of_rounding_is_no_burst():
    assert likes_without_views(readings([1_000_000, 1_000_000], [100_000, 101_000])).value is None


def test_planted_bursts_reach_every_second_post_only():
    many = [readings([10_000, 11_000], [1_000, 1_100], post=f"p{n}") for n in range(40)]
    together = PostReadings(
        sum((one.post_id for one in many), ()),
        *(np.concatenate([getattr(one, name) for one in many]) for name in ("read_at", "views", "likes")),
    )
    changed = add_burst(together, "likes", 1.0, seed=2).likes != together.likes
    assert 10 <= changed.sum() <= 30
