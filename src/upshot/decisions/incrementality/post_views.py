"""Each post's organic and paid views per day, out of lifetime readings and ad reports."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
import pyarrow as pa

from upshot.decisions.incrementality.model import Array
from upshot.decisions.maturity.brand import BrandMaturity, Readings, fit_brand
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme
from upshot.measures.terms import read_terms
from upshot.stats.view_growth import Curve, daily_views

SECONDS_A_DAY = 86_400.0
LONG_MATURED_DAYS = 400.0  # by then F is 1 to many digits for any curve ever published
ASSUMED_AGE_DAYS = 1.0  # of a first reading when nobody said when the post was published


@dataclass(frozen=True)
class PostViews:
    """`organic`, `paid` (n_posts, n_days) views gained per day; `creators` the creator of each post."""

    post_ids: tuple[str, ...]
    creators: tuple[str, ...]
    organic: Array
    paid: Array


@dataclass(frozen=True)
class PostGrowth:
    """What is known of how the posts grew: readings and bought views by post, and the brand's fitted growth."""

    readings: dict[str, Readings]
    paid: dict[str, dict[date, float]]
    maturity: BrandMaturity

    @property
    def curve(self) -> Curve:
        """Growth of a typical post of the brand."""
        return self.maturity.model


def read_growth(
    data: WorkspaceData, programme: Programme, zone: ZoneInfo | None = None, *, now: datetime | None = None
) -> PostGrowth:
    """Read the readings and the bought views, and fit the brand's growth to them.

    Parameters
    ----------
    zone : of the ads' days
    now : what was read or bought after it is left out
    """
    zone = zone or read_terms(data).zone
    readings = read_readings(data, now=now)
    paid = paid_views(data, programme, last=now.astimezone(zone).date() if now else None)
    return PostGrowth(readings, paid, fit_brand(programme.posts, readings, paid, zone))


def read_post_views(
    data: WorkspaceData, programme: Programme, growth: PostGrowth, zone: ZoneInfo, first: date, n_days: int
) -> PostViews:
    """Reconstruct the daily views of the programme's posts.

    Posts of accounts that no creator or collaboration sheet names (the brand's own) are left out, unless no sheet
    names anybody. A post without readings and without ads has no row.
    """
    named = {row["creator"] for row in data.rows("creator")} | {item.creator for item in programme.collaborations}
    readings, paid, curve = growth.readings, growth.paid, growth.curve
    midnight = [datetime.combine(first + timedelta(days=i + 1), time(), zone).timestamp() for i in range(n_days)]
    ends = np.array(midnight)
    kept, organic_rows, paid_rows = [], [], []
    for post in programme.posts:
        own, bought = readings.get(post.post_id), paid.get(post.post_id)
        if (named and post.creator not in named) or (own is None and bought is None):
            continue
        published = _published(post.published_at, own, bought, zone)
        bought_by_day = _by_day(bought, first, n_days)
        alive = _alive(ends, published, bought_by_day)
        ages = (ends[alive] - published) / SECONDS_A_DAY
        organic, boosted = np.zeros(n_days), np.zeros(n_days)
        organic[alive], boosted[alive] = _one_post(own, ages, published, bought_by_day[alive], curve)
        kept.append(post)
        organic_rows.append(organic)
        paid_rows.append(boosted)
    shape = (0, n_days)
    return PostViews(
        tuple(post.post_id for post in kept),
        tuple(post.creator for post in kept),
        np.stack(organic_rows) if kept else np.zeros(shape),
        np.stack(paid_rows) if kept else np.zeros(shape),
    )


def read_readings(data: WorkspaceData, *, now: datetime | None = None) -> dict[str, Readings]:
    """Readings with views by post, oldest first; those after `now` are left out."""
    columns = ("post_id", "read_at", "views", "views_paid")
    frame = data.frame("post_reading").select(*columns).filter(~nw.col("views").is_null())
    frame = frame if now is None else frame.filter(nw.col("read_at") <= now)
    table = frame.collect().to_arrow().sort_by([("post_id", "ascending"), ("read_at", "ascending")])
    at = table["read_at"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() / 1e6
    views, bought = (table[name].cast(pa.float64()).to_numpy() for name in ("views", "views_paid"))  # null → NaN
    post_ids = table["post_id"].to_pylist()
    edges = [0, *(i for i in range(1, len(post_ids)) if post_ids[i] != post_ids[i - 1]), len(post_ids)]
    return {
        post_ids[low]: Readings(at[low:high], views[low:high], bought[low:high])
        for low, high in pairwise(edges)
        if high > low
    }


def paid_views(data: WorkspaceData, programme: Programme, *, last: date | None = None) -> dict[str, dict[date, float]]:
    """Paid views by post and day until `last`: the ads whose post the export names, or the Spark sheet.

    Plays (`video_views`); impressions where the export has no plays (an in-feed video starts when it is shown).
    """
    views = nw.col("video_views").cast(nw.Float64)
    shown = nw.when(views.is_null()).then(nw.col("impressions").cast(nw.Float64)).otherwise(views)
    frame = data.frame("ad_day").select("ad_id", "post_id", "day", shown=shown)
    frame = frame if last is None else frame.filter(nw.col("day") <= last)
    per_ad = frame.group_by("ad_id", "post_id", "day").agg(shown=nw.col("shown").sum())
    found: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for row in per_ad.collect().to_arrow().to_pylist():
        tie = programme.spark_ad.get(row["ad_id"])
        post_id = row["post_id"] or (tie.post_id if tie else None)
        if post_id and row["shown"]:
            found[post_id][row["day"]] += float(row["shown"])
    return found


def _alive(ends: Array, published: float, bought: Array) -> slice:
    """The days on which the post can gain views: from publication until it has long matured, or its last paid day."""
    low, matured = np.searchsorted(ends, (published, published + LONG_MATURED_DAYS * SECONDS_A_DAY))
    last_paid = int(np.flatnonzero(bought)[-1]) + 1 if bought.any() else 0
    high = max(int(matured), last_paid)
    return slice(min(int(low), high), high) if high > 0 else slice(0, 0)


def _one_post(own: Readings | None, ages: Array, published: float, bought: Array, curve: Curve) -> tuple[Array, Array]:
    """(organic, paid) views per day of one post."""
    if not len(ages):
        return np.zeros(0), np.zeros(0)
    if own is None:
        return daily_views(ages, np.empty(0), np.empty(0), curve, bought)
    reading_ages = np.maximum((own.at - published) / SECONDS_A_DAY, 0.02)
    if np.isfinite(own.views_paid).all():  # the platform split them: its organic count needs no subtraction
        organic, _ = daily_views(ages, reading_ages, own.views - own.views_paid, curve, np.zeros_like(bought))
        return organic, np.maximum(bought, 0.0)
    return daily_views(ages, reading_ages, own.views, curve, bought)


def _published(at: datetime | None, own: Readings | None, bought: dict[date, float] | None, zone: ZoneInfo) -> float:
    """Epoch seconds of publication; without a date, a day before the first sign of life."""
    if at is not None:
        return at.timestamp()
    signs = [] if own is None else [float(own.at[0])]
    signs += [datetime.combine(min(bought), time(), zone).timestamp()] if bought else []
    return min(signs) - ASSUMED_AGE_DAYS * SECONDS_A_DAY


def _by_day(bought: dict[date, float] | None, first: date, n_days: int) -> Array:
    row = np.zeros(n_days)
    for day, views in (bought or {}).items():
        if 0 <= (day - first).days < n_days:
            row[(day - first).days] += views
    return row
