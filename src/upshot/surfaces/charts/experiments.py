"""The charts of an experiment: what was seen beside what would have been, placebos, readings side by side."""

from __future__ import annotations

from datetime import timedelta
from math import isfinite
from statistics import fmean
from typing import Any

from upshot.decisions.experiments.event_study import EventStudyVerdict
from upshot.decisions.experiments.geo_model import GeoTestVerdict, SeriesPoint
from upshot.decisions.experiments.model import ExperimentVerdict, LiftEstimate
from upshot.decisions.experiments.on_off_test import OnOffVerdict
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.wording import Words

Rows = list[dict[str, Any]]
MOST_DAYS = 45
BINS = 24


def counterfactual_chart(verdict: GeoTestVerdict, words: Words) -> Spec | None:
    """Treated regions seen (line) and without the treatment (dashes, with its interval), before and in the test.

    The left part is the fit before the test: where the two lines part there, the right part says nothing.
    """
    if not verdict.series:
        return None
    is_daily = len(verdict.series) > 1 and (verdict.series[1].day - verdict.series[0].day).days == 1
    shown = _weekly(verdict) if is_daily and len(verdict.series) > MOST_DAYS else verdict.series
    values: Rows = [
        {
            "day": point.day.isoformat(),
            "seen": point.observed,
            "without": point.counterfactual,
            **_without(verdict, point),
        }
        for point in shown
    ]
    y_axis = {"title": words.text("xchart_orders_axis"), "format": "~s"}
    x: Spec = {"field": "day", "type": "temporal", "title": None}
    test = [{"from": verdict.test_period.starts_on.isoformat(), "to": _end(verdict)}]
    return {
        "description": words.text("xchart_counterfactual_description"),
        "data": {"values": values},
        "height": 260,
        "layer": [
            {
                "data": {"values": test},
                "mark": {"type": "rect", "color": "@line", "opacity": 0.7},
                "encoding": {"x": {"field": "from", "type": "temporal"}, "x2": {"field": "to"}},
            },
            {
                "mark": {"type": "area", "color": "@band", "opacity": 0.8},
                "encoding": {"x": x, "y": _y("low", y_axis), "y2": {"field": "high"}},
                "transform": [{"filter": "isValid(datum.low)"}],
            },
            {
                "mark": {"type": "line", "color": "@muted", "strokeDash": [5, 4], "strokeWidth": 1.8},
                "encoding": {"x": x, "y": _y("without", y_axis)},
            },
            {
                "mark": {"type": "line", "color": "@caused", "strokeWidth": 2.2},
                "encoding": {"x": x, "y": _y("seen", y_axis)},
            },
        ],
    }


def _weekly(verdict: GeoTestVerdict) -> tuple[SeriesPoint, ...]:
    """Means of weeks counted from the first day of the test: the weekday is no news, and a year of days is a smear."""
    start = verdict.test_period.starts_on
    weeks: dict[int, list[SeriesPoint]] = {}
    for point in verdict.series:
        weeks.setdefault((point.day - start).days // 7, []).append(point)
    return tuple(_mean_point(points) for _, points in sorted(weeks.items()))


def _mean_point(points: list[SeriesPoint]) -> SeriesPoint:
    """Orders per day of one week."""
    return SeriesPoint(
        day=points[0].day,
        observed=fmean(point.observed for point in points),
        counterfactual=fmean(point.counterfactual for point in points),
    )


def _without(verdict: GeoTestVerdict, point: SeriesPoint) -> dict[str, float]:
    """In the test, how far the counterfactual's average may lie from its line: the interval of the primary reading.

    The interval of a single day would be far wider, and answers a question that nobody asks.
    """
    primary = next((e for e in verdict.estimates if e.is_primary and e.n), None)
    if primary is None or point.day < verdict.test_period.starts_on or not isfinite(primary.high - primary.low):
        return {}
    spare = ((primary.estimate - bound) / primary.n for bound in (primary.high, primary.low))
    low, high = (point.counterfactual + gap for gap in spare)
    return {"low": low, "high": high}


def _end(verdict: GeoTestVerdict) -> str:
    return (verdict.test_period.ends_on + timedelta(days=1)).isoformat()


def _y(field: str, axis: dict[str, Any]) -> Spec:
    return {"field": field, "type": "quantitative", "axis": axis, "scale": {"zero": False}}


def placebo_chart(verdict: GeoTestVerdict, words: Words) -> Spec | None:
    """What the same reading "finds" where nothing happened, as bars, and what the test found, as an upright line."""
    lifts = [lift for placebo in verdict.placebos for lift in placebo.lifts_rel if isfinite(lift)]
    own = next((e.lift_rel for e in verdict.estimates if e.is_primary), None)
    if not lifts or own is None or not isfinite(own):
        return None
    low, high = min([*lifts, own]), max([*lifts, own])
    width = (high - low) / BINS or 0.01
    counts = [0] * (BINS + 1)
    for lift in lifts:
        counts[min(int((lift - low) / width), BINS)] += 1
    values: Rows = [
        {"from": low + place * width, "to": low + (place + 0.9) * width, "n": n} for place, n in enumerate(counts) if n
    ]
    x_axis = {"format": ".0%", "title": words.text("xchart_placebo_axis"), "tickCount": 6}
    return {
        "description": words.text("xchart_placebo_description"),
        "height": 180,
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "rect", "color": "@muted", "opacity": 0.75},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "axis": x_axis},
                    "x2": {"field": "to"},
                    "y": {"field": "n", "type": "quantitative",
                          "axis": {"title": words.text("xchart_placebo_count"), "tickMinStep": 1, "format": "d"}},
                    "y2": {"datum": 0},
                },
            },
            {
                "data": {"values": [{"own": own}]},
                "mark": {"type": "rule", "color": "@caused", "strokeWidth": 3},
                "encoding": {"x": {"field": "own", "type": "quantitative"}},
            },
        ],
    }  # fmt: skip


def readings_chart(verdict: ExperimentVerdict, words: Words) -> Spec | None:
    """Every estimate on one line with its interval, and an upright where there is no effect."""
    rows = [row for estimate in verdict.estimates if (row := _reading_row(estimate, words)) is not None]
    if not rows:
        return None
    x_axis = {"title": words.text("xchart_readings_axis"), "format": "~s", "tickCount": 6}
    if all(estimate.unit == "share" for estimate in verdict.estimates):
        x_axis = {"title": words.text("xchart_points_axis"), "format": "+.1f", "tickCount": 6}
        rows = [{**row, **{name: 100 * row[name] for name in ("low", "value", "high")}} for row in rows]
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 10, "labelLimit": 190, "labelColor": "@text"},
    }
    return {
        "description": words.text("xchart_readings_description"),
        "data": {"values": rows},
        "height": 34 * len(rows) + 8,
        "encoding": {"y": y},
        "layer": [
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": "@muted", "strokeDash": [3, 3]},
             "encoding": {"x": {"datum": 0, "type": "quantitative"}, "y": {"value": 0}, "y2": {"value": "height"}}},
            {"mark": {"type": "rule", "color": "@band", "strokeWidth": 9, "strokeCap": "round"},
             "encoding": {"x": {"field": "low", "type": "quantitative", "axis": x_axis}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "color": "@caused", "size": 90, "opacity": 1},
             "encoding": {"x": {"field": "value", "type": "quantitative"}}},
        ],
    }  # fmt: skip


def _reading_row(estimate: LiftEstimate, words: Words) -> dict[str, Any] | None:
    """One line; an interval without an end cannot be drawn."""
    if not all(isfinite(value) for value in (estimate.low, estimate.estimate, estimate.high)):
        return None
    short = f"xshort_{estimate.method}"
    name = words.text(short) if words.has(short) else estimate.name
    return {"name": name, "low": estimate.low, "value": estimate.estimate, "high": estimate.high}


def blocks_chart(verdict: OnOffVerdict, words: Words) -> Spec | None:
    """Average orders a day of each block, those with the programme in colour."""
    if not verdict.series:
        return None
    values: Rows = [
        {
            "day": point.day.isoformat(),
            "end": (point.day + timedelta(days=verdict.block_days)).isoformat(),
            "seen": point.observed,
            "zero": 0,
            "on": "on" if is_on else "off",
        }
        for point, is_on in zip(verdict.series, verdict.schedule, strict=True)
    ]
    colour = {"field": "on", "type": "nominal", "legend": None,
              "scale": {"domain": ["on", "off"], "range": ["@caused", "@muted"]}}  # fmt: skip
    return {
        "description": words.text("xchart_blocks_description"),
        "data": {"values": values},
        "height": 220,
        "mark": {"type": "rect", "opacity": 0.85, "stroke": "@line"},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None},
            "x2": {"field": "end"},
            "y": {"field": "zero", "type": "quantitative", "axis": {"title": words.text("xchart_per_day_axis")}},
            "y2": {"field": "seen"},
            "color": colour,
        },
    }


def event_chart(verdict: EventStudyVerdict, words: Words) -> Spec | None:
    """The relative difference week by week since launch, with its interval; before 0 it should lie around nothing."""
    values: Rows = [
        {"week": effect.week, "lift": effect.lift_rel, "low": effect.low, "high": effect.high}
        for effect in verdict.effects
        if effect.lift_rel is not None and effect.low is not None and effect.high is not None
    ]
    if not values:
        return None
    y_axis = {"format": "+.0%", "title": words.text("xchart_lift_axis")}
    x_axis = {"title": words.text("geo_label_weeks_since_launch"), "tickMinStep": 1, "format": "d"}
    x: Spec = {"field": "week", "type": "quantitative", "axis": x_axis, "scale": {"nice": False, "padding": 12}}
    return {
        "description": words.text("xchart_event_description"),
        "data": {"values": values},
        "height": 230,
        "layer": [
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": "@muted", "strokeDash": [3, 3]},
             "encoding": {"y": {"datum": 0, "type": "quantitative"}, "x": {"value": 0}, "x2": {"value": "width"}}},
            {"mark": {"type": "rule", "color": "@band", "strokeWidth": 7, "strokeCap": "round"},
             "encoding": {"x": x, "y": {"field": "low", "type": "quantitative", "axis": y_axis},
                          "y2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "color": "@caused", "size": 70, "opacity": 1},
             "encoding": {"x": x, "y": {"field": "lift", "type": "quantitative"}}},
        ],
    }  # fmt: skip
