"""`/hook/<name>`: take what a shop says of its orders, once it is proved to come from that shop.

A call is answered with 200 only after it is on disk; a sender that hears anything else tries again. Refused calls are
counted by reason. Forged calls have an allowance of their own, so that a flood of them never shuts the shop out.
"""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from upshot.errors import UpshotError
from upshot.intake.calls import orders_in, state_of
from upshot.intake.spool import SpoolWriter, spool_line
from upshot.records.hooks import Event, Seen, Webhook
from upshot.surfaces.bodies import read_body
from upshot.surfaces.collector.counting import Counts
from upshot.surfaces.collector.signatures import NUMBERED_BY, key_of, refusal_of
from upshot.surfaces.collector.tables import Tables
from upshot.surfaces.web.pages.spark_request.throttle import Throttle

LARGEST_BODY = 2 << 20  # bytes; an order of 500 lines has about one MiB
SLOWEST_BODY_S = 10.0
TAKEN_A_MINUTE, REFUSED_A_MINUTE = 600, 60  # calls of one webhook
LATER_S = 60
_PING = re.compile(rb"webhook_id=\d{1,12}")  # WooCommerce tries a new webhook so, unsigned


class HookDoor:
    """The endpoint."""

    def __init__(self, tables: Tables, spool: SpoolWriter, counts: Counts) -> None:
        self.tables, self.spool, self.counts = tables, spool, counts
        self.throttle = Throttle({"taken": TAKEN_A_MINUTE, "refused": REFUSED_A_MINUTE})

    async def answer(self, request: Request) -> Response:
        """Judge one call and answer it."""
        hook = await self.tables.find_hook(request.path_params["name"][:64])
        if hook is None:
            self.counts.add("", "webhooks", "unknown_hook")
            return _say("unknown_hook", 404)
        try:
            body = await asyncio.wait_for(read_body(request, largest=LARGEST_BODY), SLOWEST_BODY_S)
        except (TimeoutError, ClientDisconnect):
            return self._refuse(hook, "too_slow", 408)
        return self._refuse(hook, "too_large", 413) if body is None else await self._judge(hook, request, body)

    async def _judge(self, hook: Webhook, request: Request, body: bytes) -> Response:
        """Whether a call is the shop's, and not too soon after the others."""
        now = datetime.now(UTC)
        refusal = refusal_of(hook.kind, hook.secret, request.headers, body, now=now)
        if refusal is not None:
            if hook.kind == "woocommerce" and _PING.fullmatch(body):
                return _say("ping", 200)
            return self._refuse(hook, refusal.value, 401)
        if seconds := self.throttle.wait_s("taken", hook.name):
            self._count(hook, "too_many")
            return _say("too_many", 429, wait_s=seconds)
        return await self._take(hook, request, body, now)

    async def _take(self, hook: Webhook, request: Request, body: bytes, now: datetime) -> Response:
        """A call that is the shop's: keep what is new in it."""
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            return self._refuse(hook, "bad_json", 400)
        orders = orders_in(hook.kind, told)
        if not orders:  # another topic, or a test: a shop that hears no would stop calling
            return self._refuse(hook, "no_order", 400) if hook.kind == "orders" else self._done(hook, "ignored")
        event = Event(key_of(body), request.headers.get(NUMBERED_BY[hook.kind]), *state_of(hook.kind, orders))
        try:
            seen = await run_in_threadpool(self.tables.book.judge, hook.name, event)
            if seen is not Seen.NEW:
                return self._done(hook, seen.value)
            if not await self.spool.append(spool_line(_call(hook, told, now))):
                return self._later(hook)
            await run_in_threadpool(self.tables.book.keep, hook.name, event, now=now)
        except UpshotError:
            return self._later(hook)
        return self._done(hook, "taken")

    def _done(self, hook: Webhook, what: str) -> Response:
        self._count(hook, what)
        return _say(what, 200)

    def _later(self, hook: Webhook) -> Response:
        """Nothing can be written now: the sender keeps the call and tries again."""
        self._count(hook, "not_kept")
        return _say("not_kept", 503, wait_s=LATER_S)

    def _refuse(self, hook: Webhook, reason: str, status: int) -> Response:
        self._count(hook, reason)
        if seconds := self.throttle.wait_s("refused", hook.name):
            return _say("too_many", 429, wait_s=seconds)
        return _say(reason, status)

    def _count(self, hook: Webhook, what: str) -> None:
        self.counts.add(hook.workspace, hook.name, what)


def _call(hook: Webhook, told: Any, now: datetime) -> dict[str, Any]:
    """What the spool keeps of a call."""
    return {
        "hook": hook.name,
        "workspace": hook.workspace,
        "kind": hook.kind,
        "account": hook.account_id,
        "at": now.isoformat(),
        "body": told,
    }


def _say(status: str, code: int, *, wait_s: int | None = None) -> Response:
    """One word for the sender's log; nothing about the home."""
    headers = {"cache-control": "no-store"}
    if wait_s is not None:
        headers["retry-after"] = str(wait_s)
    return JSONResponse({"status": status}, code, headers=headers)
