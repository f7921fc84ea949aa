"""Days laid along the curve: no double count of paid views, no negative day, sums that hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.maturity.prior import shipped_prior
from upshot.stats.view_growth import daily_views


def curve():
    return shipped_prior().table


def test_paid_views_inside_the_lifetime_counter_are_counted_once():
    ages = np.arange(1.0, 41.0)
    paid = np.where((ages > 5) & (ages <= 15), 1_000.0, 0.0)
    organic, boosted = daily_views(ages, np.array([40.0]), np.array([25_000.0]), curve(), paid)
    assert boosted.sum() == 10_000
    assert organic.sum() == pytest.approx(15_000)


def test_a_counter_that_falls_does_not_make_a_day_negative():
    organic, _ = daily_views(
        np.arange(1.0, 31.0), np.array([3.0, 10.0, 20.0]), np.array([900.0, 1_500.0, 1_490.0]), curve(), np.zeros(30)
    )
    assert (organic >= 0).all()
    assert organic[:20].sum() == pytest.approx(1_500)


@given(
    st.lists(st.floats(0.3, 60), min_size=1, max_size=5, unique=True),
    st.lists(st.floats(0, 1e6), min_size=5, max_size=5),
)
def test_rebuilt_days_add_up_to_the_last_reading(ages, views):
    at, seen = np.sort(ages), np.sort(views)[: len(ages)]
    organic, _ = daily_views(np.arange(1.0, 100.0), at, seen, curve(), np.zeros(99))
    assert organic.min() >= 0
    assert organic.sum() >= seen[-1] * (1 - 1e-9)
    assert np.cumsum(organic)[int(np.ceil(at[-1])) - 1] >= seen[-1] * (1 - 1e-9)
    if at[-1] > 1:
        assert np.cumsum(organic)[int(np.floor(at[-1])) - 1] <= seen[-1] * (1 + 1e-9)


def test_views_after_the_last_reading_go_on_along_the_curve():
    organic, _ = daily_views(np.arange(1.0, 61.0), np.array([7.0]), np.array([5_500.0]), curve(), np.zeros(60))
    assert organic.sum() == pytest.approx(5_500 * float(curve().share(60.0)) / float(curve().share(7.0)))


def test_old_posts_still_gain_between_readings_after_the_horizon():
    organic, _ = daily_views(
        np.arange(95.0, 205.0), np.array([95.0, 200.0]), np.array([1_000.0, 1_105.0]), curve(), np.zeros(110)
    )
    assert organic[1:106].sum() == pytest.approx(105)
    assert organic.max() < 105 * 0.05
