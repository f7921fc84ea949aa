"""What people and imports say about a post: the later word counts, and what is uncertain stays unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from upshot.decisions.spark.gates.facts import CampaignKnown, PostKnown, check_fact, gate_case
from upshot.decisions.spark.gates.fit import NoGo, Offer, conflicts, no_go_of
from upshot.errors import InvalidInput
from upshot.vocabulary.spark_rights import (
    CodeWindow,
    DayWindow,
    EventKind,
    Evidence,
    EvidenceKind,
    RightEvent,
    RightState,
    SparkRight,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
FLIGHT = DayWindow(date(2026, 11, 25), date(2026, 12, 14))


def note(at: datetime, kind: EvidenceKind = EvidenceKind.ATTESTATION, **facts: str | None) -> RightEvent:
    changes = {f"gate.{name}": value for name, value in facts.items()}
    state = RightState.CODE_RECEIVED
    return RightEvent("r", at, "ann", EventKind.NOTE, state, state, Evidence(kind), changes)


def case(*events: RightEvent, post: PostKnown = PostKnown(), code: CodeWindow | None = None):  # noqa: B008 (frozen)
    right = SparkRight("r", "lea", "7312345678901234567", flight=FLIGHT, code=code)
    return gate_case(right, events, post=post, campaign=CampaignKnown(), countries=None, now=NOW, zone=PARIS)


def test_of_a_person_and_an_import_the_later_word_counts():
    told = note(NOW - timedelta(days=2), caption="typed", toggle_on="yes")
    older = PostKnown(caption="imported", is_paid_partnership=False, ingested_at=NOW - timedelta(days=3))
    newer = PostKnown(caption="imported", is_paid_partnership=False, ingested_at=NOW - timedelta(days=1))
    assert (case(told, post=older).caption, case(told, post=older).disclosure.toggle_on) == ("typed", True)
    assert (case(told, post=newer).caption, case(told, post=newer).disclosure.toggle_on) == ("imported", False)


def test_an_answer_taken_back_is_unknown_again():
    assert case(note(NOW, is_public="yes")).is_public is True
    assert case(note(NOW, is_public="yes"), note(NOW, is_public=None)).is_public is None


def test_the_day_of_publication_stands_in_the_posts_own_id():
    assert case().published_at == datetime.fromtimestamp(7312345678901234567 >> 32, UTC)


def test_a_codes_last_day_is_the_last_whole_one_in_the_flights_zone():
    code = CodeWindow(NOW, starts_at=datetime(2026, 11, 21, 23, tzinfo=UTC), days=30)  # midnight of the 22nd in Paris
    assert case(code=code).code_ends_on == date(2026, 12, 21)


def test_a_code_whose_start_is_unknown_settles_nothing_unless_even_its_latest_end_is_too_early():
    assert case(code=CodeWindow(NOW, days=30)).code_ends_on is None
    assert case(code=CodeWindow(NOW, days=7)).code_ends_on == date(2026, 11, 28)


def test_the_creators_own_code_is_consent_and_revoking_takes_it_back():
    creator = Evidence(EvidenceKind.CREATOR)
    given = RightEvent("r", NOW, "@lea", EventKind.CODE, RightState.REQUESTED, RightState.CODE_RECEIVED, creator)
    assert case(given).consent.given_by == "@lea"
    by_brand = RightEvent(
        "r",
        NOW,
        "ann",
        EventKind.CODE,
        RightState.DRAFTED,
        RightState.CODE_RECEIVED,
        Evidence(EvidenceKind.ATTESTATION),
    )
    assert case(by_brand).consent is None
    revoked = RightEvent("r", NOW, "ann", EventKind.STATE, RightState.LIVE, RightState.REVOKED, creator)
    assert case(given, revoked).consent.withdrawn_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("is_public", "maybe"),
        ("overlay_s", "-1"),
        ("overlay_s", "nan"),
        ("consent_until", "soon"),
        ("buffer_days", "61"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused(name, text):
    with pytest.raises(InvalidInput, match="spark_fact_invalid"):
        check_fact(name, text)


def test_seconds_take_a_comma_and_an_empty_answer_takes_back():
    assert check_fact("overlay_s", "12,5") == "12.5"
    assert check_fact("overlay_s", "  ") is None


def test_an_offer_touches_the_creators_topics_and_words():
    offer = Offer(product="Un manteau en Fourrure", topics=("alcohol",))
    no_go = NoGo.typed(["alcohol", "politics", "nonsense"], "fourrure; casino")
    assert no_go.topics == ("alcohol", "politics")
    assert conflicts(offer, no_go) == ("alcohol", "fourrure")
    assert conflicts(Offer(product="Le gâteau"), no_go) == ()
    assert Offer.of({**offer.as_told(), "pay": "200 €"}) == Offer(
        product="Un manteau en Fourrure", topics=("alcohol",), pays="200 €"
    )


def test_the_creators_latest_list_counts():
    def told(topics: str) -> RightEvent:
        event = note(NOW)
        return RightEvent(**{**vars(event), "changes": {"creator.no_go_topics": topics or None}})

    assert no_go_of([told("alcohol"), note(NOW), told("fur")]).topics == ("fur",)
    assert no_go_of([told("alcohol"), told("")]).topics == ()
