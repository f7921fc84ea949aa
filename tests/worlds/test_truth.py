"""What is true in a world adds up, and is what the equations say."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from upshot.errors import InvalidInput, UnknownName
from upshot.worlds import CASES, Scale, simulate_world, true_effects, truth_document
from upshot.worlds.attention import growth
from upshot.worlds.cases import find_case
from upshot.worlds.orders import net_revenue_e4


@pytest.mark.parametrize("case", CASES)
def test_posts_creators_and_days_sum_to_the_same_total(world_of, case):
    world = world_of(case)
    truth = true_effects(world)
    assert truth.post_orders.sum() == truth.orders
    assert truth.creator_orders.sum() == truth.orders
    assert world.incremental_by_post_day.sum() == truth.orders


@pytest.mark.parametrize("case", CASES)
def test_every_counted_order_is_baseline_or_caused_by_one_post(world_of, case):
    document = truth_document(world_of(case))
    assert sum(day["orders"] for day in document["days"]) == document["orders"]["counted"]
    assert sum(day["incremental"] for day in document["days"]) == document["incremental"]["orders"]


def test_cost_lines_of_the_truth_sum_to_its_total_to_the_cent(base):
    costs = truth_document(base)["costs"]
    lines = sum(Decimal(amount) for kind, amount in costs.items() if kind != "total")
    assert lines == Decimal(costs["total"])


def test_campaign_costs_and_shared_costs_sum_to_the_total(base):
    document = truth_document(base)
    shared = Decimal(document["costs"]["hours"]) + Decimal(document["costs"]["tools"])
    own = sum(Decimal(campaign["cost"]) for campaign in document["campaigns"])
    assert own + shared == Decimal(document["costs"]["total"])


def test_net_revenue_of_creators_sums_to_the_incremental_net_revenue(base):
    document = truth_document(base)
    own = sum(Decimal(creator["net_revenue"]) for creator in document["creators"])
    assert own == Decimal(document["incremental"]["net_revenue"])


def test_a_full_refund_leaves_nothing_and_never_less():
    total, tax, shipping = np.array([5_380]), np.array([897]), np.array([490])
    assert net_revenue_e4(total, tax, shipping, np.array([0])) == 100 * (5_380 - 897 - 490)
    assert net_revenue_e4(total, tax, shipping, total) == 0


def test_a_partial_refund_takes_its_part_without_tax():
    one = np.array([12_000]), np.array([2_000]), np.array([0])
    assert net_revenue_e4(*one, np.array([6_000])) == 500_000


def test_the_programme_brings_the_share_of_orders_that_was_drawn(base):
    effect, baseline = base.demand.effect.sum(), base.demand.baseline_smooth.sum()
    assert effect / (effect + baseline) == pytest.approx(base.demand.incremental_share, abs=1e-9)
    assert 0.08 <= base.demand.incremental_share <= 0.14


def test_the_counts_scatter_around_their_rates_as_poisson_does(base):
    rate, count = base.demand.baseline.sum(), (base.orders.arrivals.origin < 0).sum()
    assert abs(count - rate) < 4 * np.sqrt(rate)
    rate, count = base.demand.effect.sum(), (base.orders.arrivals.origin >= 0).sum()
    assert abs(count - rate) < 4 * np.sqrt(rate)


def test_no_effect_has_tracked_orders_and_not_one_incremental(world_of):
    document = truth_document(world_of("no_effect"))
    assert document["incremental"]["orders"] == 0
    assert document["traces"]["orders_with_code"] > 500
    assert document["roi"] == -1.0


def test_a_halo_adds_orders_elsewhere_and_none_to_the_shop(world_of, base):
    halo = world_of("halo")
    assert np.array_equal(halo.orders_by_day, base.orders_by_day)
    assert true_effects(halo).orders_elsewhere == pytest.approx(0.2 * true_effects(base).orders)
    assert true_effects(halo).gross_margin == pytest.approx(1.2 * true_effects(base).gross_margin)


def test_the_growth_curve_starts_at_nothing_and_is_settled_at_ninety_days():
    ages = np.array([-1.0, 0.0, 1.0, 30.0, 60.0, 90.0, 400.0])
    share = growth(ages, *(np.full(7, x) for x in (0.42, 0.5, 14.0)))
    assert share[[0, 1]].tolist() == [0.0, 0.0]
    assert share[[5, 6]].tolist() == [1.0, 1.0]
    assert np.all(np.diff(share[1:6]) > 0)
    assert share[3] > 0.9
    assert share[4] > 0.985


def test_a_lift_test_knows_the_truth_within_a_few_standard_errors():
    tests = [simulate_world("tiny_brand", seed).lift_tests[0] for seed in range(40)]
    z = np.array([(t.incremental_orders - t.true_orders) / t.standard_error for t in tests])
    assert abs(z.mean()) < 0.6
    assert 0.6 < z.std() < 1.4


def test_an_unknown_case_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownName) as caught:
        find_case("leaky_code")
    assert caught.value.facts["nearest"][0] == "leaky_codes"


@pytest.mark.parametrize("scale", [Scale(n_creators=1), Scale(n_posts=5), Scale(n_days=10), Scale(orders_per_day=0)])
def test_an_impossible_size_is_refused(scale):
    with pytest.raises(InvalidInput, match="world_size_out_of_range"):
        simulate_world("base", 1, scale=scale)


def test_a_negative_seed_is_refused():
    with pytest.raises(InvalidInput, match="world_seed_out_of_range"):
        simulate_world("base", -1)
