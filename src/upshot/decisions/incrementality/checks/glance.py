"""What several checks need of a fit, worked out once: expected orders day by day, and the noise around them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.density import ResponseDensity

MOST_DRAWS = 500
MOST_NUMBERS = 20_000_000  # of the largest array that a glance makes: 160 MB


@dataclass(frozen=True)
class Glance:
    """Draws `x` (n_parameters, n_draws), some of those handed out, and what follows from them.

    `base`, `by_day` (n_days, n_draws): orders without the programme, and what it adds. `mean`, `sd` (n_bins, n_draws)
    of the observed cells, days or weeks. `by_cell` (n_cells, n_draws): what the programme adds by creator and week.
    `memory`, `freedom` (n_draws,) of the noise: its autocorrelation from cell to cell, its degrees of freedom.
    """

    density: ResponseDensity
    x: Array
    base: Array
    by_day: Array
    by_cell: Array
    mean: Array
    sd: Array
    memory: Array
    freedom: Array

    @property
    def is_daily(self) -> bool:
        """Whether days are observed; weeks are where days bring next to nothing."""
        return len(self.density.data.bins) == len(self.base)

    @property
    def orders(self) -> Array:
        """(n_bins,) what came."""
        return self.density.data.orders

    @property
    def n_draws(self) -> int:
        return int(self.x.shape[1])

    def binned(self, daily: Array) -> Array:
        """Sums over the observed cells: (n_days, …) → (n_bins, …)."""
        summed: Array = daily if self.is_daily else np.add.reduceat(daily, self.density.data.bins, axis=0)
        return summed


def glance_at(density: ResponseDensity, x: Array) -> Glance:
    """Take as many of the draws as the size of the brand allows."""
    data, at = density.data, density.at
    per_draw = data.daily.shape[0] + data.weekly.shape[0]
    n_draws = min(x.shape[1], MOST_DRAWS, max(100, MOST_NUMBERS // per_draw))
    x = np.ascontiguousarray(x[:, np.linspace(0, x.shape[1] - 1, n_draws).astype(int)])
    base, by_day, by_cell = density.baseline(x), np.empty((data.n_days, n_draws)), []
    for part in np.array_split(np.arange(n_draws), -(-n_draws * per_draw // MOST_NUMBERS)):
        effects = density.effects(np.ascontiguousarray(x[:, part]))
        by_day[:, part] = effects.by_day
        by_cell.append(effects.by_cell)
    noise = np.exp(x[at["log_noise"]][0])
    memory = 1 / (1 + np.exp(-x[at["logit_memory"]][0]))
    freedom = np.exp(x[at["log_tail"]][0]) + 2
    mean, sd = _cells(data, base + by_day, noise)
    return Glance(density, x, base, by_day, np.concatenate(by_cell, axis=1), mean, sd, memory, freedom)


def without_effect(glance: Glance) -> Glance:
    """The same draws of a programme that adds nothing."""
    noise = np.exp(glance.x[glance.density.at["log_noise"]][0])
    mean, sd = _cells(glance.density.data, glance.base, noise)
    by_day, by_cell = np.zeros_like(glance.by_day), np.zeros_like(glance.by_cell)
    return replace(glance, by_day=by_day, by_cell=by_cell, mean=mean, sd=sd)


def _cells(data: ResponseData, daily: Array, noise: Array) -> tuple[Array, Array]:
    """Mean and sd (n_bins, n_draws) of the observed cells."""
    mean = np.maximum(daily if len(data.bins) == len(daily) else np.add.reduceat(daily, data.bins, axis=0), 1e-6)
    return mean, np.sqrt(mean + (noise * mean) ** 2)
