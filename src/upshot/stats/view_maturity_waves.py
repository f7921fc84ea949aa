"""Second waves: a post that had settled and grows again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.stats.view_maturity import Array, Codes, tilt_at
from upshot.stats.view_maturity_filter import observe, pairs_of
from upshot.stats.view_maturity_fit import MaturityModel

SETTLED_SHARE = 0.6  # of the final views, by the brand's typical post, before a wave can be a second one
LEAST_GROWTH = np.log(1.15)
LEAST_LEAP = 3.0  # times the pace of the stretch before, against the typical post
SURPRISE = (
    0.975  # probability below which growth is still ordinary; of settled stretches of real posts 1 % pass all tests
)


@dataclass(frozen=True)
class SecondWaves:
    """Stretches in which a settled post grew again; all (n_waves,).

    Attributes
    ----------
    post : code
    from_days, to_days : ages at the two readings
    views_before : at the first of them
    growth : views gained ÷ views before
    expected : the same, for the typical post of the brand and its creator
    """

    post: Codes
    from_days: Array
    to_days: Array
    views_before: Array
    growth: Array
    expected: Array


def second_waves(model: MaturityModel) -> SecondWaves:
    """Stretches that grew by 15 % or more, beyond 97.5 % of what is ordinary, at three times the pace just before.

    Without an earlier pair of the same post its pace before is unknown; then surprise alone decides. Only whole
    stretches between readings are looked at: a wave within one long stretch may be missed.
    """
    pairs, prior = pairs_of(model.panel), model.prior
    seen = observe(pairs, model.table, prior.sd_noise)
    theta = seen.y / seen.loading
    above = model.theta_above[pairs.post]
    tilted = model.pooled.tilt_variance * tilt_at(seen.where) ** 2
    spread = np.sqrt(model.variance_above[pairs.post] + prior.sd_post**2 + tilted + seen.variance / seen.loading**2)
    has_before = np.append(False, pairs.post[1:] == pairs.post[:-1])[: len(pairs.post)]
    before = np.append(0.0, theta[:-1])[: len(theta)]
    is_leap = ~has_before | (theta - before > np.log(LEAST_LEAP))
    is_settled = model.table.share(pairs.from_days) >= SETTLED_SHARE
    is_surprise = theta - above > prior.quantile(SURPRISE) * spread
    is_large = pairs.growth - 2 * np.sqrt(pairs.variance) >= LEAST_GROWTH
    at = np.flatnonzero(is_settled & is_leap & is_surprise & is_large)
    ordinary = np.expm1(model.table.growth(pairs.from_days[at], pairs.to_days[at])) * np.exp(above[at])
    return SecondWaves(
        pairs.post[at],
        pairs.from_days[at],
        pairs.to_days[at],
        pairs.views_from[at],
        np.expm1(pairs.growth[at]),
        ordinary,
    )
