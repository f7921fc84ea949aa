"""Histories at the edge of what can be estimated: an answer or a refusal, never a warning, NaN or traceback."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.fits import answered
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import LiftTest
from upshot.decisions.incrementality.caveats import caveats_of
from upshot.decisions.incrementality.model import ModelChecks
from upshot.decisions.incrementality.response.convergence import Convergence

HISTORY = small_world(9, n_days=75, n_creators=5, posts_each=2.0).history
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
    "a sale over the whole campaign": {
        "events": (HISTORY.views.sum(axis=0) > 0).astype(float)[None],
        "event_names": ("sale",),
    },
    "refunds of everything on some days": {"orders": np.where(np.arange(N_DAYS) % 9 == 4, 0.0, HISTORY.orders)},
    "a million views that sold nothing": {
        "views": HISTORY.views * np.where(np.arange(N_POSTS) == 1, 1e6 / HISTORY.views[1].sum(), 1.0)[:, None],
        "tracked_orders": {
            name: np.where(np.arange(5)[:, None] == HISTORY.post_creator[1], 0.0, rows)
            for name, rows in HISTORY.tracked_orders.items()
        },
    },
    "a sure and impossible test": {
        "lift_tests": lift_test(HISTORY.days[0], HISTORY.days[-1], 1e6, HISTORY.creators[:1], 1e-3)
    },
}


EVERY_DAY = {"a creator without posts", "a million views that sold nothing"}
NAMES = [name if name in EVERY_DAY else pytest.param(name, marks=pytest.mark.slow) for name in ODD]


@pytest.mark.parametrize("name", NAMES)
def test_an_odd_history_gets_finite_draws_that_add_up_or_a_refusal(name):
    history = replace(HISTORY, **ODD[name])
    answer = answered(history)
    if isinstance(answer, InsufficientEvidence):
        assert answer.what_would_help
        return
    assert answer.orders_draws.shape == (1_000, len(history.post_ids))
    assert np.isfinite(answer.orders_draws).all()
    assert (answer.orders_draws >= 0).all()
    assert np.isfinite(answer.baseline_draws).all()
    assert answer.baseline_draws.shape == (1_000, N_DAYS)


def refusal_of(**changes):
    answer = answered(replace(HISTORY, **changes))
    assert isinstance(answer, InsufficientEvidence)
    return answer


def weak(name):
    return answered(replace(HISTORY, **WEAK[name]))


GAP = np.isin(np.arange(N_DAYS), np.arange(50, 57))
SAME_DAY = HISTORY.views[0] * np.array([[1.0], [2.0], [0.7], [1.4]])
EARLY = {
    name: rows + 3.0 * (np.cumsum(HISTORY.views[HISTORY.post_creator == 0].sum(axis=0)) < 1)
    for name, rows in HISTORY.tracked_orders.items()
}
WEAK = {
    "nothing is odd": {},
    "a week of orders is missing": {"orders": np.where(GAP, 0.0, HISTORY.orders)},
    "a sale runs whenever somebody posts": {
        "events": (HISTORY.views.sum(axis=0) > HISTORY.views.sum(axis=0).mean()).astype(float)[None],
        "event_names": ("sale",),
    },
    "everybody posts on one day": {
        "views": SAME_DAY,
        "views_paid": SAME_DAY * 0,
        "post_ids": tuple("abcd"),
        "post_creator": np.arange(4),
        "tracked_orders": {},
    },
    "codes come before posts": {"tracked_orders": EARLY},
}


def test_the_same_number_of_orders_every_day_is_refused_as_an_average():
    answer = refusal_of(orders=np.full(N_DAYS, 40.0))
    assert answer.reason == "orders_do_not_vary"
    assert dict(answer.facts) == {"orders": "40", "days": str(N_DAYS)}


@pytest.mark.parametrize("orders", [0, 1])
def test_hardly_any_order_is_too_few_days(orders):
    answer = refusal_of(orders=np.where(np.arange(N_DAYS) < orders, 1.0, 0.0), tracked_orders={})
    assert answer.reason == "too_few_days_with_orders"
    assert dict(answer.facts)["days"] == str(orders)


def test_a_million_views_in_a_shop_without_orders_is_no_estimate():
    assert refusal_of(orders=np.zeros(N_DAYS), views=HISTORY.views * 1e3).reason == "too_few_days_with_orders"


def test_views_that_never_change_cannot_be_told_from_the_shop():
    assert refusal_of(views=np.full_like(HISTORY.views, 100.0)).reason == "pressure_does_not_vary"


OF_THE_HISTORY = [
    ("a week of orders is missing", "orders_have_gaps"),
    ("a sale runs whenever somebody posts", "programme_coincides_with_events"),
    ("codes come before posts", "codes_before_posts"),
]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("everybody posts on one day", "creators_not_separable"),
        ("everybody posts on one day", "no_tracked_signals"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in OF_THE_HISTORY),
    ],
)
def test_what_weakens_an_estimate_is_said(name, code):
    assert code in weak(name).caveats


@pytest.mark.parametrize(("name", "code"), OF_THE_HISTORY)
def test_what_the_history_alone_tells_is_said_whatever_the_fit_finds(name, code):
    settled, totals = Convergence(1.0, 900.0, 0, 4_000, 10_000), np.random.default_rng(1).normal(500, 50, 1_000)
    assert code in caveats_of(replace(HISTORY, **WEAK[name]), settled, totals, ModelChecks())
    assert code not in caveats_of(HISTORY, settled, totals, ModelChecks())


def test_a_well_kept_history_has_none_of_these_caveats():
    found = set(weak("nothing is odd").caveats)
    assert not found & {"orders_have_gaps", "creators_not_separable", "codes_before_posts", "sources_disagree"}


def test_creators_who_posted_on_one_day_are_reported_as_a_group():
    assert weak("everybody posts on one day").checks.groups == (HISTORY.creators[:4],)


def test_one_creator_and_sixty_days_get_a_wide_answer_that_says_how_much_is_prior():
    keep = slice(10, 70)
    mine = HISTORY.post_creator == HISTORY.post_creator[0]
    history = replace(
        HISTORY,
        days=HISTORY.days[keep],
        orders=HISTORY.orders[keep],
        views=HISTORY.views[mine, keep],
        views_paid=HISTORY.views_paid[mine, keep],
        post_ids=tuple(np.array(HISTORY.post_ids)[mine]),
        post_creator=np.zeros(mine.sum(), dtype=np.int64),
        creators=("c0",),
        tracked_orders={},
        events=HISTORY.events[:, keep],
    )
    answer = answered(history)
    low, middle, high = np.quantile(answer.orders_draws.sum(axis=1), (0.05, 0.5, 0.95))
    share = next(item for item in answer.checks.learned if item.name == "share_of_orders")
    assert high - low > 0.8 * middle
    assert 0 < share.prior_share <= 1
    assert {"few_days_of_history", "no_tracked_signals", "no_lift_test"} <= set(answer.caveats)


@pytest.mark.slow
def test_a_test_that_measured_nothing_pulls_the_total_down():
    none = replace(HISTORY, lift_tests=lift_test(HISTORY.days[0], HISTORY.days[-1], 0.0, error=60.0))
    with_test, without = (answered(h).orders_draws.sum(1).mean() for h in (none, HISTORY))
    assert with_test < 0.5 * without
