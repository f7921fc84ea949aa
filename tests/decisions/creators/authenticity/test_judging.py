"""What is said of a creator's numbers, and what is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decisions.creators.authenticity.crowd import a_mega, crowd, with_counters
from tests.decisions.creators.hand_panel import panel_of
from upshot.decisions.creators.authenticity import (
    AudienceShares,
    AuthenticityReading,
    Bench,
    judge_authenticity,
    judge_panel,
)
from upshot.decisions.creators.authenticity.planting import COUNTER_SCHEMES, plant_counters
from upshot.decisions.creators.authenticity.scoring import learnt
from upshot.decisions.creators.panel import take_creators
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput


def read(panel, place=0, **known) -> AuthenticityReading:
    found = judge_authenticity(panel, place, **known)
    assert isinstance(found, AuthenticityReading)
    return found


def test_ordinary_creators_are_mostly_clear_and_rarely_called():
    outcomes = [one.outcome for one in judge_panel(crowd()).values()]
    assert outcomes.count("clear") >= 40
    assert outcomes.count("look_closer") <= 6  # one in twenty of real creators; these few were drawn by hand


@pytest.mark.parametrize("scheme", ["likes_packages", "views_packages", "likes_some_posts", "mixed_likes_comments"])
def test_what_is_bought_for_three_quarters_stands_out(scheme):
    planted = plant_counters(crowd(), np.arange(0, 60, 6), COUNTER_SCHEMES[scheme], 3.0, seed=5)
    found = judge_panel(planted, places=range(0, 60, 6))
    assert sum(one.outcome == "look_closer" for one in found.values()) >= 8


def test_the_score_is_a_hundred_times_the_chance_that_nothing_was_done_and_lies_in_its_interval():
    found = read(crowd())
    assert found.authenticity == pytest.approx(100 * (1 - found.probability))
    assert found.low <= found.authenticity <= found.high


def test_same_input_same_answer_and_same_hash():
    assert read(crowd()) == read(crowd())


def test_another_like_is_another_hash():
    panel = crowd()
    likes = panel.counters["likes"][panel.posts_of(0)] + 1
    assert read(with_counters(panel, 0, likes=likes)).inputs != read(panel).inputs


def test_one_by_one_or_all_at_once_is_the_same():
    assert judge_panel(crowd())[7] == read(crowd(), 7)


def test_a_bench_made_beforehand_changes_nothing():
    assert read(crowd(), 3, bench=Bench.of(crowd(), learnt())) == read(crowd(), 3)


def test_a_signal_that_says_nothing_moves_no_score_and_its_absence_widens():
    silent = AudienceShares({"FR": 0.65, "VN": 0.35})  # at 35 % abroad the published curve crosses zero
    told, missing = read(crowd(), audience=silent), read(crowd())
    assert told.probability == pytest.approx(missing.probability)
    assert missing.high - missing.low > told.high - told.low


def test_a_clean_creator_above_a_million_is_clear():
    panel = crowd()
    megas = [at for at, row in enumerate(panel.creators) if row.followers > 1_000_000]
    outcomes = [one.outcome for one in judge_panel(panel, places=megas).values()]
    assert "clear" in outcomes
    assert outcomes.count("clear") > len(outcomes) / 2


def test_above_a_million_few_posts_are_too_few_but_the_score_is_no_lower():
    full = crowd()
    place = a_mega(full)
    span = full.posts_of(place)
    hidden = full.is_boosted.copy()
    hidden[span.start : span.stop - 8] = True
    found = read(replace(full, is_boosted=hidden), place)
    assert found.outcome == "insufficient_evidence"
    assert found.reasons == ("authenticity_needs_posts_mega",)
    assert found.authenticity > 50


def test_boosted_posts_say_nothing():
    panel = crowd()
    boosted = panel.is_boosted.copy()
    boosted[panel.posts_of(0).start] = True
    marked = replace(panel, is_boosted=boosted)
    poor = marked.counters["likes"][marked.posts_of(0)].copy()
    poor[0] = 1
    assert read(with_counters(marked, 0, likes=poor)).authenticity == read(marked).authenticity


def test_hidden_likes_are_missing_not_zero():
    found = read(with_counters(crowd(), 0, likes=np.nan))
    by_name = {one.name: one for one in found.signals}
    assert by_name["likes_level"].why_missing == "missing_counter"
    assert by_name["likes_level"].value is None
    assert by_name["comments_level"].value is not None


def test_hidden_likes_widen():
    hidden, shown = read(with_counters(crowd(), 0, likes=np.nan)), read(crowd())
    assert hidden.probability_high - hidden.probability > shown.probability_high - shown.probability


def test_few_peers_leave_levels_unsaid_and_the_own_record_read():
    few = take_creators(crowd(), np.arange(5))
    by_name = {one.name: one for one in read(few).signals}
    assert by_name["likes_level"].why_missing == "missing_peers"
    assert by_name["likes_with_views"].evidence is not None


def test_a_creator_without_posts_is_too_little_evidence():
    found = judge_authenticity(panel_of({"lea": []}), 0)
    assert isinstance(found, InsufficientEvidence)
    assert dict(found.facts)["posts"] == "0"


def test_posts_that_cannot_be_compared_are_left_out_by_name():
    posts = [{"likes": 20_000}, {"views": 0, "likes": 0}, {"is_boosted": True}, {"days_ago": 2}, {"views": None}]
    ordinary = [{"views": 9_000 + 700 * n, "likes": 450 + 31 * n, "duration_s": None} for n in range(7)]
    found = read(panel_of({"lea": posts + ordinary}))
    assert found.left_out == {
        "post_likes_above_views": 1, "post_hardly_seen": 1, "post_boosted": 1, "post_too_young": 1,
        "post_views_unknown": 1,
    }  # fmt: skip
    assert found.n_posts == 6


def test_rounding_as_tiktok_shows_counters_changes_no_outcome():
    from upshot.decisions.creators.authenticity.planting import rounded

    panel = crowd()
    coarse = replace(panel, counters={name: rounded(column) for name, column in panel.counters.items()})
    before, after = judge_panel(panel), judge_panel(coarse)
    moved = [abs(before[at].authenticity - after[at].authenticity) for at in before]
    assert np.median(moved) < 0.5
    assert sum(before[at].outcome != after[at].outcome for at in before) <= 2


def test_a_larger_prior_lowers_the_score():
    assert read(crowd(), prior=0.4).authenticity < read(crowd(), prior=0.1).authenticity


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.2, float("nan")])
def test_a_prior_that_leaves_no_doubt_is_refused(prior):
    with pytest.raises(InvalidInput, match="authenticity_prior_out_of_range"):
        judge_authenticity(crowd(), 0, prior=prior)


def test_the_evidence_of_a_scatter_names_posts():
    signal = next(one for one in read(crowd()).signals if one.name == "scatter_likes_views")
    assert len(signal.facts["post_ids"].split(", ")) == 3


def test_sponsored_saturation_is_shown_and_weighs_nothing():
    panel = crowd()
    sold = replace(panel, is_sponsored=np.ones(len(panel.post_id)))
    assert read(sold).authenticity == read(panel).authenticity
    assert next(one for one in read(sold).signals if one.name == "sponsored_share").value == 1.0


def test_numbers_judged_above_peers_do_not_hang_on_the_currency_of_size():
    panel = crowd()
    rows = tuple(replace(row, followers=row.followers * 10) for row in panel.creators)
    tenfold = replace(panel, creators=rows)
    place = a_mega(panel)
    assert read(tenfold, place).probability == pytest.approx(read(panel, place).probability, abs=1e-6)
