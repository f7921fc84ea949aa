"""A programme that brought nothing: how probable that is, and that the draws say so."""

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.nothing import NEAR, PRIOR_NOTHING, Nothing, weigh_nothing
from upshot.decisions.incrementality.response.prior_draws import draw_prior

SHAPE = {"n_days": 120, "n_creators": 5, "posts_each": 2.0, "orders_a_day": 60.0}


def density_of(*, with_signals: bool) -> ResponseDensity:
    return ResponseDensity(response_data(small_world(3, with_signals=with_signals, **SHAPE).history))


@pytest.mark.parametrize("with_signals", [True, False])
def test_data_that_say_nothing_leave_the_prior_as_it_was(with_signals):
    """Draws of the prior itself: as often near nothing after the data as before."""
    density = density_of(with_signals=with_signals)
    prior = draw_prior(density, np.random.default_rng(1), 4_000).T
    assert weigh_nothing(density, prior).probability == pytest.approx(PRIOR_NOTHING, abs=0.03)


def test_draws_that_stay_away_from_nothing_rule_it_out():
    density = density_of(with_signals=True)
    prior = draw_prior(density, np.random.default_rng(1), 2_000).T
    total = density.post_orders(prior.T).sum(axis=0)
    clear = prior[np.abs(np.log(total / np.median(total))) < 0.5 * np.log(1 / NEAR)]
    assert len(clear) > 100
    assert weigh_nothing(density, clear).probability == 0.0


def test_the_odds_are_those_of_the_likelihood_at_nothing():
    """A likelihood that falls with every order: nothing, where it is 1, competes with its mean over the prior."""
    density = density_of(with_signals=True)
    prior = draw_prior(density, np.random.default_rng(1), 20_000).T
    total = np.concatenate([density.post_orders(part.T).sum(axis=0) for part in np.array_split(prior, 20)])
    likelihood = np.exp(-total / np.quantile(total, 0.1))
    seen = prior[np.random.default_rng(2).random(len(prior)) < likelihood]
    odds = PRIOR_NOTHING / (1 - PRIOR_NOTHING) / likelihood.mean()
    assert weigh_nothing(density, seen).probability == pytest.approx(odds / (1 + odds), abs=0.1)


def test_the_due_part_of_the_draws_is_replaced_by_what_is_near_nothing():
    x = np.arange(20.0)[None, :]
    mixed, is_nothing = Nothing(0.25, np.array([[-1.0], [-2.0]])).mixed_into(x, np.random.default_rng(1))
    assert is_nothing.sum() == 5
    assert set(mixed[0, is_nothing]) <= {-1.0, -2.0}
    assert np.array_equal(mixed[:, ~is_nothing], x[:, ~is_nothing])
    assert np.array_equal(x, np.arange(20.0)[None, :])
