"""How views grow: the published fit, the brand's own readings, an interval that keeps its word, and no double count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.errors import InvalidInput
from upshot.registries.view_growth import view_growth_prior
from upshot.stats.view_growth import daily_views, fit_growth, prior_curve, views_final


def registry_curve():
    row = view_growth_prior()
    sds = np.array([row.sd_logit_w, row.sd_log_tau1, row.sd_log_tau2])
    return prior_curve(row.w, row.tau1_days, row.tau2_days, sds, row.remaining_growth_sd)


def brand(rng, n_posts=60, w=0.5, tau1=0.5, tau2=9.0, sd=0.5):
    """Posts of a brand whose curve is not the prior's, read at four ages each, with lognormal growth still to come."""
    ages = np.array([1.5, 5.0, 12.0, 30.0])
    share = prior_curve(w, tau1, tau2, np.ones(3), sd).share(ages)
    final = rng.lognormal(10, 1, n_posts)
    tail = np.exp(sd * rng.standard_normal(n_posts))[:, None] * (1 - share) / share[0]
    views = final[:, None] * share[0] * (1 + tail[:, :1] - tail)
    settled = final * share[0] * (1 + tail[:, 0])
    return ages, views, settled


@pytest.mark.parametrize(
    ("age", "share"), [(1, 0.32), (2, 0.38), (3, 0.42), (7, 0.55), (14, 0.711), (30, 0.895), (60, 0.984), (90, 0.998)]
)
def test_the_registry_curve_is_the_published_fit_of_trendpop(age, share):
    assert share == pytest.approx(float(registry_curve().share(age)), abs=0.006)  # printed to two or three digits


def test_half_of_ninety_day_views_come_in_the_first_five_days():
    curve = registry_curve()
    assert float(curve.share(5.3)) / float(curve.share(90.0)) == pytest.approx(0.5, abs=0.006)


def test_final_views_are_views_now_divided_by_the_share_already_there():
    final = views_final(np.array([5_500.0]), np.array([7.0]), registry_curve())
    assert final.median[0] == pytest.approx(5_500 / float(registry_curve().share(7.0)))


def test_a_young_post_has_a_wider_interval_and_no_post_is_expected_to_lose_views():
    final = views_final(np.full(3, 1_000.0), np.array([1.0, 10.0, 60.0]), registry_curve())
    assert np.all(np.diff(np.log(final.high / final.low)) < 0)
    assert np.all(final.low >= 1_000)


def test_read_out_is_allowed_once_nine_tenths_of_the_views_are_there():
    final = views_final(np.ones(2), np.array([29.0, 32.0]), registry_curve())
    assert final.is_read_out_allowed.tolist() == [False, True]


def test_the_brands_own_readings_move_the_curve_away_from_the_prior():
    ages, views, _ = brand(np.random.default_rng(1))
    before, after = np.tile(ages[:-1], 60), np.tile(ages[1:], 60)
    fitted = fit_growth(before, views[:, :-1].ravel(), after, views[:, 1:].ravel(), registry_curve())
    truth = prior_curve(0.5, 0.5, 9.0, np.ones(3), 0.5)
    distance = lambda curve: abs(float(curve.share(5.0)) - float(truth.share(5.0)))  # noqa: E731
    assert distance(fitted) < 0.5 * distance(registry_curve())
    assert fitted.n_pairs == 180


def test_a_handful_of_readings_leave_the_prior_alone():
    few = fit_growth(np.ones(4), np.full(4, 100.0), np.full(4, 5.0), np.full(4, 120.0), registry_curve())
    assert (few.w, few.tau1_days, few.n_pairs) == (registry_curve().w, registry_curve().tau1_days, 0)


def test_the_interval_covers_the_settled_views_of_new_posts_at_its_stated_rate():
    covered = []
    for seed in range(12):
        ages, views, settled = brand(np.random.default_rng(seed), n_posts=40)
        before, after = np.tile(ages[:-1], 20), np.tile(ages[1:], 20)
        fitted = fit_growth(before, views[:20, :-1].ravel(), after, views[:20, 1:].ravel(), registry_curve())
        final = views_final(views[20:, 1], np.full(20, ages[1]), fitted, level=0.9)
        covered += ((final.low <= settled[20:]) & (settled[20:] <= final.high)).tolist()
    assert 0.82 <= np.mean(covered) <= 0.99  # 240 posts; curve shared within a brand


def test_paid_views_inside_the_lifetime_counter_are_counted_once():
    ages = np.arange(1.0, 41.0)
    paid = np.where((ages > 5) & (ages <= 15), 1_000.0, 0.0)
    organic, boosted = daily_views(ages, np.array([40.0]), np.array([25_000.0]), registry_curve(), paid)
    assert boosted.sum() == 10_000
    assert organic.sum() == pytest.approx(15_000)


def test_a_counter_that_falls_does_not_make_a_day_negative():
    organic, _ = daily_views(
        np.arange(1.0, 31.0),
        np.array([3.0, 10.0, 20.0]),
        np.array([900.0, 1_500.0, 1_490.0]),
        registry_curve(),
        np.zeros(30),
    )
    assert (organic >= 0).all()
    assert organic[:20].sum() == pytest.approx(1_500)


@given(
    st.lists(st.floats(0.3, 60), min_size=1, max_size=5, unique=True),
    st.lists(st.floats(0, 1e6), min_size=5, max_size=5),
)
def test_rebuilt_days_add_up_to_the_last_reading(ages, views):
    at, seen = np.sort(ages), np.sort(views)[: len(ages)]
    ends = np.arange(1.0, 100.0)
    organic, _ = daily_views(ends, at, seen, registry_curve(), np.zeros(99))
    upto = np.interp(at[-1], ends, np.cumsum(organic), left=organic[0])
    before = organic[0]  # within a day the curve is bent: the sum is exact at day ends only
    assert organic.min() >= 0
    assert abs(upto - seen[-1]) <= 0.5 * seen[-1] + before + 1e-6
    assert np.cumsum(organic)[-1] >= seen[-1] * (1 - 1e-9)


def test_views_after_the_last_reading_go_on_along_the_curve():
    organic, _ = daily_views(np.arange(1.0, 61.0), np.array([7.0]), np.array([5_500.0]), registry_curve(), np.zeros(60))
    curve = registry_curve()
    assert organic.sum() == pytest.approx(5_500 * float(curve.share(60.0)) / float(curve.share(7.0)))


def test_an_interval_level_outside_zero_and_one_is_refused_by_name():
    with pytest.raises(InvalidInput, match="interval_level_out_of_range"):
        views_final(np.ones(1), np.ones(1), registry_curve(), level=1.0)
