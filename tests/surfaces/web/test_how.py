"""How we know, in the browser: opened when somebody asks, whole without scripts, honest when there is nothing."""

from __future__ import annotations

import pytest

from tests.surfaces.sample import sample_verdict
from tests.surfaces.web.house import BRAND, client_of, path_of
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.wiring import House, Workspace


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path):
    """A browser at a brand whose verdict is the sample."""
    monkeypatch.setattr(Workspace, "known_verdict", lambda *_, **__: sample_verdict())
    monkeypatch.setattr(Workspace, "verdict", lambda *_, **__: sample_verdict())
    with House.open(tmp_path) as house:
        house.create_workspace(BRAND)
        with client_of(house) as client:
            yield client


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_model_has_every_part_and_its_numbers_as_a_table(told, language):
    page = told.get(path_of() + "/how", headers={"accept-language": language})
    assert page.status_code == 200
    assert page.text.count("<svg") >= 5 * 2  # five charts, each for desk and phone
    assert page.text.count("<table") >= 10
    words = Words(language)
    parts = ("how_decomposition", "how_creators", "how_parts", "how_response", "how_learned", "how_checks")
    assert all(f"<summary>{_escaped(words.text(part))}</summary>" in page.text for part in parts)
    assert " style=" not in page.text


def test_the_verdict_opens_the_model_only_when_asked_and_without_scripts_by_a_link(told):
    page = told.get(path_of() + "/").text
    assert f'hx-get="{path_of()}/how"' in page
    assert f'<a href="{path_of()}/how">' in page
    assert 'id="how-folds"' not in page
    assert Words("en").text("how_checks_alarm", n=1, of=3) in page


def test_the_model_of_a_campaign_keeps_its_scope(told):
    page = told.get(path_of() + "/campaigns/Printemps").text
    assert f'hx-get="{path_of()}/how?campaign=Printemps"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_estimate_the_page_leads_to_the_files_that_are_missing(empty, language):
    page = empty.get("/w/default/how", headers={"accept-language": language})
    assert page.status_code == 200
    assert _escaped(Words(language).text("how_nothing")) in page.text
    assert 'href="/w/default/imports"' in page.text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;")
