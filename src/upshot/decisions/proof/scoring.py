"""One simulated brand: what the estimate said against what was true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from upshot.decisions.incrementality.model import IncrementalEstimate

Array = NDArray[np.float64]

DECIDED_AT = 0.9  # a creator is decided when the probability of covering his cost is above this, or below its mirror


@dataclass(frozen=True)
class Truth:
    """What really happened within the history, and what a naive reader would have believed.

    Shapes (n_creators,), in the order of the history's `creators`, in orders.
    `break_even_orders` are the incremental orders that pay for the creator (cost ÷ unit margin); None = not known.
    """

    incremental_orders: Array
    code_orders: Array
    last_click_orders: Array
    break_even_orders: Array | None = None


@dataclass(frozen=True)
class Decisions:
    """Quality of the decisions "did this creator pay" that a set of numbers leads to.

    `sign_error_rate` wrong decisions ÷ decisions taken; None when none was taken. `regret` orders lost by wrong
    decisions ÷ orders at stake: 0 all right, 1 all wrong; None when costs are not known.
    """

    error_ratio: float | None  # Σ |estimate − truth| ÷ total truth; None when the truth is zero
    rank_correlation: float | None  # Spearman, with the true orders
    sign_error_rate: float | None
    regret: float | None


@dataclass(frozen=True)
class WorldScore:
    """One world. `total_*` are incremental orders; `is_*` say whether the interval covered the truth."""

    seed: int
    total_truth: float
    total_median: float
    total_low: float
    total_high: float
    is_total_covered: bool
    is_effect_claimed: bool  # the interval of the total excludes zero
    creator_coverage: float
    n_creators: int
    n_decided: int
    model: Decisions
    codes: Decisions
    last_click: Decisions

    @property
    def total_bias_ratio(self) -> float | None:
        """(median − truth) ÷ truth; None when the truth is zero."""
        return (self.total_median - self.total_truth) / self.total_truth if self.total_truth > 0 else None


def score_world(estimate: IncrementalEstimate, truth: Truth, *, seed: int, level: float = 0.9) -> WorldScore:
    """Score one estimate.

    Parameters
    ----------
    estimate : its draws are summed over the posts of each creator
    truth : arrays in the order of `estimate.history.creators`
    level : of the intervals whose coverage is counted
    """
    by_creator = creator_draws(estimate)
    total = by_creator.sum(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(by_creator, (tail, 1 - tail), axis=0)
    total_low, total_median, total_high = (float(q) for q in np.quantile(total, (tail, 0.5, 1 - tail)))
    total_truth = float(truth.incremental_orders.sum())
    covered = (low <= truth.incremental_orders + 1e-9) & (truth.incremental_orders <= high + 1e-9)
    decided = np.ones(covered.shape, dtype=bool)
    if truth.break_even_orders is not None:
        p_pays = (by_creator > truth.break_even_orders).mean(axis=0)
        decided = (p_pays >= DECIDED_AT) | (p_pays <= 1 - DECIDED_AT)
    everyone = np.ones_like(decided)
    return WorldScore(
        seed=seed,
        total_truth=total_truth,
        total_median=total_median,
        total_low=total_low,
        total_high=total_high,
        is_total_covered=total_low <= total_truth + 1e-9 and total_truth <= total_high + 1e-9,
        is_effect_claimed=total_low > 0,
        creator_coverage=float(covered.mean()),
        n_creators=len(covered),
        n_decided=int(decided.sum()) if truth.break_even_orders is not None else 0,
        model=judge_decisions(np.median(by_creator, axis=0), truth, decided),
        codes=judge_decisions(truth.code_orders, truth, everyone),
        last_click=judge_decisions(truth.last_click_orders, truth, everyone),
    )


def creator_draws(estimate: IncrementalEstimate) -> Array:
    """(n_draws, n_creators) incremental orders: sums over posts, draw by draw."""
    n_creators = len(estimate.history.creators)
    belongs = np.zeros((estimate.orders_draws.shape[1], n_creators))
    belongs[np.arange(len(belongs)), estimate.history.post_creator] = 1.0
    draws: Array = estimate.orders_draws @ belongs
    return draws


def judge_decisions(estimated: Array, truth: Truth, decided: NDArray[np.bool_]) -> Decisions:
    """Compare `estimated` orders per creator with the truth; signs are judged where `decided`, regret everywhere."""
    true_orders = truth.incremental_orders
    total = float(true_orders.sum())
    error = float(np.abs(estimated - true_orders).sum()) / total if total > 0 else None
    if truth.break_even_orders is None:
        return Decisions(error, _rank_correlation(estimated, true_orders), None, None)
    net = true_orders - truth.break_even_orders
    is_wrong = (estimated > truth.break_even_orders) != (net > 0)
    signs = float(is_wrong[decided].mean()) if decided.any() else None
    at_stake = float(np.abs(net).sum())
    regret = float(np.abs(net[is_wrong]).sum()) / at_stake if at_stake > 0 else None
    return Decisions(error, _rank_correlation(estimated, true_orders), signs, regret)


def _rank_correlation(left: Array, right: Array) -> float | None:
    """Spearman's rank correlation; None where one side does not vary."""
    if len(left) < 3 or np.ptp(left) == 0 or np.ptp(right) == 0:
        return None
    return float(np.corrcoef(rankdata(left), rankdata(right))[0, 1])
