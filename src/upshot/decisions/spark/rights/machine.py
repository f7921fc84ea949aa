"""Which state a right is in now: what was recorded, and what the clock says.

The table of steps is `TRANSITIONS` (in `upshot.vocabulary.spark_rights`, where the records enforce it too). `expiring`
and `expired` are worked out on every reading, so that no expiry can be missed by a job that did not run; `due_steps`
says which of them the history does not hold yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.instants import right_end
from upshot.vocabulary.spark_rights import (
    GRANTED,
    Evidence,
    EvidenceKind,
    RightState,
    SparkRight,
    check_transition,
)

EXPIRING_DAYS = 14
__all__ = ["EXPIRING_DAYS", "DueStep", "check_transition", "due_steps", "state_at"]


@dataclass(frozen=True)
class DueStep:
    """A step that the clock has made and the history does not hold yet; `at` is when it happened."""

    right_id: str
    target: RightState
    at: datetime
    evidence: Evidence


def state_at(right: SparkRight, now: datetime, zone: ZoneInfo) -> RightState:
    """The state of a right at `now`.

    Parameters
    ----------
    zone : the workspace's zone, for windows that name none
    """
    steps = due_steps(right, now, zone)
    if steps:
        return steps[-1].target
    if right.state is RightState.EXPIRING:
        end = right_end(right, zone)
        if end is None or now < end.at - timedelta(days=EXPIRING_DAYS):
            return RightState.AUTHORISED  # it was extended
    return right.state


def due_steps(right: SparkRight, now: datetime, zone: ZoneInfo) -> tuple[DueStep, ...]:
    """The steps to `expiring` and `expired` that lie behind `now`, in order; none where no end is known."""
    end = right_end(right, zone)
    if end is None or right.state not in GRANTED | {RightState.CODE_RECEIVED}:
        return ()
    evidence = Evidence(EvidenceKind.CLOCK, f"{end.window} {end.at.isoformat()}")
    steps = []
    warned_at = end.at - timedelta(days=EXPIRING_DAYS)
    if right.state in GRANTED - {RightState.EXPIRING} and now >= warned_at:
        steps.append(DueStep(right.right_id, RightState.EXPIRING, warned_at, evidence))
    if now >= end.at:
        steps.append(DueStep(right.right_id, RightState.EXPIRED, end.at, evidence))
    return tuple(steps)
