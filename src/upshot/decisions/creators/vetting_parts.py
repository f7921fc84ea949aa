"""The parts of a vetting: what each needs of a workspace, read once for all creators of a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np

from upshot.decisions.creators.authenticity import AuthenticityReading, Bench, Known, judge_authenticity, read_known
from upshot.decisions.creators.authenticity.scoring import learnt
from upshot.decisions.creators.content import RubricMarks, marks_by_creator
from upshot.decisions.creators.engagement import Engagement
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.fit import CommentText
from upshot.decisions.creators.fit.sections import FitDesk, FitSections
from upshot.decisions.creators.forecast import CreatorForecast
from upshot.decisions.creators.panel import CreatorPanel, CreatorRow
from upshot.decisions.creators.price import Asked, Deal, MarginEstimate, Price, Quote, judge_price, quotes_of
from upshot.decisions.creators.profile import PeerTable, Profile, build_profile, peer_table
from upshot.decisions.evidence import InsufficientEvidence
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import Terms
from upshot.records.creator_replies import CreatorReply
from upshot.records.vetting import VettingBook, VettingDecision, latest_by_creator, standing_of
from upshot.vocabulary.money import Exchange


@dataclass(frozen=True)
class VettingTerms:
    """What is asked beside the handles.

    Attributes
    ----------
    quotes : by handle; a creator without one takes the latest of the record table `quote`
    forecasts : by handle, what the collaboration would bring; its reach and, where none was typed, its margin count
    margin : incremental gross margin expected of the collaboration, as typed
    required_roi : None = the hurdle of the settings
    other_costs : all-in cost without the fee
    market : None = the creator's country
    n_posts : where there is no quote
    campaign : whose target audience counts; None = that of the settings
    marks, decisions, replies : by creator, people's ratings of posts, the latest decision, and what the creator
        answered about a reading of their numbers; see `with_book`
    """

    quotes: Mapping[str, Quote] = field(default_factory=dict)
    forecasts: Mapping[str, CreatorForecast] = field(default_factory=dict)
    margin: MarginEstimate | None = None
    required_roi: float | None = None
    other_costs: float = 0.0
    market: str | None = None
    n_posts: int = 1
    campaign: str | None = None
    marks: Mapping[str, Sequence[RubricMarks]] = field(default_factory=dict)
    decisions: Mapping[str, VettingDecision] = field(default_factory=dict)
    replies: Mapping[str, Sequence[CreatorReply]] = field(default_factory=dict)

    def with_book(self, book: VettingBook) -> VettingTerms:
        """With the ratings, decisions and replies that the records keep."""
        replies: defaultdict[str, list[CreatorReply]] = defaultdict(list)
        for reply in book.replies():
            replies[reply.creator].append(reply)
        marks, decisions = marks_by_creator(book.ratings()), latest_by_creator(book.all())
        return replace(self, marks=marks, decisions=decisions, replies=dict(replies))


@dataclass(frozen=True)
class Decided:
    """The latest decision about a creator, and whether it stands (`why`: a code of the vetting book)."""

    outcome: str
    why: str
    is_vetted: bool
    risk: str
    decided_at: datetime
    decided_by: str
    approved_by: str | None
    expires_at: datetime
    reason: str
    sha256: str


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
    def bench(self) -> Bench:
        """What is usual among the creators of the panel, for the authenticity of one's numbers."""
        return Bench.of(self.panel, learnt())

    @cached_property
    def known(self) -> Mapping[int, Known]:
        """Histories, comments and audiences by place."""
        return read_known(self.data, self.panel, now=self.now)

    @cached_property
    def fit(self) -> FitDesk:
        """Audience, evidence and content: what they share."""
        return FitDesk(
            self.data,
            self.panel,
            now=self.now,
            marks=self.asked.marks,
            comments=self.comments,
            campaign=self.asked.campaign,
        )

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

    @cached_property
    def authenticity(self) -> AuthenticityReading | InsufficientEvidence:
        """How well the creator's numbers hang together."""
        known = self.desk.known.get(self.place, Known())
        return judge_authenticity(
            self.desk.panel,
            self.place,
            histories=known.history,
            comments=known.comments,
            audience=known.audience,
            seed=self.desk.seed,
            bench=self.desk.bench,
        )

    @cached_property
    def sections(self) -> FitSections:
        """Audience, evidence, content, risk and default score."""
        found = self.authenticity
        outcome = "insufficient_evidence" if isinstance(found, InsufficientEvidence) else found.outcome
        return self.desk.fit.sections(self.creator, reach=self.reach, authenticity=outcome)

    @property
    def forecast(self) -> CreatorForecast | None:
        """What the planned collaboration would bring; None where nobody asked."""
        return self.desk.asked.forecasts.get(self.creator)

    @property
    def reach(self) -> Estimate | None:
        """People whom one planned post would reach, with its widest interval; several reach more, unknown how many."""
        found = self.forecast and self.forecast.of("reach", "post")
        return Estimate(found.median, found.bounds[-1].low, found.bounds[-1].high) if found else None

    @property
    def margin(self) -> MarginEstimate | None:
        """Incremental gross margin: as typed, else as forecast, whose mean is what a fee must be set against."""
        draws = None if self.forecast is None else self.forecast.draws.margin
        if self.desk.asked.margin is not None or draws is None:
            return self.desk.asked.margin
        low, high = np.quantile(draws, ((1 - self.desk.terms.level) / 2, (1 + self.desk.terms.level) / 2))
        return MarginEstimate(float(draws.mean()), float(low), float(high), "forecast")


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
        margin=case.margin,
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


def vet_decision(case: VettingCase) -> Decided | None:
    """The latest decision up to now; None where nobody decided."""
    one = case.desk.asked.decisions.get(case.creator)
    if one is None or one.decided_at > case.desk.now:
        return None
    standing = standing_of(case.creator, one, case.desk.now)
    return Decided(
        str(one.outcome), standing.why, standing.is_vetted, one.risk, one.decided_at, one.decided_by, one.approved_by,
        one.expires_at, one.reason, one.sha256,
    )  # fmt: skip
