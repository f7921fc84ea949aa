"""Brand fit and safety: reasons with quoted evidence, its date, link and law; never "safe". And the default fit score.

What is looked for stands in dated registries. A match is a reason to read the post, not a finding about the person.
Start in `evidence.py`.
"""

from upshot.decisions.creators.fit.evidence import find_evidence, posts_of
from upshot.decisions.creators.fit.model import (
    BrandTerms,
    CommentText,
    Evidence,
    FitReport,
    PostText,
    Risk,
    Stance,
    ToxicityShare,
    ValueStatement,
)
from upshot.decisions.creators.fit.risk import risk_of
from upshot.decisions.creators.fit.score import FitScore, ScorePart, fit_score
from upshot.decisions.creators.fit.sections import FitDesk, FitSections
from upshot.decisions.creators.fit.terms import parse_values, read_brand_terms

__all__ = [
    "BrandTerms",
    "CommentText",
    "Evidence",
    "FitDesk",
    "FitReport",
    "FitScore",
    "FitSections",
    "PostText",
    "Risk",
    "ScorePart",
    "Stance",
    "ToxicityShare",
    "ValueStatement",
    "find_evidence",
    "fit_score",
    "parse_values",
    "posts_of",
    "read_brand_terms",
    "risk_of",
]
