"""The charts of the proof. Each is None when there is nothing to draw."""

from __future__ import annotations

from typing import Any

from upshot.decisions.proof import Estimated, ProofTable
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation.proof import TARGETS, case_name, method_names
from upshot.surfaces.wording import Words

ROW_HEIGHT = 34
VERDICT_LEVEL = 0.9
_BESIDE = 0.013  # total, creators and posts stand side by side, this far apart on the axis of levels
_COLOURS = ("@caused", "@cost", "@paid", "@muted", "@text", "@cost", "@muted")
_SHAPES = ("circle", "diamond", "square", "cross", "triangle-up", "triangle-down", "triangle-right")


def coverage_by_case_chart(table: ProofTable, words: Words) -> Spec | None:
    """Coverage of the 90 % intervals by case, with Monte Carlo bounds, against the line where it should be."""
    values = [
        {"case": case_name(row.case, words), "what": words.text(f"proof_target_{target}"), **_bounds(found)}
        for row in table.rows
        for level in row.coverage
        if level.level == VERDICT_LEVEL
        for target in TARGETS
        if (found := getattr(level, target)).mean is not None
    ]
    if not values:
        return None
    names = [words.text(f"proof_target_{target}") for target in TARGETS]
    x: Spec = {"field": "mean", "type": "quantitative", "scale": {"domain": [0, 1]}}
    axis = {"format": "%", "title": words.text("proof_axis_coverage"), "tickCount": 6}
    places: Spec = {"y": _case_axis(), "yOffset": {"field": "what", "sort": names}, "color": _colours(names)}
    return {
        "description": words.text("proof_chart_coverage_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(table.rows),
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {**places, "x": {**x, "field": "low", "axis": axis}, "x2": {"field": "high"}},
            },
            {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1}, "encoding": {**places, "x": x}},
            _line_at(VERDICT_LEVEL),
        ],
    }


def calibration_chart(table: ProofTable, words: Words) -> Spec | None:
    """Coverage against the level that was promised, one mark per case, beside the line of keeping the promise."""
    values = [
        {
            "promised": level.level + (place - 1) * _BESIDE,
            "what": words.text(f"proof_target_{target}"),
            "mean": found.mean,
        }
        for row in table.rows
        for level in row.coverage
        for place, target in enumerate(TARGETS)
        if (found := getattr(level, target)).mean is not None
    ]
    if not values:
        return None
    levels = [level.level for level in table.rows[0].coverage]
    axis = {"values": levels, "format": "%", "title": words.text("proof_axis_level"), "grid": False}
    x: Spec = {"field": "promised", "type": "quantitative", "scale": {"domain": [0.42, 0.98], "nice": False}}
    y: Spec = {"field": "mean", "type": "quantitative", "scale": {"domain": [0, 1]}}
    y_axis = {"format": "%", "title": words.text("proof_axis_coverage"), "tickCount": 6}
    return {
        "description": words.text("proof_chart_calibration_description"),
        "height": ROW_HEIGHT * 8,
        "layer": [
            {
                "data": {"values": [{"promised": at, "mean": at} for at in (0.42, 0.98)]},
                "mark": {"type": "line", "color": "@text", "strokeDash": [4, 4], "strokeWidth": 1.5},
                "encoding": {"x": {**x, "axis": axis}, "y": {**y, "axis": y_axis}},
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.75},
                "encoding": {"x": x, "y": y, "color": _colours([words.text(f"proof_target_{t}") for t in TARGETS])},
            },
        ],
    }


def compared_chart(table: ProofTable, figure: str, words: Words, *, most: float | None = None) -> Spec | None:
    """One figure of every method by case; `most` cuts the axis where a method is far off, and says so at its end."""
    names = method_names(table)
    values: list[dict[str, Any]] = []
    for row in table.rows:
        for name in names:
            method = row.method(name)
            found: Estimated | None = None if method is None else getattr(method, figure)
            if found is not None and found.mean is not None:
                shown = found.mean if most is None else min(found.mean, most)
                values.append(
                    {"case": case_name(row.case, words), "method": words.text(f"proof_method_{name}"), "mean": shown}
                )
    if not values:
        return None
    labels = [words.text(f"proof_method_{name}") for name in names]
    scale: Spec = {"domainMin": 0} if most is None else {"domain": [0, most]}
    axis = {"title": words.text(f"proof_{figure}"), "tickCount": 6}
    return {
        "description": words.text(f"proof_chart_{figure}_description"),
        "data": {"values": values},
        "height": ROW_HEIGHT * len(table.rows),
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.9},
        "encoding": {
            "y": _case_axis(),
            "x": {"field": "mean", "type": "quantitative", "scale": scale, "axis": axis},
            "color": _colours(labels, field="method"),
            "shape": {
                "field": "method",
                "type": "nominal",
                "scale": {"domain": labels, "range": list(_SHAPES[: len(labels)])},
                "legend": {"title": None, "columns": 3},
            },
        },
    }


def _bounds(found: Estimated) -> dict[str, float | None]:
    low = found.mean if found.low is None else max(found.low, 0.0)
    high = found.mean if found.high is None else min(found.high, 1.0)
    return {"mean": found.mean, "low": low, "high": high}


def _case_axis() -> Spec:
    axis = {"ticks": False, "domain": False, "labelPadding": 10, "labelLimit": 170, "labelColor": "@text"}
    return {"field": "case", "type": "nominal", "sort": None, "title": None, "axis": axis}


def _colours(names: list[str], *, field: str = "what") -> Spec:
    legend = {"title": None, "columns": 3}
    scale = {"domain": names, "range": list(_COLOURS[: len(names)])}
    return {"field": field, "type": "nominal", "scale": scale, "legend": legend}


def _line_at(level: float) -> Spec:
    return {
        "data": {"values": [{"at": level}]},
        "mark": {"type": "rule", "color": "@text", "strokeDash": [4, 4]},
        "encoding": {"x": {"field": "at", "type": "quantitative"}},
    }
