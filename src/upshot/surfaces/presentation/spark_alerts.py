"""Alerts of the Spark desk in words, and as the document that a webhook receives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from upshot.decisions.spark.rights.alerts import Alert
from upshot.surfaces.presentation.spark_rights import money, state_word
from upshot.surfaces.wording import Words


def alert_sentence(alert: Alert, words: Words, zone: str) -> str:
    """What is the matter, when, and what hangs on it; what to do."""
    facts: dict[str, Any] = {
        "creator": alert.creator,
        "post": alert.post_id,
        "right": alert.right_id,
        "state": state_word(alert.state, words),
        "at": words.instant(alert.at, zone),
        "days": -1 if alert.days_left is None else alert.days_left,
        "per_day": money(alert.per_day, alert.currency, words),
        "total": money(alert.total, alert.currency, words),
    }
    facts["conflicts"] = words.pauses(words.text(f"{code}_short") for code in alert.codes)
    return words.text(f"spark_alert_{alert.kind}", **facts)


def alert_subject(alerts: Sequence[Alert], workspace: str, words: Words) -> str:
    """The subject of the message that holds them."""
    return words.text("spark_alert_subject", n=len(alerts), workspace=workspace)


def alert_document(alert: Alert, words: Words, zone: str) -> dict[str, Any]:
    """An alert as JSON: `id` stays the same when it is sent again; money is text, unknown is null."""
    return {
        "id": alert.key,
        "kind": alert.kind.value,
        "right_id": alert.right_id,
        "creator": alert.creator,
        "post_id": alert.post_id,
        "campaign": alert.campaign,
        "state": alert.state.value,
        "at": alert.at.isoformat() if alert.at else None,
        "window": alert.window,
        "days_left": alert.days_left,
        "at_risk": {
            "per_day": _text(alert.per_day),
            "total": _text(alert.total),
            "currency": alert.currency,
        },
        "conflicts": list(alert.codes),
        "text": alert_sentence(alert, words, zone),
    }


def _text(amount: object) -> str | None:
    return None if amount is None else str(amount)
