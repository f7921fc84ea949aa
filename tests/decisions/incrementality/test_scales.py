"""Moves between trajectories leave the distribution as it is, and what the data see where it was."""

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_regions import with_regions
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.prior_draws import draw_prior, leaning
from upshot.decisions.incrementality.response.scales import SCALED, refresh_scales, spread

N_POINTS = 6_000


@pytest.fixture(scope="module")
def density():
    world = small_world(3, n_days=100, n_creators=4, posts_each=2.0)
    return ResponseDensity(response_data(with_regions(world)))


@pytest.fixture(scope="module")
def before(density):
    return draw_prior(density, np.random.default_rng(1), N_POINTS)


def same(after, before):
    """Whether mean and spread are those of draws of one distribution."""
    mean, sd = before.mean(), before.std()
    return after.mean() == pytest.approx(mean, abs=0.06 * sd) and after.std() == pytest.approx(sd, rel=0.05)


def test_scales_that_move_alone_leave_the_prior_as_it_is(density, before):
    after = refresh_scales(density, before, np.random.default_rng(2))
    for name in SCALED.values():
        scale = density.at[name]
        assert np.mean(after[scale] != before[scale]) > 0.3
        assert same(after[scale], before[scale])


def test_scales_that_move_alone_leave_the_orders_alone(density, before):
    places = before[:, :3]
    moved = refresh_scales(density, places, np.random.default_rng(1))
    assert not np.array_equal(moved[density.at["home"]], places[density.at["home"]])
    assert np.allclose(density.post_orders(moved), density.post_orders(places))
    assert np.allclose(density.baseline(moved), density.baseline(places))
    was, now = density.split.mix(places), density.split.mix(moved)
    assert np.allclose(now.buyers, was.buyers)
    assert np.allclose(now.baseline, was.baseline)


def test_scales_that_take_their_values_along_leave_the_prior_as_it_is(density, before):
    """Accepted by the prior and the volume alone: twenty rounds from exact draws end in exact draws."""
    rng = np.random.default_rng(3)

    def log_prior(x):
        return density._priors(x, np.zeros_like(x))

    x = before
    for _ in range(20):
        proposed, log_volume = spread(density, x, rng)
        accepted = np.log(rng.random(N_POINTS)) < log_prior(proposed) - log_prior(x) + log_volume
        x = np.where(accepted, proposed, x)
    for place, mean, scale in leaning(density, x):
        assert np.mean(x[scale] != before[scale]) > 0.8
        assert same(x[scale], before[scale])
        assert same((x[place] - mean) / np.exp(x[scale]), np.array([-1.0, 1.0]))  # mean 0, sd 1
