"""Where every response is known, dividing as Upshot does loses less than the ways people take."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.decisions.spark.plan.policy import Limits, day_bounds, divide_day, flat_prior
from upshot.surfaces.cli.prove_spark import prove_plan


def _row(table, policy):
    return next(row for row in table.rows if row.policy == policy)


def test_over_six_brands_thompson_loses_less_than_an_equal_split():
    table = prove_plan(6, 1)
    assert _row(table, "thompson").ratio_to_equal.high < 0.6
    assert _row(table, "thompson").regret.mean < _row(table, "greedy").regret.mean


@pytest.mark.slow
def test_over_two_hundred_brands_it_loses_less_than_greedy_beyond_monte_carlo_error():
    table = prove_plan(200, 1)
    assert _row(table, "thompson").regret.high < _row(table, "greedy").regret.low
    assert _row(table, "thompson").wins_over_equal.mean > 0.9


def test_the_best_arm_gets_most_and_every_arm_keeps_its_floor():
    rng, creator = np.random.default_rng(1), np.array([0, 1, 2, 3])
    spend, truth = np.full((20, 4), 50.0), np.array([8.0, 3.0, 3.0, 3.0])
    events = rng.poisson(truth, (20, 4)).astype(float)
    limits = Limits(max_step=0.3, exploration_share=0.2)
    prior = flat_prior(4, 50.0, 20.0)
    for _ in range(12):
        today = divide_day(
            spend, events, prior, margin=20.0, budget=200.0, creator=creator, limits=limits, rng=rng
        ).spend
        assert (today <= spend[-1] * 1.3 + 1e-6).all()
        assert (today >= 10 - 1e-6).all()
        assert today.sum() <= 200 + 1e-6
        rate = truth * (today / 50) ** 0.6
        spend, events = np.vstack([spend, today]), np.vstack([events, rng.poisson(rate)])
    assert today.argmax() == 0
    assert today[0] > 1.5 * today[1:].max()


def test_no_arm_moves_by_more_than_a_step_unless_its_floor_asks():
    bounds = day_bounds(100.0, np.array([0, 1]), Limits(max_step=0.25), np.array([60.0, 1.0]), np.array([5.0, 5.0]))
    assert bounds.low[0] == 45.0
    assert bounds.high[0] == 60.0
    assert bounds.low[1] == 5.0 == bounds.high[1]
