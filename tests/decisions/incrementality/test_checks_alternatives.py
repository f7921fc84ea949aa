"""The total under other assumptions: what can be worked out by hand, and what a real refit says."""

from dataclasses import replace

import numpy as np
import pytest

from tests.decisions.incrementality.checked_world import fitted
from upshot.decisions.incrementality.checks.alternatives import find_alternatives, reweighted
from upshot.decisions.incrementality.checks.without import QuickRefit, drop_signal
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import fit_response


@pytest.fixture(scope="module")
def found():
    return {(item.name, item.subject): item for item in find_alternatives(fitted()[0])}


@pytest.mark.parametrize(("power", "expected"), [(2.0, 100 + 10 / 3), (0.5, 100 + 20 / 3)])
def test_a_prior_raised_to_a_power_gives_the_posterior_of_that_prior(power, expected):
    """Prior N(100, 10²), data at 110 ± 10: posterior N(105, 50). Squared, the prior has variance 50, its root 200."""
    draws = np.random.default_rng(0).normal(105, np.sqrt(50), 40_000)
    log_prior = -0.5 * ((draws - 100) / 10) ** 2
    item = reweighted("prior", "x", draws, (power - 1) * log_prior)
    variance = 1 / (power / 100 + 1 / 100)
    assert item.total[1] == pytest.approx(expected, abs=0.15)
    assert item.total[2] - item.total[0] == pytest.approx(2 * 1.645 * np.sqrt(variance), rel=0.03)
    assert item.change_in_sd == pytest.approx((expected - 105) / np.sqrt(50), abs=0.03)
    assert item.is_reliable


def test_weights_that_rest_on_a_handful_of_draws_are_not_reliable():
    draws = np.random.default_rng(1).normal(0, 1, 2_000)
    assert not reweighted("prior", "x", draws, 6 * draws).is_reliable


def test_equal_weights_change_nothing():
    draws = np.random.default_rng(1).normal(50, 5, 999)
    item = reweighted("prior", "x", draws, np.full(999, -3.0))
    assert item.total[1] == pytest.approx(np.median(draws), abs=0.05)
    assert item.change_in_sd == pytest.approx(0, abs=0.01)


def test_every_prior_signal_and_test_has_its_alternatives(found):
    signals = fitted()[0].density.data.signals.names
    assert {subject for name, subject in found if name == "without_signal"} == {*signals, "regions"}
    assert ("without_tests", "lift_tests") in found
    priors = {"share_of_orders", "capture_rates", "paid_view_worth", "trend", "waiting_times"}
    assert {subject for name, subject in found if name == "prior_weaker"} == priors
    assert {subject for name, subject in found if name == "prior_stronger"} == priors


def test_reweighting_and_the_quick_refit_agree_on_the_total_without_the_lift_test(found):
    fit, x = fitted()
    totals = fit.density.post_orders(x).sum(axis=0)
    quick = QuickRefit(fit, totals).without(replace(fit.density.data, tests=()), "without_tests", "lift_tests")
    exact = found["without_tests", "lift_tests"]
    assert quick.is_reliable
    if exact.is_reliable:
        sd = (exact.total[2] - exact.total[0]) / 3.29
        assert quick.total[1] == pytest.approx(exact.total[1], abs=0.6 * sd)


def test_a_quick_refit_that_leaves_nothing_out_changes_nothing():
    fit, x = fitted()
    totals = fit.density.post_orders(x).sum(axis=0)
    same = QuickRefit(fit, totals).without(fit.density.data, "same", "same")
    assert same.total == pytest.approx(tuple(np.quantile(totals, (0.05, 0.5, 0.95))), rel=1e-3)
    assert same.change_in_sd == pytest.approx(0, abs=0.01)


def test_a_dropped_signal_leaves_its_parameters_nothing_but_their_prior():
    fit, x = fitted()
    data = fit.density.data
    point = x[:, :1]
    for number in range(len(data.signals.names)):
        dropped = ResponseDensity(drop_signal(data, number))
        gradient = dropped(point)[1]
        prior = np.zeros_like(point)
        dropped.at.priors.value(point, prior)
        rows = data.signals.row_signal == number
        assert gradient[dropped.at["leak"]][number] == pytest.approx(prior[dropped.at["leak"]][number])
        own, alone = gradient[dropped.at["creator_leak"]][rows], prior[dropped.at["creator_leak"]][rows]
        assert own == pytest.approx(alone)
        assert fit.density(point)[1][dropped.at["creator_leak"]][rows] != pytest.approx(alone)


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 2])
def test_leaving_a_signal_out_quickly_comes_near_a_real_fit_without_it(number, found):
    fit, _ = fitted()
    data = drop_signal(fit.density.data, number)
    real = fit_response(data, seed=2)
    totals = real.density.post_orders(np.ascontiguousarray(real.flat.T)).sum(axis=0)
    quick = found["without_signal", data.signals.names[number]]
    assert quick.total[1] == pytest.approx(np.median(totals), abs=0.5 * totals.std())
    width = np.diff(np.quantile(totals, (0.05, 0.95)))[0]
    assert quick.total[2] - quick.total[0] == pytest.approx(width, rel=0.35)
