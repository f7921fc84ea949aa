"""A reading that is saved calibrates the next verdict: better grade, narrower interval."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tests.decisions.experiments.regions import write_long
from upshot.decisions.experiments.geo_test import read_geo_test
from upshot.decisions.experiments.lift_record import save_lift_record
from upshot.decisions.experiments.region_series import RegionSeries
from upshot.errors import InvalidInput
from upshot.surfaces.cli.app import run
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def untested(tmp_path_factory):
    """A simulated brand in a home, with the lift test that it ran taken out; and that test's truth."""
    folder = tmp_path_factory.mktemp("brand")
    world = simulate_world("tiny_brand", 3)
    write_world(world, folder / "brand")
    home = folder / "home"
    assert run(["import", str(folder / "brand" / "exports"), "--home", str(home), "--quiet"]) == 0
    with House.open(home) as house:
        workspace = house.workspace()
        tests = workspace.rows("lift_test")
        for row in tests:
            house.records.delete_row(workspace.name, "lift_test", {"name": row["name"]}, who="test", now=NOW)
    return home, tests[0], world.lift_tests[0].true_orders


def small_regions(starts_on, ends_on, true_orders):
    """Orders of 24 small regions; the programme ran in the first two alone and brought `true_orders` there."""
    rng = np.random.default_rng(8)
    n_test = (ends_on - starts_on).days + 1
    first = starts_on - timedelta(days=120)
    days = tuple(first + timedelta(days=i) for i in range(120 + n_test))
    means = np.full((24, len(days)), 1.0)
    means[:2, 120:] += true_orders / 2 / n_test
    return RegionSeries("test", "orders", tuple(f"r{i}" for i in range(24)), days, rng.poisson(means).astype(float))


@pytest.mark.slow
def test_a_sharp_geo_reading_lifts_the_grade_to_a_and_narrows_the_interval(untested):
    home, test, truth = untested
    series = small_regions(test["starts_on"], test["ends_on"], truth)
    days = {"starts_on": test["starts_on"], "ends_on": test["ends_on"]}
    found = read_geo_test(series, ["r0", "r1"], **days)
    with House.open(home) as house:
        workspace = house.workspace()
        before = workspace.verdict(now=NOW)
        sharp = found.lift_record.model_copy(update={"incremental_orders": float(truth), "standard_error": 1.0})
        save_lift_record(house.records, workspace.name, "Regions without", sharp, now=NOW)
        after = workspace.verdict(now=NOW)
    assert (before.incremental.evidence_grade, after.incremental.evidence_grade) == ("B", "A")
    assert found.estimates[0].low <= truth <= found.estimates[0].high
    width = [v.incremental.orders.high - v.incremental.orders.low for v in (before, after)]
    assert width[1] < width[0]


def test_a_nameless_record_is_refused(untested):
    home, test, truth = untested
    series = small_regions(test["starts_on"], test["ends_on"], truth)
    days = {"starts_on": test["starts_on"], "ends_on": test["ends_on"]}
    record = read_geo_test(series, ["r0", "r1"], **days).lift_record
    with House.open(home) as house, pytest.raises(InvalidInput, match="experiment_name_empty"):
        save_lift_record(house.records, house.workspace().name, "  ", record, now=NOW)


def test_one_command_reads_and_saves(untested, tmp_path, capsys):
    home, test, truth = untested
    file = write_long(tmp_path / "regions.csv", small_regions(test["starts_on"], test["ends_on"], truth))
    line = ["experiment", "read", "geo", str(file), "--treated", "r0", "--treated", "r1", "--kind", "hold_back",
            "--test", str(test["starts_on"]), str(test["ends_on"]), "--home", str(home), "--save", "By command",
            "--creator", "@Lea", "--lang", "fr"]  # fmt: skip
    assert run(line) == 0
    assert "Enregistré comme test d'incrémentalité" in capsys.readouterr().out.replace("\n", " ")
    with House.open(home) as house:
        row = next(row for row in house.workspace().rows("lift_test") if row["name"] == "By command")
    assert row["kind"] == "hold_back"
    assert row["creators"] == ["lea"]
    assert row["standard_error"] > 0


def test_what_cannot_be_read_is_not_saved_and_exits_with_wrong_use(untested, tmp_path, capsys):
    home, test, truth = untested
    series = small_regions(test["starts_on"], test["ends_on"], truth)
    file = write_long(tmp_path / "regions.csv", series)
    line = ["experiment", "read", "geo", str(file), "--treated", "r0", "--home", str(home), "--save", "Too early",
            "--test", str(series.days[5]), str(series.days[12])]  # fmt: skip
    assert run(line) == 2
    assert "geo_pre_period_too_short" in capsys.readouterr().err


def test_an_on_off_test_is_planned_from_the_shops_own_orders(untested, capsys):
    home, _, _ = untested
    line = ["experiment", "plan", "on-off", "--weeks", "12", "--home", str(home), "--lang", "fr"]
    assert run(line) == 1  # ninety days of a tiny shop cannot carry twelve weeks
    assert "jours d'historique" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("kind", ["geo", "on-off", "launches"])
def test_plans_are_json_for_programs(untested, tmp_path, capsys, kind):
    import json

    home, test, truth = untested
    file = write_long(tmp_path / "regions.csv", small_regions(test["starts_on"], test["ends_on"], truth))
    weeks = "--weeks-after" if kind == "launches" else "--weeks"
    line = ["experiment", "plan", kind, str(file), weeks, "2", "--plausible-lift", "50%", "--home", str(home),
            "--format", "json"]  # fmt: skip
    code = run(line)
    plan = json.loads(capsys.readouterr().out)
    assert plan["kind"] == {"launches": "event_study"}.get(kind, kind.replace("-", "_"))
    assert code == (0 if plan["options"] else 1)
