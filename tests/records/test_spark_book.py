"""The book of Spark rights as the desk, a creator's link and a stolen database meet it."""

from __future__ import annotations

import stat
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.services.databases import dump
from upshot.errors import InvalidInput, NotAllowed, UnknownName, WarehouseError
from upshot.records.code_vault import CodeVault, tidy_code
from upshot.records.schema import SPARK_RIGHT_EVENT
from upshot.records.spark_book import CodeEntry, SparkBook
from upshot.records.spark_codes import rotate_keys
from upshot.records.spark_requests import hash_of_token, workspace_of_token
from upshot.vocabulary.spark_rights import (
    MOST_ATTEMPTS,
    DateSource,
    DayWindow,
    Evidence,
    EvidenceKind,
    RequestStatus,
    RightState,
    SparkRight,
)

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CODE = "#q7Jk2/Zz+9aWnB4LxR0tYvC3mE5sD8fG1hU6iOpPkA="
SEEN = Evidence(EvidenceKind.ATTESTATION, "seen in Ads Manager")
PLATFORM = Evidence(EvidenceKind.PLATFORM, "auth_end_time")
POST = "7300000000000000001"


@pytest.fixture
def book(records, tmp_path) -> SparkBook:
    return SparkBook(records, "brand", CodeVault(tmp_path / "keys"))


def draft(book: SparkBook, post: str = POST, **more) -> SparkRight:
    return book.add(SparkRight("", "@Lea", post, **more), actor="ana", now=NOW)


def authorised(book: SparkBook, post: str = POST, code: str = CODE, **more) -> SparkRight:
    right = draft(book, post, **more)
    book.put_code(right.right_id, code, actor="ana", now=NOW, starts_at=NOW, days=30)
    book.record_event(right.right_id, RightState.AUTHORISED, actor="ana", at=NOW, evidence=SEEN)
    return book.get(right.right_id)


def test_a_right_comes_back_as_it_was_drafted(book):
    flight = DayWindow(date(2026, 5, 2), date(2026, 5, 20), "Europe/Paris", DateSource.BRAND)
    right = draft(book, flight=flight, ad_ids=("1", "2"))
    assert book.get(right.right_id[:6]) == right
    assert (right.creator, right.state, right.contract.ends_on, right.code) == ("lea", RightState.DRAFTED, None, None)


def test_two_workspaces_never_see_each_others_rights(book, records, tmp_path):
    right = draft(book)
    other = SparkBook(records, "other", CodeVault(tmp_path / "keys"))
    assert other.list() == ()
    with pytest.raises(UnknownName, match="spark_right_unknown"):
        other.get(right.right_id)


def test_a_second_open_right_on_the_same_post_and_use_is_refused_and_a_renewal_is_not(book):
    first = authorised(book)
    with pytest.raises(InvalidInput, match="spark_right_exists"):
        draft(book)
    draft(book, use="display")
    assert draft(book, replaces=first.right_id).replaces == first.right_id


def test_the_renewed_right_is_superseded_the_moment_its_heir_is_authorised(book):
    first = authorised(book)
    heir = authorised(book, code=CODE.replace("q7", "r8"), replaces=first.right_id)
    assert book.get(first.right_id).state is RightState.SUPERSEDED
    assert book.events(first.right_id)[-1].evidence.reference == f"right:{heir.right_id}"


def test_an_illegal_step_is_refused_by_name_and_changes_nothing(book):
    right = draft(book)
    with pytest.raises(NotAllowed, match="spark_transition_refused"):
        book.record_event(right.right_id, RightState.LIVE, actor="ana", at=NOW, evidence=SEEN)
    assert book.get(right.right_id).state is RightState.DRAFTED
    assert len(book.events(right.right_id)) == 1


def test_a_lapsed_right_comes_back_on_tiktoks_word_only(book):
    right = authorised(book)
    clock = Evidence(EvidenceKind.CLOCK)
    book.record_event(right.right_id, RightState.EXPIRED, actor="clock", at=NOW, evidence=clock)
    with pytest.raises(NotAllowed, match="spark_evidence_too_weak"):
        book.record_event(right.right_id, RightState.AUTHORISED, actor="ana", at=NOW, evidence=SEEN)
    book.record_event(right.right_id, RightState.AUTHORISED, actor="ana", at=NOW, evidence=PLATFORM)
    assert book.get(right.right_id).state is RightState.AUTHORISED


def test_history_cannot_be_rewritten(book, records):
    right = draft(book)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), records.engine.begin() as connection:
        connection.execute(sa.update(SPARK_RIGHT_EVENT).values(actor="nobody"))
    assert book.events(right.right_id)[0].actor == "ana"


def test_changed_terms_keep_before_and_after(book):
    right = draft(book)
    window = DayWindow(ends_on=date(2026, 6, 30))
    book.change_terms(right.right_id, actor="ana", at=NOW, evidence=SEEN, contract=window)
    assert book.events(right.right_id)[-1].changes == {"contract_ends_on": "– → 2026-06-30"}
    wrong = DayWindow(date(2026, 7, 1), date(2026, 6, 1))
    with pytest.raises(InvalidInput, match="spark_window_reversed"):
        book.change_terms(right.right_id, actor="ana", at=NOW, evidence=SEEN, flight=wrong)


def test_tiktoks_date_is_not_overruled_by_a_creator(book):
    right = authorised(book)
    end = datetime(2026, 5, 28, 8, tzinfo=UTC)
    book.set_code_window(
        right.right_id, actor="ana", at=NOW, evidence=PLATFORM, source=DateSource.PLATFORM, ends_at=end
    )
    with pytest.raises(NotAllowed, match="spark_date_outranked"):
        book.set_code_window(right.right_id, actor="ana", at=NOW, evidence=SEEN, source=DateSource.CREATOR, days=365)
    assert book.get(right.right_id).code.end == end


# --- codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pasted", [f"  {CODE}\n", CODE[:20] + "\n" + CODE[20:], f"“{CODE}”", f"\u202b{CODE}\u202c"])
def test_a_code_survives_what_messengers_do_to_it(pasted):
    assert tidy_code(pasted) == CODE


@pytest.mark.parametrize(
    ("pasted", "reason"),
    [("", "empty"), ("#a=", "short"), ("x" * 600, "long"), ("#abc<script>alert(1)</script>", "characters"),
     ("https://www.tiktok.com/@a/video/7300000000000000001", "link"), ("🎉" * 5000, "long"),
     ("#абвгдежз=", "characters")],
)  # fmt: skip
def test_what_is_no_code_is_refused_without_being_quoted(pasted, reason):
    with pytest.raises(InvalidInput) as refusal:
        tidy_code(pasted)
    assert refusal.value.facts["reason"] == reason
    assert len(pasted) < 4 or pasted not in str(refusal.value)


def test_the_same_code_twice_changes_nothing_and_for_another_post_is_refused(book):
    right, other = draft(book), draft(book, "7300000000000000002")
    first = book.put_code(right.right_id, CODE, actor="ana", now=NOW)
    assert book.put_code(right.right_id, f" {CODE} ", actor="ben", now=NOW) == first
    assert len(book.events(right.right_id)) == 2
    with pytest.raises(InvalidInput, match="spark_code_used"):
        book.put_code(other.right_id, CODE, actor="ana", now=NOW)


def test_a_code_without_a_start_has_an_unknown_end_and_a_latest_one(book):
    right = draft(book)
    book.put_code(right.right_id, CODE, actor="ana", now=NOW, days=30)
    window = book.get(right.right_id).code
    assert window.end is None
    assert window.latest_end == NOW + timedelta(days=30)


def test_a_code_is_revealed_with_a_reason_and_leaves_an_audit_line(book, records):
    right = authorised(book)
    with pytest.raises(InvalidInput, match="spark_reveal_reason"):
        book.reveal_code(right.right_id, actor="ana", why=" ", now=NOW)
    assert records.audit_events("brand") == []
    assert book.reveal_code(right.right_id, actor="ana", why="launch", now=NOW) == CODE
    (line,) = records.audit_events("brand")
    assert (line.who, line.act, line.subject, line.detail["why"]) == (
        "ana", "reveal_spark_code", right.right_id, "launch"
    )  # fmt: skip
    assert CODE not in str(line)


def test_a_stolen_database_holds_no_code(book, records, records_url, tmp_path):
    right = authorised(book)
    records.close()
    stolen = dump(records_url)
    assert right.right_id in stolen
    assert CODE not in stolen
    assert CODE.strip("#=")[:12] not in stolen
    assert CODE.encode() not in b"".join(file.read_bytes() for file in tmp_path.glob("records.db*"))


def test_the_key_is_the_owners_alone_and_without_it_nothing_opens(book):
    right = authorised(book)
    assert stat.S_IMODE(book.vault.path.stat().st_mode) == 0o600
    book.vault.path.unlink()
    with pytest.raises(WarehouseError, match="spark_key_missing"):
        book.reveal_code(right.right_id, actor="ana", why="launch", now=NOW)


def test_rotation_seals_everything_anew_and_still_knows_old_codes(book, records):
    right = authorised(book)
    old_keys, old = book.vault.path.read_bytes(), book.codes(right.right_id)[0]
    assert rotate_keys(records, book.vault, actor="ana", now=NOW) == 1
    assert old_keys.strip() not in book.vault.path.read_bytes()
    assert book.reveal_code(right.right_id, actor="ana", why="check", now=NOW) == CODE
    assert book.owner_of_code(CODE) == right.right_id
    assert book.codes(right.right_id)[0].fingerprint != old.fingerprint


def test_a_rotation_that_died_half_way_is_completed_by_the_next(book, records):
    right = authorised(book)
    book.vault.add_key()  # … and then the process was killed
    assert book.owner_of_code(CODE) == right.right_id
    rotate_keys(records, book.vault, actor="ana", now=NOW)
    assert len(book.vault.path.read_bytes().split()) == 1
    assert book.reveal_code(right.right_id, actor="ana", why="check", now=NOW) == CODE


def test_many_codes_come_in_together_or_not_at_all(book):
    entries = [
        CodeEntry(SparkRight("", "lea", POST), CODE),
        CodeEntry(SparkRight("", "tom", "7300000000000000002"), CODE),
    ]
    with pytest.raises(InvalidInput, match="spark_code_used"):
        book.put_many(entries, actor="ana", now=NOW, evidence=SEEN)
    assert book.list() == ()
    assert CODE not in repr(entries)


# --- links ------------------------------------------------------------------------------------------------------


def ask(book: SparkBook, right: SparkRight, **more):
    return book.create_request(
        right.right_id, language="fr", days=30, expires_at=NOW + timedelta(days=7), actor="ana", now=NOW, **more
    )


def test_a_link_takes_one_code_and_closes(book):
    right = draft(book)
    _, token = ask(book, right)
    assert book.open_request(token, now=NOW)[1].state is RightState.REQUESTED
    book.answer_request(token, CODE, now=NOW, starts_at=NOW, days=30)
    assert book.get(right.right_id).state is RightState.CODE_RECEIVED
    with pytest.raises(NotAllowed, match="spark_link_used"):
        book.answer_request(token, CODE, now=NOW)
    assert book.events(right.right_id)[-1].actor == "@lea"


def test_the_token_is_kept_nowhere(book, records, records_url):
    _, token = ask(book, draft(book))
    records.close()
    stolen = dump(records_url)
    assert token not in stolen
    assert hash_of_token(token) in stolen


def test_a_link_finds_its_workspace_and_a_forged_one_none(book, records, tmp_path):
    _, token = ask(book, draft(book))
    assert workspace_of_token(records, token) == "brand"
    assert workspace_of_token(records, token[:-1] + "x") is None
    assert SparkBook(records, "other", CodeVault(tmp_path / "keys")).find_request_by_token(token) is None


def test_a_new_link_closes_the_earlier_one(book):
    right = draft(book)
    _, first = ask(book, right)
    ask(book, right)
    assert book.find_request_by_token(first).status(NOW) is RequestStatus.REVOKED


@pytest.mark.parametrize(
    ("days", "revoke", "code"), [(8, False, "spark_link_lapsed"), (0, True, "spark_link_withdrawn")]
)
def test_a_lapsed_or_withdrawn_link_is_shut(book, days, revoke, code):
    request, token = ask(book, draft(book))
    if revoke:
        book.revoke_request(request.request_id, actor="ana", now=NOW)
    with pytest.raises(NotAllowed, match=code):
        book.answer_request(token, CODE, now=NOW + timedelta(days=days))


def test_a_link_locks_after_too_many_wrong_codes(book):
    _, token = ask(book, draft(book))
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(InvalidInput, match="spark_code_malformed"):
            book.answer_request(token, "#no", now=NOW)
    with pytest.raises(NotAllowed, match="spark_link_shut"):
        book.answer_request(token, CODE, now=NOW)


def test_a_decline_keeps_its_reason_and_no_right(book):
    right = draft(book)
    _, token = ask(book, right)
    assert book.decline_request(token, reason="a rival brand", now=NOW).decline_reason == "a rival brand"
    assert book.get(right.right_id).state is RightState.DRAFTED
    assert book.requests(right.right_id)[0].status(NOW) is RequestStatus.ANSWERED


def test_two_answers_at_once_leave_one(book):
    _, token = ask(book, draft(book))
    outcomes: list[str] = []

    def answer(code: str) -> None:
        try:
            book.answer_request(token, code, now=NOW)
            outcomes.append("taken")
        except NotAllowed as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=answer, args=(CODE.replace("q7", f"q{n}"),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["spark_link_used"] * 3 + ["taken"]


def test_revoking_a_right_shuts_its_link(book):
    right = draft(book)
    book.put_code(right.right_id, CODE, actor="ana", now=NOW)
    _, token = ask(book, right)
    book.put_code(right.right_id, CODE.replace("q7", "z9"), actor="ana", now=NOW)
    book.revoke(right.right_id, actor="ana", at=NOW, evidence=SEEN)
    assert book.find_request_by_token(token).status(NOW) is RequestStatus.REVOKED


def test_erasing_a_creator_takes_rights_codes_links_and_history(book, records):
    right = authorised(book)
    counts = records.erase_creator("brand", "lea")
    assert (counts["spark_right"], counts["spark_code"]) == (1, 1)
    assert book.list() == ()
    assert book.events() == ()
    assert book.owner_of_code(CODE) is None
    assert right.right_id


# --- alerts -----------------------------------------------------------------------------------------------------


def test_an_alert_is_claimed_by_one_and_kept_when_delivered(book):
    assert book.claim_alerts(["a", "b"], "webhook", now=NOW) == ["a", "b"]
    assert book.claim_alerts(["a", "c"], "webhook", now=NOW) == ["c"]
    book.settle_alerts(["a"], "webhook", is_delivered=True, now=NOW)
    book.settle_alerts(["b"], "webhook", is_delivered=False, now=NOW)
    assert book.claim_alerts(["a", "b"], "webhook", now=NOW) == ["b"]
    assert book.claim_alerts(["a"], "email", now=NOW) == ["a"]


def test_a_claim_whose_process_died_lapses(book):
    book.claim_alerts(["a"], "webhook", now=NOW)
    assert book.claim_alerts(["a"], "webhook", now=NOW + timedelta(minutes=16)) == ["a"]
