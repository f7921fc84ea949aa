"""The relaxed problem of choosing among very many candidates under few limits: solved on few columns at a time.

A linear program with a million columns and ten rows has at most as many fractional columns as rows. So it is solved
on some thousand columns, all others are priced with the dual of that solution, those that would pay are added, until
none does (sifting; Bixby et al. 1992). At every moment the dual gives a bound on what any choice could bring.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Flags = NDArray[np.bool_]

START = 1_500  # columns of the first round
ADDED = 1_500  # columns added in a round, at most
MOST_ROUNDS = 80
DUST = 1e-9  # relative to the scale of a row
TOLERANCE = 1e-9  # relative: a column that would improve the whole by less is not added


@dataclass(frozen=True)
class Side:
    """Divisible helpers beside the candidates: (k,) worth and bounds, (m, k) what they add to each row."""

    value: Array
    rows: sparse.csc_array
    low: Array
    high: Array

    @classmethod
    def none(cls, n_rows: int) -> Side:
        """No helpers."""
        return cls(np.zeros(0), sparse.csc_array((n_rows, 0)), np.zeros(0), np.zeros(0))


@dataclass(frozen=True)
class Program:
    """Maximise `value` @ x + `side.value` @ y with low ≤ rows @ x + side.rows @ y ≤ high, sets @ x ≤ 1, x whole.

    `forced` candidates are taken, `barred` ones are not; `sets` (n_sets, n) holds a 1 where a candidate is in a set of
    rivals, of whom one at most is taken.
    """

    value: Array
    rows: sparse.csc_array
    low: Array
    high: Array
    sets: sparse.csc_array
    forced: Flags
    barred: Flags
    side: Side

    @property
    def n(self) -> int:
        """Candidates."""
        return len(self.value)

    @cached_property
    def scales(self) -> Array:
        """(m,) the size that a violation of each row is measured against."""
        bound = np.where(np.isfinite(self.high), np.abs(self.high), 0.0)
        bound = np.maximum(bound, np.where(np.isfinite(self.low), np.abs(self.low), 0.0))
        largest, helper = _largest(self.rows), _largest(self.side.rows)
        bound = np.where((bound > 0) & (helper == 0), bound, np.maximum(largest, helper))
        return np.maximum(bound, 1e-12)


def _largest(rows: sparse.csc_array) -> Array:
    """(m,) largest coefficient of each row."""
    if not rows.shape[1]:
        return np.zeros(rows.shape[0])
    found: Array = np.asarray(np.abs(rows).max(axis=1).todense(), dtype=np.float64).ravel()
    return found


@dataclass(frozen=True)
class Relaxed:
    """The relaxed optimum: `x` is 0 outside `columns`; `reduced` (n,) is what a candidate adds beyond what it uses."""

    x: Array
    y: Array
    value: float
    bound: float
    row_prices: Array  # (m,) what one unit more of the upper bound adds, less what one unit less of the lower adds
    reduced: Array
    columns: Index
    rounds: int


def relax(program: Program, *, start: Index | None = None) -> Relaxed | None:
    """The relaxed optimum and its bound; None when even the relaxed limits contradict each other.

    Parameters
    ----------
    start : columns to begin with; else those of most value for what they use of the limits
    """
    columns = _start_columns(program) if start is None else np.union1d(start, np.flatnonzero(program.forced))
    if _needs_help(program):
        elastic = with_slack(program)
        found = _sift(elastic, np.union1d(columns, _start_columns(elastic)))
        if found is None or found.value < -1e-7:
            return None
        columns = np.union1d(columns, found.columns)
    return _sift(program, columns)


def with_slack(program: Program, rows: Index | None = None) -> Program:
    """The program that breaks limits as little as possible: minus the sum of breaches ÷ scale of the row.

    `rows` may be broken; all by default. The helpers come last: one for each upper bound, then one for each lower.
    """
    m = len(program.low)
    may = np.arange(m) if rows is None else rows
    over, under = may[np.isfinite(program.high[may])], may[np.isfinite(program.low[may])]
    scale = program.scales
    k = len(over) + len(under)
    shape = (m, k)
    signs = np.concatenate([-np.ones(len(over)), np.ones(len(under))])
    extra = sparse.csc_array((signs, (np.concatenate([over, under]), np.arange(k))), shape=shape)
    side = Side(
        np.concatenate([np.zeros(len(program.side.value)), -1 / scale[over], -1 / scale[under]]),
        sparse.csc_array(sparse.hstack([program.side.rows, extra])),
        np.concatenate([program.side.low, np.zeros(k)]),
        np.concatenate([program.side.high, np.full(k, np.inf)]),
    )
    return replace(program, value=np.zeros(program.n), side=side)


def _needs_help(program: Program) -> bool:
    """Whether taking only who must be taken, with all helpers at nothing, breaks a limit."""
    taken = program.rows @ program.forced.astype(np.float64)
    return bool((taken > program.high).any() or (taken < program.low).any())


def _start_columns(program: Program) -> Index:
    """Who must be taken, and the best for what they use of the limits."""
    free = ~program.barred
    if free.sum() <= 2 * START:
        return np.flatnonzero(free)
    scale = np.where(np.isfinite(program.high), np.maximum(program.high, 1e-12), np.inf)
    use = np.asarray(np.abs(program.rows).T @ (1 / scale)) + 1e-12
    worth = (
        program.value if program.value.any() else np.asarray(program.rows.T @ np.isfinite(program.low).astype(float))
    )
    if not worth.any() and program.side.rows.shape[1]:
        worth = np.asarray(np.abs(program.rows).T @ np.ones(program.rows.shape[0]))
    rate = np.where(free, worth / use, -np.inf)
    best = np.argpartition(-rate, START)[:START]
    return np.union1d(np.flatnonzero(program.forced), best[np.isfinite(rate[best])])


def _sift(program: Program, columns: Index) -> Relaxed | None:
    """Solve on some columns, price all, add those that pay, until none does."""
    columns = np.asarray(columns, dtype=np.int64)
    best_bound = np.inf
    for rounds in range(1, MOST_ROUNDS + 1):
        solved = _solved_on(program, columns)
        if solved is None:
            return None
        x, y, value, row_prices, set_prices = solved
        reduced = program.value - np.asarray(program.rows.T @ row_prices)
        if program.sets.shape[0]:
            reduced -= np.asarray(program.sets.T @ set_prices)
        outside = (reduced > 0) & ~program.barred
        outside[columns] = False
        left = reduced[outside].sum()
        best_bound = min(best_bound, value + left)
        is_done = left <= TOLERANCE * max(abs(value), 1e-9) or rounds == MOST_ROUNDS
        if is_done:
            whole = np.zeros(program.n)
            whole[columns] = x
            return Relaxed(whole, y, value, max(best_bound, value), row_prices, reduced, columns, rounds)
        columns = np.union1d(_kept(columns, x, reduced, program.forced), _payers(outside, reduced))
    return None


def _kept(columns: Index, x: Array, reduced: Array, forced: Flags) -> Index:
    """Of a master grown large, the columns in use and the nearest to it."""
    if len(columns) <= 8 * ADDED:
        return columns
    near = np.argsort(-reduced[columns], kind="stable")[: 4 * ADDED]
    kept: Index = np.union1d(columns[near], columns[(x > 0) | forced[columns]])
    return kept


def _payers(outside: Flags, reduced: Array) -> Index:
    place = np.flatnonzero(outside)
    if len(place) > ADDED:
        place = place[np.argpartition(-reduced[place], ADDED)[:ADDED]]
    return place


def scaled(rows: sparse.csc_array, helpers: sparse.csc_array, scale: Array) -> sparse.csr_array:
    """Rows of candidates and helpers side by side ÷ `scale`, without the dust that HiGHS refuses a model for."""
    full = sparse.csr_array(sparse.csr_array(sparse.hstack([rows, helpers])).multiply(1 / scale[:, None]))
    full.data[np.abs(full.data) < DUST] = 0.0
    full.eliminate_zeros()
    return full


def _solved_on(program: Program, columns: Index) -> tuple[Array, Array, float, Array, Array] | None:
    """The optimum over some columns, with the price of every row and set."""
    rows, side = program.rows[:, columns], program.side
    k, scale = len(columns), program.scales
    full = scaled(rows, side.rows, scale)
    over, under = np.flatnonzero(np.isfinite(program.high)), np.flatnonzero(np.isfinite(program.low))
    sets = sparse.csr_array(program.sets[:, columns])
    crowded = np.flatnonzero(np.diff(sets.indptr) > 1)
    beside = sparse.csr_array((len(crowded), len(side.value)))
    table = sparse.vstack([full[over], -full[under], sparse.hstack([sets[crowded], beside])], format="csr")
    bounds = np.concatenate(
        [program.high[over] / scale[over], -program.low[under] / scale[under], np.ones(len(crowded))]
    )
    least = np.concatenate([program.forced[columns].astype(float), side.low])
    most = np.concatenate([(~program.barred[columns]).astype(float), side.high])
    cost = -np.concatenate([program.value[columns], side.value])
    size = max(float(np.abs(cost).max(initial=0.0)), 1e-12)
    found = linprog(
        cost / size,
        A_ub=table if table.shape[0] else None,
        b_ub=bounds if table.shape[0] else None,
        bounds=np.column_stack([least, most]),
        method="highs",
    )
    if found.x is None:
        return None
    marginal = -np.asarray(found.ineqlin.marginals) * size if table.shape[0] else np.zeros(0)
    row_prices, set_prices = np.zeros(len(scale)), np.zeros(sets.shape[0])
    row_prices[over] += marginal[: len(over)] / scale[over]
    row_prices[under] -= marginal[len(over) : len(over) + len(under)] / scale[under]
    set_prices[crowded] = marginal[len(over) + len(under) :]
    return found.x[:k], found.x[k:], -float(found.fun) * size, row_prices, set_prices
