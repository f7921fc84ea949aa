"""Pages are drawn once per state of the data, and anew as soon as it changes."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import patch

from starlette.testclient import TestClient

from tests.surfaces.web.house import BRAND
from upshot.surfaces.web import app as web
from upshot.wiring import House

_NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_a_page_seen_before_is_not_drawn_again(brand: TestClient):
    first = brand.get(f"/w/{BRAND}/costs")
    with patch.object(web, "page_html", side_effect=AssertionError("drawn again")):
        assert brand.get(f"/w/{BRAND}/costs").text == first.text


def test_each_language_has_its_own_page(brand: TestClient):
    english = brand.get(f"/w/{BRAND}/costs", headers={"accept-language": "en"}).text
    french = brand.get(f"/w/{BRAND}/costs", headers={"accept-language": "fr"}).text
    assert 'lang="en"' in english[:200]
    assert 'lang="fr"' in french[:200]


def test_a_changed_record_draws_the_page_anew(empty: TestClient, empty_house: House):
    address = f"/w/{empty_house.workspace().name}/campaigns"
    assert "Printemps" not in empty.get(address).text
    name = empty_house.workspace().name
    empty_house.records.put_row(name, "campaign", {"campaign": "Printemps"}, who="test", now=_NOW)
    assert "Printemps" in empty.get(address).text
