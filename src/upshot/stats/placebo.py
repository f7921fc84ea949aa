"""Placebo distributions of a synthetic control: the same reading where and when nothing happened.

In time: windows of the test's length inside the pre-period. In space: each control region read as if treated. And the
conformal test, which asks whether the test window's gaps would be unusual anywhere else in the series.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from upshot.stats.synthetic_control import Array, Mask, fit_synthetic_control

FEWEST_WINDOWS = 3


@dataclass(frozen=True)
class TimePlacebos:
    """Mean gaps of windows in which nothing happened, each read with weights that never saw the window.

    `gaps` and `baselines` are (n_windows,): mean gap and mean counterfactual per period. `standard_error` is that of
    the test window's mean gap; `freedom` its degrees of freedom.
    """

    gaps: Array
    baselines: Array
    standard_error: float
    freedom: float

    def interval(self, estimate: float, level: float) -> tuple[float, float]:
        """Student interval of a mean gap."""
        half = float(student.ppf(0.5 + level / 2, self.freedom)) * self.standard_error
        return estimate - half, estimate + half

    def p_value(self, estimate: float) -> float:
        """Two-sided p-value of no effect."""
        return float(2 * student.sf(abs(estimate) / self.standard_error, self.freedom))


def time_placebos(
    treated: Array,
    controls: Array,
    fitted: Mask,
    *,
    n_periods: int,
    has_intercept: bool = True,
    ridge: float | None = None,
) -> TimePlacebos | None:
    """Read windows of `n_periods` inside the fitted periods; None when fewer than three fit without overlap.

    A window is read with what came before it, as the test is; in the first third, where too little came before, with
    all other periods. Windows overlap by two thirds, which uses the series better; the degrees of freedom count what
    would fit side by side, less the one that the intercept takes.
    """
    chosen = np.flatnonzero(fitted)
    n_separate = len(chosen) / n_periods
    if n_separate < FEWEST_WINDOWS:
        return None
    starts = np.arange(len(chosen) - n_periods, -1, -max(1, n_periods // 3))
    gaps, baselines = np.empty(len(starts)), np.empty(len(starts))
    for row, start in enumerate(starts):
        window = chosen[start : start + n_periods]
        kept = fitted.copy()
        kept[window] = False
        if start >= len(chosen) / 3:
            kept[window[0] :] = False
        fit = fit_synthetic_control(treated, controls, kept, has_intercept=has_intercept, ridge=ridge)
        gaps[row], baselines[row] = fit.gap[window].mean(), fit.counterfactual[window].mean()
    error = float(np.sqrt(np.mean(gaps**2)))
    floor = 1e-9 * max(1.0, float(np.abs(treated).mean()))
    return TimePlacebos(gaps, baselines, max(error, floor), n_separate - 1.0)


@dataclass(frozen=True)
class SpacePlacebos:
    """Each control read as if it were treated: (n_controls,) relative gaps, and ratios of RMSPE after to before.

    `p_value` is the share of regions, the treated one included, whose ratio is at least the treated one's.
    """

    lifts_rel: Array
    ratios: Array
    ratio: float
    p_value: float


def space_placebos(
    treated: Array, controls: Array, fitted: Mask, tested: Mask, *, has_intercept: bool = True
) -> SpacePlacebos:
    """Read every control with the other controls; the treated regions are left out.

    Source
    ------
    Abadie, Diamond, Hainmueller (2010), section 2.4.
    """
    own = fit_synthetic_control(treated, controls, fitted, has_intercept=has_intercept)
    lifts, ratios = np.empty(len(controls)), np.empty(len(controls))
    for row in range(len(controls)):
        fit = fit_synthetic_control(
            controls[row], np.delete(controls, row, axis=0), fitted, has_intercept=has_intercept
        )
        base = fit.counterfactual[tested].mean()
        lifts[row] = fit.gap[tested].mean() / base if base > 0 else np.nan
        ratios[row] = _ratio(fit.gap, fitted, tested)
    ratio = _ratio(own.gap, fitted, tested)
    return SpacePlacebos(lifts, ratios, ratio, float((1 + np.sum(ratios >= ratio)) / (1 + len(ratios))))


def _ratio(gap: Array, fitted: Mask, tested: Mask) -> float:
    before = float(np.sqrt(np.mean(gap[fitted] ** 2)))
    return float(np.sqrt(np.mean(gap[tested] ** 2))) / max(before, 1e-12)


def conformal_p_value(
    treated: Array, controls: Array, fitted: Mask, tested: Mask, *, effect: float = 0.0, has_intercept: bool = True
) -> float:
    """P-value of "every tested period gained `effect`": take it off, fit on all periods, shift the window round.

    The statistic is the absolute mean gap of the window; its distribution is that of all cyclic shifts, so that
    neighbouring days may depend on each other. Periods that are neither fitted nor tested are left out.

    Source
    ------
    Chernozhukov, Wüthrich, Zhu (2021), An exact and robust conformal inference method, JASA 116.
    """
    used = fitted | tested
    order = np.concatenate([np.flatnonzero(fitted), np.flatnonzero(tested)])
    restored = treated - effect * tested
    gap = fit_synthetic_control(restored, controls, used, has_intercept=has_intercept).gap[order]
    n_tested = int(tested.sum())
    around = np.concatenate([[0.0], np.cumsum(np.concatenate([gap, gap[: n_tested - 1]]))])
    sums = np.abs(around[n_tested:] - around[:-n_tested])
    observed = abs(gap[-n_tested:].sum())
    return float(np.mean(sums >= observed * (1 - 1e-9)))


def conformal_interval(
    treated: Array, controls: Array, fitted: Mask, tested: Mask, *, level: float, has_intercept: bool = True
) -> tuple[float, float]:
    """Effects per period that the conformal test does not reject at 1 − `level`; infinite where none is rejected.

    The bounds are searched outward from the estimate, then narrowed by bisection.
    """
    fit = fit_synthetic_control(treated, controls, fitted, has_intercept=has_intercept)
    centre = float(fit.gap[tested].mean())
    step = max(fit.rmspe, 1e-9 * max(1.0, abs(float(treated.mean())))) / np.sqrt(float(tested.sum()))

    def is_kept(effect: float) -> bool:
        p_value = conformal_p_value(treated, controls, fitted, tested, effect=effect, has_intercept=has_intercept)
        return p_value > 1 - level

    return _edge(is_kept, centre, -step), _edge(is_kept, centre, step)


def _edge(is_kept: Callable[[float], bool], centre: float, step: float) -> float:
    """The last kept value from `centre` in the direction of `step`."""
    inside, outside = centre, centre + step
    for _ in range(12):
        if not is_kept(outside):
            break
        inside, step = outside, 2 * step
        outside = outside + step
    else:
        return float(np.copysign(np.inf, step))
    for _ in range(12):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if is_kept(middle) else (inside, middle)
    return outside
