"""Daily series by region: from the workspace's orders, or from a file with a row per region and day."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from upshot.decisions.experiments.unit_file import UnitFile, open_unit_file
from upshot.errors import InvalidInput, UnknownName
from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData
from upshot.measures.facts.shop import counted_orders
from upshot.measures.terms import zone_of

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

REGION_HEADERS = ("region", "geo", "location", "state", "country", "market", "city", "dma", "région", "pays", "unit")
DAY_HEADERS = ("day", "date", "time", "week", "jour", "semaine")
ORDER_HEADERS = ("orders", "conversions", "purchases", "commandes", "value", "y")
OTHER_HEADERS = ("revenue", "net_revenue", "sales", "visits", "sessions", "ventes", "visites")
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class RegionSeries:
    """Counts by region and period, oldest first, without gaps.

    `values` (n_regions, n_periods); `step_days` is 1 for days, 7 for weeks; `unplaced` (n_periods,) is what no region
    claims (orders without an address); `dropped` names regions left out because days are missing.
    """

    source: str
    metric: str
    regions: tuple[str, ...]
    days: tuple[date, ...]
    values: Array
    step_days: int = 1
    unplaced: Array | None = None
    dropped: tuple[str, ...] = ()

    def rows_of(self, names: Sequence[str]) -> list[int]:
        """The rows of regions by name, letter case aside.

        Raises
        ------
        UnknownName : experiment_unknown_region, with the nearest names
        """
        by_fold = {region.casefold(): row for row, region in enumerate(self.regions)}
        rows = []
        for name in names:
            row = by_fold.get(name.strip().casefold())
            if row is None:
                near = difflib.get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.4)
                nearest = [self.regions[by_fold[found]] for found in near] or list(self.regions[:3])
                raise UnknownName("experiment_unknown_region", seen=name, nearest=nearest, n=len(self.regions))
            rows.append(row)
        return sorted(set(rows))

    def between(self, starts_on: date, ends_on: date) -> Mask:
        """(n_periods,) the periods that lie wholly between two days, both included."""
        span = timedelta(days=self.step_days - 1)
        return np.array([starts_on <= day and day + span <= ends_on for day in self.days])

    def without(self, names: Sequence[str]) -> RegionSeries:
        """The same without some regions."""
        gone = set(self.rows_of(names))
        kept = [row for row in range(len(self.regions)) if row not in gone]
        regions = tuple(self.regions[row] for row in kept)
        return replace(self, regions=regions, values=self.values[kept])

    def until(self, last: date) -> RegionSeries:
        """The same up to a day, included."""
        n = int(np.sum(self.between(self.days[0], last)))
        if n < 2:
            raise InvalidInput("experiment_too_few_days", file=self.source, n=n, needed=2)
        unplaced = None if self.unplaced is None else self.unplaced[:n]
        return replace(self, days=self.days[:n], values=self.values[:, :n], unplaced=unplaced)

    @property
    def weekdays(self) -> Array | None:
        """(n_periods,) 0–6 for daily series of at least four weeks, else None."""
        if self.step_days != 1 or len(self.days) < 28:
            return None
        return np.array([day.weekday() for day in self.days], dtype=np.float64)


def read_region_orders(data: WorkspaceData, *, by: Literal["region", "country"] = "region") -> RegionSeries:
    """Count the workspace's orders by region or country and day; a day without orders between two others is 0.

    Raises
    ------
    InvalidInput : experiment_no_regions, when no order names one
    """
    counted = with_local_day(counted_orders(data), "ordered_at", zone_of(data))
    table = counted.group_by("day", by).agg(n=nw.len()).collect().to_arrow().to_pydict()
    rows = [(day, name, n) for day, name, n in zip(table["day"], table[by], table["n"], strict=True) if day is not None]
    names = sorted({name for _, name, _ in rows if name})
    if not names:
        raise InvalidInput("experiment_no_regions", by=by, orders=sum(n for *_, n in rows))
    first, last = min(row[0] for row in rows), max(row[0] for row in rows)
    days = tuple(first + timedelta(days=i) for i in range((last - first).days + 1))
    place = {name: row for row, name in enumerate(names)}
    values = np.zeros((len(names) + 1, len(days)))
    for day, name, n in rows:
        values[place.get(name or "", len(names)), (day - first).days] += n
    return RegionSeries("order", "orders", tuple(names), days, values[:-1], unplaced=values[-1])


def read_shop_orders(data: WorkspaceData) -> RegionSeries:
    """Count all the workspace's orders by day, as one region called `all`.

    Raises
    ------
    InvalidInput : experiment_no_orders
    """
    counted = with_local_day(counted_orders(data), "ordered_at", zone_of(data))
    table = counted.group_by("day").agg(n=nw.len()).collect().to_arrow().to_pydict()
    known = {day: n for day, n in zip(table["day"], table["n"], strict=True) if day is not None}
    if len(known) < 2:
        raise InvalidInput("experiment_no_orders", n=len(known))
    first, last = min(known), max(known)
    days = tuple(first + timedelta(days=i) for i in range((last - first).days + 1))
    return RegionSeries("order", "orders", ("all",), days, np.array([[float(known.get(day, 0)) for day in days]]))


def read_region_file(path: Path | str, *, metric: str | None = None) -> RegionSeries:
    """Read a file with region, day and value in each row, or with a column of days and one column per region.

    Parameters
    ----------
    metric : what the values are, where the header does not say; `orders` is what the model can be calibrated with

    Raises
    ------
    InvalidInput : experiment_column_missing, experiment_cell, experiment_region_day_twice, experiment_uneven_days …
    """
    file = open_unit_file(path)
    day_header = file.need(*DAY_HEADERS)
    days = file.days(day_header)
    if np.any(days < 0):
        raise InvalidInput("experiment_day_missing", file=file.name, column=day_header, n=int(np.sum(days < 0)))
    region_header = file.find(*REGION_HEADERS)
    if region_header is None:
        return _from_wide(file, day_header, days, metric)
    value_header = file.need(*ORDER_HEADERS, *OTHER_HEADERS) if metric is None or not file.find(metric) else metric
    value_header = file.find(value_header) or value_header
    labels, numbers = file.labels(region_header), file.numbers(value_header)
    periods, column, step = _grid(file.name, days)
    values = np.full((len(labels.names), len(periods)), np.nan)
    known = labels.codes >= 0
    flat = labels.codes[known] * len(periods) + column[known]
    if len(np.unique(flat)) < len(flat):
        seen = int(flat[np.flatnonzero(np.bincount(flat)[flat] > 1)[0]])
        region, day = labels.names[seen // len(periods)], periods[seen % len(periods)]
        raise InvalidInput("experiment_region_day_twice", file=file.name, region=region, day=str(day))
    values[labels.codes[known], column[known]] = numbers[known]
    return _complete(file.name, metric or _metric(value_header), labels.names, periods, values, step)


def _from_wide(file: UnitFile, day_header: str, days: NDArray[np.int64], metric: str | None) -> RegionSeries:
    """One column per region; a single column of numbers is one region."""
    names = [header for header in file.headers if header != day_header and header.strip()]
    if not names:
        file.need(*REGION_HEADERS)
    periods, column, step = _grid(file.name, days)
    if len(np.unique(column)) < len(column):
        day = periods[int(column[np.flatnonzero(np.bincount(column)[column] > 1)[0]])]
        raise InvalidInput("experiment_region_day_twice", file=file.name, region=names[0], day=str(day))
    values = np.full((len(names), len(periods)), np.nan)
    for row, name in enumerate(names):
        values[row, column] = file.numbers(name)
    meant = metric or (_metric(names[0]) if len(names) == 1 else "value")
    return _complete(file.name, meant, tuple(names), periods, values, step)


def _metric(header: str) -> str:
    """`orders` for what counts as such; `value` and `y` leave it open."""
    key = header.strip().casefold()
    return "orders" if key in ORDER_HEADERS[:4] else "revenue" if key in OTHER_HEADERS[:3] else key


def _grid(name: str, days: NDArray[np.int64]) -> tuple[tuple[date, ...], NDArray[np.int64], int]:
    """The periods, each row's place among them, and the step: 1 or 7 days."""
    distinct = np.unique(days)
    steps = np.diff(distinct)
    if len(distinct) < 2:
        raise InvalidInput("experiment_too_few_days", file=name, n=len(distinct), needed=2)
    step = int(steps.min())
    if step not in {1, 7} or np.any(steps % step):
        raise InvalidInput("experiment_uneven_days", file=name, step=step)
    all_days = np.arange(distinct[0], distinct[-1] + 1, step)
    periods = tuple(EPOCH + timedelta(days=int(day)) for day in all_days)
    return periods, (days - distinct[0]) // step, step


def _complete(
    name: str, metric: str, names: Sequence[str], periods: tuple[date, ...], values: Array, step: int
) -> RegionSeries:
    """Leave out regions with missing days: what was not said is not 0."""
    whole = np.all(np.isfinite(values), axis=1)
    if not whole.any():
        missing = int(np.sum(~np.isfinite(values)))
        raise InvalidInput("experiment_region_days_missing", file=name, missing=missing, regions=len(names))
    kept = [name for name, is_whole in zip(names, whole, strict=True) if is_whole]
    dropped = tuple(name for name, is_whole in zip(names, whole, strict=True) if not is_whole)
    return RegionSeries(name, metric, tuple(kept), periods, values[whole], step, dropped=dropped)
