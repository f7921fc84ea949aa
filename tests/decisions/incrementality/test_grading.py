"""A noisy experiment must not lend its name to an answer that it did not change."""

from __future__ import annotations

from math import inf, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.incrementality.grading import (
    INFORMATIVE_SHARE,
    experiment_informs,
    graded,
    information_share,
    information_share_between,
)

SPREADS = st.floats(0.01, 1e6)


def test_a_test_as_precise_as_the_model_makes_half_of_what_is_known():
    assert information_share(100.0, [100.0]) == pytest.approx(0.5)
    assert experiment_informs(100.0, 100.0)


def test_a_test_four_times_as_noisy_as_the_model_is_not_what_the_answer_rests_on():
    assert information_share(100.0, [400.0]) == pytest.approx(1 / 17)
    assert not experiment_informs(100.0, 400.0)


def test_the_line_is_a_standard_error_of_root_two_times_the_sd_without():
    assert experiment_informs(100.0, 100 * sqrt(2) * 0.999)
    assert not experiment_informs(100.0, 100 * sqrt(2) * 1.001)


def test_several_noisy_tests_together_may_earn_it():
    assert not experiment_informs(100.0, 200.0)
    assert experiment_informs(100.0, 200.0, 200.0)


def test_where_nothing_else_is_known_any_usable_test_informs_and_an_unusable_one_never_does():
    assert information_share(inf, [1e9]) == 1.0
    assert [information_share(inf, [error]) for error in (0.0, -1.0, nan, inf)] == [0.0] * 4
    assert information_share(0.0, [1.0]) == 0.0


def test_grades_follow_the_share_and_then_the_signals():
    assert graded(INFORMATIVE_SHARE, has_tracked_signals=False) == "A"
    assert graded(0.3, has_tracked_signals=True) == "B"
    assert graded(0.0, has_tracked_signals=False) == "C"


@given(SPREADS, SPREADS)
def test_both_forms_agree_for_one_normal_test(sd, error):
    after = (sd**-2 + error**-2) ** -0.5
    assert information_share_between(sd, after) == pytest.approx(information_share(sd, [error]), abs=1e-9)


@given(SPREADS, SPREADS, st.floats(1.01, 100))
def test_a_noisier_test_never_informs_more_and_the_unit_does_not_matter(sd, error, factor):
    assert information_share(sd, [error * factor]) <= information_share(sd, [error])
    assert information_share(sd * factor, [error * factor]) == pytest.approx(information_share(sd, [error]))


def test_a_test_that_contradicts_the_model_and_widens_it_counts_for_nothing():
    assert information_share_between(100.0, 120.0) == 0.0
    assert information_share_between(100.0, nan) == 0.0
    assert information_share_between(inf, 50.0) == 1.0


def test_the_share_is_what_the_variance_of_a_posterior_loses():
    """Draws of a normal prior, weighted by one measurement: their variance falls by the share."""
    draws = np.random.default_rng(1).normal(500, 100, 400_000)
    weight = np.exp(-0.5 * ((draws - 520) / 150) ** 2)
    weight /= weight.sum()
    after = sqrt(weight @ (draws - weight @ draws) ** 2)
    assert information_share_between(100.0, after) == pytest.approx(information_share(100.0, [150.0]), abs=0.01)
