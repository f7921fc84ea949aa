"""From an empty workspace to a verdict: what is told already, and where to tell the rest."""

from __future__ import annotations

from dataclasses import dataclass

from upshot.surfaces.web.view import View


@dataclass(frozen=True)
class Step:
    """One thing that a verdict needs: whether it is there, and the page where it is told."""

    name: str
    is_done: bool
    link: str


def steps_of(view: View) -> tuple[Step, ...]:
    """The four things a verdict needs; nothing when all are there."""
    home, tables = view.home, view.home.lake.versions()
    steps = (
        Step("orders", "order" in tables, view.link("imports")),
        Step("posts", "post_reading" in tables, view.link("imports")),
        Step("costs", bool(home.rows("collaboration")), view.link("edit", "collaboration")),
        Step("margin", home.setting("gross_margin_rate") is not None, view.link("settings")),
    )
    return () if all(step.is_done for step in steps) else steps
