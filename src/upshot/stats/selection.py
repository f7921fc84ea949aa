"""Choose the best few among very many under limits, with a bound on what any other choice could bring.

The relaxed problem (`selection_program`) fixes all candidates but a core whose reduced cost is near zero; the core is
solved in whole numbers by HiGHS. Whoever is outside the core would cost at least its reduced cost to bring in or leave
out, so the bound printed is the larger of the core's own and what the first outside could still reach (core problems;
Balas and Zemel 1980). On instances up to the size of the core that is the exact optimum.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from upshot.errors import InvalidInput
from upshot.stats.quiet import quiet_output
from upshot.stats.selection_program import Program, Relaxed, Side, relax, scaled

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Flags = NDArray[np.bool_]

CORE = 400  # candidates decided in whole numbers, at least those of fractional value
GAP = 1e-4  # relative distance to the optimum at which the search of the core stops
WIDE_GAP = 1e-3  # relative distance to the bound above which the core is made as wide as that distance asks for
WIDEST_CORE = 5_000
MOST_NODES = 2_000  # of the search of the core: counted, not timed, so that a slow machine answers the same
LONGEST_S = 60.0  # for emergencies
N_SCENARIOS = 100  # of the draws, where the worst of them decide
_FIT = 1e-9  # relative breach of a limit that is rounding


@dataclass(frozen=True)
class Limit:
    """Something that all chosen together may have at most `high` or must have at least `low` of; `weights` (n,)."""

    name: str
    weights: Array
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class Total:
    """What all chosen bring together: the sum of (n,) `value`."""

    value: Array

    def worth(self, chosen: Index) -> float:
        """Of a choice."""
        return float(self.value[chosen].sum())


@dataclass(frozen=True)
class Saturating:
    """People reached: Σ `people` · (1 − exp(−Σ `pressure`)), each of them counted once; (n_cells,) and (n_cells, n).

    With a pressure of −log(1 − audience ÷ people) that is Sainsbury's formula.
    """

    people: Array
    pressure: Array

    def worth(self, chosen: Index) -> float:
        """Of a choice."""
        return float(self.people @ -np.expm1(-self.pressure[:, chosen].sum(axis=1)))


@dataclass(frozen=True)
class WorstDraws:
    """The mean over the worst `share` of (n_draws, n) draws: spreading never looks worse than it is."""

    draws: Array
    share: float

    def worth(self, chosen: Index) -> float:
        """Of a choice."""
        total = np.sort(self.draws[:, chosen].sum(axis=1))
        n = self.share * len(total)
        whole = int(n)
        part = (n - whole) * total[whole] if whole < len(total) else 0.0
        return float((total[:whole].sum() + part) / n)


Aim = Total | Saturating | WorstDraws


@dataclass(frozen=True)
class Selection:
    """The question: (n,) `forced` candidates are taken, `barred` ones are not; of each of `rivals` one at most."""

    aim: Aim
    limits: tuple[Limit, ...]
    rivals: Sequence[Index] = ()
    forced: Flags | None = None
    barred: Flags | None = None


@dataclass(frozen=True)
class Selected:
    """The answer: `value` of `chosen`, and the `bound` that no choice within the limits can pass.

    `relaxed` is the bound when candidates may be taken in part: with Δ more of a limit nothing passes `relaxed` +
    `prices` · Δ. `prices` (n_limits,) is what one unit more of each limit adds to the relaxed optimum
    (a floor: one less of it); `reduced` (n,) what a candidate brings beyond what it uses at these prices.
    """

    chosen: Index
    value: float
    bound: float
    relaxed: float
    prices: Array
    reduced: Array
    used: Array
    rounds: int

    @property
    def gap(self) -> float:
        """Relative distance to the best that could exist."""
        return max(self.bound - self.value, 0.0) / max(abs(self.bound), 1e-12)


def select(selection: Selection, *, core: int = CORE, longest_s: float = LONGEST_S) -> Selected:
    """The best choice that was found, with its bound.

    Parameters
    ----------
    core : candidates decided in whole numbers
    longest_s : seconds that this may take

    Raises
    ------
    InvalidInput : selection_infeasible; `selection_conflict.explain_conflict` says which limits exclude each other
    """
    program = program_of(selection)
    relaxed = relax(program)
    if relaxed is not None and isinstance(selection.aim, Saturating):
        program = program_of(selection, near=_pressures(selection.aim, relaxed.x))
        relaxed = relax(program, start=relaxed.columns)
    if relaxed is None:
        raise InvalidInput("selection_infeasible")
    found, bound = _whole(program, relaxed, selection.aim, core, longest_s)
    if found is None:
        raise InvalidInput("selection_infeasible")
    taken = np.flatnonzero(found)
    named = len(selection.limits)
    used = np.array([limit.weights[taken].sum() for limit in selection.limits])
    value = selection.aim.worth(taken)
    return Selected(
        taken, value, max(bound, value), relaxed.bound, relaxed.row_prices[:named], relaxed.reduced, used,
        relaxed.rounds,
    )  # fmt: skip


@dataclass(frozen=True)
class _Rows:
    """Rows and helpers that an aim adds to the program."""

    value: Array
    rows: sparse.csc_array
    low: Array
    high: Array
    side: Side = field(default_factory=lambda: Side.none(0))


def program_of(selection: Selection, *, near: Array | None = None) -> Program:
    """The question as rows; `near` (n_cells,) is where a saturating aim is cut finely."""
    n = _size(selection)
    limits = sparse.csc_array(np.array([limit.weights for limit in selection.limits]).reshape(-1, n))
    added = _rows_of(selection.aim, n, near)
    side = added.side
    blank = sparse.csc_array((limits.shape[0], len(side.value)))
    return Program(
        value=added.value,
        rows=sparse.csc_array(sparse.vstack([limits, added.rows])),
        low=np.concatenate([[limit.low for limit in selection.limits], added.low]),
        high=np.concatenate([[limit.high for limit in selection.limits], added.high]),
        sets=_sets(selection.rivals, n),
        forced=np.zeros(n, bool) if selection.forced is None else selection.forced,
        barred=np.zeros(n, bool) if selection.barred is None else selection.barred,
        side=replace(side, rows=sparse.csc_array(sparse.vstack([blank, side.rows]))),
    )


def _size(selection: Selection) -> int:
    aim = selection.aim
    if isinstance(aim, Total):
        return len(aim.value)
    table = aim.pressure if isinstance(aim, Saturating) else aim.draws
    return int(table.shape[1])


def _sets(rivals: Sequence[Index], n: int) -> sparse.csc_array:
    if not len(rivals):
        return sparse.csc_array((0, n))
    lengths = [len(each) for each in rivals]
    rows = np.repeat(np.arange(len(rivals)), lengths)
    return sparse.csc_array((np.ones(len(rows)), (rows, np.concatenate(list(rivals)))), shape=(len(rivals), n))


def _rows_of(aim: Aim, n: int, near: Array | None) -> _Rows:
    if isinstance(aim, Total):
        return _Rows(aim.value, sparse.csc_array((0, n)), np.zeros(0), np.zeros(0))
    return _saturating_rows(aim, n, near) if isinstance(aim, Saturating) else _tail_rows(aim, n)


def _saturating_rows(aim: Saturating, n: int, near: Array | None) -> _Rows:
    """Helpers: pressure s and share reached t of each cell; t lies under the tangents of 1 − exp(−s)."""
    n_cells = len(aim.people)
    cell, slope, height = [], [], []
    for place in range(n_cells):
        points = np.concatenate([[0.0], np.geomspace(1e-4, 8.0, 24)])
        if near is not None:
            points = np.union1d(points, near[place] * np.linspace(0.7, 1.3, 25))
        cell.append(np.full(len(points), place))
        slope.append(np.exp(-points))
        height.append(-np.expm1(-points) - points * np.exp(-points))
    cells, slopes, heights = np.concatenate(cell), np.concatenate(slope), np.concatenate(height)
    k = len(cells)
    cut = sparse.hstack(
        [
            sparse.coo_array((-slopes, (np.arange(k), cells)), shape=(k, n_cells)),
            sparse.coo_array((np.ones(k), (np.arange(k), cells)), shape=(k, n_cells)),
        ]
    )
    link = sparse.hstack([-sparse.eye_array(n_cells), sparse.csc_array((n_cells, n_cells))])
    side = Side(
        np.concatenate([np.zeros(n_cells), aim.people]),
        sparse.csc_array(sparse.vstack([link, cut])),
        np.zeros(2 * n_cells),
        np.concatenate([np.full(n_cells, np.inf), np.ones(n_cells)]),
    )
    return _Rows(
        np.zeros(n),
        sparse.csc_array(sparse.vstack([sparse.csc_array(aim.pressure), sparse.csc_array((k, n))])),
        np.concatenate([np.zeros(n_cells), np.full(k, -np.inf)]),
        np.concatenate([np.full(n_cells, np.inf), heights]),
        side,
    )


def _tail_rows(aim: WorstDraws, n: int) -> _Rows:
    """Helpers: the threshold and how far each draw falls below it (Rockafellar and Uryasev 2000)."""
    chosen = _scenarios(aim)
    s = len(chosen)
    side = Side(
        np.concatenate([[1.0], np.full(s, -1 / (aim.share * s))]),
        sparse.csc_array(sparse.hstack([-np.ones((s, 1)), sparse.eye_array(s)])),
        np.concatenate([[-np.inf], np.zeros(s)]),
        np.full(1 + s, np.inf),
    )
    return _Rows(np.zeros(n), sparse.csc_array(chosen), np.zeros(s), np.full(s, np.inf), side)


def _scenarios(aim: WorstDraws) -> Array:
    """The draws that the program sees."""
    most = min(N_SCENARIOS, len(aim.draws))
    picked: Array = aim.draws[np.linspace(0, len(aim.draws) - 1, most).astype(int)]
    return picked


def _pressures(aim: Saturating, x: Array) -> Array:
    return np.maximum(np.asarray(aim.pressure @ x), 1e-4)


def _whole(program: Program, relaxed: Relaxed, aim: Aim, core: int, longest_s: float) -> tuple[Flags | None, float]:
    """The best whole choice found and a bound on all of them."""
    place, first_outside = _core_of(program, relaxed, core)
    fixed = relaxed.x > 0.5
    fixed[place] = False
    inside = float(program.value[place] @ relaxed.x[place] + program.side.value @ relaxed.y)
    gap = GAP * min(abs(relaxed.value) / max(abs(inside), 1e-12), 100.0)  # of the whole, not of the core
    milp_x, milp_bound = _solve_core(program, place, fixed, longest_s, gap)
    is_all = milp_x is not None and len(place) >= program.n - int((program.forced | program.barred).sum())
    greedy = None if is_all else _rounded(program, relaxed)
    options = [option for option in (milp_x, greedy) if option is not None]
    if not options and core < program.n:  # the core alone has no answer: look wider
        return _whole(program, relaxed, aim, 8 * core, longest_s)
    if not options:
        return None, 0.0
    best = max(options, key=lambda option: aim.worth(np.flatnonzero(option)))
    value = aim.worth(np.flatnonzero(best))
    bound = min(relaxed.bound, max(milp_bound, relaxed.bound - first_outside))
    wider = _near_enough(program, relaxed, value)
    if bound - value > WIDE_GAP * abs(bound) and len(place) < wider <= WIDEST_CORE:
        again, lower = _whole(program, relaxed, aim, wider, longest_s)
        bound = min(bound, lower)
        if again is not None and aim.worth(np.flatnonzero(again)) > value:
            best = again
    return best, bound


def _near_enough(program: Program, relaxed: Relaxed, value: float) -> int:
    """How many candidates could take part in anything better than `value`: the others' reduced costs forbid it."""
    is_open = ~program.barred & ~program.forced
    return int((is_open & (np.abs(relaxed.reduced) <= relaxed.bound - value)).sum()) + 1


def _core_of(program: Program, relaxed: Relaxed, core: int) -> tuple[Index, float]:
    """Candidates to decide, and the least that any other decision outside would cost."""
    is_open = ~program.barred & ~program.forced
    distance = np.where(is_open, np.abs(relaxed.reduced), np.inf)
    is_split = (relaxed.x > 1e-7) & (relaxed.x < 1 - 1e-7) & is_open
    distance[is_split] = -1.0
    n_open = int(is_open.sum())
    if n_open <= core:
        return np.flatnonzero(is_open), np.inf
    size = max(core, int(is_split.sum()))
    order = np.argpartition(distance, size)
    place, others = order[:size], order[size:]
    least = float(np.min(distance[others], initial=np.inf))
    return np.sort(place), least


def _solve_core(
    program: Program, place: Index, fixed: Flags, longest_s: float, gap: float
) -> tuple[Flags | None, float]:
    """The whole-number optimum over `place`, with all others as `fixed`; and the bound that HiGHS proved."""
    base = fixed | program.forced
    taken = base.astype(np.float64)
    scale, side = program.scales, program.side
    used = program.rows @ taken
    rows = scaled(program.rows[:, place], side.rows, scale)
    low, high = (program.low - used) / scale, (program.high - used) / scale
    own = sparse.csr_array(program.sets[:, place])
    room = 1 - program.sets @ taken if program.sets.shape[0] else np.zeros(0)
    tied = np.flatnonzero((np.diff(own.indptr) > 1) | ((np.diff(own.indptr) > 0) & (room < 1)))
    table = sparse.vstack([rows, sparse.hstack([own[tied], sparse.csr_array((len(tied), len(side.value)))])])
    cost = -np.concatenate([program.value[place], side.value])
    size = max(float(np.abs(cost).max(initial=0.0)), 1e-12)
    n_free = len(place)
    if n_free + len(side.value) == 0:
        return (base if _fits(program, base) else None), float(program.value[base].sum())
    constraints = LinearConstraint(
        sparse.csr_array(table),
        np.concatenate([low, np.full(len(tied), -np.inf)]),
        np.concatenate([high, np.maximum(room[tied], 0.0)]),
    )
    with quiet_output() if n_free else contextlib.nullcontext():
        found = milp(
            cost / size,
            integrality=np.concatenate([np.ones(n_free), np.zeros(len(side.value))]),
            bounds=Bounds(np.concatenate([np.zeros(n_free), side.low]), np.concatenate([np.ones(n_free), side.high])),
            constraints=constraints,
            options={"time_limit": longest_s, "mip_rel_gap": gap, "node_limit": MOST_NODES},
        )
    start = float(program.value[base].sum())
    if found.x is None:
        return None, (-np.inf if found.status == 2 else np.inf)
    chosen = base.copy()
    chosen[place] = found.x[:n_free] > 0.5
    bound = start - float(found.mip_dual_bound) * size if found.mip_dual_bound is not None else np.inf
    return (chosen if _fits(program, chosen) else None), bound


def _rounded(program: Program, relaxed: Relaxed) -> Flags | None:
    """The relaxed answer without its fractions, filled with whoever still fits, best reduced cost first."""
    chosen = (relaxed.x > 1 - 1e-7) | program.forced
    order = relaxed.columns[np.argsort(-relaxed.reduced[relaxed.columns], kind="stable")]
    used = np.asarray(program.rows @ chosen.astype(np.float64))
    busy = np.asarray(program.sets @ chosen.astype(np.float64)) if program.sets.shape[0] else np.zeros(0)
    is_limit = ~_with_helpers(program)
    order = order[~chosen[order] & ~program.barred[order]][: 4 * CORE]
    table, sets = program.rows[:, order].toarray(), program.sets[:, order]
    for number, column in enumerate(order):
        own, rivals = table[:, number], sets.indices[sets.indptr[number] : sets.indptr[number + 1]]
        after = used + own
        over = (after > program.high + _FIT * np.maximum(np.abs(program.high), 1)) & is_limit
        brings = program.value[column] if program.value.any() else own[~is_limit].sum()
        if brings > 0 and not over.any() and not (busy[rivals] > 0).any():
            chosen[column] = True
            used = after
            busy[rivals] += 1
    return chosen if _fits(program, chosen) else None


def _with_helpers(program: Program) -> Flags:
    """(m,) rows that helpers take part in: they bend instead of breaking."""
    touched = np.zeros(len(program.low), bool)
    touched[program.side.rows.indices] = True
    return touched


def _fits(program: Program, chosen: Flags) -> bool:
    """Whether a whole choice keeps all limits, apart from rounding."""
    x = chosen.astype(np.float64)
    used, scale = np.asarray(program.rows @ x), program.scales
    hard = ~_with_helpers(program)
    is_in = (used <= program.high + _FIT * scale) & (used >= program.low - _FIT * scale)
    apart = bool((program.sets @ x <= 1).all()) if program.sets.shape[0] else True
    return bool(is_in[hard].all()) and apart and not bool((chosen & program.barred).any())
