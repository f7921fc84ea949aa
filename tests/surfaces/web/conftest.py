"""One imported brand for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.surfaces.web.house import BRAND, client_of, simulated_files
from upshot.wiring import House


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated_files(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def brand_house(tmp_path_factory: pytest.TempPathFactory, exports: Path) -> Iterator[House]:
    with House.open(tmp_path_factory.mktemp("home")) as house:
        house.create_workspace(BRAND, is_demo=True).import_paths([exports])
        yield house


@pytest.fixture(scope="session")
def brand(brand_house: House) -> Iterator[TestClient]:
    with client_of(brand_house) as client:
        yield client


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    with House.open(tmp_path) as house:
        house.workspace()
        yield house


@pytest.fixture
def empty(empty_house: House) -> Iterator[TestClient]:
    with client_of(empty_house) as client:
        yield client
