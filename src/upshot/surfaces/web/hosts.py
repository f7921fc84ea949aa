"""Which names the server answers to, and what it shows under each."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from upshot.surfaces.public_links import PUBLIC_PATHS, public_hosts
from upshot.vocabulary.public_addresses import LOOPBACK
from upshot.wiring import House


class HostMiddleware:
    """Under a public address (the setting `public_url`) only the creator's page is there; the desk has no sign-in yet.

    Any name that is neither allowed nor public could be another site's, rebound to this machine: it is refused.
    """

    def __init__(self, app: ASGIApp, house: House, allowed: tuple[str, ...]) -> None:
        self.app, self.house = app, house
        self.trusted = TrustedHostMiddleware(app, allowed_hosts=list(allowed))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            host = _name(Headers(scope=scope).get("host", ""))
            if host not in LOOPBACK and host in await run_in_threadpool(public_hosts, self.house):
                is_theirs = scope["path"].startswith(PUBLIC_PATHS)
                answer = self.app if is_theirs else PlainTextResponse("Not found", status_code=404)
                await answer(scope, receive, send)
                return
        await self.trusted(scope, receive, send)


def _name(host: str) -> str:
    """The host without its port, in small letters."""
    name = host.strip().lower()
    return name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
