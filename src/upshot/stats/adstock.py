"""How an effect spreads over the days after its cause: normalised geometric kernels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from upshot.errors import InvalidInput

Array = NDArray[np.float64]


def geometric_kernel(carryover_rate: float, length_days: int) -> Array:
    """Weights 1, r, r², … of the days after a cause, scaled to sum to 1.

    Parameters
    ----------
    carryover_rate : 0 ≤ rate < 1, share of the effect still alive a day later
    length_days : number of days counted, the day itself included

    Returns
    -------
    array (length_days,), sums to 1

    Raises
    ------
    InvalidInput : carryover_rate outside [0, 1), or length_days < 1

    Source
    ------
    Jin et al. (2017), Bayesian methods for media mix modeling with carryover and shape effects.
    """
    if not 0 <= carryover_rate < 1 or length_days < 1:
        raise InvalidInput("carryover_out_of_range", carryover_rate=carryover_rate, length_days=length_days)
    weights = np.power(carryover_rate, np.arange(length_days, dtype=np.float64))
    kernel: Array = weights / weights.sum()
    return kernel


def spread(series: Array, kernel: Array) -> Array:
    """Convolve the last axis of `series` (…, n_days) with `kernel`; what falls after the last day is lost."""
    n_days = series.shape[-1]
    kernel = kernel[:n_days]
    n = fft.next_fast_len(n_days + len(kernel) - 1, real=True)
    spread_out: Array = fft.irfft(fft.rfft(series, n) * fft.rfft(kernel, n), n)[..., :n_days]
    return spread_out
