"""A code that starts to travel: a sudden rise of its share of the shop's orders while its creator posts nothing new.

Within one stretch of days without a recent post, an honest code's orders can only fade. The cumulative sums of the
code's daily orders and of the shop's are compared at every possible day of change (Poisson likelihood ratio, rises
only), and the largest ratio with the same statistic on the same number of orders scattered over those days in
proportion to the shop's. The false-alarm rate is then the chosen level whatever the code's own rate is, promotions and
seasons that lift the whole shop are no alarm, and a fading code, whose share never rises, rings less still.

Source
------
Worsley (1986), Confidence regions and tests for a change-point in a sequence of exponential family random variables,
Biometrika 73(1); the conditional Monte-Carlo level is Barnard's (1963).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

ALARM_LEVEL = 0.01  # false alarms per code under a constant share
N_SCATTERED = 999
FEWEST_ORDERS = 8
FEWEST_DAYS = 14
SURELY_CHANCE = 3.0  # a log ratio that chance exceeds far more often than once in a hundred: nothing to simulate
_SEED = 20261121  # the scattering is part of the definition, not a matter of the verdict's seed


@dataclass(frozen=True)
class Rise:
    """A rise: the first day of it (index), the orders since, and those that the earlier share explains."""

    starts: int
    orders: int
    expected: float
    p_value: float


def rise_ratio(counts: Integers, exposure: Floats) -> Floats:
    """Log likelihood ratio of a rise before each day but the first.

    Parameters
    ----------
    counts : (…, n_days) the code's orders
    exposure : (n_days,) the shop's orders, whatever their scale; above zero in sum on both sides of every day

    Returns
    -------
    (…, n_days - 1); 0 where the share after the day is not above the share before
    """
    before = np.cumsum(counts, axis=-1)[..., :-1].astype(np.float64)
    total = counts.sum(axis=-1, keepdims=True).astype(np.float64)
    after = total - before
    part = np.clip(np.cumsum(exposure)[:-1] / exposure.sum(), 1e-12, 1 - 1e-12)
    ratio = xlogy(before, before / (total * part)) + xlogy(after, after / (total * (1 - part)))
    return np.where(after * part > before * (1 - part), ratio, 0.0)


def find_rise(counts: Integers, exposure: Floats | None = None, *, alarm_level: float = ALARM_LEVEL) -> Rise | None:
    """The rise in daily `counts` (n_days,) beyond chance; None when there is none or too little to tell.

    `exposure` (n_days,) is the shop's orders per day; None = every day alike.
    """
    n_days, n_orders = len(counts), int(counts.sum())
    weight = np.ones(n_days) if exposure is None else np.asarray(exposure, dtype=np.float64) + 0.5
    if n_days < FEWEST_DAYS or n_orders < FEWEST_ORDERS:
        return None
    found = rise_ratio(counts, weight)
    if found.max() < SURELY_CHANCE:
        return None
    random = np.random.default_rng([_SEED, n_days, n_orders])
    scattered = random.multinomial(n_orders, weight / weight.sum(), size=N_SCATTERED)
    highest = rise_ratio(scattered, weight).max(axis=-1)
    p_value = (1 + int(np.sum(highest >= found.max()))) / (N_SCATTERED + 1)
    if p_value > alarm_level:
        return None
    starts = int(found.argmax()) + 1
    earlier = float(counts[:starts].sum()) / float(weight[:starts].sum())
    return Rise(starts, int(counts[starts:].sum()), earlier * float(weight[starts:].sum()), p_value)
