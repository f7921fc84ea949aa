"""Made-up journeys as a store for us and as paths for the others: `write_journeys(folder, n_journeys, n_states)`.

Lengths are geometric with a mean of 4 touches, at most 60; states follow a power law and repeat themselves with a
chance of 0.2; a journey converts with a chance that grows with the strength of the states it touched, about 6 % in all.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

CHUNK = 1_000_000
MEAN_TOUCHES = 4.0
MOST_TOUCHES = 60


def write_journeys(
    folder: Path, n_journeys: int, n_states: int, *, seed: int = 1, has_paths: bool = True
) -> dict[str, Any]:
    """Write `store/`, and `paths.parquet` and `grouped.parquet` for the peers; nothing where it is there already.

    Returns
    -------
    n_journeys, n_states, n_touches, n_converted, and how many distinct paths there are
    """
    import duckdb

    from upshot.warehouse.journey_files import write_from_lists, write_states

    done = folder / "facts.json"
    if done.is_file():
        found: dict[str, Any] = json.loads(done.read_text(encoding="utf-8"))
        if found["has_paths"] or not has_paths:
            return found
    lists = folder / "lists"
    lists.mkdir(parents=True, exist_ok=True)
    _write_lists(lists, n_journeys, n_states, seed)
    names = [f"s{number:05d}" for number in range(1, n_states + 1)]
    connection = duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(folder / "spill")})
    source = (
        "SELECT journey, states, NULL::TIMESTAMPTZ[] AS touched_at, n_conversions, value_cents, "
        f"NULL::TIMESTAMPTZ AS converted_at, NULL::VARCHAR AS order_ref FROM read_parquet('{lists}/*.parquet')"
    )
    write_states(connection, names, folder / "store")
    write_from_lists(connection, source, folder / "store")
    facts: dict[str, Any] = {"n_journeys": n_journeys, "n_states": n_states, "has_paths": has_paths}
    sums, journeys = "sum(n_steps)::BIGINT, sum(n_conversions)::BIGINT", f"'{folder}/store/journeys/*.parquet'"
    counted = connection.sql(f"SELECT {sums} FROM read_parquet({journeys})").fetchall()
    facts["n_touches"], facts["n_converted"] = counted[0]
    if has_paths:
        name = "list_transform(states, lambda state: 's' || lpad(state::VARCHAR, 5, '0'))"
        connection.execute(
            f"COPY (SELECT array_to_string({name}, ' > ') AS path, n_conversions AS conversions, "
            "(value_cents / 100)::DOUBLE AS value, (1 - n_conversions)::INTEGER AS lost "
            f"FROM read_parquet('{lists}/*.parquet')) TO '{folder}/paths.parquet' (FORMAT parquet)"
        )
        sums = "path, sum(conversions)::BIGINT AS conversions, sum(value) AS value, sum(lost)::BIGINT AS lost"
        connection.execute(
            f"COPY (SELECT {sums} FROM read_parquet('{folder}/paths.parquet') GROUP BY path) "
            f"TO '{folder}/grouped.parquet' (FORMAT parquet)"
        )
        paths = f"read_parquet('{folder}/grouped.parquet')"
        facts["n_paths"] = connection.sql(f"SELECT count(*) FROM {paths}").fetchall()[0][0]
    for part in lists.iterdir():
        part.unlink()
    lists.rmdir()
    done.write_text(json.dumps(facts), encoding="utf-8")
    return facts


def _write_lists(folder: Path, n_journeys: int, n_states: int, seed: int) -> None:
    """One row per journey with its states, a million to a file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(seed)
    popularity = 1.0 / (np.arange(n_states) + 5.0)
    cumulative = np.cumsum(popularity) / popularity.sum()
    strength = random.gamma(0.5, 0.02, n_states)
    for number, first in enumerate(range(0, n_journeys, CHUNK)):
        n = min(CHUNK, n_journeys - first)
        lengths = np.minimum(random.geometric(1 / MEAN_TOUCHES, n), MOST_TOUCHES)
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        states = np.minimum(np.searchsorted(cumulative, random.random(offsets[-1])), n_states - 1)
        is_repeat = random.random(offsets[-1]) < 0.2
        is_repeat[offsets[:-1]] = False
        origin = np.maximum.accumulate(np.where(is_repeat, 0, np.arange(offsets[-1])))
        states = states[origin]
        chance = 0.02 + 1.0 - np.exp(-np.add.reduceat(strength[states], offsets[:-1]))
        converted = random.random(n) < chance
        cents = np.where(converted, np.round(np.exp(random.normal(8.3, 0.6, n))), 0).astype(np.int64)
        table = pa.table(
            {
                "journey": pa.array(np.arange(first + 1, first + n + 1)),
                "states": pa.ListArray.from_arrays(
                    pa.array(offsets.astype(np.int32)), pa.array((states + 1).astype(np.int32))
                ),
                "n_conversions": pa.array(converted.astype(np.int32)),
                "value_cents": pa.array(cents),
            }
        )
        pq.write_table(table, folder / f"{number:05d}.parquet")
