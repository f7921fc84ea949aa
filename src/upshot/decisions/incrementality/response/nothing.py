"""Whether the programme brought anything at all: a point of zero beside the model's positive effects.

The model's effects are positive, so that its draws come near zero and never reach it. One programme in ten is taken,
beforehand, to have brought nothing: every tracked order would have come anyway. How much the data speak for that is
read off the draws: where the programme is too small for the orders to tell (`NEAR`), the likelihood is that of nothing,
so the Bayes factor is posterior ÷ prior probability of being there (encompassing prior, Klugkist and Hoijtink 2007).

What is asked of the prior is how the tracked orders divide: moving the programme's size and the part π of tracked
orders that it caused together changes no tracked count, so both are moved along that line, for every draw that is near.
These draws favour lines with much prior near nothing, by just that much: hence the harmonic mean over them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_expit

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.layout import SHARE_SD_ABOVE, SHARE_SD_BELOW

PRIOR_NOTHING = 0.1  # a judgement: low enough that it takes doubt to matter, high enough to be heard when there is
NEAR = 0.25  # of the median: so little that the orders hardly tell it from nothing
LOWEST, HIGHEST, STEP = -40.0, 20.0, 0.02  # how far the size is moved, logarithm
MOST_DRAWS = 400  # at once


@dataclass(frozen=True)
class Nothing:
    """`probability` that the programme brought nothing; `near` (n_near, n_parameters) draws that could be it."""

    probability: float
    near: Array

    def mixed_into(self, x: Array, rng: np.random.Generator) -> tuple[Array, NDArray[np.bool_]]:
        """Draws `x` (n_parameters, n_draws) with the due part of them replaced by `near`, and which ones those are."""
        is_nothing = np.zeros(x.shape[1], dtype=bool)
        n = round(self.probability * x.shape[1])
        if n:
            is_nothing[rng.choice(x.shape[1], n, replace=False)] = True
            x = x.copy()
            x[:, is_nothing] = self.near[rng.integers(len(self.near), size=n)].T
        return x, is_nothing


def weigh_nothing(density: ResponseDensity, draws: Array) -> Nothing:
    """How probable it is that there was no effect, given `draws` (n_draws, n_parameters) of the model that has one."""
    total = np.concatenate([density.post_orders(part.T).sum(axis=0) for part in _parts(draws)])
    edge = NEAR * float(np.median(total))
    near = draws[total < edge]
    if not len(near):
        return Nothing(0.0, near)
    below = _prior_below(density, near, np.log(edge / total[total < edge]))
    odds = PRIOR_NOTHING / (1 - PRIOR_NOTHING) * len(near) / len(draws) * float(np.mean(1 / below))
    return Nothing(odds / (1 + odds), near)


def _prior_below(density: ResponseDensity, draws: Array, moved: Array) -> Array:
    """(n_draws,) prior probability that the size lies `moved` (logarithm) or more below each draw's."""
    at = density.at
    move = np.arange(LOWEST, HIGHEST, STEP)
    away = draws[:, at["effect_mean"]] + move - density.data.log_effect_centre
    weight = np.exp(-0.5 * (away / np.where(away < 0, SHARE_SD_BELOW, SHARE_SD_ABOVE)) ** 2)
    if density.data.signals.names:
        log_caused = log_expit(draws[:, at["logit_incremental"]])
        weight = weight * np.where(move <= -log_caused, np.exp(move), 0.0)
    below: Array = (weight * (move <= moved[:, None])).sum(axis=1) / weight.sum(axis=1)
    return below


def _parts(draws: Array) -> list[Array]:
    return np.array_split(draws, -(-len(draws) // MOST_DRAWS))
