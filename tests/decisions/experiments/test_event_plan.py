"""Launches are offered only where the past says that they could be read, limits only let through what fits."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decisions.experiments.regions import FIRST, region_counts, series_of, with_lift
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_plan import Effect, PlanQuestion, plan_ab_test
from upshot.decisions.experiments.event_plan import LaunchWish, plan_launches
from upshot.decisions.experiments.event_study import read_event_study
from upshot.decisions.experiments.feasible import Limits, within_limits
from upshot.decisions.experiments.posts_draw import draw_posts
from upshot.errors import InvalidInput
from upshot.surfaces.wording import Words


def past(seed=8, **more):
    return region_counts(np.random.default_rng(seed), **({"n_regions": 20, "n_days": 210, "mean": 60.0} | more))


def test_every_offered_design_sees_the_plausible_lift_and_keeps_somebody_back():
    plan = plan_launches(series_of(past()), LaunchWish(plausible_lift=0.15))
    assert plan.options
    assert max(option.effect_rel for option in plan.options) <= 0.15
    assert all(len(option.launches) == option.n_per_arm < option.n_total for option in plan.options)
    assert all(day.weekday() == 0 for option in plan.options for day in option.launches.values())
    assert [option.effect_rel for option in plan.options] == sorted(option.effect_rel for option in plan.options)


def test_a_lift_too_small_and_a_past_too_short_are_refused_with_the_reason():
    small = plan_launches(series_of(past()), LaunchWish(plausible_lift=0.002))
    assert small.options == ()
    assert {item.reason.code for item in small.refused} == {"event_study_refused_effect"}
    short = plan_launches(series_of(past(n_days=70)), LaunchWish(plausible_lift=5.0))
    assert "event_study_refused_history" in {item.reason.code for item in short.refused}
    for language in ("en", "fr"):
        said = [Words(language).phrase(item.reason) for item in (*small.refused, *short.refused)]
        assert all(len(sentence) > 40 for sentence in said)


def test_few_regions_are_insufficient_evidence():
    found = plan_launches(series_of(past(n_regions=5)))
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "geo_too_few_regions"


def test_the_same_seed_draws_the_same_launches_and_a_higher_cost_costs_more():
    series = series_of(past())
    wish = LaunchWish(plausible_lift=0.2, weeks_after=(4,), unit_cost=10.0, currency="EUR")
    first, again = plan_launches(series, wish), plan_launches(series, wish)
    assert first == again
    dearer = plan_launches(series, LaunchWish(**{**vars(wish), "unit_cost": 20.0}))
    assert [2 * o.cost for o in first.options] == pytest.approx([o.cost for o in dearer.options])
    assert first.currency == "EUR"


@pytest.mark.slow
def test_a_lift_of_the_promised_size_is_found_about_as_often_as_promised():
    """20 worlds planned on their past; a lift of the promised size is planted and read by the real reading."""
    found = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        values = region_counts(rng, n_regions=20, n_days=210, mean=60.0)
        wish = LaunchWish(plausible_lift=0.5, weeks_after=(4,))
        option = plan_launches(series_of(values[:, :154]), wish).options[0]
        rows = [int(region[1:]) for region in option.launches]
        planted = values.copy()
        for row, day in zip(rows, option.launches.values(), strict=True):
            planted = with_lift(rng, planted, [row], (day - FIRST).days, option.effect_rel)
        verdict = read_event_study(series_of(planted), option.launches, weeks_after=option.weeks_after)
        found += not isinstance(verdict, InsufficientEvidence) and verdict.estimates[0].low > 0
    assert found >= 12  # 80 % of 20 promised; 12 is its 3 % quantile


def test_options_beyond_the_time_the_people_or_the_money_are_not_offered():
    effects = tuple(Effect(size, is_relative=True) for size in (0.1, 0.2, 0.5))
    plan = plan_ab_test(PlanQuestion(0.02, effects=effects, units_per_day=3000.0, unit_cost=0.5))
    days = [option.duration_days for option in plan.options]
    kept, refused = within_limits(plan, Limits(most_days=days[1]))
    assert [option.duration_days for option in kept.options] == days[1:]
    assert [item.reason.code for item in refused] == ["experiment_refused_days"]
    nothing, refused = within_limits(plan, Limits(most_units=100))
    assert nothing.options == ()
    assert nothing.what_would_help[0].code == "experiment_loosen_limits"
    assert {item.reason.code for item in refused} == {"experiment_refused_units"}
    assert within_limits(plan, Limits(budget=1e9)) == (plan, ())


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(InvalidInput, match="experiment_limit"):
        within_limits(plan_ab_test(PlanQuestion(0.02)), Limits(budget=0))


def test_posts_are_drawn_inside_blocks_and_neither_arm_always_goes_first():
    drawn = draw_posts(["lea", "tom", "zoe"], 60, seed=1)
    blocks = {post.block for post in drawn}
    assert len(drawn) == 60
    assert all(sorted(p.arm for p in drawn if p.block == block) == ["control", "treatment"] for block in blocks)
    first = sum(post.arm == "control" for post in drawn if post.order == 1)
    assert 6 <= first <= 24  # 30 fair coins
    assert drawn == draw_posts(["lea", "tom", "zoe"], 60, seed=1) != draw_posts(["lea", "tom", "zoe"], 60, seed=2)


@pytest.mark.parametrize(("creators", "n"), [([], 20), (["lea"], 3), (["lea"], 10_000)])
def test_a_draw_of_nobody_or_of_one_block_is_refused(creators, n):
    with pytest.raises(InvalidInput, match="posts_draw_size"):
        draw_posts(creators, n, seed=1)
