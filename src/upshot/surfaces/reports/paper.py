"""The verdict on paper: a typst template filled with the words and tables of `surfaces.presentation`."""

from __future__ import annotations

import json
from importlib import resources

import typst

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.charts import (
    PAPER,
    cost_and_margin_chart,
    cumulative_orders_chart,
    draw_svg,
    funnel_chart,
    view_curves_chart,
)
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation import (
    TextTable,
    attribution_table,
    cost_table,
    creator_table,
    funnel_table,
    headline,
    ledger_table,
    notes,
    post_table,
    result_table,
    roi_by_hand,
    source_table,
    why_table,
)
from upshot.surfaces.wording import Words

CHART_WIDTH = 560


def render_pdf(verdict: Verdict, words: Words) -> bytes:
    """The PDF; fonts are our own, so that it looks the same on every machine."""
    here = resources.files(__package__)
    first = headline(verdict, words)
    content = {
        "language": words.language,
        "demo": first.demo or "",
        "title": first.title,
        "answer": first.answer,
        "answer_kind": str(verdict.verdict),
        "roi": first.roi or "",
        "reasons": list(first.reasons),
        "what_would_help": list(first.what_would_help),
        "roi_by_hand_title": words.text("roi_by_hand"),
        "roi_by_hand": roi_by_hand(verdict, words),
        "tables": {table.name: _plain(table) for table in _tables(verdict, words)},
        "charts": [chart for chart in _charts(verdict, words) if chart],
        "notes": notes(verdict, words),
        "notes_title": words.text("report_notes_title"),
        "generated": words.text("report_generated", at=words.instant(verdict.as_of)),
    }
    with resources.as_file(here) as folder:
        return bytes(
            typst.compile(
                str(folder / "report.typ"),
                root=str(folder),
                font_paths=[str(folder / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
            )
        )


def _tables(verdict: Verdict, words: Words) -> list[TextTable]:
    builders = (cost_table, result_table, attribution_table, creator_table, post_table)
    more = (funnel_table, ledger_table, source_table, why_table)
    return [build(verdict, words) for build in (*builders, *more)]


def _plain(table: TextTable) -> dict[str, object]:
    return {
        "title": table.title,
        "columns": [column.label for column in table.columns],
        "numbers": [column.is_number for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "total": list(table.total or ()),
    }


def _charts(verdict: Verdict, words: Words) -> list[dict[str, str] | None]:
    specs: list[tuple[str, Spec | None]] = [
        ("chart_cost_and_margin", cost_and_margin_chart(verdict, words)),
        ("chart_cumulative", cumulative_orders_chart(verdict, words)),
        ("chart_views", view_curves_chart(verdict.posts, words)),
        ("chart_funnel", funnel_chart(verdict, words)),
    ]
    return [
        {
            "title": words.text(f"{name}_title"),
            "description": words.text(f"{name}_description"),
            "svg": draw_svg(spec, PAPER, language=words.language, width=CHART_WIDTH),
        }
        if spec
        else None
        for name, spec in specs
    ]
