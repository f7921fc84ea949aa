"""Why this number: formula, inputs, definition, rows."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches

from pydantic import Field

from upshot.decisions.verdict.model import Why
from upshot.errors import UnknownName
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View


class WhyContext(Context):
    """The explanation of one figure."""

    why: Why = Field(description="Formula, inputs, definition version and rows.")
    as_of: datetime = Field(description="The instant the figure was worked out for.")
    data_version: str = Field(description="The version of the data it rests on.")


def build(view: View) -> WhyContext:
    verdict, name = view.verdict(), view.request.path_params["name"]
    known = {why.figure: why for why in verdict.why}
    if name not in known:
        nearest = get_close_matches(name, known, n=3, cutoff=0.3) or sorted(known)
        raise UnknownName("unknown_figure", name=name, nearest=", ".join(nearest))
    return WhyContext(why=known[name], as_of=verdict.as_of, data_version=verdict.data_version)


WHY = Page("why", "/why/{name}", "verdict", build)
