"""A small workspace in memory, for tests that need one: rows as plain dicts, read through DuckDB or pyarrow.

It fulfils `measures.data.WorkspaceData`. Rows may leave columns out (they are null) and may use plain Python values:
numbers for money, lists for lists, aware or naive datetimes (read as UTC).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

import duckdb
import narwhals as nw
import pyarrow as pa

from upshot.measures.data import ImportedFile
from upshot.settings import SETTINGS
from upshot.vocabulary.tables import COMMON, TABLES, Home, Kind, Table

Rows = Sequence[Mapping[str, Any]]
DATABASE = duckdb.connect()  # one engine for all workspaces, which hold no tables in it: starting one takes 75 ms
NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def arrow_rows(table: Table, rows: Rows, *, source: str = "test") -> pa.Table:
    """Plain dicts as an Arrow table with the schema of `table` and the common columns."""
    unknown = {name for row in rows for name in row} - {c.name for c in (*table.columns, *COMMON)}
    assert not unknown, f"{table.name} has no column {sorted(unknown)}"
    schema = table.arrow_schema(with_common=True)
    kinds = {column.name: column.kind for column in (*table.columns, *COMMON)}
    common = {"source": source, "import_id": "import-1", "ingested_at": NOW}
    full = [{**common, **row} for row in rows]
    columns = [pa.array([_plain(row.get(f.name), kinds[f.name]) for row in full], type=f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _plain(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind is Kind.MONEY:
        return Decimal(str(value)).quantize(Decimal("0.0001"))
    if kind is Kind.INSTANT:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if kind is Kind.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return value


class MemoryWorkspace:
    """A workspace in memory. `facts` and `records` map table names to rows; a `pa.Table` is taken as it is."""

    def __init__(
        self,
        facts: Mapping[str, Rows | pa.Table] | None = None,
        records: Mapping[str, Rows] | None = None,
        *,
        settings: Mapping[str, str] | None = None,
        imports: Sequence[ImportedFile] = (),
        engine: Literal["duckdb", "pyarrow"] = "duckdb",
        name: str = "test",
    ) -> None:
        self._facts = {
            table: rows if isinstance(rows, pa.Table) else arrow_rows(TABLES[table], rows)
            for table, rows in (facts or {}).items()
        }
        self._records = {table: list(rows) for table, rows in (records or {}).items()}
        self._settings = dict(settings or {})
        self._imports = list(imports)
        self._engine = engine
        self._name = name
        self._connection = DATABASE.cursor()
        self._connection.execute("set timezone = 'UTC'")

    @property
    def name(self) -> str:
        return self._name

    @property
    def is_demo(self) -> bool:
        return False

    def frame(self, table: str) -> nw.LazyFrame[Any]:
        described = TABLES[table]
        assert described.home is Home.LAKE, f"{table} is a record table: use rows()"
        rows = self._facts.get(table)
        if rows is None:
            rows = described.arrow_schema(with_common=True).empty_table()
        if self._engine == "pyarrow":
            return nw.from_native(rows).lazy()
        return nw.from_native(self._connection.from_arrow(rows))

    def rows(self, table: str) -> list[dict[str, Any]]:
        described = TABLES[table]
        assert described.home is Home.RECORDS, f"{table} is a fact table: use frame()"
        rows = self._records.get(table, [])
        full = arrow_rows(described, rows).select(list(described.column_names)).to_pylist()
        return sorted(full, key=lambda row: tuple(str(row[name]) for name in described.key))

    def setting(self, name: str) -> str | None:
        if name in self._settings:
            return self._settings[name]
        return SETTINGS[name].default if name in SETTINGS else None

    def imports(self) -> list[ImportedFile]:
        return list(self._imports)

    def data_version(self) -> str:
        return "memory"
