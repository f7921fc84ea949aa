"""Charts as Vega-Lite specifications built from the verdict, drawn to SVG without a browser.

One specification serves the web page, the HTML report and the PDF; only the palette differs. Start with `specs.py`.
"""

from upshot.surfaces.charts.draw import PAPER, SCREEN, Palette, draw_svg
from upshot.surfaces.charts.model_specs import (
    decomposition_chart,
    forest_chart,
    learned_chart,
    placebo_chart,
    response_chart,
)
from upshot.surfaces.charts.specs import (
    cost_and_margin_chart,
    cumulative_orders_chart,
    funnel_chart,
    view_curves_chart,
)

__all__ = [
    "PAPER",
    "SCREEN",
    "Palette",
    "cost_and_margin_chart",
    "cumulative_orders_chart",
    "decomposition_chart",
    "draw_svg",
    "forest_chart",
    "funnel_chart",
    "learned_chart",
    "placebo_chart",
    "response_chart",
    "view_curves_chart",
]
