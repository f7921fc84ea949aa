"""Intervals for a share of successes, and for the difference of two."""

from __future__ import annotations

from math import asin, sqrt

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


def newcombe_interval(
    successes_treatment: int, n_treatment: int, successes_control: int, n_control: int, *, level: float = 0.95
) -> tuple[float, float] | None:
    """Newcombe's hybrid score interval for the difference of two independent shares, treatment − control.

    Built of the two Wilson intervals, so that it stays inside −1…1 and holds its level with few successes.

    Returns
    -------
    (low, high), a difference of shares; None when one side has no trial

    Source
    ------
    Newcombe (1998), Statistics in Medicine 17, method 10.
    """
    of_treatment = wilson_interval(successes_treatment, n_treatment, level=level)
    of_control = wilson_interval(successes_control, n_control, level=level)
    if of_treatment is None or of_control is None:
        return None
    share_t, share_c = successes_treatment / n_treatment, successes_control / n_control
    down = sqrt((share_t - of_treatment[0]) ** 2 + (of_control[1] - share_c) ** 2)
    up = sqrt((of_treatment[1] - share_t) ** 2 + (share_c - of_control[0]) ** 2)
    return share_t - share_c - down, share_t - share_c + up


def cohens_h(share_treatment: float, share_control: float) -> float:
    """2·asin√p_t − 2·asin√p_c: the size of a difference of shares on a scale where all shares are equally certain."""
    return 2 * asin(sqrt(share_treatment)) - 2 * asin(sqrt(share_control))
