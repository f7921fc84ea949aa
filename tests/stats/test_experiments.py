"""The mathematics of tests between arms: published sizes, and error rates measured by simulation."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from upshot.errors import InvalidInput
from upshot.stats.ab_test import Mean, Share, compare_means, compare_shares, relative_lift, summarise
from upshot.stats.bayes_ab import arm_odds
from upshot.stats.blocked import compare_in_blocks, simulated_power_in_blocks
from upshot.stats.cuped import adjust_by_covariates
from upshot.stats.multiple_tests import association_p_value, holm, sample_ratio_p_value
from upshot.stats.power import (
    mde_means,
    mde_shares,
    n_per_arm_means,
    n_per_arm_shares,
    power_shares,
    simulated_power_shares,
)
from upshot.stats.proportions import cohens_h, newcombe_interval
from upshot.stats.ratio_metric import ratio_of_sums
from upshot.stats.sequential import always_valid_p, mixture_variance_ratio, read_sequentially

GOLDEN_SIZES = [  # methods §5.11, §5.15, §5.19
    (21_109, 0.02, 0.024, 0.05),
    (16_627, 0.02, 0.024, 0.10),
    (3_826, 0.02, 0.03, 0.05),
    (42_693, 0.01, 0.012, 0.05),
    (7_550, 0.25, 0.27, 0.05),
    (1_681, 0.30, 0.34, 0.10),
    (2_964, 0.30, 0.33, 0.10),
    (6_612, 0.30, 0.32, 0.10),
    (26_210, 0.30, 0.31, 0.10),
]


@pytest.mark.parametrize(("expected", "control", "treatment", "alpha"), GOLDEN_SIZES)
def test_the_published_sizes_come_out(expected, control, treatment, alpha):
    assert n_per_arm_shares(control, treatment, alpha=alpha) == expected


@pytest.mark.parametrize(("n", "control", "treatment", "alpha"), GOLDEN_SIZES)
def test_what_a_size_detects_is_the_difference_it_was_made_for(n, control, treatment, alpha):
    assert mde_shares(control, n, alpha=alpha) == pytest.approx(treatment - control, rel=2e-4)


def test_the_formula_and_a_simulation_agree_on_power():
    simulated = simulated_power_shares(0.02, 0.024, 21_109, rng=np.random.default_rng(1))
    assert simulated == pytest.approx(0.80, abs=0.01)
    assert power_shares(0.02, 0.024, 21_109) == pytest.approx(0.80, abs=1e-4)


def test_sizes_for_averages_invert_their_smallest_effect():
    n = n_per_arm_means(2.0, sd=10.0)
    assert n == 393  # 2 · (2.8016 · 10 / 2)²
    assert mde_means(n, sd=10.0) == pytest.approx(2.0, rel=2e-3)
    assert n_per_arm_means(2.0, sd=10.0, explained_share=0.5) == 197


@pytest.mark.parametrize(("control", "treatment"), [(0.0, 0.1), (0.1, 0.1), (0.5, 1.2)])
def test_impossible_shares_are_refused(control, treatment):
    with pytest.raises(InvalidInput, match="test_shares_out_of_range"):
        n_per_arm_shares(control, treatment)


def test_a_rise_nobody_can_detect_has_no_smallest_size():
    assert mde_shares(0.9, 5) is None


def test_newcombe_gives_his_own_published_example():
    # Newcombe (1998), table II, example (a): 56/70 against 48/80, method 10
    assert newcombe_interval(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_cohens_h_of_known_shares():
    assert cohens_h(0.5, 0.25) == pytest.approx(np.pi / 6)


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
)
@settings(max_examples=60, deadline=None)
def test_the_interval_of_a_difference_holds_it_and_stays_in_bounds(first, second):
    low, high = newcombe_interval(first[1], first[0], second[1], second[0])
    difference = first[1] / first[0] - second[1] / second[0]
    assert -1 - 1e-9 <= low <= difference + 1e-9
    assert difference - 1e-9 <= high <= 1 + 1e-9


def test_welch_agrees_with_scipy():
    rng = np.random.default_rng(2)
    a, b = rng.gamma(1, 5, 300), rng.gamma(1, 6, 120)
    ours, theirs = compare_means(summarise(a), summarise(b), level=0.9), ttest_ind(a, b, equal_var=False)
    bounds = theirs.confidence_interval(0.9)
    assert ours.p_value == pytest.approx(theirs.pvalue)
    assert (ours.low, ours.high) == pytest.approx((bounds.low, bounds.high))


def test_few_conversions_are_compared_exactly():
    found = compare_shares(Share(4, 40), Share(0, 38), level=0.95)
    assert found.p_value == pytest.approx(0.1159, abs=1e-3)  # Fisher; the normal test says 0.045
    assert found.relative is None  # nothing in the control: no relative lift


def test_constant_averages_differ_surely_or_not_at_all():
    assert compare_means(Mean(1.0, 0.0, 9), Mean(1.0, 0.0, 9), level=0.9).p_value == 1.0
    assert compare_means(Mean(2.0, 0.0, 9), Mean(1.0, 0.0, 9), level=0.9).p_value == 0.0


def test_a_relative_lift_needs_a_clear_control():
    assert relative_lift(Mean(1.0, 0.01, 50), Mean(0.1, 0.01, 50), level=0.95) is None
    rel, low, high = relative_lift(Share(240, 10_000), Share(200, 10_000), level=0.95)
    assert rel == pytest.approx(0.2)
    assert low == pytest.approx(np.exp(log(1.2) - 1.96 * np.sqrt(1 / 240 + 1 / 200)) - 1, abs=0.03)
    assert low < 0.2 < high


def test_holm_multiplies_the_smallest_most():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.9, 0.8]) == (1.0, 1.0)


def test_cookie_cats_sample_ratio():
    assert sample_ratio_p_value([44_700, 45_489], [1, 1]) == pytest.approx(0.0086, abs=5e-5)


def test_planned_shares_are_respected():
    assert sample_ratio_p_value([900, 100], [9, 1]) == pytest.approx(1.0)
    assert sample_ratio_p_value([900, 100], [1, 1]) < 1e-9


def test_equal_mixes_are_not_associated():
    assert association_p_value(np.array([[10, 20], [20, 40]])) == pytest.approx(1.0)
    assert association_p_value(np.array([[10, 0], [20, 0]])) == 1.0


def test_a_ratio_of_sums_covers_its_truth_when_units_vary():
    rng, covered = np.random.default_rng(3), 0
    for _ in range(400):
        views = rng.poisson(rng.gamma(1, 10, 300)) + 1
        clicks = rng.binomial(views, rng.beta(2, 38, 300))
        found = ratio_of_sums(clicks.astype(float), views.astype(float))
        covered += abs(found.mean - 0.05) <= 1.96 * found.variance_of_mean**0.5
    assert covered / 400 == pytest.approx(0.95, abs=0.04)


def test_cuped_keeps_the_effect_and_narrows_it():
    rng = np.random.default_rng(4)
    arms = rng.integers(0, 2, 4000)
    before = rng.gamma(2, 10, 4000)
    values = before + rng.normal(0, 5, 4000) + 1.0 * arms
    adjusted = adjust_by_covariates(values, before[:, None], arms)
    plain = compare_means(summarise(values[arms == 1]), summarise(values[arms == 0]), level=0.95)
    found = compare_means(summarise(adjusted.values[arms == 1]), summarise(adjusted.values[arms == 0]), level=0.95)
    assert adjusted.explained_share == pytest.approx(200 / 225, abs=0.02)
    assert found.low < 1.0 < found.high
    assert found.standard_error < 0.4 * plain.standard_error


def test_a_missing_covariate_is_no_missing_unit():
    values, arms = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 1])
    adjusted = adjust_by_covariates(values, np.array([[np.nan], [1.0], [np.nan], [2.0]]), arms)
    assert np.isfinite(adjusted.values).all()


@pytest.mark.parametrize("kind", ["shares", "values"])
def test_looking_every_day_does_not_raise_the_false_alarms(kind):
    """28 daily looks without an effect: a fixed-size test would cry wolf about one time in four or five."""
    rng, n_worlds, days, per_day, alpha = np.random.default_rng(5), 1500, 28, 400, 0.05
    n = np.arange(1, days + 1) * per_day
    if kind == "shares":
        sums = rng.binomial(per_day, 0.03, (n_worlds, 2, days)).cumsum(2)
        means = sums / n
        variance = (means * (1 - means)).sum(1) / n
    else:
        daily = rng.exponential(20.0, (n_worlds, 2, days, per_day)).astype(np.float32) if days * per_day < 2e4 else None
        means = daily.sum(3).cumsum(2) / n
        variance = (daily.astype(float) ** 2).sum(3).cumsum(2) / n - means**2
        variance = variance.sum(1) / n
    difference = means[:, 1] - means[:, 0]
    looks = [read_sequentially(d, v, 2.0 * n, alpha=alpha) for d, v in zip(difference, variance, strict=True)]
    naive = np.mean((np.abs(difference) > 1.96 * np.sqrt(variance)).any(1))
    assert naive > 0.15
    assert np.mean([look.p_value <= alpha for look in looks]) <= alpha
    assert np.mean([look.decided_at is not None for look in looks]) <= alpha


def test_an_effect_is_found_early_and_the_p_value_never_rises():
    n = np.arange(1, 15) * 1000.0
    variance = 2 * 0.03 * 0.97 / (n / 2)
    reading = read_sequentially(np.full(14, 0.012), variance, n, alpha=0.05)
    assert reading.p_value < 0.05
    assert 0 < reading.decided_at < 13
    assert reading.low > 0


def test_the_mixture_is_tightest_where_it_was_planned():
    ratio = mixture_variance_ratio(10_000, alpha=0.05)
    assert 1 / ratio == pytest.approx(10_000 / 8.2, rel=0.05)
    assert always_valid_p(0.0, 1.0, 1.0) == 1.0


def test_odds_of_equal_arms_are_even_and_a_better_one_wins():
    rng = np.random.default_rng(6)
    even = arm_odds([Share(50, 1000), Share(50, 1000)], level=0.9, rng=rng)
    assert even[0].p_best == pytest.approx(0.5, abs=0.01)
    odds = arm_odds([Mean(10, 0.25, 500), Mean(11, 0.25, 500)], level=0.9, rng=rng)
    assert odds[1].p_best == pytest.approx(0.921, abs=0.01)  # Φ(1 ÷ √0.5)
    assert odds[1].expected_loss < odds[0].expected_loss


def test_blocks_take_out_what_creators_differ_by():
    rng = np.random.default_rng(7)
    blocks = np.repeat(np.arange(12), 4)
    treated = np.tile([True, False, True, False], 12)
    values = 3.0 * rng.normal(0, 1, 12)[blocks] + rng.normal(0, 0.5, 48) + 0.8 * treated
    found = compare_in_blocks(values, treated, blocks, level=0.9, rng=rng, n_draws=999)
    assert found.low < 0.8 < found.high
    assert found.p_value < 0.01
    assert found.high - found.low < 0.8  # without blocks the spread of creators alone makes it 2.8


def test_a_blocked_test_without_an_effect_alarms_as_often_as_it_says():
    rng = np.random.default_rng(8)
    blocks, treated = np.repeat(np.arange(8), 3), np.tile([True, False, False], 8)
    alarms = [
        compare_in_blocks(rng.standard_t(2, 24), treated, blocks, level=0.9, rng=rng, n_draws=199).p_value <= 0.1
        for _ in range(300)
    ]
    assert np.mean(alarms) == pytest.approx(0.1, abs=0.05)


def test_blocks_with_one_arm_say_nothing():
    rng = np.random.default_rng(9)
    assert compare_in_blocks(np.ones(4), np.array([1, 1, 0, 0], bool), np.array([0, 0, 1, 1]), level=0.9, rng=rng,
                             n_draws=99) is None  # fmt: skip


def test_power_in_blocks_grows_with_blocks():
    rng = np.random.default_rng(10)
    few, many = (
        simulated_power_in_blocks(0.7, n_blocks=n, units_per_block=2, sd_within=0.9, alpha=0.1, rng=rng)
        for n in (6, 40)
    )
    assert few < 0.6
    assert many > 0.9
