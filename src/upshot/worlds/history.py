"""A world as daily arrays, in memory: the short way for statistics benchmarks, without files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from upshot.worlds import brand
from upshot.worlds.cases import Scale
from upshot.worlds.cast import COLLABORATION_TYPES, TIERS
from upshot.worlds.streams import Floats, Ints
from upshot.worlds.truth import Truth, true_effects
from upshot.worlds.world import World, simulate_world


@dataclass(frozen=True)
class HistoryLiftTest:
    """One experiment, with the field names of `decisions.incrementality.model.LiftTest`."""

    name: str
    starts_on: date
    ends_on: date
    creators: tuple[str, ...]
    incremental_orders: float
    standard_error: float


@dataclass(frozen=True)
class WorldHistory:
    """The field names and shapes of `decisions.incrementality.model.ProgrammeHistory`.

    Rooms on one floor do not import each other; `ProgrammeHistory(**vars(history))` works, lift tests likewise.
    """

    days: tuple[date, ...]
    orders: Floats
    views: Floats
    views_paid: Floats
    post_ids: tuple[str, ...]
    post_creator: Ints
    creators: tuple[str, ...]
    tracked_orders: dict[str, Floats]
    events: Floats | None
    event_names: tuple[str, ...]
    other_media: Floats | None
    lift_tests: tuple[HistoryLiftTest, ...]
    creator_tiers: tuple[str, ...]
    creator_collaborations: tuple[str, ...]
    regions: tuple[str, ...]
    orders_by_region: Floats | None
    creator_regions: Floats | None


def simulate_history(case: str, seed: int, *, scale: Scale | None = None) -> tuple[WorldHistory, Truth]:
    """The daily history of a world, as a perfect import would give it, and its truth.

    The views are the true daily ones, not reconstructed from readings; all the rest is what the files say.
    """
    world = simulate_world(case, seed, scale=scale)
    return history_of(world), true_effects(world)


def history_of(world: World) -> WorldHistory:
    """The daily arrays of `world`: what its files say, and nothing that they do not."""
    scale = world.parameters.scale
    traces = world.orders.traces
    logged = [event for event in world.demand.events if event.is_logged]
    logged = [event for event in logged if event.starts < scale.n_days and event.ends >= 0]
    days = np.arange(scale.n_days)
    events = np.array([(days >= event.starts) & (days <= event.ends) for event in logged], dtype=np.float64)
    return WorldHistory(
        days=world.days,
        orders=world.orders_by_day.astype(np.float64),
        views=world.views.astype(np.float64),
        views_paid=world.sparks.paid_by_day.astype(np.float64),
        post_ids=tuple(map(str, world.cast.posts.post_id)),
        post_creator=world.cast.posts.creator,
        creators=world.cast.creators.handles,
        tracked_orders={
            "code": _tracked(world, traces.code),
            "link": _tracked(world, traces.link),
            "survey": _tracked(world, traces.survey_creator),
        },
        events=events if logged else None,
        event_names=tuple(event.name for event in logged),
        other_media=world.demand.media_cents / 100,
        lift_tests=tuple(
            HistoryLiftTest(
                test.name,
                world.day(test.starts),
                world.day(test.ends),
                (),
                test.incremental_orders,
                test.standard_error,
            )
            for test in world.lift_tests
        ),
        creator_tiers=tuple(TIERS[tier] for tier in world.cast.creators.tier),
        creator_collaborations=tuple(COLLABORATION_TYPES[kind] for kind in world.cast.creators.collaboration),
        regions=brand.COUNTRIES,
        orders_by_region=_by_country(world),
        creator_regions=np.array(
            [[float(country == own) for country in brand.COUNTRIES] for own in world.cast.creators.country]
        ),
    )


def _by_country(world: World) -> Floats:
    """(n_countries, n_days) counted orders."""
    n_days, n_countries = world.parameters.scale.n_days, len(brand.COUNTRIES)
    cells = (world.orders.country * n_days + world.orders.arrivals.day)[world.orders.counted]
    return np.bincount(cells, minlength=n_countries * n_days).reshape(n_countries, n_days).astype(np.float64)


def _tracked(world: World, creator: Ints) -> Floats:
    """Counted orders per creator and day that carry one kind of trace."""
    n_days, n_creators = world.parameters.scale.n_days, len(world.cast.creators)
    chosen = (creator >= 0) & world.orders.counted
    cells = creator[chosen] * n_days + world.orders.arrivals.day[chosen]
    return np.bincount(cells, minlength=n_creators * n_days).reshape(n_creators, n_days).astype(np.float64)
