"""What the data taught: the quantities that carry the answer, before and after, and the part of each that is prior.

The prior is drawn from, not written down: what it says of a sum of posts follows from all its parts. A prior share is
the posterior variance ÷ the prior variance of the logarithm, both read off the 5 % and 95 % quantiles so that one wild
draw does not decide; 1 means that nothing was learned.
"""

from __future__ import annotations

import numpy as np
from scipy.special import log_expit

from upshot.decisions.incrementality.model import Array, Learned
from upshot.decisions.incrementality.response.density import ResponseDensity

LEVELS = (0.05, 0.5, 0.95)
LEAST = 1e-9  # orders; below that a logarithm means nothing


def what_was_learned(density: ResponseDensity, x: Array, prior: Array) -> tuple[Learned, ...]:
    """The programme's share of all orders, what a paid view is worth, what each signal sees, and where buyers live.

    `x` and `prior` are (n_parameters, n_draws). What the data could not speak of at all is left out.
    """
    data, at = density.data, density.at
    orders = float(max(data.history.orders.sum(), 1.0))

    def share(points: Array) -> Array:
        total: Array = np.log(np.maximum(density.post_orders(points).sum(axis=0), LEAST) / orders)
        return total

    found = [learned("share_of_orders", share(prior), share(x))]
    if data.paid.sum() > 0:
        found.append(learned("paid_view_worth", prior[at["log_paid_worth"]][0], x[at["log_paid_worth"]][0]))
    if data.signals.names:
        before, after = (log_expit(points[at["logit_incremental"]])[0] for points in (prior, x))
        found.append(learned("incremental_tracked", before, after))
    if data.regions:
        before, after = (log_expit(points[at["logit_home"]])[0] for points in (prior, x))
        found.append(learned("home_share", before, after))
    for number, name in enumerate(data.signals.names):
        rows = data.signals.row_signal == number
        before, after = (points[at["creator_capture"]][rows].mean(axis=0) for points in (prior, x))
        found.append(learned(f"capture_{name}", before, after))
    return tuple(found)


def log_shares(orders: Array) -> Array:
    """(n, n_draws) orders → logarithms of the shares of their sum."""
    floored = np.maximum(orders, LEAST)
    shares: Array = np.log(floored) - np.log(floored.sum(axis=0))
    return shares


def learned(name: str, prior: Array, posterior: Array) -> Learned:
    """One quantity from draws of its logarithm, before and after the data."""
    before, after = np.quantile(prior, LEVELS), np.quantile(posterior, LEVELS)
    share = prior_share(before, after)
    low, middle, high = (tuple(float(value) for value in np.exp(bounds)) for bounds in zip(before, after, strict=True))
    return Learned(name, (low[0], middle[0], high[0]), (low[1], middle[1], high[1]), share)


def prior_share(before: Array, after: Array) -> float:
    """Posterior ÷ prior variance from (low, …, high) of each, at most 1."""
    width = float(before[-1] - before[0])
    return min(1.0, (float(after[-1] - after[0]) / width) ** 2) if width > 0 else 1.0
