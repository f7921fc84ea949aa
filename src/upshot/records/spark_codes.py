"""Codes at rest: sealed when they come, recognised when they come again, opened only on purpose and on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from upshot.errors import InvalidInput, NotAllowed
from upshot.records import connecting
from upshot.records.code_vault import CodeVault, tidy_code
from upshot.records.journal import Journal
from upshot.records.schema import SPARK_CODE, WEBHOOK
from upshot.records.spark_desk import SparkDesk, new_id
from upshot.records.spark_rows import changed, code_of
from upshot.vocabulary.spark_rights import (
    DURATIONS_DAYS,
    CodeWindow,
    DateSource,
    EventKind,
    Evidence,
    EvidenceKind,
    RightEvent,
    RightState,
    SparkCode,
    SparkRight,
)

_AWAITS_CODE = {RightState.DRAFTED, RightState.REQUESTED, RightState.CODE_RECEIVED}
_RANK = {source: rank for rank, source in enumerate(DateSource)}  # platform first


class SparkCodes(SparkDesk):
    """The part of `SparkBook` that keeps codes."""

    def put_code(
        self,
        right_id: str,
        code: str,
        *,
        actor: str,
        now: datetime,
        evidence: Evidence | None = None,
        starts_at: datetime | None = None,
        days: int | None = None,
        ends_at: datetime | None = None,
        source: DateSource | None = None,
    ) -> SparkCode:
        """Seal a code for a right and move the right to code_received; the same code again changes nothing.

        Parameters
        ----------
        starts_at, days, ends_at : what is known of its validity; left out, it is unknown
        source : who says so

        Raises
        ------
        InvalidInput : spark_code_malformed, spark_code_used (by another right), spark_days, spark_window_reversed
        NotAllowed : spark_code_not_expected, when the right is authorised or has ended
        """
        evidence = evidence or Evidence(EvidenceKind.ATTESTATION)
        told: dict[str, Any] = {"starts_at": starts_at, "days": days, "ends_at": ends_at, "source": source}
        with self._writing() as connection:
            right = self._right(connection, right_id)
            return self._put(connection, right, code, actor=actor, now=now, evidence=evidence, **told)

    def owner_of_code(self, code: str) -> str | None:
        """The right that holds or held this very code; None for a code that never came.

        Raises
        ------
        InvalidInput : spark_code_malformed
        """
        with self._reading() as connection:
            known = self._known(connection, tidy_code(code))
            return known.right_id if known else None

    def codes(self, right_id: str) -> tuple[SparkCode, ...]:
        """The codes of a right, oldest first, without their text."""
        same = (SPARK_CODE.c.workspace == self.workspace, SPARK_CODE.c.right_id == right_id)
        with self._reading() as connection:
            rows = connection.execute(sa.select(SPARK_CODE).where(*same).order_by(SPARK_CODE.c.received_at)).mappings()
            return tuple(code_of(row) for row in rows)

    def reveal_code(self, right_id: str, *, actor: str, why: str, now: datetime) -> str:
        """The code itself; the audit trail keeps who asked, when and why, before the code leaves.

        Raises
        ------
        InvalidInput : spark_reveal_reason, without a reason; spark_code_absent, when the right has none
        WarehouseError : spark_key_missing
        """
        if not why.strip():
            raise InvalidInput("spark_reveal_reason")
        with self._writing() as connection:
            right = self._right(connection, right_id)
            active = (
                SPARK_CODE.c.workspace == self.workspace,
                SPARK_CODE.c.right_id == right.right_id,
                SPARK_CODE.c.retired_at.is_(None),
            )
            cipher = connection.scalar(sa.select(SPARK_CODE.c.cipher).where(*active))
            if cipher is None:
                raise InvalidInput("spark_code_absent", right=right.right_id, creator=right.creator)
            code = self.vault.open(cipher)
            detail = {"why": why.strip()[:500], "creator": right.creator, "post_id": right.post_id}
            self._audit(connection, who=actor, act="reveal_spark_code", subject=right.right_id, now=now, detail=detail)
        return code

    def set_code_window(
        self,
        right_id: str,
        *,
        actor: str,
        at: datetime,
        evidence: Evidence,
        source: DateSource,
        starts_at: datetime | None = None,
        days: int | None = None,
        ends_at: datetime | None = None,
    ) -> RightEvent:
        """Correct the validity of a right's code, for instance by TikTok's `auth_end_time`; None keeps what was known.

        Raises
        ------
        InvalidInput : spark_code_absent, spark_days, spark_window_reversed
        NotAllowed : spark_date_outranked, when a stronger source told the date
        """
        with self._writing() as connection:
            right = self._right(connection, right_id)
            code = self._active_codes(connection, right.right_id).get(right.right_id)
            if code is None:
                raise InvalidInput("spark_code_absent", right=right.right_id, creator=right.creator)
            known = code.window
            if known.source is not None and _RANK[source] > _RANK[known.source]:
                raise NotAllowed("spark_date_outranked", seen=source.value, known=known.source.value)
            is_moved = ends_at is None and (starts_at is not None or days is not None)
            window = CodeWindow(
                received_at=known.received_at,
                starts_at=starts_at or known.starts_at,
                days=days or known.days,
                ends_at=None if is_moved else ends_at or known.ends_at,
                source=source,
            )
            check_code_window(window)
            same = (SPARK_CODE.c.workspace == self.workspace, SPARK_CODE.c.code_id == code.code_id)
            values = {name: getattr(window, name) for name in ("starts_at", "days", "ends_at", "source")}
            connection.execute(sa.update(SPARK_CODE).where(*same).values(**values))
            return self._note(
                connection,
                right,
                actor=actor,
                at=at,
                evidence=evidence,
                kind=EventKind.TERMS,
                changes={f"code_{name}": text for name, text in changed(vars(known), vars(window)).items()},
            )

    def _put(
        self,
        connection: sa.Connection,
        right: SparkRight,
        code: str,
        *,
        actor: str,
        now: datetime,
        evidence: Evidence,
        starts_at: datetime | None = None,
        days: int | None = None,
        ends_at: datetime | None = None,
        source: DateSource | None = None,
    ) -> SparkCode:
        text = tidy_code(code)
        window = CodeWindow(now, starts_at, days, ends_at, source)
        check_code_window(window)
        known = self._known(connection, text)
        if known is not None and known.right_id == right.right_id and known.retired_at is None:
            return known
        if known is not None:
            raise InvalidInput("spark_code_used", right=known.right_id)
        if right.state not in _AWAITS_CODE:
            raise NotAllowed("spark_code_not_expected", seen=right.state.value, right=right.right_id)
        active = (
            SPARK_CODE.c.workspace == self.workspace,
            SPARK_CODE.c.right_id == right.right_id,
            SPARK_CODE.c.retired_at.is_(None),
        )
        connection.execute(sa.update(SPARK_CODE).where(*active).values(retired_at=now))
        cipher = self.vault.seal(text)  # first: it makes the key that the fingerprint needs
        sealed = SparkCode(new_id(), right.right_id, self.vault.fingerprints(text)[0], window, actor)
        row = {name: getattr(sealed, name) for name in ("code_id", "right_id", "fingerprint", "received_by")}
        insert = sa.insert(SPARK_CODE).values(workspace=self.workspace, cipher=cipher, **row, **vars(window))
        connection.execute(insert)
        if right.state is RightState.CODE_RECEIVED:
            self._note(connection, right, actor=actor, at=now, evidence=evidence, kind=EventKind.CODE)
        else:
            step = RightState.CODE_RECEIVED
            self._step(connection, right, step, actor=actor, at=now, evidence=evidence, kind=EventKind.CODE)
        return sealed

    def _known(self, connection: sa.Connection, text: str) -> SparkCode | None:
        prints = self.vault.fingerprints(text)
        same = (SPARK_CODE.c.workspace == self.workspace, SPARK_CODE.c.fingerprint.in_(prints))
        row = (
            connection.execute(sa.select(SPARK_CODE).where(*same).order_by(SPARK_CODE.c.retired_at)).mappings().first()
        )
        return code_of(row) if row else None


def check_code_window(window: CodeWindow) -> None:
    """Refuse a validity that TikTok does not offer, or that ends before it begins.

    Raises
    ------
    InvalidInput : spark_days, spark_window_reversed
    """
    if window.days is not None and window.days not in DURATIONS_DAYS:
        raise InvalidInput("spark_days", seen=window.days, allowed=list(DURATIONS_DAYS))
    if window.starts_at and window.ends_at and window.ends_at <= window.starts_at:
        raise InvalidInput(
            "spark_window_reversed", window="code", start=window.starts_at.isoformat(), end=window.ends_at.isoformat()
        )


def rotate_keys(records: Journal, vault: CodeVault, *, actor: str, now: datetime) -> int:
    """Seal every code of every workspace with a new key and forget the old ones; return how many were sealed.

    The old keys go only after the database has kept the new seals: a run that is cut short is completed by the next.

    Raises
    ------
    WarehouseError : spark_key_missing, when a code cannot be opened; nothing has changed then
    """
    if vault.path.exists():
        vault.add_key()
    with connecting.transaction(records.engine, is_writing=True) as connection:
        rows = connection.execute(sa.select(SPARK_CODE)).mappings().all()
        for row in rows:
            text = vault.open(row["cipher"])
            same = (SPARK_CODE.c.workspace == row["workspace"], SPARK_CODE.c.code_id == row["code_id"])
            values = {"cipher": vault.seal(text), "fingerprint": vault.fingerprints(text)[0]}
            connection.execute(sa.update(SPARK_CODE).where(*same).values(**values))
        hooks = connection.execute(sa.select(WEBHOOK)).mappings().all()
        for hook in hooks:  # their secrets are sealed with the same keys
            sealed = vault.seal(vault.open(hook["cipher"]))
            connection.execute(sa.update(WEBHOOK).where(WEBHOOK.c.name == hook["name"]).values(cipher=sealed))
        for workspace in sorted({row["workspace"] for row in (*rows, *hooks)}):
            records._audit(  # noqa: SLF001 (one room)
                connection, workspace, who=actor, act="rotate_spark_keys", subject="keys", detail=None, now=now
            )
    if rows or hooks:
        vault.drop_older_keys()
    return len(rows)
