"""The Bayesian reading of a test: how likely each arm is the best, and what choosing it may lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.stats.ab_test import Mean, Share

Array = NDArray[np.float64]

PRIOR_SUCCESSES = PRIOR_FAILURES = 0.5  # Jeffreys


@dataclass(frozen=True)
class ArmOdds:
    """One arm: its posterior mean and bounds, P(best of all arms), and the loss expected from choosing it."""

    mean: float
    low: float
    high: float
    p_best: float
    expected_loss: float  # in the metric's unit: E[best arm − this arm]


def arm_odds(
    arms: Sequence[Share | Mean], *, level: float, rng: np.random.Generator, n_draws: int = 40_000
) -> tuple[ArmOdds, ...]:
    """Beta-binomial posteriors for shares (Jeffreys prior), Student-t ones for averages (flat prior)."""
    draws = np.stack([_draws(arm, n_draws, rng) for arm in arms], axis=1)
    best = draws.max(1)
    wins = np.bincount(draws.argmax(1), minlength=len(arms)) / n_draws
    low, high = np.quantile(draws, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return tuple(
        ArmOdds(
            float(draws[:, i].mean()),
            float(low[i]),
            float(high[i]),
            float(wins[i]),
            float((best - draws[:, i]).mean()),
        )
        for i in range(len(arms))
    )


def _draws(arm: Share | Mean, n_draws: int, rng: np.random.Generator) -> Array:
    if isinstance(arm, Share):
        return rng.beta(arm.successes + PRIOR_SUCCESSES, arm.n - arm.successes + PRIOR_FAILURES, n_draws)
    draws: Array = arm.mean + np.sqrt(arm.variance_of_mean) * rng.standard_t(max(arm.n - 1, 1), n_draws)
    return draws
