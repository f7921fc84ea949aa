"""From columns to units: exploration first, then the best use of the rest, then what the last and next euro bring."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from upshot.decisions.budget.asking import BudgetTerms
from upshot.decisions.budget.columns import Columns
from upshot.decisions.budget.views import Array
from upshot.stats.portfolio import Portfolio, best_purchase, marginal_purchase, thompson_spend

N_THOMPSON = 64


@dataclass(frozen=True)
class Allocation:
    """Units of every column; `explored` (n,) those of them that are bought to learn.

    `last`, `next_` (n,) units per euro that the last euro bought and one more would.
    """

    units: Array
    explored: Array
    last: Array
    next_: Array


def allocate(columns: Columns, budget: float, terms: BudgetTerms, hurdle_rate: float) -> Allocation:
    """The best division of `budget`.

    Raises
    ------
    InvalidInput : budget_infeasible
    """
    return_asked, portfolio = 1 + hurdle_rate, columns.opened()
    explored = np.zeros(portfolio.n)
    if terms.exploration_share > 0:
        explored = _explore(columns, budget, terms, return_asked)
        portfolio = replace(portfolio, low=explored, high=np.maximum(portfolio.high, explored))
    units = best_purchase(portfolio, budget, least_return=return_asked, tail=terms.tail)
    last, more = marginal_purchase(portfolio, budget, least_return=return_asked, tail=terms.tail)
    return Allocation(units, explored, last, more)


def _explore(columns: Columns, budget: float, terms: BudgetTerms, return_asked: float) -> Array:
    """Posts for those whom the best division leaves out although they may be among the best.

    Everybody's chance is the money that Thompson sampling would give him; whoever is owed most gets the next post,
    until the share for exploration is spent. Only posts teach something about a creator, so that ads are left out.
    """
    left = terms.exploration_share * budget
    core = best_purchase(columns.opened(), budget - left, least_return=return_asked, tail=terms.tail)
    everything: Portfolio = columns.portfolio
    wanted = thompson_spend(everything, budget, least_return=return_asked, n_draws=N_THOMPSON)
    owed = np.where(columns.is_post & (core < 0.5), wanted, 0.0)
    units = np.zeros(everything.n)
    room = {g: group.high for g, group in enumerate(everything.groups)}
    for column in np.argsort(-owed, kind="stable"):
        price = float(everything.price[column])
        inside = [g for g, group in enumerate(everything.groups) if column in group.members]
        if owed[column] <= 0 or price > left or any(price > room[g] for g in inside):
            continue
        units[column] = 1.0
        left -= price
        for g in inside:
            room[g] -= price
    return units
