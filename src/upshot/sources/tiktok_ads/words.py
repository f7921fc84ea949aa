"""The registry of report headers as fields, and what the headers of one file add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from upshot.registries.ad_report_headers import ad_report_headers
from upshot.sources.base import ReadContext
from upshot.sources.fields import Field, HeaderMap, header_key, match_headers
from upshot.sources.parsing import DAY, ID, MONEY, TEXT, WHOLE, Parser

LEVEL = "__level"
LEVELS = ("ad", "ad_group", "campaign", "account")  # the deepest first
NAMES = ("account_name", "campaign_name", "ad_group_name", "ad_name")
IDS = ("account_id", "campaign_id", "ad_group_id", "ad_id", "post_id")
MONEYS = ("spend", "purchase_value", "purchase_value_shop")
COUNTS = (
    *("impressions", "reach", "clicks_destination", "clicks_all", "video_views", "video_views_2s", "video_views_6s"),
    *("video_views_p25", "video_views_p50", "video_views_p75", "video_views_p100"),
    *("likes_paid", "comments_paid", "shares_paid", "follows_paid", "profile_visits_paid"),
    *("conversions", "purchases", "purchases_shop"),
)
# Headers that only TikTok's reports use; one of them settles whose report a file is.
_DISTINCTIVE = (
    *("video_views_2s", "video_views_6s", "video_views_p25", "likes_paid", "follows_paid", "profile_visits_paid"),
    *("post_id", "purchases_shop", "purchase_value_shop"),
)
_DISTINCTIVE_KEYS = frozenset(
    map(
        header_key,
        (
            *("By Day", "By Hour", "Clicks (destination)", "Clicks (all)", "CPC (destination)", "CTR (destination)"),
            *("CTR (all)", "Par jour", "Por día", "Por dia", "Nach Tag", "Clics (destination)", "Clics (destino)"),
            *("Cliques (destino)", "Klicks (Ziel)", "stat_time_day", "stat_time_hour", "adgroup_id", "adgroup_name"),
            *("video_play_actions", "6-second focused views", "일별"),
        ),
    )
)


@dataclass(frozen=True)
class Words:
    """What one file's headers are: its columns, those that split an ad's day, those that nobody knows."""

    headers: HeaderMap
    breakdowns: tuple[str, ...]  # headers of age, gender, country, hour …
    unknown: tuple[str, ...]
    is_records: bool = False  # Marketing API records: each says its own level

    def has(self, *columns: str) -> bool:
        """Whether the file has any of these columns."""
        return any(column in self.headers for column in columns)

    def for_records(self) -> Words:
        """The same words for API records, which carry their level in a column of our own."""
        columns = {**self.headers.columns, "level": LEVEL}
        return replace(self, headers=replace(self.headers, columns=columns), is_records=True)


@cache
def headers_of(metric: str) -> tuple[str, ...]:
    """Every header that the registry knows for a column, the best evidence first."""
    return tuple(dict.fromkeys(row.header for row in ad_report_headers() if row.metric == metric))


@cache
def _keys_of(metric: str) -> frozenset[str]:
    return frozenset(map(header_key, headers_of(metric)))


def _field(column: str, parse: Parser, *, keep_row: bool = True) -> Field:
    return Field(column, headers_of(column), parse, keep_row=keep_row)


@cache
def report_fields() -> tuple[Field, ...]:
    """Every column of a report. A bad cell costs its row where the row would be wrong without it: ids, day, spend."""
    return (
        Field("level", (), TEXT),
        _field("day", DAY, keep_row=False),
        _field("hour", TEXT),
        _field("week", TEXT),
        _field("month", TEXT),
        *(_field(column, ID, keep_row=column == "post_id") for column in IDS),
        *(_field(column, TEXT) for column in NAMES),
        _field("currency", TEXT),
        _field("attribution_window", TEXT),
        _field("objective", TEXT),
        _field("placement", TEXT),
        *(_field(column, MONEY, keep_row=column != "spend") for column in MONEYS),
        *(_field(column, WHOLE) for column in COUNTS),
    )


def words_of(headers: Sequence[str], context: ReadContext, *, file: str = "") -> Words:
    """Match a header row with the registry and the user's own mapping."""
    header_map = match_headers(report_fields(), headers, context, file=file)
    breakdowns = tuple(header for header in header_map.unknown if header_key(header) in _keys_of("breakdown"))
    if "hour" in header_map:
        breakdowns += (header_map.columns["hour"],)
        if "day" not in header_map:  # `2026-10-25 13:00:00` names its day
            header_map = replace(header_map, columns={**header_map.columns, "day": header_map.columns["hour"]})
    known = _keys_of("breakdown") | _keys_of("derived") | _keys_of("attribute")
    unknown = tuple(header for header in header_map.unknown if header_key(header) not in known)
    return Words(header_map, breakdowns, unknown)


def certainty(headers: Iterable[str], words: Words) -> float:
    """How sure it is that a header row is of a TikTok ad report: 0 without spend or delivery, 0.95 with its words."""
    if not words.has("spend") or not words.has("impressions", "clicks_destination", "video_views", "conversions"):
        return 0.0
    if not words.has(*IDS[:4], *NAMES, "day"):
        return 0.0
    keys = {header_key(header) for header in headers}
    n_distinctive = sum(column in words.headers for column in _DISTINCTIVE) + len(keys & _DISTINCTIVE_KEYS)
    if n_distinctive >= 2:
        return 0.95
    return 0.8 if n_distinctive else 0.35
