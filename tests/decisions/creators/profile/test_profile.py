"""A profile: every figure with its source, date, denominator and age; nothing mixed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.decisions.creators.hand_panel import NOW, creator, panel_of
from upshot.decisions.creators.profile import build_profile
from upshot.decisions.evidence import InsufficientEvidence

TODAY = NOW.date()


def said(metric="engagement_rate", value=0.05, **row):
    ordinary = {
        "creator": "lea", "platform": "tiktok", "metric": metric, "statistic": "mean", "denominator": "followers",
        "period": None, "read_on": TODAY - timedelta(days=5), "provenance": "HypeAuditor", "value": value,
        "said": None, "unit": "rate",
    }  # fmt: skip
    return {**ordinary, **row}


def profile(posts=({},) * 5, row=None, figures=(), **asked):
    panel = panel_of({"lea": list(posts)}, [row or creator("lea")])
    return build_profile(panel, "lea", now=NOW, figures=figures, **asked)


def line(found, metric, statistic=None):
    return next(x for x in found.lines if x.basis.metric == metric and statistic in {None, x.statistic})


@pytest.mark.parametrize(
    ("followers", "tier"),
    [
        (9_999, "nano"),
        (10_000, "micro"),
        (99_999, "micro"),
        (100_000, "macro"),
        (999_999, "macro"),
        (1_000_000, "mega"),
    ],
)
def test_tiers_are_half_open(followers, tier):
    assert profile(row=creator("lea", followers=followers)).tier.tier == tier


def test_the_band_of_the_brief_is_shown_and_says_that_its_denominator_is_not():
    card = profile().tier
    assert (card.band_low, card.band_high, card.band_denominator) == (0.02, 0.05, "unspecified")


def test_unknown_followers_have_no_tier_and_no_band():
    assert isinstance(profile(row=creator("lea", followers=None)).tier, InsufficientEvidence)


def test_every_own_figure_says_source_date_denominator_age_and_posts():
    figure = line(profile(), "er_views_lcs", "median").figures[0]
    assert (figure.source, figure.read_on, figure.basis.denominator) == ("own_readings", TODAY, "views")
    assert (figure.n_posts, figure.age_days, figure.is_stale) == (5, 0.0, False)
    assert figure.low < figure.value < figure.high


def test_a_vendors_number_stays_theirs_and_shares_no_line_with_ours():
    found = profile(figures=[said()])
    theirs = line(found, "engagement_rate")
    assert [(f.source, f.is_ours, f.value) for f in theirs.figures] == [("HypeAuditor", False, 0.05)]
    assert all(f.is_ours for f in line(found, "er_followers_lcs").figures)


def test_two_sources_that_disagree_are_a_range():
    found = line(profile(figures=[said(), said(provenance="Modash", value=0.09)]), "engagement_rate")
    assert (found.low, found.high, found.is_disputed) == (0.05, 0.09, True)


def test_two_sources_that_round_differently_agree():
    figures = [said("followers", 50_400, provenance="list a", unit="count", denominator="unspecified")]
    found = line(profile(figures=figures), "followers")
    assert (found.low, found.high, found.is_disputed) == (50_000, 50_400, False)


def test_a_rate_over_views_and_one_over_followers_are_two_lines():
    figures = [said(), said(denominator="views", provenance="Modash")]
    lines = [x for x in profile(figures=figures).lines if x.basis.metric == "engagement_rate"]
    assert {x.basis.denominator for x in lines} == {"followers", "views"}


def test_instagram_figures_stand_apart():
    found = profile(figures=[said(platform="instagram", value=0.11)])
    assert [x.basis.platform for x in found.other_platforms] == ["instagram"]
    assert all(x.basis.platform == "tiktok" for x in found.lines)


def test_old_figures_are_marked_and_do_not_stretch_the_range():
    old = said(provenance="Modash", value=0.50, read_on=date(2024, 1, 1))
    found = line(profile(figures=[said(), old]), "engagement_rate")
    assert [f.is_stale for f in found.figures] == [True, False]
    assert (found.low, found.high) == (0.05, 0.05)


def test_a_figure_of_which_nobody_says_when_is_marked():
    figure = line(profile(figures=[said(read_on=None)]), "engagement_rate").figures[0]
    assert (figure.age_days, figure.is_stale) == (None, True)


def test_of_one_source_the_latest_counts_and_tomorrow_does_not_exist():
    figures = [
        said(value=0.04, read_on=TODAY - timedelta(days=30)),
        said(),
        said(value=0.5, read_on=TODAY + timedelta(1)),
    ]
    assert [f.value for f in line(profile(figures=figures), "engagement_rate").figures] == [0.05]


def test_counts_on_both_sides_of_a_bound_name_both_tiers():
    figures = [said("followers", 101_000, provenance="list a", unit="count")]
    card = profile(row=creator("lea", followers=99_000), figures=figures).tier
    assert (card.tier, card.possible) == ("micro", ("micro", "macro"))


def test_a_creator_known_from_a_list_alone_has_a_profile():
    found = profile(posts=(), figures=[said(), said("country", None, said="France", unit="words")])
    assert found.n_posts == 0
    assert line(found, "engagement_rate").figures[0].value == 0.05
    assert all(isinstance(part, InsufficientEvidence) for part in found.peers.values())


def test_published_values_beside_have_this_platform_a_stated_denominator_and_this_size():
    found = profile().external
    assert {band.denominator for band in found} == {"views", "followers"}
    assert "mega" not in {band.tier for band in found}
    assert len({band.source for band in found if band.denominator == "views"}) > 4
