"""Who the followers are, and when they are there: FollowerGender, FollowerTopTerritories, FollowerActivity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.tiktok_studio.account_days import placed_days
from upshot.sources.tiktok_studio.numbers import parse_count, parse_share
from upshot.sources.tiktok_studio.owner import account_of, export_day, start_of
from upshot.sources.tiktok_studio.rows import Row, Sheet, read_sheet

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
    for row in sheet.rows:
        bucket, share = row.text(header), parse_share(row.text("distribution") or "")
        if bucket is None:
            sheet.refuse(row, header, "not_empty")
        elif share is None:
            sheet.refuse(row, "distribution", "share")
        else:
            name = bucket.upper() if len(bucket) == 2 else bucket.casefold()
            records[name] = {**common, "bucket": name, "share": share}
    yield sheet.batch("audience_reading", records.values())


def read_activity(document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield `follower_activity` rows.

    TikTok fills the hours after the export with 0: the zeros that end the file are unknown, not nobody.
    """
    sheet = read_sheet(document, header_row)
    account = account_of(document.name, context) if sheet.rows else ""
    records: dict[tuple[date, int], dict[str, object]] = {}
    for row, day in zip(sheet.rows, placed_days(sheet, document.name, context), strict=True):
        hour, active = _hour_and_active(sheet, row)
        if day is not None and hour is not None and row.line not in sheet.refused_lines:
            records[day, hour] = {"account_id": account, "day": day, "hour": hour, "active_followers": active}
    _forget_trailing_zeros(records)
    yield sheet.batch("follower_activity", records.values())


def _hour_and_active(sheet: Sheet, row: Row) -> tuple[int | None, int | None]:
    hour = parse_count((row.text("hour") or "").removesuffix(":00"))
    if hour is None or not 0 <= hour <= 23:
        sheet.refuse(row, "hour", "hour")
    text = row.text("active followers")
    active = None if text is None else parse_count(text)
    if text is not None and (active is None or active < 0):
        sheet.refuse(row, "active followers", "whole_number_from_zero")
    return hour, active


def _forget_trailing_zeros(records: dict[tuple[date, int], dict[str, object]]) -> None:
    if not any(record["active_followers"] for record in records.values()):
        return
    for key in sorted(records, reverse=True):
        if records[key]["active_followers"] != 0:
            return
        records[key]["active_followers"] = None
