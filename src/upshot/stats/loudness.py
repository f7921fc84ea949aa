"""Integrated loudness of a programme in LUFS, as broadcasters measure it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
BLOCK_S, STEP_S = 0.4, 0.1
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0


def integrated_loudness(samples: Array, *, rate: int) -> float | None:
    """Loudness of the whole, K-weighted and gated.

    Parameters
    ----------
    samples : array (n_channels, n_samples), −1…1, mono or left and right; one channel counts once
    rate : samples per second, 8,000 and more

    Returns
    -------
    LUFS; None where it is shorter than a block of 0.4 s or silent throughout (below −70 LUFS)

    Raises
    ------
    InvalidInput : loudness_shape, with more than two channels or a lower rate

    Source
    ------
    ITU-R BS.1770-4 and EBU R 128; filter coefficients for any rate as in De Man (2014).
    """
    if samples.ndim != 2 or not 1 <= samples.shape[0] <= 2 or rate < 8_000:
        raise InvalidInput("loudness_shape", seen=f"{samples.shape} at {rate}")
    size, step = round(BLOCK_S * rate), round(STEP_S * rate)
    if samples.shape[1] < size:
        return None
    weighted = samples
    for numerator, denominator in (_shelf(rate), _high_pass(rate)):
        weighted = np.asarray(lfilter(numerator, denominator, weighted, axis=1))
    running = np.concatenate([np.zeros((len(weighted), 1)), np.cumsum(weighted**2, axis=1)], axis=1)
    starts = np.arange(0, samples.shape[1] - size + 1, step)
    power = ((running[:, starts + size] - running[:, starts]) / size).sum(axis=0)
    with np.errstate(divide="ignore"):
        levels = -0.691 + 10 * np.log10(power)
    loud = levels > ABSOLUTE_GATE
    if not loud.any():
        return None
    relative = -0.691 + 10 * np.log10(power[loud].mean()) + RELATIVE_GATE
    return float(-0.691 + 10 * np.log10(power[loud & (levels > relative)].mean()))


def _shelf(rate: int) -> tuple[Array, Array]:
    """The head's effect: a high shelf of 4 dB from 1.7 kHz."""
    gain, quality, centre = 3.999843853973347, 0.7071752369554196, 1681.974450955533
    k, high = np.tan(np.pi * centre / rate), 10 ** (gain / 20)
    middle = high**0.4996667741545416
    scale = 1 + k / quality + k * k
    numerator = np.array([high + middle * k / quality + k * k, 2 * (k * k - high), high - middle * k / quality + k * k])
    return numerator / scale, np.array([1.0, 2 * (k * k - 1) / scale, (1 - k / quality + k * k) / scale])


def _high_pass(rate: int) -> tuple[Array, Array]:
    """The revised low-frequency B weighting: a high pass at 38 Hz."""
    quality, centre = 0.5003270373238773, 38.13547087602444
    k = np.tan(np.pi * centre / rate)
    scale = 1 + k / quality + k * k
    return np.array([1.0, -2.0, 1.0]), np.array([1.0, 2 * (k * k - 1) / scale, (1 - k / quality + k * k) / scale])
