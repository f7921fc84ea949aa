"""Collaborations about to start with a creator nobody has approved: the step before a contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from upshot.decisions.reconciliation.desk import Desk, listing
from upshot.decisions.reconciliation.model import Finding, Severity
from upshot.records.vetting import VettingDecision, standing_of

LOOKED_BACK = timedelta(days=30)  # what started earlier is past a contract's step


def unvetted_collaborations(desk: Desk, decisions: Sequence[VettingDecision]) -> list[Finding]:
    """Collaborations that start soon, or began in the last 30 days, without a vetting valid on their first day.

    The end of that day counts, so that a decision of the same morning is in time.

    Parameters
    ----------
    decisions : newest first; none = the workspace does not use vetting, and nothing is said
    """
    if not decisions:
        return []
    today = desk.now.astimezone(desk.zone).date()
    late = []
    for row in desk.links.collaborations:
        starts_on: date | None = row["starts_on"]
        if starts_on is None or starts_on < today - LOOKED_BACK:
            continue
        ends = datetime.combine(starts_on + timedelta(days=1), time(), desk.zone).astimezone(UTC)
        known = next((d for d in decisions if d.creator == row["creator"] and d.decided_at <= ends), None)
        if not standing_of(row["creator"], known, ends).is_vetted:
            late.append((starts_on, row["creator"], row["campaign"]))
    if not late:
        return []
    names = [f"{creator} ({campaign}, {starts_on})" for starts_on, creator, campaign in sorted(late)]
    facts: dict[str, int | str] = {"n": len(late), "names": listing(names)}
    return [Finding(code="check_not_vetted", severity=Severity.NOTE, facts=facts)]
