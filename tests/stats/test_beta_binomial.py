"""The level of one creator's rates: it must hold the truth as often as it says."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betaincinv

from upshot.errors import InvalidInput
from upshot.stats.beta_binomial import share_level


def coverage(mean: float, kappa: float, n_posts: int, *, n_creators: int = 400, seed: int = 7) -> tuple[float, float]:
    """Share of simulated creators whose 90 % intervals hold the true mean, and the true median."""
    rng = np.random.default_rng(seed)
    truth = betaincinv(mean * kappa, (1 - mean) * kappa, 0.5)
    held = np.zeros((n_creators, 2))
    for number in range(n_creators):
        trials = np.round(np.exp(rng.normal(10, 1, n_posts)))
        shares = rng.beta(mean * kappa, (1 - mean) * kappa, n_posts)
        found = share_level(rng.binomial(trials.astype(int), shares).astype(float), trials, level=0.9)
        held[number] = found.mean_low <= mean <= found.mean_high, found.typical_low <= truth <= found.typical_high
    return float(held[:, 0].mean()), float(held[:, 1].mean())


@pytest.mark.parametrize(("mean", "kappa"), [(0.04, 160.0), (0.04, 40.0), (0.15, 60.0), (0.02, 400.0)])
def test_nine_of_ten_intervals_of_twelve_posts_hold_the_creators_level(mean, kappa):
    of_mean, of_median = coverage(mean, kappa, 12)
    assert 0.86 <= of_mean <= 0.99
    assert 0.86 <= of_median <= 0.99


def test_an_interval_of_binomial_noise_alone_would_hold_it_hardly_ever():
    rng = np.random.default_rng(3)
    trials = np.full(12, 50_000.0)
    successes = rng.binomial(50_000, rng.beta(0.04 * 160, 0.96 * 160, 12)).astype(float)
    found = share_level(successes, trials, level=0.9)
    binomial = 2 * 1.645 * np.sqrt(0.04 * 0.96 / trials.sum())
    assert found.mean_high - found.mean_low > 10 * binomial


def test_a_post_of_a_million_views_tells_hardly_more_than_one_of_a_hundred_thousand():
    small, large = (share_level(np.array([n * 0.05]), np.array([float(n)]), level=0.9) for n in (100_000, 1_000_000))
    assert small.mean_high - small.mean_low == pytest.approx(large.mean_high - large.mean_low, rel=0.02)


def test_no_engagement_at_all_still_leaves_room_above_zero():
    found = share_level(np.zeros(4), np.full(4, 900.0), level=0.9)
    assert 0 <= found.mean_low < found.mean_high < 0.05


def test_more_engagements_than_views_are_refused():
    with pytest.raises(InvalidInput):
        share_level(np.array([11.0]), np.array([10.0]))
