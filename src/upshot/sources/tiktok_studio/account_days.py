"""Files with one row per day of an account: Overview, Viewers, FollowerHistory, and the Business Suite's two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.tiktok_studio.localised_days import LocalDay, parse_local_day
from upshot.sources.tiktok_studio.owner import account_of, window_of
from upshot.sources.tiktok_studio.rows import Row, Sheet, read_sheet
from upshot.sources.tiktok_studio.year_placement import place_series

# Their header (folded) → our column of `account_organic_day`.
COLUMNS: Mapping[str, str] = {
    "video views": "views",
    "profile views": "profile_views",
    "likes": "likes",
    "comments": "comments",
    "shares": "shares",
    "followers": "followers",
    "total followers": "followers",
    "difference in followers from previous day": "followers_change",
    "net growth": "followers_change",
    "total viewers": "viewers",
    "unique viewers": "viewers",
    "new viewers": "viewers_new",
    "returning viewers": "viewers_returning",
    "reached audience": "reach",
    "leads submission": "leads",
    "lead submissions": "leads",
}
_MAY_BE_NEGATIVE = {"comments", "followers_change"}
# While the total of a day is `undefined`, TikTok writes 0 beside it; that 0 was never counted.
_UNKNOWN_WITH = {"followers": ("followers_change",), "total viewers": ("viewers_new", "viewers_returning")}


def read_account_days(document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield one batch of `account_organic_day`; see `year_placement` for the years."""
    sheet = read_sheet(document, header_row)
    dates = placed_days(sheet, document.name, context)
    account = account_of(document.name, context) if sheet.rows else ""
    counters = _counters(sheet)
    records: dict[date, dict[str, object]] = {}
    for row, day in zip(sheet.rows, dates, strict=True):
        if day is not None and row.line not in sheet.refused_lines:
            records[day] = {"account_id": account, "day": day, **counters[row.line]}
    yield sheet.batch("account_organic_day", records.values())


def placed_days(sheet: Sheet, file: str, context: ReadContext) -> list[date | None]:
    """The date of each row; rows without a readable day are refused and stand as None.

    Days that would lie in the future are refused too.
    """
    local = [_local_day(sheet, row) for row in sheet.rows]
    if not any(local):
        return [None] * len(local)
    dates = place_series(local, window=window_of(file, context), file=file)
    for number, (row, day) in enumerate(zip(sheet.rows, dates, strict=True)):
        if day is not None and (day - context.now.date()).days > 1:
            sheet.refuse(row, "date", "day_not_in_future", str(day))
            dates[number] = None
    return dates


def _local_day(sheet: Sheet, row: Row) -> LocalDay | None:
    text = row.text("date")
    day = None if text is None else parse_local_day(text)
    if day is None:
        sheet.refuse(row, "date", "day")
    return day


def _counters(sheet: Sheet) -> dict[int, dict[str, int]]:
    """Line → the counters in our columns; the first of two headers for the same column wins."""
    records: dict[int, dict[str, int]] = {row.line: {} for row in sheet.rows}
    for theirs, ours in COLUMNS.items():
        for line, number in sheet.counts(theirs, may_be_negative=ours in _MAY_BE_NEGATIVE).items():
            records[line].setdefault(ours, number)
    new, lost = sheet.counts("new followers"), sheet.counts("lost followers", may_be_negative=True)
    for line in new.keys() & lost.keys():
        records[line].setdefault("followers_change", new[line] - abs(lost[line]))
    for record in records.values():
        _forget_uncounted(sheet, record)
    return records


def _forget_uncounted(sheet: Sheet, record: dict[str, int]) -> None:
    """Drop the zeros beside an unknown total."""
    for header, parts in _UNKNOWN_WITH.items():
        if header in sheet.headers and COLUMNS[header] not in record:
            for part in parts:
                record.pop(part, None)
