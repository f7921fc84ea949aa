"""What is usual: the typical counters and records of the panel's own creators, over the same number of posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.creators.authenticity.posts import Window
from upshot.decisions.creators.authenticity.record import LEVELS, RECORD, levels, record
from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array, StudentScatter, centre, fit_student

LEAST_PEERS = 20  # fewer say nothing about levels, which differ fourfold between markets and years
LEAST_COVERAGE = 0.8  # a column that fewer creators have is not used
PRIOR_PEERS = 15.0  # what is known of other panels counts as so many creators (for records, never for levels)

LEVEL_SIGNALS = ("views", "likes", "comments", "shares", "followers")
SIGNALS: tuple[str, ...] = (
    *(f"{name}_level" for name in LEVEL_SIGNALS),
    *RECORD[1:],
    *(f"{name}_alone" for name in RECORD[1:]),
)


@dataclass(frozen=True)
class Usual:
    """Of other panels: records, and the scatter (12, 12) of levels around their panel's middle."""

    record: StudentScatter
    levels: Array


@dataclass(frozen=True)
class Peers:
    """`level` over the used columns of LEVELS (None: too few peers), `record` over RECORD."""

    size: int
    n: int
    used: tuple[int, ...]
    level: StudentScatter | None
    record: StudentScatter


@dataclass(frozen=True)
class Measured:
    """`levels` (…, 12) and `record` (…, 11) of the creators of a window."""

    levels: Array
    record: Array


def measure(panel: CreatorPanel, window: Window, logs: Array | None = None, followers: Array | None = None) -> Measured:
    """Levels and records of a window; `logs` (…, n_creators, size, 5) and `followers` (n_creators,) replace its own."""
    found = window.logs if logs is None else logs
    told = followers_of(panel, window) if followers is None else followers
    return Measured(levels(found, np.log(told + 1), *_circumstances(panel, window)), record(found))


def followers_of(panel: CreatorPanel, window: Window) -> Array:
    """(n_creators,) followers as last told; NaN = nobody said."""
    rows = [panel.creators[place].followers for place in window.places.tolist()]
    return np.array([np.nan if one is None else one for one in rows], dtype=np.float64)


def _circumstances(panel: CreatorPanel, window: Window) -> tuple[Array, Array, Array]:
    """Logarithms of the typical length (s), pause between posts (s) and age (d)."""
    with np.errstate(invalid="ignore"):
        length = _median_of_known(np.log(panel.duration_s[window.posts]))
        pause = np.log(_median_of_known(np.diff(panel.published[window.posts], axis=1)) + 3_600)
        age = np.log(np.maximum(_median_of_known(panel.age_days[window.posts]), 1.0))
    return length, pause, age


def _median_of_known(values: Array) -> Array:
    out = np.full(len(values), np.nan)
    some = ~np.isnan(values).all(axis=1)
    if some.any():
        out[some] = np.nanmedian(values[some], axis=1)
    return out


def reference(measured: Measured, size: int, usual: Usual | None) -> Peers:
    """Fit what is usual among the creators of a window, as if a third of them may have bought something."""
    n = len(measured.record)
    known = (~np.isnan(measured.levels)).mean(axis=0) if n else np.zeros(len(LEVELS))
    used = tuple(int(one) for one in np.flatnonzero(known >= LEAST_COVERAGE))
    complete = ~np.isnan(measured.levels[:, used]).any(axis=1) if used else np.zeros(n, dtype=bool)
    level = None
    if complete.sum() >= LEAST_PEERS and LEVELS.index("views") in used:
        level = _fit_levels(measured.levels[:, used][complete], used, usual)
    if usual is None:
        return Peers(size, n, used, level, fit_student(measured.record))
    return Peers(size, n, used, level, centre(measured.record, usual.record, prior_points=PRIOR_PEERS))


def _fit_levels(points: Array, used: tuple[int, ...], usual: Usual | None) -> StudentScatter:
    """Where the panel's own middle is, and how wide it scatters; how columns go together is known from elsewhere."""
    if usual is None:
        return fit_student(points)
    return centre(points, StudentScatter(np.median(points, axis=0), usual.levels[np.ix_(used, used)]))


def scores(measured: Measured, peers: Peers) -> Array:
    """(n, n_signals) distance of each creator from the usual, in standard deviations, in the order of `SIGNALS`."""
    columns = [_level_score(measured.levels, peers, name) for name in LEVEL_SIGNALS]
    spread, others = RECORD.index("spread_views"), range(1, len(RECORD))
    columns += [peers.record.residual(measured.record, n, [spread]) for n in others]
    columns += [peers.record.residual(measured.record, n, [m for m in range(len(RECORD)) if m != n]) for n in others]
    return np.stack(columns, axis=-1)


def _level_score(found: Array, peers: Peers, name: str) -> Array:
    if peers.level is None or (places := _places(peers, name)) is None:
        return np.full(len(found), np.nan)
    return peers.level.residual(found[:, peers.used], *places)


def _places(peers: Peers, name: str) -> tuple[int, list[int]] | None:
    """A counter's place among those that peers have, and the places of the others; None where they lack it."""
    column = LEVELS.index(name)
    if column not in peers.used:
        return None
    place = peers.used.index(column)
    return place, [n for n in range(len(peers.used)) if n != place]


def expected_level(found: Array, peers: Peers, name: str) -> Array:
    """(n,) what the other columns let expect of this counter, natural logarithm; NaN without peers."""
    if peers.level is None or (places := _places(peers, name)) is None:
        return np.full(len(found), np.nan)
    place, others = places
    inside = peers.level.scatter
    cross = inside[others, place]
    variance = inside[place, place] - cross @ np.linalg.solve(inside[np.ix_(others, others)], cross)
    off = peers.level.residual(found[:, peers.used], place, others) * np.sqrt(max(float(variance), 1e-4))
    return np.asarray(found[:, LEVELS.index(name)] - off)
