"""Are the ranks of known truths among their draws uniform? The statistics of simulation-based calibration.

A truth's rank among L draws lies in 0 … L. Uniform ranks mean that intervals hold what they promise at every level at
once; a hump in the middle means too wide, a bowl too narrow, a slope biased.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, chi2

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Ranks = NDArray[np.int64]

N_SIMULATED = 2_000  # sets of uniform ranks that fix the envelope
FEWEST_PER_BIN = 5  # expected count below which χ² is not to be trusted


@dataclass(frozen=True)
class RankTest:
    """Uniformity of n ranks; p-values and bounds are None where there are too few ranks to say.

    `mean_z` is the mean rank's distance from the middle in standard errors: above 0 the truth is usually higher than
    the draws (estimates too low). `spread_ratio` is the ranks' variance ÷ that of uniform ones: above 1 the intervals
    are too narrow. `is_inside` says whether the whole ECDF stays inside its 95 % envelope.
    """

    n: int
    chi2_p_value: float | None
    mean_z: float | None
    spread_ratio: float | None
    at: Array  # (n_points,) evaluated shares of the rank range, 0–1
    ecdf: Array
    low: Array  # simultaneous 95 % envelope of the ECDF
    high: Array
    is_inside: bool | None


def rank_among(truth: float, draws: Array, rng: np.random.Generator) -> int:
    """How many of `draws` lie below the truth; ties (counts) are broken at random, so that discrete ranks stay fair."""
    below, equal = int((draws < truth).sum()), int((draws == truth).sum())
    return below + int(rng.integers(equal + 1))


def uniformity_of(ranks: Ranks, n_draws: int, *, n_points: int = 20) -> RankTest:
    """Test ranks 0 … n_draws for uniformity.

    Parameters
    ----------
    ranks : (n,) one per independent simulation
    n_draws : draws that each truth was ranked among
    n_points : where the ECDF is compared with its envelope

    Raises
    ------
    InvalidInput : `ranks_out_of_range`, a rank below 0 or above n_draws

    Source
    ------
    Talts et al. (2018); the simultaneous envelope is that of Säilynoja, Bürkner, Vehtari (2022), by simulation.
    """
    n = len(ranks)
    if n and (ranks.min() < 0 or ranks.max() > n_draws):
        raise InvalidInput("ranks_out_of_range", low=int(ranks.min()), high=int(ranks.max()), n_draws=n_draws)
    points = np.unique(np.round(np.linspace(0, n_draws, min(n_points, n_draws) + 1)).astype(np.int64))[:-1]
    at = (points + 1) / (n_draws + 1)
    if n == 0:
        nothing = np.full(len(at), np.nan)
        return RankTest(0, None, None, None, at, nothing, np.zeros(len(at)), np.ones(len(at)), None)
    ecdf = (ranks[:, None] <= points).mean(axis=0)
    low, high = ecdf_envelope(n, n_draws, tuple(int(point) for point in points))
    uniform_variance = n_draws * (n_draws + 2) / 12
    return RankTest(
        n=n,
        chi2_p_value=_chi2(ranks, n_draws),
        mean_z=float((ranks.mean() - n_draws / 2) / (uniform_variance / n) ** 0.5),
        spread_ratio=float(np.mean((ranks - n_draws / 2) ** 2) / uniform_variance),
        at=at,
        ecdf=ecdf,
        low=low,
        high=high,
        is_inside=bool(np.all((ecdf >= low - 1e-12) & (ecdf <= high + 1e-12))),
    )


def _chi2(ranks: Ranks, n_draws: int) -> float | None:
    """p-value of χ² over equal bins with at least five expected ranks each; None for fewer than two such bins."""
    n_bins = min(20, len(ranks) // FEWEST_PER_BIN, n_draws + 1)
    if n_bins < 2:
        return None
    edges = np.round(np.linspace(0, n_draws + 1, n_bins + 1)).astype(np.int64)
    counts = np.bincount(np.searchsorted(edges, ranks, side="right") - 1, minlength=n_bins)
    expected = len(ranks) * np.diff(edges) / (n_draws + 1)
    return float(chi2.sf(((counts - expected) ** 2 / expected).sum(), n_bins - 1))


@lru_cache(maxsize=64)
def ecdf_envelope(n: int, n_draws: int, points: tuple[int, ...], level: float = 0.95) -> tuple[Array, Array]:
    """Bounds that the whole ECDF of n uniform ranks stays within with probability `level`.

    Pointwise binomial bounds at one level for all points; that level is the one which `level` of simulated sets of
    uniform ranks keep everywhere.
    """
    chance = (np.array(points) + 1) / (n_draws + 1)
    rng = np.random.default_rng([n, n_draws, len(points)])
    simulated = np.empty((N_SIMULATED, len(points)), dtype=np.int64)
    for row in range(N_SIMULATED):
        simulated[row] = np.searchsorted(np.sort(rng.integers(n_draws + 1, size=n)), points, side="right")
    tails = np.minimum(binom.cdf(simulated, n, chance), binom.sf(simulated - 1, n, chance))
    tail = float(np.quantile(tails.min(axis=1), 1 - level))
    return binom.ppf(tail, n, chance) / n, binom.isf(tail, n, chance) / n
