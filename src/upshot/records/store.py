"""The records of all workspaces of a home: what people decide and must not lose.

One database, many workspaces; every method takes the workspace and sees nothing else. What is not a record table has a
room of its own beside this file: `journal.py` (imports, audit trail, frozen definitions, header mappings).
"""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from upshot.errors import InvalidInput, UnknownName
from upshot.records import connecting
from upshot.records.experiment_erasing import erase_from_experiments
from upshot.records.journal import Journal
from upshot.records.ordering import ByteOrder
from upshot.records.schema import (
    CONTENT_RATING,
    HOUSE_NOTE,
    RECORD_TABLES,
    SPARK_CODE,
    SPARK_REQUEST,
    SPARK_RIGHT,
    SPARK_RIGHT_EVENT,
    TRACKED_LINK,
    VETTING_EVENT,
    WORKSPACE,
    jsonable,
    row_key,
)
from upshot.settings import FX_PREFIX, SETTINGS
from upshot.sources.base import Batch
from upshot.vocabulary.counts import TableCount
from upshot.vocabulary.tables import COMMON, TABLES, Kind, Restatement, Table

_ROWS_AT_ONCE = 5_000
_COMMON_NAMES = {column.name for column in COMMON}
_PYTHON_TYPE: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.TEXT_LIST: list,
    Kind.INTEGER: int,
    Kind.NUMBER: (int, float),
    Kind.MONEY: Decimal,
    Kind.RATE: (int, float),
    Kind.BOOLEAN: bool,
    Kind.DAY: date,
    Kind.INSTANT: datetime,
}


class Records(Journal):
    """The database of a home; cheap to share between threads."""

    @classmethod
    def open(cls, url: str) -> Records:
        """Open the records at `url` (SQLAlchemy's form) and bring them to the newest layout.

        Raises
        ------
        WarehouseError : records_corrupt, records_newer, home_read_only, disk_full
        """
        engine = connecting.connect(url)
        connecting.migrate(engine)
        return cls(engine)

    # --- workspaces --------------------------------------------------------------------------------------------

    def workspaces(self) -> list[str]:
        """Names of the workspaces, in alphabetical order."""
        with self._reading() as connection:
            return list(connection.scalars(sa.select(WORKSPACE.c.name).order_by(ByteOrder(WORKSPACE.c.name))))

    def create_workspace(self, name: str, *, is_demo: bool = False) -> None:
        """Add a workspace.

        Raises
        ------
        InvalidInput : workspace_exists
        """
        with self._writing() as connection:
            if connection.scalar(sa.select(WORKSPACE.c.name).where(WORKSPACE.c.name == name)):
                raise InvalidInput("workspace_exists", seen=name)
            connection.execute(
                sa.insert(WORKSPACE).values(name=name, created_at=datetime.now(UTC), is_demo=is_demo, revision=0)
            )

    def is_demo(self, workspace: str) -> bool:
        """Whether the workspace holds simulated data."""
        with self._reading() as connection:
            return bool(connection.scalar(sa.select(WORKSPACE.c.is_demo).where(WORKSPACE.c.name == workspace)))

    def set_demo(self, workspace: str, *, is_demo: bool) -> None:
        """Mark a workspace as simulated, or not."""
        with self._writing() as connection:
            connection.execute(sa.update(WORKSPACE).where(WORKSPACE.c.name == workspace).values(is_demo=is_demo))

    def revision(self, workspace: str) -> int:
        """A number that grows with every change of the workspace's records."""
        with self._reading() as connection:
            return int(connection.scalar(sa.select(WORKSPACE.c.revision).where(WORKSPACE.c.name == workspace)) or 0)

    def desk_revision(self, workspace: str) -> int:
        """A number that grows with every change of what no verdict reads: Spark rights and links, experiments."""
        wanted = sa.select(WORKSPACE.c.desk_revision).where(WORKSPACE.c.name == workspace)
        with self._reading() as connection:
            return int(connection.scalar(wanted) or 0)

    # --- rows --------------------------------------------------------------------------------------------------

    def rows(self, workspace: str, table: str) -> list[dict[str, Any]]:
        """All rows of a record table in key order, with `source`, `import_id` and `ingested_at`.

        Money is `Decimal`, days are `date`, instants `datetime` in UTC, lists are lists; what was not told is None.
        """
        stored = _stored(table)
        with self._reading() as connection:
            found = connection.execute(
                sa.select(stored).where(stored.c.workspace == workspace).order_by(ByteOrder(stored.c.row_key))
            )
            return [_public(row) for row in found.mappings()]

    def upsert(
        self,
        workspace: str,
        batch: Batch,
        *,
        source: str,
        import_id: str,
        now: datetime,
        dry_run: bool = False,
    ) -> TableCount:
        """Load the rows of a sheet in one transaction: a known key is replaced, or filled column by column.

        Of two rows with one key the later wins. Rows that say what is known already are left alone and counted.
        """
        described, stored = TABLES[batch.table], _stored(batch.table)
        rows = [dict.fromkeys(described.column_names) | row for row in batch.rows.to_pylist()]
        stamp = {"source": source, "import_id": import_id, "ingested_at": now}
        with self._writing() if not dry_run else self._reading() as connection:
            known = self._known(connection, workspace, stored)
            incoming = _one_per_key(described, rows)
            new, restated, unchanged = [], [], 0
            for key, row in incoming.items():
                before = known.get(key)
                after = _filled(row, before) if described.restatement is Restatement.FILL and before else row
                if before is None:
                    new.append({"workspace": workspace, "row_key": key, **after, **stamp})
                elif any(before[name] != after[name] for name in described.column_names):
                    restated.append({**after, **stamp, "b_workspace": workspace, "b_row_key": key})
                else:
                    unchanged += 1
            if not dry_run:
                self._write(connection, workspace, stored, new, restated)
        return TableCount(len(new), len(restated), unchanged, 0, len(rows) - len(incoming))

    def put_row(self, workspace: str, table: str, row: Mapping[str, Any], *, who: str, now: datetime) -> None:
        """Write one whole row, as the web app does; columns that are not given become null. Leaves an audit event.

        Raises
        ------
        InvalidInput : unknown_column, wrong_type, missing_key
        """
        described, stored = TABLES[table], _stored(table)
        full = dict.fromkeys(described.column_names) | _checked(described, row)
        key = row_key(described, full)
        stamp = {"source": who, "import_id": None, "ingested_at": now}
        with self._writing() as connection:
            before = self._known(connection, workspace, stored).get(key)
            if before is None:
                new = [{"workspace": workspace, "row_key": key, **full, **stamp}]
                self._write(connection, workspace, stored, new, [])
            else:
                changed = [{**full, **stamp, "b_workspace": workspace, "b_row_key": key}]
                self._write(connection, workspace, stored, [], changed)
            detail = {"before": _json(before), "after": _json(full)}
            self._audit(connection, workspace, who=who, act="put", subject=f"{table} {key}", detail=detail, now=now)

    def delete_row(self, workspace: str, table: str, key: Mapping[str, Any], *, who: str, now: datetime) -> bool:
        """Delete one row by its key; return whether there was one. Leaves an audit event with what it said."""
        described, stored = TABLES[table], _stored(table)
        text = row_key(described, key)
        with self._writing() as connection:
            before = self._known(connection, workspace, stored).get(text)
            if before is None:
                return False
            connection.execute(sa.delete(stored).where(stored.c.workspace == workspace, stored.c.row_key == text))
            self._touch(connection, workspace)
            detail = {"before": _json(before)}
            self._audit(connection, workspace, who=who, act="delete", subject=f"{table} {text}", detail=detail, now=now)
        return True

    def erase_creator(self, workspace: str, handle: str) -> dict[str, int]:
        """Delete the creator's rows and take the handle out of lift tests; return the rows per table."""
        counts: dict[str, int] = {}
        with self._writing() as connection:
            for name in ("spark_ad", "collaboration", "quote", "creator"):
                stored = RECORD_TABLES[name]
                gone = sa.delete(stored).where(stored.c.workspace == workspace, stored.c.creator == handle)
                counts[name] = connection.execute(gone).rowcount
            theirs = sa.select(SPARK_RIGHT.c.right_id).where(
                SPARK_RIGHT.c.workspace == workspace, SPARK_RIGHT.c.creator == handle
            )
            for table in (SPARK_CODE, SPARK_REQUEST, SPARK_RIGHT_EVENT, SPARK_RIGHT):  # rights last: they name the rest
                gone = sa.delete(table).where(table.c.workspace == workspace, table.c.right_id.in_(theirs))
                counts[table.name] = connection.execute(gone).rowcount
            for table in (VETTING_EVENT, CONTENT_RATING, TRACKED_LINK):
                gone = sa.delete(table).where(table.c.workspace == workspace, table.c.creator == handle)
                counts[table.name] = connection.execute(gone).rowcount
            tests = RECORD_TABLES["lift_test"]
            counts["lift_test"] = 0
            for row in connection.execute(sa.select(tests).where(tests.c.workspace == workspace)).mappings():
                if handle in (row["creators"] or []):
                    left = [creator for creator in row["creators"] if creator != handle]
                    same = (tests.c.workspace == workspace, tests.c.row_key == row["row_key"])
                    # A test of nobody else would read as a test of everybody: it goes with its creator.
                    act = sa.update(tests).where(*same).values(creators=left) if left else sa.delete(tests).where(*same)
                    connection.execute(act)
                    counts["lift_test"] += 1
            counts["experiment"] = erase_from_experiments(connection, workspace, handle)
            self._touch(connection, workspace)
        return counts

    def _known(self, connection: sa.Connection, workspace: str, stored: sa.Table) -> dict[str, dict[str, Any]]:
        found = connection.execute(sa.select(stored).where(stored.c.workspace == workspace))
        return {row["row_key"]: _public(row) for row in found.mappings()}

    def _write(
        self,
        connection: sa.Connection,
        workspace: str,
        stored: sa.Table,
        new: Sequence[Mapping[str, Any]],
        restated: Sequence[Mapping[str, Any]],
    ) -> None:
        if new:
            connection.execute(sa.insert(stored), list(new))
        if restated:
            where = (stored.c.workspace == sa.bindparam("b_workspace"), stored.c.row_key == sa.bindparam("b_row_key"))
            connection.execute(sa.update(stored).where(*where), list(restated))
        if new or restated:
            self._touch(connection, workspace)

    # --- settings ----------------------------------------------------------------------------------------------

    def setting(self, workspace: str, name: str) -> str | None:
        """A setting as text: the `settings` sheet, then `UPSHOT_<NAME>`, then the default; None = nobody said.

        Raises
        ------
        UnknownName : unknown_setting
        """
        if name not in SETTINGS and not name.startswith(FX_PREFIX):
            nearest = difflib.get_close_matches(name, SETTINGS, n=3, cutoff=0.3)
            raise UnknownName("unknown_setting", seen=name, nearest=nearest)
        stored = RECORD_TABLES["setting"]
        told = sa.select(stored.c.value).where(stored.c.workspace == workspace, stored.c.key == name)
        with self._reading() as connection:
            value = connection.scalar(told)
        if value is not None:
            return str(value)
        default = SETTINGS[name].default if name in SETTINGS else None
        return os.environ.get(f"UPSHOT_{name.upper()}", default)

    def settings(self, workspace: str) -> dict[str, str | None]:
        """Every setting as it stands, exchange rates that were told included."""
        told = {row["key"]: row["value"] for row in self.rows(workspace, "setting")}
        names = [*SETTINGS, *(name for name in told if name.startswith(FX_PREFIX))]
        return {name: told[name] if told.get(name) is not None else self.setting(workspace, name) for name in names}

    # --- the house itself --------------------------------------------------------------------------------------

    def note(self, name: str) -> str | None:
        """What the house noted about itself under `name`."""
        with self._reading() as connection:
            value: str | None = connection.scalar(sa.select(HOUSE_NOTE.c.value).where(HOUSE_NOTE.c.name == name))
            return value

    def write_note(self, name: str, value: str) -> None:
        """Note `value` under `name`, in place of what was noted."""
        with self._writing() as connection:
            connection.execute(sa.delete(HOUSE_NOTE).where(HOUSE_NOTE.c.name == name))
            connection.execute(sa.insert(HOUSE_NOTE).values(name=name, value=value))

    def know_key(self, hash_key: bytes) -> bool:
        """Whether `hash_key` is the key that this home's people were hashed with; the first one told is.

        Customers are recognised by keyed hashes: with another key every known customer would look new.
        """
        fingerprint = hashlib.sha256(b"upshot hash key" + hash_key).hexdigest()[:16]
        known = self.note("hash_key")
        if known is None:
            self.write_note("hash_key", fingerprint)
        return known in {None, fingerprint}

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the whole database as one SQLite file, whatever it runs on."""
        target = connecting.connect(f"sqlite:///{path}")
        connecting.migrate(target)
        with self._reading() as source, connecting.transaction(target, is_writing=True) as copy:
            for table in RECORD_TABLES["setting"].metadata.sorted_tables:
                rows = [dict(row) for row in source.execute(sa.select(table)).mappings()]
                if rows:
                    copy.execute(sa.insert(table), rows)
        target.dispose()

    @contextmanager
    def taking(self, path: Path) -> Iterator[None]:
        """Take everything out of the SQLite file at `path`; it counts once the body has ended without an error.

        The file is brought to the newest layout first. This database must hold no workspace.

        Raises
        ------
        InvalidInput : restore_home_not_empty
        """
        origin = connecting.connect(f"sqlite:///{path}")
        connecting.migrate(origin)
        tables = RECORD_TABLES["setting"].metadata.sorted_tables
        with connecting.transaction(origin) as source, self._writing() as target:
            if target.scalar(sa.select(sa.func.count()).select_from(WORKSPACE)):
                raise InvalidInput("restore_home_not_empty", path=connecting.place_of(self.engine))
            for table in reversed(tables):
                target.execute(sa.delete(table))
            for table in tables:
                rows = source.execute(sa.select(table)).mappings()
                for some in rows.partitions(_ROWS_AT_ONCE):
                    target.execute(sa.insert(table), [dict(row) for row in some])
                connecting.continue_numbering(target, table)
            yield
        origin.dispose()


def _stored(table: str) -> sa.Table:
    found = RECORD_TABLES.get(table)
    if found is None:
        raise UnknownName("unknown_table", seen=table, nearest=tuple(RECORD_TABLES))
    return found


def _public(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"workspace", "row_key"}}


def _json(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {name: jsonable(value) for name, value in row.items() if name not in _COMMON_NAMES}


def _filled(row: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Column by column: what is supplied, else what was known."""
    return {name: before.get(name) if value is None else value for name, value in row.items()}


def _one_per_key(table: Table, rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The rows by key; of two with one key the later wins, or completes the earlier where the table is filled."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = row_key(table, row)
        is_completing = table.restatement is Restatement.FILL and key in found
        found[key] = _filled(row, found[key]) if is_completing else row
    return found


def _checked(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """`row` with only the table's columns, each of its kind."""
    kinds = {column.name: column.kind for column in table.columns}
    unknown = sorted(set(row) - set(kinds) - _COMMON_NAMES)
    if unknown:
        raise InvalidInput("unknown_column", table=table.name, columns=unknown)
    kept = {name: value for name, value in row.items() if name in kinds}
    for name, value in kept.items():
        if value is not None and not isinstance(value, _PYTHON_TYPE[kinds[name]]):
            raise InvalidInput("wrong_type", table=table.name, column=name, valid=kinds[name].value)
    if kept.get(table.key[0]) in {None, ""}:
        raise InvalidInput("missing_key", table=table.name, column=table.key[0])
    return kept
