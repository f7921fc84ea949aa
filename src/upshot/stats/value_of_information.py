"""What it is worth to know more before dividing a sum of money: preposterior analysis on draws.

A decision is worth its expected net margin. With a measurement y of a quantity g the draws are weighted by the
likelihood of y, the best division is worked out again, and what it brings more than the division without y, averaged
over all y that may come, is the expected value of sample information. Knowing everything bounds it from above.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]

N_OUTCOMES = 200
FEWEST_EFFECTIVE = 25.0  # draws behind a weighted mean, below which it is noise


@dataclass(frozen=True)
class Division:
    """A sum to divide over divisible things whose value only is known as draws.

    `price` (n,) money per unit, `margin` (n_draws, n) per unit, `high` (n,) units; `budget` money; `capped` columns
    that together get at most `cap` money (ads); `least_return` what one unit of money must bring.
    """

    price: Array
    margin: Array
    high: Array
    budget: float
    least_return: float = 1.0
    capped: Index | None = None
    cap: float = np.inf

    def spend(self, margin: Array) -> Array:
        """(n_cases, n) best money per column when a unit of each is expected to bring `margin` (n_cases, n).

        Greedy: the best margin per euro first. Exact, because one cap inside one budget is a nested family of limits,
        over which the greedy one cannot be beaten (a polymatroid; Edmonds 1970).
        """
        per_euro = margin / self.price
        order = np.argsort(-per_euro, axis=1, kind="stable")
        wanted = np.where(per_euro > self.least_return, self.price * self.high, 0.0)
        wanted = np.take_along_axis(wanted, order, axis=1)
        if self.capped is not None:
            inside = np.isin(order, self.capped)
            taken = np.cumsum(np.where(inside, wanted, 0.0), axis=1)
            wanted = np.where(inside, np.clip(wanted - np.maximum(taken - self.cap, 0.0), 0.0, None), wanted)
        wanted = np.clip(wanted - np.maximum(np.cumsum(wanted, axis=1) - self.budget, 0.0), 0.0, None)
        spend: Array = np.zeros_like(wanted)
        np.put_along_axis(spend, order, wanted, axis=1)
        return spend

    def worth(self, spend: Array, margin: Array) -> Array:
        """(n_cases,) net margin of `spend` when units bring `margin`, both (n_cases, n)."""
        net: Array = ((margin / self.price - self.least_return) * spend).sum(axis=1)
        return net


@dataclass(frozen=True)
class SampleValue:
    """`value` money per decision, with its Monte-Carlo `error`; `p_change` the chance that a tenth of the budget moves.

    `moved` (n,) money that moves on average, by column; `n_effective` draws behind a typical outcome, by which
    `is_reliable` is judged.
    """

    value: float
    error: float
    p_change: float
    moved: Array
    n_effective: float

    @property
    def is_reliable(self) -> bool:
        """Whether enough draws are left after an outcome."""
        return self.n_effective >= FEWEST_EFFECTIVE


def value_of_perfect_information(division: Division) -> float:
    """What knowing every return exactly would add to the decision, expected: the ceiling of any test's value."""
    now = division.spend(division.margin.mean(axis=0)[None])
    blind = division.worth(np.broadcast_to(now, division.margin.shape), division.margin)
    best = division.worth(division.spend(division.margin), division.margin)
    return float((best - blind).mean())


def value_of_sample_information(
    division: Division, measured: Array, standard_error: float, *, n_outcomes: int = N_OUTCOMES, seed: int = 1
) -> SampleValue:
    """What measuring one quantity with an error would add to the decision, expected.

    Parameters
    ----------
    measured : (n_draws,) what the test would read if the draw were true
    standard_error : of the reading, normal

    Notes
    -----
    Each division is chosen on one half of the draws and valued on the other, and the halves then change places: a best
    of many noisy means looks better than it is, and so would every test. What is left is a slight understatement.

    Source
    ------
    Raiffa and Schlaifer (1961), Applied Statistical Decision Theory; Heath et al. (2018), Medical Decision Making 38.
    """
    rng = np.random.default_rng([seed, 0xE7])
    true = measured[np.linspace(0, len(measured) - 1, n_outcomes).astype(int)]
    seen = true + standard_error * rng.standard_normal(n_outcomes)
    halves = [np.arange(start, len(measured), 2) for start in (0, 1)]
    weights = [_weights(seen, measured[half], standard_error) for half in halves]
    means = [weight @ division.margin[half] for weight, half in zip(weights, halves, strict=True)]
    plain = [division.margin[half].mean(axis=0)[None] for half in halves]
    gains, moves = [], []
    for chosen, valued in ((0, 1), (1, 0)):
        told, blind = division.spend(means[chosen]), division.spend(plain[chosen])
        gains.append(division.worth(told, means[valued]) - division.worth(blind, means[valued]))
        moves.append(np.abs(told - blind))
    gain, moved = np.mean(gains, axis=0), np.mean(moves, axis=0)
    effective = float(np.median([1 / (weight**2).sum(axis=1) for weight in weights]))
    share = moved.sum(axis=1) / 2 / max(division.budget, 1e-12)
    return SampleValue(
        max(float(gain.mean()), 0.0),
        float(gain.std(ddof=1) / np.sqrt(n_outcomes)),
        float((share > 0.1).mean()),
        moved.mean(axis=0),
        effective,
    )


def _weights(seen: Array, measured: Array, standard_error: float) -> Array:
    """(n_outcomes, n_draws) posterior weights of the draws after each outcome; rows sum to 1."""
    log_weight = -0.5 * ((seen[:, None] - measured) / max(standard_error, 1e-12)) ** 2
    raw = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weights: Array = raw / raw.sum(axis=1, keepdims=True)
    return weights
