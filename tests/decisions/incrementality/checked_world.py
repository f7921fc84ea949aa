"""One well-specified small brand and its fit, shared by the tests of the checks; and ways to spoil its history."""

from dataclasses import replace
from functools import cache

import numpy as np

from upshot.decisions.incrementality.checks.glance import Glance, glance_at
from upshot.decisions.incrementality.model import LiftTest, ProgrammeHistory
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import Fit, fit_response
from upshot.worlds.cases import Scale
from upshot.worlds.history import simulate_history

SMALL = Scale(n_creators=5, n_posts=18, n_days=160, orders_per_day=50.0, n_campaigns=3)


def history_of(case: str, seed: int, scale: Scale = SMALL) -> ProgrammeHistory:
    """A simulated brand as the estimate takes it."""
    found, _ = simulate_history(case, seed, scale=scale)
    tests = tuple(LiftTest(**vars(test)) for test in found.lift_tests)
    return ProgrammeHistory(**{**vars(found), "lift_tests": tests})


@cache
def fitted() -> tuple[Fit, np.ndarray]:
    """The fit of a well-behaved brand and 600 of its draws, (n_parameters, n_draws)."""
    fit = fit_response(response_data(history_of("base", 5)), seed=1)
    chosen = np.linspace(0, len(fit.flat) - 1, 600).astype(int)
    return fit, np.ascontiguousarray(fit.flat[chosen].T)


def glance(orders: np.ndarray | None = None, **of_signals: np.ndarray) -> Glance:
    """The fit looking at its own history, or at other orders or counts than those that it was fitted to."""
    fit, x = fitted()
    data = fit.density.data
    signals = replace(data.signals, **of_signals) if of_signals else data.signals
    changed = replace(data, orders=data.orders if orders is None else orders, signals=signals)
    return glance_at(ResponseDensity(changed), x)


def own_orders() -> np.ndarray:
    """(n_days,) the orders that were fitted."""
    return fitted()[0].density.data.orders.copy()
