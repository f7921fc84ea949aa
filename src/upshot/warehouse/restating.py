"""What new rows do to the rows that are there: one mechanism for every restatement rule of `vocabulary.tables`.

A row that is there is *superseded* when a new row has its `replaces` key, or when it lies in a window that the new
rows cover. Superseded rows that come back with the same content stay as they were, with the import that first brought
them; so a file imported twice changes nothing. Content is compared by a 64-bit hash of the row, key by key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from upshot.vocabulary.counts import TableCount
from upshot.vocabulary.tables import ARROW_TYPE, COMMON, Kind, Restatement, Table
from upshot.warehouse.engine import parquet, quoted, sql_type
from upshot.warehouse.staging import SEQUENCE

MONTH = "month"
BUCKET = "bucket"


@dataclass(frozen=True)
class Existing:
    """The files of a table as it stands, and the columns they have."""

    files: Sequence[str] = ()
    columns: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """What a load will do: its counts, and the rows to write (`sql`), instead of `months` or beside what is there."""

    count: TableCount
    sql: str = ""
    months: tuple[str, ...] = ()  # empty: append

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to commit."""
        return self.count.changed == 0


@dataclass(frozen=True)
class Stamp:
    """Who said it and when it came: the common columns of the rows of one load."""

    source: str
    import_id: str
    ingested_at: str  # ISO 8601, UTC

    def sql(self) -> str:
        """The common columns as constants, in the order of `COMMON`."""
        values = (self.source, self.import_id, self.ingested_at)
        return ", ".join(
            f"""'{value.replace("'", "''")}'::{sql_type(ARROW_TYPE[column.kind])} AS "{column.name}\""""
            for column, value in zip(COMMON, values, strict=True)
        )


def stored_schema(table: Table) -> pa.Schema:
    """The columns of a lake table on disk: its own, the common ones, and the one it is partitioned by."""
    return table.arrow_schema(with_common=True).append(pa.field(partition_name(table), pa.string()))


def plan_load(bench: duckdb.DuckDBPyConnection, table: Table, staged: Path, existing: Existing, stamp: Stamp) -> Plan:
    """Work out what the staged rows change; nothing is written outside the bench."""
    return _Planner(bench, table, existing, stamp).plan(staged)


class _Planner:
    """The steps of `plan_load`, on one bench with the views `staged`, `incoming` and `present`."""

    def __init__(self, bench: duckdb.DuckDBPyConnection, table: Table, existing: Existing, stamp: Stamp) -> None:
        self.bench, self.table, self.existing, self.stamp = bench, table, existing, stamp
        self.own = quoted(table.column_names)
        self.key = quoted(table.key)
        self.part = partition_name(table)
        self.incoming = "incoming"  # the view of the rows to load, one per key

    def plan(self, staged: Path) -> Plan:
        plan = self._planned(staged)
        return plan if self.table.bucket_column is None else replace(plan, sql=self._in_order(plan.sql))

    def _planned(self, staged: Path) -> Plan:
        self._stage(staged)
        n_rows, duplicates = self._deduplicate()
        if not self.existing.files:
            return Plan(TableCount(new=n_rows, duplicates=duplicates), self._stored(self.incoming))
        self._present()
        if self.table.restatement is Restatement.FILL:
            self._fill()
        months = self._superseded_months()
        if not months:
            return Plan(TableCount(new=n_rows, duplicates=duplicates), self._stored(self.incoming))
        self._pair(months)
        return self._weighed(n_rows, duplicates)

    def _run(self, sql: str) -> None:
        self.bench.execute(sql)

    def _number(self, sql: str) -> int:
        return int(self._row(sql)[0] or 0)

    def _row(self, sql: str) -> tuple[Any, ...]:
        """The one row of a query; fetched to its end, as DuckDB 2 wants before the next one."""
        return self.bench.execute(sql).fetchall()[0]

    def _stage(self, staged: Path) -> None:
        path = str(staged).replace("'", "''")
        self._run(
            f"CREATE OR REPLACE VIEW staged AS SELECT *, {partition_of(self.table)} AS {self.part} "
            f"FROM read_parquet('{path}')"
        )

    def _deduplicate(self) -> tuple[int, int]:
        """Make `incoming`, one row per key; return its rows and how many were replaced by a later row of the file."""
        key = ", ".join(self.key)
        total, distinct = self._row(f"SELECT count(*), count(DISTINCT hash({key})) FROM staged")
        if total == distinct:
            self._run("CREATE OR REPLACE VIEW incoming AS SELECT * FROM staged")
            return total, 0
        if self.table.restatement is Restatement.FILL:
            self._run(f"CREATE OR REPLACE TEMP TABLE incoming AS {self._last_known('staged')}")
        else:
            self._run(
                f"CREATE OR REPLACE TEMP TABLE latest AS "
                f"SELECT max({SEQUENCE}) AS {SEQUENCE} FROM staged GROUP BY {key}"
            )
            self._run(
                f"CREATE OR REPLACE VIEW incoming AS SELECT s.* FROM staged s SEMI JOIN latest USING ({SEQUENCE})"
            )
        kept = self._number("SELECT count(*) FROM incoming")
        return kept, total - kept

    def _last_known(self, view: str) -> str:
        """One row per key of `view`: of each column, the last value that was supplied."""
        key = ", ".join(self.key)
        others = [
            f"arg_max({name}, {SEQUENCE}) FILTER (WHERE {name} IS NOT NULL) AS {name}"
            for name in self.own
            if name not in self.key
        ]
        values = ", ".join([*self.key, *others])
        return (
            f"SELECT *, {partition_of(self.table)} AS {self.part} FROM "
            f"(SELECT {values}, max({SEQUENCE}) AS {SEQUENCE} FROM {view} GROUP BY {key})"
        )

    def _present(self) -> None:
        known = set(self.existing.columns)
        columns = [
            f'"{column.name}"'
            if column.name in known
            else f'NULL::{sql_type(ARROW_TYPE[column.kind])} AS "{column.name}"'
            for column in (*self.table.columns, *COMMON)
        ]
        # Not `file_index`: it counts the files that are left after a filter on the month has skipped some.
        self._run(f"CREATE TYPE file_name AS ENUM ({_listed(self.existing.files)})")
        self._run(
            f"CREATE OR REPLACE VIEW present AS SELECT {', '.join(columns)}, {self.part}, "
            f"filename::file_name AS __file, file_row_number AS __row FROM {parquet(self.existing.files)}"
        )

    def _fill(self) -> None:
        """Complete `incoming` with what is known of the same key."""
        values = [f"i.{name}" if name in self.key else f"coalesce(i.{name}, p.{name}) AS {name}" for name in self.own]
        self._run(
            f"CREATE OR REPLACE TEMP TABLE filled AS SELECT {', '.join(values)}, i.{SEQUENCE}, i.{self.part} "
            f"FROM {self.incoming} i LEFT JOIN present p ON {_same('i', 'p', self.key)}"
        )
        self.incoming = "filled"

    def _superseded_months(self) -> list[str]:
        """The months that hold a row which the incoming rows supersede; makes `spans`, the windows they cover."""
        replaces = quoted(self.table.replaces)
        finds = [f"SELECT {self.part} FROM present p SEMI JOIN {self.incoming} i ON {_same('i', 'p', replaces)}"]
        if self.table.restatement is Restatement.REPLACE_WINDOW:
            time, window = f'"{self.table.time_column}"', quoted(self.table.window_by)
            self._run(
                f"CREATE OR REPLACE TEMP TABLE spans AS SELECT {', '.join(window)}, min({time}) AS __first, "
                f"max({time}) AS __last FROM {self.incoming} GROUP BY {', '.join(window)}"
            )
            finds.append(f"SELECT {self.part} FROM present p SEMI JOIN spans w ON {self._in_window()}")
        rows = self.bench.execute(" UNION ".join(finds)).fetchall()
        return sorted({str(row[0]) for row in rows})

    def _in_window(self) -> str:
        same = _same("w", "p", quoted(self.table.window_by))
        return f'{same} AND p."{self.table.time_column}" BETWEEN w.__first AND w.__last'

    def _pair(self, months: list[str]) -> None:
        """Make `pairs` (a new row and the row it meets) and `removed` (superseded rows that do not come back)."""
        content = self._content()
        key = ", ".join(self.key)
        here = f"(SELECT * FROM present WHERE {self.part} IN ({_listed(months)}))"
        self._run(
            f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT i.{SEQUENCE}, p.__file, p.__row, "
            f"i.{self.part} AS new_month, p.{self.part} AS old_month, i.__content = p.__content AS is_same "
            f"FROM (SELECT {key}, {SEQUENCE}, {self.part}, hash({content}) AS __content FROM {self.incoming}) i "
            f"JOIN (SELECT {key}, __file, __row, {self.part}, hash({content}) AS __content FROM {here}) p "
            f"ON {_same('i', 'p', self.key)}"
        )
        finds = []
        if self.table.replaces != self.table.key:
            finds.append(
                f"SELECT __file, __row, {self.part} FROM {here} p SEMI JOIN {self.incoming} i "
                f"ON {_same('i', 'p', quoted(self.table.replaces))}"
            )
        if self.table.restatement is Restatement.REPLACE_WINDOW:
            finds.append(f"SELECT __file, __row, {self.part} FROM {here} p SEMI JOIN spans w ON {self._in_window()}")
        found = " UNION ".join(finds) or f"SELECT NULL::file_name AS __file, 0 AS __row, '' AS {self.part} WHERE false"
        self._run(
            f"CREATE OR REPLACE TEMP TABLE removed AS SELECT * FROM ({found}) f ANTI JOIN pairs USING (__file, __row)"
        )

    def _content(self) -> str:
        """What of a row is compared: all but its key. DuckDB hashes a null list like an empty one, so we ask."""
        others = [column for column in self.table.columns if column.name not in self.table.key]
        asked = [f'"{column.name}" IS NULL' for column in others if column.kind is Kind.TEXT_LIST]
        return ", ".join([*quoted([column.name for column in others]), *asked]) or "0"

    def _weighed(self, n_rows: int, duplicates: int) -> Plan:
        paired, unchanged = self._row("SELECT count(*), count(*) FILTER (is_same) FROM pairs")
        removed = self._number("SELECT count(*) FROM removed")
        count = TableCount(n_rows - paired, paired - unchanged, unchanged, removed, duplicates)
        fresh = f"(SELECT i.* FROM {self.incoming} i ANTI JOIN (FROM pairs WHERE is_same) s USING ({SEQUENCE}))"
        if not count.restated and not removed:
            return Plan(count, self._stored(fresh))
        rows = self.bench.execute(
            f"SELECT {self.part} FROM {fresh} UNION SELECT old_month FROM pairs WHERE NOT is_same "
            f"UNION SELECT {self.part} FROM removed"
        ).fetchall()
        months = tuple(sorted({str(found[0]) for found in rows}))
        common = quoted([column.name for column in COMMON])
        kept = (
            f"SELECT {', '.join([*self.own, *common, self.part])} "
            f"FROM (SELECT * FROM present WHERE {self.part} IN ({_listed(months)})) p ANTI JOIN "
            "(SELECT __file, __row FROM pairs WHERE NOT is_same UNION ALL SELECT __file, __row FROM removed) d "
            "USING (__file, __row)"
        )
        return Plan(count, f"{kept} UNION ALL {self._stored(fresh)}", months)

    def _in_order(self, rows: str) -> str:
        """The rows as they are to lie in the files: visitor by visitor."""
        by = ", ".join(quoted([self.part, *self.table.key]))
        return rows and f"SELECT * FROM ({rows}) ORDER BY {by}"

    def _stored(self, view: str) -> str:
        """The new rows as they are stored."""
        return f"SELECT {', '.join(self.own)}, {self.stamp.sql()}, {self.part} FROM {view}"


def partition_name(table: Table) -> str:
    """The column that a table is partitioned by."""
    return MONTH if table.bucket_column is None else BUCKET


def partition_of(table: Table) -> str:
    """The partition of a row: its month in UTC, or the first hex digit of its key, or one for all."""
    if table.bucket_column is not None:
        digit = f'lower(substr("{table.bucket_column}", 1, 1))'
        return f"CASE WHEN {digit} SIMILAR TO '[0-9a-f]' THEN {digit} ELSE 'other' END"
    if table.time_column is None:
        return "'all'"
    return f"coalesce(strftime(\"{table.time_column}\", '%Y-%m'), 'unknown')"


def _same(left: str, right: str, names: Sequence[str]) -> str:
    """Equality of `names` in which null meets null."""
    return " AND ".join(f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}" for name in names)


def _listed(values: Sequence[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
