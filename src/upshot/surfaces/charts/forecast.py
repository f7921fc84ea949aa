"""The chart of a forecast: each creator's middle with the 50, 80 and 90 % intervals."""

from __future__ import annotations

from upshot.decisions.creators.forecast import ForecastReport
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.wording import Words

ROW_HEIGHT = 28
MOST_CREATORS = 40
WIDTHS = {0.9: (3, 0.35), 0.8: (6, 0.5), 0.5: (10, 0.8)}  # level → (stroke, opacity)


def forecast_chart(report: ForecastReport, words: Words, *, kind: str = "views") -> Spec | None:
    """A row per creator, the highest first; None where nobody has that quantity.

    Parameters
    ----------
    kind : views (of one post, logarithmic) or margin (of all posts)
    """
    per = "post" if kind == "views" else "all"
    found = [(one.creator, each) for one in report.creators if (each := one.of(kind, per)) is not None]
    if not found:
        return None
    found = sorted(found, key=lambda pair: -pair[1].median)[:MOST_CREATORS]
    is_views = kind == "views"
    axis: Spec = {"format": "~s", "tickCount": 5, "title": words.text(f"chart_forecast_axis_{kind}")}
    x: Spec = {"type": "quantitative", "axis": axis, "scale": {"type": "log"} if is_views else {"zero": True}}
    least = 1.0 if is_views else float("-inf")
    values = [
        {"creator": f"@{name}", "level": bound.level, "low": max(bound.low, least), "high": max(bound.high, least),
         "median": max(each.median, least)}
        for name, each in found for bound in each.bounds
    ]  # fmt: skip
    names = [f"@{name}" for name, _ in found]
    y: Spec = {"field": "creator", "type": "nominal", "sort": names, "axis": {"title": None}}
    bars: list[Spec] = [
        {
            "transform": [{"filter": f"datum.level == {level}"}],
            "mark": {"type": "rule", "strokeWidth": width, "opacity": opacity, "color": "@caused"},
            "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}},
        }
        for level, (width, opacity) in WIDTHS.items()
    ]
    point: Spec = {
        "transform": [{"filter": "datum.level == 0.5"}],
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": "@text"},
        "encoding": {"x": {"field": "median", **x}},
    }
    return {
        "description": words.text("chart_forecast_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(names),
        "encoding": {"y": y},
        "layer": [*bars, point],
    }
