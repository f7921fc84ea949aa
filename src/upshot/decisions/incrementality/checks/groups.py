"""Creators whom the data cannot tell apart: they post together, and nothing says who of them brought the orders."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from upshot.decisions.incrementality.checks.learned import LEVELS, log_shares, prior_share
from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.shapes import KERNEL_PRIOR

TOGETHER = 0.9  # correlation of what two creators' views would bring, day by day
NOTHING_LEARNED = 0.5  # prior share from which a creator's part of a group counts as unknown
MOST_CREATORS = 2_000


def find_groups(density: ResponseDensity, x: Array, prior: Array) -> tuple[tuple[str, ...], ...]:
    """Groups to report as one: at least two creators each, who rise and fall together and whose split is prior.

    Where codes, links or answers name them, creators who always post on the same days can still be told apart; then
    they are no group.
    """
    data = density.data
    before, after = (density.per_creator @ density.post_orders(points) for points in (prior, x))
    groups = []
    for members in _clusters(density):
        own_before, own_after = (np.quantile(log_shares(rows[members]), LEVELS, axis=1) for rows in (before, after))
        shares = [prior_share(own_before[:, i], own_after[:, i]) for i in range(len(members))]
        unknown = [member for member, share in zip(members, shares, strict=True) if share > NOTHING_LEARNED]
        if len(unknown) > 1:
            groups.append(tuple(data.history.creators[member] for member in unknown))
    return tuple(groups)


def _clusters(density: ResponseDensity) -> list[list[int]]:
    """Creators linked, directly or through others, by curves that rise and fall together; two at least."""
    curves = _curves(density)
    active = np.flatnonzero(np.ptp(curves, axis=1) > 0)[:MOST_CREATORS]
    if len(active) < 2:
        return []
    is_near = np.corrcoef(curves[active]) > TOGETHER
    _, number = sparse.csgraph.connected_components(sparse.csr_array(is_near), directed=False)
    clusters = [active[number == i].tolist() for i in range(number.max() + 1)]
    return [members for members in clusters if len(members) > 1]


def _curves(density: ResponseDensity) -> Array:
    """(n_creators, n_days) what the creators' posts would bring if every one had the typical effect."""
    data = density.data
    size = (data.organic + 0.6 * data.paid) ** 0.87
    per_post = sum(
        weight * data.daily[k * data.n_days : (k + 1) * data.n_days] for k, weight in enumerate(KERNEL_PRIOR)
    )
    curves: Array = (density.per_creator @ sparse.diags_array(size) @ per_post.T).toarray()
    return curves
