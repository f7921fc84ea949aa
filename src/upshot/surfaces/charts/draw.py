"""From a specification to SVG: palette, language of the axes, and a cache of what was drawn."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

Spec = dict[str, Any]
VEGA_LITE = "5.21"
PANEL, PANEL_MARGIN = 150, 50  # least width of one of several small charts, and what its axis and gap take
# The drawing is one image with one description, and its data stands beside it as a table: a screen reader that walked
# through every mark would be lost.
_ARIA = re.compile(r' (?:role="graphics-[a-z-]+"|aria-roledescription="[^"]*"|aria-label="[^"]*")(?=[^<]*>)')


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean. On screen they are CSS variables, so that one drawing serves dark and light."""

    text: str
    muted: str
    line: str
    caused: str
    band: str
    cost: str
    paid: str


SCREEN = Palette(
    text="var(--chart-text)",
    muted="var(--chart-muted)",
    line="var(--chart-line)",
    caused="var(--chart-caused)",
    band="var(--chart-band)",
    cost="var(--chart-cost)",
    paid="var(--chart-paid)",
)
PAPER = Palette(
    text="#1b1b1f",
    muted="#5c5c66",
    line="#e2e2e8",
    caused="#0b7a75",
    band="#bfe3df",
    cost="#c2410c",
    paid="#7c3aed",
)


def draw_svg(spec: Spec, palette: Palette, *, language: str, width: int) -> str:
    """Draw `spec`, `width` pixels wide for the plot itself; the same request is drawn once per process."""
    return _drawn(json.dumps(spec, default=str, sort_keys=True), palette, language, width)


@lru_cache(maxsize=512)
def _drawn(spec_json: str, palette: Palette, language: str, width: int) -> str:
    import vl_convert  # noqa: PLC0415 (84 MB; only where something is drawn)

    spec = json.loads(spec_json)
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **_sized(_coloured(spec, palette), width)}
    spec["config"] = _config(palette)
    locale: Literal["en-GB", "fr-FR"] = "fr-FR" if language == "fr" else "en-GB"
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, format_locale=locale, time_format_locale=locale)
    return _ARIA.sub("", svg)


def _sized(spec: Spec, width: int) -> Spec:
    """The plot as wide as asked; small multiples in as many columns as fit."""
    if "facet" not in spec:
        return {"width": width, **spec, "autosize": {"type": "fit-x", "contains": "padding"}}
    columns = max(1, width // PANEL)
    each = {"width": width // columns - PANEL_MARGIN, **spec["spec"]}
    return {**spec, "columns": columns, "spec": each}


def _coloured(part: Any, palette: Palette) -> Any:
    """Replace `@caused`, `@cost` … by the palette's colours."""
    colours = asdict(palette)
    if isinstance(part, dict):
        return {name: _coloured(value, palette) for name, value in part.items()}
    if isinstance(part, list):
        return [_coloured(value, palette) for value in part]
    if isinstance(part, str) and part.startswith("@") and part[1:] in colours:
        return colours[part[1:]]
    return part


def _config(palette: Palette) -> Spec:
    return {
        "background": "transparent",
        "font": "Inter",
        "view": {"stroke": None},
        "axis": {
            "labelColor": palette.muted,
            "titleColor": palette.muted,
            "titleFontWeight": 500,
            "gridColor": palette.line,
            "domainColor": palette.line,
            "tickColor": palette.line,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "labelLimit": 160,
        },
        "legend": {"labelColor": palette.muted, "labelFontSize": 12, "titleColor": palette.muted, "orient": "top"},
        "text": {"color": palette.text, "fontSize": 12},
    }
