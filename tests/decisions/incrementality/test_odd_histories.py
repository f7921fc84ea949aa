"""Histories at the edge of what can be estimated: an answer or a refusal, never a warning, NaN or traceback."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import LiftTest, estimate_incremental

HISTORY = small_world(9, n_days=120, n_creators=5).history
N_POSTS, N_DAYS = HISTORY.views.shape


def only_posts(chosen):
    return {
        "views": HISTORY.views[chosen],
        "views_paid": HISTORY.views_paid[chosen],
        "post_ids": tuple(np.array(HISTORY.post_ids)[chosen]),
        "post_creator": HISTORY.post_creator[chosen],
    }


def lift_test(first, last, orders=20.0, creators=(), error=5.0):
    return (LiftTest("t", first, last, creators, orders, error),)


ODD = {
    "one post": only_posts(np.arange(1)),
    "one creator": {
        "post_creator": np.zeros(N_POSTS, dtype=np.int64),
        "creators": ("c0",),
        "tracked_orders": {name: rows[:1] for name, rows in HISTORY.tracked_orders.items()},
    },
    "a creator without posts": {
        "creators": (*HISTORY.creators, "new"),
        "tracked_orders": {name: np.vstack([rows, rows[:1] * np.nan]) for name, rows in HISTORY.tracked_orders.items()},
    },
    "nothing tracked": {"tracked_orders": {name: rows * 0 for name, rows in HISTORY.tracked_orders.items()}},
    "no signal for anybody": {"tracked_orders": {name: rows * np.nan for name, rows in HISTORY.tracked_orders.items()}},
    "an order a day": {"orders": np.ones(N_DAYS), "tracked_orders": {}},
    "a million orders a day": {"orders": HISTORY.orders * 1e4},
    "weeks without orders": {"orders": np.where(np.arange(N_DAYS) % 30 < 12, 0.0, HISTORY.orders)},
    "one viral post": {"views": np.where(np.arange(N_POSTS)[:, None] == 0, HISTORY.views * 1e4, HISTORY.views)},
    "paid above all views": {"views_paid": HISTORY.views * 3},
    "views on the last day only": {"views": np.where(np.arange(N_DAYS) == N_DAYS - 1, HISTORY.views + 9e3, 0.0)},
    "an event that always runs": {"events": np.ones((1, N_DAYS)), "event_names": ("always",)},
    "media never bought": {"other_media": np.zeros((2, N_DAYS))},
    "a test before any post": {"lift_tests": lift_test(HISTORY.days[0], HISTORY.days[3])},
    "a test outside the history": {
        "lift_tests": lift_test(HISTORY.days[0] - timedelta(90), HISTORY.days[0] - timedelta(60))
    },
    "a test of an unknown creator": {"lift_tests": lift_test(HISTORY.days[0], HISTORY.days[-1], creators=("nobody",))},
    "a negative test": {"lift_tests": lift_test(HISTORY.days[0], HISTORY.days[-1], orders=-900.0)},
    "a sure and impossible test": {
        "lift_tests": lift_test(HISTORY.days[0], HISTORY.days[-1], 1e6, HISTORY.creators[:1], 1e-3)
    },
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_history_gets_finite_draws_that_add_up_or_a_refusal(name):
    history = replace(HISTORY, **ODD[name])
    answer = estimate_incremental(history)
    if isinstance(answer, InsufficientEvidence):
        assert answer.what_would_help
        return
    assert answer.orders_draws.shape == (1_000, len(history.post_ids))
    assert np.isfinite(answer.orders_draws).all()
    assert (answer.orders_draws >= 0).all()
    assert np.isfinite(answer.baseline_draws).all()
    assert answer.baseline_draws.shape == (1_000, N_DAYS)


def test_a_test_that_measured_nothing_pulls_the_total_down():
    none = replace(HISTORY, lift_tests=lift_test(HISTORY.days[0], HISTORY.days[-1], 0.0, error=60.0))
    with_test, without = (estimate_incremental(h).orders_draws.sum(1).mean() for h in (none, HISTORY))
    assert with_test < 0.5 * without
