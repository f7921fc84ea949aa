"""Under the public address there is the creator's page and nothing else; links begin with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import client_of
from tests.surfaces.web.spark_house import BRAND, add_link, add_right, desk, make_home, yes
from upshot.sources.sheets.setting_values import setting_value
from upshot.vocabulary.public_addresses import public_address
from upshot.wiring import House

PUBLIC = {"host": "spark.brand.example"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.open(make_home(tmp_path / "home")) as opened:
        tell(opened, "https://spark.brand.example")
        yield opened


@pytest.fixture
def client(house: House) -> TestClient:
    return client_of(house)


def tell(house: House, address: str) -> None:
    row = {"key": "public_url", "value": address}
    house.records.put_row(BRAND, "setting", row, who="test", now=datetime.now(UTC))


def test_a_creator_opens_and_answers_the_page_under_the_public_name(house, client):
    workspace = house.workspace(BRAND)
    right = add_right(workspace)
    link = f"/request/{add_link(workspace, right)}"
    page = client.get(link, headers=PUBLIC)
    assert page.status_code == 200
    assert "L&#39;Été" in page.text or "L'Été" in page.text
    origin = {"origin": "https://spark.brand.example"}
    assert client.post(link, data=yes(), headers=PUBLIC | origin).status_code < 400
    assert workspace.spark_book().get(right.right_id).state == "code_received"
    assert client.get("/static/spark.css", headers=PUBLIC).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", desk(), "/workspaces", "/preferences", "/static/../w", "/requests", "//request/x"]
)
@pytest.mark.parametrize("host", ["spark.brand.example", "SPARK.brand.example:443"])
def test_the_desk_is_not_there_under_the_public_name(client, path, host):
    assert client.get(path, headers={"host": host}).status_code in {404, 405}
    assert BRAND not in client.get(path, headers={"host": host}).text
    assert client.post(path, headers={"host": host}).status_code in {404, 405}


def test_the_desk_is_where_it_was_under_this_machine_s_name_and_other_names_are_refused(client):
    assert client.get(desk()).status_code == 200
    assert client.get(desk(), headers={"host": "evil.example"}).status_code == 400
    assert client.get("/request/x", headers={"host": "evil.example"}).status_code == 400


def test_a_link_made_on_the_desk_begins_with_the_public_address_and_one_that_cannot_be_read_makes_none(
    house, client, monkeypatch
):
    workspace = house.workspace(BRAND)
    right = add_right(workspace)
    form = f"{desk()}/rights/{right.right_id}/link"
    assert "https://spark.brand.example/request/" in client.post(form).text
    house.records.delete_row(BRAND, "setting", {"key": "public_url"}, who="test", now=datetime.now(UTC))
    monkeypatch.setenv("UPSHOT_PUBLIC_URL", "spark.brand.example")
    refused = client.post(form)
    assert refused.status_code >= 400
    assert "public_url" in refused.text
    assert len(workspace.spark_book().requests(right.right_id)) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://Spark.Brand.example/", "https://spark.brand.example"),
        (" https://été.example:8443 ", "https://xn--t-9fab.example:8443"),
        ("http://127.0.0.1:8722", "http://127.0.0.1:8722"),
        ("http://[::1]:8722", "http://[::1]:8722"),
        ("http://spark.brand.example", None),  # a private link over plain http is no secret
        ("https://brand.example/spark", None),
        ("https://user:word@brand.example", None),
        ("https://brand.example:99999", None),
        ("https://brand<b>.example", None),
        ("spark.brand.example", None),
        ("https://", None),
    ],
)
def test_an_address_has_https_a_host_and_no_path(text, kept):
    assert public_address(text) == kept
    assert setting_value("public_url", text) == (kept, "address")
