"""The re-allocated budget: the same euros, moved by what somebody believes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from upshot.decisions.proof.budget import MOST, budget_regret, reallocate

COSTS = np.array([10.0, 20.0, 30.0])
NUMBERS = arrays(np.float64, 6, elements=st.floats(0, 1e4, allow_subnormal=False))
SPENT = arrays(np.float64, 6, elements=st.floats(0.01, 1e4, allow_subnormal=False))


def test_the_best_yield_is_doubled_first_and_the_worst_gets_nothing():
    assert reallocate(np.array([5.0, 60.0, 30.0]), COSTS) == pytest.approx([0, 2, 20 / 30])


def test_who_knows_the_truth_regrets_nothing():
    true = np.array([5.0, 70.0, 20.0])
    assert budget_regret(true, true, COSTS) == 0


def test_regret_is_what_the_wrong_order_loses_of_the_best():
    true = np.array([20.0, 20.0, 30.0])  # per euro 2, 1, 1: the best doubles the first, and 40 euros bring 40
    everything_on_the_third = np.array([0.0, 1.0, 30.0])
    assert budget_regret(everything_on_the_third, true, COSTS) == pytest.approx((80 - 60) / 80)


def test_equals_share_alike_so_that_their_order_never_matters():
    assert reallocate(np.zeros(3), COSTS) == pytest.approx([1, 1, 1])


def test_nothing_to_win_is_no_regret_at_all():
    assert budget_regret(np.ones(3), np.zeros(3), COSTS) is None
    assert budget_regret(np.ones(3), np.ones(3), np.zeros(3)) is None


@given(NUMBERS, SPENT)
def test_the_same_money_is_spent_and_nobody_is_more_than_doubled(value, cost):
    multiples = reallocate(value, cost)
    assert multiples @ cost == pytest.approx(cost.sum())
    assert np.all((multiples >= 0) & (multiples <= MOST + 1e-12))


@given(NUMBERS, NUMBERS, SPENT)
def test_nobody_beats_the_truth(believed, true, cost):
    regret = budget_regret(believed, true, cost)
    assert regret is None or -1e-9 <= regret <= 1
