"""Where orders come from, day by day, and where each creator's audience lives: what the split over regions reads.

Countries where orders come from more than one, else provinces. An order of which nobody wrote where it went to is
in no region; the model takes the split of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw
import numpy as np

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.regions import grouped
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme
from upshot.sources.country_codes import country_code


@dataclass(frozen=True)
class OrdersByRegion:
    """The fields of `ProgrammeHistory` by these names, all empty where a split would tell nothing."""

    regions: tuple[str, ...] = ()
    orders_by_region: Array | None = None
    creator_regions: Array | None = None


def read_regions(
    data: WorkspaceData,
    programme: Programme,
    creators: Sequence[str],
    counted: nw.LazyFrame[Any],
    first: date,
    n_days: int,
    *,
    now: datetime | None = None,
) -> OrdersByRegion:
    """Orders by country, or by province where nearly all come from one country.

    Parameters
    ----------
    counted : the orders until `now`, with their local `day`
    now : audiences read after it are left out
    """
    for column in ("country", "region"):
        names, orders = _by_day(counted, column, first, n_days)
        if grouped(orders.sum(axis=1)) is not None:
            lives = _audiences(data, programme, now) if column == "country" else {}
            return OrdersByRegion(names, orders, _shares(lives, creators, names))
    return OrdersByRegion()


def _by_day(counted: nw.LazyFrame[Any], column: str, first: date, n_days: int) -> tuple[tuple[str, ...], Array]:
    """Names in order and (n_regions, n_days) orders; those without a day or a name are left out."""
    known = counted.filter(~nw.col("day").is_null(), ~nw.col(column).is_null())
    rows = known.group_by("day", column).agg(n=nw.len()).collect().to_arrow().to_pydict()
    plain = [_plain(name) for name in rows[column]]
    names = tuple(sorted({name for name in plain if name}))
    place = {name: i for i, name in enumerate(names)}
    orders = np.zeros((len(names), n_days))
    for name, day, n in zip(plain, rows["day"], rows["n"], strict=True):
        if name and 0 <= (day - first).days < n_days:
            orders[place[name], (day - first).days] += n
    return names, orders


def _plain(name: str) -> str:
    """One way of writing: "fr ", "FR" and "Fr" are one region."""
    return " ".join(name.split()).upper()


def _audiences(data: WorkspaceData, programme: Programme, now: datetime | None) -> Mapping[str, Mapping[str, float]]:
    """Shares by country: the last reading of the creator's audience, else the country that the sheet gives him."""
    lives: dict[str, Mapping[str, float]] = {
        name: {code: 1.0}
        for name, creator in programme.creators.items()
        if creator.country and (code := country_code(creator.country))
    }
    frame = data.frame("audience_reading").filter(nw.col("dimension") == "country", ~nw.col("share").is_null())
    if now is not None:
        frame = frame.filter(nw.col("read_at") <= now)
    rows = frame.select("creator", "read_at", "bucket", "share").collect().to_arrow().to_pylist()
    read: dict[tuple[str, datetime], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        code = country_code(row["bucket"] or "")
        if code and row["read_at"] is not None and row["share"] > 0:
            read[row["creator"], row["read_at"]][code] += row["share"]
    lives.update({creator: read[creator, at] for creator, at in sorted(read)})  # the last one stays
    return lives


def _shares(lives: Mapping[str, Mapping[str, float]], creators: Sequence[str], names: Sequence[str]) -> Array:
    """(n_creators, n_regions) shares that sum to 1; NaN where nothing is known, or nobody there orders."""
    shares = np.array([[lives.get(who, {}).get(name, 0.0) for name in names] for who in creators], dtype=np.float64)
    whole = shares.sum(axis=1, keepdims=True)
    return np.where(whole > 0, shares / np.where(whole > 0, whole, 1.0), np.nan)
