"""How much is lost by each way of choosing posts, where it is known what boosting them would have brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.proof.table import Estimated, mean_over_worlds
from upshot.decisions.spark.candidates.ranking import LEAST_VIEWS
from upshot.decisions.spark.candidates.scoring import SignalTable, score_signals, weigh
from upshot.decisions.spark.candidates.weights import learn_weights

Array = NDArray[np.float64]

N_CHOSEN = 5
# What people do instead: the highest raw engagement rate, the same among posts with enough views, all raw signals
# weighed as we weigh them. Then our own score without its lower bound; `random` shows what the stakes are.
PICKERS = ("lower_bound", "posterior_mean", "raw_rate", "raw_rate_enough_views", "raw_signals", "random")


@dataclass(frozen=True)
class ChoiceRow:
    """One way of choosing: regret (share of what the oracle's choice is worth above a random one), and to raw's."""

    picker: str
    regret: Estimated
    ratio_to_raw: Estimated  # Σ regret ÷ Σ regret of the raw rate, jackknifed over worlds
    wins: Estimated  # share of worlds with no more regret than the raw rate


@dataclass(frozen=True)
class ChoiceTable:
    """The proof of the ranking over `n_worlds` worlds, from `seed` on, each choosing `n_chosen` posts."""

    n_worlds: int
    seed: int
    n_chosen: int
    rows: tuple[ChoiceRow, ...]


def regrets_of_world(
    table: SignalTable, views: Array, boosts: tuple[Array, Array], value: Array, *, seed: int, n_chosen: int = N_CHOSEN
) -> dict[str, float]:
    """Regret of each picker: 0 chooses like the oracle, 1 like chance.

    Parameters
    ----------
    boosts : (n_posts,) clicks and impressions of past boosts, 0 impressions = none
    value : (n_posts,) what boosting each post would really bring; no picker sees it
    """
    orders = _orders(table, views, boosts, np.random.default_rng(seed))
    best = float(np.sort(value)[-n_chosen:].mean())
    stake = best - float(value.mean())
    return {name: (best - float(value[order[:n_chosen]].mean())) / stake for name, order in orders.items()}


def tabulate_choices(worlds: Sequence[dict[str, float]], *, seed: int) -> ChoiceTable:
    """Average the regrets, each with its Monte-Carlo interval."""
    by = {name: np.array([world[name] for world in worlds]) for name in PICKERS}
    raw = by["raw_rate"]
    rows = tuple(
        ChoiceRow(
            name,
            mean_over_worlds(regret.tolist()),
            _ratio(regret, raw),
            mean_over_worlds((regret <= raw + 1e-12).astype(float).tolist()),
        )
        for name, regret in by.items()
    )
    return ChoiceTable(len(worlds), seed, N_CHOSEN, rows)


def _orders(
    table: SignalTable, views: Array, boosts: tuple[Array, Array], rng: np.random.Generator
) -> dict[str, NDArray[np.int64]]:
    enough = views >= LEAST_VIEWS
    signals = score_signals(table)
    weights = learn_weights(signals, *boosts)
    scores = weigh(signals, weights.mean, weights.covariance)
    rate = table.successes["engagement"] / np.maximum(table.trials["engagement"], 1.0)
    raw = np.zeros(len(rate))
    for name, weight in weights.mean.items():
        if name in table.trials:
            raw += weight * _raw_z(table.successes[name], table.trials[name])
    return {
        "lower_bound": _first(np.where(enough, scores.low, -np.inf)),
        "posterior_mean": _first(np.where(enough, scores.mean, -np.inf)),
        "raw_rate": _first(rate),
        "raw_rate_enough_views": _first(np.where(enough, rate, -np.inf)),
        "raw_signals": _first(np.where(enough, raw, -np.inf)),
        "random": rng.permutation(len(rate)),
    }


def _raw_z(successes: Array, trials: Array) -> Array:
    """Raw rates on their own scale; a post without the signal is ordinary."""
    has = trials > 0
    odds = np.log((successes[has] + 0.5) / (trials[has] - successes[has] + 0.5))
    z = np.zeros(len(trials))
    z[has] = (odds - odds.mean()) / max(float(odds.std()), 1e-9)
    return z


def _first(score: Array) -> NDArray[np.int64]:
    return np.argsort(-score, kind="stable")


def _ratio(regret: Array, raw: Array) -> Estimated:
    """Ratio of sums with its jackknife interval over worlds."""
    n, total, base = len(raw), float(regret.sum()), float(raw.sum())
    if n < 2 or base <= 0:
        return Estimated(total / base if base > 0 else None, None, None, n)
    left = (total - regret) / (base - raw)
    half = 1.96 * float(np.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2)))
    return Estimated(total / base, total / base - half, total / base + half, n)
