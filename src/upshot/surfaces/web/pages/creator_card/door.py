"""The card and the comparison as files, and the way to a card by a typed handle."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from upshot.decisions.creators.vetting import Vetting, VettingTerms
from upshot.errors import InvalidInput
from upshot.measures.typed import typed_handle
from upshot.surfaces.reports.creator_documents import render_vetting
from upshot.surfaces.reports.writing import MEDIA_TYPES
from upshot.surfaces.web.pages.creator_card.asking import Planned
from upshot.surfaces.web.pages.creator_card.deciding import deciding_routes
from upshot.surfaces.web.pages.creator_card.page import EXPORTS
from upshot.surfaces.web.pages.creator_card.reading import planned_vetting, vettings_of
from upshot.surfaces.web.pages.creator_compare.page import chosen_of
from upshot.surfaces.web.view import View, view_of

STYLE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def creator_routes() -> list[Route]:
    """Downloads, and the form that leads to a card; they stand before the pages."""
    return [
        Route("/w/{workspace}/card", find_card),
        *deciding_routes(),
        Route("/w/{workspace}/creators/compare/side-by-side.{ending}", export_compare),
        Route("/w/{workspace}/creators/{name}/card.{ending}", export_card),
    ]


def find_card(request: Request) -> Response:
    """From a handle or link as typed to the card."""
    view = view_of(request)
    typed = request.query_params.get("creator", "").strip()[:200]
    handle = typed_handle(typed)
    if not handle.replace("/", ""):
        return RedirectResponse(view.link("creators"), status_code=303)
    return RedirectResponse(view.link("creators", handle, "card"), status_code=303)


def export_card(request: Request) -> Response:
    """The card with the quote and margin of the page; a download waits for it."""
    view, handle = _checked(request), str(request.path_params["name"])
    found = (planned_vetting(view, handle, Planned(view), waits=True),)
    return _file(view, found, request, f"card-{found[0].creator}", is_side_by_side=False)


def export_compare(request: Request) -> Response:
    """Side by side, as on the page."""
    view = _checked(request)
    found = vettings_of(view, chosen_of(view), VettingTerms(), waits=True)
    return _file(view, found, request, "compare", is_side_by_side=True)


def _checked(request: Request) -> View:
    """The view; an ending that is no format is refused by name."""
    ending = str(request.path_params["ending"])
    if ending not in EXPORTS:
        raise InvalidInput("unknown_report_format", file=f"card.{ending[:20]}", valid=", ".join(EXPORTS))
    return view_of(request)


def _file(view: View, found: Sequence[Vetting], request: Request, name: str, *, is_side_by_side: bool) -> Response:
    ending = str(request.path_params["ending"])
    if ending != "json":
        content = render_vetting(found, f".{ending}", view.words, is_side_by_side=is_side_by_side)
    elif is_side_by_side:
        content = TypeAdapter(list[Vetting]).dump_json(list(found), indent=2)
    else:
        content = TypeAdapter(Vetting).dump_json(found[0], indent=2)
    kind = "inline" if ending in {"html", "json"} else "attachment"
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    headers = {"content-disposition": f'{kind}; filename="upshot-{plain}.{ending}"'}
    if ending == "html":  # self-contained: its style stands inside
        headers["content-security-policy"] = STYLE
    return Response(content, media_type=MEDIA_TYPES[f".{ending}"], headers=headers)
