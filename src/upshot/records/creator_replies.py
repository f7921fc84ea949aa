"""What creators answered about a reading of their numbers: kept in the audit trail, added to, never rewritten.

Erasing a person takes their replies along, as it does every line of the trail that quotes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from upshot.errors import InvalidInput
from upshot.records.store import Records

ACT = "reply_to_authenticity"
LONGEST = 4_000


@dataclass(frozen=True)
class CreatorReply:
    """`who` wrote it down: the creator, or the person who took the answer."""

    creator: str
    at: datetime
    who: str
    text: str


def record_reply(records: Records, workspace: str, *, creator: str, who: str, text: str, now: datetime) -> CreatorReply:
    """Keep an answer.

    Raises
    ------
    InvalidInput : authenticity_reply_empty, authenticity_reply_long
    """
    said = text.strip()
    if not said or not who.strip():
        raise InvalidInput("authenticity_reply_empty", creator=creator)
    if len(said) > LONGEST:
        raise InvalidInput("authenticity_reply_long", creator=creator, seen=str(len(said)), most=str(LONGEST))
    handle = creator.strip().lstrip("@").lower()
    records.audit(workspace, who=who.strip(), act=ACT, subject=handle, now=now, detail={"text": said})
    return CreatorReply(handle, now, who.strip(), said)


def replies_of(records: Records, workspace: str, creator: str | None = None) -> list[CreatorReply]:
    """The answers of one creator, or of all, oldest first."""
    handle = None if creator is None else creator.strip().lstrip("@").lower()
    return [
        CreatorReply(event.subject, event.at, event.who, str((event.detail or {}).get("text", "")))
        for event in records.audit_events(workspace)
        if event.act == ACT and (handle is None or event.subject == handle)
    ]
