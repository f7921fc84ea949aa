"""The pages of candidates and plan: whole in both languages, and an approval only of what was seen."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import path_of
from upshot.surfaces.wording import LANGUAGES

HERE = path_of()
ASKED = "/spark/plan?budget=1500&objective=sales&days=14"


def _wait(client: TestClient, path: str, **more: object) -> str:
    return client.get(HERE + path + ("&" if "?" in path else "?") + "format=json", **more).text  # waits for the answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_pages_are_whole_in_each_language(brand: TestClient, language: str):
    for path in ("/spark/candidates", ASKED, "/spark/plan"):
        _wait(brand, path)
        page = brand.get(HERE + path, headers={"accept-language": language})
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text
        assert " style=" not in page.text


def test_the_page_is_also_a_document(brand: TestClient):
    found = brand.get(HERE + "/spark/candidates?format=json").json()["found"]
    assert found["candidates"][0]["rank"] == 1
    assert found["candidates"][0]["reasons"]


@pytest.mark.parametrize(
    "asked", ["budget=-5", "budget=x", "budget=1e99", "budget=9&days=0", "budget=9&objective=fame"]
)
def test_nonsense_in_the_form_is_refused_beside_it(brand: TestClient, asked: str):
    _wait(brand, "/spark/plan")
    page = brand.get(f"{HERE}/spark/plan?{asked}", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert "Valid:" in page.text


def test_only_the_plan_that_was_shown_can_be_approved(brand: TestClient):
    _wait(brand, ASKED)
    page = brand.get(HERE + ASKED, headers={"accept-language": "en"}).text
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]
    form = {"budget": "1500", "objective": "sales", "days": "14", "starts_on": "", "who": "Ana"}
    refused = brand.post(f"{HERE}/spark/plan/approve", data=form | {"digest": "0" * 16})
    assert refused.status_code == 422
    brand.post(f"{HERE}/spark/plan/approve", data=form | {"digest": digest})
    assert "Approved by Ana" in brand.get(HERE + ASKED, headers={"accept-language": "en"}).text


def test_an_empty_brand_is_told_what_would_help(empty: TestClient):
    for path in ("/spark/candidates", "/spark/plan?budget=100&objective=sales"):
        answer = empty.get(f"{path_of('default')}{path}&format=json" if "?" in path else f"{path_of('default')}{path}")
        assert answer.status_code == 200


def test_a_hostile_caption_stays_text(empty: TestClient, empty_house):
    from tests.decisions.spark.candidates.posts import ordinary
    from tests.doubles import NOW, arrow_rows
    from upshot.sources.base import Batch
    from upshot.vocabulary.tables import TABLES

    posts, readings = ordinary(12)
    for row in posts:
        row["caption"] = "<script>alert(1)</script>\u202e" + "🙂" * 3_000
        row["url"] = "https://www.tiktok.com/@lea/video/" + row["post_id"]
    workspace = empty_house.workspace()
    batches = [
        Batch(name, arrow_rows(TABLES[name], rows).select(list(TABLES[name].column_names)), rows_read=len(rows))
        for name, rows in (("post", posts), ("post_reading", readings))
    ]
    workspace.lake.load(iter(batches), source="test", import_id="t", now=NOW)
    here = path_of("default")
    empty.get(f"{here}/spark/candidates?format=json")
    page = empty.get(f"{here}/spark/candidates").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
