"""Simulation-based calibration: with a toy whose posterior is known, and with the model's own prior."""

import numpy as np
import pytest

from upshot.decisions.proof.sbc import Calibrated, calibrate, rank_world

CREATORS = np.array([0, 0, 1])


def ranked(width, seed, shift=0.0):
    """Three posts' orders, normal around 100, seen with an error of 10; the posterior made `width` times as wide."""
    rng = np.random.default_rng(seed)
    posts = 100 + 10 * rng.standard_normal(3)
    middle = (100 + posts + 10 * rng.standard_normal(3)) / 2 + shift
    draws = middle[:, None] + width * 50**0.5 * rng.standard_normal((3, 200))
    return rank_world(Calibrated(posts, draws, CREATORS), seed)


def test_the_right_posterior_has_uniform_ranks():
    result = calibrate(ranked(1.0, seed) for seed in range(5_001, 5_301))
    assert result.total.is_inside
    assert result.creators.is_inside
    assert result.total.chi2_p_value > 0.01


@pytest.mark.parametrize(("width", "is_narrow"), [(0.5, True), (2.0, False)])
def test_a_posterior_of_the_wrong_width_is_found_out(width, is_narrow):
    result = calibrate(ranked(width, seed) for seed in range(300))
    assert not result.total.is_inside
    assert (result.total.spread_ratio > 1.1) == is_narrow


def test_a_posterior_that_lies_too_high_is_found_out_and_its_direction_named():
    result = calibrate(ranked(1.0, seed, shift=4.0) for seed in range(200))
    assert result.total.mean_z < -3


def test_refusals_are_counted():
    result = calibrate([None, None, None])
    assert (result.n_refused, result.total.n, result.total.is_inside) == (3, 0, None)
