"""Between the Spark desk's objects and the rows of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from upshot.vocabulary.spark_rights import (
    CodeWindow,
    DateSource,
    DayWindow,
    EventKind,
    Evidence,
    EvidenceKind,
    RequestAnswer,
    RightEvent,
    RightState,
    SparkCode,
    SparkRequest,
    SparkRight,
)

Row = Mapping[Any, Any]
_PLAIN = ("right_id", "creator", "post_id", "use", "campaign", "flight_budget", "currency", "rights_fee", "territory",
          "post_url", "notes", "replaces", "created_at", "created_by", "changed_at")  # fmt: skip
_WINDOW = ("starts_on", "ends_on", "time_zone", "source")


def right_row(right: SparkRight) -> dict[str, Any]:
    """A right as a row, without its code and its workspace."""
    row = {name: getattr(right, name) for name in _PLAIN}
    for label, window in (("contract", right.contract), ("flight", right.flight)):
        row |= {f"{label}_{name}": getattr(window, name) for name in _WINDOW}
    return row | {"state": right.state, "ad_ids": list(right.ad_ids)}


def right_of(row: Row, code: SparkCode | None) -> SparkRight:
    """The right in a row, with the window of its code."""
    return SparkRight(
        **{name: row[name] for name in _PLAIN},
        state=RightState(row["state"]),
        contract=_days_of(row, "contract"),
        flight=_days_of(row, "flight"),
        code=code.window if code else None,
        ad_ids=tuple(row["ad_ids"] or ()),
    )


def _days_of(row: Row, label: str) -> DayWindow:
    source = row[f"{label}_source"]
    window = DayWindow(row[f"{label}_starts_on"], row[f"{label}_ends_on"], row[f"{label}_time_zone"])
    return replace(window, source=DateSource(source)) if source else window


def code_of(row: Row) -> SparkCode:
    """What may be shown of the code in a row."""
    source = DateSource(row["source"]) if row["source"] else None
    window = CodeWindow(row["received_at"], row["starts_at"], row["days"], row["ends_at"], source)
    return SparkCode(row["code_id"], row["right_id"], row["fingerprint"], window, row["received_by"], row["retired_at"])


def event_row(event: RightEvent, recorded_at: datetime) -> dict[str, Any]:
    """An event as a row, without its workspace."""
    evidence = {"kind": event.evidence.kind, "note": event.evidence.note, "reference": event.evidence.reference}
    names = ("right_id", "at", "actor", "kind", "from_state", "to_state", "changes")
    return {name: getattr(event, name) for name in names} | {"evidence": evidence, "recorded_at": recorded_at}


def event_of(row: Row) -> RightEvent:
    """The event in a row."""
    told = row["evidence"]
    return RightEvent(
        right_id=row["right_id"],
        at=row["at"],
        actor=row["actor"],
        kind=EventKind(row["kind"]),
        from_state=RightState(row["from_state"]),
        to_state=RightState(row["to_state"]),
        evidence=Evidence(EvidenceKind(told["kind"]), told["note"], told["reference"]),
        changes=dict(row["changes"]),
        event_id=row["id"],
        recorded_at=row["recorded_at"],
    )


def request_of(row: Row) -> SparkRequest:
    """The request in a row; its token's hash stays behind."""
    names = set(SparkRequest.__dataclass_fields__) - {"answer"}
    answer = RequestAnswer(row["answer"]) if row["answer"] else None
    return SparkRequest(**{name: row[name] for name in names}, answer=answer)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str | None]:
    """The fields that differ, as `before → after` in plain text, for the history."""
    return {name: f"{_text(before[name])} → {_text(after[name])}" for name in before if before[name] != after.get(name)}


def _text(value: Any) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
