"""Whether the fitted model makes histories like the one that happened: it alarms on what it cannot make, only then."""

from dataclasses import replace

import numpy as np
import pytest

from tests.decisions.incrementality.checked_world import fitted, glance, history_of, own_orders
from upshot.decisions.incrementality.checks.glance import glance_at
from upshot.decisions.incrementality.checks.predictive import ALARM_LEVEL, check_predictions, compare
from upshot.decisions.incrementality.checks.replicates import replicate_orders, replicate_signals
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import fit_response


def alarms(seen) -> set[str]:
    return {check.name for check in check_predictions(seen, np.random.default_rng(3)) if check.is_alarming}


def test_a_world_that_the_model_describes_raises_no_alarm():
    assert alarms(glance()) == set()


def test_one_day_with_twelve_times_its_orders_is_the_largest_day():
    orders = own_orders()
    orders[120] *= 12
    assert "largest_day" in alarms(glance(orders))


def test_a_week_without_orders_is_noticed():
    orders = own_orders()
    orders[100:107] = 0
    assert "days_without_orders" in alarms(glance(orders))


def test_orders_that_come_every_fortnight_return_within_the_month():
    days = np.arange(len(own_orders()))
    waves = np.round(own_orders() * np.exp(0.35 * np.sin(2 * np.pi * days / 14)))
    assert "memory_month" in alarms(glance(waves))


def test_event_days_that_sell_half_are_noticed():
    during = fitted()[0].density.data.history.events.max(axis=0) > 0
    assert alarms(glance(np.where(during, own_orders() * 0.4, own_orders()))) >= {"orders_on_event_days"}


def test_weeks_that_swing_more_than_days_explain_are_noticed():
    week = np.arange(len(own_orders())) // 7
    swing = np.round(own_orders() * np.where(week % 2, 1.4, 0.6))
    assert "weekly_scatter" in alarms(glance(swing))


@pytest.mark.parametrize("name", ["code", "link", "survey"])
def test_one_week_with_hundreds_of_tracked_orders_is_noticed_in_its_own_signal(name):
    signals = fitted()[0].density.data.signals
    counts = signals.counts.copy()
    counts[np.flatnonzero(signals.cell_signal == signals.names.index(name))[4]] += 2_000
    found = alarms(glance(counts=counts))
    assert f"tracked_largest_{name}" in found
    assert not any(other.startswith("tracked_") and not other.endswith(name) for other in found)


def test_replicated_days_have_the_mean_variance_and_memory_of_the_noise():
    seen = glance()
    replicates = np.concatenate([replicate_orders(seen, np.random.default_rng(i)) for i in range(8)], axis=1)
    mean, sd, memory = (np.tile(part, 8) for part in (seen.mean, seen.sd, seen.memory))
    residual = (replicates - mean) / sd
    assert residual.mean() == pytest.approx(0, abs=0.01)
    assert residual.var() == pytest.approx(1 + 1 / 12 / np.mean(sd**2), abs=0.05)  # rounding adds a twelfth
    assert (residual[1:] * residual[:-1]).mean() == pytest.approx(memory.mean(), abs=0.02)


def test_replicated_counts_follow_what_the_model_expects_of_each_signal():
    seen = glance()
    made = replicate_signals(seen, np.random.default_rng(1))
    assert made.shape == (len(seen.density.data.signals.counts), seen.n_draws)
    assert made.sum(axis=0).mean() == pytest.approx(seen.density.data.signals.counts.sum(), rel=0.1)


def test_p_values_count_both_tails_and_share_ties():
    rng = np.random.default_rng(0)
    draws = rng.standard_normal(4_000)
    assert compare("a", np.zeros(4_000), draws)[3] == pytest.approx(1, abs=0.05)
    assert compare("a", np.full(4_000, 1.96), draws)[3] == pytest.approx(0.05, abs=0.015)
    assert compare("a", np.full(4_000, -1.96), draws)[3] == pytest.approx(0.05, abs=0.015)
    assert compare("a", np.zeros(4_000), np.zeros(4_000))[3] == pytest.approx(1)


def test_what_no_replicate_reaches_gets_the_p_value_of_a_tail_not_zero_by_counting():
    draws = np.random.default_rng(0).standard_normal(200)
    near, far = (compare("a", np.full(200, z), draws)[3] for z in (3.2, 9.0))
    assert ALARM_LEVEL / 12 < near < 0.05
    assert far < 1e-5


@pytest.mark.slow
def test_well_described_worlds_hardly_ever_alarm():
    """All checks together at 2.5 %, and shy: at most 2 of 12 worlds may (chance of three at 2.5 %: 0.003)."""
    n_alarms = 0
    for seed in range(20, 32):
        fit = fit_response(response_data(history_of("base", seed)), seed=1)
        x = np.ascontiguousarray(fit.flat[::3].T)
        n_alarms += bool(alarms(glance_at(fit.density, x)))
    assert n_alarms <= 2


def test_a_mix_of_regions_that_changes_unlike_its_trend_is_noticed():
    seen = glance()
    regions = seen.density.data.regions
    swing = np.where(np.arange(len(regions.counts)) < 11, 0.12, -0.12)[:, None] * np.array([-1.0, 1.0, 0.0])
    counts = np.maximum(regions.counts + np.round(swing * regions.counts.sum(axis=1, keepdims=True)), 0.0)
    moved = replace(seen.density.data, regions=replace(regions, counts=counts))
    assert "memory_regions" in alarms(glance_at(ResponseDensity(moved), seen.x))
