"""Every dimension, a period, a whole brand, journeys by the thousand: DuckDB and a real Spark say the same.

Run with `./upshot test --slow -m spark`; a small set of the same runs every time (`test_spark.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from tests.engines.asking import LakeBrand, ask, count_cells, differences, questions
from tests.measures.kpi_brand import EXTRA
from upshot.decisions.journeys import counting
from upshot.decisions.journeys.models import Terms, attribute
from upshot.decisions.journeys.store_writing import write_paths
from upshot.decisions.kpi_ledgers import kpi_ledgers
from upshot.measures.catalogue import KPIS
from upshot.measures.dimensions import Dimension
from upshot.warehouse.engine_choice import reading_with
from upshot.wiring import House, Workspace
from upshot.worlds import Scale, simulate_world, write_world

pytestmark = [
    pytest.mark.slow,
    pytest.mark.spark,
    pytest.mark.timeout(1_800),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
DIMENSIONS = [(), *((dimension.value,) for dimension in Dimension), ("month", "creator"), ("ad", "day")]
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A brand of eight months, as its export files tell it."""
    drop = tmp_path_factory.mktemp("drop")
    write_world(
        simulate_world("base", 5, scale=Scale(n_creators=6, n_posts=30, n_days=240, orders_per_day=12)), drop / "brand"
    )
    with House.open(tmp_path_factory.mktemp("home") / "home") as house:
        workspace = house.create_workspace("brand")
        report = workspace.import_paths([drop / "brand" / "exports"])
        assert [file.error for file in report.files if file.error] == []
        yield workspace


def _extra(workspace: Workspace) -> dict[str, Any]:
    return kpi_ledgers(workspace, [kpi for kpi in KPIS.values() if kpi.numerator is not None], now=NOW)


@pytest.mark.parametrize("by", DIMENSIONS, ids="+".join)
def test_the_whole_catalogue_by_every_dimension(brand: LakeBrand, spark: dict[str, Any], by: tuple[str, ...]) -> None:
    here = ask(brand, by, EXTRA)
    with reading_with("spark"):
        there = ask(brand, by, EXTRA)
    assert differences(here, there) == []
    assert count_cells(here) > 10


def test_every_kpi_that_is_computed_here_is_asked_somewhere(brand: LakeBrand) -> None:
    asked = {kpi.id for by in DIMENSIONS for found in questions(brand, by, EXTRA) for kpi in found}
    computed = {kpi.id for kpi in KPIS.values() if kpi.numerator is not None and kpi.basis.value != "modelled"}
    assert asked == computed


@pytest.mark.parametrize("by", [("month",), ("creator",), ("campaign",), ("week",)], ids="+".join)
def test_a_simulated_brand_of_eight_months(simulated: Workspace, spark: dict[str, Any], by: tuple[str, ...]) -> None:
    extra = _extra(simulated)
    here = ask(simulated, by, extra)
    with reading_with("spark"):
        there = ask(simulated, by, extra)
    assert differences(here, there) == []
    assert count_cells(here) > 100


def test_a_period_and_a_choice_of_creators(simulated: Workspace, spark: dict[str, Any]) -> None:
    creators = sorted({row["creator"] for row in simulated.rows("collaboration")})[:2]
    more = {"period": (date(2025, 12, 1), date(2026, 2, 28)), "where": {"creator": creators}}
    here = ask(simulated, ("creator",), {}, **more)
    with reading_with("spark"):
        there = ask(simulated, ("creator",), {}, **more)
    assert differences(here, there) == []
    assert count_cells(here) > 10


def test_ledgers_checks_and_verdict_read_through_spark_too(simulated: Workspace, spark: dict[str, Any]) -> None:
    extra, check = _extra(simulated), simulated.check(now=NOW)
    verdict = simulated.verdict(now=NOW, is_fresh=True)
    with reading_with("spark"):
        assert {name: table.to_pylist() for name, table in _extra(simulated).items()} == {
            name: table.to_pylist() for name, table in extra.items()
        }
        assert simulated.check(now=NOW) == check
        there = simulated.verdict(now=NOW, is_fresh=True)
    assert there.model_dump(exclude={"incremental", "roi"}).keys() == verdict.model_dump().keys() - {
        "incremental",
        "roi",
    }
    assert (there.cost, there.observed, there.verdict) == (verdict.cost, verdict.observed, verdict.verdict)
    assert there.roi.median == pytest.approx(verdict.roi.median, rel=1e-6)


def test_the_counts_of_twenty_thousand_journeys(tmp_path: Any, spark: dict[str, Any]) -> None:
    random = np.random.default_rng(7)
    names = [f"creator {n}" for n in range(40)]
    paths = []
    for _ in range(4_000):
        steps = [names[int(n)] for n in random.zipf(1.6, int(random.geometric(0.3))) % 40]
        n_converted = int(random.integers(0, 3))
        paths.append((steps, n_converted, n_converted * int(random.integers(1, 20_000)), int(random.integers(0, 8))))
    store = write_paths(paths, tmp_path / "store")
    whole = (
        counting.count_totals,
        *(lambda frames, k=k: counting.count_transitions(frames, order=k) for k in (1, 2, 3, 4)),
        *(lambda frames, k=k: counting.count_exits(frames, order=k, n_blocks=10) for k in (1, 2)),
        counting.count_places,
        counting.count_set_shares,
        counting.count_touches,
    )
    with store.frames() as frames:
        here = [count(frames) for count in whole]
    with reading_with("spark"), store.frames() as frames:
        there = [count(frames) for count in whole]
    np.testing.assert_equal([_plain(one) for one in there], [_plain(one) for one in here])
    assert here[0].n_journeys > 15_000


def _plain(count: Any) -> Any:
    return count if isinstance(count, tuple) else vars(count)


def test_every_attribution_model_over_the_same_journeys(tmp_path: Any, spark: dict[str, Any]) -> None:
    random = np.random.default_rng(11)
    names = [f"creator {n}" for n in range(12)]
    paths = [
        ([names[int(n)] for n in random.integers(0, 12, int(random.integers(1, 6)))], int(n), int(n) * 1_234, 3)
        for n in random.integers(0, 4, 300)
    ]
    store = write_paths(paths, tmp_path / "store")
    here = attribute(store, Terms(n_draws=20))
    with reading_with("spark"):
        there = attribute(store, Terms(n_draws=20))
    assert there == here  # credits are rounded to the cent and sum to the whole: nothing is left of the order of sums
