"""Intervals for a share of successes."""

from __future__ import annotations

from math import sqrt

from scipy.special import ndtri

from upshot.errors import InvalidInput


def wilson_interval(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float] | None:
    """Wilson's score interval for a proportion.

    Parameters
    ----------
    successes, trials : 0 ≤ successes ≤ trials
    level : level of the interval, 0–1

    Returns
    -------
    (low, high) in 0–1; None without trials, when nothing is known

    Raises
    ------
    InvalidInput : counts outside their range, or a level outside (0, 1)

    Source
    ------
    Wilson (1927), Journal of the American Statistical Association 22; vectors in methods §5.19.
    """
    if not 0 <= successes <= trials or not 0 < level < 1:
        raise InvalidInput("proportion_out_of_range", successes=successes, trials=trials, level=level)
    if trials == 0:
        return None
    z = float(ndtri(0.5 + level / 2))
    share = successes / trials
    middle = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max((middle - half) / scale, 0.0), min((middle + half) / scale, 1.0)
