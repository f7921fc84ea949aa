"""The rights ledger in words: the table of rights, one right with its windows and history, and both as documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from upshot.decisions.spark.rights.alerts import renewal_due
from upshot.decisions.spark.rights.at_risk import AtRisk, Basis
from upshot.decisions.spark.rights.importing import GOOD, CodeImport, RowReport
from upshot.decisions.spark.rights.ledger import RightLine, RightsLedger
from upshot.decisions.spark.rights.windows import Span, WindowConflict
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words
from upshot.vocabulary.spark_rights import EventKind, RightEvent, RightState

_LABELS = ("spark_label_right", "label_creator", "spark_label_post", "spark_label_state", "spark_label_stops",
           "spark_label_per_day", "spark_label_at_risk", "spark_label_todo")  # fmt: skip


def state_word(state: RightState, words: Words) -> str:
    """A state in words."""
    return words.text(f"spark_state_{state}")


def money(amount: Decimal | None, currency: str, words: Words) -> str:
    """An amount, or a dash where it cannot be told."""
    return words.money(amount, currency)


def rights_table(ledger: RightsLedger, words: Words) -> TextTable:
    """A row per right: what stops, when, and how many euros a day and in total hang on it."""
    columns = tuple(Column(words.text(label), place in {5, 6}) for place, label in enumerate(_LABELS))
    rows = tuple(_row(line, ledger, words) for line in ledger.lines)
    per_day, total = money(ledger.per_day, ledger.currency, words), money(ledger.total, ledger.currency, words)
    sums = (words.text("label_total"), "", "", "", "", per_day, total, "")
    return TextTable("spark_rights", words.text("spark_table_rights"), columns, rows, sums if rows else None)


def _row(line: RightLine, ledger: RightsLedger, words: Words) -> tuple[str, ...]:
    risk = line.at_risk
    return (
        line.right.right_id,
        f"@{line.right.creator}",
        line.right.post_id,
        state_word(line.state, words),
        stop_words(line, ledger, words),
        money(risk.per_day, risk.currency, words),
        ("≥ " if risk.is_at_least and risk.total else "") + money(risk.total, risk.currency, words),
        todo_words(line, ledger, words),
    )


def stop_words(line: RightLine, ledger: RightsLedger, words: Words) -> str:
    """What stops and when: the binding window, or that no end is known."""
    windows = line.windows
    if line.state in {RightState.REVOKED, RightState.POST_UNAVAILABLE}:
        return words.instant(line.ended_at, ledger.zone.key)
    if windows.binding is None or windows.ends_at is None:
        return words.text("spark_end_unknown")
    return f"{words.text(f'spark_stop_{windows.binding}')} {words.instant(windows.ends_at, ledger.zone.key)}"


def todo_words(line: RightLine, ledger: RightsLedger, words: Words) -> str:
    """Why money is at risk or not, and the next step where there is one."""
    days = renewal_due(line, ledger)
    if days is not None and line.renewed_by is None:
        return words.text("spark_todo_renew", days=days)
    return words.text(f"spark_risk_{line.at_risk.reason}")


def span_table(line: RightLine, ledger: RightsLedger, words: Words) -> TextTable:
    """The four windows of one right."""
    labels = ("spark_label_window", "spark_label_from", "spark_label_until", "spark_label_said_by")
    rows = tuple(_span_row(span, ledger, words) for span in line.windows.spans)
    columns = tuple(Column(words.text(label), is_number=False) for label in labels)
    return TextTable("spark_windows", words.text("spark_table_windows"), columns, rows)


def _span_row(span: Span, ledger: RightsLedger, words: Words) -> tuple[str, ...]:
    until = words.instant(span.ends_at, ledger.zone.key) if span.ends_at else words.text("spark_unknown")
    since = words.instant(span.starts_at, ledger.zone.key) if span.starts_at else words.text("spark_unknown")
    said = words.text(f"spark_source_{span.source}") if span.source else MISSING
    return words.text(f"spark_window_{span.name}"), since, ("≤ " if span.is_bound else "") + until, said


def conflict_words(conflict: WindowConflict, words: Words) -> str:
    """Two windows that do not fit, in a sentence."""
    return words.text(conflict.code, days=-1 if conflict.days is None else conflict.days)


def event_table(events: Iterable[RightEvent], zone: str, words: Words) -> TextTable:
    """The history of one right."""
    labels = ("spark_label_when", "spark_label_who", "spark_label_what", "spark_label_evidence")
    columns = tuple(Column(words.text(label), is_number=False) for label in labels)
    rows = tuple(
        (words.instant(event.at, zone), event.actor, _what(event, words), _on_what(event, words)) for event in events
    )
    return TextTable("spark_history", words.text("spark_table_history"), columns, rows)


def _what(event: RightEvent, words: Words) -> str:
    if event.changes:
        return words.pauses(f"{name} {text}" for name, text in event.changes.items())
    if event.kind in {EventKind.STATE, EventKind.CODE}:
        return state_word(event.to_state, words)
    return words.text("spark_event_note")


def _on_what(event: RightEvent, words: Words) -> str:
    kind = words.text(f"spark_evidence_{event.evidence.kind}")
    parts = [part for part in (event.evidence.note, event.evidence.reference) if part]
    return words.labelled(kind, words.pauses(parts)) if parts else kind


def import_table(done: CodeImport, words: Words) -> TextTable:
    """The rows that changed nothing, each with its reason."""
    labels = ("spark_label_line", "label_creator", "spark_label_post", "spark_label_reason")
    columns = tuple(Column(words.text(label), place == 0) for place, label in enumerate(labels))
    rows = tuple(
        (words.number(row.line), f"@{row.creator}" if row.creator else MISSING, row.post_id or MISSING,
         row_words(row, words))
        for row in done.rows if row.outcome not in GOOD
    )  # fmt: skip
    return TextTable("spark_import", words.text("spark_table_import"), columns, rows)


def row_words(row: RowReport, words: Words) -> str:
    """What became of a row, in a sentence."""
    facts = dict(row.facts)
    if "reason" in facts:
        facts["reason"] = words.text(f"spark_malformed_{facts['reason']}")
    if "state" in facts:
        facts["state"] = state_word(RightState(facts["state"]), words)
    return words.text(f"spark_row_{row.outcome}", **facts)


# --- documents -------------------------------------------------------------------------------------------------


def ledger_document(ledger: RightsLedger) -> dict[str, Any]:
    """The ledger as JSON: instants in UTC, money as text, unknown as null."""
    return {
        "as_of": ledger.as_of.isoformat(),
        "time_zone": ledger.zone.key,
        "currency": ledger.currency,
        "at_risk": {"per_day": str(ledger.per_day), "total": str(ledger.total), "n_untold": ledger.n_untold},
        "rights": [line_document(line, ledger) for line in ledger.lines],
    }


def line_document(line: RightLine, ledger: RightsLedger) -> dict[str, Any]:
    """One right as JSON."""
    right = line.right
    return {
        "right_id": right.right_id,
        "creator": right.creator,
        "post_id": right.post_id,
        "use": right.use,
        "campaign": right.campaign,
        "state": line.state.value,
        "recorded_state": right.state.value,
        "stops": {
            "what": line.windows.stop.value,
            "window": line.windows.binding.value if line.windows.binding else None,
            "at": _iso(line.windows.ends_at),
        },
        "windows": {
            span.name.value: {
                "starts_at": _iso(span.starts_at),
                "ends_at": _iso(span.ends_at),
                "source": span.source.value if span.source else None,
                "may_end_earlier": span.is_bound,
            }
            for span in line.windows.spans
        },
        "unknown_ends": [name.value for name in line.windows.unknown],
        "conflicts": [
            {"code": conflict.code, "days": conflict.days, "stops_ads": conflict.is_stop}
            for conflict in line.windows.conflicts
        ],
        "at_risk": risk_document(line.at_risk),
        "renewal_due_days": renewal_due(line, ledger),
        "renews": right.replaces,
        "renewed_by": line.renewed_by,
        "territory": right.territory,
        "rights_fee": _amount(right.rights_fee),
        "flight_budget": _amount(right.flight_budget),
        "currency": right.currency,
    }


def risk_document(risk: AtRisk) -> dict[str, Any]:
    """What hangs on a right as JSON; `observed` rests on reported spend, `planned` on the budget."""
    return {
        "reason": risk.reason.value,
        "per_day": _amount(risk.per_day),
        "total": _amount(risk.total),
        "currency": risk.currency,
        "is_at_least": risk.is_at_least,
        "from": _iso(risk.from_at),
        "until": _iso(risk.until_at),
        "lost_days": None if risk.lost_days is None else round(float(risk.lost_days), 4),
        "planned": _basis(risk.planned),
        "observed": _basis(risk.recent),
        "spend_as_of": _iso(risk.spend_as_of),
    }


def event_document(event: RightEvent) -> dict[str, Any]:
    """One line of history as JSON."""
    evidence = {"kind": event.evidence.kind.value, "note": event.evidence.note, "reference": event.evidence.reference}
    return {
        "at": _iso(event.at),
        "actor": event.actor,
        "kind": event.kind.value,
        "from": event.from_state.value,
        "to": event.to_state.value,
        "evidence": evidence,
        "changes": event.changes,
    }


def import_document(done: CodeImport) -> dict[str, Any]:
    """A bulk import as JSON, row by row."""
    return {
        "dry_run": done.is_dry_run,
        "refused": done.n_refused,
        "rows": [
            {"line": row.line, "outcome": row.outcome.value, "post_id": row.post_id, "creator": row.creator,
             "right_id": row.right_id, "facts": dict(row.facts)}
            for row in done.rows
        ],
    }  # fmt: skip


def _basis(basis: Basis | None) -> dict[str, str | None] | None:
    return None if basis is None else {"per_day": str(basis.per_day), "total": _amount(basis.total)}


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
