"""Where the truth is known, the ranking loses far less than the raw rate."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.decisions.spark.candidates.proof import PICKERS, regrets_of_world, tabulate_choices
from upshot.decisions.spark.candidates.scoring import SignalTable
from upshot.surfaces.cli.prove_spark import prove_candidates
from upshot.worlds.post_choice import simulate_post_choice


def _row(table, picker):
    return next(row for row in table.rows if row.picker == picker)


def test_over_forty_brands_the_bound_loses_far_less_than_the_raw_rate():
    table = prove_candidates(40, 1)["all_signals"]
    ratio = _row(table, "lower_bound").ratio_to_raw
    assert ratio.mean < 0.6
    assert ratio.high < 0.8
    assert _row(table, "random").regret.mean == pytest.approx(1, abs=0.1)


@pytest.mark.slow
def test_over_two_hundred_brands_the_bound_loses_at_most_half_of_what_the_raw_rate_loses():
    table = prove_candidates(200, 1)["all_signals"]
    assert table.n_worlds == 200
    assert _row(table, "lower_bound").ratio_to_raw.high <= 0.5


def test_the_same_seed_gives_the_same_table():
    assert prove_candidates(3, 7) == prove_candidates(3, 7)


def test_whoever_picks_the_truly_best_posts_has_no_regret():
    world = simulate_post_choice(3)
    value = np.zeros(len(world.views))
    value[np.argsort(-world.successes["engagement"] / world.trials["engagement"])[:5]] = 1.0
    nothing = np.full(len(world.views), np.nan)
    table = SignalTable(world.successes, world.trials, nothing, nothing, world.kind, world.creator)
    found = regrets_of_world(table, world.views, (world.clicks, world.impressions), value, seed=1)
    assert found["raw_rate"] == pytest.approx(0)
    assert set(found) == set(PICKERS)


def test_the_ratio_has_a_monte_carlo_interval_that_narrows_with_worlds():
    rng = np.random.default_rng(1)
    worlds = [{name: float(rng.gamma(4, 0.1)) for name in PICKERS} for _ in range(400)]
    few, many = (_row(tabulate_choices(part, seed=1), "lower_bound").ratio_to_raw for part in (worlds[:50], worlds))
    assert many.high - many.low < 0.5 * (few.high - few.low)
