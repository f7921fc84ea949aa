"""An experiment from the question to the verdict that it changes: designed, run, read, used; and its pages looked at.

The brand is simulated, and so is its geo test: orders of small regions in which the programme brought, over the tested
days, exactly what the world's truth says it brought.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.browser.conftest import AXE, serve
from tests.browser.test_every_page import faults
from tests.decisions.experiments.regions import write_long
from upshot.decisions.experiments.region_series import RegionSeries
from upshot.wiring import House
from upshot.worlds import World, simulate_world, write_world

pytestmark = pytest.mark.browser

N_REGIONS, N_BEFORE, PER_DAY = 24, 126, 1.5
WORDS = {
    "en": {"plan": "Show what is feasible", "choose": "Choose design 1", "read": "Read",
           "use": "Use it in the verdict", "more": "More"},
    "fr": {"plan": "Voir ce qui est faisable", "choose": "Choisir le plan 1", "read": "Lire",
           "use": "L'utiliser dans le verdict", "more": "Plus d'options"},
}  # fmt: skip


@dataclass
class Brand:
    """A simulated brand that has run no experiment yet, served; and its truth."""

    address: str
    house: House
    world: World

    @property
    def starts_on(self) -> date:
        return self.world.day(self.world.lift_tests[0].starts)

    def truth(self, first: date, last: date) -> int:
        """Orders that the programme caused between two days."""
        at = [(day - self.world.parameters.first_day).days for day in (first, last)]
        return int(self.world.incremental_by_post_day[:, at[0] : at[1] + 1].sum())

    def regions(self, treated: list[str], first: date, last: date) -> RegionSeries:
        """Orders by region up to `last`; the programme brought its truth to the treated ones from `first` on."""
        n = N_BEFORE + (last - self.starts_on).days + 1
        days = tuple(self.starts_on + timedelta(days=i - N_BEFORE) for i in range(n))
        names = tuple(f"r{i:02d}" for i in range(N_REGIONS))
        values = np.random.default_rng(8).poisson(PER_DAY, (N_REGIONS, n)).astype(float)
        rng, rows = np.random.default_rng(9), [names.index(name) for name in treated]
        for _ in range(self.truth(first, last) if rows else 0):
            values[rng.choice(rows), rng.integers(N_BEFORE, n)] += 1
        return RegionSeries("regions", "orders", names, days, values)


@pytest.fixture
def brand(tmp_path: Path) -> Iterator[Brand]:
    world = simulate_world("tiny_brand", 3)
    write_world(world, tmp_path / "brand")
    (tmp_path / "brand" / "exports" / "lift_tests.csv").unlink()
    with House.open(tmp_path / "home") as house:
        workspace = house.create_workspace("Brand", is_demo=True)
        workspace.import_paths([tmp_path / "brand" / "exports"])
        workspace.verdict()
        address, stop = serve(house)
        yield Brand(address + "/w/Brand", house, world)
        stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[House, str]]:
    """A brand that has imported nothing yet, and its address: a test of people or of posts needs no history."""
    with House.open(tmp_path / "home") as house:
        house.create_workspace("Brand")
        address, stop = serve(house)
        yield house, address + "/w/Brand"
        stop()


def looked_at(page, found: list[str]) -> None:
    """Ask axe about the page, in the light and in the dark, and whether anything is cut off on a phone."""
    page.emulate_media(color_scheme="light")
    page.add_script_tag(path=str(AXE))
    found += faults(page)
    page.emulate_media(color_scheme="dark")
    found += faults(page, "color-contrast")
    page.set_viewport_size({"width": 390, "height": 844})
    if page.evaluate("document.documentElement.scrollWidth") > 390:
        found.append(f"{page.url} is wider than a phone")
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.slow)])
def test_a_geo_test_is_designed_run_read_and_changes_the_verdict(open_page, brand: Brand, tmp_path: Path, language):
    words, found = WORDS[language], []
    page = open_page(language=language, bypass_csp=True, reduced_motion="reduce")
    page.goto(brand.address + "/experiments")
    looked_at(page, found)

    # Design: what the past of the regions says can be seen, and at what cost.
    page.locator("a[href$='kind=geo']").click()
    looked_at(page, found)
    before = write_long(
        tmp_path / "before.csv", brand.regions([], brand.starts_on, brand.starts_on - timedelta(days=1))
    )
    page.fill("#cell-name", "Régions d'été")
    page.select_option("#cell-source", "file")
    page.set_input_files("#cell-file", str(before))
    page.fill("#cell-plausible", "60%")
    page.fill("#cell-order_cost", "12,50")
    page.fill("#cell-starts_on", brand.starts_on.isoformat())
    page.locator("#cell-weeks").evaluate("one => one.closest('details').open = true")
    page.fill("#cell-weeks", "4")
    page.fill("#cell-cooldown_days", "0")
    page.get_by_role("button", name=words["plan"]).click()
    page.wait_for_url("**/experiments/*")
    looked_at(page, found)
    assert page.locator("#plan tbody tr").count() > 1
    assert "€" in page.locator("#plan tbody tr").first.inner_text()

    # Run: the sheet says where and when.
    page.get_by_role("button", name=words["choose"], exact=True).click()
    page.locator("#run").wait_for()
    looked_at(page, found)
    treated = page.locator("#cell-treated").input_value().split("\n")
    first, last = (date.fromisoformat(page.locator(f"#cell-test_{end}").input_value()) for end in ("from", "to"))
    assert all(region in page.locator("#run").inner_text() for region in treated)
    assert (first, (last - first).days) == (brand.starts_on, 27)

    # Read: the file with the test in it.
    after = write_long(tmp_path / "after.csv", brand.regions(treated, first, last))
    page.locator("details.read").evaluate("one => one.open = true")
    page.set_input_files("#cell-file", str(after))
    page.get_by_role("button", name=words["read"], exact=True).click()
    page.locator("#reading").wait_for()
    assert page.locator("figure.chart svg").count() >= 3
    looked_at(page, found)

    # Use: the verdict rests on it.
    page.get_by_role("button", name=words["use"]).click()
    page.locator("#use dl").nth(1).wait_for(timeout=300_000)  # a fit, on a busy machine
    looked_at(page, found)
    state = page.evaluate("fetch(location.pathname + '?format=json').then(answer => answer.json())")
    (row,) = brand.house.workspace("Brand").rows("lift_test")
    assert abs(row["incremental_orders"] - brand.truth(first, last)) < 2.6 * row["standard_error"]
    assert state["before"]["orders"] != state["now"]["orders"]
    assert state["now"]["grade"] <= state["before"]["grade"]  # A stands before B
    width = [state[when]["orders"][2] - state[when]["orders"][1] for when in ("before", "now")]
    assert width[1] < width[0]

    # And the verdict itself says what the page says.
    verdict = brand.house.workspace("Brand").verdict()
    assert state["now"]["orders"][0] == pytest.approx(verdict.incremental.orders.median)
    page.goto(brand.address + "/experiments")
    looked_at(page, found)
    assert "Régions d'été" in page.locator("main table").inner_text()
    assert found == [], "\n".join(found)


def test_the_whole_way_works_without_javascript_and_too_little_is_explained(open_page, desk, tmp_path: Path):
    """A hold-out of people: sized, read with too few, read with enough."""
    house, address = desk
    page = open_page(java_script_enabled=False)
    page.goto(address + "/experiments/new?kind=ab")
    page.fill("#cell-name", "Hold-out")
    page.fill("#cell-baseline", "a lot")
    page.get_by_role("button", name="Show what is feasible").click()
    assert "a share, for instance 2%" in page.locator("#cell-baseline-error").inner_text()
    page.fill("#cell-baseline", "2%")
    page.fill("#cell-most_days", "10")
    page.fill("#cell-per_day", "3000")
    page.get_by_role("button", name="Show what is feasible").click()
    assert "would take" in page.locator("#plan details").text_content()  # designs beyond ten days are not offered
    page.get_by_role("button", name="Choose design 1", exact=True).click()
    file = tmp_path / "people.csv"
    for rows, answer in (("control,9,1\nseen,9,2", "Too little to say"), ("control,9000,90\nseen,9000,180", "A lift")):
        file.write_text(f"arm,n,orders\n{rows}\n")
        if page.locator("details.read[open]").count() == 0:
            page.locator("details.read > summary").click()
        page.set_input_files("#cell-file", str(file))
        page.get_by_role("button", name="Read", exact=True).click()
        assert page.locator("#answer").inner_text() == answer
    page.fill("#first", "2026-06-01")
    page.fill("#last", "2026-06-28")
    page.check("#is_hold_out")
    page.get_by_role("button", name="Use it in the verdict").click()
    (row,) = house.workspace("Brand").rows("lift_test")
    assert row["incremental_orders"] == pytest.approx(90)
    assert row["ingested_at"] <= datetime.now(UTC)


def test_a_plan_can_be_printed(open_page, desk):
    """Only what is read on paper stays: no navigation, no forms, no buttons."""
    page = open_page()
    page.goto(desk[1] + "/experiments/new?kind=posts")
    page.fill("#cell-name", "Duets")
    page.fill("#cell-creators", "lea\ntom")
    page.get_by_role("button", name="Show what is feasible").click()
    page.locator("button.choose").first.click()
    page.locator("#run").wait_for()
    page.emulate_media(media="print")
    for hidden in (".side", "form.record", "details.danger", "button.choose"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("#run ol").is_visible()
