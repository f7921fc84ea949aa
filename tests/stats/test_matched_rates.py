"""A difference of log rates inside strata: right on known truth, honest about few units, silent on none."""

from __future__ import annotations

import numpy as np
import pytest

from upshot.stats.matched_rates import matched_log_rate_difference

TRUTH = 0.3
DESIGNS = {  # strata, units of each kind, rate, exposure, sd between units, sd of the difference between strata
    "many clicks": (5, 3, 0.01, 20_000, 0.3, 0.0),
    "one stratum": (1, 6, 0.01, 20_000, 0.5, 0.0),
    "few purchases": (5, 4, 0.0001, 20_000, 0.5, 0.0),
    "no luck of their own": (4, 3, 0.001, 20_000, 0.0, 0.0),
    "strata that differ": (8, 3, 0.01, 20_000, 0.3, 0.3),
}


def _simulated(rng: np.random.Generator, design: str, *, difference: float = TRUTH):
    n_strata, n_each, rate, exposure, tau, omega = DESIGNS[design]
    stratum = np.repeat(np.arange(n_strata), 2 * n_each)
    treated = np.tile(np.repeat([True, False], n_each), n_strata)
    shown = np.exp(rng.normal(np.log(exposure), 0.7, len(stratum)))
    level = rng.normal(np.log(rate), 0.4, n_strata)[stratum]
    own = (difference + rng.normal(0, omega, n_strata))[stratum]
    luck = rng.normal(0, tau, len(stratum))
    return rng.poisson(shown * np.exp(level + own * treated + luck)).astype(float), shown, treated, stratum


def _coverage(design: str, n: int, **more) -> tuple[float, int]:
    rng = np.random.default_rng(7)
    found = [matched_log_rate_difference(*_simulated(rng, design, **more), level=0.9) for _ in range(n)]
    read = [each for each in found if each is not None]
    truth = more.get("difference", TRUTH)
    return float(np.mean([each.low <= truth <= each.high for each in read])), len(read)


def test_the_interval_holds_a_known_difference_at_about_its_rate():
    coverage, n = _coverage("many clicks", 60)
    assert n == 60
    assert 0.8 <= coverage <= 1.0


@pytest.mark.slow
@pytest.mark.parametrize("design", DESIGNS)
def test_coverage_over_three_hundred_brands_is_near_nominal(design):
    coverage, n = _coverage(design, 300)
    assert n >= 290
    assert 0.85 <= coverage <= 0.97


@pytest.mark.slow
def test_pooling_impressions_as_if_every_one_were_a_lottery_ticket_covers_far_too_little():
    rng, hits = np.random.default_rng(7), []
    for _ in range(300):  # the negative control: a Poisson interval of the pooled ratio
        counts, shown, treated, _ = _simulated(rng, "many clicks")
        rate = [counts[kind].sum() / shown[kind].sum() for kind in (treated, ~treated)]
        error = np.sqrt(1 / counts[treated].sum() + 1 / counts[~treated].sum())
        hits.append(abs(np.log(rate[0] / rate[1]) - TRUTH) <= 1.645 * error)
    assert np.mean(hits) < 0.5


def test_no_difference_is_seldom_called_one():
    rng, calls = np.random.default_rng(3), []
    for _ in range(60):
        found = matched_log_rate_difference(*_simulated(rng, "many clicks", difference=0.0), level=0.9)
        calls.append(found is not None and not found.low <= 0 <= found.high)
    assert np.mean(calls) <= 0.2


def test_a_stratum_of_one_kind_changes_nothing():
    rng = np.random.default_rng(1)
    counts, shown, treated, stratum = _simulated(rng, "many clicks")
    alone = matched_log_rate_difference(counts, shown, treated, stratum)
    more = matched_log_rate_difference(
        np.append(counts, 10_000.0), np.append(shown, 1e6), np.append(treated, True), np.append(stratum, 99)
    )
    assert alone == more


def test_the_order_of_units_does_not_matter():
    rng = np.random.default_rng(1)
    data = _simulated(rng, "few purchases")
    order = rng.permutation(len(data[0]))
    first = matched_log_rate_difference(*data)
    second = matched_log_rate_difference(*(part[order] for part in data))
    assert first.difference == pytest.approx(second.difference, abs=1e-6)
    assert first.standard_error == pytest.approx(second.standard_error, rel=1e-5)


def test_the_unit_of_exposure_does_not_matter():
    counts, shown, treated, stratum = _simulated(np.random.default_rng(2), "many clicks")
    first = matched_log_rate_difference(counts, shown, treated, stratum)
    second = matched_log_rate_difference(counts, shown / 1000, treated, stratum)
    assert first.difference == pytest.approx(second.difference, abs=1e-6)


def test_too_few_units_or_no_event_give_no_number():
    ones = np.ones(3)
    assert matched_log_rate_difference(ones, ones, np.array([True, True, False]), np.zeros(3, dtype=int)) is None
    counts = np.array([0.0, 0.0, 0.0, 5.0, 6.0, 7.0])
    treated = np.array([True] * 3 + [False] * 3)
    assert matched_log_rate_difference(counts, np.ones(6), treated, np.zeros(6, dtype=int)) is None
