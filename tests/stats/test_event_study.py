"""Staggered launches: what is planted is found, what is not is not."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.stats.event_study import NEVER, fit_event_study

LAUNCHES = np.array([12, 12, 15, 15, 18, 18, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER], dtype=np.int64)


def weeks(rng, *, lift=0.0, trend=0.0, noise=0.03, n_weeks=26):
    """(12, n_weeks) counts that grow in proportion; `trend` bends the launched ones beforehand."""
    size = rng.lognormal(6, 0.5, 12)[:, None]
    common = np.exp(np.cumsum(rng.normal(0, 0.03, n_weeks)))
    time = np.arange(n_weeks)
    launched = time >= LAUNCHES[:, None]
    bend = np.where(LAUNCHES[:, None] < NEVER, np.exp(trend * time), 1.0)
    return rng.poisson(size * common * bend * (1 + lift * launched) * np.exp(rng.normal(0, noise, (12, n_weeks))))


def fit(values, seed=1, n_shuffles=199):
    return fit_event_study(
        values.astype(float), LAUNCHES, n_base=4, n_before=4, n_after=8, seed=seed, n_shuffles=n_shuffles
    )


def test_regions_in_proportion_have_no_effect_and_no_trend():
    size = np.arange(1, 13)[:, None] * 10.0
    found = fit(size * np.linspace(1, 2, 26))
    assert found.lift_rel == pytest.approx(0, abs=1e-9)
    assert found.total == pytest.approx(0, abs=1e-6)


def test_a_planted_lift_is_found_exactly_without_noise():
    values = np.full((12, 26), 100.0) * (1 + 0.2 * (np.arange(26) >= LAUNCHES[:, None]))
    found = fit(values)
    assert found.lift_rel == pytest.approx(0.2)
    assert found.total == pytest.approx(6 * 8 * 20)
    assert found.lifts_rel[found.event_times >= 0] == pytest.approx(np.full(8, 0.2))


def test_regions_that_launched_do_not_serve_as_comparison():
    """With the launched ones in the comparison the later launches would look smaller."""
    values = np.full((12, 26), 100.0) * (1 + 0.5 * (np.arange(26) >= LAUNCHES[:, None]))
    values[6:] = 1e-6  # hardly anybody else: the comparison must come from those who wait
    found = fit_event_study(values, LAUNCHES, n_base=4, n_before=4, n_after=3, n_shuffles=9)
    assert found.lift_rel == pytest.approx(0.5)


def test_false_alarms_and_coverage_hold_over_worlds():
    false = inside = trends = 0
    for seed in range(40):
        null = fit(weeks(np.random.default_rng(seed)), n_shuffles=39)
        interval = abs(null.lift_rel) > 1.796 * null.lift_rel_error
        false += interval and null.p_value <= 0.1
        trends += null.pre_trend_p_value < 0.05
        planted = fit(weeks(np.random.default_rng(1000 + seed), lift=0.15), n_shuffles=1)
        inside += abs(planted.lift_rel - 0.15) <= 1.796 * planted.lift_rel_error
    assert false <= 9  # 10 % of 40 and Monte Carlo error
    assert inside >= 31
    assert trends <= 6


def test_units_that_part_before_launch_fail_the_trend_check():
    found = fit(weeks(np.random.default_rng(3), trend=0.06, noise=0.01))
    assert found.pre_trend_p_value < 0.05
