"""The lake of one workspace: fact tables that many processes read while one writes.

Layout: `<root>/<table>/month=YYYY-MM/*.parquet` with a Delta log beside; what is read visitor by visitor lies under
`bucket=<hex digit>` instead, sorted. A reader opens the newest complete version and never waits; a writer holds the
workspace's lock, stages the rows, works out what they change, and commits each table at once or not at all.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow as pa

from upshot.errors import UnknownName
from upshot.sources.base import Batch
from upshot.sources.reading.ahead import ahead
from upshot.vocabulary.counts import TableCount
from upshot.vocabulary.tables import TABLES, Home, Table
from upshot.warehouse import engine
from upshot.warehouse.delta import (
    Commit,
    Snapshot,
    compact,
    latest_version,
    read_history,
    read_snapshot,
    vacuum,
    write_version,
)
from upshot.warehouse.engine_choice import read_files
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.locking import WAIT_S, writer_lock
from upshot.warehouse.restating import Existing, Plan, Stamp, partition_name, partition_of, plan_load, stored_schema
from upshot.warehouse.staging import Staging

LAKE_TABLES = tuple(name for name, table in TABLES.items() if table.home is Home.LAKE)
_TIDY_EVERY_S = 24 * 3600


@dataclass(frozen=True)
class LoadReport:
    """What a load did, table by table."""

    tables: Mapping[str, TableCount] = field(default_factory=dict)


class Lake:
    """One workspace's facts. Cheap to make: nothing is read or created before it is needed."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)
        self._snapshots: dict[str, Snapshot] = {}
        self._held = threading.local()

    # --- reading: no lock, no half commit -------------------------------------------------------------------------

    def frame(self, table: str, *, version: int | datetime | None = None) -> nw.LazyFrame[Any]:
        """A fact table as it is, as it was at a version, or as it was believed at an instant; lazily.

        Columns: the table's own and the common ones; typed and empty where nothing was imported. Frames made in one
        thread can be joined with each other.

        Raises
        ------
        UnknownName : unknown_table
        WarehouseError : lake_corrupt, lake_file_missing
        """
        found = self.snapshot(table, version)
        schema = _lake_table(table).arrow_schema(with_common=True)
        with naming_faults(self.root / table, table=table):
            return read_files(found.files, present=found.columns, schema=schema)

    def snapshot(self, table: str, version: int | datetime | None = None) -> Snapshot:
        """The files of a version of `table`; the current one is remembered until a newer one appears."""
        path = self.root / _lake_table(table).name
        newest = latest_version(path)
        if newest is None:
            return Snapshot(-1, (), ())
        if version is not None:
            return read_snapshot(path, version)
        known = self._snapshots.get(table)
        if known is None or known.version != newest:
            known = self._snapshots[table] = read_snapshot(path)
        return known

    def versions(self) -> dict[str, int]:
        """The current version of every table that exists."""
        found = {name: latest_version(self.root / name) for name in LAKE_TABLES}
        return {name: version for name, version in found.items() if version is not None}

    def data_version(self) -> str:
        """A short hash of all versions: it changes when, and only when, something was committed."""
        text = ",".join(f"{name}={version}" for name, version in sorted(self.versions().items()))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def history(self, table: str) -> list[Commit]:
        """The commits of `table`, oldest first."""
        return read_history(self.root / _lake_table(table).name)

    # --- writing: one at a time --------------------------------------------------------------------------------

    @contextmanager
    def writing(
        self, *, who: str, wait_s: float = WAIT_S, on_wait: Callable[[dict[str, str]], None] | None = None
    ) -> Iterator[None]:
        """Hold the workspace's writer lock; nested use in the same thread is free.

        Raises
        ------
        HomeBusy : another process held it for `wait_s` seconds; the error names it
        """
        depth = getattr(self._held, "depth", 0)
        if depth:
            yield
            return
        with writer_lock(self.root / ".writer.lock", who=who, wait_s=wait_s, on_wait=on_wait):
            self._held.depth = 1
            try:
                yield
            finally:
                self._held.depth = 0

    def staging(self, *, dry_run: bool = False) -> Staging:
        """A place for the rows of one load; of a dry run, outside the home."""
        return Staging(Path(tempfile.gettempdir()) / "upshot-dry-run" if dry_run else self.root / "_staging")

    def load(self, batches: Iterable[Batch], *, source: str, import_id: str, now: datetime) -> LoadReport:
        """Load `batches`, each table at once or not at all; loading the same rows again changes nothing."""
        with self.writing(who=f"load {source}"), self.staging() as staging:
            for batch in batches:
                staging.add(batch)
            return self.commit(staging, source=source, import_id=import_id, now=now)

    def commit(
        self, staging: Staging, *, source: str, import_id: str, now: datetime, dry_run: bool = False
    ) -> LoadReport:
        """Load what was staged; of a dry run only the counts, against the lake as it is."""
        staging.close()
        stamp = Stamp(source, import_id, now.astimezone(UTC).isoformat())
        counts: dict[str, TableCount] = {}
        for name in LAKE_TABLES:
            if staging.rows[name]:
                with self.writing(who=f"load {source}") if not dry_run else _unlocked():
                    counts[name] = self._load_table(TABLES[name], staging, stamp, dry_run=dry_run)
        return LoadReport(counts)

    def _load_table(self, table: Table, staging: Staging, stamp: Stamp, *, dry_run: bool) -> TableCount:
        path = self.root / table.name
        present = self.snapshot(table.name)
        with naming_faults(path, table=table.name), engine.workbench(staging.folder) as bench:
            existing = Existing(present.files, present.columns)
            plan = plan_load(bench, table, staging.file(table.name), existing, stamp)
            if not plan.changes_nothing and not dry_run:
                self._write(path, table, plan, bench.sql(plan.sql).to_arrow_reader(engine.BATCH_ROWS), present, stamp)
        return plan.count

    def _write(
        self,
        path: Path,
        table: Table,
        plan: Plan,
        rows: pa.RecordBatchReader,
        present: Snapshot,
        stamp: Stamp,
    ) -> None:
        schema = stored_schema(table)
        typed = pa.RecordBatchReader.from_batches(schema, ahead(batch.cast(schema) for batch in rows))
        is_older = bool(present.columns) and not set(schema.names) <= set(present.columns)
        write_version(
            path,
            typed,
            months=plan.months,
            import_id=stamp.import_id,
            has_new_columns=is_older,
            partition=partition_name(table),
        )

    # --- keeping house -----------------------------------------------------------------------------------------

    def tidy(self, *, force: bool = False) -> int:
        """Once a day, join small files and delete those that no version of the last 400 days needs; return how many."""
        mark = self.root / ".tidied"
        if not force and mark.exists() and time.time() - mark.stat().st_mtime < _TIDY_EVERY_S:
            return 0
        removed, is_due = 0, force or mark.exists()  # a lake of today has nothing to tidy yet
        with self.writing(who="tidy", wait_s=1.0):
            for name in self.versions() if is_due else ():
                compact(self.root / name)
                removed += vacuum(self.root / name)
            with naming_faults(self.root):
                mark.touch()
        return removed

    def rewrite(self, table: str, select: str, *, import_id: str, beside: Sequence[str] = ()) -> int:
        """Replace the content of `table` by `select` over a view named `present`; return how many rows changed.

        `beside` names other tables that `select` looks at.

        For erasing only: facts are never edited. Older versions are deleted, so the old rows cannot be read again.
        """
        described, path = _lake_table(table), self.root / table
        found = self.snapshot(table)
        if not found.files:
            return 0
        with self.writing(who="erase"), self.staging() as staging, engine.workbench(staging.folder) as bench:
            scan = engine.parquet_scan(found.files, present=found.columns, schema=stored_schema(described))
            bench.execute(f"CREATE VIEW present AS {scan}")
            for other in beside:
                there = self.snapshot(other)
                view = engine.parquet_scan(there.files, present=there.columns, schema=TABLES[other].arrow_schema())
                bench.execute(f'CREATE VIEW "{other}" AS {view}')
            before = _count(bench.execute("SELECT count(*) FROM present").fetchall()[0])
            after = _count(bench.execute(f"SELECT count(*) FROM ({select})").fetchall()[0])
            changed = _count(bench.execute(f"SELECT count(*) FROM (FROM present EXCEPT ALL ({select}))").fetchall()[0])
            if changed:
                part = partition_name(described)
                months = [str(row[0]) for row in bench.execute(f"SELECT DISTINCT {part} FROM present").fetchall()]
                rows = bench.sql(select).to_arrow_reader(engine.BATCH_ROWS)
                plan = Plan(TableCount(removed=before - after), months=tuple(sorted(months)))
                self._write(path, described, plan, rows, found, Stamp("erase", import_id, ""))
            vacuum(path, keep_days=0)
        return changed

    def adopt(self, table: str, files: Sequence[str]) -> None:
        """Make `table` out of Parquet files that a lake exported; the table must not exist yet."""
        described = _lake_table(table)
        with self.writing(who="restore"), self.staging() as staging, engine.workbench(staging.folder) as bench:
            columns = [row[0] for row in bench.execute(f"DESCRIBE FROM {engine.parquet(files)}").fetchall()]
            scan = engine.parquet_scan(files, present=columns, schema=described.arrow_schema(with_common=True))
            part = partition_name(described)
            rows = bench.sql(f"SELECT *, {partition_of(described)} AS {part} FROM ({scan})")
            nothing = Snapshot(-1, (), ())
            stamp = Stamp("restore", "restore", "")
            self._write(
                self.root / table,
                described,
                Plan(TableCount()),
                rows.to_arrow_reader(engine.BATCH_ROWS),
                nothing,
                stamp,
            )


def _count(row: tuple[Any, ...]) -> int:
    return int(row[0])


@contextmanager
def _unlocked() -> Iterator[None]:
    yield


def _lake_table(name: str) -> Table:
    table = TABLES.get(name)
    if table is None or table.home is not Home.LAKE:
        raise UnknownName("unknown_table", seen=name, nearest=LAKE_TABLES)
    return table
