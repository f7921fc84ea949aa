"""The Spark rights ledger: what may run until when, what stops, and the money that hangs on it.

Start with `model.py`; the book that keeps rights is `upshot.records.spark_book.SparkBook`.
"""

from __future__ import annotations

from upshot.decisions.spark.rights.alerts import Alert, AlertKind, due_alerts, renewal_due
from upshot.decisions.spark.rights.at_risk import AtRisk, RiskReason
from upshot.decisions.spark.rights.ledger import RightLine, RightsLedger, build_ledger, read_ledger, settle
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
from upshot.decisions.spark.rights.windows import (
    Stop,
    WindowComparison,
    WindowConflict,
    WindowName,
    compare_windows,
    days_to_ask,
)

__all__ = [
    "DURATIONS_DAYS",
    "ENDED",
    "GRANTED",
    "MOST_ATTEMPTS",
    "TRANSITIONS",
    "Alert",
    "AlertKind",
    "AtRisk",
    "CodeWindow",
    "DateSource",
    "DayWindow",
    "EventKind",
    "Evidence",
    "EvidenceKind",
    "RequestAnswer",
    "RequestStatus",
    "RightEvent",
    "RightLine",
    "RightState",
    "RightsLedger",
    "RiskReason",
    "SparkCode",
    "SparkRequest",
    "SparkRight",
    "Stop",
    "WindowComparison",
    "WindowConflict",
    "WindowName",
    "build_ledger",
    "check_transition",
    "compare_windows",
    "days_to_ask",
    "due_alerts",
    "read_ledger",
    "renewal_due",
    "settle",
    "state_at",
]
