"""The shortlist of the form as a file."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, NotAllowed
from upshot.surfaces.reports.shortlist_documents import render_shortlist
from upshot.surfaces.reports.writing import MEDIA_TYPES
from upshot.surfaces.web.pages.shortlist.asking import Asked
from upshot.surfaces.web.pages.shortlist.page import EXPORTS, shortlist_of
from upshot.surfaces.web.view import view_of

STYLE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def shortlist_routes() -> list[Route]:
    """The download."""
    return [Route("/w/{workspace}/shortlist/export.{ending}", export)]


def export(request: Request) -> Response:
    """The same choice as on the page; a download waits for it."""
    ending = request.path_params["ending"]
    if ending not in EXPORTS:
        raise InvalidInput("shortlist_format", seen=f"export.{ending[:20]}", valid=", ".join(EXPORTS))
    view = view_of(request)
    found = shortlist_of(view, Asked(view))
    if isinstance(found, InsufficientEvidence):
        raise NotAllowed("shortlist_nothing_to_export")
    content = render_shortlist(found, f".{ending}", view.words)
    kind = "inline" if ending in {"html", "json"} else "attachment"
    headers = {"content-disposition": f'{kind}; filename="upshot-shortlist.{ending}"'}
    if ending == "html":  # self-contained: its style stands inside
        headers["content-security-policy"] = STYLE
    return Response(content, media_type=MEDIA_TYPES[f".{ending}"], headers=headers)
