"""The touch log of a world: consenting visitors only, nothing else changed, and its truth apart."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

from tests.worlds.conftest import SMALL
from upshot.decisions.journeys.reading import read_journeys_and_report
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world
from upshot.worlds.touches import record_touches


@pytest.fixture(scope="module")
def world():
    return simulate_world("base", 1, scale=SMALL)


@pytest.fixture(scope="module")
def folder(world, tmp_path_factory):
    folder = tmp_path_factory.mktemp("touches")
    write_world(world, folder, has_touches=True)
    return folder


def test_only_who_consented_is_seen_and_the_same_world_gives_the_same_log(world):
    log, again = record_touches(world), record_touches(world)
    assert all(np.array_equal(getattr(log, name), getattr(again, name)) for name in ("visitor", "at", "creator"))
    placed = log.order[log.order >= 0]
    assert set(placed) <= set(np.flatnonzero(world.orders.traces.is_seen_by_analytics))
    assert np.all(np.diff(log.at) >= 0)
    recent = record_touches(world, last_days=30)
    assert 0 < len(recent) < len(log)
    assert recent.at.min() >= world.exported_at.timestamp() - 30 * 86_400


def test_the_log_changes_no_other_file(world, folder, tmp_path):
    write_world(world, tmp_path)
    others = [path for path in (tmp_path / "exports").iterdir() if path.suffix == ".csv"]
    assert len(others) > 8
    assert all(path.read_bytes() == (folder / "exports" / path.name).read_bytes() for path in others)
    assert not (tmp_path / "exports" / "touches.csv").exists()


def test_the_truth_says_how_many_orders_of_touched_visitors_a_creator_really_caused(folder):
    truth = json.loads((folder / "truth" / "touches.json").read_text())
    assert sum(one["caused_by_the_creator"] for one in truth) > 0
    assert all(one["caused_by_the_creator"] <= one["orders_of_touched_visitors"] for one in truth)


def test_an_imported_world_has_journeys_whose_totals_are_the_order_files(world, folder, tmp_path):
    with (folder / "exports" / "touches.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert all(row["visitor_id"].startswith("sim-") for row in rows)
    with House.open(tmp_path) as house:
        brand = house.create_workspace("brand", is_demo=True)
        names = ("creators", "campaigns", "collaborations", "orders_export", "touches")
        report = brand.import_paths([folder / "exports" / f"{name}.csv" for name in names])
        (log,) = (file for file in report.files if file.name == "touches.csv")
        assert (log.kind, log.rows_read) == ("touches", len(rows))
        assert log.period is not None
        assert log.period[0] >= world.day(0)
        _, found = read_journeys_and_report(brand, by="creator", cache_folder=tmp_path / "j", now=world.exported_at)
    counted = world.orders.counted & (world.orders.net_e4 > 0)
    assert found.conversions == int(counted.sum())
    visits = sum(row["event"] == "visit" for row in rows)
    assert found.touches_by_kind["visit"] >= visits
    assert found.visitors_known_as_customers > 100
    assert found.steps + sum(found.set_aside.values()) == found.touches
