"""What the simple ways of crediting creators would have said, on the same data."""

from __future__ import annotations

import numpy as np

from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.decisions.proof.mix_model import mix_model_orders

MODEL = "upshot"
PEERS = ("codes", "last_click", "first_click", "views", "mix_model", "random")


def credit_by_peers(history: ProgrammeHistory, *, first_click: Array | None = None, seed: int = 1) -> dict[str, Array]:
    """Orders of each creator by every rule that the data allow.

    Parameters
    ----------
    first_click : (n_creators,) orders whose first known visit came by the creator's link; None = no journeys known
    seed : of the random split

    Returns
    -------
    rule → array (n_creators,). `views` and `random` divide the number of code orders (of last clicks where nobody has
    codes), because a share of views says nothing about how many; `mix_model` divides its own total by views.
    """
    n_creators = len(history.creators)
    by_views = np.bincount(history.post_creator, weights=history.views.sum(axis=1), minlength=n_creators)
    view_share = by_views / max(float(by_views.sum()), 1e-12)
    tracked = {
        rule: np.nansum(history.tracked_orders[signal], axis=1)
        for rule, signal in (("codes", "code"), ("last_click", "link"))
        if signal in history.tracked_orders
    }
    counted = next((float(rows.sum()) for rows in tracked.values()), 0.0)
    luck = np.random.default_rng([seed, 7]).random(n_creators)
    credit = {**tracked, "views": counted * view_share, "mix_model": mix_model_orders(history) * view_share,
              "random": counted * luck / luck.sum()}  # fmt: skip
    if first_click is not None:
        credit["first_click"] = first_click
    return {rule: credit[rule] for rule in PEERS if rule in credit}
