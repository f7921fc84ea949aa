"""Has an audience moved: first readings of a source against its last ones, beyond the noise between them."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.creators.audience.buckets import cleaned
from upshot.decisions.creators.audience.model import AudienceReading, Drift

LEAST_NOISE_SD = 0.01  # sources round to whole points, and the audience breathes by about one
LEAST_CHANGE = 0.03  # smaller moves change no decision
Z = 3.29  # two-sided 1 in 1,000, since a creator has a dozen buckets


def find_drifts(readings: Sequence[AudienceReading]) -> tuple[Drift, ...]:
    """Buckets that moved, the largest change first.

    The mean of the last third of a source's readings is set against that of the first third. Noise is the median
    second difference, which a steady slope does not enter; it is never taken to be under one point.
    """
    series: dict[tuple[str, str], list[AudienceReading]] = {}
    for reading in readings:
        series.setdefault((reading.dimension, reading.provenance), []).append(reading)
    found = [drift for same in series.values() for drift in _drifts(sorted(same, key=lambda r: r.read_at))]
    return tuple(sorted(found, key=lambda drift: (-abs(drift.change), drift.dimension, drift.bucket)))


def _drifts(readings: list[AudienceReading]) -> list[Drift]:
    kept = [(r, shares) for r in readings if (shares := cleaned(r.dimension, r.shares)) is not None]
    if len(kept) < 2:
        return []
    n_ends = -(-len(kept) // 3)
    found = []
    for bucket in sorted(set.intersection(*(set(shares) for _, shares in kept))):
        values = np.array([shares[bucket] for _, shares in kept])
        before, after = float(values[:n_ends].mean()), float(values[-n_ends:].mean())
        noise = _noise(values)
        if abs(after - before) >= max(LEAST_CHANGE, Z * noise * sqrt(2 / n_ends)):
            first, last = kept[0][0], kept[-1][0]
            where = (first.dimension, bucket, first.provenance)
            found.append(Drift(*where, before, after, noise, first.read_at, last.read_at))
    return found


def _noise(values: NDArray[np.float64]) -> float:
    """Standard deviation of one reading: the median absolute second difference is 1.652 of it (√6 × 0.6745)."""
    if len(values) < 4:
        return LEAST_NOISE_SD
    return max(LEAST_NOISE_SD, float(np.median(np.abs(np.diff(values, n=2)))) / (sqrt(6) * 0.6745))
