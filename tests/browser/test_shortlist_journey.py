"""The journey of a shortlist: from the creators to a builder that follows the budget, and out as a file."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.browser.conftest import AXE
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.browser

SLOW = 120_000
WORDS = {
    "en": {"open": "Build a shortlist", "binds": "What holds the choice back"},
    "fr": {"open": "Composer une sélection", "binds": "Ce qui limite le choix"},
}


def chosen(page) -> list[str]:
    return page.locator("#chosen tbody th").all_inner_texts()


def answer(page) -> str:
    return page.locator("#answer h2").first.inner_text()


def wait_for_another(page, before: str) -> str:
    changed = "text => document.querySelector('#answer h2') && document.querySelector('#answer h2').innerText !== text"
    page.wait_for_function(changed, arg=before, timeout=SLOW)
    return answer(page)


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "fr"])
def test_the_list_follows_the_budget_names_what_binds_and_leaves_as_a_file(open_page, site: str, language: str):
    page = open_page(language=language)
    page.goto(site + "/creators")
    page.get_by_role("link", name=WORDS[language]["open"]).click()
    page.locator("#budget").wait_for(timeout=SLOW)
    page.select_option("select[name=objective]", "views")
    page.locator("#budget").press_sequentially("9000")
    page.locator("#chosen").wait_for(timeout=SLOW)
    large, many = answer(page), chosen(page)
    address = page.get_by_role("link", name="JSON").get_attribute("href")
    whole = json.loads(page.request.get(site.partition("/w/")[0] + address).body())
    half = str(round(whole["totals"]["cost"] / 2))
    page.fill("#budget", half)
    assert wait_for_another(page, large)
    few = chosen(page)
    assert len(few) > 0
    assert set(few) != set(many)
    assert f"budget={half}" in page.url
    assert page.get_by_role("heading", name=WORDS[language]["binds"]).is_visible()
    assert "1" in page.locator("#binds li").first.inner_text()
    out = few[0].removeprefix("@")
    page.locator("form details summary").click()
    page.fill("input[name=never]", out)
    page.locator("input[name=never]").press("Enter")
    gone = "name => ![...document.querySelectorAll('#chosen tbody th')].some(cell => cell.innerText === name)"
    page.wait_for_function(gone, arg=few[0], timeout=SLOW)
    with page.expect_download() as workbook:
        page.get_by_role("link", name="XLSX").click()
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(Path(workbook.value.path()).read_bytes())).namelist()
    address = page.get_by_role("link", name="JSON").get_attribute("href")
    document = json.loads(page.request.get(site.partition("/w/")[0] + address).body())
    assert [f"@{line['creator']}" for line in document["chosen"]] == chosen(page)
    assert (document["budget"], out in str(document["left_out"])) == (float(half), True)


def test_limits_that_exclude_each_other_are_told_on_the_page(open_page, site: str):
    page = open_page()
    page.goto(f"{site}/shortlist?objective=views&budget=x1")
    assert "x1" in page.get_by_role("alert").inner_text(timeout=SLOW)
    first = page.evaluate("document.querySelector('#answer').innerText")
    assert "Budget" in first


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (390, "fr")])
def test_the_builder_is_accessible_and_fits_the_screen(open_page, site: str, width: int, language: str):
    page = open_page(width=width, language=language, bypass_csp=True, reduced_motion="reduce")
    page.goto(f"{site}/shortlist?objective=views&budget=4000&universe=3000000")
    page.locator("#chosen").wait_for(timeout=SLOW)
    page.add_script_tag(path=str(AXE))
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
