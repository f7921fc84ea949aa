"""The sampler against densities whose every moment is known."""

import numpy as np
import pytest
from scipy import stats

from upshot.stats.hmc import TARGET_ACCEPTANCE, Hmc

MEAN = np.array([1.0, -2.0, 0.5])
COVARIANCE = np.array([[1.0, 0.8, 0.0], [0.8, 1.5, -0.3], [0.0, -0.3, 0.5]])
PRECISION = np.linalg.inv(COVARIANCE)


def gaussian(x):
    away = x - MEAN[:, None]
    pull = PRECISION @ away
    return -0.5 * (away * pull).sum(axis=0), -pull


def student(x, nu=6.0):
    value = -(nu + 1) / 2 * np.log1p(x**2 / nu).sum(axis=0)
    return value, -(nu + 1) * x / (nu + x**2)


def drawn(density, n, *, n_chains=16, n_draws=400, seed=1, **options):
    """(n, n_chains · n_draws) draws after warming up, and the sampler."""
    rng = np.random.default_rng(seed)
    sampler = Hmc(density, rng.standard_normal((n, n_chains)), rng, **options)
    sampler.warm_up(100)
    kept = np.empty((n_draws, n, n_chains))
    for i in range(n_draws):
        sampler.draw()
        kept[i] = sampler.position
    return kept.transpose(1, 0, 2).reshape(n, -1), sampler


def test_a_correlated_gaussian_gets_its_mean_and_its_covariance():
    draws, _ = drawn(gaussian, 3)
    assert draws.mean(axis=1) == pytest.approx(MEAN, abs=0.06)
    assert np.cov(draws) == pytest.approx(COVARIANCE, abs=0.09)


def test_the_tails_of_a_student_t_are_as_heavy_as_they_should_be():
    draws, _ = drawn(student, 2)
    for share in (0.01, 0.1, 0.5, 0.9, 0.99):
        assert np.mean(draws < stats.t(6).ppf(share)) == pytest.approx(share, abs=0.02)
    assert np.mean(draws < stats.norm.ppf(0.01)) > 0.015  # a Gaussian's would be 0.01


def test_a_wrong_gradient_that_is_still_reversible_only_costs_acceptance():
    """The accept step keeps the target exact; that is what a test of moments alone would not show broken."""
    draws, sampler = drawn(lambda x: (gaussian(x)[0], 0.7 * gaussian(x)[1]), 3, n_draws=800)
    assert draws.mean(axis=1) == pytest.approx(MEAN, abs=0.1)
    assert np.cov(draws) == pytest.approx(COVARIANCE, abs=0.2)
    assert sampler.step_size < drawn(gaussian, 3)[1].step_size


def test_a_draw_hardly_remembers_the_one_before():
    draws, _ = drawn(lambda x: (-0.5 * (x**2).sum(axis=0), -x), 60, n_chains=1, n_draws=500)
    memory = [np.corrcoef(line[1:], line[:-1])[0, 1] for line in draws]
    assert abs(np.mean(memory)) < 0.2  # a random walk tuned to 60 dimensions: above 0.95


@pytest.mark.parametrize("begun_with", [0.003, 0.2, 1.3])
def test_the_step_adapts_from_wherever_it_begins(begun_with):
    rng = np.random.default_rng(4)
    wide = 10.0 ** np.linspace(-1, 0, 20)[:, None]  # standard deviations from a tenth to one

    def density(x):
        return -0.5 * ((x / wide) ** 2).sum(axis=0), -x / wide**2

    sampler = Hmc(density, wide * rng.standard_normal((20, 8)), rng, step_size=begun_with)
    sampler.warm_up(150)
    assert 0.08 < sampler.step_size < 0.2  # about the narrowest direction: 0.1 is stable up to 0.2
    accepted = [np.mean(sampler._move()[0]) for _ in range(100)]
    assert np.mean(accepted) == pytest.approx(TARGET_ACCEPTANCE, abs=0.12)


def test_a_trajectory_that_leaves_the_surface_is_counted_and_never_accepted():
    rng = np.random.default_rng(2)

    def cliff(x):
        return -0.5e8 * (x**2).sum(axis=0), -1e8 * x

    start = 1e-4 * rng.standard_normal((2, 5))
    sampler = Hmc(cliff, start, rng, step_size=0.3)  # a thousand times too long
    assert sampler.draw() == 5
    assert np.array_equal(sampler.position, start)


def test_an_infinite_or_missing_density_is_a_wall():
    rng = np.random.default_rng(3)

    def half(x):
        value = np.where(x[0] > 0, -x[0], -np.inf)
        return value, np.where(x > 0, -1.0, np.nan)

    sampler = Hmc(half, np.ones((1, 32)), rng, step_size=0.1)
    seen = np.concatenate([(sampler.draw(), sampler.position.copy())[1] for _ in range(400)], axis=1)
    assert (seen > 0).all()
    assert seen.mean() == pytest.approx(1.0, abs=0.12)  # exponential


def test_the_callers_own_move_is_where_the_next_trajectory_begins():
    rng = np.random.default_rng(5)
    sampler = Hmc(gaussian, np.zeros((3, 2)), rng)
    before = sampler.n_gradients
    sampler.move_to(np.repeat(MEAN[:, None], 2, axis=1))
    assert np.array_equal(sampler.position, np.repeat(MEAN[:, None], 2, axis=1))
    assert sampler.n_gradients == before + 2


def test_the_same_generator_gives_the_same_draws():
    assert np.array_equal(drawn(gaussian, 3, n_draws=20)[0], drawn(gaussian, 3, n_draws=20)[0])


def test_moves_of_ones_own_between_trajectories_keep_the_distribution():
    """Every chain is offered a place nearer to zero or farther from it, with the change of volume."""
    rng = np.random.default_rng(6)

    def swell(chains):
        log_factor = 0.5 * rng.standard_normal(chains.position.shape[1])
        chains.propose(chains.position * np.exp(log_factor), 2 * log_factor)

    draws, _ = drawn(student, 2, moves=swell)
    for share in (0.01, 0.1, 0.5, 0.9, 0.99):
        assert np.mean(draws < stats.t(6).ppf(share)) == pytest.approx(share, abs=0.02)


def test_a_place_that_is_infinitely_far_is_not_taken_and_says_nothing():
    chains = Hmc(lambda x: (-np.exp(x).sum(axis=0), -np.exp(x)), np.zeros((2, 3)), np.random.default_rng(7))
    assert not chains.propose(np.full((2, 3), 1e4), np.zeros(3)).any()
    assert np.array_equal(chains.position, np.zeros((2, 3)))
