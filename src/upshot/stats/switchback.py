"""Tests that switch something on and off in blocks of time: estimate, exact permutation test, interval.

The statistic is the least-squares effect of "on" beside a level and a linear trend. Its null distribution comes from
the other schedules that the design allowed, so the test needs no model of the noise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

import numpy as np

from upshot.stats.synthetic_control import Array, Mask

MOST_SCHEDULES = 4096
FEWEST_BLOCKS_FOR_TREND = 6


@dataclass(frozen=True)
class SwitchbackReading:
    """Effect per block with its interval; infinite bounds where the design cannot reach the level.

    `standard_error` is the spread of the statistic over the allowed schedules once the effect is taken off;
    `smallest_p_value` is what a perfect result would get.
    """

    effect: float
    low: float
    high: float
    standard_error: float
    p_value: float
    smallest_p_value: float
    n_schedules: int
    is_paired: bool


def is_paired(schedule: Mask) -> bool:
    """Whether each successive pair of blocks has exactly one that is on."""
    n = len(schedule)
    return n % 2 == 0 and n >= 2 and bool(np.all(schedule[0::2] != schedule[1::2]))


def allowed_schedules(schedule: Mask, rng: np.random.Generator) -> Mask:
    """(n_schedules, n_blocks) the schedules that could have been drawn, the real one first.

    Pairs are flipped where the schedule is paired, else all arrangements with as many blocks on; at most
    `MOST_SCHEDULES`, drawn at random beyond that.
    """
    n, n_on = len(schedule), int(schedule.sum())
    if is_paired(schedule):
        rows = _paired(n // 2, rng)
    elif comb(n, n_on) <= MOST_SCHEDULES:
        chosen = np.array(list(combinations(range(n), n_on)))
        rows = np.zeros((len(chosen), n), dtype=np.bool_)
        np.put_along_axis(rows, chosen, values=True, axis=1)
    else:
        rows = rng.permuted(np.tile(schedule, (MOST_SCHEDULES, 1)), axis=1)
    others = rows[~np.all(rows == schedule, axis=1)]
    return np.vstack([schedule, others])


def _paired(n_pairs: int, rng: np.random.Generator) -> Mask:
    if 2**n_pairs <= MOST_SCHEDULES:
        first = np.array(list(product([False, True], repeat=n_pairs)))
    else:
        first = rng.random((MOST_SCHEDULES, n_pairs)) < 0.5
    rows = np.empty((len(first), 2 * n_pairs), dtype=np.bool_)
    rows[:, 0::2], rows[:, 1::2] = first, ~first
    return rows


def switchback_effects(values: Array, schedules: Mask) -> Array:
    """The statistic under each schedule: (n_schedules,), or (n_series, n_schedules) for several series.

    Parameters
    ----------
    values : (n_blocks,) or (n_series, n_blocks), per-day averages of the blocks
    schedules : (n_schedules, n_blocks)
    """
    n_blocks = schedules.shape[1]
    nuisance = np.ones((n_blocks, 1))
    if n_blocks >= FEWEST_BLOCKS_FOR_TREND:
        nuisance = np.column_stack([nuisance, np.arange(n_blocks) - (n_blocks - 1) / 2])
    basis = np.linalg.qr(nuisance)[0]
    on = schedules.astype(np.float64)
    free = on - (on @ basis) @ basis.T
    size = np.einsum("sb,sb->s", free, free)
    effects: Array = values @ free.T / np.where(size > 1e-9, size, np.inf)
    return effects


def read_switchback(values: Array, schedule: Mask, *, level: float, seed: int = 1) -> SwitchbackReading:
    """Read a finished test.

    Parameters
    ----------
    values : (n_blocks,) average per day of each block
    schedule : (n_blocks,) true where the programme was on; some must be on and some off
    level : of the interval, found by inverting the permutation test

    Source
    ------
    Bojinov, Simchi-Levi, Zhao (2023), Design and analysis of switchback experiments, Management Science 69.
    """
    schedules = allowed_schedules(schedule, np.random.default_rng([seed, 0x0F]))
    plain = switchback_effects(values, schedules)
    slope = switchback_effects(schedule.astype(np.float64), schedules)
    effect = float(plain[0])

    def p_value(assumed: float) -> float:
        scores = np.abs(plain - assumed * slope)
        return float(np.mean(scores >= scores[0] * (1 - 1e-9) - 1e-12))

    error = float(np.sqrt(np.mean((plain - effect * slope)[1:] ** 2))) if len(plain) > 1 else np.inf
    low, high = (_bound(p_value, effect, side * max(error, 1e-9), 1 - level) for side in (-1, 1))
    smallest = float(np.mean(np.abs(slope) >= abs(slope[0]) * (1 - 1e-9)))
    return SwitchbackReading(effect, low, high, error, p_value(0.0), smallest, len(schedules), is_paired(schedule))


def _bound(p_value: Callable[[float], float], centre: float, step: float, alpha: float) -> float:
    """The edge of what is not rejected, from `centre` in the direction of `step`."""
    inside, outside = centre, centre + step
    for _ in range(16):
        if p_value(outside) <= alpha:
            break
        inside, step = outside, 2 * step
        outside = outside + step
    else:
        return float(np.copysign(np.inf, step))
    for _ in range(24):
        middle = (inside + outside) / 2
        inside, outside = (inside, middle) if p_value(middle) <= alpha else (middle, outside)
    return outside
