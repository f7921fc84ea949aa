"""The KPI explorer: any KPI by any dimension over any period, and why some questions are refused."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from upshot.errors import NotAllowed, UnknownName
from upshot.measures.catalogue import KPIS
from upshot.measures.dimensions import Dimension
from upshot.measures.kpi import Kpi
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation.kpis import catalogue_table, kpi_notes, kpi_table
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

DEFAULT_KPI, DEFAULT_DIMENSION = "views", "creator"
MOST_ROWS = 500


class KpisContext(Context):
    """The question and its answer."""

    choices: tuple[Kpi, ...] = Field(description="Every KPI.")
    dimensions: tuple[str, ...] = Field(description="Every dimension.")
    chosen: tuple[str, ...] = Field(description="KPI ids asked for.")
    by: tuple[str, ...] = Field(description="Dimensions asked for.")
    start: str = Field(description="First day, or empty.")
    end: str = Field(description="Last day, or empty.")
    table: TextTable | None = Field(description="The answer; null when the question was refused.")
    notes: tuple[str, ...] = Field(description="Formulas, empty cells, and what else to know.")
    refusal: str | None = Field(description="Why the question was refused.")
    catalogue: TextTable = Field(description="Every KPI with its question and formula.")


def build(view: View) -> KpisContext:
    asked = view.request.query_params
    chosen = tuple(asked.getlist("kpi")) or (DEFAULT_KPI,)
    by = tuple(name for name in asked.getlist("by") if name) if "by" in asked else (DEFAULT_DIMENSION,)
    start, end = asked.get("from", ""), asked.get("to", "")
    table: TextTable | None = None
    notes: tuple[str, ...] = ()
    refusal: str | None = None
    try:
        answer = view.home.query(chosen, by=by, period=_period(start, end))
        table, notes = kpi_table(answer, view.words), tuple(kpi_notes(answer, view.words))
        table = TextTable(table.name, table.title, table.columns, table.rows[:MOST_ROWS])
    except (NotAllowed, UnknownName) as error:
        refusal = view.words.error(error)
    return KpisContext(
        choices=tuple(KPIS.values()),
        dimensions=tuple(dimension.value for dimension in Dimension),
        chosen=chosen,
        by=by,
        start=start,
        end=end,
        table=table,
        notes=notes,
        refusal=refusal,
        catalogue=catalogue_table(KPIS.values(), view.words),
    )


def _period(start: str, end: str) -> tuple[date, date] | None:
    """Both days or none; an unreadable day reads as absent, the form shows what was understood."""
    try:
        first = date.fromisoformat(start) if start else date(2000, 1, 1)
        last = date.fromisoformat(end) if end else date(2100, 1, 1)
    except ValueError:
        return None
    return (first, last) if (start or end) and first <= last else None


KPIS_PAGE = Page("kpis", "/kpis", "kpis", build)
