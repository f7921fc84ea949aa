from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from upshot.wiring import House, Workspace


def write_csv(path: Path, header: str, *rows: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header.split(","), *(row.split(",") for row in rows)])
    return path


def orders_csv(path: Path, n: int = 3, *, first: int = 1, total: str = "10.00") -> Path:
    rows = [
        f"{first + i},2026-0{1 + i % 3}-{1 + i % 28:02},{total},EUR,buyer{i % 7}@example.org,LEA10" for i in range(n)
    ]
    return write_csv(path, "Order ID,Date,Total,Currency,Email,Discount code", *rows)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.open(tmp_path / "home") as house:
        yield house


@pytest.fixture
def brand(house: House) -> Workspace:
    return house.workspace()


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder
