"""Tracked links: what each brought, a form for a new one, and its address to copy, scan or end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from upshot.surfaces.presentation.links import LinkLine, link_lines, place_words, state_words
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate
from upshot.vocabulary.tracked_links import PLACES

FIELDS = ("destination", "campaign", "creator", "platform", "place", "post", "code", "note")
DONE = ("made", "ended")


@dataclass(frozen=True)
class LinkRow:
    """A link, and the words for where it stands and whether it is in use."""

    line: LinkLine
    place: str
    state: str


class LinksContext(Context):
    """One page of links, the form, and what was just done."""

    rows: Slice[LinkRow] = Field(description="One page of links, the newest first.")
    clicks: int = Field(description="Clicks of people over all links, those not filed yet included.")
    bots: int = Field(description="Filed clicks of machines over all links.")
    is_loopback: bool = Field(description="Whether nobody said yet how the world reaches the collector.")
    said: Mapping[str, str] = Field(description="What the form holds, by field.")
    message: str | None = Field(description="Why the form was refused, in words.")
    campaigns: tuple[str, ...] = Field(description="Campaigns to choose from.")
    creators: tuple[str, ...] = Field(description="Creators to choose from.")
    places: tuple[str, ...] = Field(description="Places that a link may stand in.")
    done: str | None = Field(description="What was just done.")
    made: str | None = Field(description="The code of the link that was just made.")


def build(view: View) -> LinksContext:
    return show(view, {name: view.request.query_params.get(name, "") for name in ("campaign", "creator")})


def show(view: View, said: Mapping[str, str], *, message: str | None = None) -> LinksContext:
    """The page with the form filled in."""
    lines, asked = link_lines(view.home), view.request.query_params
    deals = view.home.rows("collaboration")
    campaigns = {str(row["campaign"]) for row in (*view.home.rows("campaign"), *deals)}
    creators = {str(row["creator"]) for row in (*view.home.rows("creator"), *deals)}
    done = asked.get("done")
    rows = [LinkRow(line, place_words(line.link, view.words), state_words(line.link, view.words)) for line in lines]
    return LinksContext(
        rows=paginate(rows, view.page_number(), size=20),
        clicks=sum(line.clicks + line.waiting for line in lines),
        bots=sum(line.bots for line in lines),
        is_loopback=any(line.is_loopback for line in lines),
        said={"platform": "tiktok", "place": "bio"} | {name: text for name, text in said.items() if text},
        message=message,
        campaigns=tuple(sorted(campaigns)),
        creators=tuple(sorted(creators)),
        places=PLACES,
        done=done if done in DONE else None,
        made=asked.get("made"),
    )


LINKS = Page("links", "/links", "links", build)
