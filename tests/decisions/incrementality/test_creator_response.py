"""The creator response model: its gradient, its draws, and what it must do in worlds whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_shelf import longer
from tests.fits import fitted
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import LiftTest, estimate_incremental
from upshot.decisions.incrementality.caveats import caveats_of, too_little
from upshot.decisions.incrementality.estimate import caused, widened
from upshot.decisions.incrementality.model import ModelChecks
from upshot.decisions.incrementality.response import coordinates
from upshot.decisions.incrementality.response.convergence import Convergence
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.layout import Layout
from upshot.decisions.incrementality.response.start import starting_point
from upshot.decisions.proof.scoring import creator_draws

world = cache(small_world)
TINY = {"n_days": 100, "n_creators": 4, "posts_each": 3.0}
SMALL = {"n_days": 180, "n_creators": 8, "posts_each": 3.0}


def tiny(seed=3, **more):
    return world(seed, **TINY, **more)


def total(estimate):
    return estimate.orders_draws.sum(axis=1)


def a_test(history, orders, standard_error, creators=()):
    return replace(
        history, lift_tests=(LiftTest("t", history.days[0], history.days[-1], creators, orders, standard_error),)
    )


# --- the density ------------------------------------------------------------------------------------------------------


def grouped(history):
    n = len(history.creators)
    return replace(
        history,
        creator_tiers=tuple(("nano", "micro", None)[i % 3] for i in range(n)),
        creator_collaborations=tuple(("gifting", "paid")[i % 2] for i in range(n)),
    )


HISTORIES = {
    "all signals": lambda: tiny().history,
    "a leaking code": lambda: tiny(leaking=2).history,
    "no signals": lambda: tiny(with_signals=False).history,
    "one signal of some": lambda: replace(
        tiny().history,
        tracked_orders={"link": np.where(np.arange(4)[:, None] == 1, np.nan, tiny().history.tracked_orders["link"])},
    ),
    "lift tests": lambda: a_test(tiny(with_lift_test=True).history, 300.0, 80.0, ("c1", "c2")),
    "a shop of an order a day, by weeks": lambda: tiny(orders_a_day=1.0).history,
    "tiers and collaboration types": lambda: grouped(tiny().history),
    "a year, with other media": lambda: replace(
        world(3, n_days=340, n_creators=2, posts_each=2.0).history,
        other_media=np.abs(np.random.default_rng(1).standard_normal((2, 340))),
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_the_gradient_is_that_of_the_density_in_every_block(name):
    density = ResponseDensity(response_data(HISTORIES[name]()))
    rng = np.random.default_rng(7)
    point = starting_point(density) + 0.3 * rng.standard_normal(density.at.size)
    gradient = density(point[:, None])[1][:, 0]
    steps = 1e-5 * np.eye(density.at.size)
    ahead, behind = density(point[:, None] + steps)[0], density(point[:, None] - steps)[0]
    differences = (ahead - behind) / 2e-5
    error = np.abs(gradient - differences) / np.maximum(1.0, np.abs(differences))
    assert {
        block: error[place].max() for block, place in density.at.places.items() if np.any(error[place] > 1e-4)
    } == {}
    assert np.isfinite(gradient).all()


def test_the_layout_gives_every_parameter_one_place():
    at = Layout.of(response_data(grouped(tiny().history)))
    taken = np.concatenate([np.arange(place.start, place.stop) for place in at.places.values()])
    assert np.array_equal(np.sort(taken), np.arange(at.size))


def test_points_that_are_computed_together_do_not_know_of_each_other():
    density = ResponseDensity(response_data(tiny().history))
    points = starting_point(density)[:, None] + 0.2 * np.random.default_rng(2).standard_normal((density.at.size, 3))
    value, gradient = density(points)
    alone = [density(points[:, [i]]) for i in range(3)]
    assert value == pytest.approx([one[0] for one, _ in alone])
    assert np.allclose(gradient, np.hstack([own for _, own in alone]))


def test_where_the_density_overflows_it_is_a_wall_not_a_warning():
    density = ResponseDensity(response_data(tiny().history))
    value, gradient = density(np.full((density.at.size, 1), 1e4))
    assert value == [-np.inf]
    assert not gradient.any()


# --- the estimate -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small():
    """The one larger fit of this file."""
    return fitted(world(40, **SMALL).history)


@pytest.fixture(scope="module")
def cold():
    """A fit that nobody kept."""
    return estimate_incremental(tiny().history)


def test_posts_add_up_to_creators_and_creators_to_the_total_draw_by_draw(small):
    assert np.allclose(creator_draws(small).sum(axis=1), total(small))
    assert (small.orders_draws >= 0).all()


def test_baseline_and_increment_add_up_to_the_orders_that_came(small):
    assert small.increment_draws.shape == small.baseline_draws.shape == (len(small.orders_draws), SMALL["n_days"])
    explained = (small.baseline_draws + small.increment_draws).sum(axis=1).mean()
    assert explained == pytest.approx(small.history.orders.sum(), rel=0.03)
    assert small.increment_draws.sum(axis=1).mean() == pytest.approx(total(small).mean(), rel=0.02)


def inside(draws, truth):
    low, high = np.quantile(draws, (0.05, 0.95), axis=0)
    return (low <= truth) & (truth <= high)


def test_the_truth_is_inside_and_creators_are_ranked(small):
    truth = world(40, **SMALL)
    assert inside(total(small), truth.truth_total)
    assert inside(creator_draws(small), truth.truth_creators).sum() >= 7  # of eight, at 90 %
    middle = np.median(creator_draws(small), axis=0)
    assert np.corrcoef(np.argsort(np.argsort(middle)), np.argsort(np.argsort(truth.truth_creators)))[0, 1] > 0.8


def test_the_interval_is_worth_having(small):
    low, high = np.quantile(total(small), (0.05, 0.95))
    assert high - low < 1.2 * world(40, **SMALL).truth_total
    every = np.quantile(creator_draws(small), (0.05, 0.95), axis=0)
    assert np.median((every[1] - every[0]) / np.median(creator_draws(small), axis=0)) < 2.5


@pytest.mark.parametrize(
    "seed", [60, pytest.param(61, marks=pytest.mark.slow), pytest.param(62, marks=pytest.mark.slow)]
)
def test_a_programme_without_effect_is_not_called_profitable(seed):
    """It would have to bring a tenth of the shop's orders to pay; truth is none."""
    history = tiny(seed, lift_share=0.0).history
    found = fitted(history)
    assert np.mean(total(found) > 0.1 * history.orders.sum()) < 0.5
    assert found.diagnostics["p_no_effect"] > 0.05
    brings_nothing = ~found.increment_draws.any(axis=1)
    assert brings_nothing.mean() == pytest.approx(found.diagnostics["p_no_effect"], abs=0.001)
    assert not found.orders_draws[brings_nothing].any()


def test_a_programme_that_works_is_not_taken_for_nothing(cold):
    assert cold.diagnostics["p_no_effect"] < 0.01


@pytest.mark.slow
def test_the_same_seed_gives_the_same_draws_and_another_seed_others(cold):
    again, other = estimate_incremental(tiny().history), fitted(tiny().history, seed=2)
    assert np.array_equal(again.orders_draws, cold.orders_draws)
    assert np.array_equal(again.baseline_draws, cold.baseline_draws)
    assert not np.array_equal(other.orders_draws, cold.orders_draws)
    assert np.mean(total(other)) == pytest.approx(np.mean(total(cold)), abs=0.3 * np.std(total(cold)))


def test_a_fit_that_goes_on_from_another_agrees_at_less_work(cold):
    history = longer(tiny().history, 7)
    warm, afresh = estimate_incremental(history, state=cold.state), fitted(history)
    assert (warm.diagnostics["is_warm_start"], afresh.diagnostics["is_warm_start"]) == (1.0, 0.0)
    assert np.mean(total(warm)) == pytest.approx(np.mean(total(afresh)), abs=0.3 * np.std(total(afresh)))
    assert np.std(total(warm)) == pytest.approx(np.std(total(afresh)), rel=0.3)
    assert warm.diagnostics["n_gradients"] < 0.8 * afresh.diagnostics["n_gradients"]


def test_the_coordinates_of_the_largest_brands_give_the_same_answer(cold, monkeypatch):
    monkeypatch.setattr(coordinates, "MOST_DENSE", 10)
    found = estimate_incremental(tiny().history)
    assert not found.state.matrix.size
    assert np.mean(total(found)) == pytest.approx(np.mean(total(cold)), abs=0.3 * np.std(total(cold)))
    assert np.std(total(found)) == pytest.approx(np.std(total(cold)), rel=0.3)
    warm = estimate_incremental(longer(tiny().history, 7), state=found.state)
    assert warm.diagnostics["r_hat_max"] < 1.02


def test_a_noisy_test_does_not_earn_the_grade_that_a_sharp_one_does(cold):
    middle, spread = np.mean(total(cold)), np.std(total(cold))
    noisy = fitted(a_test(tiny().history, middle, 5 * spread))
    sharp = fitted(a_test(tiny().history, middle, 0.3 * spread))
    assert [estimate.evidence_grade for estimate in (cold, noisy, sharp)] == ["B", "B", "A"]
    assert np.std(total(sharp)) < 0.6 * spread
    assert np.std(total(noisy)) > 0.7 * spread


@pytest.mark.slow
def test_a_test_of_one_creator_moves_that_creator(cold):
    before = np.median(creator_draws(cold)[:, 0])
    claim = a_test(tiny().history, 2 * before + 40, 0.1 * before + 4, ("c0",))
    assert np.median(creator_draws(fitted(claim))[:, 0]) > 1.5 * before


def test_without_signals_creators_are_known_less_well_and_the_grade_says_so(cold):
    blind = fitted(replace(tiny().history, tracked_orders={}))
    assert blind.evidence_grade == "C"
    assert "no_tracked_signals" in blind.caveats
    shares = lambda estimate: creator_draws(estimate) / total(estimate)[:, None]  # noqa: E731
    assert shares(blind).std(axis=0).mean() > 1.3 * shares(cold).std(axis=0).mean()


@pytest.mark.slow
def test_a_creator_without_a_code_is_not_a_creator_whose_code_nobody_used():
    history, best = tiny().history, int(np.argmax(tiny().truth_creators))

    def told(value):
        rows = {
            name: np.where(np.arange(4)[:, None] == best, value, seen) for name, seen in history.tracked_orders.items()
        }
        return np.median(creator_draws(fitted(replace(history, tracked_orders=rows)))[:, best])

    assert told(np.nan) > 1.5 * told(0.0)


# --- refusing and warning ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("too_few_days_with_orders", lambda h: {"orders": np.where(np.arange(len(h.days)) < 40, h.orders, 0.0)}),
        ("no_post_views", lambda h: {"views": h.views * 0, "views_paid": h.views_paid * 0}),
        ("pressure_does_not_vary", lambda h: {"views": np.ones_like(h.views) * 500, "views_paid": h.views_paid * 0}),
    ],
)
def test_too_little_evidence_is_an_answer_with_what_would_help(reason, change):
    history = tiny().history
    answer = estimate_incremental(replace(history, **change(history)))
    assert isinstance(answer, InsufficientEvidence)
    assert (answer.reason, bool(answer.what_would_help)) == (reason, True)
    assert too_little(history) is None


def convergence(r_hat=1.0, ess=900.0, divergent=0):
    return Convergence(r_hat, ess, divergent, 4_000, 10_000)


def test_orders_are_whole_each_post_is_right_on_average_and_creators_keep_their_sums():
    rng = np.random.default_rng(1)
    expected, creator = rng.gamma(1.0, 3.0, (6, 4_000)), np.array([0, 2, 1, 0, 2, 1])
    came = caused(expected, np.zeros_like(expected), creator, rng)
    assert (came == np.round(came)).all()
    assert np.abs(came - expected).max() < 1
    assert came.mean(axis=1) == pytest.approx(expected.mean(axis=1), abs=0.05)
    for one in range(3):
        assert np.abs((came - expected)[creator == one].sum(axis=0)).max() < 1


def test_draws_are_spread_by_what_the_chains_still_disagree_about():
    draws = np.exp(np.random.default_rng(1).normal(3, 0.5, (2, 4_000)))
    assert np.array_equal(widened(draws, convergence(1.01)), draws)
    wider = widened(draws, convergence(1.04))
    assert np.log(wider).std(axis=1) == pytest.approx(1.04 * np.log(draws).std(axis=1))
    assert np.log(wider).mean(axis=1) == pytest.approx(np.log(draws).mean(axis=1))


@pytest.mark.parametrize(
    ("found", "is_good", "is_hopeless"),
    [
        (convergence(), True, False),
        (convergence(1.011), False, False),
        (convergence(ess=399.0), False, False),
        (convergence(divergent=41), False, False),
        (convergence(divergent=40), True, False),
        (convergence(1.051), False, True),
    ],
)
def test_a_fit_is_believed_doubted_or_refused_by_what_its_chains_say(found, is_good, is_hopeless):
    assert (found.is_good, found.is_hopeless) == (is_good, is_hopeless)


def codes(history, found=None):
    totals = np.random.default_rng(1).normal(500, 50, 1_000)
    return caveats_of(history, found or convergence(), totals, ModelChecks())


def test_an_unsettled_fit_says_so():
    assert "fit_not_settled" in codes(tiny().history, convergence(1.02))
    assert "fit_not_settled" not in codes(tiny().history)


def test_a_campaign_under_a_sale_is_said_to_coincide_with_it():
    history = tiny().history
    loud = history.views.sum(axis=0) > np.quantile(history.views.sum(axis=0), 0.8)
    under_a_sale = replace(history, events=loud[None].astype(float), event_names=("sale",))
    assert "programme_coincides_with_events" in codes(under_a_sale)
    assert "programme_coincides_with_events" not in codes(replace(history, events=None, event_names=()))


def test_creators_who_always_post_together_are_named_as_a_caveat():
    history = tiny().history
    alike = np.tile(history.views.sum(axis=0) / len(history.post_ids), (len(history.post_ids), 1))
    assert "creators_post_together" in codes(replace(history, views=alike, views_paid=alike * 0))
    assert "creators_post_together" not in codes(history)
