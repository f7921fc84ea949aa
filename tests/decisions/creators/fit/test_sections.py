"""A workspace's own settings, orders, readings and posts come together for one creator."""

from datetime import timedelta

import pytest

from tests.doubles import NOW, MemoryWorkspace
from upshot.decisions.creators.content import RubricMarks
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.fit import FitDesk, FitReport
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import SettingsError, UnknownName

SETTINGS = {"target_audience": "Women 18-34", "target_countries": "FR BE", "competitors": "Glossy",
            "brand_values": "animals = vegan, -fur"}  # fmt: skip


def shares(dimension, **told):
    at = NOW - timedelta(days=3)
    return [
        {"creator": "lea", "read_at": at, "dimension": dimension, "bucket": bucket.replace("_", "-"), "share": share,
         "provenance": "tiktok_studio"}
        for bucket, share in told.items()
    ]  # fmt: skip


def workspace(**settings):
    posts = [
        {"post_id": f"700000000000000000{n}", "creator": "lea", "caption": caption, "duration_s": 10.0,
         "published_at": NOW - timedelta(days=20 + n)}
        for n, caption in enumerate(("Merci Glossy", "vegan week", "casino", "au jardin"))
    ]  # fmt: skip
    readings = [
        {"post_id": post["post_id"], "read_at": NOW, "views": 5000, "likes": 300, "average_time_watched_s": 6.0}
        for post in posts
    ]
    orders = [
        {"account_id": "shop", "order_id": str(n), "ordered_at": NOW, "status": "paid", "currency": "EUR",
         "net_revenue": 10,
         "country": "FR" if n < 30 else "US"}
        for n in range(40)
    ]  # fmt: skip
    audience = [*shares("gender", female=0.8, male=0.2), *shares("country", FR=0.6, US=0.4),
                *shares("age", **{"18_24": 0.5, "25_34": 0.2, "35_44": 0.3})]  # fmt: skip
    facts = {"post": posts, "post_reading": readings, "order": orders, "audience_reading": audience}
    return MemoryWorkspace(facts, {"creator": [{"creator": "lea", "country": "FR"}]}, settings=SETTINGS | settings)


def sections(data, creator="lea", **more):
    return FitDesk(data, read_panel(data, now=NOW), now=NOW, **more).sections(creator, reach=Estimate(1000, 1000, 1000))


def test_the_parts_of_a_creator_rest_on_the_workspaces_own_data():
    found = sections(workspace(), marks={"lea": [RubricMarks("1", "ana", "tiktok", 1, {"humour": 4}, NOW)]})
    assert found.audience.joint.independent == pytest.approx(0.8 * 0.7)
    assert found.audience.reachable.independent == pytest.approx(1000 * 0.8 * 0.7 * 0.6)
    assert found.audience.geography.low == pytest.approx(0.6 + 0.25)
    assert {item.rule for item in found.evidence.items} == {"competitor", "gambling", "value_match"}
    assert found.content.attention.watch_ratio.median == pytest.approx(0.6)
    assert found.content.nativeness.mean == 4
    assert found.risk.level == "high"
    assert 0 < found.score.sort_by == found.score.low < found.score.high < 100


def test_a_creator_nobody_knows_has_no_parts_rather_than_bad_ones():
    found = sections(workspace(), "nobody")
    parts = (found.audience, found.evidence, found.content, found.score)
    assert all(isinstance(part, InsufficientEvidence) for part in parts)


def test_the_campaigns_own_target_goes_before_the_settings_and_an_unknown_campaign_is_named():
    data = workspace()
    data._records["campaign"] = [
        {"campaign": "Men", "target_audience": "Men 18-24"},
        {"campaign": "Open", "target_audience": None},
    ]
    assert sections(data, campaign="Men").audience.joint.independent == pytest.approx(0.2 * 0.5)
    assert sections(data, campaign="Open").audience.target.told_by == "settings"
    with pytest.raises(UnknownName, match="unknown_campaign"):
        sections(data, campaign="Winter")


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"brand_values": "fur"}, "invalid_setting_values"),
        ({"brand_sectors": "fishing"}, "invalid_setting_sectors"),
        ({"competitor_exclusivity_days": "soon"}, "invalid_setting_number"),
        ({"audience_stale_days": "0"}, "invalid_setting_number"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(setting, code):
    with pytest.raises(SettingsError, match=code):
        sections(workspace(**setting))


def test_evidence_of_a_report_is_never_called_safe():
    assert isinstance(sections(workspace()).evidence, FitReport)
    assert not any("safe" in name for name in FitReport.__dataclass_fields__)
