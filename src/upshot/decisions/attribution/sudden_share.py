"""A code that starts to travel: a sudden rise in its orders on days when its creator's posts do not explain it.

Daily counts on quiet days are summed by a one-sided Poisson CUSUM tuned to a doubling. Its largest value is compared
with the same statistic on the same number of orders scattered at random over the same days, so that the false-alarm
rate is the chosen level whatever the code's own rate is. Orders that fade after a post fall, and a CUSUM for rises is
blind to falls: the test is then conservative.

Source
------
Lucas (1985), Counted data CUSUMs, Technometrics 27(2), for the reference value; the conditional Monte-Carlo level is
Barnard's (1963).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

ALARM_LEVEL = 0.01  # false alarms per code under a constant rate
N_SCATTERED = 999
FEWEST_ORDERS = 8
FEWEST_DAYS = 14
_SEED = 20261121  # the scattering is part of the definition, not a matter of the verdict's seed


@dataclass(frozen=True)
class Rise:
    """A rise: the first day of it (index), the orders since, and those that the earlier rate explains."""

    starts: int
    orders: int
    expected: float
    p_value: float


def cusum(counts: Integers, mean: float) -> NDArray[np.float64]:
    """One-sided CUSUM path of daily `counts` (…, n_days) against a doubling of `mean`; reference value mean ÷ ln 2."""
    reference = mean / log(2)
    path = np.zeros(counts.shape, dtype=np.float64)
    level = np.zeros(counts.shape[:-1])
    for day in range(counts.shape[-1]):
        level = np.maximum(0.0, level + counts[..., day] - reference)
        path[..., day] = level
    return path


def find_rise(counts: Integers, *, alarm_level: float = ALARM_LEVEL) -> Rise | None:
    """The rise in daily `counts` (n_days,) if it is beyond chance; None when there is none or too little to tell."""
    n_days, n_orders = len(counts), int(counts.sum())
    if n_days < FEWEST_DAYS or n_orders < FEWEST_ORDERS:
        return None
    mean = n_orders / n_days
    path = cusum(counts, mean)
    random = np.random.default_rng([_SEED, n_days, n_orders])
    highest = cusum(random.multinomial(n_orders, np.full(n_days, 1 / n_days), size=N_SCATTERED), mean).max(axis=-1)
    p_value = (1 + int(np.sum(highest >= path.max()))) / (N_SCATTERED + 1)
    if p_value > alarm_level:
        return None
    peak = int(path.argmax())
    zeros = np.flatnonzero(path[: peak + 1] == 0)
    starts = int(zeros[-1]) + 1 if len(zeros) else 0
    before = float(counts[:starts].sum()) / starts if starts else 0.0
    return Rise(starts, int(counts[starts:].sum()), before * (n_days - starts), p_value)
