"""Kernels, leak-robust rates, pooling and the additive regression, each against a truth that was put in."""

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.additive_poisson import Projection, fit_additive_poisson
from upshot.stats.adstock import gather, geometric_kernel, spread
from upshot.stats.partial_pooling import pool_effects
from upshot.stats.tracked_rates import tracked_rates
from upshot.stats.trend_season import trend_season_design


def test_a_kernel_keeps_the_total_when_its_tail_fits():
    series = np.r_[np.ones(10), np.zeros(90)]
    assert spread(series, geometric_kernel(0.65, 40)).sum() == pytest.approx(10)


def test_an_effect_never_comes_before_its_cause():
    series = np.zeros(50)
    series[20] = 1.0
    assert np.abs(spread(series, geometric_kernel(0.9, 20))[:20]).max() < 1e-12


def test_gather_is_the_adjoint_of_spread():
    rng = np.random.default_rng(1)
    a, b, kernel = rng.random(80), rng.standard_normal(80), geometric_kernel(0.8, 30)
    assert spread(a, kernel) @ b == pytest.approx(a @ gather(b, kernel))


@pytest.mark.parametrize(("rate", "days"), [(1.0, 10), (-0.1, 10), (0.5, 0)])
def test_a_carryover_outside_its_range_is_refused(rate, days):
    with pytest.raises(InvalidInput, match="carryover_out_of_range"):
        geometric_kernel(rate, days)


def tracked_world(leak=0.0, seed=3):
    rng = np.random.default_rng(seed)
    pressure = np.zeros((6, 52))
    for c in range(6):
        for start in rng.integers(2, 45, 4):
            pressure[c, start : start + 5] += np.array([10, 6, 3, 1.5, 0.5])
    weekly = rng.poisson(0.8 * pressure).astype(float)
    weekly[0, 26:] += rng.poisson(leak, 26)
    return weekly, pressure, np.full(52, 700.0)


def test_without_a_leak_the_rate_is_orders_per_pressure():
    rates = tracked_rates(*tracked_world())
    assert rates.counts / rates.exposure == pytest.approx(0.8, rel=0.3)


def test_a_leaking_code_does_not_become_its_creators_rate():
    weekly, pressure, shop = tracked_world(leak=8.0)
    naive = weekly[0].sum() / pressure[0].sum()
    rates = tracked_rates(weekly, pressure, shop)
    assert naive > 2.0  # the wrong formula is fooled …
    assert rates.counts[0] / rates.exposure[0] < 1.3  # … this one is not: 208 orders leaked against 67 true ones
    assert rates.leaked[0] == pytest.approx(208, rel=0.25)


def test_a_creator_without_a_code_says_nothing_rather_than_zero():
    weekly, pressure, shop = tracked_world()
    weekly[2] = np.nan
    rates = tracked_rates(weekly, pressure, shop)
    assert rates.exposure[2] == 0
    assert rates.exposure[3] > 0


def test_pooling_covers_the_true_effects_and_shrinks_creators_with_few_counts():
    covered, rng = [], np.random.default_rng(5)
    for _ in range(15):
        theta = rng.normal(0, 0.6, 20)
        capture = np.log([0.3, 0.15]) + rng.normal(0, 0.4, (20, 2))
        exposure = np.where(rng.random((20, 1)) < 0.3, 3.0, 120.0) * np.ones((20, 2))
        counts = rng.poisson(exposure * np.exp(theta[:, None] + capture)).astype(float)
        draws = pool_effects(counts, exposure, signal_sd=np.array([0.5, 0.6]), n_draws=500, rng=rng).draws
        centred = draws - draws.mean(1, keepdims=True)
        low, high = np.quantile(centred, (0.05, 0.95), axis=0)
        covered += list((low <= theta - theta.mean()) & (theta - theta.mean() <= high))
    assert 0.82 <= np.mean(covered) <= 0.99


def test_pooling_without_any_signal_returns_the_prior():
    empty = np.zeros((10, 1))
    pooled = pool_effects(empty, empty, signal_sd=np.array([0.5]), n_draws=2_000, rng=np.random.default_rng(1))
    assert np.sqrt(0.7**2) == pytest.approx(pooled.draws.std(), rel=0.25)


def series(share, seed=0, n=400):
    rng = np.random.default_rng(seed)
    pressure = np.zeros(n)
    for start in rng.integers(10, n - 30, 14):
        pressure[start : start + 20] += np.exp(-np.arange(20) / 6.0) * rng.lognormal(0, 0.6)
    baseline = 80 * np.exp(0.1 * np.sin(np.arange(n) / 40) + 0.12 * (np.arange(n) % 7 == 5))
    effect = pressure / pressure.sum() * baseline.sum() * share / (1 - share)
    counts = rng.poisson((baseline + effect) * np.exp(rng.normal(0, 0.05, n))).astype(float)
    return counts, pressure / pressure.sum() * counts.sum(), trend_season_design([d % 7 for d in range(n)])


def test_the_share_of_a_known_programme_is_recovered_without_bias():
    shares = [fit_additive_poisson(*series(0.1, seed), trend_step_sd=0.05).share for seed in range(12)]
    assert np.mean(shares) == pytest.approx(0.1, abs=0.012)


def test_the_linear_projection_agrees_with_the_nonlinear_fit():
    counts, pressure, design = series(0.1)
    fit = fit_additive_poisson(counts, pressure, design, trend_step_sd=0.05)
    projection, white = Projection(fit, design, 0.05), fit.whitening.apply(pressure[None])
    removed = projection.remove(white)
    linear = (removed @ fit.response / (np.einsum("kt,kt->k", removed, white) + 4.0))[0]
    assert linear == pytest.approx(fit.share, abs=0.004)  # outlier weights move a little in the last step


def test_one_absurd_day_hardly_moves_the_share():
    counts, pressure, design = series(0.1)
    spoilt = counts.copy()
    spoilt[200] += 1_500
    before = fit_additive_poisson(counts, pressure, design, trend_step_sd=0.05).share
    assert fit_additive_poisson(spoilt, pressure, design, trend_step_sd=0.05).share == pytest.approx(before, abs=0.02)
