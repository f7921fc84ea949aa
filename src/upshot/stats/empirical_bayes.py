"""Rates of many small samples, each pulled to the level of its own group: empirical Bayes for shares of trials.

A post with 800 views and a high rate is more often lucky than good. The rates of a group of posts scatter around the
group's level by more than chance; how much more says how far one post may be believed:

    successes ~ Binomial(trials, θ_post),  θ_post ~ Beta(κ_post·m_creator, κ_post·(1 − m_creator))
    m_creator ~ Beta(κ_creator·μ_type, κ_creator·(1 − μ_type)),  μ_type shrunk to the brand's μ in the same way

Levels and scatter (κ) come by the method of moments; each post's prior is made of the *other* posts of its creator and
type, so that no post is its own evidence twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

LOWEST_SHARE, HIGHEST_SHARE = 1e-6, 1 - 1e-6
SMALLEST_CONCENTRATION, LARGEST_CONCENTRATION = 2.0, 1e6
PRIOR_UNITS, PRIOR_RHO = 5.0, 0.01  # what is believed of the scatter before any unit is seen: five units of κ = 99
N_STEPS = 12  # moments and weights hang on each other; they settle within a few rounds


@dataclass(frozen=True)
class BetaShares:
    """Beta distributions of shares: `alpha`, `beta` (n_units,) or scalars; alpha ÷ (alpha + beta) is the mean."""

    alpha: Array
    beta: Array

    @property
    def mean(self) -> Array:
        """(n_units,) means, 0–1."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def concentration(self) -> Array:
        """(n_units,) alpha + beta: how many trials the distribution is worth."""
        return self.alpha + self.beta

    def quantile(self, p: float) -> Array:
        """(n_units,) the share below which the truth lies with probability `p`."""
        bound: Array = betaincinv(self.alpha, self.beta, p)
        return bound

    def updated(self, successes: Array, trials: Array) -> BetaShares:
        """The posterior after `successes` of `trials`; both ≥ 0, successes may be fractional."""
        return BetaShares(self.alpha + successes, self.beta + trials - successes)


@dataclass(frozen=True)
class PooledShares:
    """The answer for each unit.

    Attributes
    ----------
    prior, posterior : (n_units,) before and after the unit's own trials; the prior is that of the *other* units
    brand_mean : level of all units, 0–1
    group_mean : (n_units,) level of the unit's group, its own trials included
    concentration : κ_post; a unit with as many trials counts half itself, half its prior
    """

    prior: BetaShares
    posterior: BetaShares
    brand_mean: float
    group_mean: Array
    concentration: float


def pool_shares(successes: Array, trials: Array, kind: Codes, group: Codes) -> PooledShares:
    """Pull each unit's share to its group's, each group's to its kind's, each kind's to that of all.

    Parameters
    ----------
    successes, trials : (n_units,) 0 ≤ successes ≤ trials, trials > 0; successes may be fractional (a mean of shares)
    kind, group : (n_units,) codes 0…: content type, creator

    Raises
    ------
    InvalidInput : shares_out_of_range

    Source
    ------
    Kleinman (1973), Journal of the American Statistical Association 68, for the moments; methods §5.14.
    """
    if len(trials) == 0 or (successes < 0).any() or (successes > trials).any() or (trials <= 0).any():
        raise InvalidInput("shares_out_of_range", units=len(trials))
    mean, scatter = moment_fit(successes, trials)
    inside = concentration_within(successes, trials, group, mean) or scatter
    worth = trials / (1 + (trials - 1) / (inside + 1))  # what a unit's trials are worth for the level of its group
    share = successes / trials
    kind_kappa, group_kappa = _between(share, worth, kind), _between(share, worth, group)
    one_trial = BetaShares(np.full(len(share), mean), np.full(len(share), 1 - mean))
    of_all = _level_without(share, worth, np.zeros_like(kind), one_trial)
    of_kind = _level_without(share, worth, kind, _spread(of_all, kind_kappa))
    of_group = _level_without(share, worth, group, _spread(of_kind, group_kappa))
    prior = _spread(of_group, inside)
    own = BetaShares(of_group.alpha + worth * share, of_group.beta + worth * (1 - share))
    return PooledShares(prior, prior.updated(successes, trials), mean, own.mean, inside)


def moment_fit(successes: Array, trials: Array) -> tuple[float, float]:
    """Mean and concentration κ of the beta distribution that the units' true shares were drawn from.

    Weighted moments, the weights n ÷ (1 + (n − 1)ρ) and ρ = 1 ÷ (κ + 1) found in turn; ρ is shrunk to an ordinary
    one by five units' worth, so that three posts which happen to agree are not taken for identical.

    Returns
    -------
    mean 0–1, κ > 0
    """
    n, share = np.asarray(trials, dtype=np.float64), successes / trials
    if len(n) < 2:
        return float(np.clip(share.mean(), LOWEST_SHARE, HIGHEST_SHARE)), 1 / PRIOR_RHO - 1
    rho = 0.01
    for _ in range(N_STEPS):
        weight = n / (1 + (n - 1) * rho)
        mean = float(np.clip(np.average(share, weights=weight), LOWEST_SHARE, HIGHEST_SHARE))
        rho = _excess(weight, share, np.full(len(n), mean), n, lost=weight / weight.sum())
    return mean, _kappa(rho, len(n))


def concentration_within(successes: Array, trials: Array, group: Codes, mean: float) -> float | None:
    """κ of units around their own group's level; None where no group has two units."""
    size = np.bincount(group)[group]
    paired = size > 1
    if paired.sum() < 3:
        return None
    n, share, own = trials[paired].astype(np.float64), (successes / trials)[paired], group[paired]
    rho = 0.01
    for _ in range(N_STEPS):
        weight = n / (1 + (n - 1) * rho)
        total = np.bincount(own, weight)
        level = np.clip(np.bincount(own, weight * share)[own] / total[own], LOWEST_SHARE, HIGHEST_SHARE)
        rho = _excess(weight, share, level, n, lost=weight / total[own], typical=mean)
    return _kappa(rho, len(n))


def _kappa(rho: float, n_units: int) -> float:
    """κ of ρ, shrunk to the ordinary scatter."""
    return (n_units + PRIOR_UNITS) / (n_units * rho + PRIOR_UNITS * PRIOR_RHO) - 1


def _excess(weight: Array, share: Array, level: Array, n: Array, *, lost: Array, typical: float | None = None) -> float:
    """ρ by moments: the weighted scatter, less what chance explains; `lost` is the weight of a unit in its level."""
    seen = float((weight * (share - level) ** 2).sum())
    variance = level * (1 - level) if typical is None else np.full(len(n), typical * (1 - typical))
    kept = weight * (1 - lost)
    by_chance = float((kept * variance / n).sum())
    beyond = float((kept * variance * (1 - 1 / n)).sum())
    rho = (seen - by_chance) / beyond if beyond > 0 else 0.0
    return float(np.clip(rho, 1 / (LARGEST_CONCENTRATION + 1), 1 / (SMALLEST_CONCENTRATION + 1)))


def _between(share: Array, worth: Array, code: Codes) -> float:
    """κ of the levels of groups around the level of all; groups that do not differ give the largest."""
    total = np.bincount(code, worth)
    seen = total > 0
    if seen.sum() < 2:
        return LARGEST_CONCENTRATION
    trials = np.maximum(total[seen], 1.0)
    return moment_fit(np.clip(np.bincount(code, worth * share)[seen] / total[seen], 0, 1) * trials, trials)[1]


def _level_without(share: Array, worth: Array, code: Codes, prior: BetaShares) -> BetaShares:
    """(n_units,) what the other units of each unit's group say of the group's level, after `prior`."""
    total = np.maximum(np.bincount(code, worth)[code] - worth, 0.0)
    summed = np.clip(np.bincount(code, worth * share)[code] - worth * share, 0.0, total)
    return BetaShares(prior.alpha + summed, prior.beta + total - summed)


def _spread(level: BetaShares, kappa: float) -> BetaShares:
    """A member of a group whose level is only known so well: both scatters, as one beta of the same mean."""
    mean, rho = np.clip(level.mean, LOWEST_SHARE, HIGHEST_SHARE), 1 / (kappa + 1)
    strength = 1 / (rho + (1 - rho) / (level.concentration + 1)) - 1
    return BetaShares(mean * strength, (1 - mean) * strength)
