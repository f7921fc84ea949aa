"""The rules of the verdict, on numbers small enough to check by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.verdict.answer import Maturity, advise, judge_roi, roi_of
from upshot.decisions.verdict.formulas import break_even_orders, fee_ceiling, gross_margin, interval, ratio, roi
from upshot.decisions.verdict.model import Answer
from upshot.decisions.verdict.shop import ShopDays, unit_revenue

RIPE = Maturity(1.0, None, 0.9)
YOUNG = Maturity(0.5, date(2026, 7, 20), 0.9)
COST = Decimal("10800.00")


def roi_from(low: float, high: float, *, hurdle: float = 0.0):
    """An ROI whose 90 % interval runs from `low` to `high`."""
    tail = (high - low) / 18  # widen so that the 5 % and 95 % quantiles fall on the bounds
    margin = float(COST) * (1 + np.linspace(low - tail, high + tail, 1001))
    return roi_of(margin, COST, level=0.9, hurdle_rate=hurdle)


def test_the_worked_example_loses_47_71_per_cent():
    """methods §5.9: K 10,800 €; 180 × 62 × .92 × .55 = 5,646.96 €; printed with two decimals."""
    margin = gross_margin(np.array([180.0]), 62 * 0.92, Decimal("0.55"))
    assert margin[0] == pytest.approx(5646.96, abs=0.005)
    assert roi(margin, COST)[0] == pytest.approx(-0.4771, abs=0.00005)
    assert ratio(180 * 62, 2500) == pytest.approx(4.464)


def test_the_worked_example_breaks_even_at_344_orders():
    assert break_even_orders(COST, 62 * 0.92 * 0.55) == pytest.approx(10_800 / 31.372)


def test_nothing_to_divide_by_is_null_not_zero():
    assert ratio(5, 0) is None
    assert roi_of(np.ones(9), Decimal(0), level=0.9, hurdle_rate=0) is None
    assert roi_of(None, COST, level=0.9, hurdle_rate=0) is None


@pytest.mark.parametrize(
    ("low", "high", "hurdle", "answer"),
    [
        (0.05, 0.60, 0.0, Answer.PROFITABLE),
        (-0.60, -0.05, 0.0, Answer.NOT_PROFITABLE),
        (-0.10, 0.30, 0.0, Answer.INSUFFICIENT_EVIDENCE),
        (0.05, 0.60, 0.2, Answer.INSUFFICIENT_EVIDENCE),
        (0.05, 0.15, 0.2, Answer.NOT_PROFITABLE),
    ],
)
def test_the_interval_against_the_hurdle_gives_the_answer(low, high, hurdle, answer):
    found = roi_from(low, high, hurdle=hurdle)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)
    assert judge_roi(found, RIPE, level=0.9).answer is answer


def test_young_posts_can_still_turn_a_loss_but_not_a_gain():
    assert judge_roi(roi_from(-0.6, -0.1), YOUNG, level=0.9).answer is Answer.INSUFFICIENT_EVIDENCE
    assert judge_roi(roi_from(-0.9, -0.7), YOUNG, level=0.9).answer is Answer.NOT_PROFITABLE
    assert judge_roi(roi_from(0.1, 0.7), YOUNG, level=0.9).answer is Answer.PROFITABLE


def test_a_young_programme_is_told_the_day_to_wait_for():
    (help_,) = judge_roi(roi_from(-0.6, -0.1), YOUNG, level=0.9).what_would_help
    assert (help_.code, help_.facts["day"]) == ("help_wait_for_maturity", "2026-07-20")


def advice(margin: float, *, cost: str = "1000", fee: str = "800", spread: float = 0.0, maturity: Maturity = RIPE):
    draws = margin * (1 + np.linspace(-spread, spread, 501))
    found = roi_of(draws, Decimal(cost), level=0.9, hurdle_rate=0.0)
    return advise(found, maturity, margin=margin, cost=Decimal(cost), fee=Decimal(fee))


def test_advice_flips_exactly_at_break_even():
    assert advice(1000.01).code == "advice_renew"
    assert advice(1000.00).code == "advice_learn_more"
    assert advice(999.99).code == "advice_renegotiate"


def test_the_fee_offered_is_the_one_that_would_break_even():
    said = advice(900.0)
    assert (said.code, said.facts["fee"]) == ("advice_renegotiate", "700")
    assert fee_ceiling(900, hurdle_rate=0.0, other_cost=Decimal(200)) == 700


def test_a_ceiling_under_half_the_fee_means_stop_and_so_does_a_loss_without_a_fee():
    assert advice(599.0).code == "advice_stop"
    assert advice(601.0).code == "advice_renegotiate"
    assert advice(900.0, fee="0").code == "advice_stop"


def test_an_interval_across_the_hurdle_asks_to_learn_more():
    assert advice(1000.0, spread=0.3).code == "advice_learn_more"
    assert advice(900.0, maturity=YOUNG).code == "advice_learn_more"


@given(scale=st.sampled_from([0.25, 0.5, 2.0, 64.0]), seed=st.integers(0, 99))
def test_another_currency_changes_no_roi(scale, seed):
    margin = np.random.default_rng(seed).gamma(5, 2000, size=200)
    here, there = (
        roi_of(margin * factor, COST * Decimal(factor), level=0.9, hurdle_rate=0.1) for factor in (1.0, scale)
    )
    assert here == there


def test_a_wider_level_gives_a_wider_interval():
    draws = np.random.default_rng(1).normal(size=2000)
    assert interval(draws, 0.95).low < interval(draws, 0.8).low < interval(draws, 0.8).high < interval(draws, 0.95).high


def days(orders: float, revenue: float) -> ShopDays:
    start = np.datetime64("2026-01-01")
    return ShopDays(
        start + np.arange(100).astype("timedelta64[D]"), np.full(100, orders), np.full(100, revenue), np.zeros(100)
    )


def test_an_incremental_order_is_worth_its_mix_of_tracked_and_other_orders():
    """A quarter carry a trace, at 50 € each; the others bring 70 €: 0.25·50 + 0.75·70 = 65."""
    found = unit_revenue(days(10, 4 * 50 + 6 * 70), days(4, 4 * 50), np.full(50, 1600.0), n_tracked_ever=400.0, seed=1)
    assert found.draws == pytest.approx(np.full(50, 65.0))
    assert (found.tracked_share, found.per_tracked_order, found.per_other_order) == (0.25, 50.0, 70.0)


def test_without_an_estimate_the_average_order_counts_and_without_orders_nothing_does():
    found = unit_revenue(days(10, 620), days(4, 200), None, n_tracked_ever=400.0, seed=1)
    assert found.draws == pytest.approx(np.full(1000, 62.0))
    assert unit_revenue(days(0, 0), days(0, 0), np.ones(5), n_tracked_ever=0, seed=1) is None
