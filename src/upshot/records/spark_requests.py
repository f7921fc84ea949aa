"""The private links on which creators answer: one open link per right, found by a token that is kept nowhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from upshot.errors import InvalidInput, NotAllowed, UnknownName
from upshot.records import connecting
from upshot.records.journal import Journal
from upshot.records.schema import SPARK_REQUEST
from upshot.records.spark_codes import SparkCodes
from upshot.records.spark_desk import new_id
from upshot.records.spark_rows import request_of
from upshot.vocabulary.spark_rights import (
    DURATIONS_DAYS,
    DateSource,
    Evidence,
    EvidenceKind,
    RequestAnswer,
    RequestStatus,
    RightState,
    SparkCode,
    SparkRequest,
    SparkRight,
)

TOKEN_BYTES = 32
_REQUESTABLE = {RightState.DRAFTED, RightState.REQUESTED, RightState.CODE_RECEIVED}


def hash_of_token(token: str) -> str:
    """What is kept of a token; it has 256 random bits, so a plain hash cannot be turned back."""
    return hashlib.sha256(b"upshot spark request" + token.encode()).hexdigest()


def workspace_of_token(records: Journal, token: str) -> str | None:
    """The workspace whose request a link belongs to; None for a forged link."""
    wanted = sa.select(SPARK_REQUEST.c.workspace).where(SPARK_REQUEST.c.token_hash == hash_of_token(token))
    with connecting.transaction(records.engine) as connection:
        found: str | None = connection.scalar(wanted)
        return found


def check_open(request: SparkRequest, now: datetime) -> None:
    """Refuse a link that does not work any more.

    Raises
    ------
    NotAllowed : spark_link_used, spark_link_withdrawn, spark_link_lapsed, spark_link_shut
    """
    match request.status(now):
        case RequestStatus.ANSWERED:
            raise NotAllowed("spark_link_used", at=_iso(request.answered_at))
        case RequestStatus.REVOKED:
            raise NotAllowed("spark_link_withdrawn", at=_iso(request.revoked_at))
        case RequestStatus.EXPIRED:
            raise NotAllowed("spark_link_lapsed", at=_iso(request.expires_at))
        case RequestStatus.LOCKED:
            raise NotAllowed("spark_link_shut", seen=request.attempts)
        case RequestStatus.OPEN:
            return


class SparkRequests(SparkCodes):
    """The part of `SparkBook` that keeps requests."""

    def create_request(
        self,
        right_id: str,
        *,
        language: str,
        expires_at: datetime,
        actor: str,
        now: datetime,
        days: int | None = None,
        offer: dict[str, str] | None = None,
    ) -> tuple[SparkRequest, str]:
        """Open a link for a right and return it with its token, shown this once; earlier links of the right close.

        Parameters
        ----------
        days : the validity asked of the creator: 7, 30, 60 or 365
        offer : what the page tells: why this post, where it will run, what it pays

        Raises
        ------
        InvalidInput : spark_days, spark_link_in_the_past
        NotAllowed : spark_request_too_late, when the right has been authorised or has ended
        """
        if days is not None and days not in DURATIONS_DAYS:
            raise InvalidInput("spark_days", seen=days, allowed=list(DURATIONS_DAYS))
        if expires_at <= now:
            raise InvalidInput("spark_link_in_the_past", seen=_iso(expires_at))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._writing() as connection:
            right = self._right(connection, right_id)
            if right.state not in _REQUESTABLE:
                raise NotAllowed("spark_request_too_late", seen=right.state.value, right=right.right_id)
            self._close_open(connection, right.right_id, now)
            values = {
                "request_id": new_id(),
                "right_id": right.right_id,
                "language": language,
                "days": days,
                "offer": dict(offer or {}),
                "created_at": now,
                "created_by": actor,
                "expires_at": expires_at,
                "attempts": 0,
            }
            insert = sa.insert(SPARK_REQUEST).values(
                workspace=self.workspace, token_hash=hash_of_token(token), **values
            )
            connection.execute(insert)
            evidence = Evidence(EvidenceKind.ATTESTATION, "", f"request:{values['request_id']}")
            if right.state is RightState.REQUESTED:
                self._note(connection, right, actor=actor, at=now, evidence=evidence)
            else:
                self._step(connection, right, RightState.REQUESTED, actor=actor, at=now, evidence=evidence)
            return self._request(connection, str(values["request_id"])), token

    def requests(self, right_id: str | None = None) -> tuple[SparkRequest, ...]:
        """The requests of a right, or of all, oldest first."""
        wanted = sa.select(SPARK_REQUEST).where(SPARK_REQUEST.c.workspace == self.workspace)
        if right_id is not None:
            wanted = wanted.where(SPARK_REQUEST.c.right_id == right_id)
        with self._reading() as connection:
            rows = connection.execute(wanted.order_by(SPARK_REQUEST.c.created_at)).mappings()
            return tuple(request_of(row) for row in rows)

    def find_request_by_token(self, token: str) -> SparkRequest | None:
        """The request behind a link, in whatever status; None for a forged one. Ask `check_open` before acting."""
        with self._reading() as connection:
            return self._by_token(connection, token)

    def open_request(self, token: str, *, now: datetime) -> tuple[SparkRequest, SparkRight]:
        """A working link's request and right, the first opening noted.

        Raises
        ------
        UnknownName : spark_link_unknown
        NotAllowed : spark_link_used, spark_link_withdrawn, spark_link_lapsed, spark_link_shut
        """
        with self._writing() as connection:
            request = self._working(connection, token, now)
            if request.opened_at is None:
                request = self._change_request(connection, request.request_id, opened_at=now)
            return request, self._right(connection, request.right_id)

    def answer_request(
        self,
        token: str,
        code: str,
        *,
        now: datetime,
        starts_at: datetime | None = None,
        days: int | None = None,
    ) -> SparkCode:
        """Take the creator's code: sealed, the right moved to code_received, the link closed; at once or not at all.

        `starts_at` and `days` are the creator's word (`DateSource.CREATOR`). A refused code counts as an attempt.

        Raises
        ------
        UnknownName, NotAllowed : as `open_request`
        InvalidInput : spark_code_malformed, spark_code_used, spark_days
        """
        try:
            with self._writing() as connection:
                request = self._working(connection, token, now)
                right = self._right(connection, request.right_id)
                evidence = Evidence(EvidenceKind.CREATOR, "", f"request:{request.request_id}")
                told: dict[str, Any] = {"starts_at": starts_at, "days": days, "source": DateSource.CREATOR}
                taken = self._put(
                    connection, right, code, actor=f"@{right.creator}", now=now, evidence=evidence, **told
                )
                self._change_request(connection, request.request_id, answered_at=now, answer=RequestAnswer.CODE)
                return taken
        except InvalidInput:
            self.count_attempt(token)
            raise

    def decline_request(self, token: str, *, reason: str, now: datetime) -> SparkRequest:
        """Take the creator's no with its reason: the link closes and the right goes back to drafted.

        Raises
        ------
        UnknownName, NotAllowed : as `open_request`
        """
        with self._writing() as connection:
            request = self._working(connection, token, now)
            right = self._right(connection, request.right_id)
            evidence = Evidence(EvidenceKind.CREATOR, reason[:2000], f"request:{request.request_id}")
            if right.state is RightState.REQUESTED:
                who = f"@{right.creator}"
                self._step(connection, right, RightState.DRAFTED, actor=who, at=now, evidence=evidence)
            values = {"answered_at": now, "answer": RequestAnswer.DECLINED, "decline_reason": reason[:2000]}
            return self._change_request(connection, request.request_id, **values)

    def revoke_request(self, request_id: str, *, actor: str, now: datetime) -> SparkRequest:
        """Close a link; whoever opens it reads that it was withdrawn.

        Raises
        ------
        UnknownName : spark_link_unknown
        """
        with self._writing() as connection:
            request = self._request(connection, request_id)
            self._audit(connection, who=actor, act="revoke_spark_link", subject=request.right_id, now=now, detail={})
            if request.revoked_at is not None:
                return request
            return self._change_request(connection, request_id, revoked_at=now)

    def count_attempt(self, token: str) -> None:
        """Count a failed try on a link; after `MOST_ATTEMPTS` it locks."""
        with self._writing() as connection:
            grown = sa.update(SPARK_REQUEST).where(
                SPARK_REQUEST.c.workspace == self.workspace, SPARK_REQUEST.c.token_hash == hash_of_token(token)
            )
            connection.execute(grown.values(attempts=SPARK_REQUEST.c.attempts + 1))

    def _close_open(self, connection: sa.Connection, right_id: str, now: datetime) -> None:
        still_open = (
            SPARK_REQUEST.c.workspace == self.workspace,
            SPARK_REQUEST.c.right_id == right_id,
            SPARK_REQUEST.c.revoked_at.is_(None),
            SPARK_REQUEST.c.answered_at.is_(None),
        )
        connection.execute(sa.update(SPARK_REQUEST).where(*still_open).values(revoked_at=now))

    def _by_token(self, connection: sa.Connection, token: str) -> SparkRequest | None:
        same = (SPARK_REQUEST.c.workspace == self.workspace, SPARK_REQUEST.c.token_hash == hash_of_token(token))
        row = connection.execute(sa.select(SPARK_REQUEST).where(*same)).mappings().first()
        return request_of(row) if row else None

    def _working(self, connection: sa.Connection, token: str, now: datetime) -> SparkRequest:
        request = self._by_token(connection, token)
        if request is None:
            raise UnknownName("spark_link_unknown")
        check_open(request, now)
        return request

    def _request(self, connection: sa.Connection, request_id: str) -> SparkRequest:
        same = (SPARK_REQUEST.c.workspace == self.workspace, SPARK_REQUEST.c.request_id == request_id)
        row = connection.execute(sa.select(SPARK_REQUEST).where(*same)).mappings().first()
        if row is None:
            raise UnknownName("spark_link_unknown")
        return request_of(row)

    def _change_request(self, connection: sa.Connection, request_id: str, **values: Any) -> SparkRequest:
        same = (SPARK_REQUEST.c.workspace == self.workspace, SPARK_REQUEST.c.request_id == request_id)
        connection.execute(sa.update(SPARK_REQUEST).where(*same).values(**values))
        return self._request(connection, request_id)


def _iso(instant: datetime | None) -> str:
    """An instant as the facts of errors carry it: UTC, ISO 8601."""
    return instant.astimezone(UTC).isoformat(timespec="seconds") if instant else ""
