"""The lake as its readers and writers meet it."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import narwhals as nw
import pyarrow as pa
import pytest

from tests.warehouse.conftest import NOW, content, load
from upshot.errors import HomeBusy, InvalidInput, UnknownName, WarehouseError
from upshot.sources.base import Batch
from upshot.vocabulary.tables import TABLES
from upshot.warehouse.delta import vacuum
from upshot.warehouse.lake import LAKE_TABLES, Lake
from upshot.warehouse.locking import writer_lock

DAY = {"account_id": "a", "campaign_id": "c", "ad_id": "1", "day": date(2026, 1, 1), "spend": Decimal("12.3456")}


@pytest.mark.parametrize("table", LAKE_TABLES)
def test_a_table_nobody_imported_is_typed_and_empty(lake: Lake, table: str) -> None:
    found = lake.frame(table).collect()
    expected = list(TABLES[table].arrow_schema(with_common=True).names)
    assert (found.columns, len(found)) == (expected, 0)
    assert not lake.root.exists()


def test_money_instants_and_lists_come_back_as_they_went_in(lake: Lake) -> None:
    at = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    order = {
        "account_id": "s",
        "order_id": "1",
        "ordered_at": at,
        "total": Decimal("99999999999999.9999"),
        "codes": ["É1"],
    }
    load(lake, "order", [order])
    found = content(lake, "order")[0]
    assert {name: found[name] for name in order} == order
    assert found["refunded"] is None


def test_frames_of_one_thread_can_be_joined(lake: Lake) -> None:
    load(lake, "post", [{"post_id": "1", "creator": "lea"}])
    load(lake, "post_reading", [{"post_id": "1", "read_at": NOW, "views": 5}])
    joined = lake.frame("post_reading").join(lake.frame("post"), on="post_id").select("creator", "views").collect()
    assert joined.to_native().to_pylist() == [{"creator": "lea", "views": 5}]


def test_many_threads_read_at_once(lake: Lake) -> None:
    load(lake, "ad_day", [DAY])
    found: list[int] = []

    def read() -> None:
        found.extend(len(lake.frame("ad_day").collect()) for _ in range(5))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 20


def test_what_was_believed_before_can_be_read_by_version_and_by_instant(lake: Lake) -> None:
    load(lake, "ad_day", [DAY])
    time.sleep(0.02)
    then = datetime.now(UTC)
    time.sleep(0.02)
    load(lake, "ad_day", [DAY | {"spend": Decimal(20)}])
    spends = [content(lake, "ad_day", version=asked)[0]["spend"] for asked in (0, then, 1, None)]
    assert spends == [Decimal("12.3456"), Decimal("12.3456"), Decimal(20), Decimal(20)]
    with pytest.raises(InvalidInput, match="unknown_version"):
        lake.frame("ad_day", version=7)


def test_each_commit_names_its_import(lake: Lake) -> None:
    load(lake, "ad_day", [DAY], import_id="one")
    load(lake, "ad_day", [DAY | {"spend": 3}], import_id="two")
    assert [commit.import_id for commit in lake.history("ad_day")] == ["one", "two"]


def test_the_data_version_changes_with_the_data_only(lake: Lake) -> None:
    versions = [lake.data_version()]
    for spend in (1, 1, 2):
        load(lake, "ad_day", [DAY | {"spend": spend}])
        versions.append(lake.data_version())
    assert versions[1] == versions[2]
    assert len(set(versions)) == 3


def test_a_dry_load_counts_and_leaves_no_trace(lake: Lake) -> None:
    load(lake, "ad_day", [DAY])
    before = {path: path.stat().st_mtime_ns for path in lake.root.rglob("*")}
    with lake.staging(dry_run=True) as staging:
        rows = pa.table({"account_id": ["a"], "ad_id": ["2"], "day": [date(2026, 1, 2)], "campaign_id": ["c"]})
        staging.add(Batch("ad_day", rows, 1))
        report = lake.commit(staging, source="test", import_id="dry", now=NOW, dry_run=True)
    assert report.tables["ad_day"].new == 1
    assert {path: path.stat().st_mtime_ns for path in lake.root.rglob("*")} == before
    assert not staging.folder.exists()


def test_a_second_writer_waits_and_is_then_told_who_writes(lake: Lake) -> None:
    told: list[dict[str, str]] = []
    with (
        lake.writing(who="import orders.csv"),
        pytest.raises(HomeBusy) as caught,
        Lake(lake.root).writing(who="other", wait_s=0.1, on_wait=told.append),
    ):
        pass
    assert caught.value.facts["command"] == told[0]["command"] == "import orders.csv"
    assert caught.value.facts["pid"].isdigit()


def test_nested_writing_by_one_thread_does_not_wait_for_itself(lake: Lake) -> None:
    with lake.writing(who="outer"), lake.writing(who="inner", wait_s=0.0):
        load(lake, "ad_day", [DAY])
    with writer_lock(lake.root / ".writer.lock", who="after", wait_s=0.0):
        pass


def test_a_truncated_data_file_is_named_and_not_read_as_fewer_rows(lake: Lake) -> None:
    load(lake, "ad_day", [DAY])
    file = next(lake.root.rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(WarehouseError, match="lake_corrupt") as caught:
        Lake(lake.root).frame("ad_day")
    assert caught.value.facts["path"] == str(file)


def test_a_table_whose_log_was_deleted_is_damaged_and_not_empty(lake: Lake) -> None:
    load(lake, "ad_day", [DAY])
    for commit in (lake.root / "ad_day" / "_delta_log").iterdir():
        commit.unlink()
    with pytest.raises(WarehouseError, match="lake_corrupt"):
        Lake(lake.root).frame("ad_day")


def test_a_missing_data_file_is_named(lake: Lake) -> None:
    load(lake, "ad_day", [DAY])
    next(lake.root.rglob("*.parquet")).unlink()
    with pytest.raises(WarehouseError, match="lake_file_missing"):
        Lake(lake.root).frame("ad_day")


@pytest.mark.parametrize("damage", [b"", b"{not json", b'{"add":{"path":"x"}}'])
def test_a_corrupt_log_is_a_clear_error(lake: Lake, damage: bytes) -> None:
    load(lake, "ad_day", [DAY])
    (lake.root / "ad_day" / "_delta_log" / f"{0:020}.json").write_bytes(damage)
    with pytest.raises(WarehouseError, match="lake_corrupt"):
        Lake(lake.root).frame("ad_day")


def test_a_log_folder_without_a_commit_is_an_absent_table(lake: Lake) -> None:
    (lake.root / "ad_day" / "_delta_log").mkdir(parents=True)
    (lake.root / "ad_day" / "_delta_log" / f"{0:020}.json#1").write_text("{half")
    assert content(lake, "ad_day") == []
    load(lake, "ad_day", [DAY])
    assert len(content(lake, "ad_day")) == 1


def test_an_unknown_table_names_the_known_ones(lake: Lake) -> None:
    with pytest.raises(UnknownName) as caught:
        lake.frame("orders")
    assert "order" in caught.value.facts["nearest"]


def test_a_column_the_table_does_not_have_is_refused_before_anything_is_loaded(lake: Lake) -> None:
    with pytest.raises(WarehouseError, match="unknown_column"):
        lake.load([Batch("post", pa.table({"post_id": ["1"], "posted": ["x"]}), 1)], source="t", import_id="i", now=NOW)
    assert lake.versions() == {}


def test_the_staging_folder_of_a_dead_process_is_swept_and_a_living_one_is_not(lake: Lake) -> None:
    dead = lake.root / "_staging" / "999999999-dead"
    dead.mkdir(parents=True)
    (dead / "ad_day.parquet").write_bytes(b"x" * 100)
    with lake.staging() as living, lake.staging():
        assert (dead.exists(), living.folder.exists()) == (False, True)


def test_a_table_written_before_a_column_existed_reads_it_as_null_and_gains_it(lake: Lake) -> None:
    from deltalake import write_deltalake

    old = pa.table({"post_id": ["1"], "creator": ["lea"], "source": ["t"], "import_id": ["0"], "month": ["all"]})
    old = old.append_column("ingested_at", pa.array([NOW], pa.timestamp("us", tz="UTC")))
    write_deltalake(lake.root / "post", old, partition_by=["month"])
    assert content(lake, "post")[0]["caption"] is None
    load(lake, "post", [{"post_id": "1", "caption": "new"}, {"post_id": "2", "caption": "two"}])
    assert [(row["creator"], row["caption"]) for row in content(lake, "post")] == [("lea", "new"), (None, "two")]


def test_many_small_imports_are_joined_and_time_travel_still_works(lake: Lake) -> None:
    for n in range(10):
        load(lake, "post", [{"post_id": str(n)}])
    lake.tidy(force=True)
    assert len(lake.snapshot("post").files) == 1
    assert len(content(lake, "post")) == 10
    assert len(content(lake, "post", version=3)) == 4


def test_after_a_vacuum_to_nothing_old_rows_cannot_be_read_again(lake: Lake) -> None:
    load(lake, "post", [{"post_id": "1", "caption": "private"}])
    lake.rewrite("post", "SELECT * FROM present WHERE post_id <> '1'", import_id="erase")
    assert content(lake, "post") == []
    assert not any(b"private" in path.read_bytes() for path in lake.root.rglob("*") if path.is_file())


def test_leftovers_of_a_killed_writer_are_collected(lake: Lake) -> None:
    load(lake, "post", [{"post_id": "1"}])
    orphan = lake.root / "post" / "month=all" / "part-orphan.parquet"
    orphan.write_bytes(b"half")
    vacuum(lake.root / "post", keep_days=0)
    assert (orphan.exists(), len(content(lake, "post"))) == (False, 1)


def test_expressions_of_the_measures_run_on_a_frame(lake: Lake) -> None:
    load(lake, "ad_day", [DAY, DAY | {"ad_id": "2", "spend": Decimal(1)}])
    total = lake.frame("ad_day").select(nw.col("spend").cast(nw.Float64).sum()).collect()
    assert total["spend"].to_list() == [pytest.approx(13.3456)]


def test_the_lock_note_is_valid_json(lake: Lake) -> None:
    with lake.writing(who="me"):
        assert json.loads((lake.root / ".writer.lock").read_text())["command"] == "me"


def test_a_home_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lake = Lake(tmp_path / "file" / "lake")
    with pytest.raises(WarehouseError):
        load(lake, "post", [{"post_id": "1"}])
