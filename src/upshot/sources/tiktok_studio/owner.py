"""Whose export it is, and when it was made: from the user, the zip's name, the links; never from a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from upshot.errors import SourceRefused
from upshot.sources.base import ReadContext
from upshot.sources.tiktok_studio.export_name import read_export_name
from upshot.sources.tiktok_studio.year_placement import SLACK, check_period
from upshot.vocabulary.tiktok_links import handle_of


def account_of(file: str, context: ReadContext, links: Iterable[str | None] = ()) -> str:
    """The handle: what the user said, else the zip's name, else the handle in most of the post links.

    Raises
    ------
    SourceRefused : `studio_account_unknown`
    """
    if context.account_id:
        return handle_of(context.account_id) or context.account_id
    named = read_export_name(file).handle
    if named:
        return named
    handles = Counter(handle for link in links if link and "@" in link and (handle := handle_of(link)))
    if not handles:
        raise SourceRefused("studio_account_unknown", file=file)
    return handles.most_common(1)[0][0]


def window_of(file: str, context: ReadContext) -> tuple[date, date] | None:
    """The days that the rows may fall on: the user's period as said, else the zip's with two days of slack."""
    if context.period is not None:
        return check_period(context.period)
    named = read_export_name(file).period
    return None if named is None else (named[0] - SLACK, named[1] + SLACK)


def export_day(file: str, context: ReadContext) -> date:
    """The day of an export that carries no date at all: the last day of the user's period, or the zip's end.

    Raises
    ------
    SourceRefused : `studio_read_day_unknown`
    """
    period = check_period(context.period) or read_export_name(file).period
    if period is None:
        raise SourceRefused("studio_read_day_unknown", file=file)
    return period[1]


def start_of(day: date) -> datetime:
    """Midnight UTC at which `day` begins: Studio's counters run to the end of the day before."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
