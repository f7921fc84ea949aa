"""Which engine reads: DuckDB in this process, or a Spark cluster through Spark Connect. Only reading is chosen.

Loading, erasing and laying journeys stay with DuckDB, on the machine that has the home: they write files.

| variable | says |
|---|---|
| `UPSHOT_ENGINE` | `duckdb` (default) or `spark` |
| `UPSHOT_SPARK_URL` | the Spark Connect server, as in `sc://cluster.internal:15002` |
| `UPSHOT_SPARK_PATHS` | `HERE=THERE`: what is under HERE on this machine, the cluster sees under THERE |
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import narwhals as nw
import pyarrow as pa

from upshot.errors import SettingsError
from upshot.warehouse import engine

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)
_forced: ContextVar[str | None] = ContextVar("upshot_engine", default=None)


def chosen_engine() -> str:
    """The engine that reads, by name.

    Raises
    ------
    SettingsError : unknown_reading_engine
    """
    named = _forced.get() or os.environ.get("UPSHOT_ENGINE", "").strip().lower() or DUCKDB
    if named not in ENGINES:
        raise SettingsError("unknown_reading_engine", seen=named, valid=", ".join(ENGINES))
    return named


@contextmanager
def reading_with(name: str) -> Iterator[None]:
    """Read with the engine `name` inside the block, whatever is configured."""
    token = _forced.set(name)
    try:
        yield
    finally:
        _forced.reset(token)


def read_files(files: Sequence[str], *, present: Sequence[str], schema: pa.Schema) -> nw.LazyFrame[Any]:
    """Parquet files of one table as a lazy frame of the chosen engine, in the columns and types of `schema`.

    `present` names the columns that some file has; what none has is null.

    Raises
    ------
    SettingsError : unknown_reading_engine, spark_url_missing, spark_url, spark_paths
    MissingExtra : spark_missing
    WarehouseError : spark_unreachable, spark_files_unseen
    """
    if chosen_engine() == DUCKDB:
        return engine.lazily(engine.parquet_scan(files, present=present, schema=schema))
    from upshot.warehouse.engine_spark import spark_frame  # noqa: PLC0415 (most homes need no Spark)

    return spark_frame(files, schema)
