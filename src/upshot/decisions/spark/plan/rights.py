"""Until when each post may run, as far as the plan and the advice need it: the rights ledger, else the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.instants import right_end
from upshot.decisions.spark.rights.machine import state_at
from upshot.measures.data import WorkspaceData
from upshot.vocabulary.spark_rights import GRANTED, SparkRight


@dataclass(frozen=True)
class PostRight:
    """The right to run one post; `ends_on` is its last whole day, None = unknown, which is not never."""

    is_granted: bool
    ends_on: date | None
    right_id: str | None = None  # None: from the `spark_ads` sheet


Rights = Mapping[str, PostRight]


def rights_of(data: WorkspaceData, ledger: Iterable[SparkRight], *, now: datetime, zone: ZoneInfo) -> Rights:
    """The right of each post: of several in the ledger the longest granted one; else what the sheet says."""
    found = _of_sheet(data)
    told: dict[str, PostRight] = {}
    for right in ledger:
        mine = PostRight(state_at(right, now, zone) in GRANTED, _last_day(right, zone), right.right_id)
        if right.post_id not in told or _strength(mine) > _strength(told[right.post_id]):
            told[right.post_id] = mine
    return found | told


def _last_day(right: SparkRight, zone: ZoneInfo) -> date | None:
    """The last day on which the right stands from midnight to midnight."""
    end = right_end(right, zone)
    return None if end is None else end.at.astimezone(zone).date() - timedelta(days=1)


def _strength(right: PostRight) -> tuple[bool, date]:
    return right.is_granted, right.ends_on or date.min


def _of_sheet(data: WorkspaceData) -> dict[str, PostRight]:
    """What the `spark_ads` sheet says: of several ads on one post the longest day counts."""
    found: dict[str, PostRight] = {}
    for row in data.rows("spark_ad"):
        post_id, until = row.get("post_id"), row.get("authorised_until")
        if post_id:
            mine = PostRight(is_granted=True, ends_on=until)
            if post_id not in found or _strength(mine) > _strength(found[post_id]):
                found[post_id] = mine
    return found
