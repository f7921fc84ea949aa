"""A difference of means between matched customers, and an interval that means what it says."""

import numpy as np
import pytest

from upshot.errors import InvalidInput
from upshot.stats.ltv import matching_weights, mean_difference


def test_every_stratum_counts_as_much_as_it_does_among_the_treated():
    stratum = np.array([0, 0, 0, 0, 1, 1, 2, 3])
    is_treated = np.array([True, True, False, False, True, False, True, False])
    weights = matching_weights(stratum, is_treated)
    assert weights.tolist() == [1, 1, 1, 1, 1, 1, 0, 0]  # stratum 2 has no baseline, stratum 3 no treated
    one_to_four = matching_weights(np.zeros(5, dtype=int), np.array([True, False, False, False, False]))
    assert one_to_four.tolist() == [1, 0.25, 0.25, 0.25, 0.25]


def test_the_difference_is_the_mean_less_the_weighted_mean():
    values = np.array([10.0, 0.0, 4.0, 8.0, 0.0])
    is_treated = np.array([True, True, False, False, False])
    found = mean_difference(values, is_treated, np.array([1, 1, 0.5, 0.5, 1.0]), level=0.9, seed=[1])
    assert (found.treated, found.baseline, found.difference) == (5.0, 3.0, 2.0)
    assert found.low < found.median < found.high


def _brand(rng, n, returning):
    return np.where(rng.random(n) < returning, rng.lognormal(3, 0.8, n), 0.0)


def test_ninety_per_cent_intervals_cover_the_truth_nine_times_in_ten():
    mean = np.exp(3 + 0.32)
    truth = (0.35 - 0.25) * mean
    hits = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        values = np.concatenate([_brand(rng, 150, 0.35), _brand(rng, 500, 0.25)])
        is_treated = np.arange(650) < 150
        weights = np.where(is_treated, 1.0, 150 / 500)
        found = mean_difference(values, is_treated, weights, level=0.9, seed=[seed])
        hits += found.low <= truth <= found.high
    assert 0.85 <= hits / 200 <= 0.95  # ± 2.4 Monte-Carlo standard errors


def test_customers_drawn_in_blocks_spread_as_much_as_customers_drawn_one_by_one():
    rng = np.random.default_rng(3)
    values = np.concatenate([_brand(rng, 3_000, 0.4), _brand(rng, 3_000, 0.3)])
    is_treated = np.arange(6_000) < 3_000
    weights = np.where(is_treated, 1.0, rng.choice([0.5, 2.0], 6_000))
    found = mean_difference(values, is_treated, weights, level=0.9, seed=[4])
    alone = []
    for _ in range(400):
        drawn = weights * rng.exponential(size=6_000)
        ours, theirs = drawn[is_treated], drawn[~is_treated]
        alone.append(ours @ values[is_treated] / ours.sum() - theirs @ values[~is_treated] / theirs.sum())
    low, high = np.quantile(alone, [0.05, 0.95])
    assert found.high - found.low == pytest.approx(high - low, rel=0.12)


def test_the_order_of_customers_does_not_matter():
    rng = np.random.default_rng(5)
    values = np.round(_brand(rng, 900, 0.4), 2)
    is_treated = rng.random(900) < 0.3
    weights = np.where(is_treated, 1.0, rng.choice([0.25, 0.5], 900))
    shuffled = rng.permutation(900)
    once = mean_difference(values, is_treated, weights, level=0.9, seed=[1])
    again = mean_difference(values[shuffled], is_treated[shuffled], weights[shuffled], level=0.9, seed=[1])
    assert again.low == pytest.approx(once.low, rel=1e-9)
    assert again.high == pytest.approx(once.high, rel=1e-9)


def test_a_side_without_customers_is_refused():
    with pytest.raises(InvalidInput, match="ltv_sides"):
        mean_difference(np.ones(3), np.ones(3, dtype=bool), np.ones(3), level=0.9, seed=[1])
