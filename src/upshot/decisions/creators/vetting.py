"""The vetting of a creator: every part of this room put side by side, each there or saying why it is not.

A part is added by one line in `PARTS` and a field of `Vetting`. No part's number enters another's: there is no overall
score, and followers decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw

from upshot.decisions.creators.engagement import Engagement, measure_engagement
from upshot.decisions.creators.engagement.reach import read_reach
from upshot.decisions.creators.panel import Array, CreatorPanel, CreatorRow
from upshot.decisions.creators.price import Asked, Deal, MarginEstimate, Price, Quote, deals_of, judge_price, quotes_of
from upshot.decisions.creators.profile import PeerTable, Profile, build_profile, peer_table
from upshot.decisions.creators.reading import read_panel
from upshot.errors import UnknownName
from upshot.measures.data import WorkspaceData
from upshot.measures.names import nearest
from upshot.measures.programme import read_programme
from upshot.measures.terms import Terms, exchange, read_terms
from upshot.vocabulary.money import Exchange
from upshot.vocabulary.tiktok_links import handle_of

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True)
class VettingTerms:
    """What is asked beside the handles.

    Attributes
    ----------
    quotes : by handle; a creator without one takes the latest of the record table `quote`
    margin : incremental gross margin expected of the collaboration
    required_roi : None = the hurdle of the settings
    other_costs : all-in cost without the fee
    market : None = the creator's country
    n_posts : where there is no quote
    """

    quotes: Mapping[str, Quote] | None = None
    margin: MarginEstimate | None = None
    required_roi: float | None = None
    other_costs: float = 0.0
    market: str | None = None
    n_posts: int = 1


@dataclass(frozen=True)
class VettingCase:
    """What every part of a vetting is worked out of; the same for all creators of one question but for `creator`."""

    data: WorkspaceData
    panel: CreatorPanel
    creator: str
    now: datetime
    seed: int
    terms: Terms
    asked: VettingTerms
    peers: PeerTable
    engagement: Engagement
    figures: Sequence[Mapping[str, Any]]
    deals: Sequence[Deal]
    exchange: Exchange

    @property
    def row(self) -> CreatorRow:
        """The creator."""
        return self.panel.creators[self.panel.place[self.creator]]


@dataclass(frozen=True)
class Vetting:
    """Everything known of one creator; its JSON has the same fields always."""

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
    price: Price


def _profile(case: VettingCase) -> Profile:
    return build_profile(
        case.panel,
        case.creator,
        now=case.now,
        figures=case.figures,
        engagement=case.engagement,
        peers=case.peers,
        level=case.terms.level,
    )


def _price(case: VettingCase) -> Price:
    asked, row = case.asked, case.row
    book = quotes_of(case.data.rows("quote"), case.creator, case.exchange, today=case.now.date())
    quote = (asked.quotes or {}).get(case.creator) or next(iter(book), None)
    terms = Asked(
        quote=quote,
        margin=asked.margin,
        required_roi=case.terms.hurdle_rate if asked.required_roi is None else asked.required_roi,
        other_costs=asked.other_costs,
        market=asked.market or row.country,
        n_posts=asked.n_posts,
    )
    return judge_price(
        case.creator,
        case.engagement.views,
        asked=terms,
        deals=case.deals,
        followers=row.followers,
        currency=case.terms.currency,
        level=case.terms.level,
        seed=case.seed,
    )


# Name of the field → what works it out. Parts do not read one another's results.
PARTS: dict[str, Callable[[VettingCase], Any]] = {
    "profile": _profile,
    "engagement": lambda case: case.engagement,
    "price": _price,
}


def read_vetting(
    data: WorkspaceData,
    handles: Sequence[str],
    *,
    now: datetime,
    asked: VettingTerms | None = None,
    seed: int = 1,
) -> tuple[Vetting, ...]:
    """Vet creators of a workspace, in the order they are asked for; a creator asked for twice is answered once.

    Parameters
    ----------
    handles : with or without @, a profile link, or a former handle

    Raises
    ------
    UnknownName : unknown_creator, with the nearest handles
    InvalidInput : a fee, a number of posts or an ROI outside its range
    SettingsError : a setting cannot be read
    """
    terms, panel = read_terms(data), read_panel(data, now=now)
    named = {resolve_handle(panel, data.rows("creator"), handle): handle for handle in reversed(handles)}
    programme = read_programme(data, terms.zone)
    currencies = {item.currency for item in programme.collaborations} | {row["currency"] for row in data.rows("quote")}
    rates = exchange(data, currencies)
    deals, _ = deals_of(programme.collaborations, panel, rates)
    figures, reach = _figures_of(data, named, now.date()), read_reach(data, panel)
    table = peer_table(panel)
    found = []
    for creator in reversed(named):
        case = VettingCase(
            data=data,
            panel=panel,
            creator=creator,
            now=now,
            seed=seed,
            terms=terms,
            asked=asked or VettingTerms(),
            peers=table,
            engagement=_engagement(panel, creator, now, terms.level, seed, reach),
            figures=figures.get(creator, ()),
            deals=deals,
            exchange=rates,
        )
        found.append(_vetted(case, named[creator]))
    return tuple(found)


def _vetted(case: VettingCase, asked_as: str) -> Vetting:
    return Vetting(
        schema_version=SCHEMA_VERSION,
        workspace=case.data.name,
        is_demo=case.data.is_demo,
        as_of=case.now,
        data_version=case.data.data_version(),
        level=case.terms.level,
        seed=case.seed,
        creator=case.creator,
        asked_as=asked_as,
        **{name: build(case) for name, build in PARTS.items()},
    )


def _engagement(
    panel: CreatorPanel, creator: str, now: datetime, level: float, seed: int, reach: Array | None
) -> Engagement:
    return measure_engagement(panel, creator, now=now, level=level, seed=seed, reach=reach)


def resolve_handle(panel: CreatorPanel, records: Sequence[Mapping[str, Any]], text: str) -> str:
    """The creator's present handle.

    Raises
    ------
    UnknownName : unknown_creator
    """
    handle = handle_of(text) or text.strip().removeprefix("@").casefold()
    if handle in panel.place:
        return handle
    for record in records:
        if handle in (record.get("former_handles") or ()):
            return str(record["creator"])
    known = list(panel.place)
    raise UnknownName("unknown_creator", seen=text, nearest=nearest(handle, known, cutoff=0.4) or sorted(known)[:3])


def _figures_of(data: WorkspaceData, creators: Mapping[str, str], today: date) -> dict[str, list[dict[str, Any]]]:
    """Rows of `creator_figure` by present handle; figures said under a former handle count for the present one."""
    former = {
        old: row["creator"]
        for row in data.rows("creator")
        for old in row.get("former_handles") or ()
        if row["creator"] in creators
    }
    names = [*creators, *former]
    frame = data.frame("creator_figure").filter(nw.col("creator").is_in(names))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.collect().to_arrow().to_pylist():
        if row["read_on"] is None or row["read_on"] <= today:
            found.setdefault(former.get(row["creator"], row["creator"]), []).append(row)
    return found
