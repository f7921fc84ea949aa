"""The web app edits what the sheets hold, with the sheets' own judgement, all or nothing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from upshot.wiring import House

CAMPAIGN = {
    "campaign": "Été d'ici",
    "objective": "sales",
    "starts_on": "2026-03-02",
    "ends_on": "2026-04-30",
    "budget": "1 234,50",
    "currency": "eur",
    "hurdle_rate": "20 %",
    "is_new": "1",
}


def version(client: TestClient, address: str) -> str:
    """The version that the form of a row carries."""
    return re.search(r'name="version" value="([^"]*)"', client.get(address).text)[1]


def test_a_campaign_typed_in_reads_as_the_sheet_would(empty: TestClient, empty_house: House):
    answer = empty.post("/w/default/edit/campaign/row", data=CAMPAIGN)
    assert answer.status_code == 303
    (row,) = empty_house.workspace().rows("campaign")
    assert (row["budget"], row["currency"], row["hurdle_rate"]) == (Decimal("1234.50"), "EUR", 0.2)
    assert (row["starts_on"], row["source"]) == (date(2026, 3, 2), "web")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "a day on or after the first day"), ("fr", "premier jour de la même ligne")]
)
def test_a_cell_that_does_not_hold_is_refused_beside_itself(
    empty: TestClient, empty_house: House, language: str, words: str
):
    wrong = CAMPAIGN | {"ends_on": "2026-01-01"}
    answer = empty.post("/w/default/edit/campaign/row", data=wrong, headers={"accept-language": language})
    assert answer.status_code == 422
    problem = re.search(r'id="cell-ends_on-error"[^>]*>([^<]*)', answer.text)[1]
    assert words in problem
    assert 'value="2026-01-01"' in answer.text  # what was typed is kept
    assert empty_house.workspace().rows("campaign") == []


def test_an_empty_form_names_every_cell_that_is_needed(empty: TestClient, empty_house: House):
    answer = empty.post("/w/default/edit/collaboration/row", data={"is_new": "1", "campaign": "X"})
    assert answer.status_code == 422
    assert empty_house.workspace().rows("collaboration") == []


def test_codes_links_and_handles_of_a_collaboration_become_lists(empty: TestClient, empty_house: House):
    empty.post(
        "/w/default/edit/collaboration/row",
        data={
            "is_new": "1",
            "campaign": "Été",
            "creator": "@Lea.Cuisine",
            "collaboration_type": "live",
            "starts_on": "2026-03-02",
            "fee": "850",
            "codes": "lea10; lea15",
            "post_urls": "https://www.tiktok.com/@lea.cuisine/video/7612345678901234567",
        },
    )
    (row,) = empty_house.workspace().rows("collaboration")
    assert (row["creator"], row["codes"]) == ("lea.cuisine", ["LEA10", "LEA15"])
    assert len(row["post_urls"]) == 1


def test_a_row_is_entered_once(empty: TestClient, empty_house: House):
    empty.post("/w/default/edit/campaign/row", data=CAMPAIGN)
    again = empty.post("/w/default/edit/campaign/row", data=CAMPAIGN | {"budget": "1"})
    assert again.status_code == 422
    assert "there already" in again.text
    assert empty_house.workspace().rows("campaign")[0]["budget"] == Decimal("1234.50")


def test_of_two_people_who_edit_one_row_the_second_is_told(empty: TestClient, empty_house: House):
    empty.post("/w/default/edit/campaign/row", data=CAMPAIGN)
    address = "/w/default/edit/campaign/row?campaign=%C3%89t%C3%A9+d%27ici"
    seen = version(empty, address)
    mine = CAMPAIGN | {"is_new": "0", "version": seen}
    assert empty.post("/w/default/edit/campaign/row", data=mine | {"budget": "10"}).status_code == 303
    late = empty.post("/w/default/edit/campaign/row", data=mine | {"budget": "20"})
    assert late.status_code == 422
    assert "changed by somebody else" in late.text
    assert empty_house.workspace().rows("campaign")[0]["budget"] == Decimal(10)


def test_a_row_is_deleted_and_the_deletion_recorded(empty: TestClient, empty_house: House):
    empty.post("/w/default/edit/campaign/row", data=CAMPAIGN)
    empty.post("/w/default/edit/campaign/row", data={"campaign": "Été d'ici", "delete": "1"})
    assert empty_house.workspace().rows("campaign") == []
    acts = [event.act for event in empty_house.records.audit_events("default")]
    assert acts[-1] == "delete"


def test_an_edit_of_a_budget_changes_the_data_version(empty: TestClient, empty_house: House):
    before = empty_house.workspace().data_version()
    empty.post("/w/default/edit/campaign/row", data=CAMPAIGN)
    assert empty_house.workspace().data_version() != before


def test_settings_are_judged_all_together(empty: TestClient, empty_house: House):
    answer = empty.post("/w/default/settings", data={"gross_margin_rate": "55 %", "currency": "EURO?"})
    assert answer.status_code == 422
    assert "EUR" in re.search(r'id="set-currency-help"[^>]*>([^<]*)', answer.text)[1]
    assert empty_house.workspace().rows("setting") == []


def test_a_rate_of_exchange_is_added_and_taken_away(empty: TestClient, empty_house: House):
    empty.post("/w/default/settings", data={"new_rate_currency": "usd", "new_rate": "0,92"})
    assert empty_house.workspace().setting("fx_usd") == "0.92"
    empty.post("/w/default/settings", data={"fx_usd": ""})
    assert empty_house.workspace().rows("setting") == []


def test_a_setting_left_empty_goes_back_to_its_default(empty: TestClient, empty_house: House):
    empty.post("/w/default/settings", data={"interval_level": "0.8"})
    empty.post("/w/default/settings", data={"interval_level": ""})
    assert empty_house.workspace().setting("interval_level") == "0.9"


def test_every_form_gives_back_what_is_stored_unchanged(brand: TestClient, brand_house: House):
    """Opening a form and saving it must not change a row."""
    from tests.surfaces.web.house import BRAND, path_of
    from upshot.surfaces.web import editing
    from upshot.surfaces.wording import Words

    workspace = brand_house.workspace(BRAND)
    for table, sheet in editing.SHEET_OF.items():
        for row in workspace.rows(table):
            typed = {name: editing.as_text(row[name]) for name in row}
            problems, read = editing.read_typed(editing.sheet_named(sheet), [typed], Words("en"))
            assert problems == {}
            same = {name: read[0].get(name) for name in editing.TABLES[table].column_names}
            assert {n: v or None for n, v in same.items()} == {n: row[n] or None for n in same}
    assert brand.get(f"{path_of()}/edit/campaign").status_code == 200
