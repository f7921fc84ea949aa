"""All creators side by side: cost, trace, effect, ROI, advice."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.verdict.model import CreatorLine, Verdict
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

SORTS = ("roi", "margin", "cost", "orders", "name")


class CreatorsContext(Context):
    """Creators in the chosen order."""

    verdict: Verdict = Field(description="The verdict the rows come from.")
    creators: tuple[CreatorLine, ...] = Field(description="The creators, sorted.")
    sort: str = Field(description="The order: one of `sorts`.")
    sorts: tuple[str, ...] = Field(description="The orders on offer.")
    widest: float = Field(description="The widest ROI bound shown, the scale of the small gauges.")


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
    bounds = [abs(bound) for line in lines if line.roi for bound in (line.roi.low, line.roi.high)]
    return CreatorsContext(
        verdict=verdict, creators=lines, sort=sort, sorts=SORTS, widest=min(max(bounds, default=1.0), 5.0)
    )


CREATORS = Page("creators", "/creators", "creators", build)
