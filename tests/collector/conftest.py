"""A brand with one campaign, two creators and a link each; a collector that files nothing by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from upshot.records.links import LinkAsked
from upshot.surfaces.collector.app import create_collector
from upshot.surfaces.collector.redirect import Terms
from upshot.vocabulary.tracked_links import TrackedLink
from upshot.wiring import House, Workspace

BRAND = "brand"
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 musical_ly_34.1.0"
SHOP = "https://shop.example/serum"


def add_deal(house: House, creator: str, *, campaign: str = "Été 2026", **more: object) -> None:
    row = {
        "campaign": campaign,
        "creator": creator,
        "collaboration_type": "sponsored_video",
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 12, 31),
        "fee": Decimal(500),
        "currency": "EUR",
        **more,
    }
    house.records.put_row(BRAND, "collaboration", row, who="test", now=NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home made once: a new database takes a fifth of a second, a copy of one hardly anything."""
    place = tmp_path_factory.mktemp("template") / "home"
    with House.open(place) as opened:
        opened.create_workspace(BRAND)
        add_deal(opened, "emma.glow", codes=["EMMA10"])
        add_deal(opened, "leo_fit", utm_contents=["leo-tag"])
    return place


@pytest.fixture
def house(tmp_path: Path, template: Path) -> Iterator[House]:
    with House.open(shutil.copytree(template, tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def brand(house: House) -> Workspace:
    return house.workspace(BRAND)


def add_link(house: House, **asked: object) -> TrackedLink:
    said = {"destination": SHOP, "campaign": "Été 2026", "creator": "emma.glow", "code": "emma", **asked}
    return house.workspace(BRAND).link_book().add(LinkAsked(**said), actor="test", now=NOW)


@pytest.fixture
def link(house: House) -> TrackedLink:
    return add_link(house)


async def nothing() -> None:
    """Filing, left out."""


@pytest.fixture
def collector(house: House) -> Iterator[Callable[..., TestClient]]:
    opened: list[TestClient] = []

    def open_collector(terms: Terms | None = None) -> TestClient:
        client = TestClient(create_collector(house, terms=terms, file=nothing), follow_redirects=False)
        opened.append(client.__enter__())
        client.headers["user-agent"] = PHONE
        return client

    yield open_collector
    for client in opened:
        client.__exit__(None, None, None)


def filed(house: House, client: TestClient | None = None) -> list[dict[str, object]]:
    """The clicks in the lake, after everything was filed."""
    if client is not None:
        client.__exit__(None, None, None)
    house.file_spool(now=NOW)
    return house.workspace(BRAND).frame("click").collect().to_arrow().to_pylist()
