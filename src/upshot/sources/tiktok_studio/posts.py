"""Files with one row per post: Studio's Content, the Business Suite's videos, the Business API's post insights.

Counters are lifetime totals at the moment of the export. The post's id says when it was made (its upper 32 bits),
to the second, with the year that Content leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.parsing import NUMBER, RATE, Habits, Parser
from upshot.sources.parsing.days import instant_of
from upshot.sources.tiktok_studio.localised_days import LocalDay, parse_local_day
from upshot.sources.tiktok_studio.owner import account_of, export_day, start_of, window_of
from upshot.sources.tiktok_studio.rows import Row, Sheet, read_sheet
from upshot.sources.tiktok_studio.year_placement import candidate_dates
from upshot.vocabulary.tiktok_links import created_at, handle_of, is_short_link, post_id_of

LINKS = ("video link", "link", "url", "video url", "share url")
IDS = ("item id", "post id", "video id", "aweme id")
COUNTERS: Mapping[str, str] = {
    "total views": "views",
    "video views": "views",
    "total likes": "likes",
    "likes": "likes",
    "total comments": "comments",
    "comments": "comments",
    "total shares": "shares",
    "shares": "shares",
    "add to favorites": "saves",
    "favorites": "saves",
    "favourites": "saves",
    "reach": "reach",
    "reached audience": "reach",
}
# What only the account's owner sees: their header, our column, the highest value, how to read it.
_OWNER_ONLY: tuple[tuple[str, str, float | None, Parser, str], ...] = (
    ("average time watched", "average_time_watched_s", None, NUMBER, "number_from_zero"),
    ("full video watched rate", "full_video_watched_rate", 1.0, RATE, "share"),
    ("video duration", "duration_s", None, NUMBER, "number_from_zero"),
)
READ_TIMES = ("time", "read at", "fetched at", "collected at", "snapshot time")
_HASHTAG = re.compile(r"#([\w]+)")
_TOLERANCE = timedelta(days=1, hours=14)  # zones from UTC−12 to UTC+14, and a day that has no time


@dataclass(frozen=True)
class _Post:
    """A row whose post is known."""

    row: Row
    post_id: str
    published_at: datetime | None
    creator: str | None


def read_posts(document: Document, header_row: int, context: ReadContext) -> Iterator[Batch]:
    """Yield a batch of `post_reading` (which counts the rows) and one of `post`.

    Raises
    ------
    SourceRefused : `studio_posts_without_id` no column can hold an id; `studio_read_day_unknown` the file does not say
        when it was exported, and neither does the user; `studio_account_unknown`
    """
    sheet = read_sheet(document, header_row)
    if not any(header in sheet.headers for header in (*LINKS, *IDS)) and sheet.rows:
        raise SourceRefused("studio_posts_without_id", file=document.name, seen=list(sheet.headers.values()))
    posts = [post for row in sheet.rows if (post := _post(sheet, row, context)) is not None]
    account = _fallback_account(posts, document.name, context)
    read_at = _reading_times(sheet, posts, document.name, context)
    readings: dict[tuple[str, datetime], dict[str, object]] = {}
    known: dict[str, dict[str, object]] = {}
    counters = _counters(sheet)
    for post in posts:
        when, line = read_at.get(post.row.line), post.row.line
        if when is None or line in sheet.refused_lines:
            continue
        when = max(when, post.published_at or when)
        readings[post.post_id, when] = {"post_id": post.post_id, "read_at": when, **counters[line]}
        known[post.post_id] = {**_description(post, account), "duration_s": counters[line].get("duration_s")}
    yield sheet.batch("post_reading", readings.values())
    yield sheet.batch("post", known.values(), counts_rows=False)


def _post(sheet: Sheet, row: Row, context: ReadContext) -> _Post | None:
    """The post of a row: its id, and when it was made."""
    header = next((name for name in (*IDS, *LINKS) if row.text(name)), None)
    text = row.text(header) if header else None
    post_id = post_id_of(text) if text else None
    if header is None or text is None or post_id is None:
        shown = header or next(name for name in (*LINKS, *IDS) if name in sheet.headers)
        sheet.refuse(row, shown, "post_link_full" if text and is_short_link(text) else "post_link")
        return None
    published_at = created_at(post_id, now=context.now)
    said = _said_publication(row, context)
    if said is not None and published_at is not None and not _agree(said, published_at):
        sheet.refuse(row, "post time" if row.text("post time") else "create time", "post_time_of_id")
        return None
    if published_at is None and isinstance(said, datetime):
        published_at = said
    link = row.text(*LINKS)
    owner = handle_of(link) if link and "@" in link else None
    return _Post(row, post_id, published_at, owner or _handle(row.text("business username", "username")))


def _handle(text: str | None) -> str | None:
    return None if text is None else handle_of(text)


def _said_publication(row: Row, context: ReadContext) -> LocalDay | datetime | None:
    """What the file says of the time of publication: an instant, or a day without a year."""
    text = row.text("create time", "post time")
    if text is None:
        return None
    said = instant_of(text, Habits(day_first=context.day_first))
    return parse_local_day(text) if said is None else said


def _agree(said: LocalDay | datetime, created: datetime) -> bool:
    """Whether the id's time and the file's can be the same moment, whatever the zone of the account."""
    if isinstance(said, datetime):
        return abs(said - created) <= _TOLERANCE
    years = range(created.year - 1, created.year + 2) if said.year is None else (said.year,)
    days = (said.in_year(year) for year in years)
    noon = timedelta(hours=12)
    return any(day is not None and abs(start_of(day) + noon - created) <= _TOLERANCE + noon for day in days)


def _fallback_account(posts: list[_Post], file: str, context: ReadContext) -> str | None:
    """The account for posts whose row names no creator; not asked for when every row does."""
    if all(post.creator for post in posts):
        return None
    return account_of(file, context, (post.row.text(*LINKS) for post in posts))


def _reading_times(sheet: Sheet, posts: list[_Post], file: str, context: ReadContext) -> dict[int, datetime]:
    """Line → the instant of the reading; rows whose own time cannot be read are refused."""
    header = next((name for name in READ_TIMES if name in sheet.headers), None)
    if header is None:
        when = start_of(export_day(file, context)) if posts else None
        return {post.row.line: when for post in posts if when is not None}
    newest = max((post.published_at for post in posts if post.published_at), default=None)
    times: dict[int, datetime] = {}
    for post in posts:
        day = parse_local_day(post.row.text(header) or "")
        if day is None:
            sheet.refuse(post.row, header, "day")
        else:
            times[post.row.line] = start_of(_read_day(day, newest, file, context))
    return times


def _read_day(day: LocalDay, newest: datetime | None, file: str, context: ReadContext) -> date:
    """The date of `Time`: in the stated window, else the only one between the newest post and today."""
    window = window_of(file, context)
    tomorrow = context.now.date() + timedelta(days=1)
    bounds = [window[0]] if window else []
    bounds += [newest.date() - timedelta(days=1)] if newest else []  # no counter is older than its post
    if not bounds:
        raise SourceRefused("studio_year_unknown", file=file, seen=f"{day.month:02d}-{day.day:02d}")
    earliest = max(bounds)
    latest = min(window[1], tomorrow) if window else tomorrow
    found = candidate_dates(day, earliest=earliest, latest=latest)
    if len(found) == 1:
        return found[0]
    code = "studio_year_ambiguous" if found else "studio_year_not_in_period"
    seen = f"{day.month:02d}-{day.day:02d}"
    raise SourceRefused(code, file=file, seen=seen, first=str(earliest), last=str(latest))


def _counters(sheet: Sheet) -> dict[int, dict[str, object]]:
    """Line → the reading's counters in our columns."""
    records: dict[int, dict[str, object]] = {row.line: {} for row in sheet.rows}
    for theirs, ours in COUNTERS.items():
        for line, number in sheet.counts(theirs).items():
            records[line].setdefault(ours, number)
    for theirs, ours, highest, parser, valid in _OWNER_ONLY:
        for line, value in sheet.numbers(theirs, parser, valid, lowest=0, highest=highest).items():
            records[line][ours] = value
    return records


def _description(post: _Post, account: str | None) -> dict[str, object]:
    """What the row says of the post itself."""
    row = post.row
    caption = row.text("video title", "caption")
    url = row.text(*LINKS)
    return {
        "post_id": post.post_id,
        "creator": post.creator or account,
        "url": url if url and url.startswith("http") else None,
        "published_at": post.published_at,
        "caption": caption,
        "hashtags": None if caption is None else sorted({tag.casefold() for tag in _HASHTAG.findall(caption)}),
    }
