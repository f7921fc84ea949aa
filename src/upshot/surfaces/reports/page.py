"""The verdict as one HTML file that needs nothing else: style, charts and words stand inside."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.reports.content import report_content
from upshot.surfaces.wording import Words


@cache
def environment() -> Environment:
    """Jinja with strict names over the templates of this room."""
    return Environment(
        loader=PackageLoader("upshot.surfaces.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def render_html(verdict: Verdict, words: Words) -> str:
    """The page as text."""
    content = report_content(verdict, words)
    return environment().get_template("report.html").render(r=content, drawing=Markup)
