"""The number that sorts a list when nobody chose another: audience, content and evidence. Followers are not in it."""

from __future__ import annotations

from dataclasses import dataclass

from upshot.decisions.creators.audience.model import AudienceMatch
from upshot.decisions.creators.content.model import ContentQuality, HumanRating
from upshot.decisions.creators.fit.model import FitReport
from upshot.decisions.creators.fit.risk import RECENT_DAYS
from upshot.decisions.creators.telling import Range
from upshot.decisions.evidence import InsufficientEvidence

# Upshot's choice; audience comes first (requirement S39). Followers and engagement have no part.
WEIGHTS = {"audience": 0.5, "attention": 0.125, "nativeness": 0.125, "craft": 0.05, "evidence": 0.2}
_COST = {"low": 0.05, "medium": 0.25, "high": 0.6}  # what one rule found takes off what is left


@dataclass(frozen=True)
class ScorePart:
    """One part, 0–1; `value` None = unknown, and then the score may be anything that part allows."""

    name: str
    weight: float
    value: Range | None


@dataclass(frozen=True)
class FitScore:
    """0–100: `low` and `high` let every unknown part be 0 or 1; `sort_by` is `low`, what can be relied on."""

    creator: str
    sort_by: float
    low: float
    high: float
    parts: tuple[ScorePart, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Parts nobody knows."""
        return tuple(part.name for part in self.parts if part.value is None)


def fit_score(
    creator: str,
    audience: AudienceMatch | InsufficientEvidence | None,
    content: ContentQuality | InsufficientEvidence | None,
    evidence: FitReport | InsufficientEvidence | None,
) -> FitScore | InsufficientEvidence:
    """The default order of creators; too little of everything is `fit_score_unknown`, not 0.

    A missing part widens the range upwards; the order goes by what is known, so nobody comes first by being unknown.
    """
    known = {
        "audience": audience.score if isinstance(audience, AudienceMatch) else None,
        **(_content(content) if isinstance(content, ContentQuality) else {}),
        "evidence": _evidence(evidence) if isinstance(evidence, FitReport) else None,
    }
    parts = tuple(ScorePart(name, weight, known.get(name)) for name, weight in WEIGHTS.items())
    told = [(part.weight, part.value) for part in parts if part.value is not None]
    if not told:
        return InsufficientEvidence("fit_score_unknown", ("help_audience_import", "help_fit_captions"))
    open_weight = sum(part.weight for part in parts if part.value is None)
    low = 100 * sum(weight * value.low for weight, value in told)
    high = 100 * (sum(weight * value.high for weight, value in told) + open_weight)
    return FitScore(creator, low, low, high, parts)


def _content(content: ContentQuality) -> dict[str, Range | None]:
    """Attention is the watch ratio (loops count as 1), else the full-watch rate; marks 1–5 become 0–1."""
    measure = content.attention and (content.attention.watch_ratio or content.attention.full_watch_rate)
    return {
        "attention": Range(min(measure.low, 1.0), min(measure.high, 1.0)) if measure else None,
        "nativeness": _marks(content.nativeness),
        "craft": _marks(content.craft),
    }


def _marks(rating: HumanRating | None) -> Range | None:
    return Range.exactly((rating.mean - 1) / 4) if rating else None


def _evidence(report: FitReport) -> Range:
    """1 where nothing was found; every rule found takes its part of what is left, old posts half of it."""
    worst: dict[str, float] = {}
    for item in report.against:
        is_old = item.age_days is not None and item.age_days > RECENT_DAYS
        worst[item.rule] = max(worst.get(item.rule, 0.0), _COST[item.severity] * (0.5 if is_old else 1.0))
    left = 1.0
    for cost in worst.values():
        left *= 1 - cost
    return Range.exactly(left)
