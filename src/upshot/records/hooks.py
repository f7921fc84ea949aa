"""The doors of shops' webhooks: their secrets, sealed, and what came through them already."""

from __future__ import annotations

import difflib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from upshot.errors import InvalidInput, UnknownName
from upshot.records import connecting
from upshot.records.code_vault import CodeVault
from upshot.records.journal import Journal
from upshot.records.schema import WEBHOOK, WEBHOOK_EVENT

KINDS = {"shopify": "shopify", "woocommerce": "woocommerce", "orders": "shop"}  # and the account its exports get
SHORTEST_SECRET = 16  # characters; Shopify and WooCommerce make them longer
EVENTS_KEPT = timedelta(days=90)  # of order states that a newer one replaced
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


class Seen(StrEnum):
    """What a signed call is, beside what came before."""

    NEW = "new"
    REPLAY = "replay"  # the same body again
    OUTDATED = "outdated"  # an older state of an order than the one that was taken


@dataclass(frozen=True)
class Webhook:
    """One door: `/hook/<name>`, the workspace it fills and what stands at the other end."""

    name: str
    workspace: str
    kind: str
    account_id: str
    created_at: datetime
    created_by: str
    retired_at: datetime | None = None
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Event:
    """One signed call: the digest of its body, the sender's number, the order it tells of, and as of when."""

    key: str
    event_id: str | None
    order_id: str | None
    stated_at: datetime | None


class HookBook:
    """The webhooks of a home; `vault` seals and opens their secrets."""

    def __init__(self, records: Journal, vault: CodeVault) -> None:
        self.records, self.vault = records, vault

    def add(
        self,
        name: str,
        *,
        workspace: str,
        kind: str,
        secret: str | None,
        actor: str,
        now: datetime,
        account_id: str | None = None,
    ) -> Webhook:
        """Open a door, or give one that is there a new secret; without `secret` one is made.

        Raises
        ------
        InvalidInput : hook_name, hook_kind, hook_secret_short, hook_taken
        """
        told = name.strip().lower()
        if not _NAME.fullmatch(told):
            raise InvalidInput("hook_name", seen=name[:60])
        if kind not in KINDS:
            raise InvalidInput("hook_kind", seen=kind[:40], valid=", ".join(KINDS))
        chosen = (secret or "").strip() or secrets.token_urlsafe(32)
        if len(chosen) < SHORTEST_SECRET:
            raise InvalidInput("hook_secret_short", seen=len(chosen), least=SHORTEST_SECRET)
        hook = Webhook(told, workspace, kind, (account_id or KINDS[kind]).strip()[:80], now, actor, secret=chosen)
        values = {name: getattr(hook, name) for name in ("kind", "account_id", "created_at", "created_by")}
        values |= {"cipher": self.vault.seal(chosen), "retired_at": None}
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            owner = connection.scalar(sa.select(WEBHOOK.c.workspace).where(WEBHOOK.c.name == told))
            if owner is None:
                connection.execute(sa.insert(WEBHOOK).values(name=told, workspace=workspace, **values))
            elif owner == workspace:
                connection.execute(sa.update(WEBHOOK).where(WEBHOOK.c.name == told).values(**values))
            else:
                raise InvalidInput("hook_taken", seen=told)
            self._note(connection, workspace, "add_hook", told, actor=actor, now=now)
        return hook

    def list(self, workspace: str | None = None) -> tuple[Webhook, ...]:
        """The doors of a workspace, or of all, without their secrets."""
        wanted = sa.select(WEBHOOK) if workspace is None else sa.select(WEBHOOK).where(WEBHOOK.c.workspace == workspace)
        with connecting.transaction(self.records.engine) as connection:
            rows = connection.execute(wanted.order_by(WEBHOOK.c.name)).mappings()
            return tuple(_hook_of(row) for row in rows)

    def opened(self) -> dict[str, Webhook]:
        """Every door that is in use, by name, with its secret.

        Raises
        ------
        WarehouseError : spark_key_missing, when the key of this home does not open a secret
        """
        with connecting.transaction(self.records.engine) as connection:
            rows = connection.execute(sa.select(WEBHOOK).where(WEBHOOK.c.retired_at.is_(None))).mappings().all()
        return {str(row["name"]): _hook_of(row, secret=self.vault.open(row["cipher"])) for row in rows}

    def retire(self, name: str, *, workspace: str, actor: str, now: datetime) -> None:
        """Close a door; calls to it are refused from now on.

        Raises
        ------
        UnknownName : unknown_hook
        """
        known = {hook.name for hook in self.list(workspace)}
        if name not in known:
            raise UnknownName("unknown_hook", seen=name[:60], nearest=difflib.get_close_matches(name, known, n=3))
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            connection.execute(sa.update(WEBHOOK).where(WEBHOOK.c.name == name).values(retired_at=now))
            self._note(connection, workspace, "retire_hook", name, actor=actor, now=now)

    # --- what came -------------------------------------------------------------------------------------------------

    def judge(self, hook: str, event: Event) -> Seen:
        """Whether a call brings something new."""
        log = WEBHOOK_EVENT
        with connecting.transaction(self.records.engine) as connection:
            same = sa.select(log.c.event_key).where(log.c.hook == hook, log.c.event_key == event.key)
            if connection.scalar(same) is not None:
                return Seen.REPLAY
            if event.order_id is None or event.stated_at is None:
                return Seen.NEW
            newest = sa.select(sa.func.max(log.c.stated_at)).where(log.c.hook == hook, log.c.order_id == event.order_id)
            latest = connection.scalar(newest)
        return Seen.OUTDATED if latest is not None and _instant(latest) > event.stated_at else Seen.NEW

    def keep(self, hook: str, event: Event, *, now: datetime) -> None:
        """Remember a call that was taken; the same one twice is remembered once."""
        log = WEBHOOK_EVENT
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            same = (log.c.hook == hook, log.c.event_key == event.key)
            if connection.scalar(sa.select(log.c.event_key).where(*same)) is None:
                connection.execute(
                    sa.insert(log).values(
                        hook=hook,
                        event_key=event.key,
                        event_id=(event.event_id or "")[:120] or None,
                        order_id=(event.order_id or "")[:120] or None,
                        stated_at=event.stated_at,
                        received_at=now,
                    )
                )

    def forget_old(self, *, now: datetime) -> int:
        """Drop events older than 90 days whose order has a newer state: those are refused by that state alone."""
        log, newer = WEBHOOK_EVENT, WEBHOOK_EVENT.alias("newer")
        replaced = sa.exists().where(
            newer.c.hook == log.c.hook, newer.c.order_id == log.c.order_id, newer.c.stated_at > log.c.stated_at
        )
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            gone = sa.delete(log).where(log.c.received_at < now - EVENTS_KEPT, replaced)
            return int(connection.execute(gone).rowcount)

    def _note(
        self, connection: sa.Connection, workspace: str, act: str, name: str, *, actor: str, now: datetime
    ) -> None:
        self.records._touch_desk(connection, workspace)  # noqa: SLF001 (one room)
        self.records._audit(  # noqa: SLF001 (as above)
            connection, workspace, who=actor, act=act, subject=name, detail=None, now=now
        )


def _hook_of(row: Mapping[Any, Any], secret: str = "") -> Webhook:
    names = ("name", "workspace", "kind", "account_id", "created_at", "created_by", "retired_at")
    return Webhook(**{name: row[name] for name in names}, secret=secret)


def _instant(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
