"""The Spark rights ledger: what may run until when, what stops, and the money that hangs on it.

Start with `model.py`; the book that keeps rights is `upshot.records.spark_book.SparkBook`.
"""

from __future__ import annotations

from upshot.decisions.spark.rights.machine import check_transition, state_at
from upshot.decisions.spark.rights.model import (
    DURATIONS_DAYS,
    ENDED,
    GRANTED,
    MOST_ATTEMPTS,
    TRANSITIONS,
    CodeWindow,
    DateSource,
    DayWindow,
    EventKind,
    Evidence,
    EvidenceKind,
    RequestAnswer,
    RequestStatus,
    RightEvent,
    RightState,
    SparkCode,
    SparkRequest,
    SparkRight,
)

__all__ = [
    "DURATIONS_DAYS",
    "ENDED",
    "GRANTED",
    "MOST_ATTEMPTS",
    "TRANSITIONS",
    "CodeWindow",
    "DateSource",
    "DayWindow",
    "EventKind",
    "Evidence",
    "EvidenceKind",
    "RequestAnswer",
    "RequestStatus",
    "RightEvent",
    "RightState",
    "SparkCode",
    "SparkRequest",
    "SparkRight",
    "check_transition",
    "state_at",
]
