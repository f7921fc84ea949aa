"""A budget goes where the next euro brings most, as far as that is known."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.thompson import (
    EXPONENTS,
    Bounds,
    ResponseDraws,
    ResponsePrior,
    divide_budget,
    draw_responses,
    thompson_share,
    worthwhile_budget,
)


def _free(n: int, group: list[int] | None = None, cap: float = np.inf) -> Bounds:
    codes = np.array(group or [0] * n)
    return Bounds(np.zeros(n), np.full(n, np.inf), codes, np.full(codes.max() + 1, cap))


def _known(scale: list[float], exponent: float = 0.5) -> ResponseDraws:
    return ResponseDraws(np.array([scale]), np.full((1, len(scale)), exponent))


def test_at_the_best_division_every_arms_next_euro_brings_the_same():
    draws, value = _known([3.0, 2.0, 1.0]), np.ones(3)
    spend = divide_budget(draws, value, 100.0, _free(3), least_return=1e-6)
    assert spend.sum() == pytest.approx(100.0)
    assert spend[0] == pytest.approx(100 * np.array([9, 4, 1]) / 14)  # s ∝ a² where b = ½
    assert draws.marginal(spend)[0] == pytest.approx(draws.marginal(spend)[0][0])


def test_money_is_left_where_the_next_euro_would_not_come_back():
    spend = divide_budget(_known([2.0]), np.ones(1), 100.0, _free(1), least_return=1.0)
    assert spend[0] == pytest.approx([1.0], rel=1e-6)  # d(2√s)/ds = 1 at s = 1
    assert worthwhile_budget(_known([2.0]), np.ones(1), _free(1), least_return=1.0) == pytest.approx(1.0, rel=1e-5)


def test_a_creators_cap_moves_the_money_to_others_and_keeps_it_best_inside():
    draws = _known([3.0, 2.0, 1.0])
    spend = divide_budget(draws, np.ones(3), 100.0, _free(3, [0, 0, 1], 60.0), least_return=1e-6)[0]
    assert spend[:2].sum() == pytest.approx(60.0, rel=1e-4)
    assert spend[0] / spend[1] == pytest.approx(9 / 4, rel=1e-3)
    assert spend.sum() == pytest.approx(100.0, rel=1e-4)


def test_floors_and_caps_per_arm_hold():
    bounds = Bounds(np.array([0.0, 0.0, 20.0]), np.array([30.0, 90.0, 90.0]), np.zeros(3, dtype=int), np.array([1e9]))
    spend = divide_budget(_known([9.0, 2.0, 0.1]), np.ones(3), 100.0, bounds, least_return=1e-6)[0]
    assert spend == pytest.approx([30.0, 50.0, 20.0], rel=1e-4)


def test_contradictory_limits_are_refused():
    with pytest.raises(InvalidInput, match="floor_above_cap"):
        divide_budget(_known([1.0]), np.ones(1), 9.0, Bounds(np.array([5.0]), np.array([4.0]), np.array([0]),
                      np.array([9.0])), least_return=1.0)  # fmt: skip
    with pytest.raises(InvalidInput, match="floors_above_budget"):
        divide_budget(_known([1.0]), np.ones(1), 4.0, Bounds(np.array([5.0]), np.array([6.0]), np.array([0]),
                      np.array([9.0])), least_return=1.0)  # fmt: skip


def test_days_of_spending_teach_the_response_and_its_curvature():
    rng = np.random.default_rng(1)
    spend = np.exp(rng.uniform(0, 5, (120, 1)))
    events = rng.poisson(3 * spend**0.7).astype(float)
    prior = ResponsePrior(np.array([20.0]), 20.0, np.array([1.5]), np.full(len(EXPONENTS), 0.25))
    draws = draw_responses(spend, events, prior, memory=1.0, n_draws=2_000, rng=rng)
    assert np.median(draws.exponent) == 0.7
    low, high = np.quantile(draws.events(np.array([50.0])), (0.01, 0.99))
    assert low < 3 * 50**0.7 < high
    assert high / low < 1.2


def test_what_was_learnt_long_ago_fades():
    spend, events = np.full((40, 1), 10.0), np.r_[np.full((20, 1), 30.0), np.full((20, 1), 10.0)]
    prior = ResponsePrior(np.array([20.0]), 10.0, np.array([0.5]), np.full(len(EXPONENTS), 0.25))
    rng = np.random.default_rng(1)
    fresh = draw_responses(spend, events, prior, memory=0.8, n_draws=500, rng=rng).events(np.array([10.0])).mean()
    slow = draw_responses(spend, events, prior, memory=1.0, n_draws=500, rng=rng).events(np.array([10.0])).mean()
    assert fresh == pytest.approx(10, rel=0.1)
    assert slow == pytest.approx(20, rel=0.1)


def test_an_uncertain_arm_keeps_getting_money_and_a_surely_worse_one_hardly_any():
    rng = np.random.default_rng(1)
    scale = np.column_stack([np.full(400, 2.0), 2.0 * rng.lognormal(-0.2, 0.8, 400), np.full(400, 0.5)])
    draws = ResponseDraws(scale, np.full((400, 3), 0.7))
    share = thompson_share(draws, np.ones(3), 100.0, _free(3), least_return=1e-6)
    assert share[1] > 25
    assert share[2] < 2
