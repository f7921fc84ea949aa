"""The Spark desk: what is at risk, links shown once, codes shown on purpose, and nothing authorised too early."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import client_of
from tests.surfaces.web.spark_house import (
    BRAND,
    CODE,
    OTHER_CODE,
    POST,
    add_link,
    add_right,
    brand_of,
    desk,
    make_home,
    today,
    yes,
)
from upshot.surfaces.wording import LANGUAGES
from upshot.vocabulary.spark_rights import DayWindow, Evidence, EvidenceKind, RightState
from upshot.wiring import House

TOLD = {
    "is_public": "yes",
    "toggle_on": "yes",
    "is_caption_final": "yes",
    "overlay_s": "30",
    "duration_s": "30",
    "caption": "Collaboration commerciale, lien en bio",
    "sound_licence": "original",
    "optimization_goal": "CONVERT",
    "reason_spread": "un seul créateur vend ce produit",
}


@pytest.fixture(scope="module")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the brand in it; making one takes longer than most of these tests."""
    return make_home(tmp_path_factory.mktemp("new"))


@pytest.fixture
def house(new_home: Path, tmp_path: Path) -> Iterator[House]:
    with House.open(shutil.copytree(new_home, tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def brand(house: House):
    return house.workspace(BRAND)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with client_of(house) as made:
        yield made


def page_of(right) -> str:
    return f"{desk()}/rights/{right.right_id}"


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_an_empty_desk_says_what_a_right_is(brand, client):
    assert "No right is recorded yet" in client.get(desk()).text


def test_a_right_is_drafted_from_a_link_and_its_money_is_told(brand, client):
    flight = {"flight_starts_on": str(today()), "flight_ends_on": str(today() + timedelta(9))}
    form = {"post": f"https://www.tiktok.com/@Lea.Cuisine/video/{POST}", "flight_budget": "1 000,50", **flight}
    answer = client.post(f"{desk()}/add", data=form)
    assert answer.status_code == 303
    (right,) = brand.spark_book().list()
    assert (right.creator, right.post_id, right.flight_budget) == ("lea.cuisine", POST, Decimal("1000.50"))
    assert right.contract.ends_on is None
    assert client.get(answer.headers["location"]).status_code == 200
    assert "€1,000.50" in words_of(client.get(desk()).text)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"post": "https://vm.tiktok.com/ZM1abc/"}, "post"),
        ({"post": "no post"}, "post"),
        ({"creator": "not a handle!", "post": POST}, "creator"),
        ({"flight_budget": "a lot"}, "flight_budget"),
        ({"flight_budget": "-1"}, "flight_budget"),
        ({"flight_budget": "NaN"}, "flight_budget"),
        ({"rights_fee": "1e40"}, "rights_fee"),
        ({"flight_ends_on": "2026-02-30"}, "flight_ends_on"),
        ({"contract_starts_on": "2026-03-02", "contract_ends_on": "2026-03-01"}, "contract_ends_on"),
        ({"currency": "euro"}, "currency"),
    ],
)
def test_a_field_that_does_not_hold_is_refused_beside_it(brand, client, wrong, field):
    answer = client.post(f"{desk()}/add", data={"post": POST, "creator": "lea", **wrong})
    assert answer.status_code == 422
    assert f'id="right-{field}-error"' in answer.text
    assert brand.spark_book().list() == ()


def test_the_same_post_twice_is_refused_beside_the_post(brand, client):
    add_right(brand)
    answer = client.post(f"{desk()}/add", data={"post": POST, "creator": "lea.cuisine"})
    assert answer.status_code == 422
    assert 'id="right-post-error"' in answer.text


def test_a_link_is_shown_once_and_its_token_is_kept_nowhere(house, brand, client):
    right = add_right(brand)
    answer = client.post(f"{page_of(right)}/link", data={"why": "41 %", "language": "fr", "link_days": "7"})
    link = re.search(r'value="(http://testserver/request/[\w-]{43})"', answer.text)[1]
    assert answer.headers["cache-control"] == "no-store"
    assert "Choisissez 30 jours" in client.get(link, headers={"accept-language": "fr"}).text
    assert link not in client.get(page_of(right)).text
    token = link.rsplit("/", 1)[-1].encode()
    assert not any(token in file.read_bytes() for file in house.home.rglob("*") if file.is_file())


def test_a_second_link_closes_the_first_and_a_link_can_be_withdrawn(brand, client):
    right = add_right(brand)
    first, second = add_link(brand, right), add_link(brand, right)
    assert [client.get(f"/request/{token}").status_code for token in (first, second)] == [404, 200]
    request = brand.spark_book().requests(right.right_id)[-1]
    client.post(f"{page_of(right)}/revoke-link", data={"request": request.request_id})
    assert client.get(f"/request/{second}").status_code == 404


def test_no_link_goes_out_while_a_gate_fails_that_locks_with_the_code(brand, client):
    right = add_right(brand)
    client.post(f"{page_of(right)}/facts", data={"caption": "Ma recette, lien en bio"})
    answer = client.post(f"{page_of(right)}/link", data={})
    assert answer.status_code == 422
    assert "The text says it is advertising" in words_of(answer.text)
    assert brand.spark_book().requests() == ()


def test_no_link_goes_out_against_the_creators_own_list(brand, client):
    client.post(f"/request/{add_link(brand, add_right(brand))}", data=yes(no_go=["gambling"]))
    later = add_right(brand, post=POST[:-1] + "8")
    answer = client.post(f"{page_of(later)}/link", data={"topic_gambling": "1"})
    assert answer.status_code == 422
    assert "gambling and betting" in words_of(answer.text)
    assert client.post(f"{page_of(later)}/link", data={}).status_code == 200


def test_a_code_is_shown_only_with_a_reason_and_leaves_an_audit_line(brand, client):
    right = add_right(brand)
    client.post(f"{page_of(right)}/code", data={"code": CODE, "days": "30", "made_on": str(today())})
    assert CODE not in unescape(client.get(page_of(right)).text)
    assert client.post(f"{page_of(right)}/reveal", data={"why": " "}).status_code == 422
    shown = client.post(f"{page_of(right)}/reveal", data={"why": "Ads Manager"})
    assert CODE in unescape(shown.text)
    assert shown.headers["cache-control"] == "no-store"
    events = [event for event in brand.records.audit_events(brand.name) if event.act == "reveal_spark_code"]
    assert [event.detail["why"] for event in events] == ["Ads Manager"]


def test_nothing_is_authorised_before_every_gate_passes(brand, client):
    right = add_right(brand)
    client.post(f"/request/{add_link(brand, right)}", data=yes())
    refused = client.post(f"{page_of(right)}/authorise", data={"note": "seen"})
    assert refused.status_code == 422
    assert brand.spark_book().get(right.right_id).state is RightState.CODE_RECEIVED
    assert client.post(f"{page_of(right)}/facts", data=TOLD).status_code == 303
    assert "Every gate passes" in words_of(client.get(page_of(right)).text)
    assert client.post(f"{page_of(right)}/authorise", data={"note": "seen"}).status_code == 303
    assert brand.spark_book().get(right.right_id).state is RightState.AUTHORISED


def test_an_answer_that_cannot_be_read_keeps_nothing_and_what_was_typed_stays_in_the_form(brand, client):
    right = add_right(brand)
    answer = client.post(f"{page_of(right)}/facts", data={**TOLD, "overlay_s": "long"})
    assert answer.status_code == 422
    assert "Seconds the mention stands on the picture" in answer.text
    assert 'value="long"' in answer.text
    assert not any(event.changes for event in brand.spark_book().events(right.right_id))


def test_an_answer_that_did_not_change_is_not_noted_again_and_an_emptied_one_is_taken_back(brand, client):
    right = add_right(brand)
    for told in (TOLD, TOLD, {**TOLD, "toggle_on": ""}):
        client.post(f"{page_of(right)}/facts", data=told)
    notes = [event.changes for event in brand.spark_book().events(right.right_id) if event.changes]
    assert len(notes) == 2
    assert notes[1] == {"gate.toggle_on": None}


def test_pasted_codes_go_to_their_posts_and_the_answer_holds_none(brand, client):
    add_right(brand)
    pasted = f"https://www.tiktok.com/@lea.cuisine/video/{POST} {CODE} 30 days\n@nobody.known {OTHER_CODE}"
    answer = client.post(f"{desk()}/codes", data={"pasted": pasted})
    assert "One code was taken." in words_of(answer.text)
    assert "@nobody.known" in answer.text
    assert CODE not in unescape(answer.text)
    assert OTHER_CODE not in unescape(answer.text)
    assert client.post(f"{desk()}/codes", data={"pasted": " "}).status_code == 422


def test_revoking_closes_the_right_and_its_links_and_says_to_stop(brand, client):
    right = add_right(brand)
    client.post(f"{page_of(right)}/code", data={"code": CODE, "days": "30", "made_on": str(today())})
    answer = client.post(f"{page_of(right)}/revoke", data={"note": "mail of today"})
    assert answer.status_code == 303
    assert "Stop the ads now" in client.get(answer.headers["location"]).text
    assert "took it back" not in client.get(desk()).text
    assert brand.spark_book().get(right.right_id).state is RightState.REVOKED


def test_a_renewal_takes_over_from_the_right_it_names(brand, client):
    right = add_right(brand)
    client.post(f"{page_of(right)}/code", data={"code": CODE, "days": "7", "made_on": str(today())})
    form = client.get(f"{desk()}/add?replaces={right.right_id}").text
    assert f'name="replaces" value="{right.right_id}"' in form
    assert 'value="lea.cuisine"' in form
    answer = client.post(f"{desk()}/add", data={"post": POST, "creator": "lea.cuisine", "replaces": right.right_id})
    assert answer.status_code == 303
    assert [one.replaces for one in brand.spark_book().list()].count(right.right_id) == 1


def live(brand, *, creator: str, post: str, ends_in: int, budget: int):
    now = datetime.now(UTC)
    right = add_right(
        brand,
        creator=creator,
        post=post,
        flight=DayWindow(today() - timedelta(5), today() + timedelta(20)),
        contract=DayWindow(today() - timedelta(30), today() + timedelta(ends_in)),
        flight_budget=Decimal(budget),
    )
    book = brand.spark_book()
    book.put_code(right.right_id, f"#{creator[:2]}{post}=", actor="t", now=now, starts_at=now - timedelta(1), days=60)
    seen = Evidence(EvidenceKind.ATTESTATION, "seen")
    book.record_event(right.right_id, RightState.AUTHORISED, actor="t", at=now, evidence=seen)
    return right


def test_the_table_filters_sorts_and_finds(brand, client):
    live(brand, creator="aa.one", post=POST, ends_in=30, budget=100)
    live(brand, creator="bb.two", post=POST[:-1] + "8", ends_in=3, budget=9000)
    add_right(brand, creator="cc.three", post=POST[:-1] + "9")

    def handles(query: str) -> list[str]:
        return re.findall(r"@(aa\.one|bb\.two|cc\.three)</a>", client.get(f"{desk()}?{query}").text)

    assert handles("sort=creator") == ["aa.one", "bb.two", "cc.three"]
    assert handles("sort=money")[0] == "bb.two"
    assert handles("state=drafted") == ["cc.three"]
    assert handles("q=%40BB") == ["bb.two"]
    assert handles("q=nobody") == []
    assert "No right fits" in client.get(f"{desk()}?q=nobody").text
    told = client.get(f"{desk()}?format=json").json()
    assert told["renewals"] == 1
    assert Decimal(told["total"]) > 0


def test_the_desk_tells_the_same_euros_as_the_ledger(brand, client):
    from upshot.decisions.spark.rights.ledger import read_ledger

    live(brand, creator="bb.two", post=POST, ends_in=3, budget=9000)
    told = client.get(f"{desk()}?format=json").json()
    as_of = datetime.fromisoformat(told["as_of"])
    ledger = read_ledger(brand, brand.spark_book(), now=as_of)
    assert (Decimal(told["per_day"]), Decimal(told["total"])) == (ledger.per_day, ledger.total)


def test_the_calendar_is_icalendar_and_holds_no_code(brand, client):
    live(brand, creator="bb.two", post=POST, ends_in=3, budget=9000)
    answer = client.get(f"{desk()}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.startswith("BEGIN:VCALENDAR")
    assert "#bb73" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "/add", "/codes"])
def test_every_page_is_whole_in_both_languages(brand, client, language, path):
    right = live(brand, creator="bb.two", post=POST, ends_in=3, budget=9000)
    headers = {"accept-language": language}
    assert client.get(desk() + path, headers=headers).status_code == 200
    shown = client.get(page_of(right), headers=headers)
    assert ("Contrôles avant l'autorisation" if language == "fr" else "Gates before authorisation") in unescape(
        shown.text
    )


def test_the_json_of_a_right_holds_its_gates_and_neither_code_nor_token(brand, client):
    right = add_right(brand)
    token = add_link(brand, right)
    client.post(f"/request/{token}", data=yes())
    text = client.get(f"{page_of(right)}?format=json").text
    told = json.loads(text)
    assert {one["gate"] for one in told["gates"]["results"]} >= {"disclosure_text", "consent", "spread"}
    assert CODE not in text
    assert token not in text


def test_no_act_reaches_a_right_of_another_brand(house, brand, client):
    other = brand_of(house, "Marque Autre")
    right = add_right(other, creator="zoe.secret")
    other.spark_book().put_code(right.right_id, CODE, actor="t", now=datetime.now(UTC))
    before = other.spark_book().events(right.right_id)
    acts = ("link", "revoke-link", "reveal", "code", "facts", "authorise", "revoke", "post-gone")
    for name in acts:
        answer = client.post(f"{page_of(right)}/{name}", data={"why": "x", "note": "x", "code": OTHER_CODE, **TOLD})
        assert answer.status_code == 404, name
        assert CODE not in unescape(answer.text)
    assert client.get(page_of(right)).status_code == 404
    assert "zoe.secret" not in client.get(desk()).text
    assert other.spark_book().events(right.right_id) == before


def test_a_desk_write_leaves_the_verdict_known_and_brings_the_desk_up_to_date(house):
    """The verdict reads no right; a creator who opens a link must not make it be worked out anew."""
    workspace = house.workspace(BRAND)
    client, verdict = client_of(house), workspace.verdict()
    assert "@lea.cuisine" not in client.get(desk()).text
    right = add_right(workspace)
    client.get(f"/request/{add_link(workspace, right)}")  # the first opening is a write too
    assert workspace.known_verdict() is verdict
    assert "@lea.cuisine" in client.get(desk()).text
    assert "requested" in client.get(desk()).text.casefold()


def test_a_record_that_a_verdict_reads_still_makes_it_be_worked_out_anew(house):
    workspace = house.workspace(BRAND)
    workspace.verdict()
    row = {"key": "gross_margin_rate", "value": "0.6"}
    workspace.records.put_row(BRAND, "setting", row, who="test", now=datetime.now(UTC))
    assert workspace.known_verdict() is None
