"""Overlap of distributions: the vectors of the methods paper, and what must hold for any two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.errors import InvalidInput
from upshot.stats.overlap import (
    OUTSIDE,
    affinity_index,
    cosine_similarity,
    frechet_bounds,
    jensen_shannon_divergence,
    overlap_bounds,
    overlap_coefficient,
    share_bounds,
    weighted_geometric_mean,
)

P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])
masses = st.lists(st.floats(0.01, 1), min_size=3, max_size=3)


def test_the_published_vector_of_overlap_cosine_and_divergence():
    """methods.md §5.19: Σmin .700, cosine .7632, JSD₂ .0958, 1 − √JSD .6905; four decimals are printed there."""
    divergence = jensen_shannon_divergence(P, Q)
    assert overlap_coefficient(P, Q) == pytest.approx(0.700, abs=1e-12)
    assert round(cosine_similarity(P, Q), 4) == 0.7632
    assert round(divergence, 4) == 0.0958
    assert round(1 - divergence**0.5, 4) == 0.6905


def test_the_same_audience_matches_wholly_and_a_disjoint_one_not_at_all():
    left, right = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert (overlap_coefficient(P, P), jensen_shannon_divergence(P, P)) == (pytest.approx(1), pytest.approx(0))
    assert (overlap_coefficient(left, right), jensen_shannon_divergence(left, right)) == (0.0, 1.0)
    assert cosine_similarity(left, np.zeros(2)) is None


@given(masses, masses, st.floats(0, 1))
def test_moving_the_audience_towards_the_target_never_lowers_the_overlap(p, q, step):
    p, q = np.array(p) / sum(p), np.array(q) / sum(q)
    assert overlap_coefficient(p, q + step * (p - q)) >= overlap_coefficient(p, q) - 1e-12


@given(masses, masses)
def test_divergence_is_symmetric_and_stays_within_zero_and_one(p, q):
    p, q = np.array(p) / sum(p), np.array(q) / sum(q)
    assert jensen_shannon_divergence(p, q) == pytest.approx(jensen_shannon_divergence(q, p), abs=1e-12)
    assert 0 <= jensen_shannon_divergence(p, q) <= 1


def test_parity_is_an_index_of_a_hundred_and_an_empty_population_has_none():
    assert affinity_index(0.3, 0.3) == 100
    assert affinity_index(0.3, 0.2) == pytest.approx(150)
    assert affinity_index(0.3, 0.0) is None


def test_marginals_of_sixty_and_seventy_per_cent_share_thirty_to_sixty():
    assert frechet_bounds([0.6, 0.7]) == (pytest.approx(0.3), 0.6)
    assert frechet_bounds([0.2, 0.3]) == (0.0, 0.2)


@given(st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_every_possible_joint_lies_within_the_frechet_bounds(cells):
    """Three yes-or-no traits: any joint table keeps its own marginals' bounds."""
    table = (np.array(cells) + 1e-6).reshape(2, 2, 2)
    table /= table.sum()
    low, high = frechet_bounds([table[1].sum(), table[:, 1].sum(), table[:, :, 1].sum()])
    assert low - 1e-9 <= table[1, 1, 1] <= high + 1e-9


def test_one_dimension_that_misses_makes_the_mean_nothing_and_weights_need_not_sum_to_one():
    assert weighted_geometric_mean([0.9, 0.0], [1, 1]) == 0
    assert weighted_geometric_mean([0.25, 1.0], [5, 5]) == pytest.approx(0.5)
    with pytest.raises(InvalidInput, match="weights_sum"):
        weighted_geometric_mean([0.5], [0])


def test_mass_that_may_lie_in_two_buckets_gives_a_range():
    """All in 18–24 against 60/40: .6; all in 25–34: .4; split as the target is: 1."""
    low, high = overlap_bounds([(1.0, (0, 1))], np.array([0.6, 0.4]))
    assert (low, high) == (pytest.approx(0.4), pytest.approx(1.0))
    assert share_bounds([(0.3, (0, OUTSIDE)), (0.7, (0,))], [True]) == (pytest.approx(0.7), pytest.approx(1.0))


@given(
    st.lists(
        st.tuples(st.floats(0.01, 0.3), st.lists(st.integers(-1, 2), min_size=1, max_size=3, unique=True).map(tuple)),
        min_size=1,
        max_size=3,
    ),
    masses,
    st.integers(0, 2**32 - 1),
)
def test_no_placement_of_the_mass_leaves_the_bounds(atoms, p, seed):
    target, random = np.array(p) / sum(p), np.random.default_rng(seed)
    low, high = overlap_bounds(atoms, target)
    placed = np.zeros(4)
    for mass, places in atoms:
        for place, part in zip(places, random.dirichlet(np.full(len(places), 0.4)), strict=True):
            placed[place] += mass * part  # OUTSIDE is the last, which is not read
    assert low - 1e-9 <= np.minimum(target, placed[:3]).sum() <= high + 1e-9


def test_shares_above_one_or_below_zero_are_refused_by_name():
    for bad in ([0.8, 0.8], [-0.1, 0.5], [float("nan"), 0.5]):
        with pytest.raises(InvalidInput, match="shares_shape"):
            overlap_coefficient(np.array([0.5, 0.5]), np.array(bad))
