"""Unique reach: the published vector, bounds that always hold, estimates that beat independence."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upshot.errors import InvalidInput
from upshot.stats.unique_reach import OverlapKind, heaviest_tree, independent_reach, shared_people, unique_reach

SIZES = np.array([200e3, 150e3, 100e3])
PAIRS = {(0, 1): 50e3, (0, 2): 20e3, (1, 2): 30e3}


def _world(seed: int, n: int, people: int, likeness: float) -> np.ndarray:
    """(people, n) who is in which audience: a shared taste makes some people be in many."""
    rng = np.random.default_rng(seed)
    taste = rng.normal(size=people)
    own = np.sqrt(1 - likeness**2) * rng.normal(size=(people, n))
    return own + likeness * taste[:, None] > rng.uniform(-0.3, 2.2, n)


def _known(inside: np.ndarray, share: float, seed: int) -> dict[tuple[int, int], float]:
    rng = np.random.default_rng(seed)
    pairs = list(combinations(range(inside.shape[1]), 2))
    return {(i, j): float((inside[:, i] & inside[:, j]).sum()) for i, j in pairs if rng.random() < share}


def test_three_audiences_give_the_bounds_of_methods_5_5():
    found = unique_reach(SIZES, universe=1e6, overlaps=PAIRS)
    assert (found.naive, found.bonferroni, found.hunter) == (450e3, 350e3, 370e3)
    assert found.low == 350e3
    assert found.high == 370e3
    assert found.low <= found.estimate <= found.high


def test_independent_shares_of_a_fifth_a_seventh_and_a_tenth_reach_388_in_a_thousand():
    assert independent_reach(np.array([0.20, 0.15, 0.10]), 1.0) == pytest.approx(0.388)
    assert unique_reach(SIZES, universe=1e6).estimate == pytest.approx(388e3)


def test_without_pairs_or_universe_only_the_trivial_bounds_are_known():
    found = unique_reach(SIZES)
    assert (found.low, found.high, found.sainsbury) == (200e3, 450e3, None)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 9), likeness=st.floats(0, 0.98), share=st.floats(0, 1))
def test_bounds_always_contain_the_truth(seed, n, likeness, share):
    inside = _world(seed, n, 400, likeness)
    truth, sizes = inside.any(axis=1).sum(), inside.sum(axis=0).astype(float)
    found = unique_reach(sizes, universe=400, overlaps=_known(inside, share, seed))
    assert found.low - 1e-6 <= truth <= found.high + 1e-6
    assert found.low <= found.estimate <= found.high


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(2, 8), likeness=st.floats(0, 0.95))
def test_more_pairs_known_never_widen_the_bounds(seed, n, likeness):
    inside = _world(seed, n, 400, likeness)
    sizes, known = inside.sum(axis=0).astype(float), _known(inside, 1.0, seed)
    some: dict[tuple[int, int], float] = {}
    before = unique_reach(sizes, universe=400)
    for pair, people in known.items():
        some[pair] = people
        now = unique_reach(sizes, universe=400, overlaps=some)
        assert now.low >= before.low - 1e-6
        assert now.high <= before.high + 1e-6
        before = now


def test_knowing_pairs_brings_the_estimate_nearer_the_truth_than_independence():
    errors = []
    for seed in range(60):
        inside = _world(seed, 8, 4_000, 0.7)
        truth, sizes = inside.any(axis=1).sum(), inside.sum(axis=0).astype(float)
        found = unique_reach(sizes, universe=4_000, overlaps=_known(inside, 1.0, seed))
        errors.append((abs(found.estimate - truth) / truth, abs(found.sainsbury - truth) / truth))
    known, independent = np.mean(errors, axis=0)
    assert known < 0.05
    assert known < 0.4 * independent


def test_people_reached_twice_or_more_are_right_for_independent_audiences():
    rng = np.random.default_rng(3)
    inside = rng.random((200_000, 5)) < np.array([0.3, 0.2, 0.1, 0.25, 0.05])
    truth = [(inside.sum(axis=1) >= k).sum() for k in range(1, 6)]
    found = unique_reach(np.array([0.3, 0.2, 0.1, 0.25, 0.05]) * 200_000, universe=200_000)
    assert found.at_least == pytest.approx(truth, rel=0.05, abs=40)


def test_four_definitions_of_overlap_name_the_same_people():
    people = 30e3
    assert shared_people(OverlapKind.COUNT, people, 150e3, 100e3) == people
    assert shared_people(OverlapKind.OF_SMALLER, 0.3, 150e3, 100e3) == pytest.approx(people)
    assert shared_people(OverlapKind.OF_FIRST, 0.2, 150e3, 100e3) == pytest.approx(people)
    assert shared_people(OverlapKind.UNIQUE_OF_TOTAL, 220 / 250, 150e3, 100e3) == pytest.approx(people)


def test_an_overlap_larger_than_the_smaller_audience_is_refused():
    with pytest.raises(InvalidInput, match="overlap_impossible"):
        shared_people(OverlapKind.OF_FIRST, 0.9, 150e3, 100e3)
    with pytest.raises(InvalidInput, match="overlap_impossible"):
        unique_reach(SIZES, overlaps={(0, 2): 120e3})


@pytest.mark.parametrize("size", [-1.0, np.nan, 2e6])
def test_an_audience_that_cannot_be_is_refused(size):
    with pytest.raises(InvalidInput, match="reach_size_impossible"):
        unique_reach(np.array([size]), universe=1e6)


def test_the_heaviest_tree_of_three_pairs_leaves_out_the_lightest():
    shared = np.zeros((3, 3))
    for (i, j), people in PAIRS.items():
        shared[i, j] = shared[j, i] = people
    assert heaviest_tree(shared) == 80e3
