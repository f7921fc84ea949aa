"""The report that a brand hands to a creator, as it will leave the house, and its files."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.spark.effect import CreatorReport, report_to_creator
from upshot.errors import UnknownName
from upshot.measures.programme import read_programme
from upshot.measures.terms import zone_of
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.reports.spark_documents import creator_document
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.spark_effect.page import effect_of
from upshot.surfaces.web.view import View


class CreatorReportContext(Context):
    """The report, and its document as text."""

    report: CreatorReport = Field(description="What leaves the house, and nothing else.")
    title: str = Field(description="The document's title.")
    lines: tuple[str, ...] = Field(description="What stands under it.")
    tables: tuple[TextTable, ...] = Field(description="The document's tables.")
    notes: tuple[str, ...] = Field(description="How to read it.")


def report_of(view: View) -> CreatorReport:
    """The report of the creator whom the address names; `?spend=1` lets them see what was spent."""
    creator = view.creator
    if creator is None:
        raise UnknownName("unknown_creator", seen="", nearest=[])
    effect = effect_of(view, creator)
    deals = read_programme(view.home, zone_of(view.home)).collaborations
    return report_to_creator(effect, deals, show_spend=view.request.query_params.get("spend") == "1")


def build(view: View) -> CreatorReportContext:
    report = report_of(view)
    document = creator_document(report, view.words)
    return CreatorReportContext(
        report=report, title=document.title, lines=document.lines, tables=document.tables, notes=document.notes
    )


SPARK_CREATOR_REPORT = Page("spark_creator_report", "/spark/creators/{name}", "spark", build, names="creator")
