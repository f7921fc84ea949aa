"""The vetting of a creator: every part of this room put side by side, each there or saying why it is not.

A part is added by one line in `PARTS` and a field of `Vetting`; what it reads of the workspace stands in
`vetting_parts.py`. Followers decide nothing: no part but tier, peers and price tables asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from upshot.decisions.creators.audience import AudienceMatch
from upshot.decisions.creators.authenticity import AuthenticityReading
from upshot.decisions.creators.content import ContentQuality
from upshot.decisions.creators.engagement import Engagement, measure_engagement
from upshot.decisions.creators.engagement.reach import read_reach
from upshot.decisions.creators.fit import FitReport, FitScore, Risk
from upshot.decisions.creators.forecast import ForecastTerms, make_forecast
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.creators.price import Price, deals_of
from upshot.decisions.creators.profile import Profile
from upshot.decisions.creators.reading import read_figures, read_panel
from upshot.decisions.creators.vetting_parts import (
    Decided,
    VettingCase,
    VettingDesk,
    VettingTerms,
    vet_decision,
    vet_price,
    vet_profile,
)
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Material
from upshot.errors import UnknownName
from upshot.measures.data import WorkspaceData
from upshot.measures.names import nearest
from upshot.measures.programme import read_programme
from upshot.measures.terms import exchange, read_terms
from upshot.measures.typed import typed_handle
from upshot.records.creator_replies import CreatorReply

__all__ = ["SCHEMA_VERSION", "Vetting", "VettingTerms", "expecting", "read_vetting", "resolve_handle"]

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True)
class Vetting:
    """Everything known of one creator; its JSON has the same fields always.

    `fit_score` orders a list where nobody chose another order (audience, content, evidence; followers are not in it);
    `risk` says how much is at stake in saying yes.
    """

    schema_version: str
    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    level: float
    seed: int
    creator: str
    asked_as: str  # the handle as typed; a former one, or another spelling
    profile: Profile
    engagement: Engagement
    authenticity: AuthenticityReading | InsufficientEvidence
    replies: tuple[CreatorReply, ...]  # what the creator answered about a reading of their numbers, oldest first
    audience: AudienceMatch | InsufficientEvidence
    fit: FitReport | InsufficientEvidence
    content: ContentQuality | InsufficientEvidence
    price: Price
    fit_score: FitScore | InsufficientEvidence
    risk: Risk
    decision: Decided | None


# Name of the field → what works it out.
PARTS: dict[str, Callable[[VettingCase], Any]] = {
    "profile": vet_profile,
    "engagement": lambda case: case.engagement,
    "authenticity": lambda case: case.authenticity,
    "replies": lambda case: tuple(case.desk.asked.replies.get(case.creator, ())),
    "audience": lambda case: case.sections.audience,
    "fit": lambda case: case.sections.evidence,
    "content": lambda case: case.sections.content,
    "price": vet_price,
    "fit_score": lambda case: case.sections.score,
    "risk": lambda case: case.sections.risk,
    "decision": vet_decision,
}


def read_vetting(
    data: WorkspaceData,
    handles: Sequence[str],
    *,
    now: datetime,
    asked: VettingTerms | None = None,
    seed: int = 1,
    panel: CreatorPanel | None = None,
) -> tuple[Vetting, ...]:
    """Vet creators of a workspace, in the order they are asked for; a creator asked for twice is answered once.

    Parameters
    ----------
    handles : with or without @, a profile link, or a former handle
    panel : of this workspace at `now`, where it was read already

    Raises
    ------
    UnknownName : unknown_creator, with the nearest handles; unknown_campaign
    InvalidInput : a fee, a number of posts or an ROI outside its range
    SettingsError : a setting cannot be read
    """
    panel, records = panel or read_panel(data, now=now), data.rows("creator")
    named: dict[str, str] = {}
    for handle in handles:
        named.setdefault(resolve_handle(panel, records, handle), handle)
    asked = asked or VettingTerms()
    quotes = {resolve_handle(panel, records, name): quote for name, quote in asked.quotes.items()}
    forecasts = {resolve_handle(panel, records, name): found for name, found in asked.forecasts.items()}
    desk = _desk(data, panel, replace(asked, quotes=quotes, forecasts=forecasts), now, seed)
    figures, reach = read_figures(data, creators=named, now=now), read_reach(data, panel)
    found = []
    for creator, asked_as in named.items():
        measured = measure_engagement(panel, creator, now=now, level=desk.terms.level, seed=seed, reach=reach)
        found.append(_vetted(VettingCase(desk, creator, measured, figures.get(creator, ())), asked_as))
    return tuple(found)


def expecting(
    asked: VettingTerms,
    collaboration_type: str,
    data: WorkspaceData,
    panel: CreatorPanel,
    handles: Sequence[str],
    *,
    material: Callable[[], Material],
) -> VettingTerms:
    """`asked`, with what its posts would bring; `material` is called, and fitted, once the handles are known.

    Raises
    ------
    UnknownName : unknown_creator
    InvalidInput : forecast_unknown_type, forecast_posts_out_of_range
    """
    records = data.rows("creator")
    names = tuple(dict.fromkeys(resolve_handle(panel, records, handle) for handle in handles))
    terms = ForecastTerms(names, asked.n_posts, collaboration_type).checked()
    found = make_forecast(material(), panel, terms)
    if isinstance(found, InsufficientEvidence):
        return asked
    return replace(asked, forecasts={one.creator: one for one in found.creators})


def _desk(data: WorkspaceData, panel: CreatorPanel, asked: VettingTerms, now: datetime, seed: int) -> VettingDesk:
    terms = read_terms(data)
    collaborations = read_programme(data, terms.zone).collaborations
    currencies = {item.currency for item in collaborations} | {row["currency"] for row in data.rows("quote")}
    rates = exchange(data, currencies)
    deals, _ = deals_of(collaborations, panel, rates)
    return VettingDesk(data, panel, now, seed, terms, asked, deals, rates)


def _vetted(case: VettingCase, asked_as: str) -> Vetting:
    desk = case.desk
    return Vetting(
        schema_version=SCHEMA_VERSION,
        workspace=desk.data.name,
        is_demo=desk.data.is_demo,
        as_of=desk.now,
        data_version=desk.data.data_version(),
        level=desk.terms.level,
        seed=desk.seed,
        creator=case.creator,
        asked_as=asked_as,
        **{name: build(case) for name, build in PARTS.items()},
    )


def resolve_handle(panel: CreatorPanel, records: Iterable[Mapping[str, Any]], text: str) -> str:
    """The creator's present handle.

    Raises
    ------
    UnknownName : unknown_creator
    """
    handle = typed_handle(text)
    if handle in panel.place:
        return handle
    for record in records:
        if handle in (record.get("former_handles") or ()):
            return str(record["creator"])
    known = list(panel.place)
    raise UnknownName("unknown_creator", seen=text, nearest=nearest(handle, known, cutoff=0.4) or sorted(known)[:3])
