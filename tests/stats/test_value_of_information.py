"""The value of knowing more, where it has a closed form, and what must always hold of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from upshot.stats.value_of_information import (
    Division,
    value_of_perfect_information,
    value_of_sample_information,
)

N = 4_000


def one_thing(mean: float, sd: float, *, seed: int = 1) -> tuple[Division, np.ndarray]:
    """Buy it or leave it: 100 €, bringing 100 + gain."""
    gain = mean + sd * np.random.default_rng(seed).standard_normal(N)
    return Division(np.array([100.0]), 100 + gain[:, None], np.array([1.0]), 100.0), gain


def unit_normal_loss(mean: float, sd: float) -> float:
    """E[max(gain, 0)] − max(E gain, 0) for a normal gain (Raiffa and Schlaifer 1961, §5.3)."""
    z = abs(mean) / sd
    return float(sd * (norm.pdf(z) - z * norm.sf(z)))


@pytest.mark.parametrize("mean", [-30.0, 5.0, 40.0])
def test_perfect_information_of_one_choice_is_the_unit_normal_loss(mean: float):
    division, gain = one_thing(mean, 50.0)
    assert value_of_perfect_information(division) == pytest.approx(
        unit_normal_loss(mean, 50.0), abs=4 * gain.std() / N**0.5
    )


@pytest.mark.parametrize(("mean", "error"), [(5.0, 50.0), (-30.0, 25.0), (40.0, 60.0)])
def test_a_measurement_is_worth_the_loss_of_its_preposterior(mean: float, error: float):
    division, gain = one_thing(mean, 50.0)
    found = value_of_sample_information(division, gain, error, n_outcomes=2_000)
    before = 50.0**2 / np.hypot(50.0, error)
    assert found.value == pytest.approx(unit_normal_loss(mean, before), abs=4 * found.error + 0.5)


def test_noise_and_what_decides_nothing_are_worth_nothing():
    division, gain = one_thing(5.0, 50.0)
    elsewhere = np.random.default_rng(8).standard_normal(N)
    assert value_of_sample_information(division, gain, 1e6).value == pytest.approx(0, abs=0.2)
    assert value_of_sample_information(division, elsewhere, 0.5).value == pytest.approx(0, abs=1.5)
    assert value_of_sample_information(one_thing(500.0, 50.0)[0], gain, 25.0).value == 0


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 500))
def test_no_test_is_worth_more_than_knowing_everything(seed: int):
    rng = np.random.default_rng(seed)
    price = rng.uniform(50, 500, 6)
    margin = price * np.exp(rng.normal(0, 0.4, 6) + rng.normal(0, 0.4, (1_000, 6)))
    division = Division(price, margin, np.full(6, 2.0), 900.0)
    found = value_of_sample_information(division, np.log(margin[:, 0]), 0.2, seed=seed)
    assert -1e-9 <= found.value <= value_of_perfect_information(division) + 2 * found.error


def test_a_sharper_test_is_worth_more():
    division, gain = one_thing(10.0, 50.0)
    values = [
        value_of_sample_information(division, gain, error, n_outcomes=1_000).value for error in (20.0, 60.0, 200.0)
    ]
    assert values[0] > values[1] > values[2]


def test_a_test_too_sharp_for_the_draws_says_so():
    division, gain = one_thing(10.0, 50.0)
    assert not value_of_sample_information(division, gain, 0.01).is_reliable
    assert value_of_sample_information(division, gain, 50.0).is_reliable


def test_the_greedy_division_keeps_a_cap_inside_the_budget():
    division = Division(
        np.array([10.0, 1.0, 1.0]), np.array([[15.0, 4.0, 3.0]]), np.array([5.0, 30.0, 30.0]), 60.0,
        capped=np.array([1, 2]), cap=40.0,
    )  # fmt: skip
    assert division.spend(division.margin)[0] == pytest.approx([20, 30, 10])
