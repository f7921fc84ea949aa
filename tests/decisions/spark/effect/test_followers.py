"""Followers above baseline: found when they are there, not claimed when they are not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.decisions.spark.effect.brand import FIRST
from tests.doubles import MemoryWorkspace
from upshot.decisions.spark.effect.followers import follower_gains
from upshot.decisions.spark.effect.model import Boost


def boost(*, start=60, days=10, post_id="7500000000000000001", creator="maya", follows=None):
    return Boost(
        post_id=post_id, creator=creator, campaign=None, starts_on=FIRST + timedelta(days=start),
        ends_on=FIRST + timedelta(days=start + days - 1), days_delivered=days, ads=1, spend=Decimal(100),
        impressions=1, views_paid=1, engagements_paid=1, clicks=1, follows_paid=follows, profile_visits_paid=None,
        profile_visits_per_unit=None,
    )  # fmt: skip


def account(rng, *, n_days=80, level=40.0, gain=0.0, start=60, days=10, missing=()):
    rows = []
    for n in range(n_days):
        weekly = 1 + 0.3 * np.sin(2 * np.pi * n / 7)
        won = rng.negative_binomial(8, 8 / (8 + level * weekly)) + (gain if start <= n < start + days else 0)
        if n not in missing:
            rows.append({"account_id": "Maya", "day": FIRST + timedelta(days=n), "followers_change": int(won)})
    return rows


def gains(rows, boosts, level=0.9):
    return follower_gains(MemoryWorkspace({"account_organic_day": rows}), boosts, level=level, seed=1)


def test_a_clear_gain_is_found_with_an_interval():
    (line,) = gains(account(np.random.default_rng(1), gain=100), [boost()])
    assert line.above_baseline.low < 1_000 < line.above_baseline.high
    assert line.is_gain
    assert line.above_baseline.evidence == "modelled"


def test_the_platforms_own_follow_count_stands_beside_and_not_in_the_estimate():
    rows = account(np.random.default_rng(1))
    without, with_ = (gains(rows, [boost(follows=n)])[0] for n in (None, 500))
    assert with_.follows_paid == 500
    assert without.above_baseline == with_.above_baseline


def test_nobody_told_means_not_supplied_and_not_zero():
    (line,) = gains([], [boost()])
    assert line.above_baseline.value is None
    assert line.above_baseline.why_null.code == "followers_not_supplied"
    assert line.observed is None
    assert not line.is_gain


def test_too_short_a_baseline_gives_no_number():
    (line,) = gains(account(np.random.default_rng(1)), [boost(start=20)])
    assert line.above_baseline.why_null.code == "followers_short_baseline"
    assert line.above_baseline.why_null.facts == {"days": "20", "least": "28"}


def test_days_of_another_boost_and_right_after_are_no_baseline():
    (first, second) = gains(account(np.random.default_rng(1)), [boost(start=35, days=5), boost(start=60)])
    assert first.baseline_days == 35
    assert second.baseline_days == 60 - 5 - 3


def test_missing_days_inside_the_boost_give_no_number():
    rows = account(np.random.default_rng(1), missing=range(62, 67))
    (line,) = gains(rows, [boost()])
    assert line.above_baseline.why_null.code == "followers_days_missing"
    assert line.above_baseline.why_null.facts == {"days": "5", "of": "10"}


def test_boosts_that_overlap_are_one_period():
    (line,) = gains(account(np.random.default_rng(1)), [boost(), boost(start=65, post_id="7500000000000000002")])
    assert (line.starts_on, line.ends_on) == (FIRST + timedelta(days=60), FIRST + timedelta(days=74))
    assert len(line.post_ids) == 2


def test_totals_stand_in_for_changes():
    rows = [{"account_id": "maya", "day": FIRST + timedelta(days=n), "followers": 1_000 + 5 * n} for n in range(80)]
    (line,) = gains(rows, [boost()])
    assert line.observed == 50
    assert line.above_baseline.value == pytest.approx(0, abs=5)
    assert not line.is_gain


def _false_gains(n: int) -> float:
    rng = np.random.default_rng(9)
    return float(np.mean([gains(account(rng), [boost()])[0].is_gain for _ in range(n)]))


def _coverage(n: int, gain: int) -> float:
    rng, hits = np.random.default_rng(10), []
    for _ in range(n):
        (line,) = gains(account(rng, gain=gain), [boost()])
        hits.append(line.above_baseline.low <= 10 * gain <= line.above_baseline.high)
    return float(np.mean(hits))


def test_without_an_effect_a_gain_is_seldom_claimed():
    assert _false_gains(10) <= 0.2


@pytest.mark.slow
def test_a_null_simulation_claims_a_gain_in_at_most_one_boost_of_ten():
    assert _false_gains(300) <= 0.10  # one-sided share of a 90 % interval: 5 % expected


@pytest.mark.slow
@pytest.mark.parametrize("gain", [0, 30])
def test_coverage_over_two_hundred_boosts(gain):
    assert 0.82 <= _coverage(200, gain) <= 0.98
