"""Attention, nativeness and craft are rated apart, by their own evidence, with the raters' agreement."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from upshot.decisions.creators.content import RubricMarks, WatchedPosts, rate_content
from upshot.decisions.creators.content.model import RatingStatus
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, UnknownName
from upshot.registries.content_rubric import checked_marks, rubric

NOW = datetime(2026, 6, 30, tzinfo=UTC)
CRAFT = [item.item for item in rubric() if item.rating == "craft"]
NATIVE = [item.item for item in rubric() if item.rating == "nativeness"]


def marked(rater, post, craft=None, native=None, **single):
    told = dict.fromkeys(CRAFT, craft) if craft else {}
    told |= dict.fromkeys(NATIVE, native) if native else {}
    return RubricMarks(post, rater, "tiktok", 1, told | single, NOW)


def watched(ratios, views=5_000, full=None):
    n = len(ratios)
    rates = np.full(n, np.nan) if full is None else np.array(full, dtype=float)
    lengths = np.full(n, 10.0)
    return WatchedPosts(tuple(map(str, range(n))), np.full(n, float(views)), np.array(ratios) * lengths, lengths, rates)


def test_attention_is_the_median_watch_ratio_with_an_interval_and_loops_may_pass_one():
    found = rate_content("lea", watched([0.2, 0.4, 0.5, 0.9, 1.3])).attention.watch_ratio
    assert (found.median, found.n_posts) == (pytest.approx(0.5), 5)
    assert found.low <= 0.5 <= found.high


def test_photo_posts_and_posts_hardly_seen_say_nothing_about_attention():
    some = watched([0.5, 0.5, 0.5, 0.9])
    some.duration_s[3] = 0
    assert rate_content("lea", some).attention.watch_ratio.median == pytest.approx(0.5)
    assert isinstance(rate_content("lea", watched([0.5] * 9, views=20)), InsufficientEvidence)


def test_strong_on_one_rating_and_weak_on_the_other_stays_two_ratings():
    found = rate_content("lea", None, [marked("ana", "p", craft=5, native=1)])
    assert (found.craft.mean, found.nativeness.mean, found.attention) == (5, 1, None)


def test_more_polish_never_raises_nativeness():
    plain = rate_content("lea", None, [marked("ana", "p", craft=2, native=3)])
    smooth = rate_content("lea", None, [marked("ana", "p", craft=5, native=3)])
    assert smooth.nativeness == plain.nativeness
    assert smooth.craft.mean > plain.craft.mean


def test_smooth_and_impersonal_at_once_is_told_as_a_warning_of_its_own():
    found = rate_content("lea", None, [marked("ana", "p", craft=5, native=2)])
    assert "content_over_polished" in [note.code for note in found.notes]
    warm = rate_content("lea", None, [marked("ana", "p", craft=5, native=4)])
    assert "content_over_polished" not in [note.code for note in warm.notes]


def test_one_rater_is_provisional_two_who_agree_are_not_and_two_who_do_not_must_talk():
    spread = (1, 2, 3, 4, 5, 2, 4)
    one = [marked("ana", str(n), native=mark) for n, mark in enumerate(spread)]
    agree = [*one, *(marked("bob", str(n), native=mark) for n, mark in enumerate(spread))]
    fight = [*one, *(marked("bob", str(n), native=6 - mark) for n, mark in enumerate(spread))]
    status = [rate_content("lea", None, marks).nativeness.status for marks in (one, agree, fight)]
    assert status == [RatingStatus.PROVISIONAL, RatingStatus.AGREED, RatingStatus.RECONCILE]


def test_two_raters_who_give_everything_a_four_prove_no_agreement():
    marks = [marked(rater, str(n), native=4) for rater in ("ana", "bob") for n in range(3)]
    assert rate_content("lea", None, marks).nativeness.status is RatingStatus.UNTESTED


def test_the_same_person_spelt_otherwise_is_one_rater_and_the_newest_marks_count():
    late = RubricMarks("p", " ANA ", "tiktok", 1, {"humour": 5}, NOW + timedelta(days=1))
    found = rate_content("lea", None, [late, marked("ana", "p", humour=1)]).nativeness
    assert (found.mean, found.n_raters, found.status) == (5, 1, RatingStatus.PROVISIONAL)


def test_marks_of_another_version_of_the_rubric_are_left_out_and_counted():
    old = RubricMarks("p", "ana", "tiktok", 0, {"humour": 1}, NOW)
    found = rate_content("lea", None, [old, marked("bob", "p", humour=5)])
    note = next(note for note in found.notes if note.code == "content_other_rubric")
    assert (found.nativeness.mean, note.facts["n"]) == (5, "1")


def test_nothing_to_rate_by_is_too_little_evidence_and_not_a_low_rating():
    assert rate_content("lea", None).reason == "content_nothing_to_rate"


def test_every_mark_of_every_question_has_an_anchor_in_both_languages_and_disclosure_is_none_of_them():
    items = rubric()
    assert len(items) == 10
    assert all(len(item.anchors) == 5 for item in items)
    words = " ".join(said for item in items for said in (item.item, *item.question.values()))
    assert not any(word in words.lower() for word in ("disclos", "sponsor", "mention"))


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ({"polish": 3}, "rubric_item"),
        ({"humour": 6}, "rubric_mark"),
        ({"humour": True}, "rubric_mark"),
        ({}, "rubric_empty"),
    ],
)
def test_marks_off_the_rubric_are_refused_by_name(marks, code):
    with pytest.raises(InvalidInput, match=code):
        checked_marks(marks, rubric())


def test_an_unknown_rubric_names_those_that_are_there():
    with pytest.raises(UnknownName) as refused:
        rubric("cinema")
    assert refused.value.facts["nearest"] == ["tiktok 1"]
