"""The four charts of a verdict. Each is None when there is nothing to draw: an empty chart says less than nothing."""

from __future__ import annotations

from itertools import accumulate

from upshot.decisions.verdict.model import CreatorLine, PostLine, Verdict
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.wording import Words

MOST_CREATORS = 30
MOST_POSTS = 12
ROW_HEIGHT = 26


def cost_and_margin_chart(verdict: Verdict, words: Words) -> Spec | None:
    """Per creator: what he or she cost (a tick) against the margin caused (a point on its interval)."""
    values = [row for line in verdict.creators if (row := _margin_row(line))][:MOST_CREATORS]
    if not values:
        return None
    money = {"format": "~s", "title": words.text("chart_amount_axis", currency=verdict.currency)}
    y: Spec = {"field": "creator", "type": "nominal", "sort": None, "title": None, "axis": {"ticks": False}}
    return {
        "description": words.text("chart_cost_and_margin_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(values),
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "color": "@band", "strokeWidth": 8, "strokeCap": "round"},
                "encoding": {"x": {"field": "low", "type": "quantitative", "axis": money}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "color": "@caused", "size": 90, "opacity": 1},
                "encoding": {"x": {"field": "margin", "type": "quantitative"}},
            },
            {
                "mark": {"type": "tick", "color": "@cost", "thickness": 3, "size": 18},
                "encoding": {"x": {"field": "cost", "type": "quantitative"}},
            },
        ],
    }


def _margin_row(line: CreatorLine) -> dict[str, float | str] | None:
    """A creator without a margin (no estimate, or no margin rate) has no row."""
    margin = line.incremental.gross_margin if line.incremental else None
    if margin is None:
        return None
    row = {"low": margin.low, "high": margin.high, "margin": margin.median, "cost": float(line.cost)}
    return {"creator": line.creator, **row}


def cumulative_orders_chart(verdict: Verdict, words: Words) -> Spec | None:
    """Orders since the first day against the orders expected without the programme, with its interval."""
    points = [(point, point.baseline) for point in verdict.timeline if point.baseline is not None]
    if not points:
        return None
    columns = {
        "orders": list(accumulate(point.orders for point, _ in points)),
        **{
            name: list(accumulate(getattr(baseline, name) for _, baseline in points))
            for name in ("low", "median", "high")
        },
    }
    values = [
        {"day": point.day.isoformat(), **{name: column[i] for name, column in columns.items()}}
        for i, (point, _) in enumerate(points)
    ]
    x: Spec = {"field": "day", "type": "temporal", "title": None}
    y_axis = {"title": words.text("chart_cumulative_axis"), "format": "~s"}
    return {
        "description": words.text("chart_cumulative_description"),
        "data": {"values": values},
        "height": 260,
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "area", "color": "@band", "opacity": 0.7},
                "encoding": {"y": {"field": "low", "type": "quantitative", "axis": y_axis}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "color": "@muted", "strokeDash": [5, 4]},
                "encoding": {"y": {"field": "median", "type": "quantitative"}},
            },
            {
                "mark": {"type": "line", "color": "@caused", "strokeWidth": 2.5},
                "encoding": {"y": {"field": "orders", "type": "quantitative"}},
            },
        ],
    }


def view_curves_chart(posts: tuple[PostLine, ...], words: Words) -> Spec | None:
    """Views of the most seen posts by age in days."""
    seen = sorted((post for post in posts if len(post.view_curve) > 1), key=lambda post: -(post.views_now or 0))
    values = [
        {"post": f"{post.creator} …{post.post_id[-4:]}", "age": (day - post.view_curve[0][0]).days, "views": views}
        for post in seen[:MOST_POSTS]
        for day, views in post.view_curve
    ]
    if not values:
        return None
    return {
        "description": words.text("chart_views_description"),
        "data": {"values": values},
        "height": 260,
        "mark": {"type": "line", "color": "@caused", "opacity": 0.75, "strokeWidth": 1.6},
        "encoding": {
            "x": {"field": "age", "type": "quantitative", "title": words.text("chart_age_axis")},
            "y": {
                "field": "views",
                "type": "quantitative",
                "axis": {"title": words.text("chart_views_axis"), "format": "~s"},
            },
            "detail": {"field": "post", "type": "nominal"},
        },
    }


def funnel_chart(verdict: Verdict, words: Words) -> Spec | None:
    """From views to caused orders, on a logarithmic scale; steps that nobody measured are left to the table."""
    values = [
        {"step": words.text(f"funnel_{step.step}"), "value": step.value.value, "shown": words.number(step.value.value)}
        for step in verdict.funnel
        if step.value.value is not None and step.value.value >= 1
    ]
    if len(values) < 2:
        return None
    y: Spec = {
        "field": "step",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False},
    }
    return {
        "description": words.text("chart_funnel_description"),
        "data": {"values": values},
        "height": 40 * len(values),
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "bar", "color": "@caused", "cornerRadiusEnd": 4, "height": 22},
                "encoding": {
                    "x": {
                        "field": "value",
                        "type": "quantitative",
                        "scale": {"type": "log", "domainMin": 1},
                        "axis": None,
                    },
                    "x2": {"datum": 1},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle"},
                "encoding": {"x": {"field": "value", "type": "quantitative"}, "text": {"field": "shown"}},
            },
        ],
    }
