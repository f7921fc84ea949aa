"""Simple measures on pictures: how much changes, where it was cut, whether a band looks like writing.

Heuristics, and named so wherever they are shown: a dissolve is no cut here, a striped shirt may pass for writing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Array = NDArray[np.float64]
GRID, BINS = 3, 8
CUT_FROM, CUT_OVER_MEDIAN, CUT_APART_S, AROUND_S = 0.35, 3.0, 0.25, 1.0
EDGE_FROM, BAND_ROWS, BAND_STEP = 60, 16, 8
DENSE_FROM, DENSE_TO, OVER_PICTURE = 0.10, 0.60, 3.0


def changes(pictures: Sequence[Picture]) -> Array:
    """Distance of each picture from the one before, 0–1: half the L1 distance of colour histograms over a 3 × 3 grid.

    Parameters
    ----------
    pictures : arrays (height, width, 3) of one size

    Returns
    -------
    array (n_pictures − 1,)
    """
    if len(pictures) < 2:
        return np.zeros(0)
    histograms = np.stack([_histogram(picture) for picture in pictures])
    found: Array = np.abs(np.diff(histograms, axis=0)).sum(axis=(1, 2)) / (2 * histograms.shape[1])
    return found


def count_cuts(change: Array, at: Array) -> int:
    """Cuts: a change of .35 and more, thrice the median of the second around it, a quarter second apart."""
    n, last = 0, -np.inf
    for place, size in enumerate(change):
        instant = at[place + 1]
        if size < CUT_FROM or instant - last < CUT_APART_S:
            continue
        around = change[np.abs(at[1:] - instant) <= AROUND_S]
        if size >= CUT_OVER_MEDIAN * np.median(around):
            n, last = n + 1, instant
    return n


def mean_motion(pictures: Sequence[Picture]) -> float | None:
    """Mean change of a pixel's brightness between neighbours, 0–1; None with fewer than two pictures."""
    if len(pictures) < 2:
        return None
    grey = np.stack([picture.astype(np.float64).mean(axis=2) for picture in pictures]) / 255
    return float(np.abs(np.diff(grey, axis=0)).mean())


def looks_like_writing(picture: Picture) -> bool:
    """Whether some band is far denser in upright edges than the rest of the picture, as lines of text are.

    Parameters
    ----------
    picture : array (height, width), grey
    """
    wide = picture.shape[1] // 10
    grey = picture[:, wide:-wide].astype(np.int16)
    edges = np.abs(np.diff(grey, axis=1)) >= EDGE_FROM
    rows = edges.mean(axis=1)
    density = np.array([rows[top : top + BAND_ROWS].mean() for top in range(0, len(rows) - BAND_ROWS + 1, BAND_STEP)])
    usual = max(float(np.median(density)), 0.01)
    return bool(np.any((density >= DENSE_FROM) & (density <= DENSE_TO) & (density >= OVER_PICTURE * usual)))


def _histogram(picture: Picture) -> Array:
    """(grid cells × channels, bins), each row sums to 1."""
    rows = []
    for band in np.array_split(picture, GRID, axis=0):
        for cell in np.array_split(band, GRID, axis=1):
            for channel in range(3):
                counts = np.bincount(cell[:, :, channel].ravel() // (256 // BINS), minlength=BINS)
                rows.append(counts / counts.sum())
    return np.array(rows)
