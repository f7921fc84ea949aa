"""The charts of "how we know". Each is None when there is nothing to draw."""

from __future__ import annotations

from typing import Any

from upshot.decisions.verdict.model import DecompositionPoint, Interval, ResponseCurve, Verdict
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation.model_checks import learned_name
from upshot.surfaces.wording import Words

MOST_CREATORS = 30
MOST_CURVES = 12
ROW_HEIGHT = 24
CURVE_HEIGHT = 110
QUANTITY_HEIGHT = 74
Z90 = 1.645
TALLEST = 1.6  # the frame of the forest ends here × the highest median; longer bars are cut


def decomposition_chart(verdict: Verdict, words: Words) -> Spec | None:
    """Orders a day as points, the baseline with its interval, and what the programme adds on top of it."""
    values = [_per_day(point) for point in verdict.decomposition]
    if len(values) < 2:
        return None
    x: Spec = {"field": "day", "type": "temporal", "title": None, "axis": {"tickCount": 8}}
    y: Spec = {"type": "quantitative", "axis": {"title": words.text("chart_decomposition_axis"), "tickCount": 5},
               "scale": {"zero": False}}  # fmt: skip
    return {
        "description": words.text("chart_decomposition_description"),
        "data": {"values": values},
        "height": 260,
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "area", "color": "@caused", "opacity": 0.45},
                "encoding": {"y": {"field": "median", **y}, "y2": {"field": "expected"}},
            },
            {
                "mark": {"type": "area", "color": "@muted", "opacity": 0.25},
                "encoding": {"y": {"field": "low", **y}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "color": "@muted", "strokeDash": [5, 4]},
                "encoding": {"y": {"field": "median", **y}},
            },
            {
                "mark": {"type": "point", "filled": True, "color": "@text", "size": 16, "opacity": 0.9},
                "encoding": {"y": {"field": "orders", **y}},
            },
        ],
    }


def _per_day(point: DecompositionPoint) -> dict[str, Any]:
    """The point as an average day, so that a part of a week is no dip."""
    n = (point.ends_on - point.starts_on).days + 1
    base = point.baseline
    row = {"orders": point.orders, "low": base.low, "median": base.median, "high": base.high}
    row["expected"] = point.expected.median
    return {"day": point.starts_on.isoformat(), **{name: value / n for name, value in row.items()}}


def forest_chart(verdict: Verdict, words: Words, *, most: int = MOST_CREATORS) -> Spec | None:
    """ROI of each creator with its interval, the best first, against the hurdle; all together at the end.

    Of more than `most` creators those who cost most are shown.
    """
    dearest = sorted(verdict.creators, key=lambda line: -line.cost)
    known = [(line.creator, line.roi) for line in dearest if line.roi is not None][:most]
    if not known or verdict.roi is None:
        return None
    known.sort(key=lambda found: -found[1].median)
    together = words.text("chart_all_creators")
    rows = [*known, *([(together, verdict.roi)] if len(known) > 1 else [])]
    hurdle = verdict.roi.hurdle_rate
    lowest = min(hurdle, *(roi.low for _, roi in rows))
    highest = max(hurdle + 0.5, TALLEST * max(roi.median for _, roi in rows) + 0.2)
    values = [{"creator": name, "low": roi.low, "median": roi.median, "high": min(roi.high, highest)}
              for name, roi in rows]  # fmt: skip
    axis = {"format": "%", "title": words.text("chart_forest_axis"), "tickCount": 6}
    x: Spec = {"type": "quantitative", "scale": {"domain": [lowest, highest], "nice": False}, "axis": axis}
    colour = {"condition": {"test": {"field": "creator", "equal": together}, "value": "@cost"}, "value": "@caused"}
    return {
        "description": words.text("chart_forest_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(values),
        "encoding": {"y": _names("creator")},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.55},
                "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {"x": {"field": "median", **x}, "color": colour},
            },
            {
                "data": {"values": [{"hurdle": hurdle}]},
                "mark": {"type": "rule", "color": "@text", "strokeDash": [4, 4]},
                "encoding": {"x": {"field": "hurdle", **x}, "y": None},
            },
        ],
    }


def response_chart(verdict: Verdict, words: Words, *, most: int = MOST_CURVES) -> Spec | None:
    """A small panel per creator: what a typical post brings by its views; margins, or orders without a margin rate."""
    curves = verdict.response_curves[:most]
    if not curves:
        return None
    is_money = has_margins(verdict)
    values = [row for curve in curves for row in _curve_rows(curve, is_money=is_money)]
    x: Spec = {"field": "views", "type": "quantitative",
               "axis": {"format": "~s", "title": None, "tickCount": 3, "grid": False}}  # fmt: skip
    y: Spec = {"type": "quantitative", "axis": {"format": "~s", "title": None, "tickCount": 3}}
    return {
        "description": response_description(verdict, words),
        "data": {"values": values},
        "facet": {
            "field": "creator",
            "type": "nominal",
            "sort": [curve.creator for curve in curves],
            "header": {"title": None, "labelColor": "@text", "labelFontSize": 12, "labelLimit": 150},
        },
        "spec": {
            "height": CURVE_HEIGHT,
            "encoding": {"x": x},
            "layer": [
                {
                    "mark": {"type": "area", "color": "@band", "opacity": 0.7},
                    "encoding": {"y": {"field": "low", **y}, "y2": {"field": "high"}},
                },
                {
                    "mark": {"type": "line", "color": "@caused", "strokeWidth": 2},
                    "encoding": {"y": {"field": "median", **y}},
                },
                {
                    "mark": {"type": "rule", "color": "@text", "strokeDash": [3, 3], "opacity": 0.7},
                    "encoding": {"x": {"field": "seen", "type": "quantitative", "aggregate": "max"}},
                },
            ],
        },
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }


def has_margins(verdict: Verdict) -> bool:
    """Whether the curves can be drawn in money; without a margin rate they show orders."""
    return all(point.gross_margin is not None for curve in verdict.response_curves for point in curve.by_views)


def response_description(verdict: Verdict, words: Words) -> str:
    """What the small panels show."""
    if has_margins(verdict):
        return words.text("chart_response_description", currency=verdict.currency)
    return words.text("chart_response_orders_description")


def _curve_rows(curve: ResponseCurve, *, is_money: bool) -> list[dict[str, Any]]:
    rows = []
    for point in curve.by_views:
        value: Interval = point.gross_margin if is_money and point.gross_margin else point.orders
        bounds = {"low": value.low, "median": value.median, "high": value.high}
        rows.append({"creator": curve.creator, "views": point.x, "seen": curve.views_seen_most, **bounds})
    return rows


def placebo_chart(verdict: Verdict, words: Words) -> Spec | None:
    """What is found with the programme moved to other days, beside what is found where it was."""
    real = next((line.posterior for line in verdict.learned if line.name == "share_of_orders"), None)
    if not verdict.placebo_shifts or real is None:
        return None
    placebo, truth = words.text("chart_placebo_moved"), words.text("chart_placebo_real")
    moved = sorted(verdict.placebo_shifts, key=lambda found: found.share_of_orders)
    rows = [
        (placebo, found.share_of_orders - Z90 * found.standard_error, found.share_of_orders,
         found.share_of_orders + Z90 * found.standard_error)
        for found in moved
    ]  # fmt: skip
    rows.append((truth, real.low, real.median, real.high))
    values = [{"place": i, "what": what, "low": low, "median": median, "high": high}
              for i, (what, low, median, high) in enumerate(rows)]  # fmt: skip
    x: Spec = {"type": "quantitative", "axis": {"format": "~%", "title": words.text("chart_placebo_axis")}}
    y: Spec = {"field": "place", "type": "ordinal", "axis": None}
    colour: Spec = {"condition": {"test": {"field": "what", "equal": truth}, "value": "@caused"}, "value": "@muted"}
    return {
        "description": words.text("chart_placebo_description"),
        "data": {"values": values},
        "height": max(120, 9 * len(values)),
        "encoding": {"y": y, "color": colour},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.7},
                "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
                "encoding": {"x": {"field": "median", **x}},
            },
            {
                "data": {"values": [{"nothing": 0}]},
                "mark": {"type": "rule", "strokeDash": [4, 4]},
                "encoding": {"x": {"field": "nothing", **x}, "y": None, "color": {"value": "@text"}},
            },
        ],
    }


def learned_chart(verdict: Verdict, words: Words) -> Spec | None:
    """What was believed before the data and after, one line per quantity, on a logarithmic scale."""
    when = {"prior": words.text("how_label_before_data"), "posterior": words.text("how_label_after_data")}
    values = [
        {"quantity": learned_name(line, words), "when": when[name], "low": bounds.low, "median": bounds.median,
         "high": bounds.high}
        for line in verdict.learned
        for name, bounds in (("prior", line.prior), ("posterior", line.posterior))
        if bounds.low > 0
    ]  # fmt: skip
    if not values:
        return None
    axis = {"format": "~%", "title": None, "values": [0.01, 0.03, 0.1, 0.3, 1]}
    x: Spec = {"type": "quantitative", "scale": {"type": "log", "nice": False}, "axis": axis}
    order = list(when.values())
    colour: Spec = {"field": "when", "type": "nominal", "scale": {"domain": order, "range": ["@muted", "@caused"]},
                    "legend": None}  # fmt: skip
    offset = {"field": "when", "sort": order, "scale": {"range": [38, 56]}}  # below the name of the quantity
    place: Spec = {"yOffset": offset, "color": colour}
    return {
        "description": words.text("chart_learned_description"),
        "data": {"values": values},
        "height": QUANTITY_HEIGHT * len({row["quantity"] for row in values}),
        "encoding": {"y": {"field": "quantity", "type": "nominal", "sort": None, "title": None, "axis": None}},
        "layer": [
            {
                "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -19, "color": "@text"},
                "encoding": {"x": {"value": 0}, "text": {"field": "quantity"}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2.5, "opacity": 0.7},
                "encoding": {**place, "x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 65, "opacity": 1},
                "encoding": {**place, "x": {"field": "median", **x}},
            },
        ],
    }


def _names(field: str) -> Spec:
    axis = {"ticks": False, "domain": False, "labelPadding": 10, "labelLimit": 130, "labelColor": "@text"}
    return {"field": field, "type": "nominal", "sort": None, "title": None, "axis": axis}
