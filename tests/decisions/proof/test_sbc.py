"""Simulation-based calibration with a toy whose posterior is known."""

import numpy as np
import pytest

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.proof.sbc import calibrate_by_simulation

from .hand_made import estimate_of, history_of

HISTORY = history_of()


def draw_from_prior(history, seed):
    """Three posts' orders, normal around 100; the history's days carry them with an error of 10."""
    rng = np.random.default_rng(seed)
    posts = 100 + 10 * rng.standard_normal(3)
    return history_of(orders=posts + 10 * rng.standard_normal(3)), posts


def posterior(width, shift=0.0):
    """The conjugate posterior, mean (100 + y) ÷ 2 and sd √50, made `width` times as wide and moved by `shift`."""

    def estimate(history, *, seed):
        rng = np.random.default_rng([seed, 9])
        middle = (100 + history.orders) / 2 + shift
        return estimate_of(middle + width * 50**0.5 * rng.standard_normal((200, 3)), history)

    return estimate


def test_the_right_posterior_has_uniform_ranks():
    result = calibrate_by_simulation(HISTORY, draw_from_prior, posterior(1.0), n_worlds=300, seed=5_001)
    assert result.total.is_inside
    assert result.creators.is_inside
    assert result.total.chi2_p_value > 0.01


@pytest.mark.parametrize(("width", "is_narrow"), [(0.5, True), (2.0, False)])
def test_a_posterior_of_the_wrong_width_is_found_out(width, is_narrow):
    result = calibrate_by_simulation(HISTORY, draw_from_prior, posterior(width), n_worlds=300)
    assert not result.total.is_inside
    assert (result.total.spread_ratio > 1.1) == is_narrow


def test_a_posterior_that_lies_too_high_is_found_out_and_its_direction_named():
    result = calibrate_by_simulation(HISTORY, draw_from_prior, posterior(1.0, shift=4.0), n_worlds=200)
    assert result.total.mean_z < -3


def test_refusals_are_counted():
    result = calibrate_by_simulation(HISTORY, draw_from_prior, lambda *_, **__: InsufficientEvidence("few"), n_worlds=3)
    assert (result.n_refused, result.total.n, result.total.is_inside) == (3, 0, None)
