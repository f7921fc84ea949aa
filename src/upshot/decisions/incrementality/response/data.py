"""A history as the model's fixed arrays: everything that does not depend on a parameter is worked out once, here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.decisions.incrementality.response.regions import Regions, region_data
from upshot.decisions.incrementality.response.shapes import KERNEL_PRIOR, KERNELS, VIEWS_UNIT, post_shapes

Index = NDArray[np.int64]

KNOT_DAYS = 14  # between two bends of the trend
MIN_DAYS_FOR_YEAR = 330  # below that a yearly wave and a trend cannot be told apart
QUIET_SHARE, QUIET_WEEKS = 0.02, 4  # a quiet week brings less than this part of the creator's busiest one
FEW_ORDERS_PER_DAY = 4.0  # below that, days are too small for the noise model and weeks are observed instead
CAPTURE = {"code": (np.log(0.30), 0.5), "link": (np.log(0.15), 0.6), "survey": (np.log(0.25), 0.6)}
CAPTURE_UNKNOWN = (np.log(0.2), 0.8)
CONTAMINATED = frozenset({"code"})  # signals that can travel to a coupon site


@dataclass(frozen=True)
class Signals:
    """Weekly counts of all signals, one below the other, from each creator's first post on.

    A *row* is a creator with a signal, a *cell* one of its weeks. Signals that can leak suddenly come first.
    `row_signal`, `row_creator` (n_rows,); `cell_row`, `cell_signal`, `cell_grid` (n_cells,), the third indexing
    the grid; `counts` (n_cells,). `above`, `above_step`, `above_signal`: how many cells of a signal have more
    than k orders. `n_sudden` signals and `n_sudden_cells` cells can leak suddenly.
    """

    names: tuple[str, ...]
    capture_priors: tuple[tuple[float, float], ...]  # mean and sd of the typical creator's log capture rate
    row_signal: Index
    row_creator: Index
    cell_row: Index
    cell_signal: Index
    cell_grid: Index
    counts: Array
    above: Array
    above_step: Array
    above_signal: Index
    n_sudden: int
    n_sudden_cells: int


@dataclass(frozen=True)
class Grid:
    """What creators are watched over, from the first post on: weeks, and runs of quiet weeks.

    `creator` (n_cells,); `weeks` (n_cells, n_weeks) sparse, which weeks make up a cell; `number` (n_creators, n_weeks)
    the cell of a creator's week, −1 before the first post; `starts` (n_weeks,) first days.
    """

    creator: Index
    weeks: sparse.csr_array
    number: Index
    starts: Index


@dataclass(frozen=True)
class Test:
    """A lift test: Σ_f w_f · (reach[f] @ A) ~ Normal(orders, standard_error). `reach` (n_kernels, n_posts)."""

    orders: float
    standard_error: float
    reach: Array


@dataclass(frozen=True)
class ResponseData:
    """Shapes: n_days, n_posts with views, n_creators, n_kernels.

    `daily` (n_kernels·n_days, n_posts) sparse: what a post of unit effect brings on each day under each kernel;
    `weekly` (n_kernels·n_cells, n_posts) the same by creator-week; `within` (n_kernels, n_posts) its sum.
    `bins` first days of the observed cells. `fixed`, `trend` the baseline's columns, weights with prior sd 1.
    """

    history: ProgrammeHistory
    orders: Array
    bins: Index
    fixed: Array
    trend: Array
    log_level: float
    has_views: NDArray[np.bool_]
    post_creator: Index
    organic: Array
    paid: Array
    tier: Index
    n_tiers: int
    tier_names: tuple[str, ...]
    collaboration: Index
    n_collaborations: int
    collaboration_names: tuple[str, ...]
    log_effect_centre: float
    daily: sparse.csr_array
    daily_back: sparse.csr_array
    weekly: sparse.csr_array
    weekly_back: sparse.csr_array
    within: Array
    grid: Grid
    signals: Signals
    tests: tuple[Test, ...]
    regions: Regions | None = None  # None = one region, or nobody knows

    @property
    def n_days(self) -> int:
        return len(self.history.days)

    @property
    def n_posts(self) -> int:
        return len(self.post_creator)

    @property
    def n_creators(self) -> int:
        return len(self.history.creators)


EXPECTED_SHARE = 0.08  # prior median of the programme's share of all orders, one unit of log wide


def response_data(history: ProgrammeHistory) -> ResponseData:
    """Work out everything fixed about `history`; posts without views stay out (their effect is nothing)."""
    has_views = history.views.sum(axis=1) >= 1
    post_creator = history.post_creator[has_views]
    paid_by_day = np.clip(history.views_paid[has_views], 0, history.views[has_views])
    organic_by_day = history.views[has_views] - paid_by_day
    organic, paid = organic_by_day.sum(axis=1) / VIEWS_UNIT, paid_by_day.sum(axis=1) / VIEWS_UNIT
    shapes = post_shapes(organic_by_day, paid_by_day)
    daily = shapes.by_day
    grid = _grid(history, post_creator, shapes.first_day, daily)
    weekly = shapes.by_cell(grid.number[post_creator], len(grid.creator), grid.starts)
    within = _sum_by_kernel(daily, len(history.days))
    mean = max(float(history.orders.mean()), 1e-3)
    step = 1 if mean >= FEW_ORDERS_PER_DAY else 7
    bins = np.arange(0, max(1, len(history.days) - step + 1), step)
    size = float(((organic + 0.6 * paid) ** 0.87 * within.mean(axis=0)).sum())
    tier, tier_names = _codes(history.creator_tiers, len(history.creators))
    collaboration, collaboration_names = _codes(history.creator_collaborations, len(history.creators))
    fixed, trend = _baseline_columns(history)
    return ResponseData(
        history=history,
        orders=np.add.reduceat(history.orders, bins),
        bins=bins,
        fixed=fixed,
        trend=trend,
        log_level=float(np.log(0.92 * mean)),
        has_views=has_views,
        post_creator=post_creator,
        organic=organic,
        paid=paid,
        tier=tier,
        n_tiers=int(tier.max(initial=0)) + 1,
        tier_names=tier_names,
        collaboration=collaboration,
        n_collaborations=int(collaboration.max(initial=0)) + 1,
        collaboration_names=collaboration_names,
        log_effect_centre=float(np.log(EXPECTED_SHARE * history.orders.sum() / max(size, 1e-9))),
        daily=daily,
        daily_back=daily.T.tocsr(),
        weekly=weekly,
        weekly_back=weekly.T.tocsr(),
        within=within,
        grid=grid,
        signals=_signals(history, grid),
        tests=_tests(history, daily, post_creator),
        regions=region_data(history, grid.starts, grid.weeks, grid.creator),
    )


def _sum_by_kernel(daily: sparse.csr_array, n_days: int) -> Array:
    blocks = [daily[k * n_days : (k + 1) * n_days].sum(axis=0) for k in range(len(KERNELS))]
    return np.asarray(np.stack(blocks), dtype=np.float64)


def _codes(names: tuple[str | None, ...], n: int) -> tuple[Index, tuple[str, ...]]:
    """Group numbers of the creators and the groups' names; creators of no known group share the number after them."""
    known = sorted({name for name in names if name})
    number = {name: i for i, name in enumerate(known)}
    codes = np.array([number.get(name or "", len(known)) for name in names] or [0] * n, dtype=np.int64)
    return codes, tuple(known)


def _grid(history: ProgrammeHistory, post_creator: Index, first_day: Index, daily: sparse.csr_array) -> Grid:
    """Weeks, where something may come of the posts; weeks of next to nothing are counted together, four at most."""
    n_days, n_creators = len(history.days), len(history.creators)
    starts = np.arange(0, max(1, n_days - 6), 7)  # a last part-week joins the week before
    first = np.full(n_creators, n_days)
    np.minimum.at(first, post_creator, first_day)
    first_week = np.where(first < n_days, np.searchsorted(starts, first, side="right") - 1, len(starts))
    by_post = np.add.reduceat(_mixed(daily, n_days), starts, axis=0)  # (n_weeks, n_posts)
    busy = np.zeros((n_creators, len(starts)))
    np.add.at(busy, post_creator, by_post.T)
    is_quiet = busy < QUIET_SHARE * np.maximum(busy.max(axis=1, keepdims=True), 1e-12)
    number = np.full((n_creators, len(starts)), -1)
    owner: list[int] = []
    for creator in range(n_creators):
        length = 0
        for week in range(first_week[creator], len(starts)):
            joins = 0 < length < QUIET_WEEKS and is_quiet[creator, week] and is_quiet[creator, week - 1]
            length = length + 1 if joins else 1
            if not joins:
                owner.append(creator)
            number[creator, week] = len(owner) - 1
    _, weeks_in = np.nonzero(number >= 0)
    cells = (np.ones(len(weeks_in)), (number[number >= 0], weeks_in))
    weeks = sparse.csr_array(cells, shape=(len(owner), len(starts)))
    return Grid(np.array(owner, dtype=np.int64), weeks, number, starts)


def _mixed(daily: sparse.csr_array, n_days: int) -> Array:
    """(n_days, n_posts) what a post of unit effect brings under the kernels' prior mean."""
    parts = (weight * daily[k * n_days : (k + 1) * n_days] for k, weight in enumerate(KERNEL_PRIOR))
    mixed: Array = sum(parts, start=sparse.csr_array((n_days, daily.shape[1]))).toarray()
    return mixed


def _signals(history: ProgrammeHistory, grid: Grid) -> Signals:
    names: list[str] = []
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in ("creator", "row", "cell", "counts")}
    n_rows = 0
    for name in sorted(history.tracked_orders, key=lambda name: (name not in CONTAMINATED, name)):
        rows = history.tracked_orders[name]
        has_signal = np.isfinite(rows).all(axis=1)
        cell = np.flatnonzero(np.asarray(has_signal)[grid.creator])
        weekly = np.add.reduceat(np.nan_to_num(rows), grid.starts, axis=1)
        seen = np.flatnonzero(grid.number >= 0)
        counts = np.bincount(grid.number.ravel()[seen], weekly.ravel()[seen], len(grid.creator))[cell]
        if counts.sum() == 0:
            continue
        names.append(name)
        creators, row = np.unique(grid.creator[cell], return_inverse=True)
        for part, values in zip(parts, (creators, row + n_rows, cell, counts), strict=True):
            parts[part].append(values)
        n_rows += len(creators)
    stacked = {part: np.concatenate(values) if values else np.empty(0, np.int64) for part, values in parts.items()}
    number = np.arange(len(names))
    sudden = [name in CONTAMINATED for name in names]
    cell_signal = np.repeat(number, [len(part) for part in parts["cell"]])
    all_counts = stacked["counts"].astype(np.float64)
    above, above_step, above_signal = _exceeded(all_counts, cell_signal, len(names))
    return Signals(
        names=tuple(names),
        capture_priors=tuple(CAPTURE.get(name, CAPTURE_UNKNOWN) for name in names),
        row_signal=np.repeat(number, [len(part) for part in parts["creator"]]),
        row_creator=stacked["creator"],
        cell_row=stacked["row"],
        cell_signal=cell_signal,
        cell_grid=stacked["cell"],
        counts=all_counts,
        above=above,
        above_step=above_step,
        above_signal=above_signal,
        n_sudden=sum(sudden),
        n_sudden_cells=sum(len(part) for part, leaks in zip(parts["cell"], sudden, strict=True) if leaks),
    )


def _exceeded(counts: Array, cell_signal: Index, n_signals: int) -> tuple[Array, Array, Index]:
    """How many cells of each signal have more than 0, 1, 2 … orders, these steps, and whose they are."""
    by_signal = [np.bincount(counts[cell_signal == number].astype(np.int64)) for number in range(n_signals)]
    above = [np.cumsum(heights[::-1])[::-1][1:].astype(np.float64) for heights in by_signal]
    steps = [np.arange(len(part), dtype=np.float64) for part in above]
    owner: Index = np.repeat(np.arange(n_signals), [len(part) for part in above])
    return np.concatenate([np.empty(0), *above]), np.concatenate([np.empty(0), *steps]), owner


def signals_with(signals: Signals, counts: Array) -> Signals:
    """The same signals with other (n_cells,) `counts`."""
    above, above_step, above_signal = _exceeded(counts, signals.cell_signal, len(signals.names))
    return replace(signals, counts=counts, above=above, above_step=above_step, above_signal=above_signal)


def _tests(history: ProgrammeHistory, daily: sparse.csr_array, post_creator: Index) -> tuple[Test, ...]:
    days = np.array(history.days, dtype="datetime64[D]")
    tests = []
    for test in history.lift_tests:
        inside = (days >= np.datetime64(test.starts_on)) & (days <= np.datetime64(test.ends_on))
        names = set(test.creators)
        tested = np.array([not names or history.creators[c] in names for c in post_creator], dtype=np.float64)
        rows = [inside.astype(np.float64) @ daily[k * len(days) : (k + 1) * len(days)] for k in range(len(KERNELS))]
        if inside.any() and test.standard_error > 0:
            tests.append(Test(test.incremental_orders, test.standard_error, np.stack(rows) * tested))
    return tuple(tests)


def _baseline_columns(history: ProgrammeHistory) -> tuple[Array, Array]:
    """(n_days, n_fixed) columns scaled so that a weight of 1 is one prior sd, and (n_days, n_steps) trend steps."""
    n_days = len(history.days)
    t = np.arange(n_days)
    weekday = np.array([day.weekday() for day in history.days])
    parts = [0.15 * (np.eye(7)[weekday][:, :6] - np.eye(7)[weekday][:, 6:])]
    if n_days >= MIN_DAYS_FOR_YEAR:
        angle = 2 * np.pi * t[:, None] / 365.25 * np.array([1, 2])
        parts.append(0.15 * np.hstack([np.sin(angle), np.cos(angle)]))
    if history.events is not None and history.events.size:
        varies = np.ptp(history.events, axis=1) > 0
        parts.append(0.3 * history.events[varies].T)
    if history.other_media is not None and history.other_media.size:
        spend = np.log1p(history.other_media / np.maximum(history.other_media.mean(axis=1, keepdims=True), 1e-9))
        parts.append(0.15 * (spend - spend.mean(axis=1, keepdims=True)).T)
    steps = max(1, -(-(n_days - 1) // KNOT_DAYS))  # knots stand at the same days when the history grows
    trend = np.clip(t[:, None] / KNOT_DAYS - np.arange(steps), 0.0, 1.0)
    return np.hstack(parts), trend - trend.mean(axis=0)
