"""Whitened coordinates of an arrow: they are a map and its inverse, and they make a stiff hierarchy nearly round."""

import numpy as np
import pytest

from upshot.stats.arrow import arrow_curvature, arrow_whiten

N_GROUPS, N_COMMON = 30, 5
SIZES = 2 + np.arange(N_GROUPS) % 5  # a creator with two posts beside one with six
GROUP = np.concatenate([np.full(N_COMMON, -1), np.repeat(np.arange(N_GROUPS), SIZES)])
N = len(GROUP)


def curvature(rng: np.random.Generator) -> np.ndarray:
    """Blocks, five parameters that touch everything, and one sum over all that is known far better than its parts."""
    found = np.eye(N)
    for g in range(N_GROUPS):
        own = np.flatnonzero(g == GROUP)
        root, beside = rng.normal(size=(len(own), len(own))), 0.3 * rng.normal(size=(len(own), N_COMMON))
        found[np.ix_(own, own)] += root @ root.T
        found[own, :N_COMMON] += beside
        found[:N_COMMON, own] += beside.T
    found[:N_COMMON, :N_COMMON] += 40 * np.eye(N_COMMON)
    together = rng.normal(size=N)
    return found + np.outer(together, together)


@pytest.fixture(scope="module")
def known():
    rng = np.random.default_rng(0)
    matrix = curvature(rng)

    def density(x):
        return -0.5 * (x * (matrix @ x)).sum(axis=0), -matrix @ x

    seen = [arrow_curvature(density, np.zeros(N), GROUP, rng)]
    return matrix, density, arrow_whiten(density, np.zeros(N), GROUP, seen)


def test_a_stiff_hierarchy_becomes_nearly_round(known):
    matrix, _, whitening = known
    before = np.linalg.eigvalsh(matrix)
    after = np.linalg.eigvalsh(whitening.matrix.T @ matrix @ whitening.matrix)
    assert before[-1] / before[0] > 100
    assert 0.1 < after[0] < 1 < after[-1] < 3


def test_there_and_back_is_where_one_was_and_gradients_follow(known):
    _, density, whitening = known
    rng = np.random.default_rng(1)
    whitening = whitening.scaled(rng.uniform(0.8, 1.2, N)).stretched(2, 0.4).stretched(9, 0.1)
    q, matrix = rng.normal(size=(N, 3)), whitening.matrix
    assert np.allclose(whitening.inward(whitening.outward(q)), q)
    assert np.allclose(whitening.outward(q), matrix @ q)
    assert np.allclose(whitening.row(7), matrix[7])
    assert np.allclose(whitening.density(density)(q)[1], matrix.T @ density(matrix @ q)[1])


def test_a_parameter_becomes_as_wide_as_it_was_seen_and_at_most_three_times(known):
    _, _, whitening = known
    implied = np.linalg.norm(whitening.row(3))
    assert np.linalg.norm(whitening.stretched(3, 2 * implied).row(3)) == pytest.approx(2 * implied)
    assert np.linalg.norm(whitening.stretched(3, 9 * implied).row(3)) == pytest.approx(3 * implied)
