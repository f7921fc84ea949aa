"""How long the views of a post take to mature, by the dated prior curve."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from upshot.registries.view_growth import GrowthPrior, view_growth_prior

READ_OUT_SHARE = 0.9  # methods §5.12: reading is allowed from nine tenths of the final views on


def share_at(prior: GrowthPrior, age_days: float) -> float:
    """Share of the final views that a post of this age has, 0-1."""
    early, late = np.exp(-age_days / prior.tau1_days), np.exp(-age_days / prior.tau2_days)
    return float(prior.w * (1 - early) + (1 - prior.w) * (1 - late))


def days_to_maturity(share: float = READ_OUT_SHARE) -> float:
    """Age in days at which a post has `share` of its final views."""
    prior = view_growth_prior()
    return float(brentq(lambda age: share_at(prior, age) - share, 0.0, 3650.0))
