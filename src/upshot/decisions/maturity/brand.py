"""A brand's posts in the growth model: readings, bought views taken out, fitted; each post found by its id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from upshot.decisions.maturity.prior import shipped_prior
from upshot.decisions.maturity.readings import SECONDS_A_DAY, ReadingSet, codes_of
from upshot.stats.view_maturity import Array
from upshot.stats.view_maturity_fit import MaturityModel, fit_maturity
from upshot.vocabulary.entities import Post


@dataclass(frozen=True)
class Readings:
    """One post's readings, oldest first: instants (epoch seconds), lifetime views, views from ads where supplied."""

    at: Array
    views: Array
    views_paid: Array  # NaN = the platform did not split


PaidByDay = Mapping[date, float]


@dataclass(frozen=True)
class BrandMaturity:
    """The brand's fitted growth; `place` finds a post's row in the model. Posts without date or reading have none."""

    readings: ReadingSet
    place: dict[str, int]
    paid_so_far: Array  # (n_readings,) bought views inside each counter
    model: MaturityModel

    def as_of(self, now: datetime) -> BrandMaturity:
        """What was known at `now`: itself when nothing was read later, else fitted again."""
        known = self.readings.at <= now.timestamp()
        if known.all():
            return self
        left, posts = self.readings.cut(known)
        new = {int(old): place for place, old in enumerate(posts)}
        place = {post_id: new[old] for post_id, old in self.place.items() if old in new}
        return BrandMaturity(left, place, self.paid_so_far[known], fit_maturity(left.panel(), self.model.prior))

    @property
    def paid_at_last(self) -> Array:
        """Bought views inside the last counter of each post (n_posts,)."""
        found = np.zeros(self.readings.n_posts)
        found[self.readings.post] = self.paid_so_far  # sorted: the last one stays
        return found


def fit_brand(
    posts: Sequence[Post], readings: Mapping[str, Readings], paid: Mapping[str, PaidByDay], zone: ZoneInfo
) -> BrandMaturity:
    """Fit the brand's growth.

    Parameters
    ----------
    posts : the programme's posts; those without publication date cannot take part
    readings : by post id
    paid : bought views by post id and day, from the ad reports; where a counter is split by the platform, the split
        counts. A post with ads and no split is forecast, but its growth teaches nothing about others.
    """
    chosen = [post for post in posts if post.published_at is not None and post.post_id in readings]
    rows: list[Array] = []
    splits: list[bool] = []
    kept: list[Post] = []
    for post in chosen:
        own, born = readings[post.post_id], post.published_at.timestamp() if post.published_at else 0.0
        is_after = own.at > born
        if not is_after.any():
            continue
        at, views = own.at[is_after], own.views[is_after]
        official = own.views_paid[is_after]
        bought = _bought(paid.get(post.post_id), at, zone)
        inside = np.minimum(np.where(np.isfinite(official), official, bought), views)
        place = np.full(len(at), float(len(kept)))
        rows.append(np.column_stack([place, at, (at - born) / SECONDS_A_DAY, views - inside, inside]))
        splits.append(post.post_id not in paid or bool(np.isfinite(official).all()))
        kept.append(post)
    table = np.concatenate(rows) if rows else np.zeros((0, 5))
    makers = [post.creator or f"\0{post.post_id}" for post in kept]
    readings_set = ReadingSet(
        "brand",
        table[:, 0].astype(np.intp),
        table[:, 1],
        table[:, 2],
        table[:, 3],
        codes_of(makers),
        codes_of([post.content_type for post in kept]),
        np.array(splits, dtype=bool),
        tuple(dict.fromkeys(makers)),
    )
    model = fit_maturity(readings_set.panel(), shipped_prior())
    return BrandMaturity(readings_set, {post.post_id: i for i, post in enumerate(kept)}, table[:, 4], model)


def _bought(paid: PaidByDay | None, at: Array, zone: ZoneInfo) -> Array:
    """Bought views until each instant; a day's views come evenly over the day."""
    if not paid:
        return np.zeros(len(at))
    days = sorted(paid)
    starts = [datetime.combine(day, time(), zone).timestamp() for day in days]
    ends = [datetime.combine(day + timedelta(days=1), time(), zone).timestamp() for day in days]
    gained = np.cumsum([max(paid[day], 0.0) for day in days])
    edges = np.column_stack([starts, ends]).ravel()
    totals = np.column_stack([np.r_[0.0, gained[:-1]], gained]).ravel()
    found: Array = np.interp(at, edges, totals, left=0.0)
    return found
