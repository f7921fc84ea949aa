"""A new experiment: the question, asked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from upshot.decisions.experiments.kept import TestKind
from upshot.surfaces.web.editing import Cell
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.experiments.fields import PLAN_FIELDS, cells_of
from upshot.surfaces.web.view import View


class NewExperimentContext(Context):
    """The form of one kind of test."""

    kind: str = Field(description="The kind of test.")
    kinds: tuple[str, ...] = Field(description="Every kind.")
    cells: tuple[Cell, ...] = Field(description="What has to be told.")
    more: tuple[Cell, ...] = Field(description="What may be told.")
    message: str | None = Field(description="Why no plan was made.")
    nothing: tuple[str, ...] = Field(description="Too little data for a plan: the reason, and what would help.")


def build(view: View) -> NewExperimentContext:
    asked = dict(view.request.query_params)
    return form(view, kind_named(asked.get("kind", "")), asked)


def kind_named(name: str) -> TestKind:
    """The kind of test; the first one where nobody named a known one."""
    return TestKind(name) if name in set(TestKind) else TestKind.AB


def form(
    view: View,
    kind: TestKind,
    said: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    message: str | None = None,
    nothing: tuple[str, ...] = (),
) -> NewExperimentContext:
    """The form with what was said so far, and what is wrong with it."""
    campaigns = [str(row["campaign"]) for row in view.home.rows("campaign")]
    cells, more = cells_of(PLAN_FIELDS[kind], said, view.words, problems=problems, campaigns=campaigns)
    return NewExperimentContext(
        kind=kind, kinds=tuple(TestKind), cells=cells, more=more, message=message, nothing=nothing
    )


NEW_EXPERIMENT = Page("experiments_new", "/experiments/new", "experiments", build)
