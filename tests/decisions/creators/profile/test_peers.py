"""The peer group: who is in it, what was let go for it, where a creator lies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decisions.creators.hand_panel import NOW, creator, panel_of
from upshot.decisions.creators.engagement import Basis, Estimate, measure_engagement
from upshot.decisions.creators.profile import compare_with_peers, peer_table
from upshot.decisions.creators.profile.peers import percentile_among
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import NotAllowed
from upshot.registries.benchmarks import benchmarks

VIEWS = Basis("tiktok", "er_views_lcs", "views")


def roster(*rows, likes=None):
    """Each row with five posts; `likes` by handle, 500 otherwise."""
    posts = {row.creator: [{"likes": (likes or {}).get(row.creator, 500)}] * 5 for row in rows}
    return panel_of(posts, rows)


def compared(panel, handle="lea", metric="er_views_lcs", **asked):
    found = measure_engagement(panel, handle, now=NOW)
    figure = found.view_rate if metric == "view_rate" else found.rates[metric]
    place = panel.place[handle]
    followers = panel.creators[place].followers
    table = peer_table(panel, sampling=asked.pop("sampling", None))
    return compare_with_peers(table, place, figure.basis, figure.median_of_ratios, followers=followers, **asked)


def others(n, **said):
    return [creator(f"peer{place:02}", **said) for place in range(n)]


def test_ten_like_creators_are_a_group_and_nothing_is_let_go():
    group = compared(roster(creator("lea"), *others(10))).group
    assert (group.origin, group.n, group.relaxed) == ("roster", 10, ())
    assert set(group.matched) == {"country", "niche", "tier", "period"}
    assert group.unknown == ("sampling",)


def test_over_views_the_tier_is_let_go_before_the_niche_and_the_country_last():
    panel = roster(creator("lea"), *others(10, followers=900, category="food"))
    assert compared(panel).group.relaxed == ("tier", "niche")
    abroad = roster(creator("lea"), *others(10, country="VN"))
    assert compared(abroad).group.relaxed == ("tier", "niche", "period", "country")


def test_over_followers_the_tier_is_kept_longest():
    panel = roster(creator("lea"), *others(10, country="VN", category="food"))
    assert compared(panel, metric="er_followers_lcs").group.relaxed == ("niche", "period", "country")
    assert "tier" in compared(panel, metric="view_rate").group.matched


def test_creators_of_another_sampling_are_the_last_to_be_let_in():
    panel = roster(creator("lea"), *others(12))
    sampling = {"lea": "all recent posts"} | {f"peer{n:02}": "top list" for n in range(12)}
    group = compared(panel, sampling=sampling).group
    assert group.relaxed[-1] == "sampling"


def test_what_nobody_said_of_the_creator_cannot_be_matched_and_is_named():
    group = compared(roster(creator("lea", country=None, category=None), *others(10))).group
    assert set(group.unknown) == {"country", "niche", "sampling"}


def test_peers_with_one_post_do_not_count():
    panel = panel_of({"lea": [{}] * 5, **{f"peer{n:02}": [{}] for n in range(20)}})
    assert compared(panel).group.origin == "registry"


def test_with_a_small_roster_the_published_panel_of_the_same_tier_answers_between_quarters():
    found = compared(roster(creator("lea"), *others(3)))
    assert (found.group.origin, found.group.n) == ("registry", 1744)
    assert found.percentile.value is None
    assert (found.percentile.low, found.percentile.high) == (0.5, 1.0)  # 4.2 to 7.2 % against quartiles 1.6, 2.7, 4.4


def test_a_metric_of_which_nothing_is_published_is_insufficient_evidence():
    found = compared(roster(creator("lea"), *others(3)), metric="view_rate")
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "peers_too_few"
    assert ("n", "3") in found.facts


def test_the_percentile_is_the_share_below_with_ties_counted_half():
    peers = np.array([1.0, 2.0, 3.0, 3.0, 5.0])
    assert percentile_among(peers, Estimate(3, 3, 3), level=0.9).value == 0.6


def test_the_interval_of_a_percentile_holds_both_doubts():
    peers = np.linspace(0, 1, 101)
    sure, unsure = (percentile_among(peers, Estimate(0.5, 0.5 - w, 0.5 + w), level=0.9) for w in (0.0, 0.2))
    assert sure.low < 0.5 < sure.high
    assert unsure.low < 0.3
    assert unsure.high > 0.7
    few = percentile_among(np.linspace(0, 1, 11), Estimate(0.5, 0.5, 0.5), level=0.9)
    assert few.high - few.low > 2 * (sure.high - sure.low)


def test_percentiles_of_a_whole_roster_spread_evenly():
    likes = {f"peer{n:02}": 100 + 10 * n for n in range(20)} | {"lea": 195}
    assert compared(roster(creator("lea"), *others(20), likes=likes)).percentile.value == 0.5


def test_an_instagram_benchmark_in_a_tiktok_comparison_raises():
    instagram = [row for row in benchmarks() if row.platform == "instagram"]
    with pytest.raises(NotAllowed) as refused:
        compared(roster(creator("lea")), published=instagram)
    assert refused.value.code == "benchmark_other_platform"


def test_a_benchmark_over_followers_never_stands_beside_a_rate_over_views():
    over_followers = [row for row in benchmarks() if row.denominator == "followers" and row.platform == "tiktok"]
    with pytest.raises(NotAllowed) as refused:
        compared(roster(creator("lea")), published=over_followers)
    assert refused.value.code == "benchmark_other_denominator"


def test_a_figure_of_another_platform_is_not_compared_with_tiktok_peers():
    table = peer_table(roster(creator("lea"), *others(10)))
    with pytest.raises(NotAllowed) as refused:
        compare_with_peers(table, 0, replace(VIEWS, platform="instagram"), Estimate(0.1, 0.1, 0.1), followers=None)
    assert refused.value.code == "figure_other_platform"
