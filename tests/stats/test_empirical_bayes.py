"""Shares of small samples are pulled to their group's level, as far as they deserve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.errors import InvalidInput
from upshot.stats.empirical_bayes import BetaShares, concentration_within, moment_fit, pool_shares


def _panel(seed: int = 1, n: int = 6_000, groups: int = 300, kappa_group: float = 80, kappa: float = 150):
    rng = np.random.default_rng(seed)
    group, kind = rng.integers(0, groups, n), rng.integers(0, 3, n)
    level = rng.beta(kappa_group * 0.05, kappa_group * 0.95, groups)
    true = rng.beta(kappa * level[group], kappa * (1 - level[group]))
    trials = np.round(rng.lognormal(6.5, 1.3, n)) + 5
    return rng.binomial(trials.astype(int), true).astype(float), trials, kind, group, true


def test_the_bound_prefers_the_proven_post_where_the_raw_rate_and_the_mean_prefer_the_lucky_one():
    prior = BetaShares(np.array(40.0), np.array(960.0))  # methods §5.14
    lucky, proven = prior.updated(56.0, 800.0), prior.updated(3_000.0, 60_000.0)
    assert (round(float(lucky.mean), 4), round(float(lucky.quantile(0.1)), 4)) == (0.0533, 0.0467)
    assert (round(float(proven.mean), 4), round(float(proven.quantile(0.1)), 4)) == (0.0498, 0.0487)
    assert 56 / 800 > 3_000 / 60_000
    assert lucky.mean > proven.mean
    assert proven.quantile(0.1) > lucky.quantile(0.1)


def test_the_scatter_between_posts_is_found_again():
    successes, trials, _, group, _ = _panel()
    mean, _ = moment_fit(successes, trials)
    assert mean == pytest.approx(0.05, rel=0.05)
    assert concentration_within(successes, trials, group, mean) == pytest.approx(150, rel=0.15)


def test_nine_of_ten_intervals_hold_the_truth_of_large_and_of_small_posts():
    successes, trials, kind, group, true = _panel()
    posterior = pool_shares(successes, trials, kind, group).posterior
    inside = (posterior.quantile(0.05) < true) & (true < posterior.quantile(0.95))
    assert inside.mean() == pytest.approx(0.9, abs=0.015)
    assert inside[trials < 200].mean() == pytest.approx(0.9, abs=0.03)


def test_pulled_shares_of_small_posts_err_less_than_raw_ones():
    successes, trials, kind, group, true = _panel()
    small, believed = trials < 200, pool_shares(successes, trials, kind, group).posterior.mean
    raw = np.sqrt(np.mean((successes / trials - true)[small] ** 2))
    assert np.sqrt(np.mean((believed - true)[small] ** 2)) < 0.6 * raw


def test_no_post_is_its_own_evidence_twice():
    successes, trials = np.array([50.0, 5.0, 5.0, 5.0]), np.full(4, 100.0)
    one = np.zeros(4, dtype=np.int64)
    prior = pool_shares(successes, trials, one, one).prior
    assert prior.mean[0] == pytest.approx(0.05, abs=0.02)  # of the others; the four together have 16 %


def test_posts_that_happen_to_agree_are_not_taken_for_identical():
    one = np.zeros(3, dtype=np.int64)
    assert pool_shares(np.array([5.0, 5.0, 5.0]), np.full(3, 100.0), one, one).concentration < 1_000


@pytest.mark.parametrize(("successes", "trials"), [([2.0], [1.0]), ([-1.0], [5.0]), ([0.0], [0.0]), ([], [])])
def test_impossible_counts_are_refused(successes, trials):
    code = np.zeros(len(trials), dtype=np.int64)
    with pytest.raises(InvalidInput, match="shares_out_of_range"):
        pool_shares(np.array(successes), np.array(trials), code, code)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=12), st.randoms())
def test_every_posterior_lies_inside_0_and_1_whatever_the_order(pairs, shuffle):
    trials = np.array([float(s + f) for s, f in pairs])
    successes = np.array([float(s) for s, _ in pairs])
    code = np.arange(len(pairs)) % 3
    order = list(range(len(pairs)))
    shuffle.shuffle(order)
    found = pool_shares(successes, trials, code, code).posterior
    again = pool_shares(successes[order], trials[order], code[order], code[order]).posterior
    assert ((found.mean > 0) & (found.mean < 1)).all()
    np.testing.assert_allclose(found.mean[order], again.mean, rtol=1e-9)
