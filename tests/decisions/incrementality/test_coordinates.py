"""Coordinates change nothing of the posterior; a way that all chains wander is seen, and chains that never moved."""

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_regions import with_regions
from upshot.decisions.incrementality.response import coordinates as module
from upshot.decisions.incrementality.response.convergence import drift, judge_convergence
from upshot.decisions.incrementality.response.coordinates import Bend, coordinates
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.prior_draws import draw_prior
from upshot.decisions.incrementality.response.start import scales_of
from upshot.decisions.incrementality.response.workers import Workers

STEP = 1e-5


@pytest.fixture(scope="module")
def density():
    world = small_world(3, n_days=100, n_creators=4, posts_each=2.0)
    return ResponseDensity(response_data(with_regions(world)))


@pytest.fixture(scope="module")
def places(density):
    """Draws of the prior, with a post that sold nothing and one that sold too well."""
    x = draw_prior(density, np.random.default_rng(0), 3)
    x[density.at["post"].start, 0], x[density.at["post"].start, 1] = -40.0, 9.0
    return x


def columns(function, w):
    """(n, n) derivatives of `function` at `w` (n, 1)."""
    steps = STEP * np.eye(len(w))
    return (function(w + steps) - function(w - steps)) / (2 * STEP)


def test_straight_and_bent_are_there_and_back(density, places):
    bend = Bend(density.at)
    assert np.allclose(bend.outward(bend.inward(places)), places)
    assert bend.inward(places)[density.at["post"].start, 0] == pytest.approx(-np.arcsinh(16.0) / 0.4)


def test_the_density_over_straight_places_carries_the_change_of_volume(density, places):
    bend = Bend(density.at)
    whole = density.__call__
    for x in places.T[:, :, None]:
        w = bend.inward(x)
        volume = np.linalg.slogdet(columns(bend.outward, w))[1]
        assert bend.density(whole)(w)[0] - whole(x)[0] == pytest.approx(volume, abs=1e-6)


def test_the_gradient_over_straight_places_is_that_of_its_density(density, places):
    straight = Bend(density.at).density(density)
    w = Bend(density.at).inward(places[:, 2:])
    expected = columns(lambda points: straight(points)[0][None], w)[0]
    assert straight(w)[1][:, 0] == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_coordinates_of_a_large_brand_are_there_and_back_and_their_gradients_follow(density, places, monkeypatch):
    """Creators have different numbers of posts; a place that comes back elsewhere moves every chain between draws."""
    monkeypatch.setattr(module, "MOST_DENSE", 10)
    assert len(set(np.bincount(density.data.post_creator))) > 1
    found, _ = coordinates(places[:, 2:], np.random.default_rng(0), Workers(density))
    q = 0.3 * np.random.default_rng(1).standard_normal((density.at.size, 2))
    assert np.allclose(found.inward(found.outward(q)), q, atol=1e-6)
    round_ = found.density(density)
    expected = columns(lambda points: round_(points)[0][None], q[:, :1])[0]
    assert round_(q[:, :1])[1][:, 0] == pytest.approx(expected, rel=1e-3, abs=1e-2)


def test_parameters_held_still_stay_at_the_centre(density, places):
    found, _ = coordinates(places[:, 2:], np.random.default_rng(0), Workers(density))
    is_scale = scales_of(density.at)
    q = found.still(np.random.default_rng(1).standard_normal((density.at.size, 3)), is_scale)
    assert np.allclose(found.outward(q)[is_scale], found.shape.centre[is_scale, None])
    assert (np.abs(found.outward(q)[~is_scale] - found.shape.centre[~is_scale, None]) > 1e-6).mean() > 0.9


def test_what_all_chains_wander_together_is_seen_and_chance_is_not(density):
    rng = np.random.default_rng(4)
    early, late = (draw_prior(density, rng, 300).T for _ in range(2))
    assert drift(density, early, late) < 1.005
    late[:, density.at["level"]] += 0.3  # one prior standard deviation
    assert drift(density, early, late) > 1.05


def test_chains_that_never_moved_are_hopeless(density):
    stuck = np.repeat(draw_prior(density, np.random.default_rng(5), 8).T[:, None], 30, axis=1)
    found = judge_convergence(density, stuck, 4, n_divergent=0, n_gradients=0)
    assert found.is_hopeless
    assert found.min_bulk_ess < 400


def test_about_a_constant_nobody_disagrees(density):
    """A post whose every draw is nothing."""
    draws = draw_prior(density, np.random.default_rng(6), 400)
    draws[density.at["post"].start] = -1e6
    found = judge_convergence(density, draws.T.reshape(8, 50, -1), 4, n_divergent=0, n_gradients=0)
    assert found.max_r_hat < 1.05
    assert found.min_bulk_ess > 100
