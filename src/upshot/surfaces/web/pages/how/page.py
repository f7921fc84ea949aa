"""How we know: what the verdict's model rests on. Drawn apart from the verdict, which opens it when somebody asks."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View


class HowContext(Context):
    """The verdict whose model is shown."""

    verdict: Verdict = Field(description="The whole verdict in scope, with what its model rests on.")


def build(view: View) -> HowContext:
    return HowContext(verdict=view.verdict())


HOW = Page("how", "/how", "verdict", build)
