"""The model of the next views, on panels drawn by hand whose truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from upshot.decisions.creators.forecast.prior import broad_prior
from upshot.stats.next_views import histories
from upshot.stats.next_views_fit import PROBABILITIES, Background, NextViewsFit, learn_common, place_creators
from upshot.stats.next_views_forecast import ahead, error_quantile

PRIOR = broad_prior()
AT_ONCE = np.array([np.nan])


def drawn(n_creators: int, n_posts: int, *, seed: int, step_sd: float = 0.1, post_sd: float = 0.8) -> np.ndarray:
    """(n_creators, n_posts + 1) log views: a level by followers that wanders, posts around it; the last is to come."""
    rng = np.random.default_rng(seed)
    level = 9.0 + rng.normal(0, 1.0, (n_creators, 1)) + np.cumsum(rng.normal(0, step_sd, (n_creators, n_posts + 1)), 1)
    spread = post_sd * np.exp(rng.normal(0, 0.2, (n_creators, 1)))
    return level + spread * rng.standard_normal((n_creators, n_posts + 1))


def fitted(log_views: np.ndarray, followers: np.ndarray | None = None) -> NextViewsFit:
    """A panel of creators with as many posts each, a week apart, all settled."""
    n, k = log_views.shape
    owner = np.repeat(np.arange(n), k)
    nothing = np.zeros(n * k)
    posts = histories(owner, log_views.ravel(), nothing, nothing, np.tile(7.0 * np.arange(k), n), n_creators=n)
    known = np.full(n, np.log(1e5)) if followers is None else np.log(followers)
    background = Background(known, np.zeros((0, n), dtype=np.int64))
    return place_creators(learn_common(posts, background, PRIOR), posts, background)


def next_of(fit: NextViewsFit, creator: int = 0, **more):
    return ahead(fit, np.array([creator]), np.ones(1), AT_ONCE, **more)


@pytest.fixture(scope="module")
def truth() -> np.ndarray:
    return drawn(250, 15, seed=4)


@pytest.fixture(scope="module")
def fit(truth: np.ndarray) -> NextViewsFit:
    return fitted(truth[:, :-1])


@pytest.mark.parametrize(("level", "low", "high"), [(0.5, 0.44, 0.58), (0.8, 0.74, 0.86), (0.9, 0.86, 0.95)])
def test_the_next_post_is_within_the_interval_as_often_as_stated(truth, fit, level, low, high):
    found = ahead(fit, np.arange(250), np.ones(250), np.full(250, np.nan))
    lower, upper = found.quantile((1 - level) / 2), found.quantile((1 + level) / 2)
    assert low <= np.mean((truth[:, -1] >= lower) & (truth[:, -1] <= upper)) <= high


def test_the_middle_is_nearer_than_the_running_median(truth, fit):
    middle = ahead(fit, np.arange(250), np.ones(250), np.full(250, np.nan)).quantile(0.5)
    own = np.median(truth[:, :-1], axis=1)
    assert np.abs(truth[:, -1] - middle).mean() < np.abs(truth[:, -1] - own).mean()


def test_what_the_panel_was_drawn_with_is_found_again(fit):
    assert fit.common.dynamics.sd_post == pytest.approx(0.8, rel=0.2)
    assert fit.common.dynamics.sd_between == pytest.approx(1.0, rel=0.3)


def test_recent_posts_count_more():
    log_views = drawn(120, 20, seed=8, step_sd=0.25)
    log_views[0, :10], log_views[0, 10:] = 8.0, 11.0
    assert next_of(fitted(log_views)).quantile(0.5)[0] > 10.0  # the mean of all is 9.5


def test_one_viral_post_hardly_moves_the_level():
    calm = drawn(120, 12, seed=9)
    calm[0] = 8.0 + 0.3 * np.resize([1.0, -1.0], 13)
    viral = calm.copy()
    viral[0, 6] += 7.0
    before, after = (next_of(fitted(each)).quantile(0.5)[0] for each in (calm, viral))
    assert after - before < 0.35  # a mean of thirteen posts would move by 0.54


def test_more_posts_narrow_the_interval(truth):
    few, many = (next_of(fitted(truth[:, :k]), 3) for k in (1, 12))
    assert many.of_creator[0] < few.of_creator[0]


def test_later_posts_and_a_long_silence_are_less_certain(fit):
    owner = np.zeros(3, dtype=np.int64)
    last = fit.state.last_day[0]
    found = ahead(fit, owner, np.array([1.0, 5.0, 1.0]), np.array([last + 7, last + 7, last + 372]))
    assert found.scale[1] > found.scale[0]
    assert found.scale[2] > found.scale[0]


def test_without_posts_followers_speak():
    rng = np.random.default_rng(2)
    followers = np.exp(rng.normal(11, 1.5, 150))
    log_views = 2.0 + 0.7 * np.log(followers)[:, None] + rng.normal(0, 0.7, (150, 6))
    owner = np.repeat(np.arange(150), 6)
    nothing = np.zeros(900)
    posts = histories(owner, log_views.ravel(), nothing, nothing, np.tile(np.arange(6.0), 150), n_creators=152)
    background = Background(np.log(np.r_[followers, 2e4, 2e6]), np.zeros((0, 152), dtype=np.int64))
    fit = place_creators(learn_common(posts, background, PRIOR), posts, background)
    small, large = (next_of(fit, creator).quantile(0.5)[0] for creator in (150, 151))
    assert large - small == pytest.approx(0.7 * np.log(100), abs=0.6)
    assert next_of(fit, 150).scale[0] > next_of(fit, 0).scale[0]


def test_a_post_read_young_is_raised_by_what_is_to_come_and_forecast_with_more_doubt(fit):
    settled, young = next_of(fit), next_of(fit, to_come=0.5)
    assert young.centre[0] < settled.centre[0]
    assert young.scale[0] > settled.scale[0]


def test_joint_draws_have_the_quantiles_of_each_post_and_a_shared_level(fit):
    owner = np.zeros(2, dtype=np.int64)
    found = ahead(fit, owner, np.array([1.0, 2.0]), np.full(2, np.nan))
    draws = found.draws(20_000, np.random.default_rng(1))
    for p in (0.05, 0.5, 0.95):
        assert np.quantile(draws[:, 0], p) == pytest.approx(found.quantile(p)[0], abs=0.06)
    shared = (found.of_creator + found.together) / found.scale**2
    assert np.corrcoef(draws.T)[0, 1] == pytest.approx(float(shared.mean()), abs=0.05)


def test_error_quantiles_never_fall_and_go_on_beyond_the_last():
    p = np.linspace(1e-5, 1 - 1e-5, 5_000)
    values = error_quantile(PRIOR.quantiles, p)
    assert (np.diff(values) >= -1e-12).all()
    assert values[-1] > PRIOR.quantiles[-1]
    assert error_quantile(PRIOR.quantiles, PROBABILITIES) == pytest.approx(PRIOR.quantiles)


def test_with_too_few_posts_the_prior_speaks_alone():
    fit = fitted(drawn(3, 2, seed=1))
    assert fit.common.dynamics == PRIOR.dynamics


def test_no_posts_at_all_still_fit():
    nothing = np.zeros(0)
    posts = histories(np.zeros(0, dtype=np.int64), nothing, nothing, nothing, nothing, n_creators=2)
    background = Background(np.array([11.0, np.nan]), np.zeros((0, 2), dtype=np.int64))
    fit = place_creators(learn_common(posts, background, replace(PRIOR)), posts, background)
    assert next_of(fit, 1).scale[0] > next_of(fit, 0).scale[0]  # whose followers nobody knows
