"""How long the views of a post take to mature, before the brand's own readings are looked at."""

from __future__ import annotations

import numpy as np

from upshot.decisions.maturity.prior import shipped_prior
from upshot.stats.view_maturity import READ_OUT_SHARE


def days_to_maturity(share: float = READ_OUT_SHARE) -> float:
    """Age in days at which a typical post has `share` of its final views."""
    return float(shipped_prior().table.age_with_growth_left(np.array(-np.log(share))))
