"""Choosing under limits: the best by trial of all choices, bounds that hold, prices that keep their word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from upshot.errors import InvalidInput
from upshot.stats.selection import Limit, Saturating, Selection, Total, WorstDraws, select
from upshot.stats.selection_conflict import explain_conflict
from upshot.stats.selection_ratio import select_ratio


def _roster(seed: int, n: int, *, share: float = 0.35) -> tuple[np.ndarray, np.ndarray, tuple[Limit, ...], list]:
    """Costs, values, limits and rivals of a made-up roster."""
    rng = np.random.default_rng(seed)
    cost = np.round(np.exp(rng.normal(6, 1, n)))
    value = cost * np.exp(rng.normal(0.2, 0.6, n))
    hours, tier = rng.uniform(1, 8, n), rng.integers(0, 3, n)
    limits = (
        Limit("budget", cost, high=share * cost.sum()),
        Limit("hours", hours, high=1.2 * share * hours.sum()),
        Limit("number", np.ones(n), low=1, high=max(n // 2, 1)),
        *(Limit(f"tier {t}", (tier == t).astype(float), high=max(n // 4, 1)) for t in range(3)),
    )
    return cost, value, limits, [np.sort(rng.choice(n, 3, replace=False)) for _ in range(n // 8)]


def _every_choice(n: int) -> np.ndarray:
    return ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1).astype(bool)


def _by_trial(selection: Selection, worth) -> float:
    """The best of all choices within the limits; minus infinity when there is none."""
    choices = _every_choice(len(selection.limits[0].weights))
    fits = np.ones(len(choices), bool)
    for limit in selection.limits:
        used = choices @ limit.weights
        fits &= (used <= limit.high + 1e-9) & (used >= limit.low - 1e-9)
    for rivals in selection.rivals:
        fits &= choices[:, rivals].sum(axis=1) <= 1
    return max((worth(np.flatnonzero(choice)) for choice in choices[fits]), default=-np.inf)


def _aims(seed: int, value: np.ndarray) -> dict:
    rng = np.random.default_rng(seed)
    n = len(value)
    return {
        "total": Total(value),
        "reach": Saturating(np.array([1e6, 4e5]), np.vstack([0.4 * value / value.max(), 0.3 * rng.random(n)])),
        "worst": WorstDraws(value * np.exp(rng.normal(0, 0.6, (40, n))), 0.25),
    }


@pytest.mark.parametrize("aim", ["total", "reach", "worst"])
@pytest.mark.parametrize("seed", range(3))
def test_a_small_choice_is_the_best_of_all_choices(aim, seed):
    _, value, limits, rivals = _roster(seed, 10)
    chosen_aim = _aims(seed, value)[aim]
    selection = Selection(chosen_aim, limits, rivals)
    best, found = _by_trial(selection, chosen_aim.worth), select(selection)
    assert found.value == pytest.approx(best, rel=2e-3)
    assert found.bound >= best * (1 - 1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 5_000), core=st.integers(2, 12))
def test_the_bound_holds_and_the_limits_are_kept_however_small_the_core(seed, core):
    _, value, limits, rivals = _roster(seed, 10)
    selection = Selection(Total(value), limits, rivals)
    best = _by_trial(selection, Total(value).worth)
    try:
        found = select(selection, core=core)
    except InvalidInput:
        assert best == -np.inf
        return
    assert found.value <= best * (1 + 1e-9) <= found.bound * (1 + 1e-6)
    for limit, used in zip(limits, found.used, strict=True):
        assert limit.low - 1e-6 <= used <= limit.high * (1 + 1e-8)
    assert all(np.isin(found.chosen, group).sum() <= 1 for group in rivals)


def test_six_hundred_candidates_come_within_a_hundredth_of_the_exact_solver():
    _, value, limits, rivals = _roster(1, 600, share=0.1)
    found = select(Selection(Total(value), limits, rivals))
    rows = np.array([limit.weights for limit in limits])
    sets = np.zeros((len(rivals), 600))
    for place, group in enumerate(rivals):
        sets[place, group] = 1
    exact = milp(
        -value,
        integrality=np.ones(600),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(rows, [limit.low for limit in limits], [limit.high for limit in limits]),
            LinearConstraint(sparse.csr_array(sets), -np.inf, 1),
        ],
        options={"time_limit": 60.0, "mip_rel_gap": 1e-4},
    )
    assert found.value >= -exact.fun * 0.99
    assert found.bound >= -exact.fun * (1 - 1e-4)
    assert found.gap < 0.01


def test_the_price_of_the_budget_is_what_a_little_more_of_it_brings_by_trial_of_all_choices():
    """Between the price at the smaller and at the larger budget, on average over a stretch (the value is concave)."""
    _, value, limits, rivals = _roster(4, 12)
    low, high = limits[0].high, 1.6 * limits[0].high

    def at(budget: float) -> Selection:
        return Selection(Total(value), (replace(limits[0], high=budget), *limits[1:]), rivals)

    first, last = select(at(low)), select(at(high))
    gained = _by_trial(at(high), Total(value).worth) - _by_trial(at(low), Total(value).worth)
    step = high - low
    assert first.prices[0] >= last.prices[0] >= 0
    assert gained <= first.relaxed + first.prices[0] * step - first.value + 1e-6
    assert gained >= last.prices[0] * step - (last.relaxed - last.value) - 1e-6


def test_a_limit_without_a_price_can_be_lifted_for_nothing():
    _, value, limits, rivals = _roster(1, 300)
    found = select(Selection(Total(value), limits, rivals))
    free = [place for place, price in enumerate(found.prices) if price == 0]
    assert free
    lifted = tuple(replace(limit, high=np.inf) if place in free else limit for place, limit in enumerate(limits))
    assert select(Selection(Total(value), lifted, rivals)).value == pytest.approx(found.value, rel=2e-3)


def test_who_must_be_taken_is_and_who_is_barred_is_not():
    cost, value, limits, _ = _roster(2, 30)
    forced, barred = np.zeros(30, bool), np.zeros(30, bool)
    forced[np.argmin(value / cost)] = True
    barred[np.argmax(value / cost)] = True
    found = select(Selection(Total(value), limits, forced=forced, barred=barred))
    assert np.argmin(value / cost) in found.chosen
    assert np.argmax(value / cost) not in found.chosen


def test_the_same_question_has_the_same_answer():
    _, value, limits, rivals = _roster(3, 400)
    first, again = (select(Selection(Total(value), limits, rivals)) for _ in range(2))
    assert (first.chosen == again.chosen).all()
    assert (first.value, first.bound) == (again.value, again.bound)


def test_care_prefers_many_small_bets_to_one_large():
    rng = np.random.default_rng(0)
    draws = np.hstack([np.where(rng.random((200, 1)) < 0.2, 60.0, 0.0), rng.normal(1.0, 0.2, (200, 10))])
    limits = (Limit("budget", np.array([10.0] + [1.0] * 10), high=10.0),)
    assert 0 in select(Selection(Total(draws.mean(axis=0)), limits)).chosen
    assert 0 not in select(Selection(WorstDraws(draws, 0.2), limits)).chosen


def test_a_conflict_names_the_limits_that_exclude_each_other_and_what_would_do():
    cost = np.array([100.0, 200.0, 300.0, 400.0])
    limits = (
        Limit("budget", cost, high=500),
        Limit("number", np.ones(4), low=3),
        Limit("hours", np.ones(4), high=9),
    )
    selection = Selection(Total(cost), limits)
    with pytest.raises(InvalidInput, match="selection_infeasible"):
        select(selection)
    budget, number = explain_conflict(selection)
    assert (budget.name, budget.is_ceiling, budget.enough) == ("budget", True, 600)
    assert (number.name, number.is_ceiling, number.enough) == ("number", False, 2)
    assert len(select(Selection(Total(cost), (replace(limits[0], high=600), *limits[1:]))).chosen) == 3


def test_the_best_ratio_is_that_of_all_choices():
    cost, value, limits, rivals = _roster(5, 10)
    limits = tuple(replace(limit, low=3) if limit.name == "number" else limit for limit in limits)
    selection = Selection(Total(value), limits, rivals)
    best = _by_trial(selection, lambda chosen: value[chosen].sum() / cost[chosen].sum())
    found = select_ratio(selection, value, cost, least_bottom=float(np.sort(cost)[:3].sum()))
    assert found.value == pytest.approx(best, rel=1e-6)
    assert found.bound >= best * (1 - 1e-9)


def test_audiences_of_next_to_nobody_do_not_stop_the_search():
    rng = np.random.default_rng(2)
    pressure = 0.01 * rng.dirichlet(np.full(12, 0.05), 200).T
    assert pressure.min() < 1e-30
    aim = Saturating(rng.uniform(1e6, 3e7, 12), pressure)
    found = select(Selection(aim, (Limit("number", np.ones(200), high=20),)))
    assert len(found.chosen) == 20
    assert found.gap < 1e-3
