"""Coordinates in which a known density is a standard normal."""

import numpy as np
import pytest

from upshot.stats.laplace import FLATTEST, Whitening, curvature, find_mode, whiten

MEAN = np.array([3.0, -1.0, 0.2])
COVARIANCE = np.array([[4.0, 1.0, 0.1], [1.0, 0.5, 0.0], [0.1, 0.0, 0.01]])
PRECISION = np.linalg.inv(COVARIANCE)


def gaussian(x):
    away = x - MEAN[:, None]
    pull = PRECISION @ away
    return -0.5 * (away * pull).sum(axis=0), -pull


def bent(x):
    """No Gaussian: x₀ + exp(x₀) with a quartic beside it; the mode of x₀ is 0."""
    value = x[0] - np.exp(x[0]) - x[1] ** 4 / 4 - x[1] ** 2 / 2
    return value, np.stack([1 - np.exp(x[0]), -(x[1] ** 3) - x[1]])


def test_the_mode_is_found_from_far_away():
    assert find_mode(gaussian, np.full(3, 50.0), max_steps=200) == pytest.approx(MEAN, abs=1e-3)
    assert find_mode(bent, np.array([-3.0, 2.0]), max_steps=200) == pytest.approx([0, 0], abs=1e-3)


def test_the_curvature_of_a_gaussian_is_its_precision_everywhere():
    assert np.allclose(curvature(gaussian, np.array([9.0, 9.0, 9.0])), PRECISION, rtol=1e-6, atol=1e-6)


def test_the_curvature_is_that_of_the_point_and_symmetric_over_many_batches():
    n = 70  # more than two batches
    mix = np.random.default_rng(1).standard_normal((n, n)) / n
    matrix = mix @ mix.T + np.eye(n)
    found = curvature(lambda x: (-0.5 * (x * (matrix @ x)).sum(axis=0), -matrix @ x), np.ones(n))
    assert np.allclose(found, matrix, atol=1e-6)
    assert np.array_equal(found, found.T)
    assert curvature(bent, np.array([0.0, 2.0]))[1, 1] == pytest.approx(3 * 4 + 1, rel=1e-3)


def test_whitened_draws_have_the_covariance_of_the_density():
    whitening = whiten(MEAN, PRECISION)
    q = np.random.default_rng(2).standard_normal((3, 100_000))
    x = whitening.outward(q)
    assert x.mean(axis=1) == pytest.approx(MEAN, abs=0.03)
    assert np.cov(x) == pytest.approx(COVARIANCE, rel=0.03, abs=0.01)


def test_the_whitened_density_is_a_standard_normal():
    whitening = whiten(MEAN, PRECISION)
    q = np.random.default_rng(3).standard_normal((3, 4))
    value, gradient = whitening.density(gaussian)(q)
    assert value == pytest.approx(-0.5 * (q**2).sum(axis=0))
    assert gradient == pytest.approx(-q)


def test_there_and_back_is_the_same_place():
    whitening = Whitening(MEAN, np.random.default_rng(4).standard_normal((3, 3)))
    q = np.random.default_rng(5).standard_normal((3, 6))
    assert whitening.inward(whitening.outward(q)) == pytest.approx(q)


def test_a_direction_that_is_flat_or_bends_upwards_does_not_run_away():
    whitening = whiten(np.zeros(3), np.diag([1e-9, -4.0, 25.0]))
    widths = np.sort(np.linalg.norm(whitening.matrix, axis=1))
    assert widths == pytest.approx([1 / 5, 1 / 2, 1 / np.sqrt(FLATTEST)])


@pytest.mark.parametrize(("seen", "expected"), [(1.3, 1.3), (1_000.0, 3 * 2.0), (1e-6, 2.0 / 3)])
def test_one_parameter_is_made_as_wide_as_it_was_seen_to_be_within_reason(seen, expected):
    whitening = whiten(MEAN, PRECISION)
    wider = whitening.stretched(0, seen)
    assert np.linalg.norm(wider.matrix[0]) == pytest.approx(expected)
    assert np.linalg.matrix_rank(wider.matrix) == 3
