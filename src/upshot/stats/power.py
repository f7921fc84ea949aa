"""How many people a comparison needs, by the normal formula and by simulation; what it can detect; how surely.

Shares follow Fleiss: the null variance from the mean of both shares, the alternative's from each (vectors in methods
§5.11, §5.15). `alpha` is two-sided; for several comparisons divide it (Bonferroni) before calling.
"""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from upshot.errors import InvalidInput


def n_per_arm_shares(share_control: float, share_treatment: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """People per arm to tell two shares apart.

    Raises
    ------
    InvalidInput : test_design_out_of_range, a share outside (0, 1), no difference, or alpha or power outside (0, 1)
    """
    _check_design(alpha, power)
    if not 0 < share_control < 1 or not 0 < share_treatment < 1 or share_control == share_treatment:
        raise InvalidInput("test_shares_out_of_range", control=share_control, treatment=share_treatment)
    null, alternative = _share_deviations(share_control, share_treatment)
    needed = float(ndtri(1 - alpha / 2)) * null + float(ndtri(power)) * alternative
    return ceil((needed / (share_treatment - share_control)) ** 2)


def power_shares(share_control: float, share_treatment: float, n_per_arm: float, *, alpha: float = 0.05) -> float:
    """The chance that `n_per_arm` people per arm show the difference, in its own direction."""
    null, alternative = _share_deviations(share_control, share_treatment)
    distance = abs(share_treatment - share_control) * sqrt(n_per_arm)
    return float(ndtr((distance - float(ndtri(1 - alpha / 2)) * null) / alternative))


def mde_shares(share_control: float, n_per_arm: float, *, alpha: float = 0.05, power: float = 0.8) -> float | None:
    """The smallest rise of a share that `n_per_arm` people per arm detect; None when even a rise to 1 is not."""
    _check_design(alpha, power)
    highest = 1 - 1e-9

    def shortfall(share: float) -> float:
        return power_shares(share_control, share, n_per_arm, alpha=alpha) - power

    if shortfall(highest) < 0:
        return None
    return float(brentq(shortfall, share_control + 1e-12, highest, xtol=1e-12)) - share_control


def n_per_arm_means(
    effect: float, *, sd: float, alpha: float = 0.05, power: float = 0.8, explained_share: float = 0.0
) -> int:
    """Units per arm to see a difference of averages; a covariate that explains R² needs (1 − R²) as many (CUPED)."""
    _check_design(alpha, power)
    if effect == 0 or sd <= 0 or not 0 <= explained_share < 1:
        raise InvalidInput("test_effect_out_of_range", effect=effect, sd=sd)
    z = float(ndtri(1 - alpha / 2) + ndtri(power))
    return ceil(2 * (z * sd / effect) ** 2 * (1 - explained_share))


def mde_means(n_per_arm: float, *, sd: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """The smallest difference of averages that `n_per_arm` units per arm detect."""
    _check_design(alpha, power)
    return float(ndtri(1 - alpha / 2) + ndtri(power)) * sd * sqrt(2 / n_per_arm)


def simulated_power_shares(
    share_control: float,
    share_treatment: float,
    n_per_arm: int,
    *,
    alpha: float = 0.05,
    n_runs: int = 20_000,
    rng: np.random.Generator,
) -> float:
    """The share of simulated tests whose pooled two-proportion test finds the difference: a check of the formula."""
    control = rng.binomial(n_per_arm, share_control, n_runs) / n_per_arm
    treatment = rng.binomial(n_per_arm, share_treatment, n_runs) / n_per_arm
    pooled = (control + treatment) / 2
    error = np.sqrt(2 * pooled * (1 - pooled) / n_per_arm)
    z = np.divide(treatment - control, error, out=np.zeros(n_runs), where=error > 0)
    toward = np.sign(share_treatment - share_control)
    return float(np.mean(z * toward > ndtri(1 - alpha / 2)))


def _share_deviations(first: float, second: float) -> tuple[float, float]:
    middle = (first + second) / 2
    null = sqrt(2 * middle * (1 - middle))
    return null, sqrt(first * (1 - first) + second * (1 - second))


def _check_design(alpha: float, power: float) -> None:
    if not 0 < alpha < 1 or not 0 < power < 1:
        raise InvalidInput("test_design_out_of_range", alpha=alpha, power=power)
