"""What stops a launch is said by name, with what is valid; what is only to know does not stop it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.decisions.spark.launch.plans import MAYA, NOE, NOW, RIGHTS, ZONE, flight, plan, right
from upshot.decisions.spark.launch import check_launch
from upshot.decisions.spark.rights.model import CodeWindow, DayWindow, RightState
from upshot.registries.marketing_api import barred_objectives, goal_pairs
from upshot.registries.spark_goals import spark_goals


def stops(*flights, rights=RIGHTS, **more):
    found = check_launch(plan(*flights, **more), rights, now=NOW, zone=ZONE)
    return [finding.phrase.code for finding in found if finding.stops]


def notes(*flights, rights=RIGHTS, **more):
    found = check_launch(plan(*flights, **more), rights, now=NOW, zone=ZONE)
    return {finding.phrase.code for finding in found if not finding.stops}


def facts(code, *flights, rights=RIGHTS):
    found = check_launch(plan(*flights), rights, now=NOW, zone=ZONE)
    return next(finding.phrase.facts for finding in found if finding.phrase.code == code)


def test_nothing_stands_against_a_complete_plan():
    assert stops() == []
    assert notes() == set()


def test_a_sales_objective_with_a_video_goal_is_refused_with_the_goals_that_fit():
    spoilt = flight(objective="sales", optimization_goal="ENGAGED_VIEW", optimization_event="SHOPPING", pixel_id="C1")
    assert stops(spoilt) == ["launch_goal_mismatch"]
    assert facts("launch_goal_mismatch", spoilt)["valid"] == "CONVERT"


@pytest.mark.parametrize("name", barred_objectives())
def test_every_objective_that_cannot_be_exported_is_refused_by_name(name):
    assert stops(flight(objective=name)) == ["launch_objective_barred"]


@pytest.mark.parametrize("word", sorted({row.objective for row in spark_goals()} - {"leads"}))
def test_every_objective_of_the_brand_has_a_goal_that_can_be_exported(word):
    needed = {"frequency": 3, "frequency_days": 7, "pixel_id": "C1", "optimization_event": "SHOPPING"}
    assert stops(flight(objective=word, **needed)) == []


@pytest.mark.parametrize("pair", goal_pairs(), ids=lambda pair: f"{pair.objective_type}-{pair.optimization_goal}")
def test_every_pair_of_the_registry_passes_and_no_goal_of_another_objective_does(pair):
    needed = {"frequency": 3, "frequency_days": 7, "pixel_id": "C1", "optimization_event": "SHOPPING"}
    own = flight(objective=pair.objective_type, optimization_goal=pair.optimization_goal, **needed)
    assert stops(own) == []
    others = {p.optimization_goal for p in goal_pairs() if p.objective_type != pair.objective_type}
    for goal in others - {p.optimization_goal for p in goal_pairs() if p.objective_type == pair.objective_type}:
        spoilt = flight(objective=pair.objective_type, optimization_goal=goal, **needed)
        assert stops(spoilt) == ["launch_goal_mismatch"]


def test_nobody_knows_an_invented_objective():
    assert stops(flight(objective="world fame")) == ["launch_objective_unknown"]


def test_topview_is_refused_with_what_to_take_instead():
    spoilt = flight(format="topview")
    assert stops(spoilt) == ["launch_format_not_by_api"]
    assert facts("launch_format_not_by_api", spoilt)["instead"]
    assert stops(flight(format="hologram")) == ["launch_format_unknown"]


def test_fields_that_a_goal_needs_are_named():
    assert stops(flight(landing_page_url=None)) == ["launch_needs_field"]
    assert facts("launch_needs_field", flight(landing_page_url=None))["field"] == "landing_page_url"
    assert stops(flight(objective="REACH")) == ["launch_needs_field", "launch_needs_field"]
    assert notes(flight(call_to_action=None)) >= {"launch_no_call_to_action"}


def test_a_flight_one_day_longer_than_its_right_is_stopped_and_one_as_long_is_not():
    last = date(2026, 12, 14)
    ends = [right(contract=DayWindow(date(2026, 11, 1), last - timedelta(days=n)), code=None) for n in (1, 0)]
    assert stops(flight(), rights=[ends[0]]) == ["launch_outlives_right"]
    assert stops(flight(), rights=[ends[1]]) == []


def test_a_code_that_ends_in_the_middle_of_the_last_day_is_too_short():
    code = CodeWindow(received_at=NOW, ends_at=NOW + timedelta(days=22))
    assert stops(flight(), rights=[right(code=code)]) == ["launch_outlives_right"]


def test_an_unknown_end_is_not_a_far_one():
    open_ended = right(contract=DayWindow(), code=None)
    assert stops(flight(), rights=[open_ended]) == ["launch_right_end_unknown"]


@pytest.mark.parametrize("state", [RightState.REQUESTED, RightState.REVOKED, RightState.POST_UNAVAILABLE])
def test_a_right_that_was_not_granted_stops_the_launch(state):
    assert stops(flight(), rights=[right(state=state)]) == ["launch_right_not_granted"]


def test_no_right_and_the_right_of_another_post_stop_the_launch():
    assert stops(flight(), rights=()) == ["launch_no_right"]
    assert stops(flight(right_id="r-noe")) == ["launch_right_of_another"]


def test_the_brands_own_account_needs_no_right():
    assert stops(flight(identity_type="TT_USER"), rights=()) == []


def test_dollars_below_the_minimum_are_refused_and_euros_are_not_judged():
    assert stops(flight(budget=19)) == ["launch_budget_below_minimum"]
    assert stops(flight(budget=279, budget_per="flight")) == ["launch_budget_below_minimum"]
    assert stops(flight(budget=280, budget_per="flight")) == []
    assert stops(flight(budget=1), currency="EUR") == []
    assert "launch_minimum_unchecked" in notes(flight(budget=1), currency="EUR")


def test_words_that_tiktok_does_not_know_are_refused():
    assert stops(flight(call_to_action="BUY IT")) == ["launch_word_unknown"]
    assert stops(flight(age_groups=["AGE_13_17"])) == ["launch_word_unknown"]
    assert stops(flight(identity_type="CUSTOMIZED_USER")) == ["launch_word_unknown"]


def test_a_flight_of_the_past_or_without_a_country_is_stopped():
    past = flight(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 20))
    assert stops(past) == ["launch_already_over"]
    assert stops(flight(countries=[])) == ["launch_no_country"]


def test_one_post_of_one_creator_is_to_know_and_stops_nothing():
    assert notes(flight()) == {"launch_few_posts"}
    assert notes(flight(), flight(name="b", post_id=NOE, creator="noe")) == set()
    assert MAYA != NOE
