"""The Parquet files of a journey store: how they are written, and an engine of bounded memory to count them in.

Everything that attribution asks of a journey stands on its rows, so that no count needs a window or a sort: the steps
carry the states before them, the journeys their distinct states as a sorted list.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

from upshot.warehouse.engine import cursor, workbench
from upshot.warehouse.engine_choice import SPARK, chosen_engine, read_files
from upshot.warehouse.faults import naming_faults

STATES, STEPS, JOURNEYS = "states.parquet", "steps", "journeys"
MOST_BEFORE = 4  # before, before_2, before_3, before_4: what counts of order 1 to 4 need
BEFORE = ("before", "before_2", "before_3", "before_4")
STEP_COLUMNS = {
    "journey": "BIGINT",
    "position": "INTEGER",
    "state": "INTEGER",
    **dict.fromkeys(BEFORE, "INTEGER"),
    "is_last": "BOOLEAN",
    "touched_at": "TIMESTAMPTZ",
    "seconds_to_last": "INTEGER",
}
JOURNEY_COLUMNS = {
    "journey": "BIGINT",
    "n_steps": "INTEGER",
    "n_conversions": "INTEGER",
    "value_cents": "BIGINT",
    "first_state": "INTEGER",
    "last_state": "INTEGER",
    "began_at": "TIMESTAMPTZ",
    "ended_at": "TIMESTAMPTZ",
    "converted_at": "TIMESTAMPTZ",
    "order_ref": "VARCHAR",
    "touched": "INTEGER[]",
}
ROW_GROUP = 122_880
_COLUMNS_OF = {STEPS: STEP_COLUMNS, JOURNEYS: JOURNEY_COLUMNS}
_ARROW_TYPE: dict[str, pa.DataType] = {
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR": pa.string(),
    "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
    "INTEGER[]": pa.list_(pa.int32()),
}


@dataclass(frozen=True)
class JourneyFrames:
    """The two tables of a store as lazy frames of one engine: DuckDB here, Spark where Spark reads the same files."""

    steps: nw.LazyFrame[Any]
    journeys: nw.LazyFrame[Any]


@contextmanager
def journey_frames(folder: Path, *, memory_mib: int | None = None) -> Iterator[JourneyFrames]:
    """The frames of the store in `folder` on an engine of their own, which spills beside nothing else.

    Parameters
    ----------
    memory_mib : most memory of the engine's own buffers; None is the workbench's. Spark's is the cluster's affair
    """
    if chosen_engine() == SPARK:
        yield JourneyFrames(*(_spark_files(folder / name, of) for name, of in _COLUMNS_OF.items()))
        return
    with tempfile.TemporaryDirectory(prefix="upshot-count-") as spill, workbench(Path(spill)) as connection:
        if memory_mib is not None:
            connection.execute(f"SET memory_limit='{int(memory_mib)}MiB'")
        connection.execute("SET preserve_insertion_order=false")
        # Pairs of up to 1,000 states are counted in an array instead of a hash table: half the time of the scan.
        connection.execute("SET perfect_ht_threshold=20")
        with naming_faults(folder):
            yield JourneyFrames(
                *(
                    nw.from_native(connection.sql(f"SELECT * FROM read_parquet({_files(folder / name)})"))
                    for name in (STEPS, JOURNEYS)
                )
            )


def write_from_lists(connection: duckdb.DuckDBPyConnection, sql: str, folder: Path) -> None:
    """Write steps and journeys from `sql`, a query of one row per journey in the order of `journey`.

    Its columns: journey BIGINT, states INTEGER[] (1.., at least one), touched_at TIMESTAMPTZ[] or null (as long as
    `states`), n_conversions INTEGER (0 or 1), value_cents BIGINT, converted_at TIMESTAMPTZ, order_ref VARCHAR.
    """
    for name in (STEPS, JOURNEYS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    before = ", ".join(
        f"unnest(list_concat(list_resize([]::INTEGER[], least(n, {k}), 0), states[1:greatest(n - {k}, 0)])) AS {name}"
        for k, name in enumerate(BEFORE, start=1)
    )
    steps = (
        f"SELECT journey, unnest(range(1, n + 1))::INTEGER AS position, unnest(states) AS state, {before}, "
        "unnest(list_concat(list_resize([]::BOOLEAN[], n - 1, false), [true])) AS is_last, "
        "unnest(coalesce(touched_at, list_resize([]::TIMESTAMPTZ[], n, NULL))) AS touched_at, "
        "touched_at[-1] AS last_at "
        f"FROM (SELECT *, len(states)::BIGINT AS n FROM ({sql}))"
    )
    journeys = (
        "SELECT journey, len(states)::INTEGER AS n_steps, n_conversions::INTEGER AS n_conversions, "
        "value_cents::BIGINT AS value_cents, states[1] AS first_state, states[-1] AS last_state, "
        "touched_at[1] AS began_at, coalesce(converted_at, touched_at[-1]) AS ended_at, converted_at, order_ref, "
        f"list_sort(list_distinct(states)) AS touched FROM ({sql})"
    )
    steps = f"SELECT *, epoch(last_at - touched_at) AS seconds_to_last FROM ({steps})"
    _copy(connection, steps, folder / STEPS, STEP_COLUMNS)
    _copy(connection, journeys, folder / JOURNEYS, JOURNEY_COLUMNS)


def write_states(connection: duckdb.DuckDBPyConnection, names: list[str], folder: Path) -> None:
    """Write the names of states 1, 2 and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    connection.execute(
        "COPY (SELECT (generate_subscripts($1::VARCHAR[], 1))::INTEGER AS state, unnest($1::VARCHAR[]) AS name) "
        f"TO '{_path(folder / STATES)}' (FORMAT parquet)",
        [names],
    )


def read_states(folder: Path) -> tuple[str, ...]:
    """Names of states 1, 2, …, in that order."""
    with naming_faults(folder):
        found = cursor().sql(f"SELECT name FROM read_parquet('{_path(folder / STATES)}') ORDER BY state")
        return tuple(str(name) for (name,) in found.fetchall())


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, folder: Path, columns: dict[str, str]) -> None:
    cast = ", ".join(f"{name}::{kind} AS {name}" for name, kind in columns.items())
    connection.execute(
        f"COPY (SELECT {cast} FROM ({sql})) TO '{_path(folder / 'part-0.parquet')}' "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )


def _spark_files(folder: Path, columns: dict[str, str]) -> nw.LazyFrame[Any]:
    """The files of `folder` as Spark reads them; the cluster must see them where this machine has them."""
    files = sorted(os.fspath(file) for file in folder.glob("*.parquet"))
    schema = pa.schema([(name, _ARROW_TYPE[kind]) for name, kind in columns.items()])
    return read_files(files, present=tuple(columns), schema=schema)


def _files(folder: Path) -> str:
    return f"'{_path(folder)}/*.parquet'"


def _path(path: Path) -> str:
    return os.fspath(path).replace("'", "''")
