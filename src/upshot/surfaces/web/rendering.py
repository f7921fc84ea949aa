"""From a context to HTML: the template environment and what every template may call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from upshot.decisions.verdict.model import Roi, Verdict
from upshot.surfaces import charts, presentation
from upshot.surfaces.charts import SCREEN, draw_svg
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View
from upshot.surfaces.wording import Words
from upshot.version import __version__

FULL, HALF, NARROW = 1040, 540, 320  # pixels of a whole row, of half a row, and of a phone
NAVIGATION = (
    "verdict",
    "next",
    "campaigns",
    "creators",
    "posts",
    "spark",
    "links",
    "attribution",
    "costs",
    "experiments",
    "imports",
    "health",
    "kpis",
    "settings",
)


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
    made.globals.update(navigation=NAVIGATION, version=__version__, gauge=gauge)
    made.globals.update(has_why=has_why, figure_name=figure_name)
    made.globals.update(figure=figure, charts=charts, show=presentation, full=FULL)
    return made


def figure(spec: Spec | None, words: Words, *, width: int = HALF) -> Markup | None:
    """A chart drawn for the desk and for the phone; the stylesheet shows the one that fits."""
    if spec is None:
        return None
    label = Markup.escape(spec["description"])
    drawings = [
        f'<div class="{size}" role="img" aria-label="{label}">'
        f"{draw_svg(spec, SCREEN, language=words.language, width=pixels)}</div>"
        for size, pixels in (("wide", width), ("narrow", NARROW))
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


def _placed(low: float, median: float, high: float, hurdle: float) -> Gauge:
    left, right = min(low, hurdle), max(high, hurdle)
    room = (right - left) * 0.12 or 1.0
    width = right - left + 2 * room

    def place(value: float) -> float:
        return 100 * (value - left + room) / width

    return Gauge(place(low), place(median), place(high), place(hurdle))


def has_why(verdict: Verdict, figure: str) -> bool:
    """Whether the verdict explains a figure; where there is no estimate there is nothing to explain."""
    return any(why.figure == figure for why in verdict.why)


def figure_name(figure: str, words: Words) -> str:
    """The name of a figure in words; one that nobody named yet keeps its path in the verdict."""
    code = "why_" + figure.replace(".", "_")
    return words.text(code) if words.has(code) else figure


def page_html(page: Page, view: View, context: Context) -> str:
    """The HTML of a page."""
    return html_of(page.template, view, page.section, context)


def html_of(template: str, view: View, section: str = "", context: Context | None = None, **more: object) -> str:
    """A template with what every template may use: the view, the words, the context."""
    words = view.words
    return render(template, view=view, section=section, c=context, w=words, t=words.text, **more)


def render(template: str, **context: Any) -> str:
    """Fill a template."""
    return environment().get_template(template).render(**context)
