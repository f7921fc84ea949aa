"""What the house remembers of its own work: imports, header mappings, frozen definitions, the audit trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from upshot.records import connecting
from upshot.records.ordering import ByteOrder
from upshot.records.schema import AUDIT_EVENT, HEADER_MAPPING, IMPORT_LOG, KPI_FREEZE, WORKSPACE


@dataclass(frozen=True)
class ImportEntry:
    """One line of the import log; `status` is started, done or failed."""

    import_id: str
    workspace: str
    name: str
    kind: str | None
    sha256: str
    member: str
    size: int
    status: str
    rows_read: int | None
    counts: dict[str, Any] | None
    report: dict[str, Any] | None
    starts_on: date | None
    ends_on: date | None
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class FrozenDefinition:
    """A KPI definition as it stood when its campaign started."""

    campaign: str
    kpi: str
    version: str
    hash: str
    frozen_on: date


@dataclass(frozen=True)
class AuditEvent:
    """Who did what to what, and when."""

    at: datetime
    who: str
    act: str
    subject: str
    detail: dict[str, Any] | None


class Journal:
    """The part of `Records` that keeps the house's own memory."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    def close(self) -> None:
        """Close the connections; SQLite then folds its write-ahead log into the one file."""
        self.engine.dispose()

    def compact(self) -> None:
        """Write the database anew, so that nothing deleted is left in free pages or in the write-ahead log."""
        if self.engine.url.get_backend_name() == "sqlite":
            with connecting.naming_faults(self.engine):
                raw = self.engine.raw_connection()
                try:
                    raw.cursor().execute("VACUUM")
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    raw.close()

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return connecting.transaction(self.engine)

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return connecting.transaction(self.engine, is_writing=True)

    def _touch(self, connection: sa.Connection, workspace: str) -> None:
        """Note that a record of `workspace` changed."""
        grown = sa.update(WORKSPACE).where(WORKSPACE.c.name == workspace).values(revision=WORKSPACE.c.revision + 1)
        connection.execute(grown)

    def _touch_desk(self, connection: sa.Connection, workspace: str) -> None:
        """Note that something of `workspace` changed that no verdict reads: a Spark right, an experiment."""
        grown = sa.update(WORKSPACE).where(WORKSPACE.c.name == workspace)
        connection.execute(grown.values(desk_revision=WORKSPACE.c.desk_revision + 1))

    # --- imports -----------------------------------------------------------------------------------------------

    def start_import(
        self, workspace: str, import_id: str, *, name: str, sha256: str, member: str, size: int, now: datetime
    ) -> str:
        """Note that an import begins; return its id.

        An import of the same bytes that began and never ended (a killed process) is taken up again under its own id,
        so that rows which it had loaded already still name a line of this log.
        """
        log = IMPORT_LOG
        same = (
            log.c.workspace == workspace,
            log.c.sha256 == sha256,
            log.c.member == member,
            log.c.status != "done",
        )
        with self._writing() as connection:
            broken = connection.scalar(sa.select(log.c.import_id).where(*same).order_by(log.c.started_at))
            if broken is not None:
                values = {"name": name, "size": size, "status": "started", "started_at": now, "finished_at": None}
                connection.execute(sa.update(log).where(log.c.import_id == broken).values(**values))
                return str(broken)
            connection.execute(
                sa.insert(log).values(
                    import_id=import_id,
                    workspace=workspace,
                    name=name,
                    sha256=sha256,
                    member=member,
                    size=size,
                    status="started",
                    started_at=now,
                )
            )
        return import_id

    def finish_import(
        self,
        import_id: str,
        *,
        status: str,
        kind: str | None,
        rows_read: int,
        counts: Mapping[str, Any],
        report: Mapping[str, Any],
        period: tuple[date, date] | None,
        now: datetime,
    ) -> None:
        """Note how an import ended: `done` or `failed`."""
        starts_on, ends_on = period or (None, None)
        values = {
            "status": status,
            "kind": kind,
            "rows_read": rows_read,
            "counts": dict(counts),
            "report": dict(report),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "finished_at": now,
        }
        log = IMPORT_LOG
        with self._writing() as connection:
            workspace = connection.scalar(sa.select(log.c.workspace).where(log.c.import_id == import_id))
            connection.execute(sa.update(log).where(log.c.import_id == import_id).values(**values))
            self._touch(connection, str(workspace))

    def entries_of_file(self, workspace: str, sha256: str) -> list[ImportEntry]:
        """What the log knows of the file with these bytes: a line per table that was found in it, oldest first."""
        log = IMPORT_LOG
        same = (log.c.workspace == workspace, log.c.sha256 == sha256)
        return self._entries(sa.select(log).where(*same).order_by(log.c.started_at, log.c.import_id))

    def own_files(self, workspace: str) -> set[str]:
        """SHA-256 of the files that this workspace imported and no other did."""
        log = IMPORT_LOG
        with self._reading() as connection:
            own = set(connection.scalars(sa.select(log.c.sha256).where(log.c.workspace == workspace)))
            return own - set(connection.scalars(sa.select(log.c.sha256).where(log.c.workspace != workspace)))

    def scrub(self, workspace: str, word: str) -> None:
        """Take what quotes `word` out of import reports and the audit trail: erasing a person ends here too."""
        log, events = IMPORT_LOG, AUDIT_EVENT
        with self._writing() as connection:
            for row in connection.execute(sa.select(log).where(log.c.workspace == workspace)).mappings():
                if word in json.dumps([row["name"], row["report"]], ensure_ascii=False).lower():
                    report = {**(row["report"] or {}), "rejects": [], "name": "–", "error": None}
                    values = {"report": report, "name": "–" if word in row["name"].lower() else row["name"]}
                    connection.execute(sa.update(log).where(log.c.import_id == row["import_id"]).values(**values))
            for row in connection.execute(sa.select(events).where(events.c.workspace == workspace)).mappings():
                if word in json.dumps([row["subject"], row["detail"]], ensure_ascii=False).lower():
                    connection.execute(sa.delete(events).where(events.c.id == row["id"]))

    def imports(self, workspace: str, *, status: str | None = "done") -> list[ImportEntry]:
        """The import log, oldest first; finished ones unless `status` says otherwise (None = all)."""
        wanted = sa.select(IMPORT_LOG).where(IMPORT_LOG.c.workspace == workspace)
        if status is not None:
            wanted = wanted.where(IMPORT_LOG.c.status == status)
        return self._entries(wanted.order_by(IMPORT_LOG.c.started_at, IMPORT_LOG.c.import_id))

    def _entries(self, wanted: sa.Select[Any]) -> list[ImportEntry]:
        with self._reading() as connection:
            return [ImportEntry(**row) for row in connection.execute(wanted).mappings()]

    # --- header mappings ---------------------------------------------------------------------------------------

    def header_mappings(self, workspace: str) -> dict[str, str]:
        """Their header → our column, as the user told."""
        mapping = HEADER_MAPPING
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(mapping.c.theirs, mapping.c.ours).where(mapping.c.workspace == workspace)
            )
            return {row.theirs: row.ours for row in rows}

    def map_header(self, workspace: str, theirs: str, ours: str | None, *, who: str, now: datetime) -> None:
        """Remember that the header `theirs` means our column `ours`; None forgets it."""
        mapping = HEADER_MAPPING
        with self._writing() as connection:
            connection.execute(sa.delete(mapping).where(mapping.c.workspace == workspace, mapping.c.theirs == theirs))
            if ours is not None:
                connection.execute(sa.insert(mapping).values(workspace=workspace, theirs=theirs, ours=ours))
            self._audit(
                connection, workspace, who=who, act="map_header", subject=theirs, detail={"ours": ours}, now=now
            )

    # --- frozen KPI definitions --------------------------------------------------------------------------------

    def freeze_definition(self, workspace: str, frozen: FrozenDefinition) -> FrozenDefinition:
        """Freeze a KPI's definition for a campaign; one that is frozen already stays as it was and is returned."""
        table = KPI_FREEZE
        same = (table.c.workspace == workspace, table.c.campaign == frozen.campaign, table.c.kpi == frozen.kpi)
        with self._writing() as connection:
            row = connection.execute(sa.select(table).where(*same)).mappings().first()
            if row is not None:
                return FrozenDefinition(**{name: row[name] for name in FrozenDefinition.__dataclass_fields__})
            connection.execute(sa.insert(table).values(workspace=workspace, **vars(frozen)))
        return frozen

    def frozen_definitions(self, workspace: str, campaign: str | None = None) -> list[FrozenDefinition]:
        """The frozen definitions of a campaign, or of all."""
        table = KPI_FREEZE
        wanted = (
            sa.select(table)
            .where(table.c.workspace == workspace)
            .order_by(ByteOrder(table.c.campaign), ByteOrder(table.c.kpi))
        )
        if campaign is not None:
            wanted = wanted.where(table.c.campaign == campaign)
        names = FrozenDefinition.__dataclass_fields__
        with self._reading() as connection:
            found = connection.execute(wanted).mappings()
            return [FrozenDefinition(**{name: row[name] for name in names}) for row in found]

    # --- audit trail -------------------------------------------------------------------------------------------

    def audit(
        self, workspace: str, *, who: str, act: str, subject: str, now: datetime, detail: dict[str, Any] | None = None
    ) -> None:
        """Leave an audit event of its own."""
        with self._writing() as connection:
            self._audit(connection, workspace, who=who, act=act, subject=subject, detail=detail, now=now)

    def _audit(
        self,
        connection: sa.Connection,
        workspace: str,
        *,
        who: str,
        act: str,
        subject: str,
        detail: dict[str, Any] | None,
        now: datetime,
    ) -> None:
        values = {"workspace": workspace, "at": now, "who": who, "act": act, "subject": subject, "detail": detail}
        connection.execute(sa.insert(AUDIT_EVENT).values(**values))

    def audit_events(self, workspace: str) -> list[AuditEvent]:
        """The audit trail, oldest first."""
        names = AuditEvent.__dataclass_fields__
        wanted = sa.select(AUDIT_EVENT).where(AUDIT_EVENT.c.workspace == workspace).order_by(AUDIT_EVENT.c.id)
        with self._reading() as connection:
            return [AuditEvent(**{name: row[name] for name in names}) for row in connection.execute(wanted).mappings()]
