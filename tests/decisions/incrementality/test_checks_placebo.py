"""Placebos: a programme where none was, posts that nobody published. What is planted is found, what is not is not."""

import numpy as np
import pytest

from tests.decisions.incrementality.checked_world import fitted, glance, own_orders
from upshot.decisions.incrementality.checks.placebo import (
    AWAY_DAYS,
    LEAST_SHIFT_DAYS,
    N_POSTS,
    check_placebos,
    fake_posts,
    tamed,
    whitened,
)


def placebos(orders=None):
    return check_placebos(glance(orders), np.random.default_rng(4))


def test_where_nothing_is_planted_placebos_scatter_by_their_standard_errors():
    campaigns, posts = placebos().checks
    assert campaigns.expected[0] < campaigns.observed < 1.5 * campaigns.expected[2]
    assert posts.expected[0] < posts.observed < 1.5 * posts.expected[2]
    assert not campaigns.is_alarming
    assert not posts.is_alarming


def test_a_programme_planted_at_another_time_is_found_there_with_its_size():
    effect = glance().by_day.mean(axis=1)
    shift = placebos().shifted[2].shift_days
    found = placebos(own_orders() + 0.2 * np.roll(effect, shift)).shifted[2]
    before = placebos().shifted[2]
    planted = 0.2 * effect.sum() / own_orders().sum()
    assert found.share_of_orders - before.share_of_orders == pytest.approx(planted, rel=0.15)


def test_bumps_that_look_like_posts_alarm():
    effect = glance().by_day.mean(axis=1)
    bumps = sum(np.roll(effect, shift) * sign for shift, sign in ((35, 2), (60, -2), (85, 2)))
    found = placebos(np.maximum(own_orders() + bumps, 0))
    assert any(check.is_alarming for check in found.checks)


def test_one_wild_day_does_not_alarm_since_the_fit_does_not_follow_it():
    orders = own_orders()
    orders[90] *= 8
    assert not any(check.is_alarming for check in placebos(orders).checks)


def test_shifts_stay_four_weeks_away_from_the_real_programme_both_ways_round():
    shifts = [campaign.shift_days for campaign in placebos().shifted]
    assert min(shifts) >= LEAST_SHIFT_DAYS
    assert max(shifts) <= len(own_orders()) - LEAST_SHIFT_DAYS
    assert len(shifts) == len(set(shifts)) >= 5


def is_moved(fake, post):
    """Whether both curves agree as long as both are seen, and stand far enough apart."""
    first, begin = (int(np.argmax(curve > 0)) for curve in (fake, post))
    length = len(fake) - max(first, begin)
    return abs(first - begin) >= AWAY_DAYS and np.allclose(fake[first:][:length], post[begin:][:length])


def test_a_fake_post_is_a_real_one_on_another_day():
    seen = glance()
    data, kernels = seen.density.data, seen.density.kernels(seen.x).mean(axis=1)
    fakes = fake_posts(seen, np.random.default_rng(1))
    real = sum(w * data.daily[k * data.n_days : (k + 1) * data.n_days].toarray() for k, w in enumerate(kernels))
    starts = set(np.argmax(real > 0, axis=0).tolist())
    assert 0.8 * N_POSTS < fakes.shape[1] <= N_POSTS
    for fake in fakes.T[:20]:
        assert any(is_moved(fake, post) for post in real.T)
    assert len({int(np.argmax(fake > 0)) for fake in fakes.T} - starts) > 20


def test_a_history_of_less_than_eight_weeks_has_no_room_for_placebos():
    seen = glance()
    short = type(seen)(**{**vars(seen), "base": seen.base[:50], "by_day": seen.by_day[:50]})
    assert check_placebos(short, np.random.default_rng(1)).checks == ()


def test_whitening_turns_the_fitted_noise_into_independent_days():
    rng = np.random.default_rng(2)
    sd, noise = rng.uniform(2, 9, 3_000), np.zeros((3_000, 1))
    for day in range(1, 3_000):
        noise[day] = 0.6 * noise[day - 1] + 0.8 * rng.standard_normal()
    white = whitened(noise * sd[:, None], sd, 0.6)[:, 0]
    assert white.var() == pytest.approx(1, abs=0.08)
    assert np.mean(white[1:] * white[:-1]) == pytest.approx(0, abs=0.05)


def test_taming_keeps_a_small_shift_and_bounds_a_wild_day():
    noise = np.random.default_rng(3).standard_t(6, 200_000) * np.sqrt(4 / 6)
    assert (tamed(noise + 0.05, 6.0) - tamed(noise, 6.0)).mean() == pytest.approx(0.05, rel=0.05)
    assert abs(tamed(np.array([100.0]), 6.0)[0]) < 0.1


def test_the_same_draws_and_seed_give_the_same_placebos():
    assert placebos() == placebos()
    assert fitted()[0].convergence.n_draws > 0
