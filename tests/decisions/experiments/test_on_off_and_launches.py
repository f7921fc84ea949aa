"""On/off tests and staggered launches: what small brands can and cannot learn."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from tests.decisions.experiments.regions import FIRST, region_counts, series_of
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.event_study import read_event_study
from upshot.decisions.experiments.model import ExperimentAnswer
from upshot.decisions.experiments.on_off_test import OnOffWish, plan_on_off_test, read_on_off_test
from upshot.errors import InvalidInput

SCHEDULE = (1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0)


def shop(rng, mean, n_days):
    days = np.arange(n_days)
    level = mean * (1 + 0.15 * np.sin(2 * np.pi * days / 7)) * np.exp(0.1 * np.sin(2 * np.pi * days / 200))
    return rng.poisson(level * np.exp(rng.normal(0, 0.06, n_days)))[None].astype(float)


def stretches(schedule, first=FIRST):
    return [
        (first + timedelta(days=7 * week), first + timedelta(days=7 * week + 6))
        for week, is_on in enumerate(schedule)
        if is_on
    ]


def read(values, schedule=SCHEDULE, **more):
    asked = {"starts_on": FIRST, "ends_on": FIRST + timedelta(days=7 * len(schedule) - 1)} | more
    return read_on_off_test(series_of(values), stretches(schedule), **asked)


def test_weeks_with_the_programme_show_what_it_brings():
    rng = np.random.default_rng(1)
    values = shop(rng, 100, 84)
    on = np.repeat(np.array(SCHEDULE, dtype=bool), 7)
    values[:, on] += rng.poisson(30, on.sum())
    found = read(values)
    truth = 30 * on.sum()
    assert found.answer is ExperimentAnswer.LIFT
    assert found.estimates[0].low <= truth <= found.estimates[0].high
    assert found.estimates[0].lift_rel == pytest.approx(0.3, abs=0.08)
    assert found.lift_record.kind == "on_off"
    assert found.lift_record.standard_error > 0


def test_nothing_is_seldom_found():
    rng = np.random.default_rng(2)
    answers = []
    for _ in range(80):
        flips = rng.random(6) < 0.5
        schedule = np.stack([flips, ~flips], axis=1).ravel()
        answers.append(read(shop(rng, 40, 84), tuple(schedule)).answer)
    assert sum(answer is not ExperimentAnswer.UNDECIDED for answer in answers) <= 8 + 8


def test_four_weeks_are_too_few_and_say_so():
    found = read(shop(np.random.default_rng(3), 40, 28), (1, 0, 0, 1))
    assert isinstance(found, InsufficientEvidence)
    assert (found.reason, dict(found.facts)["p_value"]) == ("on_off_too_few_blocks", "0.500")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ends_on": FIRST + timedelta(days=400)}, "on_off_outside_data"),
        ({"block_days": 5}, "on_off_not_whole_blocks"),
        ({"block_days": 14}, "on_off_block_mixed"),
        ({"washout_days": 7}, "on_off_not_whole_blocks"),
    ],
)
def test_a_test_that_is_not_one_is_refused(more, code):
    with pytest.raises(InvalidInput, match=code):
        read(shop(np.random.default_rng(4), 40, 84), **more)


def test_a_programme_never_switched_is_no_test():
    with pytest.raises(InvalidInput, match="on_off_never_changes"):
        read(shop(np.random.default_rng(4), 40, 84), (1,) * 12)


def test_a_tiny_brand_is_told_that_it_cannot_see_ten_per_cent():
    plan = plan_on_off_test(series_of(shop(np.random.default_rng(5), 4, 250)), OnOffWish(weeks=(8, 16)))
    assert plan.options == ()
    assert {item.reason.code for item in plan.refused} == {"on_off_refused_blocks", "on_off_refused_effect"}
    assert [phrase.code for phrase in plan.what_would_help] == ["on_off_longer_or_stronger", "on_off_rely_on_codes"]


def test_a_larger_brand_gets_a_drawn_schedule_with_its_power():
    plan = plan_on_off_test(series_of(shop(np.random.default_rng(6), 300, 250)), OnOffWish(weeks=(12,), unit_cost=15))
    option = plan.options[0]
    schedule = np.array(option.schedule)
    assert np.all(schedule[0::2] != schedule[1::2])
    assert option.power_at_plausible >= 0.8
    assert option.false_alarm_rate <= 0.13
    assert option.cost == pytest.approx(15 * option.orders_at_stake)


def test_a_past_too_short_to_simulate_on_is_named():
    plan = plan_on_off_test(series_of(shop(np.random.default_rng(7), 100, 90)), OnOffWish(weeks=(16,)))
    assert "on_off_refused_history" in {item.reason.code for item in plan.refused}


# --- launches ------------------------------------------------------------------------------------------------------

LAUNCHES = {f"r{row:02d}": FIRST + timedelta(days=7 * (10 + 2 * (row // 2))) for row in range(6)}


def launched(rng, lift):
    values = region_counts(rng, n_regions=14, n_days=182, mean=80, own=0.02, wander=0.003)
    for region, day in LAUNCHES.items():
        row, start = int(region[1:]), (day - FIRST).days
        values[row, start:] += rng.poisson(lift * values[row, start:])
    return series_of(values)


def test_staggered_launches_are_read_against_those_who_wait():
    found = read_event_study(launched(np.random.default_rng(1), 0.25), LAUNCHES)
    assert found.answer is ExperimentAnswer.LIFT
    assert found.estimates[0].lift_rel_low <= 0.25 <= found.estimates[0].lift_rel_high
    assert [effect.week for effect in found.effects] == [-8, -7, -6, -5, 0, 1, 2, 3, 4, 5, 6, 7]
    assert found.lift_record.kind == "event_study"


def test_launches_without_effect_are_seldom_called_one():
    found = [read_event_study(launched(np.random.default_rng(seed), 0.0), LAUNCHES) for seed in range(12)]
    decided = [item for item in found if not isinstance(item, InsufficientEvidence)
               and item.answer is not ExperimentAnswer.UNDECIDED]  # fmt: skip
    assert len(decided) <= 3


def test_regions_that_were_already_leaving_are_refused():
    series = launched(np.random.default_rng(2), 0.0)
    series.values[:6] *= np.exp(0.008 * np.arange(182))
    assert read_event_study(series, LAUNCHES).reason == "event_study_pre_trends"


def test_launches_outside_the_data_and_none_at_all_are_refused():
    series = launched(np.random.default_rng(3), 0.0)
    with pytest.raises(InvalidInput, match="event_study_launch_outside_data"):
        read_event_study(series, {"r00": FIRST - timedelta(days=30)})
    with pytest.raises(InvalidInput, match="event_study_no_launch"):
        read_event_study(series, {})


def test_when_everybody_launched_on_the_first_day_there_is_no_base():
    series = launched(np.random.default_rng(4), 0.0)
    assert read_event_study(series, {"r00": FIRST}).reason == "event_study_no_base"
