"""The application: routes to pages, imports, forms, reports and sheets; every answer in the reader's language."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from importlib import resources
from urllib.parse import quote, urlsplit

from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from upshot.errors import InvalidInput, UnknownName, UpshotError, WarehouseError
from upshot.surfaces.reports.writing import MEDIA_TYPES, render_report
from upshot.surfaces.web.acts import accept_files, import_events, send_sheet
from upshot.surfaces.web.forms import create_workspace, posted, save_mapping, save_record, save_settings
from upshot.surfaces.web.hosts import HostMiddleware
from upshot.surfaces.web.jobs import Jobs
from upshot.surfaces.web.keeping import KeptPages
from upshot.surfaces.web.pages.base import REFRESH_S, Page
from upshot.surfaces.web.pages.creator_card.door import creator_routes
from upshot.surfaces.web.pages.experiments.acts import ACTS as EXPERIMENT_ACTS
from upshot.surfaces.web.pages.links.acts import link_routes
from upshot.surfaces.web.pages.registry import HOUSE_PAGES, PAGES
from upshot.surfaces.web.pages.shortlist.door import shortlist_routes
from upshot.surfaces.web.pages.spark.acts import spark_routes
from upshot.surfaces.web.pages.spark_creator_report.door import creator_report_routes
from upshot.surfaces.web.pages.spark_plan.door import plan_routes
from upshot.surfaces.web.pages.spark_request.door import request_routes
from upshot.surfaces.web.rendering import html_of, page_html
from upshot.surfaces.web.security import SecurityMiddleware
from upshot.surfaces.web.thinking import PATIENCE_S, StillThinking, Thinking
from upshot.surfaces.web.view import THEMES, View, view_of
from upshot.surfaces.wording import LANGUAGES
from upshot.wiring import House

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")
YEAR_S = 365 * 24 * 3600
DAY_S = 24 * 3600


def create_app(house: House, *, hosts: tuple[str, ...] = LOOPBACK, patience_s: float = PATIENCE_S) -> Starlette:
    """Build the application over an open house.

    Parameters
    ----------
    house : the home, open
    hosts : the names it answers to (any other name could be another site's, rebound to this machine), beside those
        of the setting `public_url`, under which only the creator's page is shown
    patience_s : seconds a reader waits for a verdict before an interim page says that it is being worked out
    """
    here = resources.files(__package__)
    routes = [
        Route("/", _home),
        Route("/preferences", _preferences, methods=["POST"]),
        Route("/workspaces", posted(create_workspace), methods=["POST"]),
        Mount("/static", StaticFiles(directory=str(here / "static"))),
        Mount("/vendor", StaticFiles(directory=str(here / "vendor"))),
        *request_routes(),
        *spark_routes(),
        *plan_routes(),
        *creator_report_routes(),
        *shortlist_routes(),
        *creator_routes(),
        *link_routes(),
        Route("/w/{workspace}/imports", accept_files, methods=["POST"]),
        Route("/w/{workspace}/imports/{name}/events", import_events),
        Route("/w/{workspace}/imports/{name}/headers/{at:int}", posted(save_mapping), methods=["POST"]),
        Route("/w/{workspace}/edit/{table}/row", posted(save_record), methods=["POST"]),
        Route("/w/{workspace}/settings", posted(save_settings), methods=["POST"]),
        Route("/w/{workspace}/sheet/{name}", send_sheet),
        Route("/w/{workspace}/report.{ending}", _report),
        *EXPERIMENT_ACTS,
        *(Route(page.path, _endpoint(page), name=page.name) for page in HOUSE_PAGES),
        *(Route("/w/{workspace}" + page.path, _endpoint(page), name=page.name + page.path) for page in PAGES),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(HostMiddleware, house=house, allowed=hosts),
            Middleware(SecurityMiddleware, refuse=_say_foreign),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        ],
        exception_handlers={
            StillThinking: _say_thinking,
            UpshotError: _say_error,
            HTTPException: _say_http_error,
            Exception: _say_crash,
        },
    )
    app.state.house, app.state.jobs, app.state.thinking = house, Jobs(), Thinking(patience_s=patience_s)
    app.state.kept = KeptPages()
    _sweep_uploads(house)
    return app


def _sweep_uploads(house: House) -> None:
    """Remove uploads that a server left behind when it was stopped in the middle, once they are a day old."""
    for folder in (house.home / "inbox").glob("upload-*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > DAY_S:
            shutil.rmtree(folder, ignore_errors=True)


def _endpoint(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view = view_of(request, names=page.names)
        kept: KeptPages = request.app.state.kept
        key = kept.key(page, view)
        if key and (found := kept.find(key)):
            return HTMLResponse(found)
        context = page.build(view)
        if request.query_params.get("format") == "json":
            content = TypeAdapter(type(context)).dump_json(context, fallback=str)
            return Response(content, media_type="application/json")
        is_dialog = page.name == "why" and "hx-request" in request.headers
        html = html_of("pages/why/dialog.html", view, "", context) if is_dialog else page_html(page, view, context)
        if key and not context.refresh_s:
            kept.keep(key, html)
        headers = {"refresh": _again(request, context.refresh_s)} if context.refresh_s else None
        return HTMLResponse(html, headers=headers)

    return answer


def _home(request: Request) -> Response:
    """The only workspace, or the list of them."""
    house: House = request.app.state.house
    if len(house.workspaces()) > 1:
        return RedirectResponse("/workspaces")
    return RedirectResponse(View(request, house, house.workspace()).link(""))


async def _preferences(request: Request) -> Response:
    """Remember language and theme in a cookie, then go back to where the reader was."""
    form = await request.form()
    back = urlsplit(str(form.get("back", "/")))
    is_ours = not back.scheme and not back.netloc and back.path.startswith("/") and not back.path.startswith("//")
    response = RedirectResponse(back.geturl() if is_ours and "\\" not in back.path else "/", status_code=303)
    for name, valid in (("language", LANGUAGES), ("theme", THEMES)):
        if form.get(name) in valid:
            response.set_cookie(f"upshot-{name}", str(form[name]), max_age=YEAR_S, samesite="lax", httponly=True)
    return response


def _report(request: Request) -> Response:
    """The verdict in scope as a file; a download waits for its verdict."""
    ending = "." + request.path_params["ending"]
    if ending not in MEDIA_TYPES:
        raise InvalidInput("unknown_report_format", file=f"report{ending}", valid=", ".join(MEDIA_TYPES))
    view = view_of(request)
    verdict = view.thinking.verdict(view.home, view.campaign, view.creator, patience_s=None)
    content = render_report(view.home, verdict, ending, language=view.language)
    disposition = "inline" if ending in {".html", ".json"} else f'attachment; filename="upshot-verdict{ending}"'
    headers = {"content-disposition": disposition}
    if ending == ".html":  # self-contained: its style stands inside
        headers["content-security-policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
        )
    return Response(content, media_type=MEDIA_TYPES[ending], headers=headers)


def _view_after(request: Request) -> View:
    """The view of a request that failed, with its workspace where that exists."""
    try:
        return view_of(request)
    except UpshotError:
        return View(request, request.app.state.house, None)


def _say(request: Request, message: str, status: int) -> Response:
    if request.query_params.get("format") == "json":
        content = TypeAdapter(dict[str, str]).dump_json({"error": message})
        return Response(content, status, media_type="application/json")
    view = _view_after(request)
    return HTMLResponse(html_of("templates/error.html", view, message=message, status=status), status)


def _say_thinking(request: Request, _error: Exception) -> Response:
    """The interim page; it comes again until the answer is there."""
    html = html_of("templates/thinking.html", _view_after(request))
    return HTMLResponse(html, 202, headers={"refresh": _again(request, REFRESH_S), "cache-control": "no-store"})


def _again(request: Request, seconds: int) -> str:
    """When and what to load again; named, because a browser at `page#part` would only scroll to the part."""
    return f"{seconds}; url={quote(request.scope['path'])}{'?' if request.url.query else ''}{request.url.query}"


def _say_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, UpshotError):
        raise error
    words = _view_after(request).words
    status = 404 if isinstance(error, UnknownName) else 503 if isinstance(error, WarehouseError) else 400
    return _say(request, words.error(error) if words.has(error.code) else str(error), status)


def _say_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = _view_after(request).words
    return _say(request, words.text("web_not_found" if status == 404 else "web_bad_request"), status)


def _say_crash(request: Request, error: Exception) -> Response:
    words = _view_after(request).words
    return _say(request, words.text("web_crash", error=type(error).__name__), 500)


def _say_foreign(request: Request) -> Response:
    words = _view_after(request).words
    return _say(request, words.text("web_foreign"), 403)
