"""Many worlds as one table."""

import numpy as np
import pytest

from upshot.decisions.proof import Effort, Outcome, score_world, tabulate
from upshot.decisions.proof.table import mean_over_worlds, share_of_worlds

from .hand_made import estimate_of, spread_around, truth_of


def outcome(seed, **more):
    score = score_world(estimate_of(spread_around(100, 50, 20)), truth_of([100, 50, 20], **more))
    return Outcome("base", seed, "m", score, effort=Effort(float(seed), 1.0, r_hat_max=1 + seed / 100, divergences=1.0))


def test_refusals_and_failures_are_counted_and_not_scored():
    worlds = [outcome(1), outcome(2), Outcome("base", 3, None, refusal="few"), Outcome("base", 4, None, failure="E")]
    row = tabulate(worlds).rows[0]
    assert (row.n_worlds, row.n_refused, row.n_failed) == (4, 1, 1)
    assert row.coverage[2].total.n == 2
    assert row.coverage[2].total.low == pytest.approx(0.342, abs=0.001)  # Wilson, 2 of 2
    assert row.method("upshot").budget_regret.mean is None


def test_verdicts_that_stay_open_are_not_wrong_ones():
    worlds = [outcome(1, programme_break_even_orders=needed) for needed in (130, 190)]
    model = tabulate(worlds).rows[0].method("upshot")
    assert (model.verdict_rate.mean, model.verdict_error_rate.mean, model.verdict_error_rate.n) == (0.5, 0, 1)


def test_effort_is_the_median_time_and_the_worst_diagnostic():
    effort = tabulate([outcome(1), outcome(2), outcome(9)]).rows[0].effort
    assert (effort.wall_s, effort.r_hat_max, effort.divergences, effort.ess_min) == (2, 1.09, 3, None)


def test_cases_come_in_the_order_asked_for_whatever_finished_first():
    worlds = [Outcome(case, 1, None, refusal="few") for case in ("halo", "base")]
    assert [row.case for row in tabulate(worlds, order=["base", "halo"]).rows] == ["base", "halo"]


def test_wilson_bounds_of_62_in_800_are_the_published_ones():
    share = share_of_worlds([True] * 62 + [False] * 738)
    expected = (pytest.approx(0.0609, abs=5e-5), pytest.approx(0.0981, abs=5e-5))  # methods §5.19
    assert (share.low, share.high) == expected


def test_one_world_has_a_mean_and_no_interval():
    assert mean_over_worlds([0.3, None]).low is None


def test_two_hundred_posts_of_one_unlucky_world_are_one_trial():
    assert mean_over_worlds([0.5, 0.9]).high - 0.7 == pytest.approx(1.96 * np.std([0.5, 0.9], ddof=1) / 2**0.5)
