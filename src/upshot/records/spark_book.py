"""The Spark book of one workspace: rights with their append-only history, sealed codes, private links.

`spark_codes.py` and `spark_requests.py` hold the methods on codes and requests. `Workspace.spark_book()` gives one.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from upshot.errors import InvalidInput
from upshot.records.ordering import ByteOrder
from upshot.records.schema import SPARK_ALERT, SPARK_RIGHT, SPARK_RIGHT_EVENT
from upshot.records.spark_desk import new_id
from upshot.records.spark_requests import SparkRequests
from upshot.records.spark_rows import changed, event_of, right_of, right_row
from upshot.vocabulary.spark_rights import (
    ENDED,
    DateSource,
    DayWindow,
    EventKind,
    Evidence,
    EvidenceKind,
    RightEvent,
    RightState,
    SparkCode,
    SparkRight,
)

CHANGEABLE = frozenset(
    {"campaign", "contract", "flight", "flight_budget", "currency", "rights_fee", "territory", "post_url", "ad_ids",
     "notes"}
)  # fmt: skip
CLAIM_MINUTES = 15


@dataclass(frozen=True)
class CodeEntry:
    """A code on its way in, with its right (an empty `right_id` drafts it) and what is known of its validity."""

    right: SparkRight
    code: str = field(repr=False)
    starts_at: datetime | None = None
    days: int | None = None
    ends_at: datetime | None = None
    source: DateSource | None = None


class SparkBook(SparkRequests):
    """Rights, codes and requests of one workspace; cheap to make, safe from several threads and processes."""

    def add(self, right: SparkRight, *, actor: str, now: datetime, evidence: Evidence | None = None) -> SparkRight:
        """Draft a right and return it with its id.

        Raises
        ------
        InvalidInput : spark_right_exists, when one of the same creator, post and use is open and is not renewed by it;
            spark_window_reversed, spark_zone
        UnknownName : spark_right_unknown, when it replaces one that is not there
        """
        with self._writing() as connection:
            return self._add(connection, right, actor=actor, now=now, evidence=evidence)

    def _add(
        self,
        connection: sa.Connection,
        right: SparkRight,
        *,
        actor: str,
        now: datetime,
        evidence: Evidence | None = None,
    ) -> SparkRight:
        right = replace(
            right,
            right_id=right.right_id or new_id(),
            creator=right.creator.removeprefix("@").casefold(),
            state=RightState.DRAFTED,
            code=None,
            created_at=now,
            created_by=actor,
            changed_at=now,
        )
        check_terms(right)
        if right.replaces:
            right = replace(right, replaces=self._right(connection, right.replaces).right_id)
        for other in self._same(connection, right):
            if other != right.replaces:
                raise InvalidInput("spark_right_exists", creator=right.creator, post=right.post_id, right=other)
        connection.execute(sa.insert(SPARK_RIGHT).values(workspace=self.workspace, **right_row(right)))
        evidence = evidence or Evidence(EvidenceKind.ATTESTATION)
        self._note(connection, right, actor=actor, at=now, evidence=evidence, kind=EventKind.STATE)
        return right

    def _same(self, connection: sa.Connection, right: SparkRight) -> builtins.list[str]:
        """Ids of the open rights on the same creator, post and use."""
        same = [SPARK_RIGHT.c[name] == getattr(right, name) for name in ("creator", "post_id", "use")]
        is_open = SPARK_RIGHT.c.state.not_in([state.value for state in ENDED])
        wanted = sa.select(SPARK_RIGHT.c.right_id).where(SPARK_RIGHT.c.workspace == self.workspace, is_open, *same)
        return [str(found) for found in connection.scalars(wanted)]

    def get(self, right_id: str) -> SparkRight:
        """One right by its id, or by the beginning of it (four characters or more).

        Raises
        ------
        UnknownName : spark_right_unknown
        """
        with self._reading() as connection:
            return self._right(connection, right_id)

    def list(
        self,
        *,
        states: Collection[RightState] | None = None,
        creator: str | None = None,
        campaign: str | None = None,
        post_id: str | None = None,
    ) -> tuple[SparkRight, ...]:
        """Rights as recorded, by creator, post and age; what the clock adds is in `decisions.spark.rights`."""
        table = SPARK_RIGHT
        wanted = sa.select(table).where(table.c.workspace == self.workspace)
        if states is not None:
            wanted = wanted.where(table.c.state.in_([state.value for state in states]))
        for name, value in (("creator", creator), ("campaign", campaign), ("post_id", post_id)):
            if value is not None:
                wanted = wanted.where(table.c[name] == value)
        ordered = wanted.order_by(ByteOrder(table.c.creator), table.c.post_id, table.c.created_at, table.c.right_id)
        with self._reading() as connection:
            codes = self._active_codes(connection)
            return tuple(right_of(row, codes.get(row["right_id"])) for row in connection.execute(ordered).mappings())

    def record_event(
        self, right_id: str, target: RightState, *, actor: str, at: datetime, evidence: Evidence
    ) -> RightEvent:
        """Move a right to `target`; leaving the open states closes its links, authorising supersedes what it renews.

        Raises
        ------
        NotAllowed : spark_transition_refused, spark_evidence_too_weak
        UnknownName : spark_right_unknown
        """
        with self._writing() as connection:
            right = self._right(connection, right_id)
            event = self._step(connection, right, target, actor=actor, at=at, evidence=evidence)
            if target in ENDED:
                self._close_open(connection, right.right_id, at)
            return event

    def revoke(self, right_id: str, *, actor: str, at: datetime, evidence: Evidence) -> RightEvent:
        """Note that consent was taken back; the right's links close with it.

        Raises
        ------
        NotAllowed : spark_transition_refused, when nothing had been given
        """
        return self.record_event(right_id, RightState.REVOKED, actor=actor, at=at, evidence=evidence)

    def change_terms(self, right_id: str, *, actor: str, at: datetime, evidence: Evidence, **terms: Any) -> SparkRight:
        """Change what was agreed or planned; the history keeps before and after.

        Parameters
        ----------
        terms : any of `CHANGEABLE`; windows as `DayWindow`

        Raises
        ------
        InvalidInput : spark_window_reversed, spark_zone
        """
        unknown = set(terms) - CHANGEABLE
        assert not unknown, f"not a term of a right: {unknown}"
        with self._writing() as connection:
            before = self._right(connection, right_id)
            after = replace(before, **terms, changed_at=at)
            check_terms(after)
            old, new = right_row(before), right_row(after)
            changes = {name: text for name, text in changed(old, new).items() if name != "changed_at"}
            if not changes:
                return before
            same = (SPARK_RIGHT.c.workspace == self.workspace, SPARK_RIGHT.c.right_id == before.right_id)
            connection.execute(sa.update(SPARK_RIGHT).where(*same).values(**new))
            more: dict[str, Any] = {"kind": EventKind.TERMS, "changes": changes}
            self._note(connection, before, actor=actor, at=at, evidence=evidence, **more)
            return after

    def note(
        self,
        right_id: str,
        *,
        actor: str,
        at: datetime,
        evidence: Evidence,
        changes: dict[str, str | None] | None = None,
    ) -> RightEvent:
        """Add a remark to a right's history without moving it; `changes` are facts about the post, by name."""
        with self._writing() as connection:
            right = self._right(connection, right_id)
            return self._note(connection, right, actor=actor, at=at, evidence=evidence, changes=changes)

    def events(self, right_id: str | None = None) -> tuple[RightEvent, ...]:
        """The history of a right, or of all, in the order it was written."""
        wanted = sa.select(SPARK_RIGHT_EVENT).where(SPARK_RIGHT_EVENT.c.workspace == self.workspace)
        if right_id is not None:
            wanted = wanted.where(SPARK_RIGHT_EVENT.c.right_id == right_id)
        with self._reading() as connection:
            rows = connection.execute(wanted.order_by(SPARK_RIGHT_EVENT.c.id)).mappings()
            return tuple(event_of(row) for row in rows)

    def when_reached(self, states: Collection[RightState]) -> dict[str, datetime]:
        """When rights last came to one of `states`, by right id: when it happened, not when it was written down."""
        table = SPARK_RIGHT_EVENT
        wanted = sa.select(table.c.right_id, sa.func.max(table.c.at).label("at")).where(
            table.c.workspace == self.workspace,
            table.c.to_state.in_([state.value for state in states]),
            table.c.from_state != table.c.to_state,
        )
        with self._reading() as connection:
            return {row.right_id: row.at for row in connection.execute(wanted.group_by(table.c.right_id))}

    # --- alerts that went out ----------------------------------------------------------------------------------

    def claim_alerts(self, keys: Iterable[str], way: str, *, now: datetime) -> builtins.list[str]:
        """Those of `keys` that nobody sent by `way` and nobody is sending; they are the caller's to send now.

        A claim that was neither kept nor given back (a killed process) lapses after `CLAIM_MINUTES`.
        """
        lapsed = now - timedelta(minutes=CLAIM_MINUTES)
        ours = (SPARK_ALERT.c.workspace == self.workspace, SPARK_ALERT.c.way == way)
        with self._writing() as connection:
            stale = (*ours, SPARK_ALERT.c.delivered_at.is_(None), SPARK_ALERT.c.claimed_at < lapsed)
            connection.execute(sa.delete(SPARK_ALERT).where(*stale))
            taken = set(connection.scalars(sa.select(SPARK_ALERT.c.alert_key).where(*ours)))
            claimed = [key for key in dict.fromkeys(keys) if key not in taken]
            rows = [{"workspace": self.workspace, "alert_key": key, "way": way, "claimed_at": now} for key in claimed]
            if rows:
                connection.execute(sa.insert(SPARK_ALERT), rows)
        return claimed

    def settle_alerts(self, keys: Iterable[str], way: str, *, is_delivered: bool, now: datetime) -> None:
        """Keep the claim on alerts that went out for good, or give it back so that they are tried again."""
        same = (
            SPARK_ALERT.c.workspace == self.workspace,
            SPARK_ALERT.c.way == way,
            SPARK_ALERT.c.alert_key.in_(tuple(keys)),
        )
        with self._writing() as connection:
            if is_delivered:
                connection.execute(sa.update(SPARK_ALERT).where(*same).values(delivered_at=now))
            else:
                connection.execute(sa.delete(SPARK_ALERT).where(*same, SPARK_ALERT.c.delivered_at.is_(None)))

    # --- many at once ------------------------------------------------------------------------------------------

    def put_many(
        self, entries: Iterable[CodeEntry], *, actor: str, now: datetime, evidence: Evidence
    ) -> tuple[SparkCode, ...]:
        """Draft the rights that are missing and put all codes, in one transaction: all of them or none.

        Raises
        ------
        InvalidInput, NotAllowed : as `add` and `put_code`
        """
        taken = []
        with self._writing() as connection:
            for entry in entries:
                right = entry.right
                if not right.right_id:
                    right = self._add(connection, right, actor=actor, now=now, evidence=evidence)
                else:
                    right = self._right(connection, right.right_id)
                told: dict[str, Any] = {
                    "starts_at": entry.starts_at, "days": entry.days, "ends_at": entry.ends_at, "source": entry.source
                }  # fmt: skip
                taken.append(self._put(connection, right, entry.code, actor=actor, now=now, evidence=evidence, **told))
        return tuple(taken)


def check_terms(right: SparkRight) -> None:
    """Refuse windows that end before they begin, and zones that do not exist.

    Raises
    ------
    InvalidInput : spark_window_reversed, spark_zone
    """
    for name, window in (("contract", right.contract), ("flight", right.flight)):
        _check_days(name, window)


def _check_days(name: str, window: DayWindow) -> None:
    if window.starts_on and window.ends_on and window.ends_on < window.starts_on:
        raise InvalidInput("spark_window_reversed", window=name, start=str(window.starts_on), end=str(window.ends_on))
    if window.time_zone is not None:
        try:
            ZoneInfo(window.time_zone)
        except (ValueError, KeyError, OSError):
            raise InvalidInput("spark_zone", seen=window.time_zone, window=name) from None
