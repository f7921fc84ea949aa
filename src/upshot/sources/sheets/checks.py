"""What must hold between the cells of one row, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import ReadContext
from upshot.sources.checked_rows import CheckedRows
from upshot.sources.nouns import without_contacts
from upshot.sources.sheets.cells import is_email, why_not_a_post
from upshot.sources.sheets.creator_checks import check_audience, check_comments, check_figures, check_quotes
from upshot.sources.sheets.setting_values import known_key, nearest_keys, setting_value
from upshot.sources.shop.customers import customer_keys
from upshot.vocabulary.tables import ARROW_TYPE, Kind
from upshot.vocabulary.tiktok_links import created_at, handle_of, post_id_of

Check = Callable[[CheckedRows, ReadContext], None]
COUNTERS = ("views", "likes", "comments", "shares", "saves", "reach")
READINGS = (*COUNTERS, "average_time_watched_s", "full_video_watched_rate")


def check_dates(checked: CheckedRows, _context: ReadContext) -> None:
    """No end before its start."""
    for end, start in (("ends_on", "starts_on"), ("read_out_on", "starts_on"), ("authorised_until", "authorised_from")):
        if checked.has(end, start):
            checked.refuse(pc.less(checked.column(end), checked.column(start)), end, "day_not_before_start")


def resolve_post(checked: CheckedRows, context: ReadContext) -> None:
    """Add `post_id`, and fill `creator` and `published_at` from the link and the id where the row leaves them out."""
    links = checked.texts("post_url")
    ids = [None if link is None else post_id_of(link) for link in links]
    checked.put("post_id", pa.array(ids, pa.string()))
    checked.refuse(pc.is_null(checked.column("post_id")), "post_url", why_not_a_post)
    links = checked.texts("post_url")
    owners = [handle_of(link) if link and "@" in link else None for link in links]
    checked.put("creator", pc.coalesce(checked.column("creator"), pa.array(owners, pa.string())))
    urls = pa.array([link if link and "/" in link else None for link in links], pa.string())
    checked.put("url", pc.coalesce(checked.column("url"), urls))
    instant = ARROW_TYPE[Kind.INSTANT]
    born = [created_at(post_id, now=context.now) for post_id in checked.texts("post_id") if post_id is not None]
    checked.put("published_at", pc.coalesce(checked.column("published_at", instant), pa.array(born, instant)))


def check_post_metrics(checked: CheckedRows, context: ReadContext) -> None:
    """Counters fit each other, and say when they were read."""
    checked.refuse_beyond("likes", "views", "likes_within_views")
    read_at = checked.column("read_at", ARROW_TYPE[Kind.INSTANT])
    if context.period is not None:
        day = pa.scalar(datetime.combine(context.period[1], time(), UTC), read_at.type)
        read_at = pc.fill_null(read_at, day)
    checked.put("read_at", read_at)
    checked.refuse(pc.and_(is_reading(checked), pc.is_null(read_at)), "read_at", "read_at_needed")
    too_early = pc.less(checked.column("read_at"), checked.column("published_at"))
    checked.refuse(too_early, "read_at", "read_at_after_publication")


def is_reading(checked: CheckedRows) -> pa.Array:
    """Which rows hold at least one counter."""
    counted = pa.array([False] * checked.rows.num_rows, pa.bool_())
    for name in READINGS:
        counted = pc.or_(counted, pc.is_valid(checked.column(name)))
    return counted


def hash_respondents(checked: CheckedRows, context: ReadContext) -> None:
    """Replace e-mail addresses by keyed hashes; without a key such a row is refused, never stored."""
    respondents = checked.column("respondent")
    addresses = pa.array([text is not None and is_email(text) for text in respondents.to_pylist()], pa.bool_())
    if pc.any(addresses).as_py():
        keys = customer_keys([("email", respondents)], context.hash_key)
        if keys is None:
            checked.refuse(addresses, "respondent", "respondent_without_address")
        else:
            checked.put("respondent", pc.if_else(addresses, keys, respondents))
    answers = [None if text is None else without_contacts(text) for text in checked.texts("answer")]
    checked.put("answer", pa.array(answers, pa.string()))


def check_settings(checked: CheckedRows, _context: ReadContext) -> None:
    """Known names and values in their unit."""
    keys = [None if text is None else known_key(text) for text in checked.texts("key")]
    checked.put("known", pa.array(keys, pa.string()))
    checked.refuse(pc.is_null(checked.column("known")), "key", "setting_key", nearest_keys)
    checked.put("key", checked.column("known"))
    pairs = zip(checked.texts("key"), checked.texts("value"), strict=True)
    values = [setting_value(key or "", value or "") for key, value in pairs]
    checked.put("kept", pa.array([value for value, _ in values], pa.string()))
    checked.put("unit", pa.array([code for _, code in values], pa.string()))
    for code in sorted({code for value, code in values if value is None}):
        broken = pc.and_(pc.is_null(checked.column("kept")), pc.equal(checked.column("unit"), code))
        checked.refuse(broken, "value", code)
    checked.put("value", checked.column("kept"))


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "creators": (),
    "collaborations": (check_dates,),
    "campaigns": (check_dates,),
    "post_metrics": (resolve_post, check_post_metrics),
    "spark_ads": (resolve_post, check_dates),
    "marketing": (),
    "calendar": (check_dates,),
    "survey": (hash_respondents,),
    "lift_tests": (check_dates,),
    "creator_figures": (check_figures,),
    "audience": (check_audience,),
    "comments": (check_comments,),
    "quotes": (check_quotes,),
    "settings": (check_settings,),
}
