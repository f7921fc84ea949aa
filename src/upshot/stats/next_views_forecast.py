"""The forecast of a fitted panel: quantiles of one post, and joint draws of several posts of several creators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import t as student

from upshot.stats.next_views import YOUNG_POST_SD, Array, Codes, wandered
from upshot.stats.next_views_fit import PROBABILITIES, NextViewsFit

GROWTH_SD = 0.3  # of log λ: what one reading per post leaves open about how fast young posts grow
TAIL_FREEDOM = 4.0  # beyond the outermost quantile the error goes on as a Student-t of so many degrees
MOST_LOG_VIEWS = np.log(5e9)  # nothing on the platform has more


@dataclass(frozen=True)
class Ahead:
    """Forecasts of posts to come, in log(1 + views); (n_asked,) each.

    `own` variance is the post's alone, `creator` is shared by the creator's posts, `together` by everybody's.
    """

    creator: Codes
    centre: Array
    own: Array
    of_creator: Array
    together: Array
    quantiles: Array

    @property
    def scale(self) -> Array:
        """(n_asked,) of the error that the quantiles are multiples of."""
        return np.sqrt(self.own + self.of_creator + self.together)

    def quantile(self, probability: float) -> Array:
        """(n_asked,) log(1 + views) that is not exceeded with this probability."""
        return np.clip(self.centre + self.scale * error_quantile(self.quantiles, probability), 0.0, MOST_LOG_VIEWS)

    def draws(self, n_draws: int, rng: np.random.Generator) -> Array:
        """(n_draws, n_asked) log(1 + views): a creator's posts move together as far as the level is open."""
        total = self.scale**2
        codes, place = np.unique(self.creator, return_inverse=True)
        shared = rng.standard_normal((n_draws, len(codes)))[:, place]
        everybody = rng.standard_normal((n_draws, 1))
        alone = rng.standard_normal((n_draws, len(total)))
        z = (
            np.sqrt(self.own / total) * alone
            + np.sqrt(self.of_creator / total) * shared
            + np.sqrt(self.together / total) * everybody
        )
        errors = error_quantile(self.quantiles, ndtr(z))
        drawn: Array = np.clip(self.centre + self.scale * errors, 0.0, MOST_LOG_VIEWS)
        return drawn


def error_quantile(quantiles: Array, probability: Array | float) -> Array:
    """Errors at any probability: straight between the known quantiles, Student-t(4) beyond them."""
    p = np.clip(np.asarray(probability, dtype=np.float64), 1e-5, 1 - 1e-5)
    found: Array = np.interp(p, PROBABILITIES, quantiles)
    for edge in (0, -1):
        outside = p < PROBABILITIES[0] if edge == 0 else p > PROBABILITIES[-1]
        if np.any(outside):
            beyond = student.ppf(p, TAIL_FREEDOM) / student.ppf(PROBABILITIES[edge], TAIL_FREEDOM)
            found = np.where(outside, quantiles[edge] * beyond, found)
    return found


def ahead(
    fit: NextViewsFit,
    creator: Codes,
    step: Array,
    day: Array,
    *,
    to_come: Array | float = 0.0,
    shift: Array | float = 0.0,
    shift_variance: Array | float = 0.0,
) -> Ahead:
    """What is expected of posts to come.

    Parameters
    ----------
    creator : (n_asked,) whose post
    step : (n_asked,) 1 for the next one, 2 for the one after …
    day : (n_asked,) publication, days since 1970; NaN = as if at once
    to_come : (n_asked,) G from the age at which the views will be read until they are final; 0 = final views
    shift, shift_variance : (n_asked,) effect of the kind of post on log views
    """
    common, state = fit.common, fit.state
    dynamics = common.dynamics
    is_new = fit.n_posts[creator] == 0
    spread = state.variance[creator]
    pulled = np.where(is_new, 0.0, 1 - (1 - dynamics.pull) ** step)
    level = state.level[creator] + pulled * (state.anchor[creator] - state.level[creator])
    level_variance = np.where(
        is_new,
        state.level_variance[creator],
        state.level_variance[creator] * (1 - pulled) ** 2
        + wandered(dynamics, spread, day - state.last_day[creator], step),
    )
    shrunk = dynamics.growth * np.asarray(to_come, dtype=np.float64)
    own = spread + (YOUNG_POST_SD * np.asarray(to_come, dtype=np.float64)) ** 2
    together = np.broadcast_to(common.sd_together**2 + (GROWTH_SD * shrunk) ** 2, creator.shape)
    return Ahead(
        creator, level + shift - shrunk, own, level_variance + np.asarray(shift_variance),
        np.asarray(together, dtype=np.float64), common.quantiles,
    )  # fmt: skip
