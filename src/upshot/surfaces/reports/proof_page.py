"""The proof as one HTML file that needs nothing else: tables, charts and words stand inside."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from upshot.decisions.proof import ProofTable
from upshot.surfaces.charts import PAPER, draw_svg
from upshot.surfaces.charts.proof_specs import calibration_chart, compared_chart, coverage_by_case_chart
from upshot.surfaces.presentation.proof import proof_notes, proof_tables
from upshot.surfaces.reports.content import CHART_WIDTH, DrawnChart
from upshot.surfaces.wording import Words

WORST_ERROR_DRAWN = 1.5  # times the true total; what is further off is drawn here, and its number is in the table


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("upshot.surfaces.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def render_proof(table: ProofTable, words: Words) -> str:
    """The page as text."""
    charts = proof_charts(table, words)
    return (
        _environment()
        .get_template("proof.html")
        .render(
            language=words.language,
            title=words.text("proof_title"),
            lead=words.text("proof_lead"),
            notes=proof_notes(table, words),
            charts=charts,
            drawings=[Markup(chart.svg) for chart in charts],  # noqa: S704 (our own drawing, escaped by the renderer)
            tables=proof_tables(table, words),
            tables_title=words.text("proof_tables_title"),
        )
    )


def proof_charts(table: ProofTable, words: Words) -> tuple[DrawnChart, ...]:
    """Coverage by case, calibration, and error and regret beside the simple ways."""
    specs = (
        ("coverage", coverage_by_case_chart(table, words)),
        ("calibration", calibration_chart(table, words)),
        ("error_ratio", compared_chart(table, "error_ratio", words, most=WORST_ERROR_DRAWN)),
        ("budget_regret", compared_chart(table, "budget_regret", words)),
    )
    return tuple(
        DrawnChart(
            title=words.text(f"proof_chart_{name}_title"),
            description=words.text(f"proof_chart_{name}_description"),
            svg=draw_svg(spec, PAPER, language=words.language, width=CHART_WIDTH),
        )
        for name, spec in specs
        if spec is not None
    )
