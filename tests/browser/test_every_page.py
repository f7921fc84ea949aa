"""Every page, in both themes and at phone width: no accessibility fault, nothing cut off, no complaint."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import AXE

pytestmark = pytest.mark.browser

PAGES = ("/", "/campaigns", "/creators", "/posts", "/costs", "/imports", "/health", "/kpis", "/settings",
         "/edit/collaboration", "/edit/campaign/row", "/why/cost.total", "/spark", "/spark/add", "/spark/codes",
         "/next", "/links", "/attribution")  # fmt: skip


def addresses(page, site: str) -> list[str]:
    """The pages, and one campaign, one creator, one post."""
    found = [site + path for path in PAGES]
    found.append(re.sub(r"/w/.*", "/workspaces", site))
    for path in ("campaigns", "creators", "posts"):
        page.goto(f"{site}/{path}")
        found.append(page.evaluate(f"document.querySelector('main a[href*=\"/{path}/\"]').href"))
    return found


def faults(page, *rules: str) -> list[str]:
    """What axe finds, with the element it found it on; all rules unless some are named."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [f"{page.url} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:2]]


SHORTEN = """() => {
    const told = ['class', 'style', 'fill', 'stroke', 'role', 'type', 'scope'];
    const shape = one => [one.tagName, ...told.map(name => one.getAttribute(name)), ...one.getAttributeNames(),
        ...[...one.children].map(shape)].join();
    for (const list of document.querySelectorAll('main tbody, main ul, main ol, main svg, main svg g')) {
        const seen = {};
        for (const one of [...list.children]) {
            const its = shape(one);
            seen[its] = (seen[its] || 0) + 1;
            if (seen[its] > 3) one.remove();
        }
    }
}"""


def test_axe_finds_nothing_on_any_page_in_either_theme(open_page, site: str):
    """In the dark only the colours differ, so that only they are looked at again; of rows of one shape, three."""
    page = open_page(bypass_csp=True, reduced_motion="reduce")  # so that axe itself may be injected
    found: list[str] = []
    for address in addresses(page, site):
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(SHORTEN)
        page.add_script_tag(path=str(AXE))
        found += faults(page)
        page.emulate_media(color_scheme="dark")
        found += faults(page, "color-contrast")
    assert found == [], "\n".join(found)


@pytest.mark.slow  # thousands of marks of charts
def test_axe_finds_nothing_on_how_we_know(open_page, site: str):
    page = open_page(bypass_csp=True, reduced_motion="reduce")
    page.goto(site + "/how")
    page.add_script_tag(path=str(AXE))
    assert faults(page) == []


def test_axe_finds_nothing_in_the_dialog(open_page, site: str):
    page = open_page(bypass_csp=True)
    page.goto(site + "/")
    page.locator(".card a.why").first.click()
    page.locator("dialog#why[open]").wait_for()
    page.add_script_tag(path=str(AXE))
    assert faults(page) == []


def test_nothing_is_cut_off_on_a_phone(open_page, site: str):
    """In French, whose words are longer."""
    page = open_page(width=390, language="fr")
    wide: list[str] = []
    for address in addresses(page, site):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            culprit = page.evaluate(
                """() => [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > 391
                && !one.closest('.scroll')).map(one => one.outerHTML.slice(0, 120))[0]"""
            )
            wide.append(f"{address}: {culprit}")
    assert wide == []


def test_the_answer_and_its_gauge_stand_above_the_fold_of_a_phone(open_page, site: str):
    page = open_page(width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "/")
    answer = page.locator("section.answer").bounding_box()
    assert answer["y"] + min(answer["height"], 380) < 844
    assert page.evaluate("document.documentElement.scrollHeight") < 9000


def test_the_chosen_language_and_theme_can_be_read(open_page, site: str):
    """The pressed choice was once white on white."""
    page = open_page()
    page.goto(site + "/imports")
    page.locator(".prefs summary").click()
    for button in page.locator("button.segment").all():
        style = button.evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]")
        assert style[0] != style[1]
