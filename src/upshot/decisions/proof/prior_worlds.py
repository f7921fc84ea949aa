"""Brands drawn from the creator response model's own prior: the truths of simulation-based calibration.

The shape (days, posts, views, calendar) and the prior's few constants come from a given history; its orders,
tracked counts and their split over regions are replaced by drawn ones. Orders keep their fractions and may fall below
0, as the model's own noise has it, and the split is of as many orders as the given history has: it is modelled given
the total. A drawn brand obeys the likelihood to the letter, which no real brand does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from upshot.decisions.incrementality.checks.glance import glance_at, without_effect
from upshot.decisions.incrementality.checks.replicates import noisy_orders, replicate_regions, replicate_signals
from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.decisions.incrementality.response.data import ResponseData, response_data, signals_with
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import fit_response
from upshot.decisions.incrementality.response.nothing import PRIOR_NOTHING, weigh_nothing
from upshot.decisions.incrementality.response.prior_draws import draw_prior
from upshot.decisions.proof.sbc import Calibrated, WorldRanks, rank_world


@dataclass(frozen=True)
class PriorWorlds:
    """Brands of the shape of `history`; called with a seed, draws one, fits it and ranks its truths."""

    history: ProgrammeHistory

    def __call__(self, seed: int) -> WorldRanks | None:
        """None where the chains of the fit disagree beyond use, as `estimate_incremental` refuses."""
        data, posts = draw_from_prior(response_data(self.history), seed)
        fit = fit_response(data, seed=seed)
        if fit.convergence.is_hopeless:
            return None
        nothing = weigh_nothing(fit.density, fit.flat)
        x, is_nothing = nothing.mixed_into(fit.flat.T, np.random.default_rng([seed, 11]))
        drawn = np.where(is_nothing, 0.0, fit.density.post_orders(x))
        return rank_world(Calibrated(posts, drawn, data.post_creator), seed)


def draw_from_prior(data: ResponseData, seed: int) -> tuple[ResponseData, Array]:
    """A brand of the shape of `data`, and the (n_posts,) expected orders that each post brought it."""
    density = ResponseDensity(data)
    rng = np.random.default_rng([seed, 17])
    glance = glance_at(density, draw_prior(density, rng, 1))
    signals = signals_with(data.signals, replicate_signals(glance, rng)[:, 0]) if data.signals.names else data.signals
    posts = density.post_orders(glance.x)[:, 0]
    if np.random.default_rng([seed, 19]).random() < PRIOR_NOTHING:  # what was tracked would have come anyway
        glance, posts = without_effect(glance), np.zeros_like(posts)
    orders = noisy_orders(glance, rng)[:, 0]
    regions = replace(data.regions, counts=replicate_regions(glance, rng)[:, :, 0]) if data.regions else None
    return replace(data, orders=orders, signals=signals, regions=regions, tests=()), posts
