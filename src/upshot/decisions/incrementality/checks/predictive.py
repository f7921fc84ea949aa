"""Posterior predictive checks: whether the fitted model makes histories like the one that happened.

Each statistic is compared draw by draw, T(what came, θ) beside T(a replicate, θ), so that it may depend on the
parameters. The data are used twice, which makes the checks shy: they alarm less often than their level says.

Source: Gelman, Meng, Stern (1996), Posterior predictive assessment of model fitness via realized discrepancies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.fft import next_fast_len
from scipy.special import stdtr

from upshot.decisions.incrementality.checks.glance import Glance
from upshot.decisions.incrementality.checks.replicates import (
    region_shares,
    replicate_orders,
    replicate_regions,
    replicate_signals,
)
from upshot.decisions.incrementality.model import Array, Check

ALARM_LEVEL = 0.025  # for all predictive checks together (Bonferroni); they are shy, so that fewer alarm
N_ROUNDS = 6  # replicates of the orders per draw
FEWEST_BEYOND = 5  # replicates; a rarer observation is judged by the tail of a Student-t through all of them
TAIL_FREEDOM = 15.0
MONTH = 28  # lags
MOST_COUNTS = 5_000_000  # tracked counts drawn per round

Statistic = Callable[[Array], Array]  # (n_bins, n_draws) orders → (n_draws,)


def check_predictions(glance: Glance, rng: np.random.Generator) -> tuple[Check, ...]:
    """All predictive checks of a fit; which of them alarm is settled among them."""
    found = [*_of_orders(glance, rng), *_of_signals(glance, rng), *_of_regions(glance, rng)]
    level = ALARM_LEVEL / max(1, len(found))
    return tuple(
        Check(name, observed, expected, p_value, is_alarming=p_value < level)
        for name, observed, expected, p_value in found
    )


Finding = tuple[str, float, tuple[float, float, float], float]


def _of_orders(glance: Glance, rng: np.random.Generator) -> Iterator[Finding]:
    statistics = _statistics(glance)
    observed = {name: np.tile(of(np.repeat(glance.orders[:, None], glance.n_draws, axis=1)), N_ROUNDS)
                for name, of in statistics.items()}  # fmt: skip
    replicated: dict[str, list[Array]] = {name: [] for name in statistics}
    for _ in range(N_ROUNDS):
        orders = replicate_orders(glance, rng)
        for name, of in statistics.items():
            replicated[name].append(of(orders))
    for name, values in replicated.items():
        yield compare(name, observed[name], np.concatenate(values))


def _statistics(glance: Glance) -> dict[str, Statistic]:
    """What is looked at, by name; all but the event days and empty days are relative to what was expected."""
    n_bins, is_daily = len(glance.orders), glance.is_daily
    level = glance.mean.mean(axis=0)

    def residual(orders: Array) -> Array:
        scaled: Array = (orders - glance.mean) / glance.sd
        return scaled

    found: dict[str, Statistic] = {
        "largest_day" if is_daily else "largest_week": lambda y: (y - glance.mean).max(axis=0),
        "days_without_orders" if is_daily else "weeks_without_orders": lambda y: (y < 0.5).mean(axis=0),
    }
    if is_daily and n_bins > 2 * MONTH:
        weeks = np.arange(0, n_bins - 6, 7)
        found["weekly_scatter"] = lambda y: _spread(np.add.reduceat(y - glance.mean, weeks, axis=0)[:-1]) / level / 7
        found["memory_day"] = lambda y: _autocorrelation(residual(y), 1)
        found["memory_week"] = lambda y: _autocorrelation(residual(y), 7)
        found["memory_month"] = lambda y: _portmanteau(residual(y), glance.memory)
    elif n_bins >= 8:
        found["weekly_scatter"] = lambda y: _spread(y - glance.mean) / level
        found["memory_week"] = lambda y: _autocorrelation(residual(y), 1)
    during = _event_bins(glance)
    if during.any() and not during.all():
        found["orders_on_event_days"] = lambda y: y[during].sum(axis=0)
    return found


def _event_bins(glance: Glance) -> NDArray[np.bool_]:
    """(n_bins,) true where a known event runs."""
    events = glance.density.data.history.events
    if events is None or not events.size:
        return np.zeros(len(glance.orders), dtype=bool)
    running: NDArray[np.bool_] = glance.binned(events.max(axis=0)) > 0
    return running


def _spread(deviation: Array) -> Array:
    """(n_draws,) root mean square over the rows."""
    root: Array = np.sqrt((deviation**2).mean(axis=0))
    return root


def _autocorrelation(residual: Array, lag: int) -> Array:
    """(n_draws,) around zero, which is where residuals belong."""
    products = (residual[lag:] * residual[:-lag]).mean(axis=0)
    correlation: Array = products / np.maximum((residual**2).mean(axis=0), 1e-12)
    return correlation


def _portmanteau(residual: Array, memory: Array) -> Array:
    """(n_draws,) Σ n·ρ² over MONTH lags of what the AR(1) leaves; about MONTH where nothing is left (Box, Pierce)."""
    innovation = residual[1:] - memory * residual[:-1]
    n = len(innovation)
    spectrum = np.fft.rfft(innovation - innovation.mean(axis=0), n=next_fast_len(n + MONTH), axis=0)
    products = np.fft.irfft(np.abs(spectrum) ** 2, n=next_fast_len(n + MONTH), axis=0)[: MONTH + 1]
    statistic: Array = n * ((products[1:] / np.maximum(products[0], 1e-12)) ** 2).sum(axis=0)
    return statistic


def _of_signals(glance: Glance, rng: np.random.Generator) -> Iterator[Finding]:
    signals = glance.density.data.signals
    if not signals.names:
        return
    some = thinned(glance, max(50, MOST_COUNTS // len(signals.counts)))
    counts = replicate_signals(some, rng)
    for number, name in enumerate(signals.names):
        own = signals.cell_signal == number
        seen, made = signals.counts[own], counts[own]
        yield compare(f"tracked_total_{name}", np.full(some.n_draws, seen.sum()), made.sum(axis=0))
        yield compare(f"tracked_largest_{name}", np.full(some.n_draws, seen.max()), made.max(axis=0))


def _of_regions(glance: Glance, rng: np.random.Generator) -> Iterator[Finding]:
    """Whether a week's split over regions goes wrong as the week before did: a mix that moves faster than its trend."""
    regions = glance.density.data.regions
    if regions is None or len(regions.counts) < 8:
        return
    shares, n_weekly = region_shares(glance), regions.counts.sum(axis=1)[:, None, None]
    sd = np.sqrt(np.maximum(n_weekly, 1.0) * shares * (1 - shares)) + 1e-9

    def memory(counts: Array) -> Array:
        residual = (counts - n_weekly * shares) / sd
        found: Array = (residual[1:] * residual[:-1]).mean(axis=(0, 1)) / (residual**2).mean(axis=(0, 1))
        return found

    yield compare("memory_regions", memory(regions.counts[:, :, None]), memory(replicate_regions(glance, rng)))


def thinned(glance: Glance, n_draws: int) -> Glance:
    """At most `n_draws` of its draws."""
    if glance.n_draws <= n_draws:
        return glance
    kept = np.linspace(0, glance.n_draws - 1, n_draws).astype(int)
    cut = {name: value[..., kept] for name, value in vars(glance).items() if name != "density"}
    return Glance(density=glance.density, **cut)


def compare(name: str, observed: Array, replicated: Array) -> Finding:
    """A statistic, (n,) of what came and (n,) of the replicates, pair by pair; two-sided p-value."""
    low, middle, high = np.quantile(replicated, (0.05, 0.5, 0.95))
    above, below = (replicated > observed).mean(), (replicated < observed).mean()
    tie = 1 - above - below
    p_value = min(1.0, 2 * float(min(above, below) + tie / 2))
    if p_value * len(observed) < 2 * FEWEST_BEYOND:
        p_value = _tail(observed, replicated)
    return name, float(np.median(observed)), (float(low), float(middle), float(high)), p_value


def _tail(observed: Array, replicated: Array) -> float:
    """What is too rare to be counted: how many sds off, on the log scale where nothing is negative."""
    if min(observed.min(), replicated.min()) >= 0:
        observed, replicated = np.log1p(observed), np.log1p(replicated)
    difference = observed - replicated
    sd = float(difference.std())
    z = abs(float(difference.mean())) / max(sd, 1e-9)
    return float(min(2 * FEWEST_BEYOND / len(observed), 2 * stdtr(TAIL_FREEDOM, -z)))
