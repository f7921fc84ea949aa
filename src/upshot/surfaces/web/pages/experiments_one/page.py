"""One experiment: its plan, its run sheet, its reading, and what the reading did to the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbVerdict
from upshot.decisions.experiments.event_study import EventStudyVerdict
from upshot.decisions.experiments.geo_model import GeoTestVerdict
from upshot.decisions.experiments.kept import TestKind
from upshot.decisions.experiments.model import ExperimentVerdict
from upshot.decisions.experiments.on_off_test import OnOffVerdict
from upshot.surfaces.charts import experiments as drawn
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation.experiment_sheets import Step, options_table, run_steps, run_table
from upshot.surfaces.presentation.experiments import (
    experiment_notes,
    insufficient_lines,
    plan_notes,
    verdict_tables,
)
from upshot.surfaces.presentation.geo_tests import reading_tables, refused_table
from upshot.surfaces.presentation.tables import TextTable
from upshot.surfaces.web.editing import Cell
from upshot.surfaces.web.pages.base import REFRESH_S, Context, Page
from upshot.surfaces.web.pages.experiments.browser_words import BrowserWords
from upshot.surfaces.web.pages.experiments.fields import READ_FIELDS, cells_of
from upshot.surfaces.web.pages.experiments.glance import Glance, glance_now
from upshot.surfaces.web.pages.experiments.readings import prefilled
from upshot.surfaces.web.pages.experiments.state import Experiment, find_experiment
from upshot.surfaces.web.view import View
from upshot.surfaces.wording import Words


@dataclass(frozen=True)
class Chart:
    """One chart of a reading; `name` gives its title and caption in the catalogue."""

    name: str
    spec: Spec
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ReadingShown:
    """A reading in words, tables and charts."""

    answer: str
    says: str
    reasons: tuple[str, ...]
    helps: tuple[str, ...]
    tables: tuple[TextTable, ...]
    notes: tuple[str, ...]
    charts: tuple[Chart, ...]


class ExperimentContext(Context):
    """One experiment."""

    id: str = Field(description="Its id.")
    name: str = Field(description="What people call it.")
    kind: str = Field(description="The kind of test.")
    status: str = Field(description="draft, planned, running, to_read, unreadable, read or used.")
    campaign: str | None = Field(description="The campaign tested; null = the whole programme.")
    asked: dict[str, str] = Field(description="The form of its plan.")
    options: TextTable = Field(description="The designs on offer, in the order of their choice.")
    chosen: int | None = Field(description="Which of them runs, from 0.")
    refused: TextTable = Field(description="Designs that are not offered, and why.")
    plan_notes: tuple[str, ...] = Field(description="How the plan was made and what it takes for granted.")
    steps: tuple[Step, ...] = Field(description="What to do and when.")
    sheet: TextTable | None = Field(description="The schedule.")
    cells: tuple[Cell, ...] = Field(description="What has to be told to read it.")
    more: tuple[Cell, ...] = Field(description="What may be told.")
    message: str | None = Field(description="Why it was not read, or not used.")
    is_refused: bool = Field(description="Whether the form of the reading was refused, and should stay open.")
    reading: ReadingShown | None = Field(description="What it says; null while it was not read.")
    can_be_used: bool = Field(description="Whether its reading can calibrate the verdict.")
    needs_days: bool = Field(description="Whether the days of a hold-out have to be told.")
    lift_test: str | None = Field(description="The lift test that it was saved as.")
    period: str | None = Field(description="The same, in words.")
    days: tuple[str, str] = Field(description="First and last day of the test, as far as known.")
    before: Glance | None = Field(description="The verdict before its use.")
    now: Glance | None = Field(description="The verdict now.")
    is_waiting: bool = Field(description="Whether the verdict is being worked out.")

    @property
    def refresh_s(self) -> int | None:
        """The page comes again while the changed verdict is being worked out."""
        return REFRESH_S if self.is_waiting else None


def build(view: View) -> ExperimentContext:
    return shown(view, find_experiment(view))


def shown(
    view: View,
    found: Experiment,
    *,
    said: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    message: str | None = None,
) -> ExperimentContext:
    """The page, with what was written into its form and what is wrong with that."""
    kept, words, option = found.kept, BrowserWords(view.language), found.option
    values = said or kept.reading_asked or prefilled(found.kind, option, kept.asked)
    cells, more = cells_of(READ_FIELDS[found.kind], values, words, problems=problems)
    sheet = run_table(found.kind, option, found.creators, words) if option else None
    steps = run_steps(found.kind, found.plan, option, (kept.starts_on, kept.ends_on), words) if option else []
    is_watched = found.can_be_used or kept.lift_test is not None
    now = glance_now(view, kept.campaign) if is_watched else None
    return ExperimentContext(
        id=kept.id,
        name=kept.name,
        kind=kept.kind,
        status=found.status,
        campaign=kept.campaign,
        asked={name: str(value) for name, value in kept.asked.items()},
        options=options_table(found.plan, words),
        chosen=kept.design,
        refused=refused_table(found.refused, words),
        plan_notes=tuple(plan_notes(found.plan, words)),
        steps=tuple(steps),
        sheet=sheet,
        cells=cells,
        more=more,
        message=message,
        is_refused=said is not None,
        reading=_reading(found, words),
        can_be_used=found.can_be_used,
        needs_days=found.kind is TestKind.AB or found.kind is TestKind.SPLIT_TEST,
        lift_test=kept.lift_test,
        period=words.period(kept.starts_on, kept.ends_on or kept.starts_on) if kept.starts_on else None,
        days=(str(kept.starts_on or ""), str(kept.ends_on or "")),
        before=Glance.of_json(kept.verdict_before),
        now=now,
        is_waiting=kept.lift_test is not None and now is None,
    )


def _reading(found: Experiment, words: Words) -> ReadingShown | None:
    verdict = found.reading
    if verdict is None:
        return None
    if isinstance(verdict, InsufficientEvidence):
        says, *rest = insufficient_lines(verdict, words)
        reasons = tuple(line.removeprefix("  • ") for line in rest if line.startswith("  • "))
        helps = tuple(line.removeprefix("  → ") for line in rest if line.startswith("  → "))
        return ReadingShown("insufficient_evidence", says, reasons, helps, (), (), ())
    tables = reading_tables(verdict, words) if found.kind.is_of_series else verdict_tables(verdict, words)
    return ReadingShown(
        answer=verdict.answer.value,
        says=words.text(f"experiment_answer_{verdict.answer}"),
        reasons=tuple(words.phrase(reason) for reason in verdict.reasons),
        helps=tuple(words.phrase(phrase) for phrase in verdict.what_would_help),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(experiment_notes(verdict, words)),
        charts=tuple(_charts(verdict, words)),
    )


def _charts(verdict: ExperimentVerdict, words: Words) -> list[Chart]:
    """The charts that this reading has something for."""
    seen = (("caused", words.text("xlegend_seen")), ("base", words.text("xlegend_without")))
    made: list[tuple[str, Spec | None, tuple[tuple[str, str], ...]]] = []
    if isinstance(verdict, GeoTestVerdict):
        band = ("band", words.text("xlegend_interval"))
        made.append(("counterfactual", drawn.counterfactual_chart(verdict, words), (*seen, band)))
        mine = (("caused", words.text("xlegend_test")), ("base", words.text("xlegend_placebo")))
        made.append(("placebo", drawn.placebo_chart(verdict, words), mine))
    if isinstance(verdict, OnOffVerdict):
        weeks = (("caused", words.text("xlegend_on")), ("base", words.text("xlegend_off")))
        made.append(("blocks", drawn.blocks_chart(verdict, words), weeks))
    if isinstance(verdict, EventStudyVerdict):
        made.append(("event", drawn.event_chart(verdict, words), ()))
    units = {estimate.unit for estimate in verdict.estimates}
    if len(units) == 1 and (len(verdict.estimates) > 1 or isinstance(verdict, AbVerdict)):
        made.append(("readings", drawn.readings_chart(verdict, words), ()))
    return [Chart(name, spec, legend) for name, spec, legend in made if spec is not None]


EXPERIMENT = Page("experiments_one", "/experiments/{name}", "experiments", build)
