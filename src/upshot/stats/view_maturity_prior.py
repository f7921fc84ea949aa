"""Learn from panels of readings what is believed about a brand before its own readings: shape, spreads, memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from upshot.stats.view_maturity import Array, GrowthPrior, GrowthTable, Panel, normal_quantiles, stretch, tilt_at
from upshot.stats.view_maturity_filter import Pairs, observe, pairs_of, run_filter
from upshot.stats.view_maturity_fit import fit_maturity

KNOT_DAYS = np.array([0.05, 0.25, 0.5, 1, 2, 3, 4, 6, 9, 14, 21, 35, 60, 120, 300, 1_000])
SMOOTHNESS = 0.002  # weight of the bends of the polyline beside the mean distance of a pair
MOST_SHAPE_PAIRS = 40_000  # more teach the shape nothing
SHAPE_ROUNDS = 3
UNKNOWN_TYPE_SD = 0.2  # between content types; no panel says its types, so this is an assumption
LEAST_SD = 0.05


@dataclass(frozen=True)
class Effect:
    """How far one panel, or one published curve, lies from the table: level and tilt of log h."""

    level: float
    tilt: float


@dataclass(frozen=True)
class Published:
    """A published curve: ages and the shares of the final views there, ascending."""

    age_days: Array
    shares: Array


def power_law() -> GrowthTable:
    """Where the search starts: h = 0.6·age^−1.2."""
    return GrowthTable(KNOT_DAYS, np.log(0.6) - 1.2 * np.log(KNOT_DAYS))


def learn_prior(panels: Sequence[Panel], published: Sequence[Published] = ()) -> tuple[GrowthPrior, list[Effect]]:
    """Fit shape, spreads and memory to all panels, then place a new brand among them.

    Parameters
    ----------
    panels : at least one with a pair of readings; the largest says where level and tilt are 0 during the fit
    published : curves that count as one panel each when the spread between brands is judged

    Returns
    -------
    prior : errors still normal (`quantiles`); calibrate them on forecasts
    effects : of each panel, then of each published curve, from the prior's table
    """
    every = [pairs_of(panel) for panel in panels]
    largest = int(np.argmax([len(pairs.post) for pairs in every]))
    prior = GrowthPrior(power_law(), 1.0, 0.5, UNKNOWN_TYPE_SD, 0.5, 0.5, 1.1, 0.3, normal_quantiles())
    effects = [Effect(0.0, 0.0) for _ in panels]
    for _ in range(SHAPE_ROUNDS):
        prior = replace(prior, table=_shape([_some(pairs) for pairs in every], effects, prior.table))
        effects = [Effect(m.level, m.tilt) for m in (fit_maturity(panel, prior).pooled for panel in panels)]
        effects = [Effect(e.level - effects[largest].level, e.tilt - effects[largest].tilt) for e in effects]
    prior = _spreads(prior, panels, every, effects)
    effects += [_effect_of(curve, prior.table) for curve in published]
    levels, tilts = np.array([e.level for e in effects]), np.array([e.tilt for e in effects])
    centre = Effect(float(levels.mean()), float(tilts.mean()))
    if len(effects) > 1:
        sds = (float(levels.std(ddof=1)), float(tilts.std(ddof=1)))
        prior = replace(prior, sd_level=max(sds[0], LEAST_SD), sd_tilt=max(sds[1], LEAST_SD))
    table = prior.table.moved(centre.level, centre.tilt)
    return replace(prior, table=table), [Effect(e.level - centre.level, e.tilt - centre.tilt) for e in effects]


def _some(pairs: Pairs) -> Pairs:
    """At most as many pairs as the shape needs, evenly from all posts."""
    step = len(pairs.post) // MOST_SHAPE_PAIRS + 1
    return Pairs(*(getattr(pairs, name)[::step] for name in Pairs.__dataclass_fields__))


def _shape(every: Sequence[Pairs], effects: Sequence[Effect], start: GrowthTable) -> GrowthTable:
    """The polyline closest to the pairs; distances count nearly absolutely, so that a freak pulls little."""

    def distance(log_rates: Array) -> float:
        table = replace(start, log_rates=log_rates)
        total, n = 0.0, 0
        for pairs, effect in zip(every, effects, strict=True):
            seen = observe(pairs, table.moved(effect.level, effect.tilt), 0.5)
            blur = seen.variance / seen.loading**2 - 0.25
            miss = seen.y / seen.loading / np.sqrt(1 + 2 * np.maximum(blur, 0.0))
            total, n = total + float(np.sqrt(miss**2 + 0.05).sum()), n + len(pairs.post)
        return total / max(n, 1) + SMOOTHNESS * float(np.square(np.diff(log_rates, 2)).sum())

    return replace(start, log_rates=minimize(distance, start.log_rates, method="L-BFGS-B").x)


def _spreads(
    prior: GrowthPrior, panels: Sequence[Panel], every: Sequence[Pairs], effects: Sequence[Effect]
) -> GrowthPrior:
    """Spreads of creators, posts and pairs, and the memory, by maximum likelihood with the creators integrated out."""

    def with_spreads(at: Array) -> GrowthPrior:
        sd_creator, sd_post, memory, sd_noise = np.exp(at)
        return replace(prior, sd_creator=sd_creator, sd_post=sd_post, memory=memory, sd_noise=sd_noise)

    def deviance(at: Array) -> float:
        tried = with_spreads(at)
        return sum(
            _deviance(tried, panel, pairs, effect)
            for panel, pairs, effect in zip(panels, every, effects, strict=True)
        )  # fmt: skip

    start = np.log([0.45, 0.5, 1.5, 0.3])
    found = minimize(deviance, start, method="Nelder-Mead", options={"xatol": 0.01, "fatol": 0.05, "maxiter": 160})
    return with_spreads(np.clip(found.x, np.log(LEAST_SD), np.log(8.0)))


def _deviance(prior: GrowthPrior, panel: Panel, pairs: Pairs, effect: Effect) -> float:
    """Minus twice the log-likelihood of one panel's pairs, but for a constant."""
    table = prior.table.moved(effect.level, effect.tilt)
    seen = observe(pairs, table, prior.sd_noise)
    done = run_filter(pairs, seen, prior, panel.n_posts, np.zeros(panel.n_posts))
    y, one, both = (done.information[:, i, j] for i, j in ((0, 0), (1, 1), (0, 1)))
    known = panel.creator >= 0
    n_creators = int(panel.creator.max(initial=-1)) + 1
    damped = np.bincount(panel.creator[known], one[known], n_creators) + prior.sd_creator**-2
    pull = np.bincount(panel.creator[known], both[known], n_creators)
    return float(
        done.log_variance.sum() + y.sum() + np.log(damped * prior.sd_creator**2).sum() - (pull**2 / damped).sum()
    )


def _effect_of(curve: Published, table: GrowthTable) -> Effect:
    """Level and tilt that carry the table through a published curve; as points are few, the tilt is held near 0."""
    before, after = curve.age_days[:-1], curve.age_days[1:]
    expected = table.growth(before, after)
    seen = np.log(curve.shares[1:] / curve.shares[:-1])
    y = np.log(np.expm1(np.maximum(seen, 1e-3)) / np.expm1(expected)) / stretch(expected)
    design = np.column_stack([np.ones_like(y), tilt_at((np.log(before) + np.log(after)) / 2)])
    level, tilt = np.linalg.solve(design.T @ design + np.diag([1e-6, 4 * 0.25]), design.T @ y)
    return Effect(float(level), float(tilt))
