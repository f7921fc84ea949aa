"""What one more post of every creator would really bring: the truth that a budget is judged by."""

from __future__ import annotations

import numpy as np

from upshot.worlds.attention import usual_views
from upshot.worlds.demand import VIEWS_UNIT
from upshot.worlds.streams import Floats
from upshot.worlds.world import World


def next_post_orders(world: World) -> Floats:
    """(n_creators,) expected orders of one more ordinary post without ads, over its whole life.

    E[scale · exp(θ + σ z) · (V ÷ unit)^γ] with z normal and V log-normal around the creator's usual views; no post goes
    viral, nothing is won in other channels.
    """
    parameters = world.parameters
    level, spread, _ = usual_views(parameters, world.seed, world.cast)
    power = parameters.concavity
    raised = np.exp(power * level * np.log(10) + 0.5 * (power * spread * np.log(10)) ** 2) / VIEWS_UNIT**power
    pull = np.exp(world.demand.creator_effect + 0.5 * parameters.sigma_post**2)
    orders: Floats = world.demand.scale * parameters.effect_multiplier * pull * raised
    return orders
