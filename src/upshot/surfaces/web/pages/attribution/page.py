"""Attribution: what each model credits, side by side, how sure it is, and what paths cannot show."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys.asking import AttributionQuestion, attribute_workspace
from upshot.decisions.journeys.models_report import AttributionReport
from upshot.errors import InvalidInput, UnknownName
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import attribution as show
from upshot.surfaces.presentation.spark_plan import nothing_lines
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View
from upshot.warehouse.journey_files import MOST_BEFORE

BY = ("creator", "channel", "post", "campaign", "source")
MOST_ROWS = 50


class AttributionContext(Context):
    """The question and the models' answers."""

    by: str = Field(description="What is credited.")
    choices: tuple[str, ...] = Field(description="What may be credited.")
    order: int = Field(description="Touches that the Markov model remembers.")
    orders: tuple[int, ...] = Field(description="Orders to choose from.")
    answer: tuple[str, ...] = Field(description="What was counted, and how far the models agree.")
    side_by_side: TextTable | None = Field(description="Conversions by model; null without an answer.")
    in_full: tuple[TextTable, ...] = Field(description="The data-driven models with intervals and revenue.")
    notes: tuple[str, ...] = Field(description="What the table cannot show, and how it was computed.")
    nothing: tuple[str, ...] = Field(description="Why there is no answer, and what would help.")
    refusal: str | None = Field(description="Why the question was refused.")


def build(view: View) -> AttributionContext:
    said = view.request.query_params
    by = said.get("by", BY[0])
    order = int(said["order"]) if said.get("order", "").isdecimal() else 1
    found: Any = None
    refusal = None
    try:
        asked = AttributionQuestion(by=by, order=order, campaign=view.campaign).checked()
        found = _answer(view, asked)
    except (InvalidInput, UnknownName) as error:
        refusal = view.words.error(error)
    report = found if isinstance(found, AttributionReport) else None
    words = view.words
    return AttributionContext(
        by=by,
        choices=BY,
        order=order,
        orders=tuple(range(1, MOST_BEFORE + 1)),
        answer=tuple(show.answer_lines(report, words)) if report else (),
        side_by_side=show.side_by_side_table(report, words, most=MOST_ROWS) if report else None,
        in_full=tuple(
            show.model_table(report, model, words, most=MOST_ROWS)
            for model in report.models
            if model in show.DATA_DRIVEN
        )
        if report
        else (),
        notes=tuple(show.note_lines(report, words)) if report else (),
        nothing=tuple(nothing_lines(found, words)) if isinstance(found, InsufficientEvidence) else (),
        refusal=refusal,
    )


def _answer(view: View, asked: AttributionQuestion) -> Any:
    """The report, once per question and state of the data; raises `StillThinking` while it is worked out."""
    workspace = view.home
    cache = workspace.house.home / "cache" / workspace.name / "journeys"
    return view.thinking.answer(
        ("attribution", asked),
        workspace,
        lambda: attribute_workspace(workspace, asked, cache_folder=cache, now=view.now),
        patience_s=view.patience_s,
    )


ATTRIBUTION = Page("attribution", "/attribution", "attribution", build)
