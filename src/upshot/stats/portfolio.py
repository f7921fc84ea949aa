"""What to buy for a sum of money when returns are only known as draws: a program over whole and divisible things.

Every column is something to buy by the unit. Whatever has a falling return (a boost) is cut into slices, each worth
less than the one before. That is exact for concave returns: a slice is never worth more than the one before it, in
any draw, so no solution gains by taking a later slice first, and filling the best slices of all columns until the
money runs out (water-filling, Gibbs' lemma) solves the divisible problem. Whole units and limits on groups make it a
mixed-integer program, which HiGHS solves exactly.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from upshot.errors import InvalidInput
from upshot.stats.quiet import quiet_output

Array = NDArray[np.float64]
Index = NDArray[np.int64]

GAP = 5e-4  # relative distance to the optimum at which the search stops
GAP_IN_TAIL = 1e-2
LONGEST_S = 4.0
N_SCENARIOS = 120  # of the draws, where the worst of them decide
_SLACK = 1e-9


@dataclass(frozen=True)
class Group:
    """Columns whose money together lies between `low` and `high`."""

    members: Index
    low: float = 0.0
    high: float = np.inf


@dataclass(frozen=True)
class Portfolio:
    """What can be bought; (n,) arrays unless said otherwise.

    `price` money per unit, above zero; `margin` (n_draws, n) what a unit brings; `low`, `high` units; `is_whole`
    whether only whole units exist. `follows` is −1, or the column that a slice hangs on: its units are then at most
    `high` times that column's (a boost on posts that must first be bought).
    """

    price: Array
    margin: Array
    low: Array
    high: Array
    is_whole: NDArray[np.bool_]
    follows: Index
    groups: tuple[Group, ...] = field(default=())

    @property
    def n(self) -> int:
        """Number of columns."""
        return len(self.price)


def best_purchase(
    portfolio: Portfolio, budget: float, *, least_return: float = 1.0, tail: float = 1.0, divisible: bool = False
) -> Array:
    """Units of every column that bring the most margin less `least_return` × money, for at most `budget`.

    Parameters
    ----------
    budget : the most that is spent; what does not pay stays unspent
    least_return : margin that one unit of money has to bring, for instance 1 + hurdle rate
    tail : 1 counts every draw alike; 0.2 maximises the mean over the worst fifth of the draws (expected shortfall,
        which unlike a quantile is concave, so that spreading never looks worse than it is)
    divisible : let whole things be cut: the relaxation that prices come from

    Returns
    -------
    array (n,) of units

    Raises
    ------
    InvalidInput : budget_infeasible (floors cannot be reached within caps and budget)

    Source
    ------
    Rockafellar and Uryasev (2000), Optimization of conditional value-at-risk, Journal of Risk 2(3).
    """
    whole = np.zeros(portfolio.n, bool) if divisible else portfolio.is_whole
    rows, low, high = _limits(portfolio, budget)
    high_units = np.where(portfolio.follows < 0, portfolio.high, np.inf)
    if tail >= 1.0:
        worth = portfolio.margin.mean(axis=0) - least_return * portfolio.price
        return _solved(-worth, rows, low, high, portfolio.low, high_units, whole, GAP)
    chosen = np.linspace(0, len(portfolio.margin) - 1, min(N_SCENARIOS, len(portfolio.margin))).astype(int)
    gain = portfolio.margin[chosen] - least_return * portfolio.price
    n_draws = len(chosen)
    aside = sparse.csr_array((rows.shape[0], 1 + n_draws))
    shortfall = sparse.hstack([gain, -np.ones((n_draws, 1)), sparse.eye_array(n_draws)])  # u ≥ t − gain
    found = _solved(
        np.concatenate([np.zeros(portfolio.n), [-1.0], np.full(n_draws, 1 / (tail * n_draws))]),
        sparse.csr_array(sparse.vstack([sparse.hstack([rows, aside]), shortfall])),
        np.concatenate([low, np.zeros(n_draws)]),
        np.concatenate([high, np.full(n_draws, np.inf)]),
        np.concatenate([portfolio.low, [-np.inf], np.zeros(n_draws)]),
        np.concatenate([high_units, np.full(1 + n_draws, np.inf)]),
        np.concatenate([whole, np.zeros(1 + n_draws, bool)]),
        GAP_IN_TAIL,
    )
    return found[: portfolio.n]


def marginal_purchase(
    portfolio: Portfolio, budget: float, *, least_return: float = 1.0, tail: float = 1.0, step: float = 0.01
) -> tuple[Array, Array]:
    """What the last unit of money that is spent buys, and what one more than `budget` would: (n,) units per money.

    From the divisible problem, solved again with `step` of the money less and more; zeros where nothing can be spent
    or one more stays unspent. The expected margin of the result is the shadow price of the budget: between two kinks
    of the (concave) value it is the program's dual, and at a kink the two sides say what one less loses and one more
    wins.
    """

    def buy(amount: float) -> Array:
        return best_purchase(portfolio, amount, least_return=least_return, tail=tail, divisible=True)

    here = buy(budget)
    spent, forced = float(portfolio.price @ here), float(portfolio.price @ portfolio.low)
    forced = max(forced, sum(group.low for group in portfolio.groups))
    small = max(step * max(spent, 0.1 * budget), 1e-6)
    last, more = np.zeros(portfolio.n), np.zeros(portfolio.n)
    less = max(spent - small, forced * (1 + _SLACK))
    if spent - less > _SLACK * max(budget, 1.0):
        last = (here - buy(less)) / (spent - less)
    if spent >= budget * (1 - _SLACK):
        beyond = buy(budget + small)
        added = float(portfolio.price @ beyond) - spent
        if added > _SLACK * max(budget, 1.0):
            more = (beyond - here) / added
    return last, more


def thompson_spend(portfolio: Portfolio, budget: float, *, least_return: float, n_draws: int) -> Array:
    """(n,) money per column, averaged over what would be best in each of `n_draws` draws.

    Thompson sampling: each column gets money in the measure in which it may be among the best.
    """
    total = np.zeros(portfolio.n)
    chosen = np.linspace(0, len(portfolio.margin) - 1, min(n_draws, len(portfolio.margin))).astype(int)
    for draw in chosen:
        one = replace(portfolio, margin=portfolio.margin[draw : draw + 1])
        total += portfolio.price * best_purchase(one, budget, least_return=least_return, divisible=True)
    average: Array = total / len(chosen)
    return average


def _limits(portfolio: Portfolio, budget: float) -> tuple[sparse.csr_array, Array, Array]:
    """Rows of the budget, of the groups, and of the slices that hang on another column, with their bounds."""
    n = portfolio.n
    table = [sparse.csr_array(portfolio.price[None])]
    low, high = [-np.inf], [budget]
    for group in portfolio.groups:
        row = np.zeros(n)
        row[group.members] = portfolio.price[group.members]
        table.append(sparse.csr_array(row[None]))
        low.append(group.low)
        high.append(group.high)
    slices = np.flatnonzero(portfolio.follows >= 0)
    if len(slices):
        number = np.arange(len(slices))
        ties = sparse.coo_array((np.ones(len(slices)), (number, slices)), shape=(len(slices), n))
        ties = ties - sparse.coo_array((portfolio.high[slices], (number, portfolio.follows[slices])), shape=ties.shape)
        table.append(sparse.csr_array(ties))
        low += [-np.inf] * len(slices)
        high += [0.0] * len(slices)
    return sparse.csr_array(sparse.vstack(table)), np.array(low), np.array(high)


def _solved(
    cost: Array,
    rows: sparse.csr_array,
    low: Array,
    high: Array,
    least: Array,
    most: Array,
    whole: NDArray[np.bool_],
    gap: float,
) -> Array:
    """The minimum of `cost` by HiGHS, whole units rounded clean."""
    scale = max(float(np.abs(cost).max()), 1e-12)  # so that tolerances mean the same for a gift and for a million
    bound = np.where(np.isfinite(high), np.abs(high), np.where(np.isfinite(low), np.abs(low), 0.0))
    size = np.where(bound > 0, bound, np.maximum(np.asarray(np.abs(rows).max(axis=1).todense()).ravel(), 1e-12))
    rows, low, high = sparse.csr_array(rows / size[:, None]), low / size, high / size
    with quiet_output() if whole.any() else contextlib.nullcontext():
        found = milp(
            cost / scale,
            integrality=whole.astype(np.int64),
            bounds=Bounds(least, most),
            constraints=LinearConstraint(rows, low, high),
            options={"time_limit": LONGEST_S, "mip_rel_gap": gap},
        )
    if found.x is None:
        raise InvalidInput("budget_infeasible")
    units: Array = np.where(whole, np.rint(found.x), np.clip(found.x, least, most))
    return units
