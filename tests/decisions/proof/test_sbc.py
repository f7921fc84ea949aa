"""Simulation-based calibration: with a toy whose posterior is known, and with the model's own prior."""

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_regions import with_regions
from upshot.decisions.incrementality.checks.glance import glance_at
from upshot.decisions.incrementality.checks.replicates import region_shares, replicate_regions
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.start import starting_point
from upshot.decisions.proof.prior_worlds import draw_from_prior
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


def test_a_brand_from_the_prior_has_the_split_of_its_own_regions():
    """The split is drawn too, of as many orders as before; a fit that saw the old one would be of another brand."""
    data = response_data(with_regions(small_world(3, n_days=100, n_creators=4)))
    drawn = [draw_from_prior(data, seed)[0].regions.counts for seed in (1, 2)]
    assert all(np.array_equal(counts.sum(axis=1), data.regions.counts.sum(axis=1)) for counts in drawn)
    assert not np.array_equal(*drawn)


def test_replicated_splits_have_the_mean_and_scatter_of_the_model():
    density = ResponseDensity(response_data(with_regions(small_world(3, n_days=100, n_creators=4))))
    x = np.repeat(starting_point(density)[:, None], 400, axis=1)
    seen = glance_at(density, x)
    counts, shares = replicate_regions(seen, np.random.default_rng(1)), region_shares(seen)
    n, size = density.data.regions.counts.sum(axis=1)[:, None, None], 1_000.0
    expected = n * shares * (1 - shares) * (n + size) / (1 + size)
    assert counts.mean() == pytest.approx((n * shares).mean(), rel=0.01)
    assert ((counts - n * shares) ** 2 / expected).mean() == pytest.approx(1.0, abs=0.05)
