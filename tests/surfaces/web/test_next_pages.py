"""The pages of what next: whole in both languages, live, and patient with nonsense."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from tests.decisions.budget.material import GuessShelf, guessed_material
from tests.surfaces.web.house import path_of
from upshot.surfaces.wording import LANGUAGES
from upshot.wiring import Workspace

HERE = path_of()


@pytest.fixture(autouse=True)
def _guess(monkeypatch: pytest.MonkeyPatch) -> None:
    def material(self: Workspace, **_: object):
        return guessed_material(self, now=datetime.now(UTC), shelf=GuessShelf(effect=3.0, sd=0.5))

    monkeypatch.setattr(Workspace, "material", material)


def _wait(client: TestClient, path: str) -> dict:
    return client.get(HERE + path + ("&" if "?" in path else "?") + "format=json").json()  # waits for the answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/next", "/next?amount=3000&risk=20&explore=10", "/next/tests"])
def test_pages_are_whole_in_each_language(brand: TestClient, language: str, path: str):
    _wait(brand, path)
    page = brand.get(HERE + path, headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert " style=" not in page.text


def test_a_change_in_the_form_is_answered_at_once(brand: TestClient):
    page = brand.get(f"{HERE}/next?amount=1234", headers={"hx-request": "true", "accept-language": "en"})
    assert page.status_code == 200
    assert "1,234" in page.text
    assert 'id="answer"' in page.text


def test_caps_are_written_one_in_each_line(brand: TestClient):
    plan = _wait(brand, "/next?limits=boosts%20%E2%89%A4%200%0A")["plan"]
    assert plan["boosts"] == []
    assert all(line["spend_boosts"] == 0 for line in plan["creators"])


@pytest.mark.parametrize(
    "asked",
    [
        "amount=-5",
        "amount=x",
        "amount=1e99",
        "limits=lea",
        "limits=nobody%20%3C=%205",
        "starts_on=2026-09-09&ends_on=2020-01-01",
    ],
)
def test_nonsense_in_the_form_is_refused_beside_it(brand: TestClient, asked: str):
    page = brand.get(f"{HERE}/next?{asked}", headers={"accept-language": "en", "hx-request": "true"})
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert "Valid:" in page.text


def test_an_empty_brand_is_told_what_would_help(empty: TestClient):
    for path in ("/next", "/next/tests"):
        answer = empty.get(f"{path_of('default')}{path}?format=json").json()
        assert answer["missing"]
        assert answer.get("plan", answer.get("report")) is None
