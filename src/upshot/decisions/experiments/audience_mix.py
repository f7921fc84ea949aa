"""Divergent delivery: whether the platform showed the arms to different people.

In a split test of a platform people are drawn by lot, but inside each arm delivery still looks for whoever responds.
What won is then creative and delivery together (Braun & Schwartz, Journal of Marketing 2025). Where the file has
columns of the audience, their mixes are compared, and the difference is split into what the mix and the rates made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.stats.multiple_tests import association_p_value

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

WORTH_SAYING = 0.05  # of an arm's delivery went to other people: total variation distance


@dataclass(frozen=True)
class AudienceMix:
    """How much two arms' audiences differ in one dimension.

    `moved_share` is the total variation distance: the share of one arm's people to be exchanged for the mixes to be
    equal. `from_mix` is the part of treatment − control that the mix alone makes, `from_rates` the rest (Kitagawa
    1955); None where the metric is not a share or an audience was not seen in both arms.
    """

    dimension: str
    moved_share: float
    p_value: float
    from_mix: float | None
    from_rates: float | None


def compare_mixes(
    dimension: str, treatment: Array, control: Array, rates: tuple[Array, Array] | None = None
) -> AudienceMix:
    """Compare two arms' delivery over the buckets of a dimension.

    Parameters
    ----------
    treatment, control : (n_buckets,) people or impressions per bucket
    rates : the metric in each bucket, of treatment and control; NaN where the bucket is empty
    """
    mix_t, mix_c = treatment / treatment.sum(), control / control.sum()
    p_value = association_p_value(np.stack([treatment, control]))
    moved = float(np.abs(mix_t - mix_c).sum() / 2)
    if rates is None or np.isnan(rates[0] + rates[1])[(treatment + control) > 0].any():
        return AudienceMix(dimension, moved, p_value, None, None)
    rate_t, rate_c = np.nan_to_num(rates[0]), np.nan_to_num(rates[1])
    from_mix = float(((mix_t - mix_c) * (rate_t + rate_c) / 2).sum())
    from_rates = float(((rate_t - rate_c) * (mix_t + mix_c) / 2).sum())
    return AudienceMix(dimension, moved, p_value, from_mix, from_rates)


def counts_by_bucket(buckets: Ints, arms: Ints, weights: Array, arm: int, n_buckets: int) -> Array:
    """Σ weights per bucket of one arm; rows without a bucket are left out."""
    chosen = (arms == arm) & (buckets >= 0) & ~np.isnan(weights)
    counts: Array = np.bincount(buckets[chosen], weights[chosen], minlength=n_buckets).astype(np.float64)
    return counts
