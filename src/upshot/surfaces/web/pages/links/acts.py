"""What the page of links does: make one, end one, draw its QR code."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from upshot.errors import InvalidInput, NotAllowed, UnknownName
from upshot.records.links import LinkAsked
from upshot.surfaces.public_links import tracked_address
from upshot.surfaces.qr import ENDINGS, qr_image
from upshot.surfaces.web.forms import REFUSED, Said, posted
from upshot.surfaces.web.pages.links.page import FIELDS, LINKS, show
from upshot.surfaces.web.rendering import page_html
from upshot.surfaces.web.view import View, view_of

ACTOR = "web"


def link_routes() -> list[Route]:
    """The forms of the page, and its pictures."""
    here = "/w/{workspace}/links"
    return [
        Route(f"{here}/add", posted(add_link), methods=["POST"]),
        Route(f"{here}/{{name}}/end", posted(end_link), methods=["POST"]),
        Route(f"{here}/{{name}}/qr.{{ending}}", send_qr),
    ]


def add_link(view: View, said: Said) -> Response:
    """Make a link, or say why not with the form as it was."""
    told = {name: said.get(name, "").strip() for name in FIELDS}
    asked = LinkAsked(
        told["destination"],
        campaign=told["campaign"] or None,
        creator=told["creator"] or None,
        platform=told["platform"] or "tiktok",
        place=told["place"] or "bio",
        post=told["post"] or None,
        code=told["code"] or None,
        note=told["note"],
    )
    try:
        made = view.home.link_book().add(asked, actor=ACTOR, now=view.now)
    except (InvalidInput, UnknownName) as error:
        return HTMLResponse(page_html(LINKS, view, show(view, told, message=view.words.error(error))), REFUSED)
    return RedirectResponse(view.link("links", done="made", made=made.code) + f"#link-{made.code}", status_code=303)


def end_link(view: View, said: Said) -> Response:
    """End a link, or say why not."""
    try:
        code = view.request.path_params["name"]
        view.home.link_book().retire(code, actor=ACTOR, now=view.now, fallback=said.get("fallback", "").strip() or None)
    except (InvalidInput, NotAllowed) as error:
        return HTMLResponse(page_html(LINKS, view, show(view, {}, message=view.words.error(error))), REFUSED)
    return RedirectResponse(view.link("links", done="ended"), status_code=303)


def send_qr(request: Request) -> Response:
    """The QR code of a link's address."""
    view, ending = view_of(request), "." + request.path_params["ending"]
    code = view.home.link_book().get(request.path_params["name"]).code
    image = qr_image(tracked_address(view.home, code), ending)
    headers = {"content-disposition": f'inline; filename="{code}{ending}"', "cache-control": "no-cache"}
    return Response(image, media_type=ENDINGS[ending.lower()], headers=headers)
