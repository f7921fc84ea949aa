"""Weighted kappa: published values, and an interval that holds its level with few ratings."""

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.agreement import confusion, weighted_kappa

# Agresti (1990), husbands' and wives' ratings of sexual fun; R's vcd prints these values for it.
SEXUAL_FUN = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]], dtype=float)


@pytest.mark.parametrize(("weighting", "kappa", "error"), [("none", 0.1293, 0.06860), ("linear", 0.2374, 0.07832)])
def test_kappa_and_its_error_are_those_published_for_a_known_table(weighting, kappa, error):
    found = weighted_kappa(SEXUAL_FUN, weighting=weighting)
    assert (round(found.kappa, 4), round(found.standard_error, 5)) == (kappa, error)
    assert found.low < found.kappa < found.high


def test_two_raters_who_agree_on_three_things_are_not_yet_proven_to_agree():
    found = weighted_kappa(confusion(np.array([2, 4, 5]), np.array([2, 4, 5]), 5))
    assert found.kappa == 1
    assert found.low < 0.6
    many = weighted_kappa(confusion(np.tile([2, 4, 5], 20), np.tile([2, 4, 5], 20), 5))
    assert many.low > 0.85


def test_kappa_is_unknown_where_nothing_was_told_apart():
    assert weighted_kappa(confusion(np.array([3, 3]), np.array([3, 3]), 5)) is None
    assert weighted_kappa(np.zeros((5, 5))) is None


def test_raters_who_reverse_the_scale_disagree_more_than_chance():
    marks = np.array([1, 2, 3, 4, 5, 1, 5])
    assert weighted_kappa(confusion(marks, 6 - marks, 5)).kappa < -0.5


def test_marks_outside_the_scale_are_refused():
    with pytest.raises(InvalidInput, match="ratings_shape"):
        confusion(np.array([0, 3]), np.array([1, 3]), 5)


def covered(n, tables):
    """How often 90 % intervals hold the truth, of raters who copy a hidden mark seven times of ten."""
    random = np.random.default_rng(5)
    joint = 0.7 * np.diag([0.1, 0.2, 0.3, 0.25, 0.15]) + 0.3 * np.outer([0.2] * 5, [0.2] * 5)
    truth = weighted_kappa(joint * 1e6).kappa
    drawn = random.multinomial(n, joint.ravel(), size=tables).reshape(-1, 5, 5).astype(float)
    found = [weighted_kappa(table) for table in drawn]
    return np.mean([each.low <= truth <= each.high for each in found if each])


def test_the_interval_mostly_holds_the_truth_with_twenty_things_rated():
    assert covered(20, 30) >= 0.75  # three standard errors of 30 tables below .9 are .74


@pytest.mark.slow
@pytest.mark.parametrize("n", [8, 15, 40, 100])
def test_the_interval_holds_its_level_from_eight_things_rated_to_a_hundred(n):
    assert 0.84 <= covered(n, 400) <= 0.97
