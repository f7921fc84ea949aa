"""The nouns of the rights ledger, as the desk reads them.

They stand in `upshot.vocabulary.spark_rights`, because the records keep them and lean on no decision.
"""

from __future__ import annotations

from upshot.vocabulary.spark_rights import (
    DEFAULT_USE,
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
    "DEFAULT_USE",
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
]
