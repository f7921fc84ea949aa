"""From a context to HTML: the template environment and what every template may call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from upshot.decisions.verdict.model import Interval, Roi
from upshot.surfaces import charts, presentation
from upshot.surfaces.charts import SCREEN, draw_svg
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.wording import Words
from upshot.version import __version__

WIDE, NARROW = 720, 320
NAVIGATION = ("verdict", "campaigns", "creators", "posts", "costs", "imports", "health", "kpis", "settings")


@cache
def environment() -> Environment:
    """Jinja with strict names: a context that lacks a field is a failing test, not an empty cell."""
    made = Environment(
        loader=PackageLoader("upshot.surfaces.web", "."),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(navigation=NAVIGATION, version=__version__, gauge=gauge, mini_gauge=mini_gauge)
    made.globals.update(figure=figure, charts=charts, show=presentation)
    return made


def figure(spec: Spec | None, words: Words) -> Markup | None:
    """A chart drawn wide and narrow; the stylesheet shows the one that fits."""
    if spec is None:
        return None
    drawings = [
        f'<div class="{size}" role="img" aria-label="{Markup.escape(spec["description"])}">'
        f"{draw_svg(spec, SCREEN, language=words.language, width=width)}</div>"
        for size, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Markup("".join(drawings))  # noqa: S704 (our own drawing; the data in it was escaped by the renderer)


@dataclass(frozen=True)
class Gauge:
    """Where an interval, its median and the hurdle stand on a line 0–100."""

    low: float
    median: float
    high: float
    hurdle: float


def gauge(roi: Roi) -> Gauge:
    """The interval of an ROI and its hurdle on one line, with room on both sides."""
    return _placed(roi.low, roi.median, roi.high, roi.hurdle_rate)


def mini_gauge(value: Interval | Roi, widest: float) -> Gauge:
    """The same for a table cell, on a scale shared by the column: −widest … widest."""
    scale = 2 * widest or 1.0
    low, median, high = (max(0.0, min(100.0, 50 + 100 * x / scale)) for x in (value.low, value.median, value.high))
    return Gauge(low, median, high, hurdle=50.0)


def _placed(low: float, median: float, high: float, hurdle: float) -> Gauge:
    left, right = min(low, hurdle), max(high, hurdle)
    room = (right - left) * 0.12 or 1.0
    width = right - left + 2 * room

    def place(value: float) -> float:
        return 100 * (value - left + room) / width

    return Gauge(place(low), place(median), place(high), place(hurdle))


def render(template: str, **context: Any) -> str:
    """Fill a template."""
    return environment().get_template(template).render(**context)
