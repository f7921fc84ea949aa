"""The default order of creators rests on audience, content and evidence; followers have no part in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.decisions.creators.content.test_rating import marked, watched
from tests.decisions.creators.hand_panel import panel_of
from upshot.decisions.creators.audience import AudienceReading, match_audience, parse_target
from upshot.decisions.creators.content import rate_content
from upshot.decisions.creators.fit import PostText, find_evidence, fit_score, posts_of
from upshot.decisions.evidence import InsufficientEvidence

NOW = datetime(2026, 6, 30, tzinfo=UTC)
TARGET = parse_target("age: 18-24")


def audience(share):
    return match_audience(
        "lea", [AudienceReading("lea", "age", {"18-24": share, "25-34": 1 - share}, NOW, "x")], TARGET, now=NOW
    )


def evidence(caption="bonjour", days=5):
    return find_evidence("lea", [PostText("1", caption, NOW - timedelta(days=days))], now=NOW)


CONTENT = rate_content("lea", watched([0.5] * 5), [marked("ana", "p", craft=3, native=3)])


def test_ten_times_the_followers_change_nothing():
    """Metamorphic: the same panel with every follower count times ten."""
    panel = panel_of({"lea": [{"caption": "Soirée cocktails"}, {"caption": "Au jardin"}, {"caption": "Casino"}]})
    rows = tuple(replace(row, followers=(row.followers or 0) * 10) for row in panel.creators)
    grown = replace(panel, creators=rows, followers=panel.followers * 10)
    scores = [
        fit_score(
            "lea", audience(0.5), CONTENT, find_evidence("lea", posts_of(each, "lea"), now=NOW + timedelta(days=1))
        )
        for each in (panel, grown)
    ]
    assert scores[0] == scores[1]


def test_a_better_audience_longer_watching_and_nothing_found_each_come_first():
    base = fit_score("lea", audience(0.5), CONTENT, evidence()).sort_by
    assert fit_score("lea", audience(0.6), CONTENT, evidence()).sort_by > base
    longer = rate_content("lea", watched([0.9] * 5), [marked("ana", "p", craft=3, native=3)])
    assert fit_score("lea", audience(0.5), longer, evidence()).sort_by > base
    assert fit_score("lea", audience(0.5), CONTENT, evidence("my onlyfans")).sort_by < base
    old = fit_score("lea", audience(0.5), CONTENT, evidence("my onlyfans", days=800)).sort_by
    assert fit_score("lea", audience(0.5), CONTENT, evidence("my onlyfans")).sort_by < old < base


def test_what_nobody_asked_widens_the_score_and_brings_nobody_to_the_front():
    known = fit_score("lea", audience(0.9), CONTENT, evidence())
    unknown = fit_score("lea", None, None, evidence())
    assert unknown.missing == ("audience", "attention", "nativeness", "craft")
    assert (unknown.high - unknown.low) == pytest.approx(80)
    assert known.sort_by > unknown.sort_by
    assert unknown.low <= known.low <= known.high <= unknown.high


def test_nothing_known_is_no_score():
    assert isinstance(fit_score("lea", None, None, None), InsufficientEvidence)
