"""How much a division of the next money loses against knowing everything, beside what simpler numbers would do.

Everybody divides the same money over the same posts at the same prices with the same largest step; only what a post is
believed to bring differs. The oracle divides by the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from upshot.decisions.budget.allocating import allocate
from upshot.decisions.budget.asking import BudgetTerms
from upshot.decisions.budget.columns import lay_out
from upshot.decisions.budget.ground import BudgetGround
from upshot.decisions.budget.today import pace_of
from upshot.decisions.budget.views import Array
from upshot.decisions.proof.table import Estimated, mean_over_worlds
from upshot.stats.portfolio import Portfolio, best_purchase

LEVEL = 0.9
UPSHOT, ORACLE, TODAY = "upshot", "oracle", "today"


@dataclass(frozen=True)
class DivisionScore:
    """One world. `margin`, `net` true money per euro of budget by way of dividing, `spent` share of the budget.

    `margin`: everybody must spend it all (as far as whole posts allow); `net`: margin − spend where nobody has to.
    `gain_low`, `gain_median`, `gain_high`, `gain_true`: what Upshot said the free plan brings beyond today's division,
    and what it does, per euro of budget.
    """

    margin: dict[str, float]
    net: dict[str, float]
    spent: dict[str, float]
    gain_low: float
    gain_median: float
    gain_high: float
    gain_true: float
    p_better: float


def score_division(
    ground: BudgetGround, terms: BudgetTerms, true_margin: Array, believed: Mapping[str, Array], *, seed: int = 1
) -> DivisionScore:
    """Score Upshot's division of today's cost beside others.

    Parameters
    ----------
    ground : posts only (no ads), with the estimate's draws
    true_margin : (n_offers,) what one more post really brings on average
    believed : name → (n_offers,) what a post is believed to bring by another rule, money; only ranks one against the
        other where everybody must spend, and as a sum of money where nobody has to
    seed : of `random` and of the order in `equal`
    """
    budget = pace_of(ground).cost
    columns = lay_out(ground, terms, budget, 0.0)
    draws = columns.portfolio
    margin: dict[str, float] = {}
    net: dict[str, float] = {}
    spent: dict[str, float] = {}
    beliefs = {**believed, ORACLE: true_margin, "random": np.random.default_rng([seed, 3]).random(len(true_margin))}
    for name, belief in beliefs.items():
        scaled = belief * (1.0 if name != "random" else draws.price)
        _score(name, replace(draws, margin=scaled[None]), budget, true_margin, margin, net, spent)
    _score(UPSHOT, draws, budget, true_margin, margin, net, spent)
    found = allocate(columns, budget, terms, 0.0)
    net[UPSHOT] = float((true_margin - draws.price) @ found.units) / budget
    spent[UPSHOT] = float(draws.price @ found.units) / budget
    even = _equal(draws, budget)
    margin["equal"], net["equal"] = (
        float(true_margin @ even) / budget,
        float((true_margin - draws.price) @ even) / budget,
    )
    now = pace_of(ground).posts
    margin[TODAY], net[TODAY] = float(true_margin @ now) / budget, float((true_margin - draws.price) @ now) / budget
    gain = (draws.margin - draws.price) @ (found.units - now) / budget
    low, median, high = np.quantile(gain, ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
    true = float((true_margin - draws.price) @ (found.units - now)) / budget
    return DivisionScore(
        margin, net, spent, float(low), float(median), float(high), true, float((gain > 0).mean())
    )  # fmt: skip


def _score(
    name: str, portfolio: Portfolio, budget: float, true_margin: Array, margin: dict[str, float],
    net: dict[str, float], spent: dict[str, float],
) -> None:  # fmt: skip
    """Once everything must be spent, and once nobody has to."""
    forced = best_purchase(portfolio, budget, least_return=0.0)
    margin[name] = float(true_margin @ forced) / budget
    free = best_purchase(portfolio, budget, least_return=1.0)
    net[name] = float((true_margin - portfolio.price) @ free) / budget
    spent[name] = float(portfolio.price @ free) / budget


def _equal(portfolio: Portfolio, budget: float) -> Array:
    """The same money for everybody, as far as the largest step allows; posts may be parts of one."""
    units, left = np.zeros(portfolio.n), budget
    open_ = np.ones(portfolio.n, bool)
    for _ in range(portfolio.n):
        if left <= 1e-9 or not open_.any():
            break
        more = np.where(open_, np.minimum(left / open_.sum() / portfolio.price, portfolio.high - units), 0.0)
        units, left = units + more, left - float(portfolio.price @ more)
        open_ &= units < portfolio.high - 1e-9
    return units


@dataclass(frozen=True)
class RegretRow:
    """One way of dividing over worlds: lost margin ÷ the oracle's, lost net ÷ budget, share of the budget spent."""

    name: str
    regret: Estimated
    net_regret: Estimated
    spent: Estimated


@dataclass(frozen=True)
class RegretTable:
    """The proof over `n_worlds`; `coverage` of the gain's interval, `promised` and `kept` gain per euro."""

    n_worlds: int
    rows: tuple[RegretRow, ...]
    coverage: Estimated
    promised: Estimated
    kept: Estimated


def tabulate_regret(scores: Sequence[DivisionScore]) -> RegretTable:
    """Means over worlds with their Monte-Carlo intervals, the smallest regret first."""
    names = [name for name in scores[0].margin if name != ORACLE]
    rows = [
        RegretRow(
            name,
            mean_over_worlds([1 - score.margin[name] / score.margin[ORACLE] for score in scores]),
            mean_over_worlds([score.net[ORACLE] - score.net[name] for score in scores]),
            mean_over_worlds([score.spent.get(name, 1.0) for score in scores]),
        )
        for name in names
    ]
    held = [float(score.gain_low <= score.gain_true <= score.gain_high) for score in scores]
    return RegretTable(
        len(scores),
        tuple(sorted(rows, key=lambda row: row.regret.mean or 0.0)),
        mean_over_worlds(held),
        mean_over_worlds([score.gain_median for score in scores]),
        mean_over_worlds([score.gain_true for score in scores]),
    )
