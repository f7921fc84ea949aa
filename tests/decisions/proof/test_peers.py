"""The simple ways, given the same data."""

import numpy as np
import pytest

from upshot.decisions.proof import credit_by_peers
from upshot.decisions.proof.mix_model import mix_model_orders
from upshot.stats.adstock import geometric_kernel, spread

from .hand_made import history_of


def with_pulses(effect, n_days=400, seed=1):
    """50 orders a day, and bursts of views that bring `effect` orders per unit, half as many each day after."""
    rng = np.random.default_rng(seed)
    views = np.zeros((1, n_days))
    views[0, rng.choice(n_days - 10, 25, replace=False)] = rng.uniform(0.5, 2, 25)
    orders = rng.poisson(50 + effect * spread(views[0], geometric_kernel(0.5, 20))).astype(float)
    return history_of(1, n_days, orders=orders, views=views, views_paid=np.zeros_like(views)), effect * views.sum()


def test_codes_and_clicks_are_the_tracked_orders_of_each_creator():
    tracked = {"code": np.array([[1, 2, 0], [np.nan] * 3, [0, 0, 4.0]]), "link": np.ones((3, 3))}
    credit = credit_by_peers(history_of(tracked_orders=tracked), first_click=np.array([3.0, 0, 1]))
    assert credit["codes"].tolist() == [3, 0, 4]
    assert credit["last_click"].tolist() == [3, 3, 3]
    assert credit["first_click"].tolist() == [3, 0, 1]


def test_views_and_luck_divide_what_codes_counted():
    views = np.array([[3.0, 0, 0], [1, 0, 0], [0, 0, 0]])
    credit = credit_by_peers(history_of(views=views, tracked_orders={"code": np.full((3, 3), 2.0)}))
    assert credit["views"] == pytest.approx([13.5, 4.5, 0])
    assert credit["random"].sum() == pytest.approx(18)
    assert credit["random"][2] > 0


def test_what_the_data_do_not_have_no_peer_can_use():
    assert set(credit_by_peers(history_of(n_days=120))) == {"views", "mix_model", "random"}


@pytest.mark.parametrize("effect", [60, 120])
def test_the_mix_model_finds_a_plain_effect(effect):
    history, true = with_pulses(effect)
    assert mix_model_orders(history) == pytest.approx(true, rel=0.25)


def test_the_mix_model_finds_little_where_nothing_is():
    found = [mix_model_orders(with_pulses(0, seed=seed)[0]) / (50 * 400) for seed in range(4)]
    assert np.median(found) < 0.02


def test_the_mix_model_gives_nothing_to_a_programme_nobody_saw():
    assert mix_model_orders(history_of(views=np.zeros((3, 3)))) == 0
