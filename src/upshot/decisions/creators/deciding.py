"""A decision about a creator, taken on the whole vetting as it stands."""

from __future__ import annotations

from datetime import datetime

from upshot.decisions.creators.fit.risk import reaches
from upshot.decisions.creators.fit.terms import second_approver_from, whole_days
from upshot.decisions.creators.vetting import Vetting
from upshot.measures.data import WorkspaceData
from upshot.records.vetting import VettingBook, VettingDecision


def decide_on(
    data: WorkspaceData,
    book: VettingBook,
    found: Vetting,
    outcome: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    days: int | None = None,
    campaign: str | None = None,
) -> VettingDecision:
    """Keep a decision with the vetting as its evidence.

    Parameters
    ----------
    days : for how long it holds; None = the setting `vetting_days`

    Raises
    ------
    InvalidInput : vetting_outcome, vetting_reason, vetting_days
    SettingsError : the threshold or the length in the settings cannot be read
    """
    return book.decide(
        found.creator,
        outcome.strip().casefold(),
        reason=reason,
        evidence={"campaign": campaign, "vetting": found},
        risk=found.risk.level,
        needs_second=reaches(found.risk.level, second_approver_from(data)),
        days=whole_days(data, "vetting_days") if days is None else days,
        actor=actor,
        now=now,
    )
