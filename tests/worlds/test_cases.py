"""Each case differs from the base case in what it says, and in nothing else."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from upshot.worlds import CASES, Parameters, simulate_world

SAME_SIZE = [name for name in CASES if name not in {"base", "tiny_brand"}]


def same(one, other) -> bool:
    first, second = asdict(one), asdict(other)
    return all(np.array_equal(first[name], second[name]) for name in first)


def test_a_case_changes_only_parameters_that_exist_and_only_to_other_values():
    known = asdict(Parameters())
    for case in CASES.values():
        for name, value in case.changes.items():
            assert known[name] != value, (case.name, name)


@pytest.mark.parametrize("case", SAME_SIZE)
def test_people_and_prices_are_those_of_the_base_case(world_of, base, case):
    world = world_of(case)
    assert same(world.cast.creators, base.cast.creators)
    assert same(world.cast.campaigns, base.cast.campaigns)
    assert same(world.cast.collaborations, base.cast.collaborations)
    assert np.array_equal(world.demand.media_cents, base.demand.media_cents)
    if case != "overlapping_creators":  # other posts may be boosted in time, and rights bought for them
        assert same(world.costs, base.costs)


@pytest.mark.parametrize("case", [name for name in SAME_SIZE if name != "overlapping_creators"])
def test_posts_and_ads_are_those_of_the_base_case(world_of, base, case):
    assert same(world_of(case).cast.posts, base.cast.posts)
    assert same(world_of(case).sparks, base.sparks)


@pytest.mark.parametrize("case", [c for c in SAME_SIZE if c not in {"viral_outlier", "overlapping_creators"}])
def test_organic_views_are_those_of_the_base_case(world_of, base, case):
    assert np.array_equal(world_of(case).attention.organic_by_day, base.attention.organic_by_day)


def test_leaky_codes_change_codes_and_nothing_that_was_bought(world_of, base):
    leaky = world_of("leaky_codes")
    assert same(leaky.orders.arrivals, base.orders.arrivals)
    assert np.array_equal(leaky.orders.gross_cents, base.orders.gross_cents)
    kept = base.orders.traces.code >= 0
    changed = (leaky.orders.traces.code != base.orders.traces.code) & kept
    assert changed.sum() < 0.1 * kept.sum()  # a baseline order that leaked in both may carry another code
    assert leaky.orders.traces.is_coupon.sum() > 8 * base.orders.traces.is_coupon.sum()


def test_leaked_orders_are_baseline_orders(world_of):
    orders = world_of("leaky_codes").orders
    assert not np.any(orders.traces.is_coupon & (orders.arrivals.origin >= 0))


def test_one_viral_post_gets_forty_times_its_views_and_the_others_their_own(world_of, base):
    ratio = world_of("viral_outlier").attention.final_organic / base.attention.final_organic
    assert np.sort(ratio)[-1] == pytest.approx(40, rel=0.01)
    assert np.sum(ratio != 1) == 1


def test_the_viral_post_sells_little_more_than_it_would_have(world_of, base):
    viral = int(np.argmax(world_of("viral_outlier").attention.final_organic / base.attention.final_organic))
    effect = world_of("viral_outlier").demand.effect[viral].sum() / base.demand.effect[viral].sum()
    assert 0.05 < effect < 40 * 0.05
    others = np.arange(len(base.cast.posts)) != viral
    assert np.allclose(world_of("viral_outlier").demand.effect[others], base.demand.effect[others])


def test_the_peak_lifts_the_baseline_around_the_first_campaign_by_eighty_per_cent(world_of, base):
    lift = world_of("peak_season").demand.baseline / base.demand.baseline
    campaign = base.cast.campaigns
    assert lift.max() == pytest.approx(1.8, abs=0.01)
    assert campaign.starts[0] < np.argmax(lift) < campaign.ends[0]
    assert np.allclose(world_of("peak_season").demand.effect, base.demand.effect)


def test_overlapping_creators_share_their_days(world_of, base):
    def days(world, creator):
        return set(world.cast.posts.day[world.cast.posts.creator == creator])

    apart = [len(days(base, c) & days(base, c + 1)) for c in range(0, 24, 3)]
    together = [len(days(world_of("overlapping_creators"), c) & days(world_of("overlapping_creators"), c + 1))
                for c in range(0, 24, 3)]  # fmt: skip
    assert sum(together) > 5 * max(sum(apart), 1)


def test_four_tenths_of_the_effect_come_about_five_weeks_later(world_of, base):
    first = base.cast.posts.campaign == 0  # early enough that nothing is lost past the last day

    def mean_day(world):
        daily = world.demand.effect[first].sum(axis=0)
        return float(daily @ np.arange(len(daily)) / daily.sum())

    late = world_of("delayed_effect")
    assert mean_day(late) - mean_day(base) == pytest.approx(0.4 * (35 - 1.7), abs=1)
    assert late.demand.effect[first].sum() == pytest.approx(base.demand.effect[first].sum(), rel=1e-3)


def test_unlogged_promotions_lift_orders_and_cut_prices_without_a_calendar_entry(world_of, base):
    promo = world_of("unlogged_promo")
    days = base.cast.campaigns.starts[0] + np.arange(10)
    assert np.allclose(promo.demand.baseline[days] / base.demand.baseline[days], np.exp(0.30))
    assert np.all(promo.demand.price_cut[days] >= 0.15)
    assert [e for e in promo.demand.events if e.is_logged] == [e for e in base.demand.events if e.is_logged]


def test_a_tiny_brand_has_six_creators_and_about_eight_orders_a_day(world_of):
    tiny = world_of("tiny_brand")
    assert len(tiny.cast.creators) == 6
    assert len(tiny.days) == 90
    assert 6 < tiny.orders_by_day.mean() < 10


def test_other_seeds_are_other_brands(base):
    other = simulate_world("base", 2)
    assert set(other.cast.creators.handles) != set(base.cast.creators.handles)
    assert other.demand.incremental_share != base.demand.incremental_share
