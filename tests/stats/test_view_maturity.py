"""View maturity: the interval keeps its word, the brand's readings pull, odd counters do no harm, waves are seen."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.maturity.prior import shipped_prior
from upshot.errors import InvalidInput
from upshot.stats.view_maturity import HORIZON_DAYS, Panel, growth_quantile, normal_quantiles, rounding_sd
from upshot.stats.view_maturity_filter import pairs_of
from upshot.stats.view_maturity_fit import fit_maturity
from upshot.stats.view_maturity_prior import learn_prior
from upshot.stats.view_maturity_waves import second_waves

NORMAL = replace(shipped_prior(), quantiles=normal_quantiles())


def world(rng, n_posts=400, n_creators=20, ages=(1.0, 3.0, 6.0), level=0.0, prior=NORMAL):
    """Posts drawn from the model itself: (panel, views at the horizon, θ of the creators)."""
    table = prior.table.moved(level, 0.0)
    creator = rng.integers(0, n_creators, n_posts)
    creators = rng.normal(0, prior.sd_creator, n_creators)
    theta = creators[creator] + rng.normal(0, prior.sd_post, n_posts)
    views = np.zeros((n_posts, len(ages) + 1))
    views[:, 0] = rng.lognormal(11, 1, n_posts)
    for step, (before, after) in enumerate(zip(ages, (*ages[1:], HORIZON_DAYS), strict=True)):
        own = theta + rng.normal(0, prior.sd_noise, n_posts)
        views[:, step + 1] = views[:, step] * (
            1 + growth_quantile(table.growth(before, np.full(n_posts, after)), own, np.zeros(n_posts), 0.0)
        )
    return panel(np.repeat(np.arange(n_posts), len(ages)), np.tile(ages, n_posts), views[:, :-1].ravel(), creator), (
        views[:, -1], creators,
    )  # fmt: skip


def panel(post, age, views, creator=None):
    n = int(np.max(post)) + 1
    makers = np.arange(n) if creator is None else creator
    return Panel(np.asarray(post), np.asarray(age, float), np.asarray(views, float), np.asarray(makers),
                 np.full(n, -1), np.ones(n, dtype=bool))  # fmt: skip


def one(*readings):
    ages, views = zip(*readings, strict=True)
    return fit_maturity(panel(np.zeros(len(ages), dtype=int), ages, views), shipped_prior())


def test_a_fast_clock_for_nobody_means_the_table_alone_speaks():
    model = one((3.0, 1_000.0))
    grown = np.expm1(model.table.growth(3.0, HORIZON_DAYS))
    assert model.final.median[0] == pytest.approx(1_001 * (1 + grown) - 1, rel=0.1)  # the median error is not quite 0
    assert model.n_posts_fitted == 0


def test_the_interval_covers_the_views_at_the_horizon_at_its_stated_rate():
    inside = []
    for seed in range(5):
        posts, (final, _) = world(np.random.default_rng(seed))
        seen = fit_maturity(posts, NORMAL).forecast()
        inside += ((seen.low <= final) & (final <= seen.high)).tolist()
    assert 0.86 <= np.mean(inside) <= 0.97  # 2,000 posts in 100 creators; the model does not know θ keeps


def test_forgetting_the_creators_makes_the_forecast_worse():
    posts, (final, _) = world(np.random.default_rng(3), n_posts=600, n_creators=15, ages=(1.0, 3.0))
    with_creators = fit_maturity(posts, NORMAL)
    without = fit_maturity(replace(posts, creator=np.arange(600)), replace(NORMAL, sd_creator=0.05))
    miss = lambda model: np.median(np.abs(np.log(final / model.final.median)))  # noqa: E731
    assert miss(with_creators) < miss(without)


def test_creators_are_told_apart():
    posts, (_, creators) = world(np.random.default_rng(4), n_posts=900)
    found = fit_maturity(posts, NORMAL).pooled.creators
    assert np.corrcoef(found, creators)[0, 1] > 0.9


def test_the_brands_own_readings_move_the_curve_from_the_prior():
    posts, _ = world(np.random.default_rng(5), level=-0.8, n_creators=40)
    model = fit_maturity(posts, NORMAL)
    truth = float(NORMAL.table.moved(-0.8, 0.0).share(5.0))
    assert model.pooled.level == pytest.approx(-0.8, abs=0.3)
    assert abs(float(model.share(5.0)) - truth) < 0.4 * abs(float(NORMAL.table.share(5.0)) - truth)


def test_a_post_that_grows_fast_is_expected_to_go_on():
    fast, slow = one((2.0, 10_001.0), (4.0, 15_003.0)), one((2.0, 14_501.0), (4.0, 15_003.0))
    assert fast.final.median[0] > 1.2 * slow.final.median[0]
    assert fast.half_life_days[0] > slow.half_life_days[0]
    assert fast.read_out_days[0] > slow.read_out_days[0]


def test_a_young_post_has_a_wider_interval_and_none_loses_views():
    posts = panel([0, 1, 2], [1.0, 10.0, 60.0], [1_001.0] * 3)
    final = fit_maturity(posts, shipped_prior()).final
    assert np.all(np.diff(np.log(final.high / final.low)) < 0)
    assert np.all(final.low >= 1_001)


def test_half_the_views_are_there_at_the_half_life_and_nine_tenths_at_the_read_out():
    model = one((2.0, 10_001.0), (4.0, 13_003.0))
    post = np.zeros(1, dtype=np.intp)
    assert model.share_of(post, model.half_life_days)[0] == pytest.approx(0.5, abs=0.01)
    assert model.share_of(post, model.read_out_days)[0] == pytest.approx(0.9, abs=0.01)
    assert not model.is_read_out_allowed[0]
    assert one((89.0, 10_001.0)).is_read_out_allowed[0]


def test_a_post_past_the_horizon_has_its_final_views():
    final = one((20.0, 900.0), (120.0, 1_001.0)).final
    assert (final.low[0], final.median[0], final.high[0]) == pytest.approx((1_001.0, 1_001.0, 1_001.0))


def test_a_counter_that_falls_keeps_its_highest_value():
    assert one((3.0, 1_003.0), (5.0, 1_001.0)).views[0] == 1_003


def test_a_post_nobody_saw_is_forecast_to_stay_small():
    final = one((3.0, 0.0)).final
    assert 0 <= final.low[0] <= final.median[0] < 5
    assert final.median[0] < final.high[0] < 200


def test_a_rounded_counter_says_less_than_an_exact_one():
    exact, rounded = one((8.0, 1_200_001.0), (9.0, 1_220_003.0)), one((8.0, 1_200_000.0), (9.0, 1_200_000.0))
    assert rounding_sd(np.array([1_200_000.0]))[0] == pytest.approx(1e5 / 12**0.5 / 1.2e6)
    assert rounding_sd(np.array([9_900.0]))[0] == 0
    assert rounded.filtered.variance[0] > exact.filtered.variance[0]
    assert one((89.0, 1_200_000.0)).final.low[0] < 1_200_000  # the true count may be 1,150,000


def test_bought_growth_teaches_nothing_about_other_posts():
    posts, _ = world(np.random.default_rng(6), level=0.9)
    bought = replace(posts, is_fitted=np.zeros(posts.n_posts, dtype=bool))
    assert fit_maturity(bought, NORMAL).pooled.level == 0


def test_content_types_are_told_apart():
    rng = np.random.default_rng(7)
    slow, _ = world(rng, level=-0.4, n_posts=500, n_creators=500)
    fast, _ = world(rng, level=0.4, n_posts=500, n_creators=500)
    both = Panel(
        np.r_[slow.post, 500 + fast.post], np.r_[slow.age_days, fast.age_days], np.r_[slow.views, fast.views],
        np.r_[slow.creator, 500 + fast.creator], np.repeat([0, 1], 500), np.ones(1_000, dtype=bool),
    )  # fmt: skip
    types = fit_maturity(both, NORMAL).pooled.types
    assert types[1] - types[0] == pytest.approx(0.8, abs=0.35)  # shrunk: types are expected to differ by 0.2


def test_a_settled_post_that_grows_again_is_a_second_wave_and_steady_ones_are_not():
    ages, steady = [5.0, 10.0, 20.0, 30.0], [100_001.0, 108_003.0, 114_007.0, 117_001.0]
    views = np.tile(steady, 10)
    views[-1] = 190_001.0
    waves = second_waves(fit_maturity(panel(np.repeat(np.arange(10), 4), ages * 10, views), shipped_prior()))
    assert (waves.post.tolist(), waves.from_days.tolist()) == ([9], [20.0])
    assert waves.growth[0] == pytest.approx(190_002 / 114_008 - 1)


def test_first_growth_is_no_second_wave():
    assert len(second_waves(one((0.5, 1_001.0), (1.0, 30_001.0), (2.0, 90_001.0))).post) == 0


def test_many_readings_of_one_day_are_thinned_and_the_last_is_kept():
    ages = np.linspace(10, 11, 500)
    pairs = pairs_of(panel(np.zeros(500, dtype=int), ages, 1_001 + np.arange(500)))
    assert len(pairs.post) <= 3
    assert pairs.to_days[-1] == 11.0


@given(st.lists(st.tuples(st.floats(0.001, 800), st.integers(0, 10**9), st.integers(0, 4)), min_size=1, max_size=30))
def test_any_readings_give_ordered_finite_intervals(rows):
    rows = sorted(rows, key=lambda row: (row[2], row[0]))
    post = np.unique([row[2] for row in rows], return_inverse=True)[1]
    model = fit_maturity(panel(post, [row[0] for row in rows], [row[1] for row in rows]), shipped_prior())
    final = model.final
    assert np.isfinite(final.high).all()
    assert (final.low <= final.median).all()
    assert (final.median <= final.high).all()
    assert (final.median >= model.views * (1 - 1e-9) - 1).all()
    assert ((model.share_now >= 0) & (model.share_now <= 1)).all()


def test_no_posts_give_no_forecast():
    model = fit_maturity(EMPTY, shipped_prior())
    assert model.final.median.shape == (0,)


EMPTY = Panel(np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.intp),
              np.zeros(0, dtype=np.intp), np.zeros(0, dtype=bool))  # fmt: skip


def test_the_order_of_posts_does_not_matter():
    posts, _ = world(np.random.default_rng(8), n_posts=60)
    turned = Panel(
        posts.post, posts.age_days.reshape(60, 3)[::-1].ravel(), posts.views.reshape(60, 3)[::-1].ravel(),
        posts.creator[::-1], posts.content_type, posts.is_fitted,
    )  # fmt: skip
    a, b = fit_maturity(posts, NORMAL).final.median, fit_maturity(turned, NORMAL).final.median
    assert a == pytest.approx(b[::-1])


@pytest.mark.slow
def test_a_prior_is_recovered_from_a_panel_of_its_own_making():
    posts, _ = world(np.random.default_rng(9), n_posts=4_000, n_creators=300, ages=(0.5, 1.0, 2.0, 4.0, 8.0, 20.0))
    found, _ = learn_prior([posts])
    assert found.sd_creator == pytest.approx(NORMAL.sd_creator, rel=0.2)
    assert found.sd_noise == pytest.approx(NORMAL.sd_noise, rel=0.3)
    assert float(found.table.growth(1.0, 20.0)) == pytest.approx(float(NORMAL.table.growth(1.0, 20.0)), rel=0.2)


def test_an_interval_level_outside_zero_and_one_is_refused_by_name():
    with pytest.raises(InvalidInput, match="interval_level_out_of_range"):
        one((3.0, 10.0)).forecast(level=1.0)
