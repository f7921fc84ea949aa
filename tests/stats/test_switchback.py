"""On/off blocks: exact tests, honest limits."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.stats.switchback import allowed_schedules, is_paired, read_switchback, switchback_effects

PAIRED = np.array([1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0], dtype=bool)


def test_effect_is_the_difference_of_means_when_nothing_else_moves():
    values = np.where(PAIRED, 13.0, 10.0)
    assert switchback_effects(values, PAIRED[None])[0] == pytest.approx(3)


def test_a_trend_is_not_taken_for_an_effect():
    schedule = np.array([0] * 6 + [1] * 6, dtype=bool)
    assert switchback_effects(np.arange(12.0), schedule[None])[0] == pytest.approx(0, abs=1e-9)


def test_pairs_can_be_flipped_and_others_rearranged():
    rng = np.random.default_rng(0)
    assert is_paired(PAIRED)
    assert len(allowed_schedules(PAIRED, rng)) == 2**6
    blocks = np.array([1, 1, 0, 0, 0, 0], dtype=bool)
    found = allowed_schedules(blocks, rng)
    assert len(found) == 15
    assert np.array_equal(found[0], blocks)
    assert np.all(found.sum(axis=1) == 2)


def test_four_blocks_cannot_reach_ninety_per_cent_and_say_so():
    reading = read_switchback(np.array([20.0, 10, 10, 20]), PAIRED[:4], level=0.9)
    assert reading.smallest_p_value == pytest.approx(0.5)
    assert np.isinf(reading.low)
    assert np.isinf(reading.high)


def test_false_alarms_stay_at_their_level_whatever_the_noise():
    """Exact under random schedules: autocorrelated, trending noise, 400 draws of the schedule."""
    rng = np.random.default_rng(1)
    false = 0
    for _ in range(400):
        noise = np.cumsum(rng.normal(0, 0.5, 12)) + rng.normal(0, 1, 12) + 0.3 * np.arange(12)
        flips = rng.random(6) < 0.5
        schedule = np.empty(12, dtype=bool)
        schedule[0::2], schedule[1::2] = flips, ~flips
        effects = switchback_effects(noise, allowed_schedules(schedule, rng))
        false += np.mean(np.abs(effects) >= abs(effects[0]) - 1e-12) <= 0.1
    assert false / 400 <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / 400)


def test_a_planted_effect_is_inside_nine_of_ten_intervals():
    rng = np.random.default_rng(2)
    inside = 0
    for _ in range(100):
        flips = rng.random(6) < 0.5
        schedule = np.empty(12, dtype=bool)
        schedule[0::2], schedule[1::2] = flips, ~flips
        reading = read_switchback(rng.normal(10, 1, 12) + 2 * schedule, schedule, level=0.9)
        inside += reading.low <= 2 <= reading.high
    assert 82 <= inside <= 98
