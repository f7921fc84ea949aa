"""The page of links, in both languages: made, copied, scanned and ended from a phone."""

from __future__ import annotations

import io

import pytest

from tests.collector.conftest import BRAND, NOW, SHOP, add_link
from tests.surfaces.web.house import client_of
from upshot.surfaces.qr import qr_image, qr_text

PAGE = f"/w/{BRAND}/links"


def made(house) -> str:
    (link,) = house.workspace(BRAND).link_book().list()
    return link.code


@pytest.mark.parametrize(("language", "title"), [("en", "Tracked links"), ("fr", "Liens suivis")])
def test_the_page_shows_each_link_with_its_discount_code(house, link, language, title) -> None:
    text = client_of(house, language=language).get(PAGE).text
    assert title in text
    assert "EMMA10" in text
    assert "http://127.0.0.1:8723/r/emma" in text


def test_a_form_makes_a_link_and_leads_to_it(house) -> None:
    said = {"destination": SHOP, "campaign": "été 2026", "creator": "@emma.glow", "platform": "", "place": "story"}
    answer = client_of(house).post(f"{PAGE}/add", data=said)
    code = made(house)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?done=made&made={code}#link-{code}")
    assert house.workspace(BRAND).link_book().get(code).channel == "tiktok_story"


def test_a_refused_form_comes_back_as_it_was_with_the_reason(house) -> None:
    said = {"destination": "javascript:alert(1)", "campaign": "Été 2026", "note": "<b>mine</b>"}
    answer = client_of(house, language="fr").post(f"{PAGE}/add", data=said)
    assert answer.status_code == 422
    assert "ne commence pas par https://" in answer.text
    assert "&lt;b&gt;mine&lt;/b&gt;" in answer.text
    assert house.workspace(BRAND).link_book().list() == ()


def test_another_site_cannot_make_a_link(house) -> None:
    answer = client_of(house).post(f"{PAGE}/add", data={"destination": SHOP}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_a_link_is_ended_from_the_page(house, link) -> None:
    client = client_of(house)
    assert client.post(f"{PAGE}/emma/end", data={"fallback": "http://x.example"}).status_code == 422
    assert client.post(f"{PAGE}/emma/end", data={"fallback": ""}).status_code == 303
    assert house.workspace(BRAND).link_book().get("emma").retired_at is not None


def test_a_qr_code_is_an_image_of_the_address(house, link) -> None:
    client = client_of(house)
    picture, drawing = client.get(f"{PAGE}/emma/qr.png"), client.get(f"{PAGE}/emma/qr.svg")
    assert picture.content.startswith(b"\x89PNG")
    assert (drawing.headers["content-type"], b"<script" in drawing.content) == ("image/svg+xml", False)
    assert client.get(f"{PAGE}/emma/qr.exe").status_code == 400
    assert client.get(f"{PAGE}/nobody/qr.svg").status_code == 404


def test_the_link_of_one_brand_is_not_known_in_another(house, link) -> None:
    house.create_workspace("other")
    client = client_of(house)
    assert "emma" not in client.get("/w/other/links").text
    assert client.get("/w/other/links/emma/qr.svg").status_code == 404
    assert client.post("/w/other/links/emma/end", data={}).status_code == 404
    assert house.workspace(BRAND).link_book().get("emma").retired_at is None


def test_a_qr_code_can_be_read_from_its_modules() -> None:
    """A reader of QR codes needs only the modules: two drawings of one address have the same ones."""
    import segno

    matrix = segno.make("https://go.brand.example/r/emma", error="q", micro=False, boost_error=False).matrix
    drawn = [line for line in qr_text("https://go.brand.example/r/emma").splitlines() if line]
    assert len(drawn) == -(-(len(matrix) + 4) // 2)
    buffer = io.BytesIO(qr_image("https://go.brand.example/r/emma", ".svg"))
    assert f'viewBox="0 0 {len(matrix) + 8} {len(matrix) + 8}"'.encode() in buffer.getvalue()


def test_the_page_begins_addresses_as_the_setting_says(house, link) -> None:
    row = {"key": "link_url", "value": "https://go.brand.example"}
    house.records.put_row(BRAND, "setting", row, who="test", now=NOW)
    assert "https://go.brand.example/r/emma" in client_of(house).get(PAGE).text


def test_many_links_come_in_pages(house) -> None:
    for at in range(21):
        add_link(house, code=f"link-{at}")
    client = client_of(house)
    assert client.get(PAGE).text.count('class="panel link') == 20
    assert client.get(f"{PAGE}?page=2").text.count('class="panel link') == 1
