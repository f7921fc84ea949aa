"""What the parts of the Spark book share: transactions of one workspace, finding a right, moving it one step."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from upshot.errors import UnknownName
from upshot.records import connecting
from upshot.records.code_vault import CodeVault
from upshot.records.journal import Journal
from upshot.records.schema import SPARK_CODE, SPARK_RIGHT, SPARK_RIGHT_EVENT
from upshot.records.spark_rows import code_of, event_row, right_of
from upshot.vocabulary.spark_rights import (
    EventKind,
    Evidence,
    EvidenceKind,
    RightEvent,
    RightState,
    SparkCode,
    SparkRight,
    check_transition,
)

SHORTEST_PREFIX = 4


def new_id() -> str:
    """A fresh identifier of twelve letters and digits."""
    return secrets.token_hex(6)


class SparkDesk:
    """The shared ground of `SparkBook`: every statement sees one workspace."""

    def __init__(self, records: Journal, workspace: str, vault: CodeVault) -> None:
        self.records, self.workspace, self.vault = records, workspace, vault

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with connecting.transaction(self.records.engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One transaction; growing the desk's counter first also makes writers on PostgreSQL take turns.

        The desk has a counter of its own: no verdict reads a right, so that none is worked out anew for one.
        """
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            self.records._touch_desk(connection, self.workspace)  # noqa: SLF001 (one room)
            yield connection

    def _audit(
        self, connection: sa.Connection, *, who: str, act: str, subject: str, now: datetime, detail: dict[str, Any]
    ) -> None:
        self.records._audit(  # noqa: SLF001 (one room)
            connection, self.workspace, who=who, act=act, subject=subject, detail=detail, now=now
        )

    def _right(self, connection: sa.Connection, right_id: str) -> SparkRight:
        """The right of that id, or of the only id that begins so."""
        ours = SPARK_RIGHT.c.workspace == self.workspace
        row = connection.execute(sa.select(SPARK_RIGHT).where(ours, SPARK_RIGHT.c.right_id == right_id)).mappings()
        found = row.first()
        if found is None and len(right_id) >= SHORTEST_PREFIX and right_id.isalnum():
            like = SPARK_RIGHT.c.right_id.startswith(right_id, autoescape=True)
            several = connection.execute(sa.select(SPARK_RIGHT).where(ours, like).limit(2)).mappings().all()
            found = several[0] if len(several) == 1 else None
        if found is None:
            raise UnknownName("spark_right_unknown", seen=right_id)
        code = self._active_codes(connection, str(found["right_id"])).get(found["right_id"])
        return right_of(found, code)

    def _active_codes(self, connection: sa.Connection, right_id: str | None = None) -> dict[str, SparkCode]:
        """The code in force of each right, by right."""
        wanted = sa.select(SPARK_CODE).where(
            SPARK_CODE.c.workspace == self.workspace, SPARK_CODE.c.retired_at.is_(None)
        )
        if right_id is not None:
            wanted = wanted.where(SPARK_CODE.c.right_id == right_id)
        rows = connection.execute(wanted.order_by(SPARK_CODE.c.received_at)).mappings()
        return {row["right_id"]: code_of(row) for row in rows}

    def _step(
        self,
        connection: sa.Connection,
        right: SparkRight,
        target: RightState,
        *,
        actor: str,
        at: datetime,
        evidence: Evidence,
        kind: EventKind = EventKind.STATE,
    ) -> RightEvent:
        """Move a right to `target`; the one it renews is superseded the moment it is authorised."""
        check_transition(right.state, target, evidence)
        same = (SPARK_RIGHT.c.workspace == self.workspace, SPARK_RIGHT.c.right_id == right.right_id)
        values = {"state": target, "changed_at": at}
        connection.execute(sa.update(SPARK_RIGHT).where(*same).values(**values))
        event = self._note(connection, right, actor=actor, at=at, evidence=evidence, target=target, kind=kind)
        if target is RightState.AUTHORISED and right.replaces:
            older = self._right(connection, right.replaces)
            if older.state is not RightState.SUPERSEDED:
                by = Evidence(EvidenceKind.ATTESTATION, evidence.note, f"right:{right.right_id}")
                self._step(connection, older, RightState.SUPERSEDED, actor=actor, at=at, evidence=by)
        return event

    def _note(
        self,
        connection: sa.Connection,
        right: SparkRight,
        *,
        actor: str,
        at: datetime,
        evidence: Evidence,
        target: RightState | None = None,
        kind: EventKind = EventKind.NOTE,
        changes: dict[str, str | None] | None = None,
    ) -> RightEvent:
        event = RightEvent(right.right_id, at, actor, kind, right.state, target or right.state, evidence, changes or {})
        row = event_row(event, datetime.now(UTC))
        connection.execute(sa.insert(SPARK_RIGHT_EVENT).values(workspace=self.workspace, **row))
        return event
