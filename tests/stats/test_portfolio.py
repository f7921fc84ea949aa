"""Dividing a sum of money: against brute force, against water-filling, and at its prices."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upshot.errors import InvalidInput
from upshot.stats.portfolio import Group, Portfolio, best_purchase, marginal_purchase, thompson_spend


def portfolio(price, margin, high, *, whole=False, follows=None, groups=()) -> Portfolio:
    price, margin = np.asarray(price, float), np.atleast_2d(np.asarray(margin, float))
    n = len(price)
    tied = np.full(n, -1) if follows is None else np.asarray(follows)
    return Portfolio(price, margin, np.zeros(n), np.asarray(high, float), np.full(n, whole), tied, tuple(groups))


def water_filled(asked: Portfolio, budget: float, least_return: float = 1.0) -> np.ndarray:
    """The best margin per euro first, until the money runs out."""
    per_euro, units = asked.margin.mean(axis=0) / asked.price, np.zeros(asked.n)
    for i in np.argsort(-per_euro):
        if per_euro[i] > least_return:
            units[i] = min(asked.high[i], budget / asked.price[i])
            budget -= units[i] * asked.price[i]
    return units


def some(seed: int, n: int, *, whole: bool) -> Portfolio:
    rng = np.random.default_rng(seed)
    price = rng.uniform(50, 900, n)
    margin = price * np.exp(rng.normal(0.1, 0.5, (40, n)))
    return portfolio(price, margin, rng.integers(1, 4, n), whole=whole)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), budget=st.floats(10, 6_000))
def test_divisible_things_are_bought_as_water_fills(seed: int, budget: float):
    asked = some(seed, 8, whole=False)
    worth = asked.margin.mean(axis=0) - asked.price
    assert worth @ best_purchase(asked, budget) == pytest.approx(
        worth @ water_filled(asked, budget), rel=1e-6, abs=1e-6
    )


@pytest.mark.parametrize("seed", range(6))
def test_whole_things_are_bought_as_brute_force_would(seed: int):
    asked = some(seed, 5, whole=True)
    worth = asked.margin.mean(axis=0) - asked.price
    best = max(
        float(worth @ np.array(units))
        for units in product(*(range(int(high) + 1) for high in asked.high))
        if asked.price @ np.array(units) <= 1_500
    )
    found = best_purchase(asked, 1_500)
    assert worth @ found == pytest.approx(best, rel=2e-4)
    assert asked.price @ found <= 1_500 + 1e-6
    assert found == pytest.approx(np.rint(found))


def test_what_does_not_pay_stays_unspent():
    assert best_purchase(portfolio([10, 10], [[9, 14]], [5, 2]), 100).tolist() == [0, 2]
    assert best_purchase(portfolio([10, 10], [[9, 14]], [5, 2]), 100, least_return=1.5).tolist() == [0, 0]


def test_a_boost_is_bought_only_with_its_post_and_in_proportion():
    asked = portfolio([100, 1], [[50, 4.0]], [3, 40], follows=[-1, 0])  # a post loses 50, 40 € of ads on it win 120
    found = best_purchase(asked, 280)
    assert found == pytest.approx([2, 80])
    assert best_purchase(replace(asked, high=np.array([3.0, 10.0])), 280).tolist() == [0, 0]  # too few ads to make up


def test_later_slices_are_never_taken_before_earlier_ones():
    asked = portfolio([1, 1, 1], [[3.0, 2.0, 1.2]], [10, 10, 10])
    assert best_purchase(asked, 15) == pytest.approx([10, 5, 0])


def test_caps_and_floors_of_groups_are_money():
    asked = portfolio(
        [10, 20, 5], [[30, 40, 5.5]], [9, 9, 9], groups=[Group(np.array([0, 1]), 0, 90), Group(np.array([2]), 15)]
    )
    found = best_purchase(asked, 200)
    assert 10 * found[0] + 20 * found[1] <= 90 + 1e-6
    assert 5 * found[2] >= 15 - 1e-6


def test_floors_beyond_the_budget_are_refused():
    asked = portfolio([10], [[30]], [9], groups=[Group(np.array([0]), 80)])
    with pytest.raises(InvalidInput) as refused:
        best_purchase(asked, 50)
    assert refused.value.code == "budget_infeasible"


@pytest.mark.parametrize("seed", range(4))
def test_the_shadow_price_is_what_more_money_really_adds(seed: int):
    asked, budget = some(seed, 8, whole=False), 1_200.0
    mean = asked.margin.mean(axis=0)
    last, more = marginal_purchase(asked, budget)
    worth = [
        float((mean - asked.price) @ best_purchase(asked, amount)) for amount in (budget - 12, budget, budget + 12)
    ]
    assert mean @ last - asked.price @ last == pytest.approx((worth[1] - worth[0]) / 12, rel=1e-4)
    assert mean @ more - asked.price @ more == pytest.approx((worth[2] - worth[1]) / 12, rel=1e-4)
    assert asked.price @ last == pytest.approx(1.0)


def test_beyond_what_pays_the_next_euro_buys_nothing():
    last, more = marginal_purchase(portfolio([10, 10], [[12, 14]], [1, 2]), 500)
    assert last == pytest.approx([0.1, 0])
    assert not more.any()


def test_a_careful_division_is_better_in_the_worst_fifth():
    rng = np.random.default_rng(3)
    mood = rng.standard_normal((400, 1))
    price = np.full(6, 100.0)
    margin = 100 * np.exp(
        np.array([0.5, 0.45, 0.4, 0.35, 0.3, 0.28])
        - 0.5 * 0.9**2
        + 0.9 * np.hstack([mood, mood, -mood, -mood, 0 * mood, 0 * mood])
    )
    asked = portfolio(price, margin, np.full(6, 3.0))

    def worst_fifth(units: np.ndarray) -> float:
        return float(np.sort((margin - price) @ units)[:80].mean())

    bold, careful = best_purchase(asked, 600), best_purchase(asked, 600, tail=0.2)
    assert worst_fifth(careful) > worst_fifth(bold) + 10
    assert (margin.mean(axis=0) - price) @ careful <= (margin.mean(axis=0) - price) @ bold + 1e-6


def test_thompson_gives_money_to_whoever_may_be_best():
    rng = np.random.default_rng(1)
    margin = 10 * np.exp(
        np.column_stack([rng.normal(0.4, 0.05, 300), rng.normal(0.2, 0.5, 300), rng.normal(-1, 0.05, 300)])
    )
    spend = thompson_spend(portfolio([10, 10, 10], margin, [10, 10, 10]), 100, least_return=1.0, n_draws=100)
    assert spend[0] > spend[1] > 10 > spend[2]
    assert spend.sum() <= 100 + 1e-6
