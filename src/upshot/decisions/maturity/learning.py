"""The prior as learned from panels: the model's spreads by likelihood, the tails by its own past forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from upshot.decisions.maturity.forecasts import forecast_back
from upshot.decisions.maturity.readings import ReadingSet
from upshot.stats.view_maturity import Codes, GrowthPrior
from upshot.stats.view_maturity_prior import Effect, Published, learn_prior

BRAND_CREATORS = 40  # creators that are taken for one brand's
PROBABILITIES = np.array([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995])
LEAST_FORECASTS = 200  # fewer say nothing about the tails: the errors stay normal
OWN_SD = 0.15  # between brands of the same panel, level and tilt


def learn(sets: Sequence[ReadingSet], published: Sequence[Published] = ()) -> tuple[GrowthPrior, list[Effect]]:
    """Fit to all panels, then make the tails those of the forecasts that this prior would have made."""
    prior, effects = learn_prior([each.panel() for each in sets], published)
    errors = []
    for each, effect in zip(sets, effects, strict=False):
        back = forecast_back(each, like(prior, effect), brands_of(each.n_creators, BRAND_CREATORS))
        if back is not None:
            errors.append(back.error)
    errors_seen = np.concatenate(errors) if errors else np.zeros(0)
    if len(errors_seen) >= LEAST_FORECASTS:
        values = np.quantile(errors_seen, PROBABILITIES)
        prior = replace(prior, quantiles=np.column_stack([PROBABILITIES, np.maximum.accumulate(values)]))
    return prior, effects


def like(prior: GrowthPrior, effect: Effect) -> GrowthPrior:
    """The prior for a further brand of a panel that is already known."""
    return replace(prior, table=prior.table.moved(effect.level, effect.tilt), sd_level=OWN_SD, sd_tilt=OWN_SD)


def brands_of(n_creators: int, size: int, seed: int = 1) -> Codes:
    """Deal creators out, by chance, to brands of about `size`."""
    deal = np.random.default_rng(seed).permutation(n_creators)
    return (deal % max(1, round(n_creators / size))).astype(np.intp)
