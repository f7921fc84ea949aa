"""A vetting as Python users hold it: frames, a chart, and the card a notebook shows by itself."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from typing import Literal, Self

import pyarrow as pa

from upshot.decisions.creators.price import MarginEstimate, Quote
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.creators.vetting import Vetting, VettingTerms, expecting, read_vetting
from upshot.measures.terms import reporting_currency
from upshot.surfaces.charts.creators import peer_chart
from upshot.surfaces.charts.drawing import Drawing
from upshot.surfaces.presentation.creator_frames import external_rows, figure_rows, peer_rows
from upshot.surfaces.reports.creator_documents import render_vetting
from upshot.surfaces.wording import Words
from upshot.wiring import Workspace

FramedVetting = Literal["figures", "peers", "external"]


class ShownVetting(Vetting):
    """A vetting that a notebook shows as the creator card."""

    @classmethod
    def of(cls, found: Vetting) -> Self:
        """The same vetting, with what a notebook expects of it."""
        return cls(**{part.name: getattr(found, part.name) for part in fields(found)})

    def to_frame(self, what: FramedVetting = "figures") -> pa.Table:
        """One row per figure, per rate among peers, or per published value, as an Arrow table; not known is null."""
        rows = {"figures": figure_rows, "peers": peer_rows, "external": external_rows}[what]([self])
        return pa.Table.from_pylist(rows)

    def plot(self, *, language: str = "en") -> Drawing:
        """Draw where each rate lies among the creator's peers.

        Raises
        ------
        ValueError : no rate could be set among peers
        """
        spec = peer_chart([self], Words(language))
        if spec is None:
            raise ValueError("there is nothing to draw: no rate could be set among peers; see `profile.peers`")
        return Drawing(spec, language)

    def _repr_html_(self) -> str:
        return render_vetting([self], ".html", Words()).decode()


def vet_creator(
    workspace: Workspace,
    handle: str,
    quote: float | None,
    posts: int,
    margin: tuple[float, float, float] | None,
    collaboration_type: str | None,
    *,
    seed: int = 1,
) -> ShownVetting:
    """Vet one creator of a workspace; see `Home.vet`."""
    asked = VettingTerms(
        quotes={} if quote is None else {handle: _quote(quote, posts, reporting_currency(workspace))},
        margin=None if margin is None else MarginEstimate(margin[1], margin[0], margin[2], "typed"),
        n_posts=posts,
    ).with_book(workspace.vetting_book())
    now = datetime.now(UTC)
    panel = read_panel(workspace, now=now)
    if collaboration_type is not None:
        model = partial(workspace.material, seed=seed)
        asked = expecting(asked, collaboration_type, workspace, panel, [handle], material=model)
    (found,) = read_vetting(workspace, [handle], now=now, asked=asked, seed=seed, panel=panel)
    return ShownVetting.of(found)


def _quote(fee: float, posts: int, currency: str) -> Quote:
    return Quote(fee, posts, f"{fee:.2f}", currency, None, None, None, "typed")
