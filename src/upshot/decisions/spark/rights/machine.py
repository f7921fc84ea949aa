"""Which state a right is in now: what was recorded, and what the clock says.

The table of steps is `TRANSITIONS` (in `upshot.vocabulary.spark_rights`, where the records enforce it too). `expiring`
and `expired` are worked out on every reading, so that no expiry can be missed by a job that did not run; `due_steps`
says which of them the history does not hold yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.instants import RightEnd, right_end
from upshot.vocabulary.spark_rights import (
    GRANTED,
    Evidence,
    EvidenceKind,
    RightState,
    SparkRight,
    check_transition,
)

EXPIRING_DAYS = 14
_MOVED_BY_CLOCK = GRANTED | {RightState.CODE_RECEIVED}
__all__ = ["EXPIRING_DAYS", "DueStep", "check_transition", "due_steps", "state_at", "state_by_end"]


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
    return state_by_end(right, now, right_end(right, zone))


def state_by_end(right: SparkRight, now: datetime, end: RightEnd | None) -> RightState:
    """The state of a right at `now`, when its end is known already."""
    if right.state not in _MOVED_BY_CLOCK:
        return right.state
    if end is not None and now >= end.at:
        return RightState.EXPIRED
    if end is not None and now >= end.at - timedelta(days=EXPIRING_DAYS):
        return RightState.EXPIRING if right.state in GRANTED else right.state
    # A right that was expiring and is not any more was extended.
    return RightState.AUTHORISED if right.state is RightState.EXPIRING else right.state


def due_steps(right: SparkRight, now: datetime, zone: ZoneInfo) -> tuple[DueStep, ...]:
    """The steps to `expiring` and `expired` that lie behind `now`, in order; none where no end is known."""
    end = right_end(right, zone)
    if end is None or right.state not in _MOVED_BY_CLOCK:
        return ()
    evidence = Evidence(EvidenceKind.CLOCK, f"{end.window} {end.at.isoformat()}")
    steps = []
    warned_at = end.at - timedelta(days=EXPIRING_DAYS)
    if right.state in GRANTED - {RightState.EXPIRING} and now >= warned_at:
        steps.append(DueStep(right.right_id, RightState.EXPIRING, warned_at, evidence))
    if now >= end.at:
        steps.append(DueStep(right.right_id, RightState.EXPIRED, end.at, evidence))
    return tuple(steps)
