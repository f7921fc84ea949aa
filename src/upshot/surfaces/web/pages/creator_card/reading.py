"""Vettings and forecasts for a page: worked out once per question and state of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from upshot.decisions.creators.forecast import ForecastReport, ForecastTerms, make_forecast
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.creators.vetting import Vetting, VettingTerms, read_vetting
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.web.pages.creator_card.asking import Planned
from upshot.surfaces.web.view import View


def planned_vetting(view: View, handle: str, planned: Planned, *, waits: bool = False) -> Vetting:
    """The vetting of one creator, with the reach and margin that a planned collaboration would bring.

    Raises
    ------
    StillThinking, UnknownName : as below
    InvalidInput : a field of the form
    """
    terms = planned.vetting_terms(view, handle)
    (found,) = vettings_of(view, [handle], terms, waits=waits)
    asked = planned.forecast_terms(found.creator)
    report = None if asked is None else forecast_of(view, asked, waits=waits)
    if not isinstance(report, ForecastReport):
        return found
    terms = replace(terms, forecasts={one.creator: one for one in report.creators})
    return vettings_of(view, [handle], terms, forecast=asked, waits=waits)[0]


def vettings_of(
    view: View,
    handles: Sequence[str],
    terms: VettingTerms,
    *,
    forecast: ForecastTerms | None = None,
    waits: bool = False,
) -> tuple[Vetting, ...]:
    """The vettings; `forecast`: what `terms.forecasts` answer.

    Raises
    ------
    StillThinking : while they are being worked out, unless it `waits`
    UnknownName : unknown_creator, with the nearest handles
    """
    home = view.home
    terms = terms.with_book(home.vetting_book())
    decided = tuple((one.decision_id, one.approved_at) for one in terms.decisions.values())
    rated = sum(len(marks) for marks in terms.marks.values())
    asked = (tuple(terms.quotes.items()), terms.margin, terms.other_costs, terms.n_posts)
    found: Any = view.thinking.answer(
        ("vetting", *handles, asked, forecast, decided, rated),
        home,
        lambda: read_vetting(home, handles, now=view.now, asked=terms),
        patience_s=None if waits else view.patience_s,
    )
    vettings: tuple[Vetting, ...] = found
    return vettings


def forecast_of(view: View, terms: ForecastTerms, *, waits: bool = False) -> ForecastReport | InsufficientEvidence:
    """The forecast; raises `StillThinking` as above."""
    home = view.home
    found: Any = view.thinking.answer(
        ("creator_forecast", terms),
        home,
        lambda: make_forecast(home.material(), read_panel(home, now=view.now), terms),
        patience_s=None if waits else view.patience_s,
    )
    report: ForecastReport | InsufficientEvidence = found
    return report
