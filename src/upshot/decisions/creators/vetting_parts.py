"""The parts of a vetting: what each needs of a workspace, read once for all creators of a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import narwhals as nw

from upshot.decisions.creators.audience import (
    AudienceMatch,
    SellingPlaces,
    Target,
    match_audience,
    read_audience,
    read_selling,
    read_target,
)
from upshot.decisions.creators.content import ContentQuality, WatchedPosts, rate_content, read_watched
from upshot.decisions.creators.engagement import Engagement
from upshot.decisions.creators.fit import (
    BrandTerms,
    CommentText,
    FitReport,
    find_evidence,
    posts_of,
    read_brand_terms,
)
from upshot.decisions.creators.panel import CreatorPanel, CreatorRow
from upshot.decisions.creators.price import Asked, Deal, MarginEstimate, Price, Quote, judge_price, quotes_of
from upshot.decisions.creators.profile import PeerTable, Profile, build_profile, peer_table
from upshot.decisions.evidence import InsufficientEvidence
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import Terms
from upshot.vocabulary.money import Exchange


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
    campaign : whose target audience counts; None = that of the settings
    """

    quotes: Mapping[str, Quote] = field(default_factory=dict)
    margin: MarginEstimate | None = None
    required_roi: float | None = None
    other_costs: float = 0.0
    market: str | None = None
    n_posts: int = 1
    campaign: str | None = None


@dataclass(frozen=True)
class VettingDesk:
    """The workspace as all creators of one question share it; each thing is read when a part first asks for it."""

    data: WorkspaceData
    panel: CreatorPanel
    now: datetime
    seed: int
    terms: Terms
    asked: VettingTerms
    deals: Sequence[Deal]
    exchange: Exchange

    @cached_property
    def peers(self) -> PeerTable:
        """Every creator measured once."""
        return peer_table(self.panel)

    @cached_property
    def selling(self) -> SellingPlaces:
        """Where the brand sells."""
        return read_selling(self.data)

    @cached_property
    def target(self) -> Target | None:
        """Whom the brand wants."""
        return read_target(self.data, self.asked.campaign)

    @cached_property
    def brand(self) -> BrandTerms:
        """What the brand stands for."""
        return read_brand_terms(self.data)

    @cached_property
    def watched(self) -> dict[str, WatchedPosts]:
        """Watch measures by creator."""
        return read_watched(self.data, now=self.now)

    @cached_property
    def comments(self) -> Mapping[str, tuple[CommentText, ...]]:
        """Comments by creator, written up to now or at an unknown time."""
        place_of = dict(zip(self.panel.post_id, self.panel.creator.tolist(), strict=True))
        frame = self.data.frame("comment").select("post_id", "text", "created_at").filter(~nw.col("text").is_null())
        found: defaultdict[str, list[CommentText]] = defaultdict(list)
        for row in frame.collect().to_arrow().to_pylist():
            place, at = place_of.get(row["post_id"]), row["created_at"]
            if place is not None and (at is None or at <= self.now):
                found[self.panel.creators[place].creator].append(CommentText(row["post_id"], row["text"], at))
        return {creator: tuple(comments) for creator, comments in found.items()}


@dataclass(frozen=True)
class VettingCase:
    """One creator before the desk: what every part is worked out of."""

    desk: VettingDesk
    creator: str
    engagement: Engagement
    figures: Sequence[Mapping[str, Any]]

    @property
    def place(self) -> int:
        """The creator's place in the panel."""
        return self.desk.panel.place[self.creator]

    @property
    def row(self) -> CreatorRow:
        """The creator."""
        return self.desk.panel.creators[self.place]


def vet_profile(case: VettingCase) -> Profile:
    """Figures, tier, peers."""
    desk = case.desk
    return build_profile(
        desk.panel,
        case.creator,
        now=desk.now,
        figures=case.figures,
        engagement=case.engagement,
        peers=desk.peers,
        level=desk.terms.level,
    )


def vet_price(case: VettingCase) -> Price:
    """The quote as typed, else the latest of the book."""
    desk, asked = case.desk, case.desk.asked
    book = quotes_of(desk.data.rows("quote"), case.creator, desk.exchange, today=desk.now.date())
    terms = Asked(
        quote=asked.quotes.get(case.creator) or next(iter(book), None),
        margin=asked.margin,
        required_roi=desk.terms.hurdle_rate if asked.required_roi is None else asked.required_roi,
        other_costs=asked.other_costs,
        market=asked.market or case.row.country,
        n_posts=asked.n_posts,
    )
    return judge_price(
        case.creator,
        case.engagement.views,
        asked=terms,
        deals=desk.deals,
        followers=case.row.followers,
        currency=desk.terms.currency,
        level=desk.terms.level,
        seed=desk.seed,
    )


def vet_audience(case: VettingCase) -> AudienceMatch | InsufficientEvidence:
    """The audience against the target and the countries sold in."""
    desk = case.desk
    readings = read_audience(desk.data, case.creator)
    return match_audience(case.creator, readings, desk.target, now=desk.now, selling=desk.selling)


def vet_fit(case: VettingCase) -> FitReport | InsufficientEvidence:
    """What the captions and comments hold for and against."""
    desk = case.desk
    return find_evidence(
        case.creator,
        posts_of(desk.panel, case.creator),
        desk.comments.get(case.creator, ()),
        desk.brand,
        country=case.row.country,
        now=desk.now,
    )


def vet_content(case: VettingCase) -> ContentQuality | InsufficientEvidence:
    """Attention by watch measures; the marks of people where they were given."""
    return rate_content(case.creator, case.desk.watched.get(case.creator))
