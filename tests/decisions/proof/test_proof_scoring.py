"""Scores with hand-made draws, so that every figure of the proof table can be checked with a pencil."""

from datetime import date, timedelta

import numpy as np
import pytest

from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory
from upshot.decisions.proof import Truth, score_world, tabulate
from upshot.decisions.proof.table import mean_over_worlds, share_of_worlds


def estimate(draws):
    draws = np.asarray(draws, dtype=float)
    n_creators = draws.shape[1]
    history = ProgrammeHistory(
        days=tuple(date(2026, 1, 1) + timedelta(i) for i in range(3)),
        orders=np.ones(3),
        views=np.ones((n_creators, 3)),
        views_paid=np.zeros((n_creators, 3)),
        post_ids=tuple(map(str, range(n_creators))),
        post_creator=np.arange(n_creators),
        creators=tuple(f"c{i}" for i in range(n_creators)),
    )
    return IncrementalEstimate(history, draws, np.ones((len(draws), 3)), "m", "C", 1)


def spread_around(*centres):
    return np.linspace(-10, 10, 101)[:, None] + np.array(centres)


def truth(orders, break_even=None, codes=(0, 0, 0), clicks=(0, 0, 0)):
    as_array = lambda values: np.array(values, dtype=float)  # noqa: E731
    return Truth(
        as_array(orders), as_array(codes), as_array(clicks), None if break_even is None else as_array(break_even)
    )


def test_coverage_counts_the_creators_whose_interval_holds_the_truth():
    score = score_world(estimate(spread_around(100, 50, 20)), truth([105, 75, 20]), seed=1)
    assert score.creator_coverage == pytest.approx(2 / 3)
    assert score.total_bias_ratio == pytest.approx(170 / 200 - 1)


def test_regret_is_what_wrong_decisions_lose_of_what_is_at_stake():
    score = score_world(
        estimate(spread_around(100, 50, 20)), truth([100, 50, 20], [60, 60, 60], codes=[90, 90, 10]), seed=1
    )
    assert score.model.regret == 0
    assert score.codes.regret == pytest.approx(10 / (40 + 10 + 40))  # codes keep the second creator, who loses 10
    assert score.codes.sign_error_rate == pytest.approx(1 / 3)


def test_signs_are_judged_only_where_the_estimate_decides():
    score = score_world(estimate(spread_around(100, 55, 20)), truth([100, 70, 20], [60, 60, 60]), seed=1)
    assert score.n_decided == 2  # the second one, 45 … 65 against 60, stays open
    assert score.model.sign_error_rate == 0


def test_without_costs_decisions_are_undefined_not_perfect():
    score = score_world(estimate(spread_around(100, 50, 20)), truth([100, 50, 20]), seed=1)
    assert (score.model.regret, score.model.sign_error_rate) == (None, None)


def test_a_true_effect_of_zero_makes_ratios_undefined_and_a_claim_a_false_alarm():
    score = score_world(estimate(spread_around(100, 50, 20)), truth([0, 0, 0]), seed=1)
    assert (score.total_bias_ratio, score.model.error_ratio) == (None, None)
    assert score.is_effect_claimed
    assert not score.is_total_covered


def test_the_table_prints_its_own_uncertainty_and_counts_refusals():
    score = score_world(estimate(spread_around(100, 50, 20)), truth([100, 50, 20]), seed=1)
    row = tabulate({"base": [score, score, None]}, level=0.9, seed=1, method="m").rows[0]
    assert (row.n_worlds, row.n_refused) == (3, 1)
    assert row.coverage_total.mean == 1
    assert row.coverage_total.low == pytest.approx(0.342, abs=0.001)  # Wilson, 2 of 2
    assert row.regret.mean is None


def test_wilson_bounds_of_62_in_800_are_the_published_ones():
    share = share_of_worlds([True] * 62 + [False] * 738)
    assert (share.low, share.high) == (
        pytest.approx(0.0609, abs=5e-5),
        pytest.approx(0.0981, abs=5e-5),
    )  # methods §5.19


def test_one_world_has_a_mean_and_no_interval():
    assert mean_over_worlds([0.3, None]).low is None
