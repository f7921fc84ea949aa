"""The parts of this side of a vetting, worked out of a workspace: audience, evidence, content, risk, default score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from upshot.decisions.creators.audience import (
    AudienceMatch,
    AudienceReading,
    SellingPlaces,
    Target,
    match_audience,
    read_audience,
    read_selling,
    read_target,
)
from upshot.decisions.creators.audience.matching import Population
from upshot.decisions.creators.content import ContentQuality, RubricMarks, WatchedPosts, rate_content, read_watched
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.fit.evidence import find_evidence, posts_of
from upshot.decisions.creators.fit.model import BrandTerms, CommentText, FitReport, Risk
from upshot.decisions.creators.fit.risk import risk_of
from upshot.decisions.creators.fit.score import FitScore, fit_score
from upshot.decisions.creators.fit.terms import read_brand_terms, whole_days
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.measures.data import WorkspaceData
from upshot.registries.audience_baselines import baseline_of


@dataclass(frozen=True)
class FitSections:
    """What this side says of one creator."""

    creator: str
    audience: AudienceMatch | InsufficientEvidence
    evidence: FitReport | InsufficientEvidence
    content: ContentQuality | InsufficientEvidence
    risk: Risk
    score: FitScore | InsufficientEvidence


class FitDesk:
    """A workspace's brand, target, selling places and readings, read once for all creators of a question.

    Parameters
    ----------
    marks : people's ratings of posts, by creator (records, `VettingBook.ratings`)
    comments : comments by creator; none = the tone is unknown
    campaign : whose target audience counts; None = that of the settings
    """

    def __init__(
        self,
        data: WorkspaceData,
        panel: CreatorPanel,
        *,
        now: datetime,
        marks: Mapping[str, Sequence[RubricMarks]] | None = None,
        comments: Mapping[str, Sequence[CommentText]] | None = None,
        campaign: str | None = None,
    ) -> None:
        self._data, self._panel, self._now = data, panel, now
        self._marks, self._comments, self._campaign = marks or {}, comments or {}, campaign

    def sections(self, creator: str, *, reach: Estimate | None = None, authenticity: str | None = None) -> FitSections:
        """Everything of one creator.

        Parameters
        ----------
        reach : expected unique people reached, from the forecast; None = no reachable target
        authenticity : outcome of that part, for the risk
        """
        audience = self.audience(creator, reach=reach)
        evidence = self.evidence(creator)
        content = rate_content(creator, self.watched.get(creator), self._marks.get(creator, ()))
        risk = risk_of(evidence, authenticity=authenticity)
        return FitSections(creator, audience, evidence, content, risk, fit_score(creator, audience, content, evidence))

    def audience(self, creator: str, *, reach: Estimate | None = None) -> AudienceMatch | InsufficientEvidence:
        """The audience part."""
        return match_audience(
            creator,
            self.readings.get(creator, ()),
            self.target,
            now=self._now,
            selling=self.selling,
            reach=reach,
            population=self._population(creator),
            stale_after_days=whole_days(self._data, "audience_stale_days"),
        )

    def evidence(self, creator: str) -> FitReport | InsufficientEvidence:
        """The brand-fit part."""
        place = self._panel.place.get(creator)
        country = self._panel.creators[place].country if place is not None else None
        posts, comments = posts_of(self._panel, creator), self._comments.get(creator, ())
        return find_evidence(creator, posts, comments, self.brand, country=country, now=self._now)

    @cached_property
    def brand(self) -> BrandTerms:
        """The brand's values, competitors and countries."""
        return read_brand_terms(self._data)

    @cached_property
    def target(self) -> Target | None:
        """Whom the brand wants."""
        return read_target(self._data, self._campaign)

    @cached_property
    def selling(self) -> SellingPlaces:
        """Where the brand sells."""
        return read_selling(self._data)

    @cached_property
    def readings(self) -> dict[str, list[AudienceReading]]:
        """Audience readings by creator."""
        found: dict[str, list[AudienceReading]] = {}
        for reading in read_audience(self._data):
            found.setdefault(reading.creator, []).append(reading)
        return found

    @cached_property
    def watched(self) -> dict[str, WatchedPosts]:
        """Watch measures by creator."""
        return read_watched(self._data, now=self._now)

    def _population(self, creator: str) -> Population:
        """Dated platform baselines of the creator's country, else of the world."""
        place = self._panel.place.get(creator)
        country = self._panel.creators[place].country if place is not None else None
        found = {d: baseline_of(country or "WORLD", d) or baseline_of("WORLD", d) for d in ("age", "gender")}
        return {dimension: row.shares for dimension, row in found.items() if row is not None}
