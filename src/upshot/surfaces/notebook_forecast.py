"""A forecast as Python users hold it: a frame, a chart, and draws."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, Self

import pyarrow as pa

from upshot.decisions.creators.forecast import ForecastReport, ForecastTerms, make_forecast
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput
from upshot.surfaces.charts.drawing import Drawing
from upshot.surfaces.charts.forecast import forecast_chart
from upshot.surfaces.wording import Words
from upshot.wiring import Workspace


class ShownForecast(ForecastReport):
    """A forecast with what a notebook expects of it; `creators[0].draws` are the joint draws."""

    @classmethod
    def of(cls, found: ForecastReport) -> Self:
        """The same forecast."""
        return cls(**{part.name: getattr(found, part.name) for part in fields(found)})

    def to_frame(self) -> pa.Table:
        """A row per creator and quantity: median, mean, bounds at 50, 80 and 90 %, and what it rests on."""
        rows: list[dict[str, Any]] = []
        for one in self.creators:
            for each in one.quantities:
                row = {
                    "creator": one.creator, "quantity": each.name, "per": each.per, "median": each.median,
                    "mean": each.mean, "source": str(each.source), "n": each.n, "evidence": each.evidence,
                }  # fmt: skip
                for bound in each.bounds:
                    name = round(100 * bound.level)
                    row |= {f"low_{name}": bound.low, f"high_{name}": bound.high}
                rows.append(row)
        return pa.Table.from_pylist(rows)

    def plot(self, kind: Literal["views", "margin"] = "views", *, language: str = "en") -> Drawing:
        """Draw each creator's middle and intervals.

        Raises
        ------
        InvalidInput : forecast_nothing_to_plot
        """
        spec = forecast_chart(self, Words(language), kind=kind) if kind in {"views", "margin"} else None
        if spec is None:
            raise InvalidInput("forecast_nothing_to_plot", seen=kind)
        return Drawing(spec, language)

    def _repr_svg_(self) -> str:
        return self.plot().svg


def forecast_creators(
    workspace: Workspace,
    handles: tuple[str, ...],
    *,
    posts: int,
    kind: str,
    fee: float | Decimal | None,
    starts_on: date | None,
    seed: int,
) -> ShownForecast | InsufficientEvidence:
    """What posts of these creators would bring; see `make_forecast`."""
    money = None if fee is None else Decimal(str(fee))
    terms = ForecastTerms(handles, posts, kind, fee=money, starts_on=starts_on).checked()
    panel = read_panel(workspace, now=datetime.now(UTC))
    found = make_forecast(workspace.material(seed=seed), panel, terms)
    return found if isinstance(found, InsufficientEvidence) else ShownForecast.of(found)
