"""Candidate groups of treated regions, and what each would have "found" in the past when nothing was done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from upshot.stats.placebo import FEWEST_WINDOWS, time_placebos
from upshot.stats.synthetic_control import Array, fit_synthetic_control

Index = NDArray[np.int64]
PRIOR_WINDOWS = 3.0  # weight of the typical group's error in a chosen group's error


@dataclass(frozen=True)
class MarketGroup:
    """One group of treated regions read on windows of the pre-period; shapes (n_windows,).

    `gaps` and `baselines` are means per region and period; `error` the standard error of a window's mean gap.
    """

    rows: tuple[int, ...]
    n_periods: int
    gaps: Array
    baselines: Array
    error: float
    freedom: float
    baseline: float  # mean of the treated regions over the latest window

    def smallest_effect(self, *, level: float, power: float, error: float) -> float:
        """The relative lift found with `power` by a two-sided test at 1 − `level`."""
        needed = student.ppf(0.5 + level / 2, self.freedom) + student.ppf(power, self.freedom)
        return float(needed) * error / max(self.baseline, 1e-12)

    def detection_rate(self, lift_rel: float, *, level: float) -> float:
        """Share of the windows in which a planted lift is found, each judged by the error of the other windows."""
        n = len(self.gaps)
        squares = (np.sum(self.gaps**2) - self.gaps**2) / max(1, n - 1)
        critical = student.ppf(0.5 + level / 2, self.freedom)
        found = np.abs(self.gaps + lift_rel * self.baselines) > critical * np.sqrt(squares)
        return float(found.mean())


def candidate_groups(values: Array, *, n_treated: int, n_candidates: int, rng: np.random.Generator) -> list[Index]:
    """Groups of `n_treated` regions, drawn one from each stratum of size so that they resemble the whole.

    Parameters
    ----------
    values : (n_regions, n_periods)
    """
    by_size = np.argsort(-values.sum(axis=1))
    strata = np.array_split(by_size, n_treated)
    found: dict[tuple[int, ...], None] = {}
    for _ in range(4 * n_candidates):
        group = tuple(sorted(int(rng.choice(stratum)) for stratum in strata))
        found[group] = None
        if len(found) == n_candidates:
            break
    return [np.array(group, dtype=np.int64) for group in found]


def read_group(values: Array, rows: Index, *, n_periods: int) -> MarketGroup | None:
    """Read one group on windows of the pre-period; None when the pre-period is too short."""
    treated, controls = values[rows].mean(axis=0), np.delete(values, rows, axis=0)
    everything = np.ones(values.shape[1], dtype=np.bool_)
    placebos = time_placebos(treated, controls, everything, n_periods=n_periods)
    if placebos is None:
        return None
    return MarketGroup(
        tuple(int(row) for row in rows),
        n_periods,
        placebos.gaps,
        placebos.baselines,
        placebos.standard_error,
        placebos.freedom,
        float(treated[-n_periods:].mean()),
    )


def shrunken_error(group: MarketGroup, others: list[MarketGroup]) -> float:
    """The group's error, drawn towards its peers': the best of many looks better than it is.

    Errors are compared relative to the baseline; the median peer counts as `PRIOR_WINDOWS` windows.
    """
    typical = float(np.median([other.error / max(other.baseline, 1e-12) for other in others])) * group.baseline
    n = group.freedom + 1
    return float(np.sqrt((n * group.error**2 + PRIOR_WINDOWS * typical**2) / (n + PRIOR_WINDOWS)))


def whole_period_fit(values: Array, rows: Index) -> Array:
    """(n_periods,) gap of the group over the pre-period, relative to its mean."""
    treated = values[rows].mean(axis=0)
    everything = np.ones(values.shape[1], dtype=np.bool_)
    gap: Array = fit_synthetic_control(treated, np.delete(values, rows, axis=0), everything).gap
    return gap / max(float(treated.mean()), 1e-12)


def longest_window(n_periods: int) -> int:
    """The longest test that a pre-period of `n_periods` can judge."""
    return n_periods // FEWEST_WINDOWS
