"""What stands beside the answer so that nobody has to trust it: what was learned, what would change it, what fits."""

from __future__ import annotations

import numpy as np

from upshot.decisions.incrementality.model import Array, Learned, ModelChecks
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import Fit

Z90 = 1.6449


def check_model(fit: Fit, x: Array, *, seed: int) -> ModelChecks:  # noqa: ARG001
    """Look at a fit from all sides; `x` (n_parameters, n_draws) are the draws handed out."""
    return ModelChecks(learned=what_was_learned(fit.density, x))


def what_was_learned(density: ResponseDensity, x: Array) -> tuple[Learned, ...]:
    """Prior and posterior of what carries the answer, each on the scale where its prior is normal."""
    data, at = density.data, density.at
    size = np.log(np.maximum((np.exp(density.log_size(x) - x[at["creator"]][data.post_creator])).sum(axis=0), 1e-12))
    shop = float(np.log(max(data.history.orders.sum(), 1.0)))
    share = np.log(np.maximum(density.post_orders(x).sum(axis=0), 1e-9)) - shop
    centre = float(np.median(size)) + data.log_effect_centre - shop
    found = [_learned("share_of_orders", centre, 1.0, share)]
    found.append(_learned("paid_view_worth", float(np.log(0.6)), 0.4, x[at["log_paid_worth"]][0]))
    for number, name in enumerate(data.signals.names):
        mean, sd = data.signals.capture_priors[number]
        found.append(_learned(f"capture_{name}", mean, sd, x[at[f"capture_{number}"]][0] + x[at["tracking"]][0]))
    return tuple(found)


def _learned(name: str, mean: float, sd: float, draws: Array) -> Learned:
    low, middle, high = np.exp(np.quantile(draws, (0.05, 0.5, 0.95)))
    prior = (float(np.exp(mean - Z90 * sd)), float(np.exp(mean)), float(np.exp(mean + Z90 * sd)))
    return Learned(name, prior, (float(low), float(middle), float(high)), min(1.0, float(draws.var()) / sd**2))
