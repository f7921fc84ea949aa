"""The back-test: it looks at nothing that came later, and tells a good forecast from a bad one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decisions.creators.hand_panel import NOW, creator, panel_of
from upshot.decisions.creators.forecast.backtest import (
    followers_by,
    hidden_posts,
    learn_prior,
    pinball,
    run_backtest,
    score_hidden,
)
from upshot.decisions.creators.forecast.prior import as_registry_row, broad_prior, shipped_prior
from upshot.decisions.creators.forecast.views import countable

MONTH = 30 * 86_400


def drawn(n: int = 60, k: int = 14, *, seed: int = 1, sd: float = 0.9):
    """A panel of creators with posts three days apart, the youngest 12 days old."""
    rng = np.random.default_rng(seed)
    level = rng.normal(10, 1.2, n)
    return panel_of({
        f"c{i:03d}": [{"views": float(np.round(np.exp(level[i] + sd * rng.standard_normal()))),
                       "days_ago": 12.0 + 3 * (k - j)} for j in range(k)]
        for i in range(n)
    })  # fmt: skip


@pytest.fixture(scope="module")
def panel():
    return drawn()


def test_the_last_posts_old_enough_are_hidden():
    found = panel_of({"a": [{"days_ago": 40}, {"days_ago": 30}, {"days_ago": 3}], "b": [{"days_ago": 9}]})
    assert hidden_posts(found, countable(found), 1).tolist() == [False, True, False, True]
    assert hidden_posts(found, countable(found), 2).tolist() == [True, True, False, False]  # b has too few


def test_nothing_later_changes_a_forecast(panel):
    before = score_hidden(panel, shipped_prior(), (1,))[1]
    hidden = hidden_posts(panel, countable(panel), 1)
    views = np.where(hidden, 7.0, panel.counters["views"])
    after = score_hidden(replace(panel, counters={**panel.counters, "views": views}), shipped_prior(), (1,))[1]
    assert after.bounds == pytest.approx(before.bounds)


def test_followers_counted_after_the_post_are_not_known(panel):
    begins = np.full(len(panel.creators), NOW.timestamp() - MONTH)
    assert np.isnan(followers_by(panel, begins)).all()
    early = creator("c000", followers=7, followers_read_at=NOW.fromtimestamp(NOW.timestamp() - 2 * MONTH, NOW.tzinfo))
    rows = (early, *panel.creators[1:])
    assert followers_by(replace(panel, creators=rows), begins)[0] == 7.0


def test_coverage_is_as_stated_and_the_losses_are_below_the_creators_own_past(panel):
    whole = [line for line in run_backtest(panel, hidden=(3,)).lines if line.kind == "all"]
    assert [line.n_posts for line in whole] == [180]
    assert 0.70 <= whole[0].coverage_80 <= 0.92
    assert whole[0].coverage_50 < whole[0].coverage_80 < whole[0].coverage_90
    assert whole[0].quantile_ratio < 1.0
    assert whole[0].coverage_80_se == pytest.approx(0.03, abs=0.02)


def test_a_prior_that_is_far_too_sure_is_found_out(panel):
    sure = replace(shipped_prior(), quantiles=shipped_prior().quantiles / 4)
    line = run_backtest(panel, prior=sure, hidden=(1,), is_fixed=True).lines[0]
    assert line.coverage_80 < 0.5


def test_pinball_loss_by_hand():
    loss = pinball(np.array([3.0]), np.full((1, 5), 1.0))
    assert loss[0] == pytest.approx([0.2, 0.5, 1.0, 1.5, 1.8])


def test_a_panel_without_old_posts_has_nothing_to_test():
    assert run_backtest(panel_of({"a": [{"days_ago": 2.0}] * 5})).lines == ()


@pytest.mark.slow
def test_a_learned_prior_ships_as_a_row_with_source(panel):
    prior, creators, posts = learn_prior([panel], broad_prior())
    row = as_registry_row(prior, n_creators=creators, n_posts=posts, source="a panel drawn by hand", dated=NOW.date())
    assert "error_quantiles" in row
    assert prior.dynamics.sd_post == pytest.approx(0.9, rel=0.25)
    assert prior.widening >= 1.0


@pytest.mark.slow
@pytest.mark.shared_data
def test_real_panels_are_on_target_with_a_prior_from_other_panels(shared_data, tmp_path):
    from benchmarks.creator_forecast import PANELS, prior_without, read

    panels = {each: read(each, shared_data, tmp_path) for each in PANELS}
    for each, found in panels.items():
        for line in run_backtest(found, prior=prior_without(panels, each)).lines:
            if line.kind == "all" and line.n_posts >= 500 and each.group != "my":
                assert 0.75 <= line.coverage_80 <= 0.85, (each.name, line)
                assert line.median_ratio < 1, (each.name, line)
