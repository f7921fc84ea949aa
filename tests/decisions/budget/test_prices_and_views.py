"""What a post costs, how far the next one goes, and how limits are written."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from upshot.decisions.budget import parse_limit
from upshot.decisions.budget.prices import PriceSource, price_of
from upshot.decisions.budget.views import learn_views
from upshot.errors import InvalidInput

PRICES = {("lea", "live"): [100.0, 300.0, 200.0], ("max", "live"): [900.0], ("ann", "ambassador"): [50.0]}
TIERS = {"lea": "micro", "max": "macro", "ann": "micro", "new": "micro", "far": "mega"}


@pytest.mark.parametrize(
    ("key", "price", "source"),
    [
        (("lea", "live"), 200, PriceSource.OWN),
        (("lea", "ambassador"), 200, PriceSource.CREATOR),
        (("new", "ambassador"), 50, PriceSource.TIER_TYPE),
        (("new", "creative_effect"), 150, PriceSource.TIER),
        (("far", "live"), 200, PriceSource.ALL),
    ],
)
def test_a_price_is_the_median_of_the_nearest_prices(key, price, source):
    found = price_of(key, PRICES, TIERS, {})
    assert (found.median, found.source) == (price, source)


def test_a_quoted_price_wins_and_no_price_is_none():
    assert price_of(("lea", "live"), PRICES, TIERS, {"lea": Decimal(77)}).median == 77
    assert price_of(("lea", "live"), {}, TIERS, {}) is None


def test_views_of_a_creator_with_many_posts_are_the_creators_own():
    rng = np.random.default_rng(1)
    organic = np.concatenate(
        [np.exp(rng.normal(12, 0.9, 40)), np.exp(rng.normal(9, 0.9, 2)), np.exp(rng.normal(9, 0.9, 30))]
    )
    owner = np.repeat([0, 1, 2], [40, 2, 30])
    found = learn_views(organic, owner, ("micro", "micro", "micro", "micro"), n_draws=800, seed=1)
    typical = np.log(found.typical(np.arange(4)))
    assert typical[0] == pytest.approx(np.log(organic[:40]).mean(), abs=0.25)
    assert abs(typical[1] - np.log(organic[40:42]).mean()) < 1.2  # drawn towards the tier, not lost in it
    spreads = found.mean.std(axis=0)
    assert spreads[0] < spreads[1] < spreads[3]  # who has not posted is known least


def test_the_interval_of_usual_views_holds_the_truth():
    held, rng = [], np.random.default_rng(4)
    for _ in range(60):
        true = rng.normal(10, 0.8, 12)
        owner = np.repeat(np.arange(12), 4)
        organic = np.exp(true[owner] + rng.normal(0, 0.9, 48))
        found = learn_views(organic, owner, (None,) * 12, n_draws=400, seed=2)
        low, high = np.quantile(found.mean, (0.05, 0.95), axis=0)
        held.append(((low < true) & (true < high)).mean())
    assert np.mean(held) == pytest.approx(0.9, abs=0.04)


def test_nobody_is_expected_to_pass_the_most_ever_seen():
    found = learn_views(np.array([1000.0, 5000.0]), np.array([0, 0]), ("micro",), n_draws=50, seed=1)
    views, weights = found.nodes(np.array([0]))
    assert views.max() == 5000
    assert weights.sum() == pytest.approx(1)


def test_without_views_there_is_nothing_to_learn():
    assert learn_views(np.zeros(3), np.zeros(3, int), ("micro",), n_draws=10, seed=1) is None


@pytest.mark.parametrize(
    ("text", "name", "money"),
    [("@Lea=3 000", "lea", 3000), ("boosts=20 %", "boosts", 200), ("type:live=12,5%", "type:live", 125)],
)
def test_limits_are_read_as_people_write_them(text: str, name: str, money: float):
    found, limit = parse_limit(text)
    assert (found, limit.money(1000)) == (name, pytest.approx(money))


@pytest.mark.parametrize("text", ["lea", "=5", "lea=x", "lea=-1", "lea=120%", "lea=nan", "lea=inf"])
def test_limits_that_say_nothing_are_refused(text: str):
    with pytest.raises(InvalidInput) as refused:
        parse_limit(text)
    assert refused.value.code == "budget_limit_unreadable"
