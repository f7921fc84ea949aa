"""Simulation-based calibration of an estimate: whether it does its own sums right.

Truths are drawn from the estimate's prior, histories from the truths, draws from the histories. If sampler and
likelihood are those that the prior was drawn for, the rank of each truth among its draws is uniform, whatever the
model. This says nothing about whether the model is true of brands: the worlds do (`docs/proof.md`).

Source: Talts et al. (2018), Validating Bayesian inference algorithms with simulation-based calibration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality.model import Array
from upshot.stats.calibration_ranks import RankTest, rank_among, uniformity_of

N_RANKS = 100  # draws a rank is taken among, thinned evenly out of all of them


@dataclass(frozen=True)
class Calibrated:
    """A drawn brand and its fit: true orders (n_posts,), their draws (n_posts, n_draws), creators of the posts."""

    posts: Array
    draws: Array
    post_creator: NDArray[np.int64]


@dataclass(frozen=True)
class WorldRanks:
    """Ranks of the true total, and of one creator drawn at random, among `n_draws`."""

    total: int
    creator: int
    n_draws: int


@dataclass(frozen=True)
class SbcResult:
    """`total` over worlds; `creators` one creator per world, drawn at random, so that ranks stay independent."""

    total: RankTest
    creators: RankTest
    ranks_total: NDArray[np.int64]
    ranks_creators: NDArray[np.int64]
    n_refused: int


def rank_world(world: Calibrated, seed: int) -> WorldRanks:
    """Rank the truths of one drawn brand among its draws; creators without posts are not asked about."""
    rng = np.random.default_rng([seed, 31])
    thinned = np.linspace(0, world.draws.shape[1] - 1, min(N_RANKS, world.draws.shape[1])).astype(np.int64)
    chosen = int(rng.choice(world.post_creator))
    own = world.post_creator == chosen
    draws = world.draws[:, thinned]
    total = rank_among(float(world.posts.sum()), draws.sum(axis=0), rng)
    creator = rank_among(float(world.posts[own].sum()), draws[own].sum(axis=0), rng)
    return WorldRanks(total, creator, len(thinned))


def calibrate(worlds: Iterable[WorldRanks | None]) -> SbcResult:
    """Test the ranks of all brands for uniformity; None stands for a refused fit."""
    found = list(worlds)
    ranked = [world for world in found if world is not None]
    n_draws = min((world.n_draws for world in ranked), default=N_RANKS)
    total = np.array([world.total for world in ranked], dtype=np.int64)
    one = np.array([world.creator for world in ranked], dtype=np.int64)
    n_refused = len(found) - len(ranked)
    return SbcResult(uniformity_of(total, n_draws), uniformity_of(one, n_draws), total, one, n_refused)
