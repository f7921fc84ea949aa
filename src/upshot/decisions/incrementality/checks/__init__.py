"""What stands beside the answer so that nobody has to trust it: what was learned, what fits, what would change it.

One file per way of looking, each with its sources; `docs/model-checks.md` tells what was measured. All of it reads the
fit and changes nothing.
"""

from __future__ import annotations

import numpy as np

from upshot.decisions.incrementality.checks.alternatives import find_alternatives
from upshot.decisions.incrementality.checks.glance import glance_at
from upshot.decisions.incrementality.checks.groups import find_groups
from upshot.decisions.incrementality.checks.learned import what_was_learned
from upshot.decisions.incrementality.checks.placebo import check_placebos
from upshot.decisions.incrementality.checks.predictive import check_predictions
from upshot.decisions.incrementality.model import Array, ModelChecks
from upshot.decisions.incrementality.response.fit import Fit
from upshot.decisions.incrementality.response.prior_draws import draw_prior

__all__ = ["check_model"]

N_PRIOR = 500


def check_model(fit: Fit, x: Array, *, seed: int) -> ModelChecks:
    """Look at a fit from all sides.

    Parameters
    ----------
    fit : its draws have converged
    x : (n_parameters, n_draws) the draws handed out
    seed : same fit, draws and seed: same checks

    Returns
    -------
    ModelChecks; costs about a tenth of a fit
    """
    rng = np.random.default_rng([seed, 11])
    glance = glance_at(fit.density, x)
    prior = draw_prior(fit.density, rng, N_PRIOR)
    found = check_placebos(glance, rng)
    return ModelChecks(
        learned=what_was_learned(fit.density, x, prior),
        predictive=check_predictions(glance, rng),
        placebo=found.checks,
        alternatives=find_alternatives(fit),
        groups=find_groups(fit.density, x, prior),
        shifted_campaigns=found.shifted,
    )
