"""What the chains say of themselves, read by the program: a fit that fails here is refused or says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import ResponseDensity

MAX_R_HAT = 1.01
MIN_BULK_ESS = 400.0
HOPELESS_R_HAT = 1.05
MAX_DIVERGENT_SHARE = 0.01
CHANCE = 3.0  # standard errors, for the worst of some hundred quantities


@dataclass(frozen=True)
class Convergence:
    """Over all reported quantities: the worst rank-normalised split R-hat, the smallest bulk effective sample size."""

    max_r_hat: float
    min_bulk_ess: float
    n_divergent: int
    n_draws: int  # all chains
    n_gradients: int

    def beside(self, r_hat: float) -> Convergence:
        """The same, with one more comparison."""
        return replace(self, max_r_hat=max(self.max_r_hat, r_hat))

    @property
    def is_good(self) -> bool:
        """Every reported quantity is known as well as promised."""
        return self.max_r_hat <= MAX_R_HAT and self.min_bulk_ess >= MIN_BULK_ESS and not self.is_divergent

    @property
    def is_divergent(self) -> bool:
        """More trajectories left the surface than chance allows."""
        return self.n_divergent > MAX_DIVERGENT_SHARE * self.n_draws

    @property
    def is_hopeless(self) -> bool:
        """The chains do not agree: nothing may be reported."""
        return self.max_r_hat > HOPELESS_R_HAT


def judge_convergence(
    density: ResponseDensity, draws: Array, n_groups: int, *, n_divergent: int, n_gradients: int
) -> Convergence:
    """Judge `draws` (n_chains, n_draws, n_parameters) by what is reported: total, creators, posts, baseline.

    Chains come in `n_groups` groups, each from one start. R-hat compares the groups, their chains laid end to end: the
    nested R-hat of Margossian et al. (2024), which many short chains can satisfy; effective sizes are over all chains.
    """
    from arviz_stats.base.array import array_stats  # noqa: PLC0415 (half a second that only a fit pays)

    reported = np.stack([reported_quantities(density, chain.T).T for chain in draws])
    reported = reported[:, :, np.ptp(reported, axis=(0, 1)) > 0]  # about a constant nobody disagrees
    groups = reported.reshape(n_groups, -1, reported.shape[-1])
    with np.errstate(all="ignore"):  # chains that never moved have no R-hat
        r_hat = array_stats.rhat(groups, chain_axis=0, draw_axis=1)  # type: ignore[no-untyped-call]
        ess = array_stats.ess(reported, chain_axis=0, draw_axis=1)  # type: ignore[no-untyped-call]
    worst = float(np.max(np.where(np.isfinite(r_hat), r_hat, np.inf)))
    least = float(np.min(np.where(np.isfinite(ess), ess, 0.0)))
    return Convergence(worst, least, n_divergent, draws.shape[0] * draws.shape[1], n_gradients)


def drift(density: ResponseDensity, early: Array, late: Array) -> float:
    """R-hat of two groups, where the same chains were `early` and `late` (…, n_parameters); the worst quantity's.

    Of normal scores, as R-hat is today (Vehtari et al. 2021). What chance explains, so many standard errors of the mean
    way of a chain, is not counted.
    """
    from scipy.stats import rankdata  # noqa: PLC0415 (half a second that only a fit pays)

    both = np.concatenate([places.reshape(-1, places.shape[-1]) for places in (early, late)])
    ranks = rankdata(reported_quantities(density, both.T), axis=1)
    scores = ndtri((ranks - 3 / 8) / (ranks.shape[1] + 1 / 4))
    first, last = np.split(scores, 2, axis=1)
    way = last - first
    by_chance = CHANCE * way.std(axis=1) / np.sqrt(way.shape[1])
    apart = np.maximum(np.abs(way.mean(axis=1)) - by_chance, 0.0).max()
    return float(np.sqrt(1 + apart**2 / 2))


def reported_quantities(density: ResponseDensity, x: Array) -> Array:
    """Log orders of every post and creator, of the programme and of the baseline: (n_quantities, n_points)."""
    data = density.data
    posts = np.maximum(density.post_orders(x), 1e-9)
    creators = density.per_creator @ posts
    totals = np.stack([posts.sum(axis=0), density.baseline(x).sum(axis=0)])
    with_posts = np.bincount(data.post_creator, minlength=data.n_creators) > 0
    reported: Array = np.log(np.concatenate([posts, creators[with_posts], totals]))
    return reported
