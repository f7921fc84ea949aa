"""The shortlist in a notebook: the same document, with a table of the chosen and the chart of the front."""

from __future__ import annotations

from typing import Literal

import pyarrow as pa

from upshot.decisions.creators.shortlist.model import Shortlist
from upshot.surfaces.charts.drawing import Drawing
from upshot.surfaces.charts.shortlist_specs import pareto_chart
from upshot.surfaces.notebook import _flat
from upshot.surfaces.wording import Words

Framed = Literal["chosen", "not_chosen", "binds", "pareto", "left_out", "conflicts"]


class ShownShortlist(Shortlist):
    """A shortlist that a notebook shows as the HTML document."""

    def to_frame(self, what: Framed = "chosen") -> pa.Table:
        """One row per creator, limit or point as an Arrow table; nested values become columns such as `views_low`."""
        return pa.Table.from_pylist([_flat(part.model_dump()) for part in getattr(self, what)])

    def plot(self, *, language: str = "en") -> Drawing:
        """Draw views against engagements for the money.

        Raises
        ------
        ValueError : fewer than two creators can be compared
        """
        spec = pareto_chart(self, Words(language))
        if spec is None:
            raise ValueError("there is nothing to draw: fewer than two creators have views, engagements and a price")
        return Drawing(spec, language)

    def _repr_html_(self) -> str:
        from upshot.surfaces.reports.shortlist_documents import render_shortlist  # noqa: PLC0415 (only where shown)

        return render_shortlist(self, ".html", Words()).decode()
