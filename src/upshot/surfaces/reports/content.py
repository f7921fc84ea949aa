"""What a report says, in order, ready to be laid out on paper or on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.charts import (
    PAPER,
    cost_and_margin_chart,
    cumulative_orders_chart,
    decomposition_chart,
    draw_svg,
    forest_chart,
    funnel_chart,
    learned_chart,
    placebo_chart,
    response_chart,
    view_curves_chart,
)
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.charts.model_specs import has_margins
from upshot.surfaces.presentation import (
    Headline,
    TextTable,
    alternative_table,
    attribution_table,
    below_line_table,
    boost_table,
    check_line,
    check_table,
    collaboration_table,
    cost_table,
    creator_estimate_table,
    creator_table,
    fit_lines,
    funnel_table,
    headline,
    inseparable_lines,
    learned_table,
    ledger_table,
    loyalty_table,
    next_euro_table,
    notes,
    post_table,
    result_table,
    roi_by_hand,
    source_table,
    tier_table,
    why_table,
)
from upshot.surfaces.wording import Words

CHART_WIDTH = 560


@dataclass(frozen=True)
class DrawnChart:
    """A chart in paper colours with its words."""

    title: str
    description: str
    svg: str


@dataclass(frozen=True)
class ReportContent:
    """Everything a report says."""

    language: str
    headline: Headline
    answer_kind: str
    roi_by_hand_title: str
    roi_by_hand: list[str]
    summary: tuple[TextTable, ...]
    details: tuple[TextTable, ...]
    charts: tuple[DrawnChart, ...]
    how_title: str
    how_lines: list[str]
    how_charts: tuple[DrawnChart, ...]
    how_tables: tuple[TextTable, ...]
    notes: list[str]
    notes_title: str
    generated: str


def report_content(verdict: Verdict, words: Words) -> ReportContent:
    """Put the report together."""
    summary = (cost_table, result_table)
    details = (
        attribution_table, creator_table, post_table, funnel_table, below_line_table, loyalty_table, ledger_table,
        source_table, why_table,
    )  # fmt: skip
    model = (
        creator_estimate_table, tier_table, collaboration_table, boost_table, next_euro_table, learned_table,
        check_table, alternative_table,
    )  # fmt: skip
    return ReportContent(
        language=words.language,
        headline=headline(verdict, words),
        answer_kind=str(verdict.verdict),
        roi_by_hand_title=words.text("roi_by_hand"),
        roi_by_hand=roi_by_hand(verdict, words),
        summary=tuple(build(verdict, words) for build in summary),
        details=tuple(build(verdict, words) for build in details),
        charts=_charts(verdict, words),
        how_title=words.text("how_title"),
        how_lines=_how_lines(verdict, words),
        how_charts=_how_charts(verdict, words),
        how_tables=tuple(build(verdict, words) for build in model),
        notes=notes(verdict, words),
        notes_title=words.text("report_notes_title"),
        generated=words.text("report_generated", at=words.instant(verdict.as_of)),
    )


def _charts(verdict: Verdict, words: Words) -> tuple[DrawnChart, ...]:
    specs = (
        ("chart_cost_and_margin", cost_and_margin_chart(verdict, words)),
        ("chart_cumulative", cumulative_orders_chart(verdict, words)),
        ("chart_views", view_curves_chart(verdict.posts, words)),
        ("chart_funnel", funnel_chart(verdict, words)),
    )
    return _drawn(specs, words)


def _how_lines(verdict: Verdict, words: Words) -> list[str]:
    """How the fit went, what its checks found, whom it cannot tell apart; nothing without a fit."""
    fit = fit_lines(verdict, words)
    return [*fit, check_line(verdict, words), *inseparable_lines(verdict, words)] if fit else []


def _how_charts(verdict: Verdict, words: Words) -> tuple[DrawnChart, ...]:
    specs = (
        ("chart_decomposition", decomposition_chart(verdict, words)),
        ("chart_forest", forest_chart(verdict, words)),
        ("chart_response" if has_margins(verdict) else "chart_response_orders", response_chart(verdict, words)),
        ("chart_learned", learned_chart(verdict, words)),
        ("chart_placebo", placebo_chart(verdict, words)),
    )
    return _drawn(specs, words)


def _drawn(specs: Iterable[tuple[str, Spec | None]], words: Words) -> tuple[DrawnChart, ...]:
    return tuple(
        DrawnChart(
            title=words.text(f"{name}_title"),
            description=spec["description"],
            svg=draw_svg(spec, PAPER, language=words.language, width=CHART_WIDTH),
        )
        for name, spec in specs
        if spec is not None
    )
