"""Levels of groups, drawn towards one another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.stats.pooled_levels import LevelsPrior, pool_levels

PRIOR = LevelsPrior(mean=0.0, mean_sd=1.0, sd_between=0.5, sd_within=1.0)


def test_without_values_everything_is_the_prior():
    found = pool_levels(np.zeros(0), np.zeros(0, dtype=np.int64), 3, PRIOR)
    assert found.level == pytest.approx(np.zeros(3))
    assert found.level_variance == pytest.approx(np.full(3, 0.5**2 + 1.0**2), rel=1e-6)


def test_a_group_with_one_value_lies_between_it_and_the_others():
    value = np.array([3.0, *np.zeros(40)])
    group = np.array([0, *np.repeat(np.arange(1, 5), 10)])
    found = pool_levels(value, group, 5, PRIOR)
    assert 0.0 < found.level[0] < 3.0
    assert found.level_variance[0] > 2 * found.level_variance[1]


def test_true_levels_are_within_their_intervals_as_often_as_stated():
    rng = np.random.default_rng(3)
    true = rng.normal(0.4, 0.6, 400)
    group = np.repeat(np.arange(400), 5)
    found = pool_levels(rng.normal(true[group], 0.9), group, 400, PRIOR)
    inside = np.abs(found.level - true) <= 1.2816 * np.sqrt(found.level_variance)
    assert inside.mean() == pytest.approx(0.8, abs=0.06)
    assert found.sd_between == pytest.approx(0.6, abs=0.08)
    assert found.sd_within == pytest.approx(0.9, abs=0.05)


@given(st.integers(0, 1_000), st.floats(-50, 50))
def test_moving_all_values_and_the_prior_moves_the_levels_alike(seed: int, shift: float):
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 6, 30)
    value = rng.normal(0, 1, 30)
    moved = LevelsPrior(shift, 1.0, 0.5, 1.0)
    apart = pool_levels(value + shift, group, 6, moved).level - pool_levels(value, group, 6, PRIOR).level
    assert apart == pytest.approx(np.full(6, shift), abs=1e-6)
