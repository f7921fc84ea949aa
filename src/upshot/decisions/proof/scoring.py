"""One simulated brand: what the estimate, and the simple ways beside it, said against what was true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from upshot.decisions.incrementality.model import IncrementalEstimate
from upshot.decisions.proof.budget import budget_regret
from upshot.decisions.proof.truth import Array, Truth

LEVELS = (0.5, 0.8, 0.9)  # of the intervals whose coverage is counted
VERDICT_LEVEL = 0.9  # of the interval that a verdict is read from
DECIDED_AT = 0.9  # a creator is decided when the probability of covering his cost is above this, or below its mirror
CLAIM_SHARE = 0.005  # an effect is claimed when the lower bound of the total is above this share of the shop's orders
_DUST = 1e-9  # a truth on the bound itself is covered


@dataclass(frozen=True)
class Coverage:
    """Of the intervals of one level: whether the total's held the truth, and which share of the others did."""

    level: float
    total: bool
    creators: float
    posts: float | None  # None where the truth of posts is not known


@dataclass(frozen=True)
class Quality:
    """How good one set of numbers per creator was. None = not defined in this world (no truth, no costs, no variation).

    `sign_error_rate` wrong answers to "did this creator pay" ÷ answers given. `budget_regret` see `budget.py`.
    `stop_regret` orders lost by wrong keep-or-stop decisions ÷ orders at stake. `is_verdict_wrong` on the whole
    programme; None when no verdict was given.
    """

    total_bias: float | None  # (estimate − truth) ÷ truth
    error_ratio: float | None  # Σ |estimate − truth| over creators ÷ true total
    rank_correlation: float | None  # Spearman, with the true orders
    sign_error_rate: float | None
    budget_regret: float | None
    stop_regret: float | None
    is_called_profitable: bool | None
    is_verdict_wrong: bool | None


@dataclass(frozen=True)
class WorldScore:
    """One world; `methods` holds the estimate as `upshot` and every peer by its name."""

    n_creators: int
    n_posts: int
    total_truth: float
    total_median: float
    total_low: float  # bounds at `VERDICT_LEVEL`
    total_high: float
    coverage: tuple[Coverage, ...]  # in the order of LEVELS
    is_effect_claimed: bool
    n_decided: int | None  # creators; None when costs are not known
    n_called_profitable: int | None  # creators, among the decided
    methods: dict[str, Quality]

    @property
    def model(self) -> Quality:
        """The estimate's own quality."""
        return self.methods["upshot"]

    @property
    def creator_coverage(self) -> float:
        """Share of creators whose interval at `VERDICT_LEVEL` held the truth."""
        return self.at(VERDICT_LEVEL).creators

    @property
    def is_total_covered(self) -> bool:
        """Whether the total's interval at `VERDICT_LEVEL` held the truth."""
        return self.at(VERDICT_LEVEL).total

    def at(self, level: float) -> Coverage:
        """The coverage of one level."""
        return next(found for found in self.coverage if found.level == level)


@dataclass(frozen=True)
class _Believed:
    """Numbers per creator, and how sure they are: `decided` creators, `verdict` on the programme (None = open)."""

    orders: Array  # the single best number
    mean: Array  # what money should be moved by
    total: float
    pays: NDArray[np.bool_]
    decided: NDArray[np.bool_]
    verdict: bool | None


def score_world(estimate: IncrementalEstimate, truth: Truth, *, peers: Mapping[str, Array] | None = None) -> WorldScore:
    """Score one estimate and its peers.

    Parameters
    ----------
    estimate : its draws are summed over the posts of each creator, then over all
    truth : arrays in the order of `estimate.history.creators`
    peers : name → (n_creators,) orders credited to each creator; they have no interval and so answer always
    """
    by_creator = creator_draws(estimate)
    total = by_creator.sum(axis=1)
    low, high = _bounds(total[:, None], VERDICT_LEVEL)
    believed = _of_draws(by_creator, truth)
    decided_known = truth.break_even_orders is not None
    everyone = np.ones(by_creator.shape[1], dtype=bool)
    methods = {"upshot": judge_quality(believed, truth)}
    for name, orders in (peers or {}).items():
        methods[name] = judge_quality(_of_numbers(orders, truth, everyone), truth)
    return WorldScore(
        n_creators=by_creator.shape[1],
        n_posts=estimate.orders_draws.shape[1],
        total_truth=truth.total,
        total_median=float(np.median(total)),
        total_low=float(low[0]),
        total_high=float(high[0]),
        coverage=tuple(_coverage(level, total, by_creator, estimate.orders_draws, truth) for level in LEVELS),
        is_effect_claimed=float(low[0]) > CLAIM_SHARE * float(estimate.history.orders.sum()),
        n_decided=int(believed.decided.sum()) if decided_known else None,
        n_called_profitable=int((believed.decided & believed.pays).sum()) if decided_known else None,
        methods=methods,
    )


def creator_draws(estimate: IncrementalEstimate) -> Array:
    """(n_draws, n_creators) incremental orders: sums over posts, draw by draw."""
    n_creators = len(estimate.history.creators)
    belongs = np.zeros((estimate.orders_draws.shape[1], n_creators))
    belongs[np.arange(len(belongs)), estimate.history.post_creator] = 1.0
    draws: Array = estimate.orders_draws @ belongs
    return draws


def _coverage(level: float, total: Array, creators: Array, posts: Array, truth: Truth) -> Coverage:
    return Coverage(
        level=level,
        total=bool(_holds(total[:, None], np.array([truth.total]), level)[0]),
        creators=float(_holds(creators, truth.incremental_orders, level).mean()),
        posts=None if truth.post_orders is None else float(_holds(posts, truth.post_orders, level).mean()),
    )


def _bounds(draws: Array, level: float) -> tuple[Array, Array]:
    tail = (1 - level) / 2
    low, high = np.quantile(draws, (tail, 1 - tail), axis=0)
    return low, high


def _holds(draws: Array, true: Array, level: float) -> NDArray[np.bool_]:
    """Per column of `draws`, whether its equal-tailed interval holds the truth, bounds included."""
    low, high = _bounds(draws, level)
    held: NDArray[np.bool_] = (low <= true + _DUST) & (true <= high + _DUST)
    return held


def _of_draws(by_creator: Array, truth: Truth) -> _Believed:
    """Medians, means, who is decided, and the verdict that the interval of the total allows."""
    total = by_creator.sum(axis=1)
    pays, decided = np.zeros(by_creator.shape[1], dtype=bool), np.zeros(by_creator.shape[1], dtype=bool)
    if truth.break_even_orders is not None:
        p_pays = (by_creator > truth.break_even_orders).mean(axis=0)
        pays, decided = p_pays > 0.5, (p_pays > DECIDED_AT) | (p_pays < 1 - DECIDED_AT)
    verdict = None
    if truth.programme_break_even_orders is not None:
        low, high = (float(bound[0]) for bound in _bounds(total[:, None], VERDICT_LEVEL))
        needed = truth.programme_break_even_orders
        verdict = True if low > needed else False if high < needed else None
    medians = np.median(by_creator, axis=0)
    return _Believed(medians, by_creator.mean(axis=0), float(np.median(total)), pays, decided, verdict)


def _of_numbers(orders: Array, truth: Truth, everyone: NDArray[np.bool_]) -> _Believed:
    """A number without an interval is believed as it stands."""
    pays = everyone & (orders > truth.break_even_orders) if truth.break_even_orders is not None else ~everyone
    needed = truth.programme_break_even_orders
    total = float(orders.sum())
    return _Believed(orders, orders, total, pays, everyone, None if needed is None else total > needed)


def judge_quality(believed: _Believed, truth: Truth) -> Quality:
    """Compare what was believed with the truth: numbers, order, signs where decided, money everywhere."""
    true, total = truth.incremental_orders, truth.total
    signs = stop = regret = None
    if truth.break_even_orders is not None:
        net = true - truth.break_even_orders
        is_wrong = believed.pays != (net > 0)
        signs = float(is_wrong[believed.decided].mean()) if believed.decided.any() else None
        at_stake = float(np.abs(net).sum())
        stop = float(np.abs(net[is_wrong]).sum()) / at_stake if at_stake > 0 else None
        regret = budget_regret(believed.mean, truth.repeatable, truth.break_even_orders)
    needed = truth.programme_break_even_orders
    is_wrong_verdict = None
    if needed is not None and believed.verdict is not None:
        is_wrong_verdict = believed.verdict != (total > needed)
    return Quality(
        total_bias=(believed.total - total) / total if total > 0 else None,
        error_ratio=float(np.abs(believed.orders - true).sum()) / total if total > 0 else None,
        rank_correlation=_rank_correlation(believed.orders, true),
        sign_error_rate=signs,
        budget_regret=regret,
        stop_regret=stop,
        is_called_profitable=None if needed is None else believed.verdict is True,
        is_verdict_wrong=is_wrong_verdict,
    )


def _rank_correlation(left: Array, right: Array) -> float | None:
    """Spearman's rank correlation; None where one side does not vary."""
    if len(left) < 3 or np.ptp(left) == 0 or np.ptp(right) == 0:
        return None
    return float(np.corrcoef(rankdata(left), rankdata(right))[0, 1])
