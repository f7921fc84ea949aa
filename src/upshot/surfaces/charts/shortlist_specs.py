"""The chart of a shortlist: views against engagements for the money."""

from __future__ import annotations

from upshot.decisions.creators.shortlist.model import Shortlist
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.wording import Words

HEIGHT = 300
MOST_NAMES = 6
LEAST_CHANCE = 0.05


def pareto_chart(found: Shortlist, words: Words) -> Spec | None:
    """A point per creator; the chosen are filled, those likely to be on the front bear their name."""
    points = [point for point in found.pareto if not point.is_tier]
    if len(points) < 2:
        return None
    named = sorted(points, key=lambda point: -point.p_on_front)[:MOST_NAMES]
    names = {point.name for point in named if point.p_on_front >= LEAST_CHANCE}
    values = [
        {
            "creator": f"@{point.name}" if point.name in names else "",
            "views": point.views.median,
            "low": point.views.low,
            "high": point.views.high,
            "rate": point.engagements_per_euro.median,
            "rate_low": point.engagements_per_euro.low,
            "rate_high": point.engagements_per_euro.high,
            "is_chosen": point.is_chosen,
        }
        for point in points
        if point.views.low > 0 and point.engagements_per_euro.low > 0
    ]
    one = words.money(1, found.currency, cents=False)
    x: Spec = {"type": "quantitative", "scale": {"type": "log"},
               "axis": {"format": "~s", "title": words.text("shortlist_col_views"), "tickCount": 5}}  # fmt: skip
    per_one = words.text("shortlist_col_per_euro", one=one)
    y: Spec = {"type": "quantitative", "scale": {"type": "log"},
               "axis": {"format": "~g", "title": per_one, "tickCount": 5}}  # fmt: skip
    point = {"x": {"field": "views", **x}, "y": {"field": "rate", **y}}
    return {
        "description": words.text("shortlist_chart_description"),
        "data": {"values": values},
        "height": HEIGHT,
        "layer": [
            {"mark": {"type": "rule", "color": "@band", "strokeWidth": 2},
             "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": {"field": "rate", **y}}},
            {"mark": {"type": "rule", "color": "@band", "strokeWidth": 2},
             "encoding": {"x": {"field": "views", **x}, "y": {"field": "rate_low", **y}, "y2": {"field": "rate_high"}}},
            {"mark": {"type": "point", "filled": False, "color": "@caused", "size": 70},
             "transform": [{"filter": "!datum.is_chosen"}], "encoding": point},
            {"mark": {"type": "point", "filled": True, "color": "@caused", "size": 90, "opacity": 1},
             "transform": [{"filter": "datum.is_chosen"}], "encoding": point},
            {"mark": {"type": "text", "color": "@text", "align": "left", "dx": 7, "dy": -6, "fontSize": 11},
             "encoding": {**point, "text": {"field": "creator", "type": "nominal"}}},
        ],
    }  # fmt: skip
