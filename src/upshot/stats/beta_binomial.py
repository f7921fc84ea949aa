"""The level of one creator's shares, posts differing by more than chance: beta-binomial, with over-dispersion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri, stdtrit

from upshot.errors import InvalidInput
from upshot.stats.empirical_bayes import HIGHEST_SHARE, LOWEST_SHARE, PRIOR_UNITS, BetaShares, moment_fit

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ShareLevel:
    """What a few units say of the distribution that their shares come from.

    Attributes
    ----------
    mean, mean_low, mean_high : mean share of all such units, 0–1
    typical, typical_low, typical_high : the share that half of such units stay below
    concentration : κ of the beta distribution; the smaller, the more units differ
    n_units : units seen
    """

    mean: float
    mean_low: float
    mean_high: float
    typical: float
    typical_low: float
    typical_high: float
    concentration: float
    n_units: int


def share_level(successes: Array, trials: Array, *, level: float = 0.95) -> ShareLevel:
    """Mean and median of the shares that a creator's posts are drawn from, with intervals.

    A unit of n trials is worth n ÷ (1 + (n − 1)ρ) independent ones, ρ = 1 ÷ (κ + 1): a post of a million views tells
    hardly more of the next post than one of ten thousand. Since ρ is estimated from as many units as there are, the
    interval is widened as Student's t is against the normal law.

    Parameters
    ----------
    successes, trials : (n_units,) 0 ≤ successes ≤ trials, trials > 0
    level : level of the intervals, 0–1

    Raises
    ------
    InvalidInput : shares_out_of_range, also without any unit

    Source
    ------
    Kleinman (1973), Journal of the American Statistical Association 68, for the moments; methods §5.1.
    """
    n = len(trials)
    if n == 0 or (successes < 0).any() or (successes > trials).any() or (trials <= 0).any():
        raise InvalidInput("shares_out_of_range", units=n)
    _, kappa = moment_fit(successes, trials)
    worth = trials / (1 + (trials - 1) / (kappa + 1))
    widening = float(stdtrit(n - 1 + PRIOR_UNITS, 0.5 + level / 2) / ndtri(0.5 + level / 2)) ** 2
    share, sure = successes / trials, worth / widening
    known = BetaShares(np.array(0.5 + (sure * share).sum()), np.array(0.5 + (sure * (1 - share)).sum()))
    bounds = [float(known.quantile(p)) for p in (0.5 - level / 2, 0.5, 0.5 + level / 2)]
    typical = [_median_share(mean, kappa) for mean in bounds]
    return ShareLevel(bounds[1], bounds[0], bounds[2], typical[1], typical[0], typical[2], kappa, n)


def _median_share(mean: float, kappa: float) -> float:
    """The median of a beta distribution of that mean and concentration."""
    inside = float(np.clip(mean, LOWEST_SHARE, HIGHEST_SHARE))
    return float(betaincinv(inside * kappa, (1 - inside) * kappa, 0.5))
