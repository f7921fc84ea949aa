"""Data health: gaps between sources, freshness, and what is odd, with what to do."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.reconciliation import CheckReport
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation.checks import finding_words, freshness_table, gap_table
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.steps import Step, steps_of
from upshot.surfaces.web.view import View


class HealthContext(Context):
    """The check and its words."""

    report: CheckReport = Field(description="The whole check.")
    findings: tuple[tuple[str, str, str], ...] = Field(description="Severity, what was seen, what to do.")
    steps: tuple[Step, ...] = Field(description="What is still to be told before a verdict can be reached.")
    gaps: TextTable = Field(description="The same quantity from two sources.")
    freshness: TextTable = Field(description="The last day of each source.")


def build(view: View) -> HealthContext:
    report, words = view.check(), view.words
    return HealthContext(
        report=report,
        findings=tuple((str(finding.severity), *finding_words(finding, words)) for finding in report.findings),
        steps=steps_of(view),
        gaps=gap_table(report, words),
        freshness=freshness_table(report, words),
    )


HEALTH = Page("health", "/health", "health", build)
