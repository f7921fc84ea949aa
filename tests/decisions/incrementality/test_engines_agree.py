"""The two engines: one posterior, written twice. What needs NumPyro is skipped where the extra is absent."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache

import numpy as np
import pytest
from scipy.stats import norm

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_regions import with_regions
from upshot.decisions.incrementality import estimate_incremental
from upshot.decisions.incrementality.response.convergence import reported_quantities
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.engines import fit_with
from upshot.decisions.incrementality.response.start import starting_point
from upshot.errors import MissingExtra, UnknownName
from upshot.surfaces.wording import Words

HAS_NUMPYRO = importlib.util.find_spec("numpyro") is not None
with_numpyro = pytest.mark.skipif(not HAS_NUMPYRO, reason='needs the extra "bayes": pip install "upshot[bayes]"')
WORLDS = {
    "all signals, leaks and a test": {"n_days": 120, "n_creators": 5, "leaking": 1, "with_lift_test": True},
    "no signals": {"n_days": 120, "n_creators": 4, "with_signals": False},
    "weeks, because days are few orders": {"n_days": 150, "n_creators": 3, "orders_a_day": 2.0},
    "orders by country": {"n_days": 120, "n_creators": 4, "in_countries": True},
}
BETALN_ERROR = 1e-6  # of JAX's log beta function near 10, per tracked cell (measured: 4e-7)
FALSE_ALARMS = 0.001  # per world, all quantities together
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


@cache
def data_of(name):
    shape = dict(WORLDS[name])
    in_countries = shape.pop("in_countries", False)
    world = small_world(3, posts_each=3.0, **shape)
    return response_data(with_regions(world) if in_countries else world.history)


def theirs(data, points):
    """Their log density at `points` (n_parameters, n_points), and its gradient at the first."""
    import jax
    import numpyro

    from upshot.decisions.incrementality.response.numpyro_engine import potential

    numpyro.enable_x64()
    minus = potential(data, ResponseDensity(data).at)
    values = np.array([-float(minus(point)) for point in points.T])
    return values, -np.asarray(jax.grad(minus)(points[:, 0]))


def random_points(density, n):
    noise = np.random.default_rng(0).standard_normal((density.at.size, n))
    return starting_point(density)[:, None] + 0.5 * noise


@with_numpyro
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", WORLDS)
def test_the_two_densities_differ_by_a_constant_and_their_gradients_not_at_all(name):
    data = data_of(name)
    density = ResponseDensity(data)
    points = random_points(density, 8)
    ours, our_gradient = density(points)
    values, gradient = theirs(data, points)
    assert np.ptp(ours) > 10  # the points are far apart
    assert np.ptp(values - ours) < 1e-8 + BETALN_ERROR * len(data.signals.counts)
    assert gradient == pytest.approx(our_gradient[:, 0], abs=1e-7 + 10 * BETALN_ERROR * len(data.signals.counts))


@with_numpyro
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("part", ["effect_mean", "log_post_sd", "creator", "level", "log_tail"])
def test_a_wrong_density_would_be_noticed(part):
    """The negative control: ours with one prior moved by a twentieth of its parameter's value."""
    data = data_of("no signals")
    density = ResponseDensity(data)
    points = random_points(density, 8)
    moved = points.copy()
    moved[density.at[part]] *= 1.05
    assert np.ptp(theirs(data, points)[0] - density(moved)[0]) > 1e-3


@with_numpyro
@pytest.mark.slow
@pytest.mark.timeout(3_000)
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", ["all signals, leaks and a test", "no signals"])
def test_every_reported_quantity_agrees_within_monte_carlo_error(name):
    data = data_of(name)
    ours, heavy = (fit_with(engine, data, seed=5) for engine in ("upshot", "numpyro"))
    assert ours.convergence.is_good
    assert heavy.convergence.is_good
    z = np.concatenate([differences(ours, heavy, p) for p in (None, *PROBABILITIES)])
    limit = norm.isf(FALSE_ALARMS / (2 * len(z)))
    print(f"{name}: {len(z)} comparisons, largest |z| {np.abs(z).max():.2f} of {limit:.2f}, sd {z.std():.2f}")  # noqa: T201
    assert np.abs(z).max() < limit
    assert z.std() < 1.25  # correlated, so not exactly 1; a systematic difference would show here first


def differences(a, b, probability):
    """(n_quantities,) difference of means (None) or of quantiles, in Monte Carlo standard errors."""
    values, errors = zip(*(summary(fit, probability) for fit in (a, b)), strict=True)
    return (values[0] - values[1]) / np.hypot(*errors)


def summary(fit, probability):
    from arviz_stats.base import array_stats

    draws = np.stack([reported_quantities(fit.density, chain.T).T for chain in fit.draws])
    axes = {"chain_axis": 0, "draw_axis": 1}
    if probability is None:
        return draws.mean(axis=(0, 1)), array_stats.mcse(draws, method="mean", **axes)
    value = np.quantile(draws, probability, axis=(0, 1))
    return value, array_stats.mcse(draws, method="quantile", prob=probability, **axes)


@pytest.mark.parametrize(("language", "says"), [("en", 'pip install "upshot[bayes]"'), ("fr", "n'est pas installé")])
def test_without_the_extra_the_heavy_engine_says_how_to_get_it(monkeypatch, language, says):
    monkeypatch.setitem(sys.modules, "jax", None)
    monkeypatch.delitem(sys.modules, "upshot.decisions.incrementality.response.numpyro_engine", raising=False)
    monkeypatch.delitem(sys.modules, "upshot.decisions.incrementality.response.numpyro_model", raising=False)
    with pytest.raises(MissingExtra) as caught:
        estimate_incremental(data_of("no signals").history, engine="numpyro")
    assert says in Words(language).error(caught.value)


@pytest.mark.parametrize(("language", "says"), [("en", "upshot, numpyro"), ("fr", "Sont admis")])
def test_an_engine_nobody_knows_is_refused_by_name(language, says):
    with pytest.raises(UnknownName) as caught:
        fit_with("stan", data_of("no signals"), seed=1)
    assert says in Words(language).error(caught.value)
