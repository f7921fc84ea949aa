"""Saying yes, no or wait to a creator, and being the second person, on the creator's card."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from upshot.decisions.creators.deciding import decide_on
from upshot.errors import InvalidInput, NotAllowed
from upshot.surfaces.web.forms import REFUSED, Said, posted
from upshot.surfaces.web.pages.creator_card.asking import Planned
from upshot.surfaces.web.pages.creator_card.page import CREATOR_CARD, card_context
from upshot.surfaces.web.pages.creator_card.reading import planned_vetting
from upshot.surfaces.web.rendering import page_html
from upshot.surfaces.web.view import View

LONGEST = 2_000
Act = Callable[[View, Said, str, str], None]


def deciding_routes() -> list[Route]:
    """The two forms."""
    here = "/w/{workspace}/creators/{name}"
    return [
        Route(f"{here}/decide", posted(_said_by_somebody(_decide)), methods=["POST"]),
        Route(f"{here}/approve", posted(_said_by_somebody(_approve)), methods=["POST"]),
    ]


def _said_by_somebody(act: Act) -> Callable[[View, Said], Response]:
    """Run `act` for the person who is named; what it refuses is said on the card, with what was typed."""

    def answer(view: View, said: Said) -> Response:
        handle = str(view.request.path_params["name"])
        said = {name: text.strip()[:LONGEST] for name, text in said.items()}
        try:
            act(view, said, handle, _somebody(said))
        except (InvalidInput, NotAllowed) as error:
            context = card_context(view, said=said, refusal=view.words.error(error))
            return HTMLResponse(page_html(CREATOR_CARD, view, context), REFUSED)
        address = view.link("creators", handle, "card", **Planned(view).query)
        return RedirectResponse(f"{address}#decision", status_code=303)

    return answer


def _somebody(said: Said) -> str:
    if not said.get("who"):
        raise InvalidInput("vetting_nobody")
    return said["who"]


def _decide(view: View, said: Said, handle: str, who: str) -> None:
    found = planned_vetting(view, handle, Planned(view), waits=True)
    days = said.get("days", "")
    if days and not days.isdecimal():
        raise InvalidInput("vetting_days", seen=days, valid="1–730")
    decide_on(
        view.home, view.home.vetting_book(), found, said.get("outcome", ""),
        reason=said.get("reason", ""), actor=who, now=view.now, days=int(days) if days else None,
    )  # fmt: skip


def _approve(view: View, said: Said, handle: str, who: str) -> None:
    book = view.home.vetting_book()
    book.approve(handle, actor=who, now=view.now, note=said.get("note", ""))
