"""`/r/<code>`: write the click down, then send the visitor on.

Only a GET is a click. A redirect that carries the click's id is on disk before it leaves; when the disk is full or does
not answer within a second, the visitor is sent on without an id and the click is counted as lost.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from dataclasses import dataclass
from typing import Any

from starlette.types import Receive, Scope, Send

from upshot.intake.spool import SpoolWriter, spool_line
from upshot.registries.user_agents import LONGEST, DeviceClass, device_of
from upshot.surfaces.collector.counting import BOT, LOST, RETIRED, TAKEN, UNKNOWN_CODE, Counts
from upshot.surfaces.collector.pages import page
from upshot.surfaces.collector.tables import Door, Tables
from upshot.vocabulary.tracked_links import REDIRECT_PATH

COOKIE = "upshot_visitor"
COOKIE_S = 390 * 24 * 3600  # thirteen months, the longest that the CNIL accepts for measuring an audience
LONGEST_CODE = 64
_COUNTRY = re.compile(rb"[A-Za-z]{2}")
_NOWHERE = {"XX", "T1", "ZZ"}  # Cloudflare's words for unknown and Tor; ISO's for unknown
_VISITOR = re.compile(rb"(?:^|;\s*)" + COOKIE.encode() + rb"=([0-9a-f]{32})(?:;|$)")
_FETCHING = (b"sec-purpose", b"purpose", b"x-purpose", b"x-moz")
_FIXED = ((b"cache-control", b"no-store"), (b"content-length", b"0"))  # each header more costs every click 2 %
_EMPTY = {"type": "http.response.body", "body": b""}


@dataclass(frozen=True)
class Terms:
    """What the operator decides.

    Which header a trusted proxy writes the country into, and whether visitors get a first-party cookie, for which most
    countries of Europe ask for consent.
    """

    country_header: str | None = None
    has_cookie: bool = False
    is_https: bool = True
    hash_key: bytes = b""


class RedirectDoor:
    """The endpoint, as an ASGI application: a click takes no object more than it needs."""

    def __init__(self, tables: Tables, spool: SpoolWriter, counts: Counts, terms: Terms) -> None:
        self.tables, self.spool, self.counts, self.terms = tables, spool, counts, terms
        self._country = (terms.country_header or "").lower().encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method not in {"GET", "HEAD"}:
            await page("collector_method", 405, scope, headers={"allow": "GET, HEAD"})(scope, receive, send)
            return
        code = scope["path"][len(REDIRECT_PATH) :]
        door = self.tables.find(code) or (await self.tables.find_again(code) if len(code) <= LONGEST_CODE else None)
        if door is None:
            self.counts.link("", UNKNOWN_CODE)
            await page("collector_unknown", 404, scope)(scope, receive, send)
        elif door.is_retired:
            self.counts.link(door.workspace, RETIRED)
            if door.fallback is None:
                await page("collector_gone", 410, scope)(scope, receive, send)
            else:
                await _send_on(send, door.fallback)
        elif method == "HEAD":
            await _send_on(send, door.landing)
        else:
            await self._click(door, scope, send)

    async def _click(self, door: Door, scope: Scope, send: Send) -> None:
        """Write the click down and send the visitor on."""
        told = _told(scope["headers"], self._country)
        device = DeviceClass.BOT if told.is_prefetch else device_of(told.agent)
        is_bot = device is DeviceClass.BOT
        visitor, cookie = self._visitor(told) if self.terms.has_cookie and not is_bot else (None, None)
        click_id = secrets.token_hex(16)
        line = spool_line(
            [click_id, door.code, time.time_ns() // 1000, visitor, told.country, device.value, int(is_bot)]
        )
        if await self.spool.append(line):
            self.counts.link(door.workspace, BOT if is_bot else TAKEN)
            await _send_on(send, door.before + click_id.encode("ascii") + door.after, cookie)
        else:
            self.counts.link(door.workspace, LOST)
            await _send_on(send, door.landing)

    def _visitor(self, told: _Told) -> tuple[str | None, bytes | None]:
        """The keyed hash of the visitor's random id, and the cookie where it is new; nothing for who asked for none."""
        if told.wants_no_trace:
            return None, None
        known = _VISITOR.search(told.cookie)
        token = known[1] if known else secrets.token_hex(16).encode("ascii")
        key = hmac.digest(self.terms.hash_key, token, "sha256").hex()
        secure = b"; Secure" if self.terms.is_https else b""
        fresh = b"%b=%b; Max-Age=%d; Path=/; HttpOnly; SameSite=Lax%b" % (COOKIE.encode(), token, COOKIE_S, secure)
        return key, None if known else fresh


@dataclass(slots=True)
class _Told:
    """What of a request's headers is looked at; nothing of it is kept but classes and hashes."""

    agent: str = ""
    country: str | None = None
    cookie: bytes = b""
    is_prefetch: bool = False
    wants_no_trace: bool = False


def _told(headers: Any, country_header: bytes) -> _Told:
    told = _Told()
    for name, value in headers:
        if name == b"user-agent":
            told.agent = value[:LONGEST].decode("latin-1")
        elif name == b"cookie":
            told.cookie = value
        elif name in _FETCHING:
            told.is_prefetch |= b"prefetch" in value.lower() or b"preview" in value.lower()
        elif name in {b"dnt", b"sec-gpc"}:
            told.wants_no_trace |= value.strip() == b"1"
        if name == country_header and _COUNTRY.fullmatch(value.strip()):
            country = value.strip().decode("ascii").upper()
            told.country = None if country in _NOWHERE else country
    return told


async def _send_on(send: Send, location: bytes, cookie: bytes | None = None) -> None:
    headers = [(b"location", location), *_FIXED]
    if cookie is not None:
        headers.append((b"set-cookie", cookie))
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send(_EMPTY)
