"""The launch sheet and the plan file: ordered steps with dated wording; hostile files are refused by field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.decisions.spark.launch.plans import CODE, MAYA, NOW, RIGHTS, ZONE, flight, plan
from upshot.decisions.spark.launch import build_sheet, read_launch_plan
from upshot.errors import InvalidInput
from upshot.registries.ads_manager_steps import ads_manager_steps

PLAN = f"""
name: Winter
currency: USD
flights:
  - name: Maya serum
    post_id: {MAYA}
    creator: "@Maya"
    objective: followers
    budget: 40.50
    budget_per: day
    starts_on: 2026-12-01
    ends_on: 2026-12-14
    countries: [FR]
"""


def sheet(*flights, rights=RIGHTS, now=NOW):
    return build_sheet(plan(*flights), rights, now=now, zone=ZONE)


def steps(found):
    return [step for section in found.sections for step in section.steps]


def test_steps_are_numbered_from_first_to_last():
    found = steps(sheet())
    assert [step.number for step in found] == list(range(1, len(found) + 1))


def test_the_campaign_is_set_up_once_and_every_flight_has_its_ad_group_and_ad():
    kinds = [section.kind for section in sheet().sections]
    assert kinds == ["before", "right", "right", "campaign", "ad_group", "ad", "ad_group", "ad", "after"]


def test_the_sheet_names_post_budget_days_and_goal():
    entered = {step.step: step.enter for step in steps(sheet(flight()))}
    assert entered["set_budget"].facts == {"budget": "40", "currency": "USD", "per": "day"}
    assert entered["set_schedule"].facts["last"] == "2026-12-14"
    assert entered["choose_goal"].facts["goal"] == "CLICK"
    assert entered["choose_post"].facts["post"] == MAYA


def test_disclosure_is_a_step_of_every_ad():
    for section in sheet().sections:
        if section.kind == "ad":
            assert "check_disclosure" in [step.step for step in section.steps]


def test_no_code_is_on_paper():
    assert CODE not in sheet().model_dump_json()


def test_the_brands_own_account_takes_another_way():
    names = [step.step for step in steps(sheet(flight(identity_type="TT_USER")))]
    assert "choose_own_identity" in names
    assert not {"enter_code", "choose_identity", "open_library"} & set(names)


def test_wording_that_was_last_read_more_than_ninety_days_ago_is_marked():
    assert not any(step.is_stale for step in steps(sheet()))
    later = sheet(now=datetime(2027, 2, 21, tzinfo=UTC))
    assert all(step.is_stale for step in steps(later))


def test_every_step_has_wording_source_and_date_in_both_languages():
    for step in ads_manager_steps():
        assert set(step.label) == set(step.is_seen) == {"en", "fr"}
        assert step.source
        assert step.last_checked >= step.dated


def test_a_stopped_launch_says_so_and_is_not_ready():
    found = sheet(flight(objective="CONVERSIONS"))
    assert not found.is_ready
    assert found.findings[0].phrase.code == "launch_objective_barred"


def test_a_plan_file_is_read_with_its_post_id_to_the_last_digit(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    found = read_launch_plan(path)
    assert found.flights[0].post_id == MAYA
    assert found.flights[0].creator == "maya"
    assert str(found.flights[0].budget) == "40.5"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("post_id: 75", "post_id: x75"), "launch_plan_field"),
        (("budget: 40.50", "budget: -1"), "launch_plan_field"),
        (("budget: 40.50", "budget: .nan"), "launch_plan_field"),
        (("ends_on: 2026-12-14", "ends_on: 2026-11-14"), "launch_plan_field"),
        (("countries: [FR]", "countries: [France]"), "launch_plan_field"),
        (("countries: [FR]", "time_zone: Mars/Olympus"), "launch_plan_field"),
        (("countries: [FR]", "landing_page_url: javascript:alert(1)"), "launch_plan_field"),
        (("countries: [FR]", "surprise: 1"), "launch_plan_field"),
        (("flights:", "flights: &a [*a]\nx:"), "launch_plan_unreadable"),
        (("name: Winter", "name: !!python/object/apply:os.system [id]"), "launch_plan_unreadable"),
        (("name: Winter", "name: [unclosed"), "launch_plan_unreadable"),
    ],
)
def test_a_hostile_or_wrong_plan_is_refused_by_name(tmp_path, change, code):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace(*change))
    with pytest.raises(InvalidInput) as refused:
        read_launch_plan(path)
    assert refused.value.code == code


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe\x00", b"a: " + b"[" * 5_000])
def test_what_is_no_plan_is_unreadable(tmp_path, content):
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match="launch_plan_unreadable"):
        read_launch_plan(path)


def test_the_same_name_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match="maya serum"):
        plan(flight(), flight())
