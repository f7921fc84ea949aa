"""What the programme costs, in whole cents, line by line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.attention import Sparks, money_scale
from upshot.worlds.cases import Parameters
from upshot.worlds.cast import Cast
from upshot.worlds.streams import Ints, stream

FEE_PER_POST = (140.0, 470.0, 1_500.0, 4_600.0)  # EUR, by tier, before the world's price level
TYPE_FACTOR = (1.0, 0.85, 1.1, 1.3, 1.45)  # sponsored video, ambassador, challenge, live, effect
NET_ORDER_VALUE = 49.5  # EUR, expected net revenue of an order: only sets the price level of fees
HOUR_COST_CENTS = 4_200


@dataclass(frozen=True)
class Costs:
    """Costs in cents, without VAT. The collaboration arrays are (n_collaborations,), `overhead` (n_campaigns,)."""

    fee: Ints
    product: Ints
    shipping: Ints
    rights: Ints
    other: Ints
    overhead: Ints
    hours: int
    hour_cost: int
    tools: int
    ads: int

    @property
    def by_collaboration(self) -> Ints:
        """All that a collaboration costs, ads apart."""
        return self.fee + self.product + self.shipping + self.rights + self.other

    @property
    def total(self) -> int:
        """All-in cost of the programme."""
        shared = self.hours * self.hour_cost + self.tools + self.ads
        return int(self.by_collaboration.sum() + self.overhead.sum()) + shared


def agree_costs(parameters: Parameters, seed: int, cast: Cast, sparks: Sparks, incremental_share: float) -> Costs:
    """Fees by tier with log-normal noise, then one price level for the whole market.

    The price level makes the *expected* ROI of the programme equal to a draw from `planned_roi` (kept within a
    factor of three either way): a market in which prices have something to do with worth, and creators differ widely.
    """
    rng = stream(seed, "costs")
    collaborations, creators = cast.collaborations, cast.creators
    n, n_creators = len(collaborations), len(creators)
    n_posts = np.bincount(cast.posts.collaboration, minlength=n)
    ask = np.exp(0.35 * rng.standard_normal(n_creators))
    base = np.asarray(FEE_PER_POST)[creators.tier] * np.asarray(TYPE_FACTOR)[creators.collaboration] * ask
    fee = base[collaborations.creator] * n_posts**0.92 * np.exp(0.1 * rng.standard_normal(n))
    boosted = np.isin(np.arange(n), cast.posts.collaboration[sparks.post])
    rights = fee * rng.uniform(0.12, 0.30, n) * (boosted | (rng.random(n) < 0.15))
    product = np.round(rng.uniform(900, 3_200, n) * (1 + 0.4 * n_posts)).astype(np.int64)
    shipping = np.round(rng.uniform(490, 1_290, n)).astype(np.int64)
    other = np.where(rng.random(n) < 0.08, np.round(rng.uniform(3_000, 18_000, n)), 0).astype(np.int64)
    scale = parameters.scale
    margin = scale.orders_per_day * scale.n_days * incremental_share * NET_ORDER_VALUE * parameters.gross_margin_rate
    overhead = np.full(len(cast.campaigns), round(100 * 0.05 * margin / len(cast.campaigns), -2)).astype(np.int64)
    hours = max(4, round(0.04 * margin / (HOUR_COST_CENTS / 100)))
    tools = 100 * max(30, round(0.008 * margin))
    ads = int(sparks.spend_cents.sum())
    fixed = (int((product + shipping + other).sum() + overhead.sum()) + hours * HOUR_COST_CENTS + tools + ads) / 100
    planned_roi = float(rng.normal(*parameters.planned_roi))
    level = (margin / (1 + max(planned_roi, -0.6)) - fixed) / float((fee + rights).sum())
    level = float(np.clip(level, money_scale(parameters) / 3, money_scale(parameters) * 3))
    return Costs(
        fee=(np.maximum(np.round(fee * level / 5), 4) * 500).astype(np.int64),
        product=product,
        shipping=shipping,
        rights=(np.round(rights * level / 5) * 500).astype(np.int64),
        other=other,
        overhead=overhead,
        hours=hours,
        hour_cost=HOUR_COST_CENTS,
        tools=tools,
        ads=ads,
    )
