"""Who said yes to a creator, on what evidence, until when; and nobody can say yes twice or rewrite what was said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from upshot.errors import InvalidInput, NotAllowed, UnknownName, WarehouseError
from upshot.records import connecting
from upshot.records.schema import VETTING_EVENT
from upshot.records.vetting import KeptRating, VettingBook, canonical_json, same_person

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=10)
EVIDENCE = {"posts": 12, "quotes": ["« Soirée »"], "share": 0.125}


@pytest.fixture
def book(records):
    return VettingBook(records, "brand")


def decide(book, outcome="approve", *, needs_second=False, days=90, actor="ana", now=NOW, creator="@Lea"):
    return book.decide(
        creator, outcome, reason="Read by two", evidence=EVIDENCE, risk="low", needs_second=needs_second, days=days,
        actor=actor, now=now,
    )  # fmt: skip


def test_a_decision_comes_back_with_its_evidence_and_a_hash_that_verifies(book):
    made = decide(book)
    assert book.history("lea") == [made]
    assert (made.evidence, made.is_intact) == (EVIDENCE, True)
    assert made.sha256 == hashlib.sha256(made.snapshot.encode()).hexdigest()


def test_an_approval_holds_until_it_expires_and_not_before_it_was_given(book):
    decide(book, days=30)
    instants = (NOW - timedelta(seconds=1), NOW, NOW + timedelta(days=30, seconds=-1), NOW + timedelta(days=30))
    assert [book.is_vetted("lea", at) for at in instants] == [False, True, True, False]
    assert book.standing("lea", instants[-1]).why == "vetting_expired"


@pytest.mark.parametrize(("outcome", "why"), [("reject", "vetting_rejected"), ("wait", "vetting_waiting")])
def test_a_later_no_takes_an_earlier_yes_back(book, outcome, why):
    decide(book)
    decide(book, outcome, now=LATER)
    assert book.is_vetted("lea", LATER - timedelta(days=1))
    assert (book.standing("lea", LATER).why, book.is_vetted("lea", LATER)) == (why, False)


def test_above_the_threshold_another_person_must_say_yes(book):
    decide(book, needs_second=True)
    assert book.standing("lea", NOW).why == "vetting_needs_second"
    with pytest.raises(NotAllowed, match="vetting_same_person"):
        book.approve("lea", actor=" ANA ", now=LATER)
    found = book.approve("lea", actor="bob", now=LATER, note="agreed")
    assert (found.approved_by, book.is_vetted("lea", LATER)) == ("bob", True)
    assert not book.is_vetted("lea", LATER - timedelta(seconds=1))


def test_a_second_yes_is_taken_once_only_where_it_is_wanted_and_in_time(book):
    with pytest.raises(UnknownName, match="vetting_unknown"):
        book.approve("lea", actor="bob", now=NOW)
    decide(book)
    with pytest.raises(NotAllowed, match="vetting_no_second_needed"):
        book.approve("lea", actor="bob", now=NOW)
    decide(book, needs_second=True, days=5)
    with pytest.raises(NotAllowed, match="vetting_expired_already"):
        book.approve("lea", actor="bob", now=LATER)
    book.approve("lea", actor="bob", now=NOW)
    with pytest.raises(NotAllowed, match="vetting_no_second_needed"):
        book.approve("lea", actor="eve", now=NOW)


def test_a_refusal_needs_no_second_person(book):
    assert not decide(book, "reject", needs_second=True).needs_second


def test_history_cannot_be_rewritten_through_the_database(book, records):
    decide(book)
    with (
        pytest.raises(WarehouseError) as refused,
        connecting.transaction(records.engine, is_writing=True) as connection,
    ):
        connection.execute(sa.update(VETTING_EVENT).values(outcome="approve"))
    assert "append-only" in str(refused.value.__cause__)


def test_evidence_changed_behind_the_book_takes_the_approval_with_it(book, records):
    decide(book)
    with connecting.transaction(records.engine, is_writing=True) as connection:
        on_table = " ON vetting_event" if connection.dialect.name == "postgresql" else ""
        connection.execute(sa.text(f"DROP TRIGGER vetting_event_no_update{on_table}"))
        connection.execute(sa.update(VETTING_EVENT).values(snapshot='{"posts":99}'))
    assert book.standing("lea", NOW).why == "vetting_tampered"


def test_every_act_leaves_an_audit_event_and_moves_the_desk_and_not_the_verdict(book, records):
    before = records.revision("brand")
    decide(book, needs_second=True)
    book.approve("lea", actor="bob", now=NOW)
    assert [(e.act, e.who) for e in records.audit_events("brand")] == [
        ("vetting_decide", "ana"),
        ("vetting_approve", "bob"),
    ]
    assert (records.revision("brand"), records.desk_revision("brand")) == (before, 2)


def test_another_workspace_sees_nothing(book, records):
    decide(book)
    other = VettingBook(records, "other")
    assert (other.all(), other.is_vetted("lea", NOW), other.ratings()) == ([], False, [])


@pytest.mark.parametrize(
    ("change", "code"),
    [({"outcome": "perhaps"}, "vetting_outcome"), ({"days": 0}, "vetting_days"), ({"days": 9_999}, "vetting_days")],
)
def test_what_is_no_decision_is_refused_by_name(book, change, code):
    with pytest.raises(InvalidInput, match=code):
        decide(book, **change)


def test_ratings_are_kept_one_after_the_other(book):
    first = KeptRating("lea", "7", "ana", "tiktok", 1, {"humour": 3}, "", NOW)
    second = KeptRating("lea", "7", "ana", "tiktok", 1, {"humour": 4}, "watched again", LATER)
    book.rate(first)
    book.rate(second)
    assert book.ratings("@LEA") == [first, second]


def test_erasing_a_creator_takes_decisions_and_ratings_too(book, records):
    decide(book)
    decide(book, creator="bea")
    book.rate(KeptRating("lea", "7", "ana", "tiktok", 1, {"humour": 3}, "", NOW))
    counts = records.erase_creator("brand", "lea")
    assert (counts["vetting_event"], counts["content_rating"]) == (1, 1)
    assert [decision.creator for decision in book.all()] == ["bea"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), json_values, max_size=4))
def test_equal_evidence_has_one_spelling_whatever_the_order_of_its_names(value):
    turned = dict(reversed(value.items()))
    assert canonical_json(value) == canonical_json(turned)
    canonical_json(value).encode()


def test_frozen_results_days_and_missing_numbers_become_plain_json():
    @dataclass(frozen=True)
    class Seen:
        on: date
        share: float

    assert canonical_json({"b": (Seen(date(2026, 1, 2), float("nan")),), "a": {2, 1}}) == (
        '{"a":[1,2],"b":[{"on":"2026-01-02","share":null}]}'
    )


@pytest.mark.parametrize(("other", "is_same"), [("ANA  Lopez", True), ("Ana López", False), ("bob", False)])
def test_a_name_in_capitals_is_the_same_person(other, is_same):
    assert same_person("Ana Lopez", other) is is_same
