"""How the views of a post grow with its age, and how many it will have.

F(age) = w·(1 − e^(−age/τ₁)) + (1 − w)·(1 − e^(−age/τ₂)): a first burst and a long tail. The curve of a brand is
fitted to the growth between two readings of the same post and shrunk to a dated prior; what a post still has to gain
is lognormal around it, so that a young post has a wide interval and no post is expected to lose views.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import expit, logit, ndtri

from upshot.errors import InvalidInput

Array = NDArray[np.float64]

READ_OUT_SHARE = 0.9  # a post may be read out when this share of its final views is there
READING_NOISE = 0.02  # log scale: TikTok rounds counters to 3–4 digits and now and then takes views back
MIN_PAIRS = 8  # pairs of readings below which the prior alone speaks
PRIOR_PAIRS = 10.0  # weight of the prior scatter, in pairs


@dataclass(frozen=True)
class GrowthCurve:
    """A curve with its uncertainty.

    Attributes
    ----------
    w, tau1_days, tau2_days : the curve
    covariance : (3, 3) of (logit w, log τ₁, log τ₂)
    remaining_sd : sd of log(views still to come), between posts of the same age
    n_pairs : pairs of readings it was fitted to; 0 = the prior
    """

    w: float
    tau1_days: float
    tau2_days: float
    covariance: Array
    remaining_sd: float
    n_pairs: int = 0

    def share(self, age_days: Array | float) -> Array:
        """F: share of the final views that are there at `age_days` (0 before publication)."""
        return _mixture(self.w, self.tau1_days, self.tau2_days, np.asarray(age_days, dtype=np.float64))

    def _parameters(self) -> Array:
        return np.array([logit(self.w), np.log(self.tau1_days), np.log(self.tau2_days)])

    def odds_sd(self, age_days: Array) -> Array:
        """Standard deviation of logit F(age) from not knowing the curve (delta method, central differences)."""
        at, h = self._parameters(), 1e-4
        steps = np.eye(3) * h
        slopes = np.stack([(_odds(at + step, age_days) - _odds(at - step, age_days)) / (2 * h) for step in steps], -1)
        spread: Array = np.sqrt(np.einsum("...i,ij,...j->...", slopes, self.covariance, slopes))
        return spread


@dataclass(frozen=True)
class FinalViews:
    """Views expected when the post has matured, with an interval; `share` there already; whether it may be read out."""

    median: Array
    low: Array
    high: Array
    share: Array
    is_read_out_allowed: NDArray[np.bool_]


def prior_curve(w: float, tau1_days: float, tau2_days: float, sds: Array, remaining_sd: float) -> GrowthCurve:
    """A curve from published numbers; `sds` (3,) of logit w, log τ₁, log τ₂."""
    return GrowthCurve(w, tau1_days, tau2_days, np.diag(np.asarray(sds, dtype=np.float64) ** 2), remaining_sd)


def fit_growth(
    age_before: Array, views_before: Array, age_after: Array, views_after: Array, prior: GrowthCurve
) -> GrowthCurve:
    """Fit a brand's curve to pairs of readings of the same post, shrunk to `prior`.

    Parameters
    ----------
    age_before, age_after : (n_pairs,) days since publication, after > before
    views_before, views_after : (n_pairs,) lifetime organic views; may fall a little
    prior : returned unchanged when fewer than 8 pairs can be used

    Returns
    -------
    GrowthCurve; one viral or deleted post moves it little (soft-L1 loss)
    """
    usable = (views_before >= 50) & (views_after >= 50) & (age_after > age_before + 0.2) & (age_before > 0.05)
    if usable.sum() < MIN_PAIRS:
        return prior
    a, b = age_before[usable], age_after[usable]
    growth = np.log(views_after[usable] / views_before[usable])
    at = prior._parameters()  # noqa: SLF001 - same module, same class of value
    prior_sd = np.sqrt(np.diag(prior.covariance))

    def residuals(x: Array) -> Array:
        joined: Array = np.r_[(growth - _log_growth(x, a, b)) / scale, (x - at) / prior_sd]
        return joined

    solution: Array = at
    remaining_sd = prior.remaining_sd
    for _ in range(3):  # the noise depends on the curve: refit with the noise of the last one
        scale = np.hypot(remaining_sd * -np.expm1(-_log_growth(solution, a, b)), READING_NOISE)
        fit = least_squares(residuals, solution, loss="soft_l1", bounds=(at - 4 * prior_sd, at + 4 * prior_sd))
        solution = fit.x
        remaining_sd = _scatter(growth, _log_growth(solution, a, b), prior.remaining_sd)
    covariance = np.linalg.inv(fit.jac.T @ fit.jac)
    w, tau1, tau2 = expit(solution[0]), np.exp(solution[1]), np.exp(solution[2])
    return GrowthCurve(float(w), float(tau1), float(tau2), covariance, remaining_sd, int(usable.sum()))


def views_final(views_now: Array, age_days: Array, curve: GrowthCurve, *, level: float = 0.9) -> FinalViews:
    """Final views = views now ÷ F(age), with an interval for the part still to come.

    Parameters
    ----------
    views_now : (n_posts,) lifetime views
    age_days : (n_posts,) days since publication, > 0
    level : coverage of the interval

    Raises
    ------
    InvalidInput : level outside (0, 1)
    """
    if not 0 < level < 1:
        raise InvalidInput("interval_level_out_of_range", seen=level)
    views, age = np.asarray(views_now, dtype=np.float64), np.maximum(np.asarray(age_days, dtype=np.float64), 0.02)
    share = np.clip(curve.share(age), 1e-6, 1.0)
    still_to_come = views * (1 - share) / share
    spread = np.exp(ndtri(0.5 + level / 2) * np.hypot(curve.remaining_sd, curve.odds_sd(age)))
    return FinalViews(
        views + still_to_come,
        views + still_to_come / spread,
        views + still_to_come * spread,
        share,
        share >= READ_OUT_SHARE,
    )


def daily_views(
    day_ends_age: Array, reading_age: Array, reading_views: Array, curve: GrowthCurve, paid_by_day: Array
) -> tuple[Array, Array]:
    """Views gained per day by one post: organic (reconstructed) and paid (as reported).

    Lifetime counters include paid views, so the paid ones up to each reading are taken out before the organic part is
    laid along the growth curve between readings (before the first and after the last reading too). A counter that
    falls keeps its highest value.

    Parameters
    ----------
    day_ends_age : (n_days,) age of the post at the end of each day; ≤ 0 before publication
    reading_age, reading_views : (n_readings,) in order of age; views are lifetime totals, paid included
    paid_by_day : (n_days,) paid views reported for each day

    Returns
    -------
    organic, paid : (n_days,) views gained per day
    """
    n_days = len(day_ends_age)
    paid = np.where(day_ends_age > 0, np.maximum(paid_by_day, 0.0), 0.0)
    if not len(reading_age):
        return np.zeros(n_days), paid
    paid_so_far = np.interp(reading_age, day_ends_age, np.cumsum(paid), left=0.0)
    organic = np.maximum.accumulate(np.maximum(reading_views - paid_so_far, 0.0))
    share = curve.share(np.concatenate([reading_age, day_ends_age[:1] - 1.0, day_ends_age]))
    at_reading, at_midnight = np.maximum(share[: len(reading_age)], 1e-9), share[len(reading_age) :]
    running = np.interp(at_midnight, np.r_[0.0, at_reading], np.r_[0.0, organic])
    later = at_midnight > at_reading[-1]
    running[later] = organic[-1] * at_midnight[later] / at_reading[-1]
    return np.maximum(np.diff(running), 0.0), paid


def _share(parameters: Array, age: Array) -> Array:
    return _mixture(float(expit(parameters[0])), float(np.exp(parameters[1])), float(np.exp(parameters[2])), age)


def _mixture(w: float, tau1: float, tau2: float, age: Array) -> Array:
    grown = np.maximum(age, 0.0)
    share: Array = -w * np.expm1(-grown / tau1) - (1 - w) * np.expm1(-grown / tau2)
    return share


def _odds(parameters: Array, age: Array) -> Array:
    odds: Array = logit(np.clip(_share(parameters, age), 1e-9, 1 - 1e-9))
    return odds


def _log_growth(parameters: Array, before: Array, after: Array) -> Array:
    growth: Array = np.log(np.maximum(_share(parameters, after), 1e-9) / np.maximum(_share(parameters, before), 1e-9))
    return growth


def _scatter(growth: Array, expected: Array, prior_sd: float) -> float:
    """Sd of log(growth ÷ expected growth) over pairs that had something to grow, with the prior as ten pairs."""
    seen = expected > 3 * READING_NOISE
    if seen.sum() < MIN_PAIRS:
        return prior_sd
    gained = np.maximum(np.expm1(growth[seen]), 0.05 * np.expm1(expected[seen]))
    logs = np.log(gained / np.expm1(expected[seen]))
    typical = 1.4826 * np.median(np.abs(logs - np.median(logs)))
    variance = max(typical**2, 0.5 * float(np.var(logs)))  # heavy tails count, one freak does not
    n = float(seen.sum())
    return float(np.sqrt((n * variance + PRIOR_PAIRS * prior_sd**2) / (n + PRIOR_PAIRS)))
