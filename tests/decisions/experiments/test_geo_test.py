"""Geo tests: read with honest error, refused where nothing can be read, planned by what the past would have shown."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tests.decisions.brand import brand, order
from tests.decisions.experiments.regions import FIRST, region_counts, series_of, with_lift, write_long
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.geo_model import GeoKind
from upshot.decisions.experiments.geo_plan import GeoWish, plan_geo_test
from upshot.decisions.experiments.geo_test import read_geo_test
from upshot.decisions.experiments.model import ExperimentAnswer
from upshot.decisions.experiments.region_series import read_region_file, read_region_orders
from upshot.errors import InvalidInput, UnknownName

START, END = FIRST + timedelta(days=84), FIRST + timedelta(days=97)
TREATED = ("r00", "r01", "r02")


def read(values, **more):
    asked = {"starts_on": START, "ends_on": END} | more
    return read_geo_test(series_of(values), TREATED, **asked)


def test_a_planted_lift_is_inside_nine_of_ten_intervals_and_nothing_is_seldom_found():
    """24 worlds with 25 % planted, 24 without; bounds are 90 % and 10 % with Monte Carlo error."""
    inside = {"geo_synthetic_control": 0, "geo_structural_time_series": 0, "geo_conformal": 0}
    false = {ExperimentAnswer.LIFT: 0, ExperimentAnswer.DROP: 0, ExperimentAnswer.UNDECIDED: 0}
    for seed in range(24):
        rng = np.random.default_rng(seed)
        values = region_counts(rng)
        null = read(values)
        assert not isinstance(null, InsufficientEvidence)
        false[null.answer] += 1
        found = read(with_lift(rng, values, [0, 1, 2], 84, 0.25))
        truth = 0.25 * values[:3, 84:].sum()
        for estimate in found.estimates:
            if estimate.method in inside:
                inside[estimate.method] += estimate.low <= truth <= estimate.high
    assert false[ExperimentAnswer.LIFT] + false[ExperimentAnswer.DROP] <= 5
    assert {method: n >= 18 for method, n in inside.items()} == dict.fromkeys(inside, True)


def test_a_strong_lift_is_called_a_lift_and_recorded_with_its_error():
    rng = np.random.default_rng(1)
    values = with_lift(rng, region_counts(rng, mean=100, own=0.02), [0, 1, 2], 84, 0.4)
    found = read(values)
    assert found.answer is ExperimentAnswer.LIFT
    assert found.lift_record.kind == "geo"
    assert found.lift_record.incremental_orders == pytest.approx(found.estimates[0].estimate, abs=0.01)
    wide = found.estimates[0].high - found.estimates[0].low
    assert found.lift_record.standard_error == pytest.approx(wide / 2 / 1.6449, rel=1e-3)


def test_a_withdrawal_is_turned_round_and_scaled_to_the_whole_shop():
    rng = np.random.default_rng(2)
    values = region_counts(rng, mean=150, own=0.02)
    values[:3, 84:] = rng.binomial(values[:3, 84:].astype(int), 0.7)
    found = read(values, kind=GeoKind.GO_DARK)
    share = values[:3, :84].sum() / values[:, :84].sum()
    assert found.answer is ExperimentAnswer.DROP
    assert found.lift_record.incremental_orders == pytest.approx(-found.estimates[0].estimate / share, rel=1e-3)
    assert "geo_withdrawn_scaled" in {caveat.code for caveat in found.caveats}


def test_regions_that_do_not_follow_are_refused_not_read():
    rng = np.random.default_rng(3)
    values = region_counts(rng)
    values[:3] *= np.exp(np.sin(np.arange(98) / 9) * 0.9)
    assert read(values).reason == "geo_bad_pre_period_fit"


def test_regions_that_drift_away_before_the_test_are_refused():
    rng = np.random.default_rng(4)
    values = region_counts(rng, mean=200, wander=0.0, own=0.01)
    values[:3] *= np.linspace(1, 1.5, 98)
    assert read(values).reason == "geo_pre_period_drifts"


def test_too_few_controls_and_too_short_a_past_are_refused_with_numbers():
    values = region_counts(np.random.default_rng(5))
    few = read(values[:6])
    assert (few.reason, dict(few.facts)["controls"]) == ("geo_too_few_controls", "3")
    short = read(values, starts_on=FIRST + timedelta(days=20))
    assert short.reason == "geo_pre_period_too_short"


def test_late_orders_count_only_when_the_cool_down_is_counted():
    rng = np.random.default_rng(6)
    values = with_lift(rng, region_counts(rng, mean=150, own=0.02), [0, 1, 2], 77, 0.4)
    asked = {"starts_on": FIRST + timedelta(days=77), "ends_on": FIRST + timedelta(days=90), "cooldown_days": 7}
    counted, left_out = read(values, **asked), read(values, with_cooldown=False, **asked)
    assert counted.estimates[0].estimate > 1.3 * left_out.estimates[0].estimate
    assert counted.cooldown_period.ends_on == END
    assert counted.lift_record.ends_on == END
    assert left_out.lift_record.ends_on == FIRST + timedelta(days=90)


def test_wrong_regions_and_days_are_named():
    values = region_counts(np.random.default_rng(7))
    with pytest.raises(UnknownName) as unknown:
        read_geo_test(series_of(values), ["R0O"], starts_on=START, ends_on=END)
    assert unknown.value.facts["nearest"][0] in series_of(values).regions
    with pytest.raises(InvalidInput, match="geo_test_outside_data"):
        read(values, ends_on=date(2027, 1, 1))
    with pytest.raises(InvalidInput, match="geo_no_control_left"):
        read_geo_test(series_of(values[:3]), TREATED, starts_on=START, ends_on=END)


@pytest.mark.shared_data
def test_geolift_test_is_read_as_published_and_revenue_is_not_saved(shared_data):
    series = read_region_file(shared_data / "mmm_lift" / "geolift_test.csv", metric="orders")
    asked = {"starts_on": date(2021, 4, 1), "ends_on": date(2021, 4, 15)}
    found = read_geo_test(series, ["chicago", "Portland"], **asked)
    assert found.att == pytest.approx(155.556, abs=5e-3)
    assert found.estimates[0].estimate == pytest.approx(4667, abs=1)
    assert found.answer is ExperimentAnswer.LIFT
    assert "geo_conformal_weaker" in {caveat.code for caveat in found.caveats}
    unnamed = read_region_file(shared_data / "mmm_lift" / "geolift_test.csv")
    assert read_geo_test(unnamed, ["chicago", "portland"], **asked).lift_record is None


@pytest.mark.shared_data
def test_the_planted_lift_of_denmark_is_inside_the_interval(shared_data):
    """CausalPy's generator adds 0.2 a week from 2022 on; 52 weeks make 10.4."""
    series = read_region_file(shared_data / "mmm_lift" / "causalpy_geolift.csv")
    found = read_geo_test(series, ["Denmark"], starts_on=date(2022, 1, 2), ends_on=date(2022, 12, 25))
    truth = 0.2 * found.estimates[0].n
    assert [e.low <= truth <= e.high for e in found.estimates if e.method != "geo_conformal"] == [True, True, True]
    assert found.answer is ExperimentAnswer.LIFT


# --- before --------------------------------------------------------------------------------------------------------


def test_a_plan_offers_only_what_sees_the_plausible_lift_and_says_why_not_the_rest():
    values = region_counts(np.random.default_rng(8), n_regions=24, n_days=140, mean=120, own=0.02, wander=0.005)
    plan = plan_geo_test(series_of(values), GeoWish(plausible_lift=0.15, weeks=(2, 4, 12)))
    assert plan.options
    assert max(option.effect_rel for option in plan.options) <= 0.15
    assert {item.reason.code for item in plan.refused} >= {"geo_refused_pre_period"}
    assert all(option.cost is None for option in plan.options)
    first = plan.options[0]
    assert first.test_period.starts_on.weekday() == 0
    assert (first.test_period.ends_on - first.test_period.starts_on).days + 1 == first.duration_days


def test_a_lift_too_small_to_see_leaves_no_design_and_says_what_would_help():
    values = region_counts(np.random.default_rng(9), mean=10)
    plan = plan_geo_test(series_of(values), GeoWish(plausible_lift=0.01, weeks=(2,)))
    assert plan.options == ()
    assert {item.reason.code for item in plan.refused} == {"geo_refused_effect"}
    assert "geo_use_on_off" in {phrase.code for phrase in plan.what_would_help}


def test_a_design_keeps_what_it_promises():
    """The lift that a design says it sees, planted after the past it was planned on, is found about as often."""
    found = n = 0
    for seed in range(8):
        rng = np.random.default_rng(100 + seed)
        values = region_counts(rng, n_regions=12, n_days=112, mean=150, own=0.02, wander=0.004)
        wish = GeoWish(plausible_lift=0.5, weeks=(2,), seed=seed)
        best = plan_geo_test(series_of(values[:, :98]), wish).options[0]
        rows = series_of(values).rows_of(best.treated)
        after = with_lift(rng, values, rows, 98, best.effect_rel)
        days = {"starts_on": FIRST + timedelta(days=98), "ends_on": FIRST + timedelta(days=111)}
        reading = read_geo_test(series_of(after), best.treated, **days)
        n += 1
        found += not isinstance(reading, InsufficientEvidence) and reading.estimates[0].low > 0
    assert found / n >= 0.5


def test_cost_is_what_the_orders_at_stake_cost():
    values = region_counts(np.random.default_rng(10), mean=120, own=0.02, wander=0.005)
    dark = GeoWish(kind=GeoKind.GO_DARK, plausible_lift=0.3, weeks=(2,), unit_cost=20, currency="EUR")
    option = plan_geo_test(series_of(values), dark).options[0]
    assert option.orders_at_stake == pytest.approx(0.3 * option.expected_orders)
    assert option.cost == pytest.approx(20 * option.orders_at_stake)


def test_few_or_silent_regions_are_refused_or_left_out():
    values = region_counts(np.random.default_rng(11))
    assert plan_geo_test(series_of(values[:5])).reason == "geo_too_few_regions"
    values[4] = 0
    plan = plan_geo_test(series_of(values), GeoWish(plausible_lift=0.5, weeks=(2,)))
    assert plan.n_regions == 15
    assert "geo_regions_sparse" in {caveat.code for caveat in plan.caveats}


# --- files and orders ----------------------------------------------------------------------------------------------


def test_orders_of_the_workspace_are_counted_by_region_and_day():
    orders = [order(1, "2026-03-01", region="Rhône"), order(2, "2026-03-03", region="Rhône"), order(3, "2026-03-02")]
    series = read_region_orders(brand(orders), by="region")
    assert series.regions == ("Rhône",)
    assert series.values.tolist() == [[1, 0, 1]]
    assert series.unplaced.tolist() == [0, 1, 0]
    with pytest.raises(InvalidInput, match="experiment_no_regions"):
        read_region_orders(brand([order(1)]), by="region")


def test_a_long_and_a_wide_file_say_the_same(tmp_path):
    values = region_counts(np.random.default_rng(12), n_regions=4, n_days=30)
    long = read_region_file(write_long(tmp_path / "long.csv", series_of(values)))
    wide = tmp_path / "wide.csv"
    rows = [f"{day.day:02d}/{day.month:02d}/{day.year};" + ";".join(f"{n:.0f}" for n in values[:, i])
            for i, day in enumerate(long.days)]  # fmt: skip
    wide.write_text("date;" + ";".join(long.regions) + "\n" + "\n".join(rows) + "\n")
    assert long.metric == "orders"
    assert np.array_equal(long.values, values)
    assert np.array_equal(read_region_file(wide).values, values)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("region,day,orders\na,2026-01-01,1\na,2026-01-01,2\na,2026-01-02,2\n", "experiment_region_day_twice"),
        ("region,day,orders\na,2026-01-01,1\na,2026-01-04,2\na,2026-01-05,2\nb,2026-01-02,1\n", "region_days_missing"),
        ("region,day,orders\na,2026-01-01,1\na,2026-01-04,2\na,2026-01-09,2\n", "experiment_uneven_days"),
        ("region,day,orders\na,2026-01-01,1\n", "experiment_too_few_days"),
        ("region,day,orders\na,2026-01-01,many\n", "experiment_cell"),
        ("region,orders\na,1\n", "experiment_column_missing"),
        ("region,day,orders\na,,1\na,2026-01-01,1\n", "experiment_day_missing"),
        ("region,day,orders\n", "experiment_file_without_rows"),
    ],
)
def test_a_bad_file_is_refused_by_what_is_wrong_with_it(tmp_path, text, code):
    file = tmp_path / "bad.csv"
    file.write_text(text)
    with pytest.raises(InvalidInput, match=code):
        read_region_file(file)


def test_a_region_with_missing_days_is_left_out_and_named(tmp_path):
    values = region_counts(np.random.default_rng(13))
    file = write_long(tmp_path / "holes.csv", series_of(values))
    lines = file.read_text().splitlines()
    file.write_text("\n".join(line for line in lines if not line.startswith("r07,2025-09-09")) + "\n")
    series = read_region_file(file)
    assert series.dropped == ("r07",)
    found = read_geo_test(series, TREATED, starts_on=START, ends_on=END)
    assert "geo_regions_dropped" in {caveat.code for caveat in found.caveats}
