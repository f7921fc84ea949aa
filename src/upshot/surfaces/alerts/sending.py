"""Send what is due and was not sent: claimed first, so that two processes never say it twice; kept once delivered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from upshot.decisions.spark.rights.alerts import Alert
from upshot.errors import UpshotError
from upshot.records.spark_book import SparkBook
from upshot.surfaces.alerts.mail import alert_message, mail_alerts
from upshot.surfaces.alerts.settings import AlertSettings
from upshot.surfaces.alerts.webhook import post_alerts
from upshot.surfaces.presentation.spark_alerts import alert_document, alert_sentence, alert_subject
from upshot.surfaces.wording import Words


@dataclass(frozen=True)
class Sent:
    """What went out by one way, or why it did not; what failed is tried again next time."""

    way: str
    alerts: tuple[Alert, ...]
    error: UpshotError | None = None


def send_alerts(
    due: Sequence[Alert], book: SparkBook, settings: AlertSettings, *, words: Words, zone: str, now: datetime
) -> tuple[Sent, ...]:
    """Send each due alert once by every way that is set up; a failing way does not stop the others."""
    senders: dict[str, Callable[[Sequence[Alert]], None]] = {
        "webhook": lambda alerts: post_alerts(
            settings,
            [alert_document(alert, words, zone) for alert in alerts],
            workspace=book.workspace,
            now=now,
        ),
        "email": lambda alerts: mail_alerts(
            settings,
            alert_message(
                settings,
                alert_subject(alerts, book.workspace, words),
                [f"• {alert_sentence(alert, words, zone)}" for alert in alerts],
                now=now,
            ),
        ),
    }
    return tuple(_send(way, senders[way], due, book, now) for way in settings.ways)


def _send(
    way: str, send: Callable[[Sequence[Alert]], None], due: Sequence[Alert], book: SparkBook, now: datetime
) -> Sent:
    claimed = set(book.claim_alerts([alert.key for alert in due], way, now=now))
    alerts = tuple(alert for alert in due if alert.key in claimed)
    if not alerts:
        return Sent(way, ())
    is_delivered = False
    try:
        send(alerts)
        is_delivered = True
    except UpshotError as error:
        return Sent(way, (), error)
    finally:
        book.settle_alerts(claimed, way, is_delivered=is_delivered, now=now)
    milder = [key for alert in alerts for key in alert.covers]
    book.settle_alerts(book.claim_alerts(milder, way, now=now), way, is_delivered=True, now=now)
    return Sent(way, alerts)
