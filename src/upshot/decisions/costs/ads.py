"""What the ads cost, by the creator and campaign they belong to: from days, or from totals where there are no days.

The two are never added for the same campaign and period: a total is only read where no day of its campaign (or ad, or
account, when it names no campaign) lies inside its period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme

LEVELS = ("ad", "ad_group", "campaign", "account")  # finest first


@dataclass(frozen=True)
class AdSpend:
    """Spend of one ad (or of a total above it) over a period, as billed, tied to whom and what it promotes."""

    account_id: str
    ad_id: str | None
    creator: str | None
    campaign: str | None
    post_id: str | None
    currency: str | None
    spend: Decimal
    impressions: int | None
    clicks: int | None
    video_views: int | None
    rows: int
    starts_on: date
    ends_on: date
    table: str  # ad_day or ad_total


METRICS = {"impressions": "impressions", "clicks": "clicks_destination", "video_views": "video_views"}


def read_ad_spend(data: WorkspaceData, programme: Programme, *, until: date) -> tuple[AdSpend, ...]:
    """Every euro of ad spend once, up to `until`: days per ad and currency, then totals for what is missing."""
    days = _day_sums(data, until)
    spends = [_tied(row, programme, "ad_day") for row in days]
    spends += [_tied(row, programme, "ad_total") for row in _missing_totals(data, days, until)]
    return tuple(sorted(spends, key=_order))


def _order(ad: AdSpend) -> tuple[str, ...]:
    return tuple(str(part or "") for part in (ad.campaign, ad.creator, ad.account_id, ad.ad_id, ad.currency))


def _day_sums(data: WorkspaceData, until: date) -> list[dict[str, Any]]:
    """`ad_day` summed over days in the engine: one row per account, campaign, ad, post and currency."""
    keys = ["account_id", "campaign_id", "campaign_name", "ad_id", "post_id", "currency"]
    frame = data.frame("ad_day").filter(nw.col("day") <= until)
    sums = frame.group_by(keys).agg(
        nw.col("spend").sum(),
        *(nw.col(column).sum().alias(name) for name, column in METRICS.items()),
        *(nw.col(column).count().alias(f"{name}_known") for name, column in METRICS.items()),
        nw.len().alias("rows"),
        nw.col("day").min().alias("starts_on"),
        nw.col("day").max().alias("ends_on"),
    )
    rows: list[dict[str, Any]] = sums.collect().to_arrow().to_pylist()
    for row in rows:
        for name in METRICS:
            if not row[f"{name}_known"]:
                row[name] = None
    return rows


def _missing_totals(data: WorkspaceData, days: list[dict[str, Any]], until: date) -> Iterator[dict[str, Any]]:
    """Totals whose campaign and period no day covers: the finest level wins, then the longest period."""
    frame = data.frame("ad_total").filter(nw.col("starts_on") <= until)
    columns = ("account_id", "level", "entity_id", "entity_name", "campaign_id", "campaign_name", "post_id")
    totals = (
        frame.select(*columns, "starts_on", "ends_on", "currency", "spend", *METRICS.values())
        .collect()
        .to_arrow()
        .to_pylist()
    )
    taken = _covered_by_days(data, days, until) if totals else _Covered()
    for row in sorted(totals, key=_finest_then_longest):
        if row["level"] not in LEVELS or row["spend"] is None or taken.overlaps(row):
            continue
        yield row | {
            "ad_id": row["entity_id"] if row["level"] == "ad" else None,
            "campaign_name": row["campaign_name"] or (row["entity_name"] if row["level"] == "campaign" else None),
            "rows": 1,
            **{name: row[column] for name, column in METRICS.items()},
        }
        taken.later(row)


def _covered_by_days(data: WorkspaceData, days: list[dict[str, Any]], until: date) -> _Covered:
    """The days that `ad_day` counts: day by day for campaigns, first to last day for ads that name no campaign."""
    covered = _Covered()
    keys = ("account_id", "campaign_id", "campaign_name", "day")
    frame = data.frame("ad_day").filter(nw.col("day") <= until).select(*keys).unique()
    for row in frame.collect().to_arrow().to_pylist():
        covered.add(row, row["day"], row["day"])
    for row in days:
        if not (row["campaign_id"] or row["campaign_name"]):
            covered.add(row, row["starts_on"], row["ends_on"])
    return covered


def _finest_then_longest(row: dict[str, Any]) -> tuple[Any, ...]:
    level = LEVELS.index(row["level"]) if row["level"] in LEVELS else len(LEVELS)
    return level, row["starts_on"] - row["ends_on"], row["starts_on"], str(row["account_id"]), str(row["entity_id"])


class _Covered:
    """Which account, campaign or entity is already counted for which days."""

    def __init__(self) -> None:
        self._spans: dict[tuple[str, str, str], list[tuple[date, date, int]]] = defaultdict(list)

    def add(self, row: dict[str, Any], starts_on: date, ends_on: date, level: int = -1) -> None:
        for key in _keys(row):
            self._spans[key].append((starts_on, ends_on, level))

    def later(self, row: dict[str, Any]) -> None:
        self.add(row, row["starts_on"], row["ends_on"], LEVELS.index(row["level"]))

    def overlaps(self, row: dict[str, Any]) -> bool:
        """Whether a finer level, or the same entity, already counts a day of this row's period."""
        level = LEVELS.index(row["level"])
        entity = (str(row["account_id"]), "entity", str(row["entity_id"]).casefold())
        return any(
            starts_on <= row["ends_on"] and row["starts_on"] <= ends_on
            for key in _scopes(row, level)
            for starts_on, ends_on, counted in self._spans.get(key, ())
            if counted < level or key == entity
        )


def _keys(row: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Everything a counted row covers: its account, its campaign by id and by name, itself."""
    account = str(row["account_id"])
    yield account, "account", ""
    for name in ("campaign_id", "campaign_name"):
        if row.get(name):
            yield account, "campaign", str(row[name]).casefold()
    for name in ("ad_id", "entity_id"):
        if row.get(name):
            yield account, "entity", str(row[name]).casefold()
    if row.get("level") == "campaign":
        yield account, "campaign", str(row["entity_id"]).casefold()


def _scopes(row: dict[str, Any], level: int) -> Iterable[tuple[str, str, str]]:
    """Where a total must look before it may count: at itself, at its campaign, and at the account if it is one."""
    account = str(row["account_id"])
    yield account, "entity", str(row["entity_id"]).casefold()
    names = [row["campaign_id"], row["campaign_name"]]
    if LEVELS[level] == "campaign":
        names += [row["entity_id"], row["entity_name"]]
    named = [str(name).casefold() for name in names if name]
    for name in named:
        yield account, "campaign", name
    if LEVELS[level] == "account" or not named:
        yield account, "account", ""


def _tied(row: dict[str, Any], programme: Programme, table: str) -> AdSpend:
    tie = programme.tie_of_ad(row["ad_id"], row["post_id"], row["campaign_name"], row["starts_on"])
    return AdSpend(
        account_id=row["account_id"],
        ad_id=row["ad_id"],
        creator=tie.creator,
        campaign=tie.campaign,
        post_id=tie.post_id,
        currency=row["currency"],
        spend=Decimal(row["spend"] or 0),
        impressions=_whole(row["impressions"]),
        clicks=_whole(row["clicks"]),
        video_views=_whole(row["video_views"]),
        rows=int(row["rows"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        table=table,
    )


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
