"""The views each post will have when mature: the brand's growth model, fitted to its own readings in one pass."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.decisions.maturity.prior import shipped_prior
from upshot.measures.data import WorkspaceData
from upshot.stats.view_maturity import READ_OUT_SHARE, Panel
from upshot.stats.view_maturity_fit import fit_maturity

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

DAY_S = 86_400.0
TICKS_A_SECOND, SPAN_TICKS = 10, 2**34  # one key for post and instant: 54 years of tenths of a second


@dataclass(frozen=True)
class MatureViews:
    """(n_posts,) views expected at the horizon with an interval, and the share of them that is there already."""

    median: Array
    low: Array
    high: Array
    share: Array

    @property
    def is_read_out_allowed(self) -> NDArray[np.bool_]:
        """Whether nine tenths of the final views are there."""
        return self.share >= READ_OUT_SHARE


@dataclass(frozen=True)
class ShownReadings:
    """The one reading that shows each post; (n_posts,) each, sorted by `post_id`; views organic."""

    post_id: pa.Array
    published: Array
    read_at: Array
    views: Array
    creator: Codes
    content_type: Codes  # −1 = unknown


def mature_views(
    data: WorkspaceData, shown: ShownReadings, boosted: Collection[str], *, until: float, level: float
) -> MatureViews:
    """Forecast every shown post; posts that ads ran on are forecast from their organic reading and teach nothing.

    Parameters
    ----------
    until : epoch seconds; later readings are not looked at
    level : coverage of the interval
    """
    age = (shown.read_at - shown.published) / DAY_S
    usable = np.isfinite(age) & (age > 0) & np.isfinite(shown.views)
    views = np.nan_to_num(shown.views)
    median, low, high = views.copy(), views.copy(), views.copy()
    if usable.any():
        model = fit_maturity(_panel(data, shown, usable, boosted, until), shipped_prior())
        final = model.forecast(level=level)
        for target, values in ((median, final.median), (low, final.low), (high, final.high)):
            target[usable] = values
    share = np.where(usable, np.minimum(views / np.maximum(median, 1.0), 1.0), np.nan)
    return MatureViews(median, low, high, share)


def _panel(
    data: WorkspaceData, shown: ShownReadings, usable: NDArray[np.bool_], boosted: Collection[str], until: float
) -> Panel:
    """The readings of usable posts in the order of `shown`: all of an organic post, the shown one of a boosted one."""
    place = np.cumsum(usable) - 1  # codes of the panel's posts
    is_boosted = (
        np.isin(np.array(shown.post_id.to_pylist(), dtype=object), list(boosted)) if boosted else ~usable & False
    )
    post, at, views = _organic_readings(data, shown, usable & ~is_boosted, until)
    alone = np.flatnonzero(usable & is_boosted)
    post = np.concatenate([post, alone])
    at = np.concatenate([at, shown.read_at[alone]])
    views = np.concatenate([views, shown.views[alone]])
    order = np.argsort(post * SPAN_TICKS + ((at - at.min()) * TICKS_A_SECOND).astype(np.int64), kind="stable")
    post, at, views = post[order], at[order], views[order]
    return Panel(
        place[post].astype(np.intp),
        (at - shown.published[post]) / DAY_S,
        views,
        shown.creator[usable].astype(np.intp),
        shown.content_type[usable].astype(np.intp),
        ~is_boosted[usable],
    )


def _organic_readings(
    data: WorkspaceData, shown: ShownReadings, wanted: NDArray[np.bool_], until: float
) -> tuple[Codes, Array, Array]:
    """(place in `shown`, instant, views) of every reading of the wanted posts up to their shown one."""
    frame = data.frame("post_reading").select("post_id", "read_at", "views").filter(~nw.col("views").is_null())
    table = frame.collect().to_arrow()
    found = pc.index_in(table["post_id"], value_set=shown.post_id)
    post = found.fill_null(-1).to_numpy().astype(np.int64)
    at = table["read_at"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() / 1e6
    views = table["views"].cast(pa.float64()).to_numpy()
    kept = (post >= 0) & (at <= until)
    kept[kept] &= (
        wanted[post[kept]] & (at[kept] > shown.published[post[kept]]) & (at[kept] <= shown.read_at[post[kept]])
    )
    return post[kept], at[kept], views[kept]
