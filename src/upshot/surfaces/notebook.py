"""The Python door: the same objects as everywhere, with what an analyst expects of them in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import pyarrow as pa

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.charts import (
    cost_and_margin_chart,
    cumulative_orders_chart,
    decomposition_chart,
    forest_chart,
    learned_chart,
    placebo_chart,
    response_chart,
    view_curves_chart,
)
from upshot.surfaces.charts.drawing import Drawing
from upshot.surfaces.reports.page import render_html
from upshot.surfaces.wording import Words
from upshot.wiring import House, Workspace

if TYPE_CHECKING:
    from upshot.surfaces.notebook_attribution import ShownAttribution
    from upshot.surfaces.notebook_creators import ShownVetting
    from upshot.surfaces.notebook_forecast import ShownForecast
    from upshot.surfaces.notebook_shortlist import ShownShortlist

Framed = Literal[
    "creators", "posts", "timeline", "cost", "decomposition", "response_curves", "by_tier", "by_collaboration_type",
    "by_boost", "by_inseparable", "next_euro", "learned", "checks", "placebo_shifts", "alternatives",
]  # fmt: skip
Plotted = Literal["creators", "orders", "views", "forest", "decomposition", "response", "learned", "placebo"]


class ShownVerdict(Verdict):
    """A verdict that a notebook shows as the HTML report."""

    def to_frame(self, what: Framed = "creators") -> pa.Table:
        """One row per creator, post, day, cost line … as an Arrow table (`.to_pandas()`, `polars.from_arrow(…)`).

        Nested values become columns named `roi_low`, `incremental_orders_median` …; what is not known is null. Of
        `response_curves` each point is a row.
        """
        if what == "response_curves":
            return pa.Table.from_pylist(list(_curve_points(self)))
        parts = self.cost.lines if what == "cost" else getattr(self, what)
        return pa.Table.from_pylist([_flat(part.model_dump()) for part in parts])

    def plot(self, kind: Plotted = "creators", *, language: str = "en") -> Drawing:
        """Draw a chart of the verdict.

        Parameters
        ----------
        kind : creators (cost against margin), orders (cumulative, against the baseline), views (the posts' growth);
            of the model: forest (ROI of each creator), decomposition (baseline and increment), response (margin by
            views), learned (before and after the data), placebo (the programme at other times)

        Raises
        ------
        ValueError : there is nothing to draw
        """
        words = Words(language)
        spec = {
            "creators": lambda: cost_and_margin_chart(self, words),
            "orders": lambda: cumulative_orders_chart(self, words),
            "views": lambda: view_curves_chart(self.posts, words),
            "forest": lambda: forest_chart(self, words),
            "decomposition": lambda: decomposition_chart(self, words),
            "response": lambda: response_chart(self, words),
            "learned": lambda: learned_chart(self, words),
            "placebo": lambda: placebo_chart(self, words),
        }[kind]()
        if spec is None:
            raise ValueError(f"there is nothing to draw for {kind!r}: see `reasons` and `what_would_help`")
        return Drawing(spec, language)

    def _repr_html_(self) -> str:
        return render_html(self, Words())


class Home:
    """A home as Python users hold it; `house` and `workspace(name)` give the full objects."""

    def __init__(self, house: House) -> None:
        self.house = house

    def workspace(self, name: str | None = None) -> Workspace:
        """A workspace by name, or the only one."""
        return self.house.workspace(name)

    def verdict(
        self, campaign: str | None = None, creator: str | None = None, *, workspace: str | None = None, seed: int = 1
    ) -> ShownVerdict:
        """The verdict of a campaign, a creator or everything; see `Workspace.verdict`."""
        verdict = self.workspace(workspace).verdict(campaign=campaign, creator=creator, seed=seed)
        return ShownVerdict.model_construct(**dict(verdict))

    def vet(
        self,
        handle: str,
        *,
        quote: float | None = None,
        posts: int = 1,
        margin: tuple[float, float, float] | None = None,
        collaboration_type: str | None = None,
        workspace: str | None = None,
        seed: int = 1,
    ) -> ShownVetting:
        """The creator card: figures, peers and price; `.to_frame()` and `.plot()` as of a verdict.

        Parameters
        ----------
        quote : what the creator asks for `posts` posts, workspace's currency
        margin : (low, middle, high) incremental gross margin expected of the collaboration
        collaboration_type : of the planned posts: their forecast then gives the reach and, where none is handed in,
            the margin; fits the model once

        Raises
        ------
        UnknownName : unknown_creator, with the nearest handles
        """
        from upshot.surfaces.notebook_creators import vet_creator  # noqa: PLC0415 (a verdict needs none of it)

        return vet_creator(self.workspace(workspace), handle, quote, posts, margin, collaboration_type, seed=seed)

    def shortlist(
        self, budget: Decimal | float, *, workspace: str | None = None, seed: int = 1, **terms: Any
    ) -> ShownShortlist | InsufficientEvidence:
        """Whom to choose for a budget; `terms` as in `ShortlistTerms`: `objective="views"`, `tiers=("nano",)`."""
        from upshot.decisions.creators.shortlist import (  # noqa: PLC0415 (a verdict needs none)
            Objective,
            ShortlistTerms,
            make_shortlist,
        )
        from upshot.surfaces.notebook_shortlist import ShownShortlist  # noqa: PLC0415 (it builds on this module)

        place = self.workspace(workspace)
        objective = Objective(terms.pop("objective", Objective.MARGIN))
        asked = ShortlistTerms(Decimal(str(budget)), objective=objective, **terms)
        found = make_shortlist(
            place, asked, now=datetime.now(UTC), seed=seed, material=lambda: place.material(seed=seed)
        )
        return found if isinstance(found, InsufficientEvidence) else ShownShortlist.model_construct(**dict(found))

    def forecast(
        self,
        *handles: str,
        posts: int = 1,
        collaboration_type: str = "sponsored_video",
        fee: Decimal | float | None = None,
        starts_on: date | None = None,
        workspace: str | None = None,
        seed: int = 1,
    ) -> ShownForecast | InsufficientEvidence:
        """What posts of these creators would bring; `.to_frame()`, `.plot()` and `.creators[0].draws`.

        Raises
        ------
        UnknownName : unknown_creator, with the nearest handles
        """
        from upshot.surfaces.notebook_forecast import forecast_creators  # noqa: PLC0415 (a verdict needs none of it)

        return forecast_creators(
            self.workspace(workspace), handles, posts=posts, kind=collaboration_type, fee=fee, starts_on=starts_on,
            seed=seed,
        )  # fmt: skip

    def attribution(
        self,
        by: str = "creator",
        *,
        models: tuple[str, ...] = (),
        order: int = 1,
        campaign: str | None = None,
        n_draws: int | None = None,
        workspace: str | None = None,
        seed: int = 1,
    ) -> ShownAttribution | InsufficientEvidence:
        """What each attribution model credits to creators, channels, posts, campaigns or sources; `.to_frame()`.

        Raises
        ------
        UnknownName : unknown_attribution_model, unknown_journey_dimension, unknown_campaign
        InvalidInput : markov_order_out_of_range, markov_too_large
        """
        from upshot.decisions.journeys.asking import AttributionQuestion  # noqa: PLC0415 (a verdict needs none of it)
        from upshot.surfaces.notebook_attribution import attribute_home  # noqa: PLC0415

        asked = AttributionQuestion(by, tuple(models), order, n_draws, seed, campaign)
        return attribute_home(self.workspace(workspace), asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.house.close()

    def __repr__(self) -> str:
        return f"<upshot home {self.house.home}: {', '.join(self.house.workspaces()) or 'empty'}>"


def _flat(row: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested models as columns with joined names; sentences by their code."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict) and set(value) == {"code", "facts"}:
            flat[prefix + name] = value["code"]
        elif isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}_")
        elif not (isinstance(value, tuple) and value and isinstance(value[0], tuple)):
            flat[prefix + name] = list(value) if isinstance(value, tuple) else value
    return flat


def _curve_points(verdict: Verdict) -> Iterator[dict[str, Any]]:
    """A row per creator and dose; `dose` is effective_views, or boost (money)."""
    for curve in verdict.response_curves:
        for dose, points in (("effective_views", curve.by_views), ("boost", curve.by_boost)):
            for point in points:
                yield {"creator": curve.creator, "dose": dose, **_flat(point.model_dump())}


def open_home(home: Path | str | None = None) -> Home:
    """Open a home; see `upshot.wiring.House.open`."""
    return Home(House.open(home))
