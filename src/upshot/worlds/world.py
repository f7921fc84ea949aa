"""One simulated brand, whole: what happened, and what nobody outside the world can see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from upshot.worlds import brand
from upshot.worlds.attention import Attention, Sparks, boost_posts, gather_views
from upshot.worlds.cases import Parameters, Scale, find_case
from upshot.worlds.cast import Cast, cast_world
from upshot.worlds.costs import Costs, agree_costs
from upshot.worlds.demand import Demand, imagine_demand
from upshot.worlds.lift import MeasuredLift, measure_lift
from upshot.worlds.orders import Orders, arrive, place_orders
from upshot.worlds.streams import Floats, Ints
from upshot.worlds.visits import Visits, record_visits


@dataclass(frozen=True, eq=False, repr=False)
class World:
    """A brand and its truth; every array is in local days from `parameters.first_day`."""

    case: str
    seed: int
    parameters: Parameters
    cast: Cast
    attention: Attention
    sparks: Sparks
    demand: Demand
    orders: Orders
    costs: Costs
    visits: Visits
    lift_tests: tuple[MeasuredLift, ...]

    def __repr__(self) -> str:
        return f"World({self.case!r}, seed={self.seed})"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the world, oldest first."""
        return tuple(self.day(index) for index in range(self.parameters.scale.n_days))

    def day(self, index: int) -> date:
        """The date of a day index; indices past the world's end are dates too."""
        return self.parameters.first_day + timedelta(days=int(index))

    @property
    def exported_at(self) -> datetime:
        """When the files were exported: six in the morning after the last day."""
        last = self.day(self.parameters.scale.n_days)
        return datetime.combine(last, time(6), tzinfo=ZoneInfo(brand.TIME_ZONE))

    @property
    def views(self) -> Ints:
        """(n_posts, n_days) views gained per day, organic and paid."""
        return self.attention.organic_by_day + self.sparks.paid_by_day

    @property
    def incremental_by_post_day(self) -> Ints:
        """(n_posts, n_days) counted orders in the shop that each post really caused."""
        n_days = self.parameters.scale.n_days
        origin, day = self.orders.arrivals.origin, self.orders.arrivals.day
        chosen = (origin >= 0) & self.orders.counted
        cells = np.bincount(origin[chosen] * n_days + day[chosen], minlength=len(self.cast.posts) * n_days)
        return cells.reshape(len(self.cast.posts), n_days).astype(np.int64)

    @property
    def orders_by_day(self) -> Ints:
        """(n_days,) counted orders."""
        day = self.orders.arrivals.day[self.orders.counted]
        return np.bincount(day, minlength=self.parameters.scale.n_days).astype(np.int64)

    def by_creator(self, per_post: Floats | Ints) -> Floats:
        """Sum a quantity of posts over each creator's posts."""
        sums = np.bincount(self.cast.posts.creator, weights=per_post, minlength=len(self.cast.creators))
        return sums.astype(np.float64)

    @property
    def ad_cents_by_post(self) -> Ints:
        """(n_posts,) ad spend in cents."""
        post = self.sparks.post[self.sparks.row_ad]
        spend = np.bincount(post, weights=self.sparks.spend_cents, minlength=len(self.cast.posts))
        return spend.astype(np.int64)


def simulate_world(case: str, seed: int, *, scale: Scale | None = None) -> World:
    """Simulate a brand: the same case, seed and scale give the same world, byte for byte.

    Parameters
    ----------
    case : a name of `CASES`
    seed : 0 or more
    scale : another size than the case's own, for benchmarks

    Raises
    ------
    UnknownName : `unknown_world_case`
    InvalidInput : `world_seed_out_of_range`, `world_size_out_of_range`
    """
    parameters = find_case(case).parameters(scale)
    parameters.scale.check()
    cast = cast_world(parameters, seed)
    attention = gather_views(parameters, seed, cast)
    sparks = boost_posts(parameters, seed, cast, attention)
    demand = imagine_demand(parameters, seed, cast, attention, sparks)
    costs = agree_costs(parameters, seed, cast, sparks, demand.incremental_share)
    paid_share = _paid_share(attention.organic_by_day, sparks.paid_by_day)
    orders = place_orders(parameters, seed, cast, demand, arrive(parameters, seed, demand), paid_share)
    visits = record_visits(parameters, seed, cast, attention, sparks, orders)
    lift = measure_lift(parameters, seed, cast, demand, orders)
    return World(case, seed, parameters, cast, attention, sparks, demand, orders, costs, visits, lift)


def _paid_share(organic: Ints, paid: Ints) -> Floats:
    """(n_posts, n_days) paid part of a post's views so far; 0 before it is out."""
    so_far = np.cumsum(paid, axis=1)
    return np.asarray(so_far / np.maximum(so_far + np.cumsum(organic, axis=1), 1), dtype=np.float64)
