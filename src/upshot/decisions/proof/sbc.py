"""Simulation-based calibration of an estimate: whether it does its own sums right.

Truths are drawn from the estimate's prior, histories from the truths, draws from the histories. If sampler and
likelihood are those that the prior was drawn for, the rank of each truth among its draws is uniform, whatever the
model. This says nothing about whether the model is true of brands: the worlds do (`docs/proof.md`).

Source: Talts et al. (2018), Validating Bayesian inference algorithms with simulation-based calibration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import Array, IncrementalEstimate, ProgrammeHistory
from upshot.decisions.proof.scoring import creator_draws
from upshot.stats.calibration_ranks import RankTest, rank_among, uniformity_of

PriorDraw = Callable[[ProgrammeHistory, int], tuple[ProgrammeHistory, Array]]
Estimate = Callable[..., IncrementalEstimate | InsufficientEvidence]
N_RANKS = 100  # draws a rank is taken among, thinned evenly out of all of them


@dataclass(frozen=True)
class SbcResult:
    """`total` over worlds; `creators` one creator per world, drawn at random, so that ranks stay independent."""

    total: RankTest
    creators: RankTest
    ranks_total: NDArray[np.int64]
    ranks_creators: NDArray[np.int64]
    n_refused: int


def calibrate_by_simulation(
    history: ProgrammeHistory,
    draw_from_prior: PriorDraw,
    estimate: Estimate,
    *,
    n_worlds: int,
    seed: int = 1,
) -> SbcResult:
    """Draw from the prior, fit, rank.

    Parameters
    ----------
    history : gives the shape: days, posts, views, calendar; its orders are not looked at
    draw_from_prior : (history, seed) → a history with new orders, and the (n_posts,) orders that came in it
    estimate : `estimate_incremental` or its like
    """
    totals, creators, refused = [], [], 0
    for world_seed in range(seed, seed + n_worlds):
        drawn, posts = draw_from_prior(history, world_seed)
        found = estimate(drawn, seed=world_seed)
        if isinstance(found, InsufficientEvidence):
            refused += 1
            continue
        rng = np.random.default_rng([world_seed, 31])
        by_creator = creator_draws(found)
        true = np.bincount(drawn.post_creator, weights=posts, minlength=by_creator.shape[1])
        thinned = np.linspace(0, len(by_creator) - 1, min(N_RANKS, len(by_creator))).astype(np.int64)
        chosen = int(rng.integers(by_creator.shape[1]))
        totals.append(rank_among(float(true.sum()), by_creator[thinned].sum(axis=1), rng))
        creators.append(rank_among(float(true[chosen]), by_creator[thinned, chosen], rng))
    n_draws = min(N_RANKS, len(thinned)) if totals else N_RANKS
    total, one = np.array(totals, dtype=np.int64), np.array(creators, dtype=np.int64)
    return SbcResult(uniformity_of(total, n_draws), uniformity_of(one, n_draws), total, one, refused)
