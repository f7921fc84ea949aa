"""Brands like yours: the replicate keeps what it should keep, and its truth is the draw that it was made of."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from upshot.decisions.incrementality.model import IncrementalEstimate, LiftTest
from upshot.decisions.proof import OwnBrand, replicate, score_world, try_own_brand
from upshot.decisions.proof.replicate import effect_shapes
from upshot.decisions.proof.replicate_regions import replicate_regions
from upshot.surfaces.cli.prove import programme_history
from upshot.worlds import Scale, simulate_world

from .hand_made import history_of

SMALL = Scale(n_creators=8, n_posts=30, n_days=150, orders_per_day=60.0, n_campaigns=2)


@pytest.fixture(scope="module")
def fitted():
    """A world's history and an estimate of it that knows the truth within a tenth."""
    world = simulate_world("base", 5, scale=SMALL)
    history = programme_history(world)
    rng = np.random.default_rng(1)
    posts = world.demand.effect.sum(axis=1) * np.exp(0.1 * rng.standard_normal((200, 30)))
    baseline = world.demand.baseline_smooth * np.exp(0.01 * rng.standard_normal((200, 1)))
    return history, IncrementalEstimate(history, posts, baseline, "m", "A", 1)


def many(fitted, n=60):
    return [replicate(*fitted, seed=seed) for seed in range(n)]


def test_the_same_seed_draws_the_same_brand(fitted):
    first, second, other = (replicate(*fitted, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first[0].orders, second[0].orders)
    assert np.array_equal(first[1], second[1])
    assert not np.array_equal(first[0].orders, other[0].orders)


def test_posts_views_and_days_stay_as_they_are(fitted):
    history, _ = replicate(*fitted, seed=1)
    assert history.views is fitted[0].views
    assert (history.days, history.post_ids, history.event_names) == (
        fitted[0].days, fitted[0].post_ids, fitted[0].event_names
    )  # fmt: skip


def test_the_orders_of_many_replicates_are_on_average_those_of_the_brand(fitted):
    mean = np.mean([history.orders.sum() for history, _ in many(fitted)])
    assert mean == pytest.approx(fitted[0].orders.sum(), rel=0.03)


def test_the_truth_of_many_replicates_is_on_average_the_estimate(fitted):
    truth = np.mean([posts for _, posts in many(fitted)], axis=0)
    assert truth.sum() == pytest.approx(fitted[1].orders_draws.mean(axis=0).sum(), rel=0.03)


def test_noise_is_as_large_and_as_sticky_as_in_the_data(fitted):
    def residuals(history):
        expected = fitted[1].baseline_draws.mean(axis=0) + fitted[1].orders_draws.mean(axis=0) @ effect_shapes(history)
        return (history.orders - expected) / np.sqrt(expected)

    own = residuals(fitted[0])
    drawn = [residuals(history) for history, _ in many(fitted, 30)]
    assert np.mean([row.var() for row in drawn]) == pytest.approx(own.var(), rel=0.35)


def test_tracked_orders_come_at_the_rate_at_which_they_were_seen(fitted):
    own = fitted[0].tracked_orders["code"].sum(axis=1)
    drawn = np.mean([history.tracked_orders["code"].sum(axis=1) for history, _ in many(fitted)], axis=0)
    assert drawn == pytest.approx(own, rel=0.3, abs=6)
    assert drawn.sum() == pytest.approx(own.sum(), rel=0.1)


def test_a_creator_without_a_code_has_none_in_the_replicate(fitted):
    history, estimate = fitted
    codes = history.tracked_orders["code"].copy()
    codes[2] = np.nan
    without = replace(history, tracked_orders={"code": codes})
    drawn, _ = replicate(without, replace(estimate, history=without), seed=1)
    assert np.isnan(drawn.tracked_orders["code"][2]).all()
    assert np.isfinite(np.delete(drawn.tracked_orders["code"], 2, axis=0)).all()


def test_no_code_is_used_before_its_creator_s_first_post(fitted):
    first = [fitted[0].views[fitted[0].post_creator == c].sum(axis=0).nonzero()[0][0] for c in range(8)]
    for history, _ in many(fitted, 5):
        assert all(history.tracked_orders["code"][c, :day].sum() == 0 for c, day in enumerate(first))


def test_a_lift_test_is_measured_again_with_its_own_error(fitted):
    history, estimate = fitted
    test = LiftTest("t", history.days[0], history.days[-1], history.creators[:2], 1.0, 0.5)
    tested = replace(history, lift_tests=(test,))
    drawn = [replicate(tested, replace(estimate, history=tested), seed=seed) for seed in range(40)]
    rows = np.isin(history.post_creator, [0, 1])
    errors = [found.lift_tests[0].incremental_orders - posts[rows].sum() for found, posts in drawn]
    assert np.std(errors) == pytest.approx(0.5, rel=0.4)
    assert abs(np.mean(errors)) < 0.3


def test_a_test_outside_the_days_measures_nothing_but_its_error(fitted):
    history, estimate = fitted
    later = history.days[-1] + timedelta(days=9)
    tested = replace(history, lift_tests=(LiftTest("t", later, later, (), 50.0, 0.001),))
    drawn, _ = replicate(tested, replace(estimate, history=tested), seed=1)
    assert drawn.lift_tests[0].incremental_orders == pytest.approx(0, abs=0.01)


def test_a_post_without_views_can_have_done_nothing():
    history = history_of(views=np.array([[5.0, 5, 5], [0, 0, 0], [0, 0, 9]]))
    shapes = effect_shapes(history)
    assert shapes.sum(axis=1) == pytest.approx([1, 0, 1])
    assert shapes[2, :2].sum() == 0


@pytest.mark.slow
def test_brands_like_this_one_are_fitted_and_scored(fitted):
    trial = try_own_brand(OwnBrand(*fitted, break_even_orders=np.full(8, 20.0)), seed=2)
    score = score_world(trial.estimate, trial.truth, peers=trial.peers)
    assert score.at(0.9).posts > 0.5
    assert score.model.error_ratio < score.methods["codes"].error_ratio
    assert "first_click" not in score.methods  # a workspace knows no journeys


def in_countries(history):
    """Orders of which nine in ten have a country, and creators in two of them."""
    rng = np.random.default_rng(4)
    counts = np.stack([rng.binomial(history.orders.astype(int), share) for share in (0.6, 0.3)]).astype(float)
    homes = np.eye(2)[np.arange(len(history.creators)) % 2]
    return replace(history, regions=("FR", "BE"), orders_by_region=counts, creator_regions=homes)


def test_regions_are_drawn_again_as_the_brand_has_them(fitted):
    history = in_countries(fitted[0])
    drawn = [replicate(history, fitted[1], seed=seed)[0] for seed in range(20)]
    assert all((each.orders_by_region.sum(axis=0) <= each.orders).all() for each in drawn)
    share = np.mean([each.orders_by_region.sum(axis=1) / each.orders.sum() for each in drawn], axis=0)
    assert share == pytest.approx(history.orders_by_region.sum(axis=1) / history.orders.sum(), abs=0.02)
    assert not np.array_equal(drawn[0].orders_by_region, drawn[1].orders_by_region)


def test_regions_leave_everything_else_of_a_replicate_as_it_was(fitted):
    without, posts = replicate(replace(fitted[0], orders_by_region=None), fitted[1], seed=3)
    drawn, same_posts = replicate(in_countries(fitted[0]), fitted[1], seed=3)
    assert without.orders_by_region is None
    assert np.array_equal(without.orders, drawn.orders)
    assert np.array_equal(posts, same_posts)


def test_buyers_of_a_replicate_live_where_the_data_say(fitted):
    """All orders of the weeks of one creator's effect are Belgian, whatever his sheet says."""
    history = in_countries(fitted[0])
    expected = np.zeros((len(history.creators), 150))
    expected[0, 70:100] = 40.0
    belgian = np.where((np.arange(150) >= 70) & (np.arange(150) < 100), 40.0, 0.0)
    seen = np.stack([np.full(150, 60.0), belgian])
    assert history.creator_regions[0].tolist() == [1.0, 0.0]
    replicated = replicate_regions(
        replace(history, orders=seen.sum(axis=0), orders_by_region=seen),
        expected, np.full(150, 60.0), np.round(expected), np.full(150, 60), 1,
    )  # fmt: skip
    assert replicated[1, 70:98].sum() / (28 * 40) > 0.85
    assert replicated[1, :60].sum() / (60 * 60) < 0.05
