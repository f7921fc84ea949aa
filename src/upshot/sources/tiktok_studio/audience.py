"""Who the followers are, and when they are there: FollowerGender, FollowerTopTerritories, FollowerActivity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.parsing import RATE, WHOLE
from upshot.sources.tiktok_studio.account_days import placed_days
from upshot.sources.tiktok_studio.owner import account_of, export_day, start_of
from upshot.sources.tiktok_studio.rows import read_sheet

PROVENANCE = "tiktok_studio"
_DIMENSIONS = {"gender": "gender", "top territories": "country"}


def read_distribution(document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield `audience_reading` rows; the file has no date, so the day of export must be known from elsewhere."""
    sheet = read_sheet(document, header_row)
    header = next(name for name in _DIMENSIONS if name in sheet.headers) if sheet.headers else "gender"
    if not sheet.rows:
        yield sheet.batch("audience_reading", [])
        return
    common = {
        "creator": account_of(document.name, context),
        "read_at": start_of(export_day(document.name, context)),
        "dimension": _DIMENSIONS[header],
        "provenance": PROVENANCE,
    }
    records: dict[str, dict[str, object]] = {}
    shares = sheet.numbers("distribution", RATE, "share", lowest=0, highest=1)
    for row in sheet.rows:
        bucket = row.text(header)
        if bucket is None:
            sheet.refuse(row, header, "filled_cell")
        elif row.line in shares and row.line not in sheet.refused_lines:
            name = bucket.upper() if len(bucket) == 2 else bucket.casefold()
            records[name] = {**common, "bucket": name, "share": shares[row.line]}
    yield sheet.batch("audience_reading", records.values())


def read_activity(document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield `follower_activity` rows.

    TikTok fills the hours after the export with 0: the zeros that end the file are unknown, not nobody.
    """
    sheet = read_sheet(document, header_row)
    account = account_of(document.name, context) if sheet.rows else ""
    records: dict[tuple[date, int], dict[str, object]] = {}
    hours = sheet.numbers("hour", WHOLE, "hour", lowest=0, highest=23)
    active = sheet.counts("active followers")
    for row, day in zip(sheet.rows, placed_days(sheet, document.name, context), strict=True):
        hour = hours.get(row.line)
        if day is not None and hour is not None and row.line not in sheet.refused_lines:
            number = active.get(row.line)
            records[day, hour] = {"account_id": account, "day": day, "hour": hour, "active_followers": number}
    _forget_trailing_zeros(records)
    yield sheet.batch("follower_activity", records.values())


def _forget_trailing_zeros(records: dict[tuple[date, int], dict[str, object]]) -> None:
    if not any(record["active_followers"] for record in records.values()):
        return
    for key in sorted(records, reverse=True):
        if records[key]["active_followers"] != 0:
            return
        records[key]["active_followers"] = None
