from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from upshot.sources.base import Batch
from upshot.vocabulary.tables import TABLES
from upshot.warehouse.lake import Lake, LoadReport

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def batch(table: str, rows: list[dict]) -> Batch:
    """Plain dicts as a batch; columns nobody names stay away, as a source would leave them."""
    names = {name for row in rows for name in row}
    schema = pa.schema([field for field in TABLES[table].arrow_schema() if field.name in names])
    return Batch(table, pa.Table.from_pylist(rows, schema=schema), len(rows))


def load(lake: Lake, table: str, rows: list[dict], *, import_id: str = "i1") -> LoadReport:
    return lake.load([batch(table, rows)], source="test", import_id=import_id, now=NOW)


def content(lake: Lake, table: str, **asked) -> list[dict]:
    """All rows in key order, without who brought them."""
    rows = lake.frame(table, **asked).collect().to_native().to_pylist()
    own = TABLES[table].column_names
    return sorted(({name: row[name] for name in own} for row in rows), key=repr)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "a home of ours é" / "brand")
