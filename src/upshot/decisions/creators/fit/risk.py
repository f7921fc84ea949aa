"""How much is at stake in saying yes to a creator: the gravest recent evidence, and what could not be looked at."""

from __future__ import annotations

from upshot.decisions.creators.fit.model import SEVERITIES, FitReport, Risk
from upshot.decisions.creators.telling import Note
from upshot.decisions.evidence import InsufficientEvidence

LEVELS = ("none", *SEVERITIES)
RECENT_DAYS = 730.0  # what is older weighs one step less
AUTHENTICITY = {"look_closer": "high", "insufficient_evidence": "low"}  # outcomes of the authenticity part


def risk_of(report: FitReport | InsufficientEvidence, *, authenticity: str | None = None) -> Risk:
    """The level and its reasons; a report that could not be made is a medium risk, not none.

    Parameters
    ----------
    authenticity : outcome of the authenticity part (`clear`, `look_closer`, `insufficient_evidence`); None = not asked
    """
    reasons: list[tuple[str, Note]] = []
    if isinstance(report, InsufficientEvidence):
        reasons.append(("medium", Note("risk_nothing_read")))
    else:
        for item in report.against:
            level = item.severity
            if item.age_days is not None and item.age_days > RECENT_DAYS:
                level = SEVERITIES[max(SEVERITIES.index(level) - 1, 0)]
            reasons.append((level, Note("risk_evidence", {"rule": item.rule, "severity": item.severity})))
    if authenticity in AUTHENTICITY:
        reasons.append((AUTHENTICITY[authenticity], Note(f"risk_authenticity_{authenticity}")))
    if not reasons:
        return Risk("none")
    reasons.sort(key=lambda each: -LEVELS.index(each[0]))
    told: dict[tuple[str, str | None], Note] = {}
    for _, note in reasons:
        told.setdefault((note.code, note.facts.get("rule")), note)
    return Risk(reasons[0][0], tuple(told.values()))


def reaches(level: str, threshold: str) -> bool:
    """Whether a risk is at or above a threshold; `never` is above all."""
    return threshold != "never" and LEVELS.index(level) >= LEVELS.index(threshold)
