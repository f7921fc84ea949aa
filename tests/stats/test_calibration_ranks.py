"""Rank statistics: uniform ranks pass at their stated rate, others do not."""

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.calibration_ranks import ecdf_envelope, rank_among, uniformity_of


def test_a_rank_counts_the_draws_below():
    assert rank_among(2.5, np.array([1.0, 2, 3, 4]), np.random.default_rng(1)) == 2


def test_ties_of_counts_are_broken_fairly():
    rng = np.random.default_rng(1)
    ranks = [rank_among(0.0, np.zeros(10), rng) for _ in range(2_000)]
    assert np.bincount(ranks, minlength=11) / 2_000 == pytest.approx(np.full(11, 1 / 11), abs=0.03)


def test_the_envelope_holds_uniform_ranks_nineteen_times_in_twenty():
    rng = np.random.default_rng(3)
    inside = [uniformity_of(rng.integers(101, size=60), 100).is_inside for _ in range(400)]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)


def test_chi_square_raises_false_alarms_at_its_level():
    rng = np.random.default_rng(4)
    alarms = [uniformity_of(rng.integers(100, size=200), 99).chi2_p_value < 0.05 for _ in range(400)]
    assert np.mean(alarms) == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize(("shape", "sign"), [((3, 3), -1), ((0.4, 0.4), 1)])
def test_a_hump_means_too_wide_and_a_bowl_too_narrow(shape, sign):
    ranks = np.floor(np.random.default_rng(5).beta(*shape, 300) * 101).astype(np.int64)
    found = uniformity_of(ranks, 100)
    assert not found.is_inside
    assert np.sign(found.spread_ratio - 1) == sign


def test_a_slope_has_a_direction():
    ranks = np.floor(np.random.default_rng(6).beta(2, 1, 100) * 101).astype(np.int64)
    assert uniformity_of(ranks, 100).mean_z > 3


def test_too_few_ranks_give_no_p_value_and_none_no_answer():
    assert uniformity_of(np.array([3]), 10).chi2_p_value is None
    assert uniformity_of(np.array([], dtype=np.int64), 10).is_inside is None


def test_a_rank_beyond_the_draws_is_refused():
    with pytest.raises(InvalidInput, match="ranks_out_of_range"):
        uniformity_of(np.array([11]), 10)


def test_the_envelope_is_the_same_whenever_it_is_asked_for():
    first = ecdf_envelope(50, 20, (4, 9, 14))
    ecdf_envelope.cache_clear()
    assert np.array_equal(first[0], ecdf_envelope(50, 20, (4, 9, 14))[0])
