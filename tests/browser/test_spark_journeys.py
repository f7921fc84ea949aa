"""Two whole journeys: the brand from a post to an authorised right, the creator from a link to a code or a no."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.conftest import AXE, serve
from tests.browser.test_every_page import faults
from tests.surfaces.web.spark_house import BRAND, CODE, POST, add_link, add_right, brand_of, today
from upshot.vocabulary.spark_rights import RightState
from upshot.wiring import House, Workspace

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "has_touch": True, "is_mobile": True, "bypass_csp": True}
SAID = {
    "en": {
        "add": "Add a right", "save": "Save", "make": "Make a private link", "code": "Paste the code from TikTok",
        "agree": "I agree", "send": "Send the code", "thanks": "Thank you, you have answered", "no": "No, thank you",
        "decline": "Decline", "gates": "What you know about the post", "pass": "Every gate passes",
        "authorise": "Mark as authorised", "authorised": "authorised", "choose": "Choose 30 days.",
        "declined": "The brand has been told that you declined", "sources": "Source",
    },
    "fr": {
        "add": "Ajouter un droit", "save": "Enregistrer", "make": "Créer un lien privé",
        "code": "Collez le code de TikTok", "agree": "J'accepte", "send": "Envoyer le code",
        "thanks": "Merci, vous avez répondu", "no": "Non, merci", "decline": "Refuser",
        "gates": "Ce que vous savez de la publication", "pass": "Tous les contrôles sont passés",
        "authorise": "Marquer comme autorisé", "authorised": "autorisé", "choose": "Choisissez 30 jours.",
        "declined": "La marque sait que vous refusez", "sources": "Source",
    },
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Workspace, str]]:
    """A brand of its own, served; and the address of the server."""
    with House.open(tmp_path) as house:
        workspace = brand_of(house)
        address, stop = serve(house)
        yield workspace, address
        stop()


def clean(page, *, narrow: bool) -> None:
    """axe finds nothing, in light and in dark; nothing is cut off on a phone."""
    page.add_script_tag(path=str(AXE))
    assert faults(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert faults(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
    if narrow:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "fr"])
def test_the_creator_reads_on_a_phone_pastes_the_code_and_is_thanked(open_page, desk, language: str):
    workspace, address = desk
    words, right = SAID[language], add_right(workspace)
    page = open_page(language=language, **PHONE)
    page.goto(f"{address}/request/{add_link(workspace, right)}")
    assert words["choose"] in page.locator("main").inner_text()
    clean(page, narrow=True)
    page.get_by_label(words["code"]).fill("https://www.tiktok.com/@lea.cuisine")
    page.get_by_label(words["agree"]).check()
    page.get_by_role("button", name=words["send"]).click()
    page.locator("#code-error").wait_for()
    clean(page, narrow=True)
    page.get_by_label(words["code"]).fill(CODE)
    page.get_by_role("button", name=words["send"]).click()
    page.get_by_role("heading", name=words["thanks"]).wait_for()
    clean(page, narrow=True)
    page.reload()
    assert words["thanks"] in page.locator("main").inner_text()
    assert workspace.spark_book().get(right.right_id).state is RightState.CODE_RECEIVED


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_creator_declines_with_a_reason_and_without_javascript(open_page, desk, language: str):
    workspace, address = desk
    words, right = SAID[language], add_right(workspace)
    page = open_page(language=language, java_script_enabled=False, width=390)
    page.goto(f"{address}/request/{add_link(workspace, right)}")
    page.get_by_text(words["no"]).click()
    page.locator("#decline-reason").select_option("pay")
    page.get_by_role("button", name=words["decline"], exact=True).click()
    assert words["declined"] in page.locator("main").inner_text()
    assert workspace.spark_book().requests(right.right_id)[0].decline_reason == "pay"


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.slow)])
def test_the_brand_drafts_asks_receives_passes_the_gates_and_authorises(open_page, desk, language: str):
    workspace, address = desk
    words = SAID[language]
    page = open_page(language=language, bypass_csp=True)
    page.goto(f"{address}/w/{quote(BRAND, safe='')}/spark")
    page.get_by_role("button", name=words["add"]).first.click()
    page.fill("#right-post", f"https://www.tiktok.com/@lea.cuisine/video/{POST}")
    page.fill("#right-campaign", "Noël")
    page.fill("#right-flight_starts_on", str(today() + timedelta(2)))
    page.fill("#right-flight_ends_on", str(today() + timedelta(15)))
    page.fill("#right-contract_ends_on", str(today() + timedelta(90)))
    page.fill("#right-flight_budget", "900")
    page.fill("#right-territory", "FR")
    page.get_by_role("button", name=words["save"]).click()
    page.get_by_role("button", name=words["make"]).click()
    link = page.locator("#made-link").input_value()

    phone = open_page(language=language, **PHONE)
    phone.goto(link)
    phone.get_by_label(words["code"]).fill(CODE)
    phone.get_by_label(words["agree"]).check()
    phone.get_by_role("button", name=words["send"]).click()
    phone.get_by_role("heading", name=words["thanks"]).wait_for()

    right = workspace.spark_book().list()[0]
    page.goto(f"{address}/w/{quote(BRAND, safe='')}/spark/rights/{right.right_id}")
    assert page.get_by_role("button", name=words["authorise"]).count() == 0
    clean(page, narrow=False)
    if not page.locator("#facts[open]").count():
        page.get_by_text(words["gates"]).click()
    for name in ("is_public", "toggle_on", "is_caption_final"):
        page.select_option(f"#fact-{name}", "yes")
    page.fill("#fact-overlay_s", "30")
    page.fill("#fact-duration_s", "30")
    page.fill("#fact-caption", "Collaboration commerciale, lien en bio")
    page.select_option("#fact-sound_licence", "original")
    page.select_option("#fact-optimization_goal", "CONVERT")
    page.fill("#fact-reason_spread", "one creator sells this")
    page.locator("#facts button[type=submit]").click()
    page.get_by_text(words["pass"]).wait_for()
    page.fill("#note-authorise", "seen in Ads Manager")
    page.get_by_role("button", name=words["authorise"]).click()
    page.locator("h1 .badge", has_text=words["authorised"]).wait_for()
    page.goto(f"{address}/w/{quote(BRAND, safe='')}/spark")
    assert "@lea.cuisine" in page.locator("main table").inner_text()
    clean(page, narrow=False)
