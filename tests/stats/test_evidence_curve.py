"""Curves of evidence: learned, capped, shrunk, of one direction where asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.stats.evidence_curve import CAP, EvidenceCurve, dependence_weights, learn_curve, pool_adjacent

EDGES = np.arange(-3, 3.5, 0.5)


def samples(n=4_000, shift=1.0):
    rng = np.random.default_rng(2)
    return rng.normal(0, 1, n), rng.normal(shift, 1, n)


def test_the_ratio_of_two_normals_is_a_straight_line():
    clean, planted = samples()
    found = learn_curve(clean, planted, EDGES).at(np.array([-1.0, 0.5, 2.0]))
    assert found == pytest.approx([-1.5, 0.0, 1.5], abs=0.25)  # shift · x − shift² / 2


def test_few_points_say_less():
    clean, planted = samples(8)
    assert np.abs(learn_curve(clean, planted, EDGES).llr).max() < CAP / 2


def test_no_value_says_more_than_the_cap_and_a_missing_one_says_nothing():
    clean, planted = samples(shift=30)
    found = learn_curve(clean, planted, EDGES).at(np.array([99.0, np.nan]))
    assert found == pytest.approx([CAP, 0.0])


def test_evidence_that_may_only_rise_never_falls():
    clean, planted = samples(60)
    assert (np.diff(learn_curve(clean, planted, EDGES, direction=1).llr) >= -1e-9).all()


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30))
def test_pooling_never_falls_and_keeps_the_mean(values):
    found = pool_adjacent(np.array(values), np.ones(len(values)))
    assert (np.diff(found) >= -1e-9).all()
    assert found.mean() == pytest.approx(np.mean(values), abs=1e-9)


def test_two_signals_that_tell_the_same_share_one_weight():
    clean, planted = samples()
    curve = EvidenceCurve((-4.0, 4.0), (-4.5, 3.5))
    ours, theirs = (np.column_stack([curve.at(one)] * 2) for one in (clean, planted))
    weights = dependence_weights(ours, theirs, clean_weight=np.ones(len(ours)))
    assert weights.sum() == pytest.approx(1.0, abs=0.1)
    assert weights[0] == pytest.approx(weights[1], abs=0.01)
