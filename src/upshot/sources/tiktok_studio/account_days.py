"""Files with one row per day of an account: Overview, Viewers, FollowerHistory, and the Business Suite's two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.tiktok_studio.localised_days import LocalDay, parse_local_day
from upshot.sources.tiktok_studio.numbers import parse_count
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
_UNKNOWN_WITH = {"followers": ("followers_change",), "viewers": ("viewers_new", "viewers_returning")}


def read_account_days(document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield one batch of `account_organic_day`; see `year_placement` for the years."""
    sheet = read_sheet(document, header_row)
    dates = placed_days(sheet, document.name, context)
    account = account_of(document.name, context) if sheet.rows else ""
    records: dict[date, dict[str, object]] = {}
    for row, day in zip(sheet.rows, dates, strict=True):
        if day is not None:
            record = _counters(sheet, row)
            if record is not None:
                records[day] = {"account_id": account, "day": day, **record}
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


def _counters(sheet: Sheet, row: Row) -> dict[str, object] | None:
    """The counters of a row in our columns; None when a cell is refused."""
    record: dict[str, object] = {}
    for theirs, ours in COLUMNS.items():
        text = row.text(theirs)
        if text is None:
            continue
        value = parse_count(text)
        if value is None:
            sheet.refuse(row, theirs, "whole_number")
        elif value < 0 and ours not in _MAY_BE_NEGATIVE:
            sheet.refuse(row, theirs, "whole_number_from_zero")
        else:
            record.setdefault(ours, value)
    if row.line in sheet.refused_lines:
        return None
    return _without_uncounted(sheet, _with_net_growth(sheet, row, record))


def _with_net_growth(sheet: Sheet, row: Row, record: dict[str, object]) -> dict[str, object]:
    """Followers won less lost, where the Business Suite gives both and not the difference."""
    new, lost = (parse_count(row.text(header) or "") for header in ("new followers", "lost followers"))
    if "followers_change" not in record and new is not None and lost is not None:
        return {**record, "followers_change": new - abs(lost)}
    return record


def _without_uncounted(sheet: Sheet, record: dict[str, object]) -> dict[str, object]:
    for total, parts in _UNKNOWN_WITH.items():
        is_in_file = any(COLUMNS.get(header) == total for header in sheet.headers)
        if is_in_file and total not in record and "new followers" not in sheet.headers:
            record = {column: value for column, value in record.items() if column not in parts}
    return record
