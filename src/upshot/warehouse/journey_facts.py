"""What journeys are cut from, and by which rules: the values that pass between `decisions.journeys` and the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

DIMENSIONS = ("creator", "channel", "post", "campaign", "source")
KINDS = ("view", "survey", "visit", "click", "code")  # at the same instant, in this order
TOP_PATHS = 10
HEAVY_SHOWN = 10

# What the programme knows: who stands behind a label, a post, an ad, a former handle.
LABELS = pa.schema(
    [
        ("label", pa.string()),  # lower case
        ("starts_us", pa.int64()),
        ("ends_us", pa.int64()),
        ("creator", pa.string()),
        ("campaign", pa.string()),
        ("is_handle", pa.bool_()),  # a creator's own handle: counts only where the channel is TikTok
    ]
)
POSTS = pa.schema([("post_id", pa.string()), ("creator", pa.string()), ("campaign", pa.string())])
ADS = pa.schema([("ad_id", pa.string()), ("post_id", pa.string()), ("creator", pa.string()), ("campaign", pa.string())])
HANDLES = pa.schema([("handle", pa.string()), ("creator", pa.string())])
RATES = pa.schema([("currency", pa.string()), ("rate", pa.int64())])  # in 10⁻⁸ of the workspace's currency
ORDER_TOUCHES = pa.schema(
    [
        ("account_id", pa.string()),
        ("order_id", pa.string()),
        ("touched_at", pa.timestamp("us", tz="UTC")),
        ("kind", pa.string()),
        ("creator", pa.string()),
        ("post_id", pa.string()),
        ("campaign", pa.string()),
        ("is_ad", pa.bool_()),
    ]
)
_TABLES = ("order_touches", "labels", "posts", "ads", "handles", "rates")


@dataclass(frozen=True)
class Facts:
    """Frames of the lake, and small tables of what the programme knows (their schemas stand above)."""

    touch: nw.LazyFrame[Any]
    click: nw.LazyFrame[Any]
    order: nw.LazyFrame[Any]  # those that count, up to now
    order_touches: pa.Table
    labels: pa.Table
    posts: pa.Table
    ads: pa.Table
    handles: pa.Table
    rates: pa.Table
    currency: str
    paid_media: str  # a regular expression: a medium that matches is an ad's


@dataclass(frozen=True)
class Rules:
    """How journeys are cut; instants and durations in microseconds."""

    by: str
    now_us: int
    window_us: int
    idle_us: int
    repeat_us: int
    tolerance_us: int
    most_touches: int
    campaign: str | None = None  # only journeys that a touch of it is part of


@dataclass(frozen=True)
class PathCount:
    """A path and how often it was walked; `states` are the names in order."""

    states: tuple[str, ...]
    n_journeys: int
    n_conversions: int
    value_cents: int


@dataclass(frozen=True)
class Cut:
    """What cutting counted.

    `kinds` counts touches by kind before anything was set aside, `set_aside` touches by the rule that did it; a touch
    is in one of them or a step. `lengths` and `days` are (share, value) pairs of all and of converting journeys.
    """

    kinds: Mapping[str, int]
    set_aside: Mapping[str, int]
    numbers: Mapping[str, int]
    heavy: tuple[tuple[str, int], ...]  # first digits of the visitor's key, touches
    lengths: Mapping[str, tuple[tuple[float, float], ...]]
    days: tuple[tuple[float, float], ...]
    paths: tuple[PathCount, ...]


def take_in(bench: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    """Make the facts visible on the bench: what lies in files is read by the bench itself, the rest comes as Arrow."""
    for name in ("touch", "click", "order"):
        _take_frame(bench, f"the_{name}", getattr(facts, name))
    for name in _TABLES:
        bench.register(f"the_{name}", getattr(facts, name))


def _take_frame(bench: duckdb.DuckDBPyConnection, name: str, frame: nw.LazyFrame[Any]) -> None:
    native = frame.to_native()
    if isinstance(native, duckdb.DuckDBPyRelation):
        try:
            bench.execute(f'CREATE TEMP VIEW "{name}" AS {native.sql_query()}')
        except duckdb.CatalogException:  # rows in the memory of another connection
            bench.register(name, frame.collect().to_arrow())
        return
    bench.register(name, frame.collect().to_arrow())


def number(bench: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one whole number of a query, 0 for null."""
    return int(bench.execute(sql).fetchall()[0][0] or 0)


def text(value: str) -> str:
    """A text as a literal."""
    return "'" + value.replace("'", "''") + "'"
