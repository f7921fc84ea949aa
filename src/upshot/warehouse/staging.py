"""Rows on their way in, as Parquet in a folder of their own: memory stays bounded, and nothing is loaded yet."""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from upshot.errors import WarehouseError
from upshot.sources.base import Batch
from upshot.vocabulary.tables import TABLES
from upshot.warehouse.faults import naming_faults

SEQUENCE = "__seq"  # the order of the rows in the file: of two rows with one key, the later wins
_LOCK = ".alive"


class Staging:
    """The rows of one load, table by table; a context manager that leaves nothing behind.

    A killed process leaves its folder; whoever stages next in the same place sees that nobody holds the folder's lock
    and removes it.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        self.rows: Counter[str] = Counter()
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._handle = -1

    def __enter__(self) -> Self:
        with naming_faults(self.place):
            self.place.mkdir(parents=True, exist_ok=True)
            sweep(self.place)
            self.folder.mkdir()
            self._handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except WarehouseError:
            if error is None:
                raise
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
            if self._handle >= 0:
                os.close(self._handle)

    def add(self, batch: Batch) -> None:
        """Write the rows of `batch` to the staged file of its table.

        Raises
        ------
        WarehouseError : a column the table does not have, a value that is not of its type, or a full disk
        """
        if batch.rows.num_rows == 0:
            return
        with naming_faults(self.folder, table=batch.table):
            rows = self._aligned(batch)
            writer = self._writers.get(batch.table)
            if writer is None:
                writer = pq.ParquetWriter(
                    self.file(batch.table), rows.schema, compression="lz4", use_dictionary=False, write_statistics=False
                )
                self._writers[batch.table] = writer
            writer.write_table(rows)
        self.rows[batch.table] += rows.num_rows

    def file(self, table: str) -> Path:
        """Where the staged rows of `table` are."""
        return self.folder / f"{table}.parquet"

    def close(self) -> None:
        """End the staged files; they can be read from here on."""
        with naming_faults(self.folder):
            while self._writers:
                self._writers.popitem()[1].close()

    def _aligned(self, batch: Batch) -> pa.Table:
        """All columns of the table in their order and types, absent ones null, and the row's place in the file."""
        schema = TABLES[batch.table].arrow_schema()
        unknown = sorted(set(batch.rows.column_names) - set(schema.names))
        if unknown:
            raise WarehouseError("unknown_column", table=batch.table, columns=unknown)
        known = set(batch.rows.column_names)
        n_rows = batch.rows.num_rows
        columns = [
            batch.rows.column(field.name).cast(field.type) if field.name in known else pa.nulls(n_rows, field.type)
            for field in schema
        ]
        first = self.rows[batch.table]
        columns.append(pa.array(np.arange(first, first + n_rows, dtype=np.int64)))
        return pa.table(columns, schema=schema.append(pa.field(SEQUENCE, pa.int64())))


def sweep(place: Path) -> int:
    """Remove the staging folders of processes that died; return how many."""
    removed = 0
    for folder in place.iterdir():
        if folder.is_dir() and not _is_alive(folder):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _is_alive(folder: Path) -> bool:
    """Whether a process holds the folder; one being made this instant has no lock file yet and is left alone."""
    try:
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        pid = folder.name.partition("-")[0]
        return pid.isdigit() and Path(f"/proc/{pid}").exists()
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
