"""A public mix-model set whose truth is known: what Upshot's models make of it (`docs/public-truths.md`).

131 weeks of sales, two channels, and a third thing, z, that drives both sales and spend on the first channel
(PyMC-Marketing's case study of unobserved confounders). The other set with a known truth, CausalPy's Denmark, is an
experiment: `tests/decisions/experiments/test_geo_test.py`. Every fit here is of weeks in the place of days: a channel
is a creator, a week's spend is a post.
"""

from __future__ import annotations

import csv
from datetime import date

import numpy as np
import pytest

from upshot.decisions.incrementality import LiftTest, ProgrammeHistory
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.fit import fit_response
from upshot.decisions.proof.mix_model import mix_model_orders

pytestmark = pytest.mark.shared_data
TRUTH = {"x1": 93.39, "x2": 171.41}  # published: what a unit of spend brought
WITHOUT = {"x1": "y01", "x2": "y02"}  # sales had the channel not been there
CENTS = 100.0  # sales counted in hundredths: the model's counting noise is then next to nothing, as in this set
VIEWS = 1e5  # one unit of spend
TESTED_WEEKS = (slice(26, 36), slice(80, 90))


@pytest.fixture(scope="module")
def columns(shared_data):
    rows = list(csv.DictReader((shared_data / "mmm_lift" / "pymc_mmm_roas_confounded.csv").open()))
    found = {name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name != "date"}
    return found | {"days": tuple(date.fromisoformat(row["date"]) for row in rows)}


def season(days):
    angle = 2 * np.pi * np.array([day.timetuple().tm_yday for day in days]) / 365.25
    return np.array([wave(k * angle) for k in (1, 2) for wave in (np.sin, np.cos)])


def lift_tests(columns):
    """Two of ten weeks on each channel, with the true effect and a standard error of a tenth of it."""
    for name, without in WITHOUT.items():
        for weeks in TESTED_WEEKS:
            effect = (columns["y"] - columns[without])[weeks].sum() * CENTS
            days = columns["days"][weeks]
            yield LiftTest(f"{name}-{weeks.start}", days[0], days[-1], (name,), effect, 0.1 * effect)


def history(columns, *, knows_z, has_tests):
    n = len(columns["days"])
    spend = VIEWS * np.concatenate([np.diag(columns[name]) for name in TRUTH])
    known = [season(columns["days"]), *([columns["z"][None]] if knows_z else [])]
    return ProgrammeHistory(
        days=columns["days"],
        orders=columns["y"] * CENTS,
        views=spend,
        views_paid=np.zeros_like(spend),
        post_ids=tuple(f"{name}-{week}" for name in TRUTH for week in range(n)),
        post_creator=np.repeat([0, 1], n),
        creators=tuple(TRUTH),
        events=np.vstack(known),
        lift_tests=tuple(lift_tests(columns)) if has_tests else (),
    )


_KEPT: dict[tuple[bool, bool], dict[str, np.ndarray]] = {}


def roas(columns, *, knows_z, has_tests):
    """Name → 5 %, 50 % and 95 % of what a unit of spend brought."""
    key = (knows_z, has_tests)
    if key not in _KEPT:
        fit = fit_response(response_data(history(columns, knows_z=knows_z, has_tests=has_tests)), seed=1)
        density = fit.density
        orders = density.per_creator @ density.post_orders(np.ascontiguousarray(fit.flat.T))
        bounds = np.quantile(orders / CENTS, (0.05, 0.5, 0.95), axis=1).T
        _KEPT[key] = {name: row / columns[name].sum() for name, row in zip(TRUTH, bounds, strict=True)}
        print(key, {name: row.round(1).tolist() for name, row in _KEPT[key].items()})  # noqa: T201
    return _KEPT[key]


def by_mix_model(columns, name, *, knows_z):
    """The proof's mix model: one channel at a time, the other among the controls."""
    other = next(each for each in TRUTH if each != name)
    known = [season(columns["days"]), *([columns["z"][None]] if knows_z else [])]
    one = ProgrammeHistory(
        days=columns["days"],
        orders=columns["y"] * CENTS,
        views=VIEWS * columns[name][None],
        views_paid=np.zeros((1, len(columns["days"]))),
        post_ids=(name,),
        post_creator=np.array([0]),
        creators=(name,),
        events=np.vstack(known),
        other_media=columns[other][None],
    )
    return mix_model_orders(one) / CENTS / columns[name].sum()


def covers(bounds, truth):
    return bounds[0] <= truth <= bounds[2]


@pytest.mark.parametrize("name", TRUTH)
def test_the_published_truth_stands_in_the_columns(columns, name):
    found = (columns["y"] - columns[WITHOUT[name]]).sum() / columns[name].sum()
    assert found == pytest.approx(TRUTH[name], abs=0.005)


def test_the_mix_model_credits_x1_with_what_z_did_unless_it_is_told_of_z(columns):
    assert by_mix_model(columns, "x1", knows_z=False) > 1.5 * TRUTH["x1"]
    assert by_mix_model(columns, "x1", knows_z=True) == pytest.approx(TRUTH["x1"], rel=0.15)


@pytest.mark.slow
def test_without_z_and_without_tests_x1_is_credited_with_far_too_much(columns):
    """As published of every mix model that does not see z; no interval warns of it."""
    found = roas(columns, knows_z=False, has_tests=False)
    assert found["x1"][0] > 1.5 * TRUTH["x1"]


@pytest.mark.slow
def test_lift_tests_take_most_of_that_away(columns):
    """Not all: they saw 20 of 131 weeks, and the other weeks go on saying what z makes them say."""
    naive = roas(columns, knows_z=False, has_tests=False)
    tested = roas(columns, knows_z=False, has_tests=True)
    for name, truth in TRUTH.items():
        assert abs(tested[name][1] - truth) < 0.5 * abs(naive[name][1] - truth)


@pytest.mark.slow
def test_with_z_and_tests_both_published_truths_lie_inside_the_intervals(columns):
    found = roas(columns, knows_z=True, has_tests=True)
    assert {name: covers(found[name], truth) for name, truth in TRUTH.items()} == {"x1": True, "x2": True}
    assert all(found[name][1] == pytest.approx(truth, rel=0.15) for name, truth in TRUTH.items())
