"""Who belongs to whom is decided once: KPIs, ledgers and verdict cannot disagree."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doubles import MemoryWorkspace
from upshot.errors import UnknownName
from upshot.measures.dimensions import Links
from upshot.measures.programme import read_programme
from upshot.measures.terms import zone_of

POST, OTHER = "7000000000000000001", "7000000000000000002"


def workspace(*collaborations: dict[str, Any], at: str = "2026-03-10T12:00:00", **more: Any) -> MemoryWorkspace:
    facts = {"post": [{"post_id": POST, "creator": "ana", "published_at": at, "content_type": "tutorial"}]}
    settings = more.pop("settings", {})
    return MemoryWorkspace(
        facts | more.pop("facts", {}), {"collaboration": list(collaborations)} | more, settings=settings
    )


def deal(campaign: str, starts_on: str | None = None, ends_on: str | None = None, **more: Any) -> dict[str, Any]:
    return {"campaign": campaign, "creator": "ana", "starts_on": starts_on, "ends_on": ends_on} | more


def campaign_of(data: MemoryWorkspace) -> str | None:
    by_verdict = read_programme(data, zone_of(data)).post[POST].campaign
    assert Links(data).posts[POST].campaign == by_verdict
    return by_verdict


def test_of_two_running_collaborations_the_latest_to_start_has_the_post():
    winter = deal("Winter", "2026-01-01", "2026-12-31")
    assert campaign_of(workspace(winter, deal("Spring", "2026-03-01", "2026-03-31"))) == "Spring"


def test_a_listed_link_beats_the_days():
    listed = deal("Winter", post_urls=[f"https://www.tiktok.com/@ana/video/{POST}"])
    assert campaign_of(workspace(listed, deal("Spring", "2026-03-01", "2026-03-31"))) == "Winter"


def test_a_post_belongs_to_the_day_of_the_brand_not_of_greenwich():
    late = {"at": "2026-02-28T23:30:00", "settings": {"time_zone": "Europe/Paris"}}
    assert campaign_of(workspace(deal("Spring", "2026-03-01", "2026-03-31"), **late)) == "Spring"


def test_a_post_outside_every_collaboration_follows_the_spark_ad_that_promotes_it():
    spark = [{"ad_id": "11", "post_id": POST, "creator": "ana", "campaign": "Summer"}]
    assert campaign_of(workspace(deal("Spring", "2026-04-01", "2026-04-30"), spark_ad=spark)) == "Summer"
    assert campaign_of(workspace(deal("Spring", "2026-04-01", "2026-04-30"))) is None


@pytest.mark.parametrize(
    ("told", "campaign"),
    [({"post_id": POST}, "Spring"), ({"campaign_name": "SPRING"}, "Spring"), ({"campaign_name": "Other"}, None)],
)
def test_an_ad_that_no_sheet_names_is_tied_by_its_post_or_its_campaigns_name(told, campaign):
    row = {"account_id": "a", "ad_id": "11", "day": "2026-03-12", "spend": 5, "currency": "EUR"}
    data = workspace(deal("Spring", "2026-03-01", "2026-03-31"), facts={"ad_day": [row | told]})
    assert Links(data).ads["11"].campaign == campaign


def test_an_unknown_creator_is_answered_with_the_nearest():
    programme = read_programme(workspace(deal("Spring")), zone_of(workspace()))
    assert programme.creator_named("@ANA").handle == "ana"
    with pytest.raises(UnknownName) as refused:
        programme.campaign_named("Sprng")
    assert refused.value.facts["nearest"] == ["Spring"]
