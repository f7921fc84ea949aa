"""On brands with known truth: what a division loses against the oracle, and whether its promises are kept."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decisions.budget.double import ORDER_MARGIN, known_brand, terms
from upshot.decisions.budget.proof import DivisionScore, score_division, tabulate_regret

N_WORLDS = 30


@pytest.fixture(scope="module")
def scores() -> list[DivisionScore]:
    found = []
    for seed in range(N_WORLDS):
        brand = known_brand(seed, n_draws=200)
        rng = np.random.default_rng([seed, 9])
        orders = brand.true_margin / ORDER_MARGIN
        codes = rng.poisson(2 * orders * 0.3 * np.exp(0.5 * rng.standard_normal(len(orders)))) / 2 * ORDER_MARGIN
        clicks = rng.poisson(2 * orders * 0.1 * np.exp(0.8 * rng.standard_normal(len(orders)))) / 2 * ORDER_MARGIN
        views = np.exp(brand.ground.views.mean[0])
        believed = {"codes": codes, "last_click": clicks, "views": views}
        found.append(score_division(brand.ground, terms(), brand.true_margin, believed, seed=seed))
    return found


def test_upshot_loses_less_than_simpler_numbers(scores: list[DivisionScore]):
    regret = {row.name: row.regret.mean for row in tabulate_regret(scores).rows}
    assert 0 <= regret["upshot"] < 0.05
    others = [regret[name] for name in ("codes", "last_click", "views", "equal", "today", "random")]
    assert regret["upshot"] < min(others)
    assert regret["random"] > 0.1


def test_the_oracle_loses_nothing(scores: list[DivisionScore]):
    for score in scores:
        assert score.net["oracle"] >= max(score.net.values()) - 1e-3
        assert score.net["oracle"] >= 0


def test_the_gain_that_was_promised_is_kept_on_average(scores: list[DivisionScore]):
    """The best of many noisy means would disappoint; means of an honest posterior do not."""
    table = tabulate_regret(scores)
    half = (table.kept.high - table.kept.low) / 2
    assert table.promised.mean == pytest.approx(table.kept.mean, abs=2 * half)


def test_the_interval_of_the_gain_holds_as_often_as_it_says(scores: list[DivisionScore]):
    assert 0.80 <= tabulate_regret(scores).coverage.mean <= 0.98


def test_a_negative_control_dividing_at_random_promises_what_it_cannot_keep():
    lost = []
    for seed in range(10):
        brand, other = known_brand(seed), known_brand(seed + 500)
        lost.append(score_division(brand.ground, terms(), other.true_margin, {}, seed=seed))
    assert tabulate_regret(lost).coverage.mean < 0.6
