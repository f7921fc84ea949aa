"""The same questions on a real Spark cluster – a master, two workers, Spark Connect – have the same answers."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import pytest

from tests.engines.asking import LakeBrand, count_cells, differences, questions
from tests.measures.kpi_brand import EXTRA, FACTS, RECORDS, ad
from upshot.decisions.journeys import counting
from upshot.decisions.journeys.store_writing import write_paths
from upshot.errors import WarehouseError
from upshot.measures.query import query
from upshot.warehouse.engine_choice import reading_with
from upshot.warehouse.engine_spark import as_frame, spark_session
from upshot.warehouse.journey_files import JourneyFrames

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.mark.slow
def test_fifty_kpis_over_every_fact_are_the_same_on_spark(brand: LakeBrand, spark: dict[str, Any]) -> None:
    """What fits into one question; `test_spark_full.py` asks for the rest, by every dimension."""
    kpis = next(questions(brand, ["creator"], EXTRA))
    here = query(brand, kpis, by=["creator"], extra=EXTRA)
    with reading_with("spark"):
        there = query(brand, kpis, by=["creator"], extra=EXTRA)
    assert differences([here], [there]) == []
    assert len(kpis) > 50
    assert count_cells([here]) > 60  # an answer of nothing but nulls would be the same everywhere


def test_weeks_begin_on_monday_and_days_at_midnight_in_paris_on_spark_too(
    brand: LakeBrand, spark: dict[str, Any]
) -> None:
    asked = {"kpis": ["orders", "spend_ads"], "by": ["week"]}
    here = query(brand, **asked)
    with reading_with("spark"):
        there = query(brand, **asked)
    assert differences([here], [there]) == []
    assert [str(row.keys[0]) for row in there.rows if row.keys[0].day == 30] == ["2026-03-30"]


def test_types_nulls_lists_and_instants_come_back_as_from_duckdb(brand: LakeBrand, spark: dict[str, Any]) -> None:
    for table in ("order", "comment"):  # one with rows, one that was never imported
        here = brand.frame(table).collect().to_arrow()
        with reading_with("spark"):
            frame = brand.frame(table)
            there = frame.collect().to_arrow()
        assert frame.implementation.is_pyspark_connect()
        assert there.column_names == here.column_names
        assert [str(kind).replace("list<l:", "list<element:") for kind in here.schema.types] == [
            str(kind) for kind in there.schema.types
        ]
        by_id = lambda row: str(row.get("order_id"))  # noqa: E731
        assert sorted(there.to_pylist(), key=by_id) == sorted(here.to_pylist(), key=by_id)


def test_what_was_believed_before_is_the_same_too(tmp_path: Path, spark: dict[str, Any]) -> None:
    data = LakeBrand(tmp_path / "lake 1 été", {"ad_day": FACTS["ad_day"]}, RECORDS)
    data.load("ad_day", [ad("11", "2026-03-02", 999, 1)])  # restates the first day of ad 11
    with reading_with("spark"):
        spends = [data.lake.frame("ad_day", version=version).select("spend").collect() for version in (0, 1)]
    assert [sum(map(float, found["spend"].to_list())) for found in spends] == [180.0, 1079.0]


def test_a_file_the_cluster_does_not_see_is_said_by_name(
    brand: LakeBrand, spark: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSHOT_SPARK_PATHS", f"{brand.lake.root}=file:///nowhere")
    with reading_with("spark"), pytest.raises(WarehouseError, match="spark_files_unseen") as caught:
        brand.frame("order").collect()
    assert "/nowhere/order/month=2026-" in caught.value.facts["seen"]


def test_a_session_that_the_server_closed_is_made_anew(brand: LakeBrand, spark: dict[str, Any]) -> None:
    with reading_with("spark"):
        before = brand.frame("order")
        spark_session().stop()
        with pytest.raises(WarehouseError, match="spark_unreachable"):
            before.collect()
        assert brand.frame("order").collect().shape[0] == 8


def _sets(frames: JourneyFrames) -> list[tuple[Any, ...]]:
    """The channel sets, which come in any order."""
    found = counting.count_sets(frames)
    members = [tuple(part) for part in np.split(found.members, found.starts[1:-1])]
    return sorted(zip(members, found.n, found.n_converted, found.value_cents, strict=True))


def test_the_counts_of_attribution_are_the_same_on_spark(tmp_path: Path, spark: dict[str, Any]) -> None:
    paths = [(("a", "b", "a"), 3, 1_001, 1), (("b",), 2, 500, 0), (("c", "c", "a"), 0, 0, 4), (("a", "c"), 1, 99, 1)]
    store = write_paths(paths, tmp_path / "store")
    everything = (
        counting.count_totals,
        counting.count_transitions,
        lambda frames: counting.count_transitions(frames, order=3, n_blocks=2),
        counting.count_exits,
        lambda frames: counting.count_exits(frames, order=2),
        counting.count_places,
        counting.count_set_shares,
        _sets,
        counting.count_touches,
    )
    with store.frames() as frames:
        here = [repr(count(frames)) for count in everything]
    with reading_with("spark"), store.frames() as frames:
        assert frames.steps.implementation.is_pyspark_connect()
        there = [repr(count(frames)) for count in everything]
    assert there == here


class _Slow(LakeBrand):
    """Reads one table on Spark, and takes its time over each row of it, so that a query can be met in the middle."""

    def frame(self, table: str) -> nw.LazyFrame[Any]:
        found = super().frame(table)
        if table != "ad_day" or not found.implementation.is_pyspark_connect():
            return found
        slow = "coalesce(java_method('java.lang.Thread', 'sleep', 60L), '') <> 'never'"
        return as_frame(found.to_native().where(slow))


def _logs_at_work(folder: Path, number: int) -> list[Path]:
    """The logs of a worker's executors that have begun a task and not ended it."""
    logs = {log: log.read_text(encoding="utf-8") for log in folder.glob(f"work-{number}/*/*/stderr")}
    return [log for log, said in logs.items() if said.count("Running task") > said.count("Finished task")]


def _worker_at_work(folder: Path) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for number in (1, 2):
            if _logs_at_work(folder, number):
                return number
        time.sleep(0.02)
    raise AssertionError("no task began")


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_a_query_changes_nothing(tmp_path: Path, spark: dict[str, Any]) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 21)]
    rows = [ad(str(n), day, 1.5 * n + at, 1_000 + at) for at, day in enumerate(days) for n in (1, 2)]
    data = _Slow(tmp_path / "lake", {"ad_day": rows}, RECORDS)
    asked = {"kpis": ["spend_ads", "impressions", "cpm_ads"], "by": ["month"]}
    here = query(data, **asked)
    answers: list[Any] = []

    def ask_there() -> None:
        with reading_with("spark"):
            answers.append(query(data, **asked))

    asking = threading.Thread(target=ask_there)
    asking.start()
    victim = _worker_at_work(Path(spark["folder"]))
    os.killpg(spark["workers"][victim - 1], signal.SIGKILL)  # worker and executor, as when a machine loses its power
    asking.join(120)
    assert differences([here], answers) == []
    assert "Lost executor" in (Path(spark["logs"]) / "connect.log").read_text(encoding="utf-8")
    assert _logs_at_work(Path(spark["folder"]), victim)  # its log ends in the middle of a task
