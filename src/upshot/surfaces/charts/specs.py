"""The four charts of a verdict. Each is None when there is nothing to draw: an empty chart says less than nothing."""

from __future__ import annotations

from heapq import nlargest
from itertools import accumulate
from typing import Any

from upshot.decisions.verdict.model import CreatorLine, PostLine, Verdict
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.wording import Words

MOST_CREATORS = 30
MOST_POSTS = 12
MOST_DAYS = 200
ROW_HEIGHT = 26


def cost_and_margin_chart(verdict: Verdict, words: Words, *, most: int = MOST_CREATORS) -> Spec | None:
    """Per creator: what he or she cost (a tick) against the margin caused (a point on its interval).

    The creators with the most at stake are shown, the largest margin less cost first.
    """
    found = [row for line in verdict.creators if (row := _margin_row(line))]
    at_stake = sorted(found, key=lambda row: -max(row["margin"], row["cost"]))[:most]
    values = sorted(at_stake, key=lambda row: row["cost"] - row["margin"])
    if not values:
        return None
    money = {"format": "~s", "title": words.text("chart_amount_axis", currency=verdict.currency), "tickCount": 6}
    y: Spec = {
        "field": "creator",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 12, "labelLimit": 130, "labelColor": "@text"},
    }
    return {
        "description": words.text("chart_cost_and_margin_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(values),
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "color": "@band", "strokeWidth": 9, "strokeCap": "round"},
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


def _margin_row(line: CreatorLine) -> dict[str, Any] | None:
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
    step = -(-len(points) // MOST_DAYS)  # a line of a thousand points looks the same and weighs six times as much
    shown = [*range(0, len(points) - 1, step), len(points) - 1]
    values = [
        {"day": points[i][0].day.isoformat(), **{name: column[i] for name, column in columns.items()}} for i in shown
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
    """Views of the most seen posts by age in days; lines that end apart from one another carry their creator."""
    grown = (post for post in posts if len(post.view_curve) > 1)
    seen = nlargest(MOST_POSTS, grown, key=lambda post: post.views_now or 0)
    values: list[dict[str, Any]] = [
        {"post": post.post_id, "age": (day - post.view_curve[0][0]).days, "views": views}
        for post in seen
        for day, views in post.view_curve
    ]
    if not values:
        return None
    room = 1.3 if len(seen) > 1 else 1.0  # for the names at the ends of the lines
    oldest = room * max(float(row["age"]) for row in values)
    x: Spec = {"field": "age", "type": "quantitative", "scale": {"domainMax": max(oldest, 1), "nice": False}}
    y: Spec = {"field": "views", "type": "quantitative"}
    y_axis = {"axis": {"title": words.text("chart_views_axis"), "format": "~s", "tickCount": 5}}
    return {
        "description": words.text("chart_views_description"),
        "height": 260,
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "line", "color": "@caused", "opacity": 0.8, "strokeWidth": 1.8},
                "encoding": {
                    "x": {**x, "axis": {"title": words.text("chart_age_axis"), "tickCount": 6}},
                    "y": {**y, **y_axis},
                    "detail": {"field": "post", "type": "nominal"},
                },
            },
            {
                "data": {"values": _line_ends(seen) if len(seen) > 1 else []},
                "mark": {"type": "text", "align": "left", "dx": 5, "baseline": "middle", "fontSize": 11},
                "encoding": {"x": x, "y": y, "text": {"field": "creator"}},
            },
        ],
    }


def _line_ends(posts: list[PostLine]) -> list[dict[str, Any]]:
    """Where a line ends and whose it is; of lines that end close to each other only the highest is named."""
    ends = sorted((post for post in posts), key=lambda post: -post.view_curve[-1][1])
    gap = 0.07 * ends[0].view_curve[-1][1]
    named: list[dict[str, Any]] = []
    for post in ends:
        day, views = post.view_curve[-1]
        if not named or named[-1]["views"] - views > gap:
            named.append({"creator": post.creator, "age": (day - post.view_curve[0][0]).days, "views": views})
    return named


def funnel_chart(verdict: Verdict, words: Words) -> Spec | None:
    """From views to caused orders, on a logarithmic scale; steps that nobody measured are left to the table."""
    values: list[dict[str, Any]] = [
        {"step": words.text(f"funnel_{step.step}"), "value": step.value.value, "shown": words.number(step.value.value)}
        for step in verdict.funnel
        if step.value.value is not None and step.value.value >= 1
    ]
    if len(values) < 2:
        return None
    y: Spec = {"field": "step", "type": "nominal", "sort": None, "title": None, "axis": None}
    room = max(float(row["value"]) for row in values) ** 1.25  # for the number beside the longest bar
    x: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"type": "log", "domainMin": 1, "domainMax": max(room, 10)},
        "axis": None,
    }
    name: Spec = {"type": "text", "align": "left", "baseline": "bottom", "dy": -9, "color": "@muted"}
    return {
        "description": words.text("chart_funnel_description"),
        "data": {"values": values},
        "height": 46 * len(values),
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "bar", "color": "@caused", "cornerRadiusEnd": 4, "height": 16},
                "encoding": {"x": x, "x2": {"datum": 1}},
            },
            {"mark": name, "encoding": {"x": {"value": 0}, "text": {"field": "step"}}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle", "fontWeight": 600},
                "encoding": {"x": x, "text": {"field": "shown"}},
            },
        ],
    }
