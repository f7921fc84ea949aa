"""All creators side by side: cost, trace, effect, ROI, advice."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.verdict.model import CreatorLine, Verdict
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate

SORTS = ("roi", "margin", "cost", "orders", "name")
PER_PAGE = 50


class CreatorsContext(Context):
    """Creators in the chosen order."""

    verdict: Verdict = Field(description="The verdict the rows come from.")
    creators: Slice[CreatorLine] = Field(description="One page of creators in the chosen order.")
    sort: str = Field(description="The order: one of `sorts`.")
    sorts: tuple[str, ...] = Field(description="The orders on offer.")


def _key(sort: str, line: CreatorLine) -> tuple[bool, float | str]:
    """Unknown values come last."""
    if sort == "name":
        return (False, line.creator)
    if sort == "cost":
        return (False, -float(line.cost))
    if sort == "orders":
        return (False, -line.observed.orders)
    if sort == "margin":
        margin = line.incremental.gross_margin if line.incremental else None
        return (margin is None, -margin.median if margin else 0.0)
    return (line.roi is None, -line.roi.median if line.roi else 0.0)


def build(view: View) -> CreatorsContext:
    verdict = view.verdict()
    sort = view.request.query_params.get("sort", "roi")
    sort = sort if sort in SORTS else "roi"
    lines = tuple(sorted(verdict.creators, key=lambda line: _key(sort, line)))
    page = paginate(lines, view.page_number(), size=PER_PAGE)
    return CreatorsContext(verdict=verdict, creators=page, sort=sort, sorts=SORTS)


CREATORS = Page("creators", "/creators", "creators", build)
