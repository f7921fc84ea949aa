"""The total under other assumptions: priors made stronger or weaker, tests or a signal left out.

Priors and tests by reweighting the draws: a prior raised to the power α has log weights (α − 1) · log prior. Pareto
smoothed; where the weights rest on too few draws (Pareto k) the alternative says so. A left-out signal moves too much
for that: `without.py` works it out from mode and curvature.

Source: Kallioinen, Paananen, Bürkner, Vehtari (2024), Detecting and diagnosing prior and likelihood sensitivity with
power-scaling; Vehtari, Simpson, Gelman, Yao, Gabry (2024), Pareto smoothed importance sampling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from upshot.decisions.incrementality.checks.without import QuickRefit, drop_signal
from upshot.decisions.incrementality.model import Alternative, Array
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.fit import Fit
from upshot.decisions.incrementality.response.layout import blocks
from upshot.decisions.incrementality.response.priors import Priors

POWERS = {"prior_weaker": 0.5, "prior_stronger": 2.0}
MOST_DRAWS = 2_000
FEWEST_DRAWS = 100.0  # effective, behind reweighted quantiles


def find_alternatives(fit: Fit) -> tuple[Alternative, ...]:
    """All of them, in the order: priors, lift tests, signals one by one, regions."""
    density, flat = fit.density, fit.flat
    x = np.ascontiguousarray(flat[np.linspace(0, len(flat) - 1, min(len(flat), MOST_DRAWS)).astype(int)].T)
    totals = density.post_orders(x).sum(axis=0)
    found = [
        reweighted(name, subject, totals, (power - 1) * log_prior)
        for subject, log_prior in _priors(density, x)
        for name, power in POWERS.items()
    ]
    return (*found, *_left_out(fit, x, totals))


def _left_out(fit: Fit, x: Array, totals: Array) -> Iterator[Alternative]:
    data = fit.density.data
    if not data.tests and not data.signals.names and not data.regions:
        return
    refit = QuickRefit(fit, totals)
    if data.tests:
        lighter = reweighted("without_tests", "lift_tests", totals, -_of_tests(fit.density, x))
        quick = replace(data, tests=())
        yield lighter if lighter.is_reliable else refit.without(quick, "without_tests", "lift_tests")
    for number, name in enumerate(data.signals.names):
        yield refit.without(drop_signal(data, number), "without_signal", name)
    if data.regions:
        unsplit = replace(data.regions, counts=np.zeros_like(data.regions.counts))
        yield refit.without(replace(data, regions=unsplit), "without_signal", "regions")


def _priors(density: ResponseDensity, x: Array) -> Iterator[tuple[str, Array]]:
    """Subject and (n_draws,) log prior density of what carries the answer."""
    at, data = density.at, density.data
    of_block = {name: (n, prior) for name, n, prior in blocks(data)}

    def log_prior(name: str) -> Array:
        n, prior = of_block[name]
        alone = Priors([(slice(0, n), prior)]) if prior else Priors([])
        return alone.value(x[at[name]], np.zeros((n, x.shape[1])))

    yield "share_of_orders", log_prior("effect_mean")
    if data.signals.names:
        captures = [log_prior(f"capture_{number}") for number in range(len(data.signals.names))]
        yield "capture_rates", np.sum(captures, axis=0)
    if data.paid.sum() > 0:
        yield "paid_view_worth", log_prior("log_paid_worth")
    yield "trend", log_prior("log_trend_sd")
    yield "waiting_times", log_prior("kernel")


def _of_tests(density: ResponseDensity, x: Array) -> Array:
    """(n_draws,) log likelihood of the lift tests."""
    size, kernels = np.exp(density.log_size(x)), density.kernels(x)
    log_density = np.zeros(x.shape[1])
    for test in density.data.tests:
        measured = ((test.reach @ size) * kernels).sum(axis=0)
        log_density -= 0.5 * ((test.orders - measured) / test.standard_error) ** 2
    return log_density


def reweighted(name: str, subject: str, totals: Array, log_weights: Array) -> Alternative:
    """The total's quantiles under other weights; reliable while Pareto k and the effective sample allow it."""
    from arviz_stats.base.array import array_stats  # noqa: PLC0415 (loaded by the fit already)

    if np.ptp(log_weights) < 1e-9:
        return _alternative(name, subject, totals, np.full(len(totals), 1 / len(totals)), is_reliable=True)
    psislw: Any = array_stats.psislw
    smoothed, k = psislw(log_weights.max() - log_weights)  # it wants minus the log weights
    weights = np.exp(smoothed - smoothed.max())
    weights /= weights.sum()
    allowed = min(0.7, 1 - 1 / np.log10(len(totals)))
    is_reliable = bool(k < allowed and 1 / (weights**2).sum() >= FEWEST_DRAWS)
    return _alternative(name, subject, totals, weights, is_reliable=is_reliable)


def _alternative(name: str, subject: str, totals: Array, weights: Array, *, is_reliable: bool) -> Alternative:
    low, middle, high = np.quantile(totals, (0.05, 0.5, 0.95), weights=weights, method="inverted_cdf")
    change = (float(middle) - float(np.median(totals))) / max(float(totals.std()), 1e-12)
    return Alternative(name, subject, (float(low), float(middle), float(high)), change, is_reliable)
