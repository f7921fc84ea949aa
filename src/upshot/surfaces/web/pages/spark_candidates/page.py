"""Which posts to boost: the ranking with its reasons, what it looks at, and the posts that cannot be ranked yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.candidates import Candidate, CandidateList, rank_candidates
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import spark_candidates as show
from upshot.surfaces.presentation.spark_plan import nothing_lines
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

LIMIT = 12


@dataclass(frozen=True)
class CandidateRow:
    """One candidate as the page shows it: its values, and the words for them."""

    candidate: Candidate
    standing: str
    change: str
    bound: str
    believed: str
    paid: str
    lines: tuple[str, ...]


class CandidatesContext(Context):
    """The ranking, or why there is none."""

    found: CandidateList | None = Field(description="The ranking; null where there is too little evidence.")
    rows: tuple[CandidateRow, ...] = Field(description="The candidates with their words, best first.")
    missing: tuple[str, ...] = Field(description="Why there is no ranking, and what would help.")
    signals: TextTable | None = Field(description="What the ranking looks at.")
    not_ranked: TextTable | None = Field(description="Posts that cannot be ranked yet.")
    notes: tuple[str, ...] = Field(description="What the ranking rests on.")
    intro: str = Field(description="How many posts were ranked, and how.")


def ranking_of(view: View) -> CandidateList | InsufficientEvidence:
    """The ranking in the creator's scope of the address, worked out once per state of the data."""
    creator = view.creator.removeprefix("@").strip().lower() if view.creator else None
    names = frozenset({creator}) if creator else None
    home = view.home
    found: Any = view.thinking.answer(
        ("spark_candidates", creator),
        home,
        lambda: rank_candidates(home, now=view.now, limit=LIMIT, creators=names),
        patience_s=view.patience_s,
    )
    ranked: CandidateList | InsufficientEvidence = found
    return ranked


def build(view: View) -> CandidatesContext:
    found, words = ranking_of(view), view.words
    if isinstance(found, InsufficientEvidence):
        missing = tuple(nothing_lines(found, words))
        return CandidatesContext(
            found=None, rows=(), missing=missing, signals=None, not_ranked=None, notes=(), intro=""
        )
    rows = tuple(
        CandidateRow(
            one,
            show.standing_words(one, words),
            show.change(one.score.median, words),
            show.change(one.score.low, words),
            show.share(one.engagement_believed, words),
            show.share(one.engagement_paid_expected, words),
            tuple(show.candidate_lines(one, words)),
        )
        for one in found.candidates
    )
    return CandidatesContext(
        found=found,
        rows=rows,
        missing=(),
        signals=show.signal_table(found, words),
        not_ranked=show.not_ranked_table(found, words),
        notes=tuple(words.phrase(phrase) for phrase in found.notes),
        intro=words.text("candidates_intro", ranked=found.n_ranked, posts=found.n_posts),
    )


SPARK_CANDIDATES = Page("spark_candidates", "/spark/candidates", "spark", build)
