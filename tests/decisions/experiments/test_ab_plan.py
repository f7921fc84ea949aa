"""Tests before they run: published sizes, durations, costs, and what few posts can see."""

import pytest

from upshot.decisions.experiments.ab_plan import Effect, PlanQuestion, plan_ab_test, plan_brand_lift, plan_posts
from upshot.errors import InvalidInput
from upshot.surfaces.presentation.experiments import plan_notes, plan_table
from upshot.surfaces.wording import Words


def only(plan):
    (option,) = plan.options
    return option


@pytest.mark.parametrize(
    ("expected", "baseline", "effect", "level"),
    [
        (21_109, 0.02, Effect(0.2, is_relative=True), 0.95),
        (16_627, 0.02, Effect(0.004, is_relative=False), 0.90),
        (3_826, 0.02, Effect(0.01, is_relative=False), 0.95),
        (42_693, 0.01, Effect(0.2, is_relative=True), 0.95),
        (7_550, 0.25, Effect(0.02, is_relative=False), 0.95),
    ],
)
def test_sizes_are_the_published_ones(expected, baseline, effect, level):
    option = only(plan_ab_test(PlanQuestion(baseline, effects=(effect,), level=level)))
    assert option.n_per_arm == expected
    assert float(option.facts["simulated_power"]) == pytest.approx(80, abs=1.2)


def test_a_brand_lift_plan_has_the_published_sizes_and_who_to_ask():
    plan = plan_brand_lift(PlanQuestion(0.3, level=0.9), response_rate=0.15, answer_cost=2.0)
    assert [option.n_per_arm for option in plan.options] == [26_210, 6_612, 2_964, 1_681]
    assert plan.options[3].facts["asked_per_group"] == "11207"
    assert plan.options[3].cost == 2 * 1_681 * 2.0


def test_a_test_runs_a_week_at_least_and_costs_what_its_people_cost():
    fast, slow = (only(plan_ab_test(PlanQuestion(0.02, effects=(Effect(0.5, is_relative=True),), units_per_day=n,
                                                 unit_cost=0.1))) for n in (50_000, 500))  # fmt: skip
    assert (fast.duration_days, slow.duration_days) == (7, 16)
    assert slow.cost == pytest.approx(765.2)


def test_the_people_at_hand_say_the_smallest_effect():
    option = only(plan_ab_test(PlanQuestion(0.02, n_per_arm=21_109)))
    assert option.effect_abs == pytest.approx(0.004, rel=1e-3)


def test_more_arms_and_metrics_need_more_people_and_a_covariate_fewer():
    def size(**more):
        return only(
            plan_ab_test(PlanQuestion(20.0, sd=40.0, effects=(Effect(0.1, is_relative=True),), **more))
        ).n_per_arm

    assert size(n_arms=4) > size() > size(explained_share=0.4)
    assert size(explained_share=0.4) == pytest.approx(0.6 * size(), abs=1)


def test_few_posts_see_only_large_effects():
    plan = plan_posts((4, 16, 60))
    assert [option.n_total for option in plan.options] == [16, 60]  # four posts see nothing at all
    assert plan.options[0].effect_rel > 1.5 > plan.options[1].effect_rel
    assert plan_posts((4,)).what_would_help[0].code == "experiment_more_blocks"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (PlanQuestion(2.0), "test_baseline"),
        (PlanQuestion(0.9, effects=(Effect(0.2, is_relative=False),)), "test_shares_out_of_range"),
        (PlanQuestion(0.1, effects=(Effect(0.0, is_relative=False),)), "test_shares_out_of_range"),
        (PlanQuestion(20.0, sd=-1.0), "test_effect_out_of_range"),
        (PlanQuestion(0.1, power=1.0), "test_power"),
        (PlanQuestion(0.1, level=0.2), "experiment_level"),
    ],
)
def test_impossible_plans_are_refused_in_both_languages(question, code):
    with pytest.raises(InvalidInput, match=code) as refusal:
        plan_ab_test(question)
    assert all(len(Words(language).error(refusal.value)) > 60 for language in ("en", "fr"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_plan_speaks_both_languages(language):
    words = Words(language)
    for plan in (plan_ab_test(PlanQuestion(0.02, is_split_test=True, n_arms=3)), plan_posts((20,)),
                 plan_brand_lift(PlanQuestion(0.3, level=0.9))):  # fmt: skip
        assert len(plan_table(plan, words).rows) == len(plan.options)
        assert all(plan_notes(plan, words))
