"""From the creators to a card, from the card to a comparison, and back."""

from __future__ import annotations

import pytest

from tests.browser.conftest import AXE
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.browser

SLOW = 120_000
WORDS = {
    "en": {"tick": "Compare those ticked", "back": "Creators", "price": "per 1,000 views"},
    "fr": {"tick": "Comparer les créateurs cochés", "back": "Créateurs", "price": "pour 1 000 vues"},
}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_from_the_list_to_a_card_to_a_comparison_and_back(open_page, site: str, language: str, width: int):
    words, page = WORDS[language], open_page(language=language, width=width)
    page.goto(site + "/creators")
    page.locator("a.to-card").first.click()
    page.locator("#short").wait_for(timeout=SLOW)
    first = page.locator("h1").inner_text()
    assert words["price"] not in plain(page.locator("#short").inner_text())
    page.fill("input[name=quote]", "800")
    page.press("input[name=quote]", "Enter")
    page.wait_for_function(
        "word => document.querySelector('#short').innerText.replace(/[\\u202f\\u00a0]/g, ' ').includes(word)",
        arg=words["price"], timeout=SLOW,
    )  # fmt: skip
    assert "quote=800" in page.url
    assert "card.pdf?quote=800" in page.get_by_role("link", name="PDF").get_attribute("href")
    page.locator("#short a[href='#price']").click()
    page.locator("#price").wait_for(state="visible")
    assert "800" in page.locator("#price").inner_text()
    page.locator("main .page-head").get_by_role("link", name=words["back"], exact=True).click()
    boxes = page.locator("input.choose-one")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name=words["tick"]).click()
    shown = page.locator(".compare-desk .compare" if width > 640 else ".compare-phone")
    shown.wait_for(timeout=SLOW)
    assert shown.get_by_role("link").all_inner_texts()[0] == first
    assert len(shown.get_by_role("link").all()) == 2
    shown.get_by_role("link").nth(1).click()
    page.locator("#short").wait_for(timeout=SLOW)
    page.go_back()
    shown.wait_for(timeout=SLOW)


def test_without_scripts_the_forms_still_answer(open_page, site: str):
    page = open_page(java_script_enabled=False)
    page.goto(site + "/creators")
    page.locator("a.to-card").first.click()
    page.locator("#short").wait_for(timeout=SLOW)
    page.fill("input[name=quote]", "800")
    page.locator("#plan button").click()
    page.locator("#price li").first.wait_for(timeout=SLOW)
    assert "quote=800" in page.url
    assert "€800.00" in page.locator("#price").inner_text()


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (390, "fr")])
def test_card_and_comparison_are_accessible_and_fit_the_screen(open_page, site: str, width: int, language: str):
    page = open_page(width=width, language=language, bypass_csp=True, reduced_motion="reduce")
    page.goto(site + "/creators")
    names = [box.get_attribute("value") for box in page.locator("input.choose-one").all()][:3]
    found: list[str] = []
    asked = "&".join(f"creator={name}" for name in names)
    for path in (
        f"/creators/{names[0]}/card?quote=800&forecast=sponsored_video",
        f"/creators/compare?{asked}",
        "/creators",
    ):
        page.request.get(f"{site}{path}{'&' if '?' in path else '?'}format=json", timeout=SLOW)  # have it ready
        page.emulate_media(color_scheme="light")
        page.goto(site + path)
        page.add_script_tag(path=str(AXE))
        found += faults(page)
        page.emulate_media(color_scheme="dark")
        found += faults(page, "color-contrast")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    assert found == [], "\n".join(found)
