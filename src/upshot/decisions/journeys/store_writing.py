"""A journey store from paths with counts: what a path file, a test or a benchmark has instead of touches."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from upshot.decisions.journeys.store import JourneyStore
from upshot.errors import InvalidInput
from upshot.warehouse.engine import workbench
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.journey_files import write_from_lists, write_states

PathCount = tuple[Sequence[str], int, int, int]  # states in order; conversions; their value in cents; non-conversions

_PATHS = pa.schema(
    [
        ("states", pa.list_(pa.string())),
        ("n_converted", pa.int64()),
        ("value_cents", pa.int64()),
        ("n_lost", pa.int64()),
    ]
)
# Every path is written as often as it was walked; its value is spread over its conversions to the cent.
_EXPANDED = """
SELECT row_number() OVER (ORDER BY row, i) AS journey, states, NULL::TIMESTAMPTZ[] AS touched_at,
       (i < n_converted)::INTEGER AS n_conversions,
       CASE WHEN i < n_converted THEN (i + 1) * value_cents // n_converted - i * value_cents // n_converted ELSE 0 END
           AS value_cents,
       NULL::TIMESTAMPTZ AS converted_at, NULL::VARCHAR AS order_ref
FROM (SELECT *, unnest(range(n_converted + n_lost)) AS i FROM indexed) ORDER BY row, i
"""
_INDEXED = """
CREATE TEMP TABLE indexed AS
SELECT row, list(state ORDER BY position) AS states, any_value(n_converted) AS n_converted,
       any_value(value_cents) AS value_cents, any_value(n_lost) AS n_lost
FROM (SELECT row, unnest(states) AS name, unnest(range(len(states))) AS position, n_converted, value_cents, n_lost
      FROM numbered)
JOIN named USING (name) GROUP BY row
"""


def write_paths(paths: Sequence[PathCount], folder: Path) -> JourneyStore:
    """Write a store of `paths`; an empty path is left out, a path that nobody walked too."""
    columns = zip(*paths, strict=True) if paths else ([], [], [], [])
    states, *numbers = ([list(each) for each in column] if n == 0 else column for n, column in enumerate(columns))
    return write_path_table(pa.table([states, *map(list, numbers)], schema=_PATHS), folder)


def write_path_table(paths: pa.Table, folder: Path) -> JourneyStore:
    """Write a store of a table of paths: states (list of names), n_converted, value_cents, n_lost.

    Raises
    ------
    InvalidInput : path_count_negative
    """
    with tempfile.TemporaryDirectory(prefix="upshot-paths-") as spill, workbench(Path(spill)) as connection:
        connection.register("given", paths)
        least = connection.sql("SELECT coalesce(min(least(n_converted, n_lost)), 0) FROM given").fetchall()[0][0]
        if least < 0:
            raise InvalidInput("path_count_negative", seen=least)
        with naming_faults(folder):
            connection.execute(
                "CREATE TEMP TABLE numbered AS SELECT row_number() OVER () AS row, * FROM given "
                "WHERE len(states) > 0 AND n_converted + n_lost > 0"
            )
            connection.execute(
                "CREATE TEMP TABLE named AS SELECT name, (row_number() OVER (ORDER BY name))::INTEGER AS state "
                "FROM (SELECT DISTINCT unnest(states) AS name FROM numbered)"
            )
            connection.execute(_INDEXED)
            names = [str(name) for (name,) in connection.sql("SELECT name FROM named ORDER BY state").fetchall()]
            write_from_lists(connection, _EXPANDED, folder)
            write_states(connection, names, folder)
    return JourneyStore(folder, has_times=False)
