"""A creator's answer is kept as said, and goes when the creator is erased."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from upshot.errors import InvalidInput
from upshot.records.creator_replies import LONGEST, record_reply, replies_of

NOW = datetime(2026, 6, 30, tzinfo=UTC)


def answer(records, text="Le 3 mai, j'étais à la télé.", who="Léa", creator="@Lea"):
    return record_reply(records, "brand", creator=creator, who=who, text=text, now=NOW)


def test_an_answer_is_kept_word_for_word_under_the_handle(records):
    answer(records)
    (kept,) = replies_of(records, "brand", "lea")
    assert (kept.text, kept.who, kept.at.date()) == ("Le 3 mai, j'étais à la télé.", "Léa", NOW.date())


def test_a_second_answer_stands_beside_the_first(records):
    answer(records, "first")
    answer(records, "second")
    assert [one.text for one in replies_of(records, "brand", "lea")] == ["first", "second"]


def test_nobody_else_s_answers_are_shown(records):
    answer(records)
    assert replies_of(records, "brand", "max") == []


@pytest.mark.parametrize(("text", "who"), [("  ", "Léa"), ("yes", " ")])
def test_an_answer_needs_words_and_a_name(records, text, who):
    with pytest.raises(InvalidInput, match="authenticity_reply_empty"):
        answer(records, text, who)


def test_a_novel_is_refused(records):
    with pytest.raises(InvalidInput, match="authenticity_reply_long"):
        answer(records, "a" * (LONGEST + 1))


def test_erasing_the_creator_takes_the_answer_along(records):
    answer(records)
    records.scrub("brand", "lea")
    assert replies_of(records, "brand") == []
