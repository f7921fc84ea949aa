"""One experiment that the brand ran: a geo test over most of a campaign, with an honest standard error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.cases import Parameters
from upshot.worlds.cast import Cast
from upshot.worlds.demand import Demand
from upshot.worlds.orders import Orders
from upshot.worlds.streams import stream


@dataclass(frozen=True)
class MeasuredLift:
    """Incremental orders of the whole programme between two days (both included), as the test measured them."""

    name: str
    kind: str
    starts: int
    ends: int
    incremental_orders: float
    standard_error: float
    true_orders: int  # truth, kept out of the sheet


def measure_lift(
    parameters: Parameters, seed: int, cast: Cast, demand: Demand, orders: Orders
) -> tuple[MeasuredLift, ...]:
    """Measure the second campaign (the only one, if there is one) from its start to four weeks later.

    The error is normal with a standard error of 20 % of what the base case would expect there, also where the truth
    is zero: a test does not know.
    """
    rng = stream(seed, "lift test")
    campaign = min(1, len(cast.campaigns) - 1)
    start = int(cast.campaigns.starts[campaign])
    end = min(start + 27, parameters.scale.n_days - 1)
    day, origin = orders.arrivals.day, orders.arrivals.origin
    truth = int(np.sum((origin >= 0) & orders.counted & (day >= start) & (day <= end)))
    expected = float(demand.plain[:, start : end + 1].sum())
    error = max(parameters.lift_test_relative_error * expected, 1.0)
    measured = truth + error * float(rng.standard_normal())
    name = f"Test géographique {cast.campaigns.names[campaign]}"
    return (MeasuredLift(name, "geo", start, end, round(measured, 1), round(error, 1), truth),)
