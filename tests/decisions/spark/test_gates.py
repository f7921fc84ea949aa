"""The gates before a post is authorised: each holds back what it should, and unknown is never passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.spark.gates import Consent, Disclosure, Gate, GateCase, GateState, check_gates
from upshot.decisions.spark.gates.content import url_in
from upshot.decisions.spark.gates.disclosure import mention_in
from upshot.registries.spark_goals import every_goal, objectives
from upshot.registries.spark_rules import spark_rule, spark_rules
from upshot.registries.spark_steps import spark_steps
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.vocabulary.spark_rights import DURATIONS_DAYS, DayWindow

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
READY = GateCase(
    creator="lea.cuisine",
    post_id="7612345678901234567",
    as_of=TODAY,
    countries=("FR",),
    consent=Consent("contract 12", date(2026, 11, 1), territory="FR"),
    flight=DayWindow(date(2026, 11, 25), date(2026, 12, 14)),
    campaign=DayWindow(date(2026, 11, 20), date(2026, 12, 31)),
    contract=DayWindow(date(2026, 11, 1), date(2027, 10, 31)),
    published_at=NOW - timedelta(hours=100),
    checked_at=NOW,
    is_public=True,
    disclosure=Disclosure(overlay_s=30, toggle_on=True),
    duration_s=30,
    sound_licence="original",
    caption="Ma recette du dimanche, lien en bio ! Collaboration commerciale avec @marque",
    is_caption_final=True,
    objective="sales",
    optimization_goal="CONVERT",
    campaign_posts=4,
    campaign_creators=2,
)


def state(case: GateCase, gate: Gate) -> tuple[GateState, str]:
    result = check_gates(case).of(gate)
    return result.state, result.code


def test_a_post_that_meets_every_gate_may_be_authorised():
    report = check_gates(READY)
    assert report.may_authorise, [result.code for result in report.open_gates()]
    assert {result.gate for result in report.results} == set(Gate)


def test_every_answer_names_its_rule_its_source_and_its_day():
    for result in check_gates(READY).results:
        assert result.authority in {"law", "platform", "practice"}
        assert len(result.source) > 20
        assert result.rule_dated <= TODAY


@pytest.mark.parametrize(
    ("gate", "taken"),
    [
        (Gate.DISCLOSURE_TEXT, {"caption": None}),
        (Gate.DISCLOSURE_OVERLAY, {"disclosure": Disclosure(toggle_on=True)}),
        (Gate.DISCLOSURE_TOGGLE, {"disclosure": Disclosure(overlay_s=30)}),
        (Gate.CONSENT, {"consent": None}),
        (Gate.WINDOW_FLIGHT, {"flight": DayWindow(date(2026, 11, 25))}),
        (Gate.WINDOW_CAMPAIGN, {"campaign": None}),
        (Gate.WINDOW_CONTRACT, {"contract": DayWindow(date(2026, 11, 1))}),
        (Gate.WINDOW_CODE, {"has_code": True}),
        (Gate.POST_PUBLIC, {"is_public": None}),
        (Gate.POST_OLD_ENOUGH, {"published_at": None}),
        (Gate.SOUND, {"sound_licence": None}),
        (Gate.CAPTION_FINAL, {"is_caption_final": None}),
        (Gate.CAPTION_CALL_TO_ACTION, {"caption": "Publicité. Ma recette"}),
        (Gate.CAPTION_NO_URL, {"caption": None}),
        (Gate.OBJECTIVE, {"optimization_goal": None}),
        (Gate.SPREAD, {"campaign_creators": None}),
    ],
)
def test_what_nobody_told_is_unknown_and_unknown_is_not_pass(gate, taken):
    report = check_gates(replace(READY, **taken))
    assert report.of(gate).state is GateState.UNKNOWN
    assert report.state is GateState.UNKNOWN
    assert not report.may_authorise


@pytest.mark.parametrize(
    ("gate", "wrong", "code"),
    [
        (Gate.DISCLOSURE_TEXT, {"caption": "Ma recette, lien en bio"}, "gate_mention_missing"),
        (Gate.DISCLOSURE_TOGGLE, {"disclosure": Disclosure(overlay_s=30, toggle_on=False)}, "gate_toggle_off"),
        (Gate.CONSENT, {"consent": Consent("x", date(2026, 11, 1), withdrawn_on=TODAY)}, "gate_consent_withdrawn"),
        (Gate.CONSENT, {"consent": Consent("x", date(2026, 12, 1))}, "gate_consent_in_future"),
        (Gate.CONSENT, {"consent": Consent("x", TODAY, until=date(2026, 12, 13))}, "gate_consent_too_short"),
        (Gate.WINDOW_FLIGHT, {"flight": DayWindow(date(2026, 11, 25), date(2026, 11, 24))}, "gate_flight_reversed"),
        (Gate.WINDOW_FLIGHT, {"flight": DayWindow(date(2026, 11, 1), date(2026, 11, 21))}, "gate_flight_over"),
        (Gate.WINDOW_CAMPAIGN, {"campaign": DayWindow(TODAY, date(2026, 12, 13))}, "gate_flight_after_campaign"),
        (Gate.WINDOW_CONTRACT, {"contract": DayWindow(None, date(2026, 12, 13))}, "gate_flight_after_contract"),
        (Gate.WINDOW_CODE, {"has_code": True, "code_ends_on": date(2026, 12, 13)}, "gate_code_too_short"),
        (Gate.WINDOW_CODE, {"has_code": True, "code_ends_on": date(2026, 12, 20)}, "gate_code_without_buffer"),
        (Gate.POST_PUBLIC, {"is_public": False}, "gate_not_public"),
        (Gate.POST_OLD_ENOUGH, {"published_at": NOW - timedelta(hours=47, minutes=59)}, "gate_too_young"),
        (Gate.POST_OLD_ENOUGH, {"published_at": NOW + timedelta(hours=1)}, "gate_not_published_yet"),
        (Gate.SOUND, {"sound_licence": "unlicensed"}, "gate_sound_unlicensed"),
        (Gate.CAPTION_FINAL, {"is_caption_final": False}, "gate_caption_to_change"),
        (Gate.CAPTION_NO_URL, {"caption": "Publicité, lien en bio : https://marque.fr"}, "gate_url_in_caption"),
        (Gate.OBJECTIVE, {"objective": None}, "gate_objective_missing"),
        (Gate.OBJECTIVE, {"objective": "fame"}, "gate_objective_unlisted"),
        (Gate.OBJECTIVE, {"optimization_goal": "ENGAGED_VIEW"}, "gate_goal_mismatch"),
        (Gate.SPREAD, {"campaign_posts": 3, "campaign_creators": 1}, "gate_spread_too_small"),
    ],
)
def test_each_fault_has_a_gate_and_a_sentence_of_its_own(gate, wrong, code):
    assert state(replace(READY, **wrong), gate) == (GateState.FAIL, code)


def test_a_mention_for_two_of_thirty_seconds_is_not_the_whole_promotion():
    case = replace(READY, disclosure=Disclosure(overlay_s=2, toggle_on=True))
    assert state(case, Gate.DISCLOSURE_OVERLAY) == (GateState.FAIL, "gate_overlay_too_short")
    only_a_part_promotes = replace(case, disclosure=Disclosure(overlay_s=2, promotion_s=2, toggle_on=True))
    assert state(only_a_part_promotes, Gate.DISCLOSURE_OVERLAY)[0] is GateState.PASS


def test_tiktoks_setting_alone_does_not_replace_the_mention_of_the_law():
    case = replace(READY, caption="Ma recette, lien en bio", disclosure=Disclosure(toggle_on=True, overlay_s=0))
    failed = [result.gate for result in check_gates(case).results if result.state is GateState.FAIL]
    assert failed == [Gate.DISCLOSURE_TEXT, Gate.DISCLOSURE_OVERLAY]


def test_no_reason_lifts_a_disclosure_but_one_may_lift_the_spread():
    told = {gate.value: "it looks more native without" for gate in Gate}
    hidden = replace(READY, caption="Ma recette, lien en bio", reasons=told)
    assert check_gates(hidden).of(Gate.DISCLOSURE_TEXT).state is GateState.FAIL
    alone = replace(READY, campaign_posts=1, campaign_creators=1, reasons={"spread": "only one creator sells this"})
    result = check_gates(alone).of(Gate.SPREAD)
    assert (result.state, result.is_reasoned, result.facts["reason"]) == (
        GateState.PASS,
        True,
        "only one creator sells this",
    )


def test_equivalent_mentions_count_only_since_the_ordinance_of_november_2024():
    caption = "Partenariat rémunéré, lien en bio"
    before = replace(READY, caption=caption, as_of=date(2024, 11, 7))
    after = replace(READY, caption=caption, as_of=date(2024, 11, 8))
    assert state(before, Gate.DISCLOSURE_TEXT) == (GateState.FAIL, "gate_mention_missing")
    assert state(after, Gate.DISCLOSURE_TEXT) == (GateState.PASS, "gate_mention_equivalent")


def test_an_english_hashtag_is_enough_in_britain_and_not_in_france():
    caption = "My Sunday roast #ad, link in bio"
    assert state(replace(READY, caption=caption, countries=("GB",)), Gate.DISCLOSURE_TEXT)[0] is GateState.PASS
    assert state(replace(READY, caption=caption), Gate.DISCLOSURE_TEXT)[0] is GateState.FAIL


def test_where_nobody_named_a_country_the_strictest_rule_applies():
    caption = "My Sunday roast #ad, link in bio"
    assert state(replace(READY, caption=caption, countries=None), Gate.DISCLOSURE_TEXT)[0] is GateState.FAIL
    outside = check_gates(replace(READY, countries=("GB",)))
    assert Gate.DISCLOSURE_OVERLAY not in {result.gate for result in outside.results}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PUBLICITÉ", "publicité"),
        ("ｐｕｂｌｉｃｉｔé", "publicité"),  # full-width letters
        ("pub\u200blicite\u0301", "publicité"),  # an invisible character, and the accent apart
        ("#CollaborationCommerciale avec", "collaboration commerciale"),
        ("Ce n'est pas une publicité", None),
        ("vidéo sans publicité", None),
        ("Je fais des publicités", None),
        ("Pas mal ! Publicité.", "publicité"),
    ],
)
def test_a_mention_is_read_as_a_person_reads_it(text, expected):
    assert mention_in(text, ("publicité", "collaboration commerciale")) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("tout est sur https://marque.fr/a", "https://marque.fr/a"),
        ("www.marque.fr", "www.marque.fr"),
        ("marque.com ou en boutique", "marque.com"),
        ("voir linktr.ee/lea", "linktr.ee/lea"),
        ("@lea.me et 10.50 € la part", None),
        ("la fin.de la semaine", None),
        ("St.Tropez, lea@marque.com", None),
        ("", None),
    ],
)
def test_an_address_is_found_and_a_handle_or_a_price_is_none(caption, expected):
    assert url_in(caption) == expected


def test_the_code_may_outlive_the_contract_but_the_desk_says_when_to_stop():
    case = replace(READY, contract=DayWindow(None, date(2026, 12, 20)), has_code=True, code_ends_on=date(2026, 12, 24))
    result = check_gates(case).of(Gate.WINDOW_CONTRACT)
    assert (result.state, result.code) == (GateState.PASS, "gate_code_outlives_contract")


@given(st.integers(0, 400), st.integers(0, 30))
def test_while_there_is_no_code_the_gate_asks_whether_a_duration_covers(length, buffer_days):
    case = replace(READY, flight=DayWindow(TODAY, TODAY + timedelta(days=length)), buffer_days=buffer_days)
    result, needed = check_gates(case).of(Gate.WINDOW_CODE), length + 1 + buffer_days
    assert result.facts["needed"] == str(needed)
    assert (result.state is GateState.PASS) == (needed <= DURATIONS_DAYS[-1])


def test_a_flight_that_is_over_needs_no_code():
    case = replace(READY, flight=DayWindow(TODAY - timedelta(days=20), TODAY - timedelta(days=1)))
    assert state(case, Gate.WINDOW_CODE) == (GateState.FAIL, "gate_flight_over")


def test_registries_know_every_gate_and_hold_dated_sources():
    assert {rule.rule for rule in spark_rules()} == {gate.value for gate in Gate}
    assert all(spark_rule(gate.value, on=TODAY) is not None for gate in Gate)
    assert all(rule.last_day is None or rule.last_day >= rule.first_day for rule in spark_rules())
    assert "CONVERT" in every_goal()
    assert {"sales", "followers", "awareness"} <= set(objectives())
    assert len(spark_steps()) == 7
    assert spark_steps()[0].is_stale(date(2027, 6, 1))
    assert not spark_steps()[0].is_stale(TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gate_and_every_answer_has_words(language):
    words = Words(language)
    reports = [check_gates(READY), check_gates(GateCase("lea", "1", TODAY))]
    for report in reports:
        for result in report.results:
            assert words.text(f"gate_{result.gate}")
            assert "{" not in words.phrase(result)
