"""The Marketing API payloads: in order, complete, switched off, and without a code unless asked."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.decisions.spark.launch.plans import CODE, MAYA, NOE, NOW, RIGHTS, ZONE, flight, plan
from upshot.decisions.spark.launch import export_payloads
from upshot.decisions.spark.launch.bodies import CampaignBody, api_name
from upshot.errors import NotAllowed

GONE = {"budget_optimize_on", "operation_status"}


def exported(*flights, codes=None, **more):
    export = export_payloads(plan(*flights, **more), RIGHTS, now=NOW, zone=ZONE, codes=codes)
    return export, [(call["path"].removeprefix("/open_api/v1.3"), call["body"])
                    for call in json.loads(export.model_dump_json())["calls"]]  # fmt: skip


def body(calls, path, number=0):
    return [found for at, found in calls if at == path][number]


def test_codes_come_before_the_campaign_and_the_campaign_before_its_ad_groups_and_ads():
    _, calls = exported()
    assert [path for path, _ in calls] == [
        "/tt_video/authorize/", "/campaign/create/", "/adgroup/create/", "/ad/create/",
        "/tt_video/authorize/", "/adgroup/create/", "/ad/create/",
    ]  # fmt: skip


def test_two_objectives_are_two_campaigns():
    _, calls = exported(flight(), flight(name="b", post_id=NOE, creator="noe", objective="followers"))
    assert [found["objective_type"] for path, found in calls if path == "/campaign/create/"] == [
        "TRAFFIC", "ENGAGEMENT",
    ]  # fmt: skip


def test_everything_is_created_switched_off():
    _, calls = exported()
    for path, found in calls:
        made = found.get("creatives", [found])
        if path != "/tt_video/authorize/":
            assert all(each["operation_status"] == "DISABLE" for each in made)


def test_an_ad_group_says_what_the_goal_asks_in_tiktoks_own_words():
    _, calls = exported()
    group = body(calls, "/adgroup/create/")
    assert group == {
        "advertiser_id": "${advertiser_id}", "campaign_id": "${campaign_1_id}", "adgroup_name": "Maya serum",
        "promotion_type": "WEBSITE", "placement_type": "PLACEMENT_TYPE_NORMAL", "placements": ["PLACEMENT_TIKTOK"],
        "location_ids": ["${location_id_fr}"], "gender": "GENDER_UNLIMITED", "budget_mode": "BUDGET_MODE_DAY",
        "budget": 40.0, "schedule_type": "SCHEDULE_START_END", "schedule_start_time": "2026-11-30 23:00:00",
        "schedule_end_time": "2026-12-14 23:00:00", "optimization_goal": "CLICK", "billing_event": "CPC",
        "bid_type": "BID_TYPE_NO_BID", "pacing": "PACING_MODE_SMOOTH", "operation_status": "DISABLE",
    }  # fmt: skip


def test_an_ad_pulls_the_post_and_writes_no_text_of_its_own():
    _, calls = exported()
    (creative,) = body(calls, "/ad/create/")["creatives"]
    assert creative["tiktok_item_id"] == MAYA
    assert creative["identity_type"] == "AUTH_CODE"
    assert creative["ad_format"] == "SINGLE_VIDEO"
    assert not {"ad_text", "video_id", "image_ids"} & set(creative)


def test_days_of_the_change_of_clocks_are_told_in_utc():
    _, calls = exported(flight(starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 2), countries=["US"],
                               time_zone="America/New_York"))  # fmt: skip
    group = body(calls, "/adgroup/create/")
    assert (group["schedule_start_time"], group["schedule_end_time"]) == ("2026-12-01 05:00:00", "2027-01-03 05:00:00")


def test_no_code_leaves_the_house_unless_it_was_asked_for():
    export, calls = exported()
    assert not export.holds_codes
    assert body(calls, "/tt_video/authorize/")["auth_code"] == f"${{code_{MAYA}}}"
    asked, with_codes = exported(codes={MAYA: CODE})
    assert asked.holds_codes
    assert body(with_codes, "/tt_video/authorize/")["auth_code"] == CODE
    assert CODE not in repr(asked)  # an error page or a log shows no code


def test_every_placeholder_is_made_by_a_call_or_named_as_a_need():
    export, calls = exported(flight(), flight(name="b", post_id=NOE, creator="noe", objective="followers"))
    text = json.dumps([found for _, found in calls])
    used = {part.split("}")[0] for part in text.split("${")[1:]}
    made = {name for call in export.calls for name in call.returns}
    needed = {need.placeholder.removeprefix("${").removesuffix("}") for need in export.needs}
    assert used <= made | needed


def test_a_plan_that_is_stopped_is_not_exported():
    with pytest.raises(NotAllowed, match="launch_refused") as refused:
        exported(flight(objective="CONVERSIONS"))
    assert refused.value.facts["point"] == "launch_objective_barred"


def test_names_lose_emoji_and_direction_marks_and_stay_below_the_limit():
    assert api_name("Luna 🔥 \u202eroutine\n x") == "Luna routine x"
    assert len(api_name("é" * 600)) == 512
    assert len(api_name("漢" * 600)) == 256


@given(st.text(max_size=700))
def test_whatever_a_name_is_made_of_the_api_takes_what_is_left(text):
    name = api_name(text)
    assert api_name(name) == name
    if name:
        CampaignBody(advertiser_id="12345", campaign_name=name, objective_type="REACH")


def test_a_body_refuses_what_the_api_would_refuse():
    with pytest.raises(ValidationError):
        CampaignBody(advertiser_id="12345", campaign_name="🔥", objective_type="REACH")
    with pytest.raises(ValidationError):
        CampaignBody(advertiser_id="drop table", campaign_name="a", objective_type="REACH")
    assert CampaignBody(advertiser_id="12345", campaign_name="a", objective_type="REACH").model_dump().keys() > GONE


def test_a_hostile_flight_name_stays_text():
    _, calls = exported(flight(name='"}],"budget":0,"x":"\u202e<script>'))
    group = body(calls, "/adgroup/create/")
    assert group["budget"] == 40.0
    assert group["adgroup_name"] == '"}],"budget":0,"x":"<script>'
