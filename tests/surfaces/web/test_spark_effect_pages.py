"""The page of what boosts added and the creator's report: whole, in both languages, and without secrets."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import BRAND, path_of
from upshot.surfaces.wording import LANGUAGES
from upshot.wiring import House

HERE = path_of()


@pytest.fixture
def boosted(brand_house: House) -> str:
    return next(row["creator"] for row in brand_house.workspace(BRAND).rows("spark_ad"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_pages_are_whole_in_each_language(brand: TestClient, boosted: str, language: str):
    for path in ("/spark/effect", f"/spark/effect?creator={boosted}", f"/spark/creators/{boosted}"):
        answer = brand.get(HERE + path, headers={"accept-language": language})
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text
        assert "<script>" not in answer.text
        assert " style=" not in answer.text


def test_the_page_says_that_the_difference_is_not_identifiable(brand: TestClient):
    found = brand.get(f"{HERE}/spark/effect?format=json").json()["effect"]["difference"]
    assert found["reason"]["code"] == "spark_no_plain_ads"
    assert "Not identifiable" in brand.get(f"{HERE}/spark/effect").text


@pytest.mark.parametrize("ending", ["html", "pdf", "json"])
def test_the_report_is_sent_as_a_file_that_nobody_keeps(brand: TestClient, boosted: str, ending: str):
    answer = brand.get(f"{HERE}/spark/creators/{boosted}/report.{ending}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) > 500


def test_the_report_shows_the_spend_only_when_asked(brand: TestClient, boosted: str):
    path = f"{HERE}/spark/creators/{boosted}/report.json"
    hidden, shown = (brand.get(path + query).json() for query in ("", "?spend=1"))
    assert all(boost["spend"] is None for boost in hidden["boosts"])
    assert all(boost["spend"] is not None for boost in shown["boosts"])


def test_the_report_names_no_campaign_and_nobody_else(brand: TestClient, brand_house: House, boosted: str):
    workspace = brand_house.workspace(BRAND)
    text = json.dumps(brand.get(f"{HERE}/spark/creators/{boosted}/report.json").json(), ensure_ascii=False)
    for row in workspace.rows("campaign"):
        assert row["campaign"] not in text
    for row in workspace.rows("creator"):
        assert row["creator"] == boosted or row["creator"] not in text


def test_an_unknown_creator_or_ending_is_refused(brand: TestClient, boosted: str):
    assert brand.get(f"{HERE}/spark/creators/nobody-of-that-name").status_code == 404
    assert brand.get(f"{HERE}/spark/creators/nobody/report.pdf").status_code == 404
    assert brand.get(f"{HERE}/spark/creators/{boosted}/report.exe").status_code == 400
    assert brand.get(f"{HERE}/spark/creators/%3Cscript%3E").status_code == 404


def test_an_empty_workspace_leads_to_the_next_step(empty: TestClient):
    answer = empty.get("/w/default/spark/effect")
    assert answer.status_code == 200
    assert "spark_ads.csv" in answer.text
