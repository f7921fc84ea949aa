"""What each organic signal is worth as a sign of paid results: the registry's belief, moved by the brand's own ads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.spark.candidates.scoring import SignalScore
from upshot.registries.ad_response_priors import response_priors
from upshot.registries.post_signals import signal_weights
from upshot.stats.empirical_bayes import moment_fit

Array = NDArray[np.float64]

UNEXPLAINED_SD = 0.3  # log scale: how far paid results of equally good posts lie apart (audience, day, auction)
LEAST_IMPRESSIONS = 1_000.0  # of a boosted post, below which its click rate says nothing
LEAST_BOOSTED = 3


@dataclass(frozen=True)
class Weights:
    """`mean`, `prior` by signal in score units; `covariance` in the same order; `n_posts` boosted posts used."""

    mean: dict[str, float]
    prior: dict[str, float]
    covariance: Array
    n_posts: int


@dataclass(frozen=True)
class PaidFactor:
    """Engagement per bought view ÷ engagement per organic view of the same post: log-normal for a new post."""

    median: float
    sd_log: float
    n_posts: int


def prior_weights(names: tuple[str, ...]) -> Weights:
    """The registry's belief: relative weights that sum to the gain, each uncertain by the gain's own spread."""
    known, gain = signal_weights(), response_priors()["score_gain"]
    relative = np.array([known[name] for name in names])
    relative = relative / relative.sum()
    mean = gain.median * relative
    sd = gain.sd_log * np.maximum(mean, mean.mean())
    prior = dict(zip(names, mean.tolist(), strict=True))
    return Weights(prior, prior, np.diag(sd**2), 0)


def learn_weights(signals: dict[str, SignalScore], clicks: Array, impressions: Array) -> Weights:
    """Regress the log odds of a paid click on the organic signals, shrunk to the registry's weights.

    Parameters
    ----------
    clicks, impressions : (n_posts,) of the ads on each post; NaN or 0 impressions = never boosted, or not told
    """
    prior = prior_weights(tuple(signals))
    used = np.isfinite(clicks) & np.isfinite(impressions) & (impressions >= LEAST_IMPRESSIONS)
    if used.sum() < LEAST_BOOSTED:
        return prior
    n = impressions[used]
    y = np.clip(clicks[used], 0.0, n)
    level, kappa = moment_fit(y, n)
    shrunk = (y + kappa * level) / (n + kappa)  # a post of few impressions is no evidence of an extreme
    pull = n / (n + kappa)
    outcome = (np.log(shrunk) - np.log1p(-shrunk) - np.log(level) + np.log1p(-level)) / np.maximum(pull, 0.05)
    precision = 1 / (UNEXPLAINED_SD**2 + 1 / np.maximum(n * level * (1 - level), 1.0))
    design = np.column_stack([score.z[used] for score in signals.values()])
    design = design - np.average(design, axis=0, weights=precision)
    outcome = outcome - np.average(outcome, weights=precision)
    start = np.array(list(prior.mean.values()))
    inverse = np.linalg.inv(prior.covariance)
    information = inverse + (design * precision[:, None]).T @ design
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    mean = covariance @ (inverse @ start + (design * precision[:, None]).T @ outcome)
    return Weights(dict(zip(signals, mean.tolist(), strict=True)), prior.prior, covariance, int(used.sum()))


def learn_paid_factor(engagements: Array, views: Array, believed: Array) -> PaidFactor:
    """The brand's own ratio of paid to organic engagement, shrunk to the registry's.

    Parameters
    ----------
    engagements, views : (n_posts,) bought; NaN = never boosted, or not told
    believed : (n_posts,) organic share believed of the same posts
    """
    prior = response_priors()["paid_engagement_factor"]
    used = np.isfinite(engagements) & (views >= LEAST_IMPRESSIONS) & np.isfinite(believed) & (engagements > 0)
    ratio = np.log(engagements[used] / views[used] / believed[used])
    precision = 1 / (UNEXPLAINED_SD**2 + 1 / np.maximum(engagements[used], 1.0))
    total = prior.sd_log**-2 + precision.sum()
    mean = (np.log(prior.median) * prior.sd_log**-2 + (precision * ratio).sum()) / total
    return PaidFactor(float(np.exp(mean)), float(np.sqrt(1 / total + UNEXPLAINED_SD**2)), int(used.sum()))
