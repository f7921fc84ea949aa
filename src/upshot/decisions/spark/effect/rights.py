"""What the right to advertise with a creator's posts cost, by day of that right; apart from the fee for the content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from upshot.decisions.spark.effect.model import RightsLine
from upshot.decisions.spark.rights.instants import right_end
from upshot.decisions.spark.rights.model import SparkRight
from upshot.decisions.verdict.model import Phrase
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme
from upshot.vocabulary.entities import Collaboration

CENT = Decimal("0.01")
Window = tuple[date | None, date | None]


def rights_lines(
    data: WorkspaceData, programme: Programme, rights: Sequence[SparkRight], *, currency: str, zone: ZoneInfo
) -> tuple[RightsLine, ...]:
    """A line per right with a fee, and per collaboration with one that no right repeats.

    The days of a collaboration's right are those of its Spark ads (the `spark_ads` sheet), first to last.
    """
    lines = [_of_right(right, currency, zone) for right in rights if right.rights_fee]
    told = {(right.creator, right.campaign) for right in rights if right.rights_fee}
    sheet = data.rows("spark_ad")
    for deal in programme.collaborations:
        if not deal.rights_fee or (deal.creator, deal.campaign) in told:
            continue
        lines.append(_of_collaboration(deal, _window(_ads_of(deal, sheet)), currency))
    return tuple(sorted(lines, key=lambda line: (line.creator, line.campaign or "", line.starts_on or date.min)))


def _of_right(right: SparkRight, currency: str, zone: ZoneInfo) -> RightsLine:
    """The contract's window where it is known, else the code's."""
    starts_on, ends_on = right.contract.starts_on, right.contract.ends_on
    if right.code is not None:
        end = right_end(right, zone)
        starts_on = starts_on or (right.code.starts_at or right.code.received_at).astimezone(zone).date()
        ends_on = ends_on or (end.at.astimezone(zone).date() if end else None)
    return _line(right.creator, right.campaign, right.rights_fee, right.currency or currency, (starts_on, ends_on))


def _of_collaboration(deal: Collaboration, window: Window, currency: str) -> RightsLine:
    return _line(deal.creator, deal.campaign, deal.rights_fee, deal.currency or currency, window)


def _ads_of(deal: Collaboration, sheet: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The Spark ads of a collaboration: those of its posts, else those of its creator in its campaign."""
    rows = list(sheet)
    by_post = [row for row in rows if row["post_id"] and row["post_id"] in deal.post_ids]
    return by_post or [row for row in rows if row["creator"] == deal.creator and row["campaign"] == deal.campaign]


def _window(ads: list[dict[str, Any]]) -> Window:
    """First and last day over the ads; unknown as soon as one of them is."""
    starts, ends = [row["authorised_from"] for row in ads], [row["authorised_until"] for row in ads]
    first = min(starts) if starts and None not in starts else None
    return first, max(ends) if ends and None not in ends else None


def _line(creator: str, campaign: str | None, fee: Decimal | None, currency: str, window: Window) -> RightsLine:
    starts_on, ends_on = window
    days = (ends_on - starts_on).days + 1 if starts_on and ends_on and ends_on >= starts_on else None
    why = None
    if days is None:
        why = Phrase(code="rights_window_unknown" if ends_on is None or starts_on is None else "rights_window_reversed")
    per_day = (fee / days).quantize(CENT) if fee is not None and days else None
    return RightsLine(
        creator=creator, campaign=campaign, rights_fee=fee, currency=currency, starts_on=starts_on, ends_on=ends_on,
        days=days, fee_per_day=per_day, why_null=why,
    )  # fmt: skip
