"""The collector as an application: two routes for the world, one for a watcher, and the work behind them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from upshot.errors import UpshotError
from upshot.intake.filing import CALLS, CLICKS, CLOSE_MARK, SPOOL
from upshot.intake.spool import SpoolWriter, waiting_segments
from upshot.surfaces.collector.counting import Counts
from upshot.surfaces.collector.hooking import HookDoor
from upshot.surfaces.collector.pages import page
from upshot.surfaces.collector.redirect import RedirectDoor, Terms
from upshot.surfaces.collector.tables import CHECK_EVERY_S, Tables
from upshot.vocabulary.tracked_links import REDIRECT_PATH
from upshot.wiring import House

FILE_EVERY_S = 900.0
WRITE_EVERY_S = 5.0
_log = structlog.wrap_logger(logging.getLogger("upshot.collector"))


def create_collector(
    house: House,
    *,
    terms: Terms | None = None,
    file_every_s: float = FILE_EVERY_S,
    file: Callable[[], Awaitable[None]] | None = None,
) -> Collector:
    """Build the collector over an open house.

    Parameters
    ----------
    house : the home, open; links and webhooks of all its workspaces are served
    terms : what the operator decides about country header and cookie
    file_every_s : how often clicks and calls go from the spool into lake and records; each time, verdicts that were
        kept are out of date
    file : how they are filed; by default in a process of its own, so that no visitor waits for it
    """
    terms = replace(terms or Terms(), hash_key=house.hash_key)
    tables, counts = Tables(house.records, house.home / "keys"), Counts(house.records)
    clicks, calls = (SpoolWriter(house.home / SPOOL, kind) for kind in (CLICKS, CALLS))
    hooks = HookDoor(tables, calls, counts)
    filing = file or (lambda: _file_apart(house))

    async def file_now() -> None:
        await asyncio.gather(clicks.rotate(), calls.rotate())
        if any(not one.is_live for one in waiting_segments(house.home / SPOOL)):
            await filing()

    asked_ns = [time.time_ns()]

    async def close_if_asked() -> None:
        mark = house.home / SPOOL / CLOSE_MARK
        if mark.exists() and (at_ns := mark.stat().st_mtime_ns) > asked_ns[0]:
            asked_ns[0] = at_ns
            await asyncio.gather(clicks.rotate(), calls.rotate())

    @contextlib.asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(tables.load)
        work = [
            asyncio.create_task(_every(CHECK_EVERY_S, tables.refresh)),
            asyncio.create_task(_every(CHECK_EVERY_S, close_if_asked)),
            asyncio.create_task(_every(WRITE_EVERY_S, lambda: _written(counts))),
            asyncio.create_task(_every(file_every_s, file_now, at_once=True)),
        ]
        try:
            yield
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await asyncio.gather(clicks.close(), calls.close())
            await _written(counts)

    others = Starlette(
        routes=[
            Route("/hook/{name}", hooks.answer, methods=["POST"]),
            Route("/up", _up),
            Route("/robots.txt", _robots),
        ],
        lifespan=running,
        exception_handlers={404: _unknown, 405: _unknown, Exception: _crash},
    )
    return Collector(others, RedirectDoor(tables, clicks, counts, terms))


class Collector:
    """The application: links first, for a click passes no router and no layer that only other pages need."""

    def __init__(self, others: ASGIApp, links: ASGIApp) -> None:
        self.others, self.links = others, links

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(REDIRECT_PATH):
            await self.others(scope, receive, send)
            return
        try:
            await self.links(scope, receive, send)
        except Exception as error:  # noqa: BLE001 (the last door: the type is logged, never the address)
            _log.error("unforeseen fault", fault=type(error).__name__, exc_info=False)
            await page("collector_crash", 500, scope)(scope, receive, send)


async def _written(counts: Counts) -> None:
    await run_in_threadpool(counts.write)


async def _every(seconds: float, act: Callable[[], Awaitable[None]], *, at_once: bool = False) -> None:
    """Do something again and again; a failure is said and the next time comes."""
    if not at_once:
        await asyncio.sleep(seconds)
    while True:
        try:
            await act()
        except (UpshotError, OSError) as error:
            _log.warning("background work failed", fault=getattr(error, "code", type(error).__name__))
        await asyncio.sleep(seconds)


async def _file_apart(house: House) -> None:
    """File in another process: loading into the lake would hold this one's interpreter for tenths of a second."""
    command = (sys.executable, "-m", "upshot", "--home", str(house.home), "--quiet", "collect", "file")
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:  # the collector ends; what is half filed is filed whole the next time
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        raise
    if code:
        _log.warning("filing failed; tried again later", code=code)


def _up(_request: Request) -> Response:
    return PlainTextResponse("up", headers={"cache-control": "no-store"})


def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _unknown(request: Request, _error: Exception) -> Response:
    return page("collector_unknown", 404, request.scope)


def _crash(request: Request, error: Exception) -> Response:
    _log.error("unforeseen fault", fault=type(error).__name__, exc_info=False)
    return page("collector_crash", 500, request.scope)
