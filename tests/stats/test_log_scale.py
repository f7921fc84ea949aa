"""Typical values and sums of the next ones on the log scale."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.log_scale import fit_log_scale, median_ratio_interval, pooled_scatter


@pytest.mark.parametrize("n", [1, 4, 12])
def test_nine_of_ten_intervals_hold_the_creators_median_views(n):
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        scatter = np.exp(rng.normal(np.log(0.94), 0.25))  # creators differ in their scatter too
        low, high = fit_log_scale(np.exp(rng.normal(9, scatter, n)), prior_scatter=0.94).median_interval(level=0.9)
        held += low <= np.exp(9) <= high
    assert 0.86 <= held / 400 <= 0.98


def test_eight_of_ten_ranges_of_the_next_three_posts_hold_what_they_bring():
    rng = np.random.default_rng(5)
    held = 0
    for trial in range(200):
        fitted = fit_log_scale(np.exp(rng.normal(9, 0.9, 12)), prior_scatter=0.94)
        low, high = fitted.sum_quantiles(3, (0.1, 0.9), seed=trial)
        held += low <= np.exp(rng.normal(9, 0.9, 3)).sum() <= high
    assert 0.72 <= held / 200 <= 0.9


def test_the_middle_of_one_next_post_is_the_sample_median():
    fitted = fit_log_scale(np.array([1_000.0, 2_000.0, 8_000.0]), prior_scatter=0.9)
    assert fitted.sum_quantiles(1, (0.5,), seed=1)[0] == pytest.approx(2_000, rel=0.06)


def test_views_in_thousands_give_the_same_interval_a_thousand_times_smaller():
    views = np.array([900.0, 4_000.0, 7_000.0])
    whole, thousands = (fit_log_scale(v, prior_scatter=0.9).median_interval(level=0.9) for v in (views, views / 1_000))
    np.testing.assert_allclose(whole, np.array(thousands) * 1_000)


def test_zero_views_have_no_logarithm_and_are_refused():
    with pytest.raises(InvalidInput):
        fit_log_scale(np.array([0.0, 5.0]), prior_scatter=0.9)


def test_the_usual_scatter_is_that_of_the_typical_creator_with_several_values():
    rng = np.random.default_rng(2)
    group = np.repeat(np.arange(60), 20)
    scatter, n = pooled_scatter(np.exp(rng.normal(group, 0.7)), group)
    assert scatter == pytest.approx(0.7, abs=0.05)
    assert n == 60
    assert pooled_scatter(np.array([3.0]), np.array([0])) is None


def test_nine_of_ten_bootstrap_intervals_hold_the_ratio_of_medians():
    rng = np.random.default_rng(8)
    held = 0
    for trial in range(150):
        top, bottom = 0.03 * np.exp(rng.normal(0, 0.4, 4)), 0.06 * np.exp(rng.normal(0, 0.4, 12))
        low, high = median_ratio_interval(top, bottom, level=0.9, seed=trial, prior_scatter=0.4)
        held += low <= 0.5 <= high
    assert 0.82 <= held / 150 <= 0.98
