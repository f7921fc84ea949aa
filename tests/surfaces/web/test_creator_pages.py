"""The card of a creator and several side by side: whole in both languages, right or refused by name."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import client_of, path_of
from upshot.surfaces.presentation.creator_short import short_lines
from upshot.surfaces.presentation.creator_words import CardSection
from upshot.surfaces.web.pages.creator_card.page import folds_of
from upshot.surfaces.wording import LANGUAGES, Words

HERE = path_of()
SHEET = "creator,followers,country,category\nlea,52000,FR,beauty\nmax,9000,FR,food\n"


@pytest.fixture(scope="module")
def roster(tmp_path_factory):
    """Creators of whom a sheet alone is known: no post, nobody worked with."""
    from upshot.wiring import House

    folder = tmp_path_factory.mktemp("roster")
    (folder / "creators.csv").write_text(SHEET, encoding="utf-8")
    with House.open(folder / "home") as house:
        house.workspace().import_paths([folder / "creators.csv"])
        with client_of(house) as client:
            yield client


@pytest.fixture(scope="module")
def names(brand: TestClient) -> list[str]:
    return re.findall(r'name="creator" value="([^"]+)"', brand.get(HERE + "/creators").text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_whole_in_each_language(brand: TestClient, names: list[str], language: str):
    page = brand.get(f"{HERE}/creators/{names[0]}/card", headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert " style=" not in page.text
    assert f"<h1>@{names[0]}</h1>" in page.text
    for part in ("figures", "peers", "audience", "fit", "price"):
        assert f'<div id="{part}">' in page.text


def test_card_and_verdict_of_a_creator_lead_to_each_other(brand: TestClient, names: list[str]):
    here = f"{HERE}/creators/{names[0]}"
    assert f'href="{here}"' in brand.get(here + "/card").text
    assert f'href="{here}/card"' in brand.get(here).text
    assert f'href="{here}/card"' in brand.get(HERE + "/creators").text


def test_a_quote_on_the_page_is_the_quote_of_the_file(brand: TestClient, names: list[str]):
    asked = "quote=1%20200,50&posts=2&margin=900..2400"
    page = brand.get(f"{HERE}/creators/{names[0]}/card?{asked}&format=json").json()
    file = brand.get(page["exports"][3][1]).json()
    assert page["vetting"]["price"]["quote"]["fee"] == 1200.5
    assert file["price"]["quote"] == page["vetting"]["price"]["quote"]
    assert file["price"]["fee_ceiling"]["value"] == 1650
    assert page["short"][-1]["part"] == "price"
    assert "1,650" in page["short"][-1]["text"]


@pytest.mark.parametrize(("ending", "start"), [("html", b"<!doctype"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_card_leaves_as_a_file(roster: TestClient, ending: str, start: bytes):
    found = roster.get(f"/w/default/creators/lea/card.{ending}")
    assert found.content[: len(start)].lower() == start.lower()
    assert "upshot-card-lea" in found.headers["content-disposition"]


@pytest.mark.parametrize(
    "asked", ["quote=abc", "quote=-5", "quote=0", "posts=0", "posts=1.5", "posts=x", "margin=9..1", "quote=1e99"]
)
def test_nonsense_in_the_plan_is_refused_beside_the_card(roster: TestClient, asked: str):
    page = roster.get(f"/w/default/creators/lea/card?{asked}")
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert "<h1>@lea</h1>" in page.text


def test_a_creator_without_posts_is_told_what_is_missing(roster: TestClient):
    page = roster.get("/w/default/creators/lea/card").text
    assert "No post of lea has a reading." in page
    assert "post_metrics" in page
    assert 'href="/w/default/creators/lea"' not in page  # nobody worked with them: no verdict to lead to


def test_a_forecast_stands_on_the_card_or_says_why_not(brand: TestClient, names: list[str], roster: TestClient):
    found = brand.get(f"{HERE}/creators/{names[0]}/card?posts=2&forecast=sponsored_video&format=json").json()
    assert found["forecast_document"]["n_posts"] == 2
    assert found["forecast"]["table"]["rows"]
    wrong = roster.get("/w/default/creators/lea/card?forecast=tv").text
    assert "sponsored_video" in wrong


@pytest.mark.parametrize("path", ["/creators/lae/card", "/creators/lae/card.pdf", "/creators/lae/card?quote=5"])
def test_an_unknown_creator_is_answered_with_the_nearest(roster: TestClient, path: str):
    page = roster.get("/w/default" + path)
    assert page.status_code == 404
    assert "lea" in page.text


def test_a_typed_handle_or_link_leads_to_the_card(roster: TestClient):
    for typed, handle in (
        ("@Lea", "lea"),
        ("https://www.tiktok.com/@lea", "lea"),
        ("Émoji 😀", "%C3%A9moji%20%F0%9F%98%80"),
    ):
        found = roster.get("/w/default/card", params={"creator": typed})
        assert found.headers["location"] == f"/w/default/creators/{handle}/card"
    assert roster.get("/w/default/card?creator=").headers["location"] == "/w/default/creators"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_creators_stand_side_by_side(roster: TestClient, language: str):
    page = roster.get("/w/default/creators/compare?creator=@Lea,max", headers={"accept-language": language})
    assert page.text.index("@lea") < page.text.index("@max")
    assert 'class="compare"' in page.text
    document = json.loads(roster.get("/w/default/creators/compare/side-by-side.json?creator=lea&creator=max").text)
    assert [one["creator"] for one in document] == ["lea", "max"]


@pytest.mark.parametrize(
    "asked", ["creator=lea", "creator=lea&creator=LEA", "creator=lea,b,c,d,e,f,g", "creator=lea,mxa"]
)
def test_a_comparison_that_cannot_be_is_refused_and_can_be_corrected(roster: TestClient, asked: str):
    page = roster.get(f"/w/default/creators/compare?{asked}").text
    assert 'role="alert"' in page
    assert 'value="lea" checked' in page
    assert 'class="compare"' not in page


def test_nobody_chosen_yet_is_no_fault(roster: TestClient):
    page = roster.get("/w/default/creators/compare")
    assert page.status_code == 200
    assert 'role="alert"' not in page.text


def test_authenticity_stands_among_the_first_lines_as_one_of_three_outcomes(brand_house, names: list[str]):
    from datetime import UTC, datetime

    from tests.surfaces.web.house import BRAND
    from upshot.decisions.creators.vetting import read_vetting

    vetting = read_vetting(brand_house.workspace(BRAND), names[:1], now=datetime.now(UTC))[0]
    known = {field.name: getattr(vetting, field.name) for field in dataclasses.fields(vetting)}
    for outcome, said in (
        ("clear", "Clear"),
        ("look_closer", "Look closer"),
        ("insufficient_evidence", "Insufficient"),
    ):
        judged = SimpleNamespace(**known | {"authenticity": SimpleNamespace(outcome=outcome)})
        lines = short_lines(judged, Words("en"))
        assert [line.part for line in lines] == ["figures", "peers", "authenticity", "fit", "price"]
        assert lines[2].text.startswith(said)


def decided(client: TestClient, act: str, **said: str):
    return client.post(f"/w/default/creators/lea/{act}?quote=800", data=said, follow_redirects=False)


def test_a_decision_is_kept_with_the_card_as_it_was_seen_and_a_second_person_may_be_needed(roster: TestClient):
    asked = {"outcome": "approve", "reason": "her posts fit", "days": "30"}
    assert decided(roster, "decide", **asked).status_code == 422  # nobody's name
    refused = decided(roster, "decide", **asked | {"who": "Ana", "days": "soon"})
    assert (refused.status_code, "her posts fit" in refused.text) == (422, True)
    kept = decided(roster, "decide", **asked, who="Ana")
    assert kept.headers["location"].endswith("/creators/lea/card?quote=800#decision")
    (one,) = roster.app.state.house.workspace().vetting_book().history("lea")
    assert (one.decided_by, one.evidence["vetting"]["price"]["quote"]["fee"]) == ("Ana", 800.0)
    page = roster.get("/w/default/creators/lea/card").text
    assert "her posts fit" in page
    assert ("/creators/lea/approve" in page) == one.needs_second


def test_the_one_who_decided_is_no_second_person_on_the_page_either(roster: TestClient):
    home = roster.app.state.house.workspace()
    book = home.vetting_book()
    terms = {"reason": "fits", "evidence": {}, "risk": "high", "needs_second": True, "days": 9}
    book.decide("max", "approve", **terms, actor="Ana", now=datetime.now(UTC))
    here = "/w/default/creators/max"
    assert "/creators/max/approve" in roster.get(here + "/card").text
    assert roster.post(here + "/approve", data={"who": "ana"}).status_code == 422
    assert not book.is_vetted("max", datetime.now(UTC))
    roster.post(here + "/approve", data={"who": "Bo", "note": "agreed"})
    assert book.is_vetted("max", datetime.now(UTC))


def test_a_section_that_no_fold_knows_is_shown_before_the_price():
    folds = folds_of([CardSection("price", "P", ("1",)), CardSection("new", "New", ("2",))], Words("en"))
    assert [fold.name for fold in folds] == ["new", "price"]
