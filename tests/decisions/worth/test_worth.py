"""Which test is worth running: what it measures, what it costs, and when none is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.decisions.brand import living_brand
from tests.decisions.budget.double import known_brand, terms
from tests.decisions.budget.material import GuessShelf, guessed_material
from upshot.decisions.budget import BudgetTerms, work_out
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.model import DesignOption
from upshot.decisions.worth import WorthReport, make_worth
from upshot.decisions.worth.feasible import error_of, post_tests, signal_tests
from upshot.decisions.worth.making import Desk
from upshot.errors import InvalidInput

ASKED = BudgetTerms(date(2026, 7, 11), date(2026, 10, 8))


@pytest.fixture(scope="module")
def report() -> WorthReport:
    return make_worth(guessed_material(living_brand(fee=1500), shelf=GuessShelf(effect=1.6, sd=0.5)), ASKED)


def test_tests_come_ranked_by_what_they_are_worth_less_what_they_cost(report: WorthReport):
    nets = [test.net for test in report.tests]
    assert nets == sorted(nets, reverse=True)
    assert all(net > 0 for net in nets)
    assert all(test.net == pytest.approx(test.value - test.cost) for test in (*report.tests, *report.not_worth))


def test_no_test_is_worth_more_than_the_ceiling(report: WorthReport):
    for test in (*report.tests, *report.not_worth):
        assert 0 <= test.value <= report.ceiling + 3 * test.value_error


def test_a_test_narrows_what_it_measures(report: WorthReport):
    for test in (*report.tests, *report.not_worth):
        assert 0 < test.spread_after < test.spread_now


def test_orders_without_regions_allow_no_geo_test(report: WorthReport):
    assert "geo" not in {test.kind for test in (*report.tests, *report.not_worth)}


def test_what_is_settled_is_worth_no_test():
    settled = make_worth(guessed_material(living_brand(fee=20), shelf=GuessShelf(effect=4.0, sd=0.1)), ASKED)
    assert settled.tests == ()
    assert settled.ceiling == pytest.approx(0, abs=1)


def test_what_is_learned_is_worth_more_the_longer_it_is_used(report: WorthReport):
    material = guessed_material(living_brand(fee=1500), shelf=GuessShelf(effect=1.6, sd=0.5))
    longer = make_worth(material, ASKED, decision_days=2 * report.decision_days)
    assert longer.ceiling == pytest.approx(2 * report.ceiling)


def test_more_posts_are_read_more_sharply_and_cost_more():
    ground = known_brand(1).ground
    two, four = list(post_tests(ground, 1e9, 1.0, 90))[:2]
    assert (two.units, four.units) == (2, 4)
    assert four.standard_error == pytest.approx(two.standard_error / np.sqrt(2))
    assert four.outlay == 2 * two.outlay


def test_a_test_that_takes_most_of_the_budget_is_not_offered():
    ground = known_brand(1).ground
    cheapest = min(offer.price.median for offer in ground.offers)
    assert list(post_tests(ground, 7.9 * cheapest, 1.0, 90)) == []


def test_a_code_is_offered_to_those_who_have_none_only():
    ground = known_brand(1).ground
    has_signal = np.ones(12)
    has_signal[3] = 0
    assert [test.creators for test in signal_tests(ground, has_signal, 90)] == [("c03",)]


def test_the_error_of_a_design_is_its_smallest_effect_over_both_quantiles():
    option = DesignOption(name="x", effect_abs=None, effect_rel=0.10, power=0.8, n_per_arm=None, n_total=None)
    assert error_of(option, 1000) == pytest.approx(100 / (1.6449 + 0.8416), rel=1e-3)  # z of 95 % and of 80 %


def test_ignorance_of_the_creator_at_the_margin_is_worth_most():
    ground = known_brand(2, n=10).ground
    sure = ground.response.creators.copy()
    sure[:, 1:] = sure[:, 1:].mean(axis=0)  # only the first creator is unknown
    ground = replace(ground, response=replace(ground.response, creators=sure))
    desk = Desk.of(work_out(ground, terms(), hurdle_rate=0.0, level=0.9))
    tests = list(post_tests(ground, 1e9, desk.price_of_money, 90))
    valued, _ = desk.value(tests, decision_days=365, seed=1)
    assert {test.creators for test in valued} == {("c00",)}  # of the others nothing can be learned


def test_without_an_answer_on_the_budget_there_is_none_on_tests():
    found = make_worth(guessed_material(living_brand(gross_margin_rate="")), ASKED)
    assert isinstance(found, InsufficientEvidence)


@pytest.mark.parametrize("days", [0, 4000])
def test_days_out_of_range_are_refused(days: int):
    with pytest.raises(InvalidInput) as refused:
        make_worth(guessed_material(living_brand()), ASKED, decision_days=days)
    assert refused.value.code == "worth_days_out_of_range"
