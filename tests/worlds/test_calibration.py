"""Worlds look like what was measured on real data (docs/worlds.md names each source)."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.worlds import Scale, simulate_world, true_effects
from upshot.worlds.cast import COLLABORATION_TYPES, TIERS


@pytest.fixture(scope="module")
def large():
    return simulate_world("base", 3, scale=Scale(120, 3_000, 365, 300.0, 4))


def test_views_of_one_creator_scatter_by_036_to_046_in_log10(large):
    log_views = np.log10(large.attention.final_organic)
    spread = [log_views[large.cast.posts.creator == c].std(ddof=1) for c in range(120)]
    assert 0.36 < np.median(spread) < 0.46


def test_median_views_rise_with_followers_at_the_measured_slope(large):
    log_views = np.log10(large.attention.final_organic)
    level = [np.median(log_views[large.cast.posts.creator == c]) for c in range(120)]
    slope = np.polyfit(np.log10(large.cast.creators.followers), level, 1)[0]
    assert 0.58 < slope < 1.0


def test_engagement_per_view_is_two_to_eight_per_cent_and_flat_in_size(large):
    a = large.attention
    rate = a.like_rate + a.comment_rate + a.share_rate
    assert 0.02 < np.median(rate) < 0.08
    size = np.log10(large.cast.creators.followers[large.cast.posts.creator])
    assert abs(np.corrcoef(size, np.log(rate))[0, 1]) < 0.3


def test_likes_are_nearly_all_of_the_engagement(large):
    a = large.attention
    share = a.like_rate / (a.like_rate + a.comment_rate + a.share_rate)
    assert 0.94 < np.median(share) < 0.98


def test_a_boosted_post_has_a_lower_engagement_rate_than_its_organic_views(large):
    rows = large.sparks
    paid_rate = rows.likes.sum() / rows.video_views.sum()
    assert paid_rate < 0.75 * np.median(large.attention.like_rate)


def test_about_three_posts_in_ten_are_boosted(large):
    assert 0.22 < len(large.sparks.post) / 3_000 < 0.42


def test_all_tiers_and_collaboration_types_take_part(base):
    assert set(base.cast.creators.tier) == set(range(len(TIERS)))
    assert set(base.cast.creators.collaboration) == set(range(len(COLLABORATION_TYPES)))
    assert set(base.cast.posts.creator) == set(range(24))


def test_capture_rates_are_near_nominal(large):
    traces, caused = large.orders.traces, large.orders.arrivals.origin >= 0
    assert 0.24 < np.mean(traces.code[caused] >= 0) < 0.42
    assert 0.11 < np.mean(traces.link[caused] >= 0) < 0.24
    assert 0.43 < np.mean(traces.answer >= 0) < 0.47
    named = traces.survey_creator[caused] == large.cast.posts.creator[large.orders.arrivals.origin[caused]]
    assert 0.24 < named.mean() < 0.33  # 0.45 × 0.62, and a few lucky mistakes
    untraced = (traces.code < 0) & (traces.link < 0) & (traces.survey_creator < 0)
    assert untraced[caused].mean() > 0.3


def test_analytics_sees_the_consenting_part(large):
    orders = large.orders
    assert large.visits.purchases.sum() / orders.counted.sum() == pytest.approx(0.62, abs=0.02)


def test_refunds_are_five_to_nine_per_cent_and_come_after_the_order(large):
    orders = large.orders
    refunded = orders.refunded_cents > 0
    assert 0.04 < refunded.mean() < 0.09
    assert np.all(orders.refunded_after[refunded] >= 2 * 86_400)
    assert np.all(orders.refunded_cents <= orders.total_cents)


def test_order_values_are_skewed_like_a_log_normal(base):
    log_value = np.log(base.orders.gross_cents)
    skew = np.mean(((log_value - log_value.mean()) / log_value.std()) ** 3)
    assert abs(skew) < 0.5
    assert 50 < base.orders.total_cents.mean() / 100 < 75


def test_the_demo_brand_is_believable(base):
    truth = true_effects(base)
    aov = base.orders.net_e4[base.orders.counted].mean() / 1e4
    assert 48 < aov < 70
    assert -0.3 < truth.roi < 0.6
    assert np.sum(truth.creator_roi > 0.3) >= 4
    assert np.sum(truth.creator_roi < -0.3) >= 4
    assert 60 < base.orders_by_day.mean() < 120
    assert 0.08 < truth.orders / base.orders.counted.sum() < 0.14


def test_days_are_overdispersed_and_remember_yesterday(large):
    noise = np.log(large.demand.baseline / large.demand.baseline_smooth)
    assert 0.05 < noise.std() < 0.09
    assert 0.2 < np.corrcoef(noise[1:], noise[:-1])[0, 1] < 0.6


def test_handles_codes_and_post_ids_are_distinct(large):
    creators = large.cast.creators
    assert len(set(creators.handles)) == len(set(creators.code)) == 120
    assert len(set(large.cast.posts.post_id.tolist())) == 3_000
    assert len(set(large.orders.order_id.tolist())) == len(large.orders)
