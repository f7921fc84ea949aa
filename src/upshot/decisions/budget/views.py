"""How many organic views the next post of a creator may reach: log-normal, creators lean on their tier.

log V of a post ~ N(m_c, s²), m_c ~ N(mean of the tier, τ²): closed form once s and τ are known, which are taken
from the data by moments. A creator with one post is mostly judged by the tier, one with twenty by herself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]

N_NODES = 9  # of Gauss–Hermite: V^γ and its increments to four digits at the spreads seen
SD_PRIOR, SD_PRIOR_POSTS = 0.94, 10.0  # ln; 0.41 in log10 between posts of one creator, worth as much as ten posts
BETWEEN_PRIOR, BETWEEN_PRIOR_CREATORS = 0.8, 3.0  # ln; between creators of one tier
FEWEST_VIEWS = 1.0


@dataclass(frozen=True)
class NextViews:
    """`mean` (n_draws, n_creators) of log organic views of the next post, `sd` (ln) of posts around it.

    `most` views are the most any post of the brand has had: nobody is expected to pass them. `n_posts` (n_creators,)
    how many posts each mean rests on.
    """

    mean: Array
    sd: float
    most: float
    n_posts: Index

    def nodes(self, creators: Index) -> tuple[Array, Array]:
        """Views at quadrature points (n_draws, n_chosen, n_nodes), and the weights (n_nodes,) that sum to 1."""
        points, weights = np.polynomial.hermite_e.hermegauss(N_NODES)
        views = np.exp(self.mean[:, creators, None] + self.sd * points)
        return np.minimum(views, self.most), weights / weights.sum()

    def typical(self, creators: Index) -> Array:
        """(n_chosen,) the median post's views, middle of the draws."""
        median: Array = np.minimum(np.exp(np.median(self.mean[:, creators], axis=0)), self.most)
        return median


def learn_views(
    organic: Array, creator: Index, tiers: Sequence[str | None], *, n_draws: int, seed: int
) -> NextViews | None:
    """Learn from posts; None when no post has views.

    Parameters
    ----------
    organic : (n_posts,) organic views of each post over its life, as far as known
    creator : (n_posts,) index into `tiers`
    tiers : (n_creators,) tier names; None = not known, together in one group of their own
    """
    seen = organic >= FEWEST_VIEWS
    if not seen.any():
        return None
    log_views, owner = np.log(organic[seen]), creator[seen]
    n_creators = len(tiers)
    counts = np.bincount(owner, minlength=n_creators)
    means = np.bincount(owner, log_views, minlength=n_creators) / np.maximum(counts, 1)
    within = float(((log_views - means[owner]) ** 2).sum())
    freedom = float(np.maximum(counts - 1, 0).sum())
    sd = float(np.sqrt((within + SD_PRIOR_POSTS * SD_PRIOR**2) / (freedom + SD_PRIOR_POSTS)))
    names = sorted({name or "" for name in tiers})
    group = np.array([names.index(name or "") for name in tiers])
    centre, between = _tiers(means, counts, group, len(names), sd)
    precision = counts / sd**2 + 1 / between**2
    middle = (counts * means / sd**2 + centre[group] / between**2) / precision
    rng = np.random.default_rng([seed, 0xB1])
    draws = middle + rng.standard_normal((n_draws, n_creators)) / np.sqrt(precision)
    return NextViews(draws, sd, float(organic.max()), counts)


def _tiers(means: Array, counts: Index, group: Index, n_groups: int, sd: float) -> tuple[Array, float]:
    """Mean of each tier (n_groups,), drawn towards the mean of all where a tier has few creators, and τ."""
    has_posts = counts > 0
    overall = float(means[has_posts].mean())
    between = BETWEEN_PRIOR
    centre = np.full(n_groups, overall)
    for _ in range(5):  # converges to the third digit
        weight = has_posts / (sd**2 / np.maximum(counts, 1) + between**2)
        of_group = np.bincount(group, weight, minlength=n_groups)
        pull = 1.0 / (2.0 * BETWEEN_PRIOR) ** 2
        centre = (np.bincount(group, weight * means, minlength=n_groups) + pull * overall) / (of_group + pull)
        gaps = (means - centre[group])[has_posts] ** 2 - sd**2 / counts[has_posts]
        freedom = max(float(has_posts.sum()) - n_groups, 0.0)
        excess = max(float(gaps.sum()) * freedom / max(float(has_posts.sum()), 1.0), 0.0)
        between = float(
            np.sqrt((excess + BETWEEN_PRIOR_CREATORS * BETWEEN_PRIOR**2) / (freedom + BETWEEN_PRIOR_CREATORS))
        )
    return centre, between
