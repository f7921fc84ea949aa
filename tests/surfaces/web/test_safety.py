"""Errors speak to people, other sites are refused, preferences are kept, and nothing needs inline code."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import client_of, path_of
from upshot.surfaces.web.pages.settings import page as settings_page
from upshot.wiring import House

NOT_THERE = {
    "en": ("/w/default/nothing", "There is no such page"),
    "fr": ("/w/default/nothing", "Cette page n'existe pas"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_that_is_not_there_says_so_in_the_readers_language(empty: TestClient, language: str):
    path, words = NOT_THERE[language]
    answer = empty.get(path, headers={"accept-language": language})
    assert answer.status_code == 404
    assert words in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "path",
    ["/w/no such one/", "/w/default/posts/1", "/w/default/why/roi.medain", "/w/default/imports/x", "/w/default/edit/y"],
)
def test_an_unknown_name_is_a_404_with_a_sentence(empty: TestClient, path: str, language: str):
    answer = empty.get(path, headers={"accept-language": language})
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text
    assert "Traceback" not in answer.text


def test_the_json_of_an_error_is_its_sentence(empty: TestClient):
    answer = empty.get("/w/nobody/?format=json")
    assert answer.status_code == 404
    assert "nobody" in answer.json()["error"]


@pytest.mark.parametrize(("language", "words"), [("en", "This is a bug"), ("fr", "un défaut")])
def test_a_crash_is_admitted_without_its_insides(empty_house: House, monkeypatch, language: str, words: str):
    def crash(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(settings_page, "form", crash)
    client = TestClient(client_of(empty_house).app, raise_server_exceptions=False)
    answer = client.get("/w/default/settings", headers={"accept-language": language})
    assert answer.status_code == 500
    assert words in answer.text
    assert "secret detail" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_sent_by_another_site_changes_nothing(empty: TestClient, empty_house: House, headers: dict[str, str]):
    answer = empty.post("/w/default/settings", data={"currency": "USD"}, headers=headers)
    assert answer.status_code == 403
    assert "came from another site" in answer.text
    assert empty_house.workspace().rows("setting") == []


def test_the_same_form_sent_from_here_is_accepted(empty: TestClient, empty_house: House):
    said = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
    assert empty.post("/w/default/settings", data={"currency": "USD"}, headers=said).status_code == 303
    assert empty_house.workspace().setting("currency") == "USD"


def test_another_host_name_is_not_answered(empty: TestClient):
    assert empty.get("/w/default/", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_forbids_inline_code_and_framing(empty: TestClient):
    for path in ("/w/default/imports", "/w/default/nothing", "/static/upshot.css"):
        policy = empty.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_language_and_theme_are_remembered(empty: TestClient):
    back = empty.post("/preferences", data={"language": "fr", "back": "/w/default/imports"})
    assert back.headers["location"] == "/w/default/imports"
    empty.post("/preferences", data={"theme": "dark"})
    page = empty.get("/w/default/imports").text
    assert '<html lang="fr" data-theme="dark">' in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", ""])
def test_preferences_never_lead_to_another_site(empty: TestClient, back: str):
    assert empty.post("/preferences", data={"theme": "dark", "back": back}).headers["location"] == "/"


def test_an_unknown_preference_is_left_alone(empty: TestClient):
    assert "set-cookie" not in empty.post("/preferences", data={"theme": "<script>", "language": "xx"}).headers


def test_a_report_of_an_unknown_form_is_refused_with_the_known_ones(empty: TestClient):
    answer = empty.get("/w/default/report.exe")
    assert answer.status_code == 400
    assert ".xlsx" in answer.text


def test_reports_come_as_files(brand: TestClient):
    for ending, start in ((".html", b"<!doctype"), (".xlsx", b"PK"), (".pdf", b"%PDF"), (".json", b"{")):
        answer = brand.get(f"{path_of()}/report{ending}")
        assert answer.status_code == 200
        assert answer.content.lower().lstrip().startswith(start.lower())
