"""Straight coordinates change nothing of the posterior, moves between trajectories leave the prior as it is, and a
way that all chains wander is seen."""

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_regions import with_regions
from upshot.decisions.incrementality.response.convergence import drift
from upshot.decisions.incrementality.response.coordinates import Bend
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.prior_draws import draw_prior

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


def test_moves_between_trajectories_leave_the_prior_as_it_is(density):
    before = draw_prior(density, np.random.default_rng(1), 6_000)
    after = density.refresh_scales(before, np.random.default_rng(2))
    for name in ("log_post_sd", "log_trend_sd", "log_home_sd", "log_region_trend_sd"):
        scale = density.at[name]
        spread = before[scale].std()
        assert np.mean(after[scale] != before[scale]) > 0.3
        assert after[scale].mean() == pytest.approx(before[scale].mean(), abs=0.06 * spread)
        assert after[scale].std() == pytest.approx(spread, rel=0.05)


def test_moves_of_a_regions_scale_leave_the_split_alone(density, places):
    moved = density.refresh_scales(places, np.random.default_rng(1))
    before, after = density.split.mix(places), density.split.mix(moved)
    assert not np.array_equal(moved[density.at["home"]], places[density.at["home"]])
    assert np.allclose(after.buyers, before.buyers)
    assert np.allclose(after.baseline, before.baseline)


def test_what_all_chains_wander_together_is_seen_and_chance_is_not(density):
    rng = np.random.default_rng(4)
    early, late = (draw_prior(density, rng, 300).T for _ in range(2))
    assert drift(density, early, late) < 1.005
    late[:, density.at["level"]] += 0.3  # one prior standard deviation
    assert drift(density, early, late) > 1.05
