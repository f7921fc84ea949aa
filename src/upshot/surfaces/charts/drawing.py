"""A chart that a notebook shows by itself."""

from __future__ import annotations

from upshot.surfaces.charts.draw import PAPER, Spec, draw_svg

PLOT_WIDTH = 640


class Drawing:
    """`spec` is the Vega-Lite specification, `svg` the drawing."""

    def __init__(self, spec: Spec, language: str) -> None:
        self.spec = spec
        self.svg = draw_svg(spec, PAPER, language=language, width=PLOT_WIDTH)

    def _repr_svg_(self) -> str:
        return self.svg
