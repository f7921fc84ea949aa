"""The rights as an iCalendar file (RFC 5545): one entry per end of a right or flight, with reminders to renew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from upshot.decisions.spark.rights.calendar import CalendarEntry, calendar_entries, day_after
from upshot.decisions.spark.rights.ledger import RightsLedger
from upshot.surfaces.presentation.spark_rights import money, state_word
from upshot.surfaces.wording import Words

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def rights_calendar(ledger: RightsLedger, workspace: str, words: Words) -> bytes:
    """The feed as bytes; entries keep their UID, so that a calendar that reads it again moves them."""
    feed = Calendar()
    feed.add("prodid", "-//Upshot//Spark rights//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", words.text("spark_calendar_name", workspace=workspace))
    feed.add("x-wr-timezone", ledger.zone.key)
    for entry in calendar_entries(ledger):
        feed.add_component(_event(entry, ledger, words))
    feed_bytes: bytes = feed.to_ical()
    return feed_bytes


def _event(entry: CalendarEntry, ledger: RightsLedger, words: Words) -> Event:
    right, risk = entry.line.right, entry.line.at_risk
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", ledger.as_of)
    changed = right.changed_at or ledger.as_of
    event.add("last-modified", changed)
    event.add("sequence", max(0, int((changed - _EPOCH).total_seconds())))
    event.add("summary", words.text(f"spark_calendar_{entry.kind}", creator=right.creator, post=right.post_id))
    event.add("dtstart", entry.at)
    if not isinstance(entry.at, datetime):
        event.add("dtend", day_after(entry.at))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    facts = {
        "state": state_word(entry.line.state, words),
        "per_day": money(risk.per_day, risk.currency, words),
        "total": money(risk.total, risk.currency, words),
        "right": right.right_id,
    }
    event.add("description", words.text("spark_calendar_description", **facts))
    for days in entry.reminders_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -timedelta(days=days))
        alarm.add("description", words.text("spark_todo_renew", days=days))
        event.add_component(alarm)
    return event
