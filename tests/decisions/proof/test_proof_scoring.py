"""Scores with hand-made draws."""

import numpy as np
import pytest

from upshot.decisions.proof import score_world

from .hand_made import estimate_of, spread_around, truth_of


def test_coverage_counts_the_creators_whose_interval_holds_the_truth():
    score = score_world(estimate_of(spread_around(100, 50, 20)), truth_of([105, 75, 20]))
    assert score.creator_coverage == pytest.approx(2 / 3)
    assert score.model.total_bias == pytest.approx(170 / 200 - 1)


def test_each_level_has_its_own_coverage():
    score = score_world(
        estimate_of(spread_around(100, 50, 20)), truth_of([100, 56, 28.5])
    )  # 90 %: ±9, 80 %: ±8, 50 %: ±5
    assert [found.creators for found in score.coverage] == [pytest.approx(x / 3) for x in (1, 2, 3)]
    assert score.coverage[0].posts is None


def test_posts_are_covered_against_their_own_truth():
    truth = truth_of([100, 50, 20], post_orders=np.array([100.0, 80.0, 20.0]))
    assert score_world(estimate_of(spread_around(100, 50, 20)), truth).at(0.9).posts == pytest.approx(2 / 3)


def test_stop_regret_is_what_wrong_decisions_lose_of_what_is_at_stake():
    truth = truth_of([100, 50, 20], [60, 60, 60])
    score = score_world(estimate_of(spread_around(100, 50, 20)), truth, peers={"codes": np.array([90.0, 90, 10])})
    assert score.model.stop_regret == 0
    assert score.methods["codes"].stop_regret == pytest.approx(
        10 / (40 + 10 + 40)
    )  # they keep the second, who loses 10
    assert score.methods["codes"].sign_error_rate == pytest.approx(1 / 3)


def test_signs_are_judged_only_where_the_estimate_decides():
    score = score_world(estimate_of(spread_around(100, 55, 20)), truth_of([100, 70, 20], [60, 60, 60]))
    assert score.n_decided == 2  # the second one, 45 … 65 against 60, stays open
    assert score.n_called_profitable == 1
    assert score.model.sign_error_rate == 0


def test_without_costs_decisions_are_undefined_not_perfect():
    quality = score_world(estimate_of(spread_around(100, 50, 20)), truth_of([100, 50, 20])).model
    undefined = (quality.stop_regret, quality.budget_regret, quality.sign_error_rate, quality.is_called_profitable)
    assert undefined == (None, None, None, None)


def test_a_verdict_needs_the_whole_interval_on_one_side():
    estimate = estimate_of(spread_around(100, 50, 20))  # total 140 … 200

    def verdict(needed):
        quality = score_world(estimate, truth_of([100, 50, 20], programme_break_even_orders=needed)).model
        return quality.is_called_profitable, quality.is_verdict_wrong

    assert verdict(130) == (True, False)
    assert verdict(190) == (False, None)  # open: neither right nor wrong
    assert verdict(210) == (False, False)


def test_a_verdict_that_the_truth_contradicts_is_wrong():
    truth = truth_of([60, 50, 20], programme_break_even_orders=135)
    quality = score_world(estimate_of(spread_around(100, 50, 20)), truth).model
    assert (quality.is_called_profitable, quality.is_verdict_wrong) == (True, True)


def test_a_true_effect_of_zero_makes_ratios_undefined_and_a_claim_a_false_alarm():
    score = score_world(estimate_of(spread_around(100, 50, 20)), truth_of([0, 0, 0]))
    assert (score.model.total_bias, score.model.error_ratio) == (None, None)
    assert score.is_effect_claimed
    assert not score.is_total_covered


def test_a_lower_bound_of_a_trace_of_the_shop_s_orders_claims_nothing():
    estimate = estimate_of(np.full((20, 3), 0.001))
    assert not score_world(estimate, truth_of([0, 0, 0])).is_effect_claimed
