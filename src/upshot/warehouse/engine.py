"""The one file that knows DuckDB: in memory only, reading the Parquet files that a Delta version names.

A `.duckdb` file open for writing shuts every other process out; an in-memory engine over Parquet shuts out nobody.
Relations of two connections cannot be joined, so each thread has one cursor, and all frames of a thread join.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

MEMORY_LIMIT = "700MB"  # per load; what does not fit spills to the load's own staging folder
BATCH_ROWS = 65_536

_SQL_TYPE: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.decimal128(18, 4): "DECIMAL(18,4)",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
    pa.list_(pa.string()): "VARCHAR[]",
}
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_local = threading.local()
_opening = threading.Lock()
_shared: list[duckdb.DuckDBPyConnection] = []


def _configured(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.execute("SET TimeZone='UTC'")  # per cursor: a session setting
    return connection


def cursor() -> duckdb.DuckDBPyConnection:
    """The cursor of this thread on the process's one in-memory engine."""
    found: duckdb.DuckDBPyConnection | None = getattr(_local, "cursor", None)
    if found is None:
        with _opening:
            if not _shared:
                _shared.append(duckdb.connect(":memory:", config=_OFFLINE))
            found = _configured(_shared[0].cursor())
        _local.cursor = found
    return found


@contextmanager
def workbench(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine of its own for one load, with bounded memory; it spills into `folder`."""
    config = {**_OFFLINE, "memory_limit": MEMORY_LIMIT, "temp_directory": str(folder / "spill")}
    connection = _configured(duckdb.connect(":memory:", config=config))
    try:
        yield connection
    finally:
        connection.close()


def sql_type(kind: pa.DataType) -> str:
    """DuckDB's word for an Arrow type of our tables."""
    return _SQL_TYPE[kind]


def quoted(names: Sequence[str], *, alias: str = "") -> list[str]:
    """Column names as identifiers, behind `alias` when there is one (`group` and `order` are SQL words)."""
    prefix = f"{alias}." if alias else ""
    return [f'{prefix}"{name}"' for name in names]


def parquet_scan(files: Sequence[str], *, present: Sequence[str], schema: pa.Schema) -> str:
    """SQL that reads `files` in the columns of `schema`; a column that older files lack is null."""
    if not files:
        nulls = ", ".join(f'NULL::{sql_type(field.type)} AS "{field.name}"' for field in schema)
        return f"SELECT {nulls} WHERE false"
    known = set(present)
    columns = ", ".join(
        f'"{field.name}"' if field.name in known else f'NULL::{sql_type(field.type)} AS "{field.name}"'
        for field in schema
    )
    return f"SELECT {columns} FROM {parquet(files)}"


def parquet(files: Sequence[str]) -> str:
    """The table function over `files`; the month comes from the folder's name."""
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}], hive_partitioning=true, hive_types_autocast=false, union_by_name=true)"


def lazily(sql: str) -> nw.LazyFrame[Any]:
    """A lazy frame over `sql`, on this thread's cursor."""
    return nw.from_native(cursor().sql(sql))
