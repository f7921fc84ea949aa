"""A workspace's tables as the daily arrays that the estimate reads.

Orders are counted on the engine (one group per day), so that ten million of them cost one scan; only days, posts and
creators come into memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import Array, LiftTest, ProgrammeHistory
from upshot.decisions.incrementality.post_views import PostGrowth, PostViews, read_growth, read_post_views
from upshot.decisions.incrementality.regions import read_regions
from upshot.decisions.incrementality.tracked import read_tracked
from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData
from upshot.measures.facts.shop import counted_orders
from upshot.measures.programme import Programme, read_programme
from upshot.measures.terms import read_terms
from upshot.registries.tiers import tier_of


@dataclass(frozen=True)
class Window:
    """The days of the history, oldest first, without gaps."""

    first: date
    n_days: int

    @property
    def days(self) -> tuple[date, ...]:
        """Every day."""
        return tuple(self.first + timedelta(days=i) for i in range(self.n_days))

    def count(self, days: Sequence[date], values: Sequence[float]) -> Array:
        """(n_days,) `values` added up on their `days`; days outside the window are left out."""
        row = np.zeros(self.n_days)
        index = np.array([(day - self.first).days for day in days], dtype=np.int64)
        inside = (index >= 0) & (index < self.n_days)
        np.add.at(row, index[inside], np.asarray(values, dtype=np.float64)[inside])
        return row

    def mark(self, starts_on: date | None, ends_on: date | None) -> NDArray[np.bool_]:
        """(n_days,) true from `starts_on` to `ends_on`, both included; an open end runs to the edge."""
        days = np.arange(self.n_days)
        low = (starts_on - self.first).days if starts_on else 0
        high = (ends_on - self.first).days if ends_on else self.n_days - 1 if starts_on is None else low
        marked: NDArray[np.bool_] = (days >= low) & (days <= high)
        return marked


def build_history(
    data: WorkspaceData, *, growth: PostGrowth | None = None, now: datetime | None = None
) -> ProgrammeHistory | InsufficientEvidence:
    """Read the workspace's history.

    Parameters
    ----------
    growth : what `read_growth` gave for the same `now`, when somebody has it already
    now : posts, orders, readings, ad days and answers after it are left out, and tests that had not ended;
        None = nothing is

    Returns
    -------
    ProgrammeHistory from the first to the last day with a counted order, or InsufficientEvidence when the workspace
    has no counted orders or no posts

    Notes
    -----
    A tracked row is NaN where the creator has no such signal (no code given): no code is not zero orders.
    """
    terms = read_terms(data)
    programme = read_programme(data, terms.zone)
    orders = counted_orders(data)
    counted = with_local_day(_until(orders, "ordered_at", now), "ordered_at", terms.zone)
    per_day = counted.group_by("day").agg(n=nw.len()).collect().to_arrow().to_pydict()
    known = [(day, n) for day, n in zip(per_day["day"], per_day["n"], strict=True) if day is not None]
    if not known:
        return InsufficientEvidence("no_counted_orders", ("import_orders",))
    first, last = min(known)[0], max(known)[0]
    window = Window(first, (last - first).days + 1)
    growth = growth or read_growth(data, programme, now=now)
    published = programme if now is None else _published_until(programme, now)
    posts = read_post_views(data, published, growth, terms.zone, window.first, window.n_days)
    if not posts.post_ids:
        return InsufficientEvidence("no_post_views", ("import_post_readings",))
    creators = _creators(programme, posts)
    index = {creator: i for i, creator in enumerate(creators)}
    followers = _followers(data, programme, now)
    names, events = _events(data, window, terms.target_countries)
    return ProgrammeHistory(
        days=window.days,
        orders=window.count(*zip(*known, strict=True)),
        views=posts.organic + posts.paid,
        views_paid=posts.paid,
        post_ids=posts.post_ids,
        post_creator=np.array([index[creator] for creator in posts.creators], dtype=np.int64),
        creators=creators,
        tracked_orders=read_tracked(
            data, programme, creators, counted, terms.zone, window.first, window.n_days, now=now
        ),
        events=events,
        event_names=names,
        other_media=_other_media(data, window),
        lift_tests=_lift_tests(data, now.astimezone(terms.zone).date() if now else date.max),
        creator_tiers=tuple(tier_of(followers.get(creator)) for creator in creators),
        creator_collaborations=tuple(_usual_collaboration(programme, creator) for creator in creators),
        **vars(read_regions(data, programme, creators, counted, window.first, window.n_days, now=now)),
    )


def _until(frame: nw.LazyFrame[Any], instant: str, now: datetime | None) -> nw.LazyFrame[Any]:
    return frame if now is None else frame.filter(nw.col(instant) <= now)


def _published_until(programme: Programme, now: datetime) -> Programme:
    """The programme without posts that were not out yet; a post that nobody dated stays."""
    return replace(
        programme, posts=tuple(p for p in programme.posts if p.published_at is None or p.published_at <= now)
    )


def _followers(data: WorkspaceData, programme: Programme, now: datetime | None) -> dict[str, int]:
    """The latest count by creator: the last reading, else what the sheet of creators says."""
    counts = {name: creator.followers for name, creator in programme.creators.items() if creator.followers is not None}
    known = (
        data.frame("creator_reading").select("creator", "read_at", "followers").filter(~nw.col("followers").is_null())
    )
    rows = _until(known, "read_at", now).collect().to_arrow().to_pylist()
    for row in sorted(rows, key=lambda row: row["read_at"]):
        counts[row["creator"]] = row["followers"]
    return counts


def _usual_collaboration(programme: Programme, creator: str) -> str | None:
    """The type of most of the creator's collaborations, the later one of two that are as frequent."""
    kinds = [item.collaboration_type for item in programme.by_creator.get(creator, ())]  # oldest first
    last = {kind: place for place, kind in enumerate(kinds)}
    return max(last, key=lambda kind: (kinds.count(kind), last[kind]), default=None)


def _creators(programme: Programme, posts: PostViews) -> tuple[str, ...]:
    """Creators with posts, and those with a collaboration: who posted nothing gets a row too."""
    return tuple(sorted({*posts.creators, *(item.creator for item in programme.collaborations)}))


def _events(data: WorkspaceData, window: Window, countries: Sequence[str]) -> tuple[tuple[str, ...], Array | None]:
    """One row per kind of event and name: 1 while it runs. A name that returns each year is one event."""
    columns = ("name", "kind", "starts_on", "ends_on", "country")
    rows: dict[str, Array] = {}
    for event in data.frame("calendar").select(*columns).collect().to_arrow().to_pylist():
        if event["starts_on"] is None or (countries and event["country"] and event["country"] not in countries):
            continue
        running = window.mark(event["starts_on"], event["ends_on"])
        if running.any():
            name = _event_name(event)
            rows[name] = np.maximum(rows.get(name, np.zeros(window.n_days)), running)
    names = tuple(sorted(rows))
    return names, np.stack([rows[name] for name in names]) if names else None


def _event_name(event: Mapping[str, Any]) -> str:
    """Promotions and holidays share one weight per name, years taken off ("Black Friday 2025" is "black friday")."""
    words = [word for word in str(event["name"] or event["kind"]).casefold().split() if not word.isdigit()]
    return " ".join(words) or str(event["kind"])


def _other_media(data: WorkspaceData, window: Window) -> Array | None:
    """(n_channels, n_days) spend of other channels; impressions where no spend was given."""
    per_day = (
        data.frame("marketing_day")
        .group_by("channel", "day")
        .agg(spend=nw.col("spend").cast(nw.Float64).sum(), impressions=nw.col("impressions").cast(nw.Float64).sum())
        .collect()
        .to_arrow()
        .to_pylist()
    )
    rows = []
    for channel in sorted({row["channel"] for row in per_day}):
        own = [row for row in per_day if row["channel"] == channel]
        for measure in ("spend", "impressions"):
            counted = window.count([row["day"] for row in own], [row[measure] or 0.0 for row in own])
            if counted.sum() > 0:
                rows.append(counted)
                break
    return np.stack(rows) if rows else None


def _lift_tests(data: WorkspaceData, today: date) -> tuple[LiftTest, ...]:
    """Experiments that are over, with a number and a standard error; without both they cannot be weighed."""
    return tuple(
        LiftTest(
            row["name"],
            row["starts_on"],
            row["ends_on"],
            tuple(creator.lower().removeprefix("@") for creator in row.get("creators") or ()),
            float(row["incremental_orders"]),
            float(row["standard_error"]),
        )
        for row in data.rows("lift_test")
        if row.get("incremental_orders") is not None
        and (row.get("standard_error") or 0) > 0
        and row.get("starts_on")
        and row.get("ends_on")
        and row["ends_on"] <= today
    )
