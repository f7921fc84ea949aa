"""Location and scatter that outliers do not bend."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.stats.student_scatter import StudentScatter, centre, fit_student


def cloud(n=600, seed=1):
    return np.random.default_rng(seed).multivariate_normal([1.0, 2.0], [[1.0, 0.8], [0.8, 1.0]], n)


def test_one_point_in_ten_far_away_hardly_moves_the_middle():
    bent = cloud()
    bent[::10] += 30
    assert fit_student(bent).location == pytest.approx([1.0, 2.0], abs=0.15)


def test_the_plain_mean_fails_the_same_test():
    bent = cloud()
    bent[::10] += 30
    assert bent.mean(axis=0)[0] > 3


def test_a_residual_is_what_the_other_column_does_not_explain():
    fit = StudentScatter(np.zeros(2), np.array([[1.0, 0.8], [0.8, 1.0]]))
    assert fit.residual(np.array([[2.0, 2.0]]), 0, [1])[0] == pytest.approx((2 - 1.6) / 0.6)


def test_a_point_that_lacks_the_explanation_is_judged_without_it_and_one_that_lacks_itself_is_missing():
    fit = StudentScatter(np.zeros(2), np.array([[4.0, 0.8], [0.8, 1.0]]))
    found = fit.residual(np.array([[2.0, np.nan], [np.nan, 1.0]]), 0, [1])
    assert found[0] == pytest.approx(1.0)
    assert np.isnan(found[1])


def test_without_points_the_prior_stands():
    prior = StudentScatter(np.zeros(2), np.eye(2))
    assert fit_student(np.full((3, 2), np.nan), prior=prior, prior_points=5) is prior


def test_a_third_of_one_kind_cannot_turn_a_shape_that_is_only_laid_over():
    shape = StudentScatter(np.zeros(2), np.array([[1.0, 0.8], [0.8, 1.0]]))
    bent = cloud()
    bent[:200, 0] += 2.0
    straight, turned = centre(bent, shape), fit_student(bent)
    odd = np.array([[3.0, 2.0]])
    assert straight.residual(odd, 0, [1])[0] > 2
    assert turned.residual(odd, 0, [1])[0] < 1.5  # the fitted one takes the third for ordinary


def test_a_shape_grows_with_the_cloud_and_not_beyond_its_bound():
    shape = StudentScatter(np.array([1.0, 2.0]), np.eye(2) * 0.7)
    wide = shape.location + 10 * (cloud() - shape.location)
    assert centre(wide, shape).scatter[0, 0] == pytest.approx(1.4)


def test_without_complete_points_the_shape_stands():
    shape = StudentScatter(np.zeros(2), np.eye(2))
    assert centre(np.full((3, 2), np.nan), shape) is shape
