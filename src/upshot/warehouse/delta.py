"""One Delta table on disk: its versions, its files, and its one way of being written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake

from upshot.errors import InvalidInput, WarehouseError
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.restating import MONTH

KEPT_DAYS = 400  # "what did we believe on 3 May?" can be asked for about a year
_HAS_VERSIONS = "_has_versions"  # beside the log, and like it invisible to readers of the table
_COMMIT = re.compile(r"^(\d{20})\.json$")
_CONFIGURATION = {
    "delta.logRetentionDuration": f"interval {KEPT_DAYS} days",
    "delta.deletedFileRetentionDuration": f"interval {KEPT_DAYS} days",
    # No least and greatest value of each column in the log: it would keep captions and handles that were erased.
    "delta.dataSkippingNumIndexedCols": "0",
}


@dataclass(frozen=True)
class Snapshot:
    """One version of a table: the files that make it up, and the columns they have."""

    version: int
    files: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Commit:
    """One entry of a table's history."""

    version: int
    committed_at: datetime
    operation: str
    import_id: str | None


def latest_version(path: Path) -> int | None:
    """The version that readers see now, None where the table does not exist; a listing of one folder, no parsing."""
    try:
        names = [entry.name for entry in (path / "_delta_log").iterdir()]
    except FileNotFoundError:
        names = []
    found = [int(match[1]) for name in names if (match := _COMMIT.match(name))]
    # A log that once had a version and has none now was lost: the table is damaged, not empty.
    if not found and ((path / _HAS_VERSIONS).exists() or any("checkpoint" in name for name in names)):
        raise WarehouseError("lake_corrupt", path=str(path / "_delta_log"), table=path.name)
    return max(found, default=None)


def read_snapshot(path: Path, version: int | datetime | None = None) -> Snapshot:
    """The files of a version, or of what was current at an instant; each is there and as long as the log says.

    Raises
    ------
    WarehouseError : lake_corrupt (the log cannot be read, a file is cut short), lake_file_missing
    InvalidInput : unknown_version
    """
    with naming_faults(path, table=path.name):
        table = _open(path, version)
        columns = tuple(field.name for field in table.schema().fields)
        actions = pa.table(table.get_add_actions(flatten=True)).select(["path", "size_bytes"]).to_pylist()
    files = []
    for action in actions:
        file = path / unquote(action["path"])
        _check_file(file, action["size_bytes"], table=path.name)
        files.append(str(file))
    return Snapshot(table.version(), tuple(sorted(files)), columns)


def _open(path: Path, version: int | datetime | None) -> DeltaTable:
    if version is None:
        return DeltaTable(path)
    if isinstance(version, int):
        newest = latest_version(path)
        if newest is None or not 0 <= version <= newest:
            raise InvalidInput(
                "unknown_version", table=path.name, seen=version, newest=-1 if newest is None else newest
            )
        return DeltaTable(path, version=version)
    table = DeltaTable(path)
    table.load_as_version(version)
    return table


def _check_file(file: Path, size: int, *, table: str) -> None:
    try:
        length = file.stat().st_size
    except FileNotFoundError:
        raise WarehouseError("lake_file_missing", path=str(file), table=table) from None
    if length != size:
        raise WarehouseError("lake_corrupt", path=str(file), table=table)


def write_version(
    path: Path,
    rows: pa.RecordBatchReader,
    *,
    months: Sequence[str],
    import_id: str,
    has_new_columns: bool,
    partition: str = MONTH,
) -> int:
    """Commit `rows` in place of `months` (none: beside what is there), at once or not at all; return the version.

    `months` are values of the column `partition`: months, or buckets of a key.
    """
    listed = ", ".join(f"'{month}'" for month in months)
    common: dict[str, Any] = {
        "partition_by": [partition],
        "schema_mode": "merge" if has_new_columns else None,
        "configuration": None if latest_version(path) is not None else _CONFIGURATION,
        "writer_properties": WriterProperties(compression="ZSTD", compression_level=1),
        "commit_properties": CommitProperties(custom_metadata={"import_id": import_id}),
    }
    with naming_faults(path, table=path.name):
        if months:
            write_deltalake(path, rows, mode="overwrite", predicate=f"{partition} IN ({listed})", **common)
        else:
            write_deltalake(path, rows, mode="append", **common)
        (path / _HAS_VERSIONS).touch()
    return latest_version(path) or 0


def read_history(path: Path) -> list[Commit]:
    """The commits of a table, oldest first."""
    if latest_version(path) is None:
        return []
    with naming_faults(path, table=path.name):
        entries: list[dict[str, Any]] = DeltaTable(path).history()
    return [
        Commit(
            entry["version"],
            datetime.fromtimestamp(entry["timestamp"] / 1000).astimezone(),
            entry.get("operation", ""),
            entry.get("import_id"),
        )
        for entry in reversed(entries)
    ]


def compact(path: Path, *, files_per_month: int = 8) -> bool:
    """Join the small files of a table that has more than `files_per_month` of them a month; return whether it did."""
    snapshot = read_snapshot(path)
    months = {Path(file).parent.name for file in snapshot.files}
    if len(snapshot.files) <= files_per_month * max(1, len(months)):
        return False
    with naming_faults(path, table=path.name):
        DeltaTable(path).optimize.compact()
    return True


def vacuum(path: Path, *, keep_days: int = KEPT_DAYS) -> int:
    """Delete files that no version of the last `keep_days` days needs, and what killed writers left; return how many.

    With `keep_days` 0 only the current version remains readable: the erase command needs that.
    """
    with naming_faults(path, table=path.name):
        removed = DeltaTable(path).vacuum(
            retention_hours=keep_days * 24, dry_run=False, enforce_retention_duration=False, full=True
        )
    for leftover in (path / "_delta_log").glob("*#*"):  # half a commit file of a killed writer, never read
        leftover.unlink(missing_ok=True)
    return len(removed)
