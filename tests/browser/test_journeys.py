"""Whole journeys of real readers: from dropped files to a report, with mouse, with keyboard, without JavaScript."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"answer": ("Profitable", "Not profitable", "Insufficient evidence"), "verdict": "See the verdict"},
    "fr": {"answer": ("Rentable", "Non rentable", "Preuves insuffisantes"), "verdict": "Voir le verdict"},
}


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.slow)])
def test_from_dropped_files_to_a_report(open_page, empty_site: str, exports: Path, language: str):
    page = open_page(language=language)
    page.goto(empty_site + "/imports")
    page.set_input_files("input[type=file]", [str(file) for file in sorted(exports.iterdir()) if file.is_file()])
    page.locator(".drop button[type=submit]").click()
    page.get_by_role("button", name=WORDS[language]["verdict"]).click(timeout=60_000)
    page.locator("#answer").wait_for(timeout=60_000)
    assert page.locator("#answer").inner_text() in WORDS[language]["answer"]
    with page.expect_download() as workbook:
        page.get_by_role("link", name="XLSX").click()
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(Path(workbook.value.path()).read_bytes())).namelist()
    with page.expect_download() as paper:
        page.get_by_role("link", name="PDF").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="HTML").click()
    assert any(answer in page.locator("body").inner_text() for answer in WORDS[language]["answer"])


def test_why_opens_as_a_dialog_takes_the_focus_and_gives_it_back(open_page, site: str):
    page = open_page()
    page.goto(site + "/")
    link = page.locator(".card a.why").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog#why[open]")
    dialog.wait_for()
    assert "cost_total" in dialog.inner_text()
    assert page.evaluate("document.querySelector('dialog#why').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('dialog#why').open")
    assert page.evaluate("document.activeElement.matches('.card a.why')")


def test_the_cross_and_the_backdrop_close_the_dialog(open_page, site: str):
    page = open_page()
    page.goto(site + "/")
    page.locator(".card a.why").first.click()
    page.locator("dialog [data-close]").click()
    page.wait_for_function("!document.querySelector('dialog#why').open")
    page.locator(".card a.why").nth(1).click()
    page.locator("dialog#why[open]").wait_for()
    page.mouse.click(5, 5)
    page.wait_for_function("!document.querySelector('dialog#why').open")


def test_a_whole_journey_with_the_keyboard_alone(open_page, site: str):
    """Skip the navigation, reach a creator, ask why, close, and change the language: no mouse."""
    page = open_page()
    page.goto(site + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "main a.why")
    page.keyboard.press("Enter")
    page.locator("dialog#why[open]").wait_for()
    page.keyboard.press("Escape")
    tab_to(page, "main a[href*='/creators/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/creators/*")
    page.locator(".prefs summary").focus()
    page.keyboard.press("Enter")
    tab_to(page, "button[value=fr]")
    page.keyboard.press("Enter")
    page.locator("html[lang=fr]").wait_for()
    assert "/creators/" in page.url


def tab_to(page, selector: str) -> None:
    """Press Tab until the focus stands on something of that kind."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


def test_a_campaign_is_entered_corrected_and_saved(open_page, empty_site: str):
    page = open_page()
    page.goto(empty_site + "/edit/campaign")
    page.get_by_role("button", name="Add a campaign").click()
    page.fill("#cell-campaign", "Spring")
    page.select_option("#cell-objective", "sales")
    page.fill("#cell-starts_on", "2026-03-02")
    page.fill("#cell-budget", "a lot")
    page.get_by_role("button", name="Save").click()
    assert "a lot" in page.locator("#cell-budget-error").inner_text()
    page.fill("#cell-budget", "12 000")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("status").wait_for()
    assert "Spring" in page.locator("main table").inner_text()


def test_reading_works_without_javascript(open_page, site: str):
    page = open_page(java_script_enabled=False)
    page.goto(site + "/")
    assert page.locator("#answer").inner_text() in WORDS["en"]["answer"]
    page.locator(".card a.why").first.click()
    page.wait_for_url("**/why/cost.total")
    assert "cost_total" in page.locator("main").inner_text()
    page.locator("nav a[href$='/creators']").click()
    assert page.locator("main table").first.is_visible()


def test_importing_works_without_javascript(open_page, empty_site: str, tmp_path: Path):
    sheet = tmp_path / "creators.csv"
    sheet.write_text("creator,followers\nlea.cuisine,48200\n")
    page = open_page(java_script_enabled=False)
    page.goto(empty_site + "/imports")
    page.set_input_files("input[type=file]", str(sheet))
    page.locator(".drop button[type=submit]").click()
    page.get_by_text("creators.csv").first.wait_for()
    page.locator("main table").wait_for(timeout=20_000)
    page.goto(empty_site + "/edit/creator")
    assert "lea.cuisine" in page.locator("main table").inner_text()


def test_a_file_dropped_on_the_page_is_imported_with_live_progress(open_page, empty_site: str):
    page = open_page()
    page.goto(empty_site + "/imports")
    handle = page.evaluate_handle(
        """() => { const data = new DataTransfer();
        data.items.add(new File(["creator,followers\\nzoe,12\\n"], "creators.csv", {type: "text/csv"}));
        return data; }"""
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": handle})
    page.wait_for_url("**/imports/*")
    page.locator("main table").wait_for(timeout=20_000)
    assert "creators.csv" in page.locator("main table").inner_text()
