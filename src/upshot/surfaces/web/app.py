"""The application: routes to pages, imports, reports and sheets; every answer in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from upshot.errors import InvalidInput, UnknownName, UpshotError, WarehouseError
from upshot.surfaces.reports.writing import MEDIA_TYPES, render_report
from upshot.surfaces.web.acts import accept_files, import_events, save_settings, send_sheet
from upshot.surfaces.web.jobs import Jobs
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.registry import PAGES
from upshot.surfaces.web.rendering import render
from upshot.surfaces.web.security import SecurityMiddleware
from upshot.surfaces.web.view import THEMES, View
from upshot.surfaces.wording import LANGUAGES
from upshot.wiring import House

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")
YEAR_S = 365 * 24 * 3600


def create_app(house: House, *, hosts: tuple[str, ...] = LOOPBACK) -> Starlette:
    """Build the application over an open house; `hosts` are the names it answers to (others could rebind to it)."""
    here = resources.files(__package__)
    routes = [
        Route("/", _home),
        Route("/preferences", _preferences, methods=["POST"]),
        Mount("/static", StaticFiles(directory=str(here / "static"))),
        Mount("/vendor", StaticFiles(directory=str(here / "vendor"))),
        Route("/w/{workspace}/imports", accept_files, methods=["POST"]),
        Route("/w/{workspace}/imports/{name}/events", import_events),
        Route("/w/{workspace}/settings", save_settings, methods=["POST"]),
        Route("/w/{workspace}/sheet/{name}", send_sheet),
        Route("/w/{workspace}/report.{ending}", _report),
        *(Route("/w/{workspace}" + page.path, _endpoint(page), name=page.name + page.path) for page in PAGES),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            Middleware(SecurityMiddleware),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
        exception_handlers={UpshotError: _say_error, HTTPException: _say_http_error, Exception: _say_crash},
    )
    app.state.house, app.state.jobs = house, Jobs()
    return app


def view_of(request: Request) -> View:
    """The view of a request; an unknown workspace raises `UnknownName`."""
    house: House = request.app.state.house
    name = request.path_params.get("workspace")
    return View(request, house, house.workspace(name) if name is not None else None)


def _endpoint(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view = view_of(request)
        context = page.build(view)
        if request.query_params.get("format") == "json":
            content = TypeAdapter(type(context)).dump_json(context, fallback=str)
            return Response(content, media_type="application/json")
        template = "pages/why/dialog.html" if page.name == "why" and "hx-request" in request.headers else page.template
        return HTMLResponse(_html(template, view, page.section, context))

    return answer


def _html(template: str, view: View, section: str, context: Context | None, **more: object) -> str:
    words = view.words
    return render(template, view=view, section=section, c=context, w=words, t=words.text, **more)


def _home(request: Request) -> Response:
    """The only workspace, or the list of them."""
    house: House = request.app.state.house
    names = house.workspaces()
    if len(names) <= 1:
        return RedirectResponse(View(request, house, house.workspace()).link(""))
    links = [(name, View(request, house, house.workspace(name)).link("")) for name in names]
    return HTMLResponse(_html("templates/workspaces.html", view_of(request), "", None, links=links))


async def _preferences(request: Request) -> Response:
    """Remember language and theme in a cookie, then go back to where the reader was."""
    form = await request.form()
    back = urlsplit(str(form.get("back", "/")))
    is_ours = not back.scheme and not back.netloc and back.path.startswith("/") and not back.path.startswith("//")
    response = RedirectResponse(back.geturl() if is_ours else "/", status_code=303)
    for name, valid in (("language", LANGUAGES), ("theme", THEMES)):
        if form.get(name) in valid:
            response.set_cookie(f"upshot-{name}", str(form[name]), max_age=YEAR_S, samesite="lax", httponly=True)
    return response


def _report(request: Request) -> Response:
    """The verdict in scope as a file."""
    ending = "." + request.path_params["ending"]
    if ending not in MEDIA_TYPES:
        raise InvalidInput("unknown_report_format", file=f"report{ending}", valid=", ".join(MEDIA_TYPES))
    view = view_of(request)
    content = render_report(view.home, view.verdict(), ending, language=view.language)
    disposition = "inline" if ending in {".html", ".json"} else f'attachment; filename="upshot-verdict{ending}"'
    headers = {"content-disposition": disposition}
    if ending == ".html":  # self-contained: its style stands inside
        headers["content-security-policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
        )
    return Response(content, media_type=MEDIA_TYPES[ending], headers=headers)


@dataclass(frozen=True)
class _Nowhere:
    """Stands in where an error leaves us without a workspace."""

    request: Request

    def view(self) -> View:
        try:
            return view_of(self.request)
        except UpshotError:
            return View(self.request, self.request.app.state.house, None)


def _say(request: Request, message: str, status: int) -> Response:
    if request.query_params.get("format") == "json":
        return Response(
            TypeAdapter(dict[str, str]).dump_json({"error": message}), status, media_type="application/json"
        )
    view = _Nowhere(request).view()
    return HTMLResponse(_html("templates/error.html", view, "", None, message=message, status=status), status)


def _say_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, UpshotError):
        raise error
    words = _Nowhere(request).view().words
    status = 404 if isinstance(error, UnknownName) else 503 if isinstance(error, WarehouseError) else 400
    return _say(request, words.error(error) if words.has(error.code) else str(error), status)


def _say_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = _Nowhere(request).view().words
    return _say(request, words.text("web_not_found" if status == 404 else "web_bad_request"), status)


def _say_crash(request: Request, error: Exception) -> Response:
    words = _Nowhere(request).view().words
    return _say(request, words.text("web_crash", error=type(error).__name__), 500)
