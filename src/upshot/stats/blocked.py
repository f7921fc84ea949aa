"""Few, uneven units in blocks (posts of one creator on one weekday): the arms are compared inside the blocks only.

The estimate is the least-squares arm effect with a level per block. Its p-value comes from re-drawing the arms inside
the blocks as the design did, its interval from inverting that test; no distribution of the outcome is assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class BlockedComparison:
    """Treatment − control inside blocks; bounds are infinite where the blocks are too few for the level."""

    difference: float
    low: float
    high: float
    p_value: float
    n_blocks: int  # that hold both arms; the others say nothing
    n_units: int  # in those blocks


def compare_in_blocks(
    values: Array, is_treated: NDArray[np.bool_], blocks: Ints, *, level: float, rng: np.random.Generator, n_draws: int
) -> BlockedComparison | None:
    """Compare the arms inside blocks.

    Parameters
    ----------
    values : (n_units,); take logarithms of views, which are never normal
    is_treated, blocks : (n_units,) arm and block of each unit
    n_draws : re-assignments drawn; the smallest possible p-value is 1 ÷ (n_draws + 1)

    Returns
    -------
    None when no block holds both arms

    Source
    ------
    Rosenbaum (2002), Observational Studies, chapter 2: randomisation inference in a blocked design.
    """
    keep = _in_mixed_blocks(is_treated, blocks)
    if not keep.any():
        return None
    blocks = np.unique(blocks[keep], return_inverse=True)[1]
    values, treated = values[keep], is_treated[keep].astype(float)
    residual = values - _block_means(values, blocks)
    order = np.argsort(blocks, kind="stable")
    drawn = np.stack([_reassigned(treated, blocks, order, rng) for _ in range(n_draws)])  # (n_draws, n_units)
    share = _block_means(treated, blocks)
    weight = float(((treated - share) ** 2).sum())  # the same for every re-assignment inside blocks
    observed = float((treated - share) @ residual) / weight
    under_null = (drawn - share) @ residual / weight
    overlap = (drawn - share) @ (treated - share) / weight

    def p_of(effect: float) -> float:
        more_extreme = np.abs(under_null - effect * overlap) >= abs(observed - effect) - 1e-12
        return float((1 + more_extreme.sum()) / (n_draws + 1))

    scale = float(np.sqrt((residual @ residual) / max(len(values) - blocks.max() - 2, 1) / weight)) + 1e-12
    low = _bound(p_of, observed, -scale, 1 - level)
    high = _bound(p_of, observed, scale, 1 - level)
    return BlockedComparison(observed, low, high, p_of(0.0), int(blocks.max()) + 1, len(values))


def simulated_power_in_blocks(
    effect: float,
    *,
    n_blocks: int,
    units_per_block: int,
    sd_within: float,
    alpha: float,
    rng: np.random.Generator,
    n_runs: int = 300,
    n_draws: int = 399,
) -> float:
    """The share of simulated blocked tests whose permutation test finds `effect` (same scale as `sd_within`).

    Half of each block is treated; noise is Student-t with 5 degrees of freedom, as single posts surprise.
    """
    n = n_blocks * units_per_block
    blocks = np.repeat(np.arange(n_blocks), units_per_block)
    treated = np.tile(np.arange(units_per_block) < units_per_block // 2, n_blocks).astype(float)
    share = _block_means(treated, blocks)
    weight = float(((treated - share) ** 2).sum())
    order = np.argsort(blocks, kind="stable")
    drawn = np.stack([_reassigned(treated, blocks, order, rng) for _ in range(n_draws)]) - share
    noise = rng.standard_t(5, (n_runs, n)) * sd_within / np.sqrt(5 / 3)
    values = noise + effect * treated
    observed = values @ (treated - share) / weight
    null = values @ drawn.T / weight  # (n_runs, n_draws); block levels cancel as `drawn` sums to 0 inside blocks
    p = (1 + (np.abs(null) >= np.abs(observed)[:, None] - 1e-12).sum(1)) / (n_draws + 1)
    return float(np.mean((p <= alpha) & (observed * effect > 0)))


def _in_mixed_blocks(is_treated: NDArray[np.bool_], blocks: Ints) -> NDArray[np.bool_]:
    size = np.bincount(blocks)
    treated = np.bincount(blocks, is_treated)
    return ((treated > 0) & (treated < size))[blocks]


def _block_means(values: Array, blocks: Ints) -> Array:
    means = np.bincount(blocks, values) / np.maximum(np.bincount(blocks), 1)
    spread: Array = means[blocks]
    return spread


def _reassigned(treated: Array, blocks: Ints, order: Ints, rng: np.random.Generator) -> Array:
    """The arms shuffled inside each block."""
    shuffled = np.empty_like(treated)
    shuffled[order] = treated[np.lexsort((rng.random(len(treated)), blocks))]
    return shuffled


def _bound(p_of: Callable[[float], float], observed: float, step: float, alpha: float) -> float:
    """The effect furthest from `observed` in the direction of `step` that is not rejected; infinite when none is."""
    far = observed + step
    for _ in range(40):
        if p_of(far) <= alpha:
            return float(brentq(lambda effect: p_of(effect) - alpha, observed, far, xtol=abs(step) * 1e-3))
        far = observed + 1.5 * (far - observed)
    return float(np.inf * np.sign(step))
