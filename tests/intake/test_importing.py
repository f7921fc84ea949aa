"""A drop of files, as the person who dropped them sees it."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest

from tests.intake.conftest import orders_csv, write_csv
from upshot.errors import WarehouseError
from upshot.intake.asking import ImportOptions, Progress
from upshot.intake.report import Status
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.warehouse.derived import with_new_customers
from upshot.wiring import House, Workspace


def n_orders(brand: Workspace) -> int:
    return len(brand.frame("order").collect())


def tree(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_file_again_changes_nothing_and_says_when_it_came(brand: Workspace, drop: Path) -> None:
    file = orders_csv(drop / "orders.csv", 5)
    first = brand.import_paths([file]).files[0]
    version = brand.data_version()
    again = brand.import_paths([file]).files[0]
    assert (first.status, first.new, first.rows_read) == (Status.LOADED, 5, 5)
    assert (again.status, again.import_id) == (Status.ALREADY_IMPORTED, first.import_id)
    assert again.imported_at is not None
    assert (n_orders(brand), brand.data_version()) == (5, version)


def test_a_forced_import_reads_again_and_finds_all_rows_unchanged(brand: Workspace, drop: Path) -> None:
    file = orders_csv(drop / "orders.csv", 5)
    brand.import_paths([file])
    again = brand.import_paths([file], ImportOptions(is_forced=True)).files[0]
    assert (again.status, again.new, again.unchanged) == (Status.LOADED, 0, 5)


def test_a_period_that_overlaps_an_earlier_file_restates_and_never_duplicates(brand: Workspace, drop: Path) -> None:
    brand.import_paths([orders_csv(drop / "a.csv", 10)])
    report = brand.import_paths([orders_csv(drop / "b.csv", 10, first=6, total="11.00")]).files[0]
    assert (report.new, report.restated, n_orders(brand)) == (5, 5, 15)


def test_settings_of_the_same_drop_count_for_its_facts(brand: Workspace, drop: Path) -> None:
    orders_csv(drop / "a_orders.csv", 1)
    write_csv(drop / "z_settings.csv", "key,value", "time_zone,America/New_York")
    report = brand.import_paths([drop])
    assert [file.name for file in report.files] == ["z_settings.csv", "a_orders.csv"]
    assert brand.frame("order").collect()["ordered_at"].to_list()[0].hour == 5  # midnight in New York
    assert [day.isoformat() for day in report.files[1].period] == ["2026-01-01", "2026-01-01"]


def test_one_bad_file_stops_no_other_and_each_says_why(brand: Workspace, drop: Path) -> None:
    orders_csv(drop / "orders.csv")
    (drop / "empty.csv").write_bytes(b"")
    (drop / "invoice.pdf").write_bytes(b"%PDF-1.4\n...")
    (drop / "cut.zip").write_bytes(b"PK\x03\x04 cut short")
    write_csv(drop / "cats.csv", "cat,colour", "Minou,grey")
    (drop / ".hidden.csv").write_text("x")
    report = brand.import_paths([drop, drop / "absent.csv"])
    refused = {file.name: file.error for file in report.refused}
    assert set(refused) == {"empty.csv", "invoice.pdf", "cut.zip", "cats.csv", "absent.csv"}
    assert n_orders(brand) == 3
    for language in LANGUAGES:
        assert all(Words(language).has(error.code) for error in refused.values())
    json.dumps(report.to_dict())


def test_a_zip_gives_a_line_per_table_and_is_kept_once(brand: Workspace, drop: Path) -> None:
    archive = drop / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(orders_csv(drop / "a.csv", 2), "shop/orders.csv")
        packed.write(write_csv(drop / "c.csv", "creator,followers", "lea,1000"), "creators.csv")
        packed.writestr("readme.txt", "hello")
    first, again = brand.import_paths([archive]), brand.import_paths([archive])
    assert [(file.name, file.status) for file in first.files] == [
        ("all.zip!readme.txt", Status.REFUSED),
        ("all.zip!creators.csv", Status.LOADED),
        ("all.zip!shop/orders.csv", Status.LOADED),
    ]
    assert {file.status for file in again.files[1:]} == {Status.ALREADY_IMPORTED}
    assert len(list(brand.house.raw.iterdir())) == 1


def test_the_raw_copy_is_byte_for_byte_what_was_received(brand: Workspace, drop: Path) -> None:
    file = orders_csv(drop / "orders.csv")
    sha256 = brand.import_paths([file]).files[0].sha256
    with pa.input_stream(str(brand.house.raw / f"{sha256}.zst"), compression="zstd") as copy:
        assert copy.read() == file.read_bytes()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def test_a_refused_file_leaves_no_raw_copy(brand: Workspace, drop: Path) -> None:
    file = write_csv(
        drop / "o.csv", "Order ID,Date,Total,Currency", "1,never,1,EUR", "2,never,1,EUR", "3,2026-01-01,1,EUR"
    )
    report = brand.import_paths([file]).files[0]
    assert (report.status, report.error.code, report.rejected) == (Status.REFUSED, "too_many_rejects", 2)
    assert (n_orders(brand), list(brand.house.raw.iterdir())) == (0, [])


def test_a_file_with_some_bad_rows_loads_the_good_ones_and_names_the_bad(brand: Workspace, drop: Path) -> None:
    file = write_csv(
        drop / "o.csv", "Order ID,Date,Total,Currency", "1,2026-01-01,1,EUR", "2,never,1,EUR", "3,2026-01-01,1,EUR"
    )
    report = brand.import_paths([file]).files[0]
    assert (report.rows_read, report.new, report.rejected) == (3, 2, 1)
    assert (report.rejects[0].line, report.rejects[0].column, report.rejects[0].seen) == (3, "Date", "never")
    kept = brand.records.imports(brand.name)[0].report
    assert kept["rejects"][0]["seen"] == "never"


def test_a_dry_run_counts_like_the_import_and_changes_not_one_byte(tmp_path: Path, drop: Path) -> None:
    orders_csv(drop / "new.csv", 6, first=3)
    write_csv(drop / "creators.csv", "creator,followers", "lea,1000")
    with House.open(tmp_path / "h") as house:
        house.workspace().import_paths([orders_csv(tmp_path / "old.csv", 4)])
    before = tree(tmp_path / "h")
    with House.open(tmp_path / "h") as house:
        dry = house.workspace().import_paths([drop], ImportOptions(is_dry_run=True))
    assert tree(tmp_path / "h") == before
    with House.open(tmp_path / "h") as house:
        real = house.workspace().import_paths([drop])
    assert [(f.new, f.restated, f.unchanged) for f in dry.files] == [
        (f.new, f.restated, f.unchanged) for f in real.files
    ]
    assert {file.status for file in dry.files} == {Status.DRY_RUN}


def test_of_two_imports_of_one_file_at_once_one_loads_and_one_says_so(house: House, drop: Path) -> None:
    file = orders_csv(drop / "orders.csv", 50)
    house.workspace()
    found: list[Status] = []

    def run() -> None:
        with House.open(house.home) as other:
            found.extend(report.status for report in other.workspace().import_paths([file]).files)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [Status.ALREADY_IMPORTED, Status.ALREADY_IMPORTED, Status.LOADED]
    assert n_orders(house.workspace()) == 50


def test_while_another_writes_the_import_waits_and_then_names_it(brand: Workspace, drop: Path) -> None:
    file = orders_csv(drop / "orders.csv")
    found = []

    def run() -> None:
        with House.open(brand.house.home) as other:
            found.extend(other.workspace().import_paths([file], ImportOptions(wait_s=0.2)).files)

    with brand.lake.writing(who="import big.csv"):
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    assert (found[0].status, found[0].error.code) == (Status.REFUSED, "home_busy")
    assert found[0].error.facts["command"] == "import big.csv"
    assert brand.import_paths([file]).files[0].status is Status.LOADED


def test_two_shops_are_kept_apart_by_account(brand: Workspace, drop: Path) -> None:
    for account in ("paris", "lyon"):
        file = orders_csv(drop / f"{account}.csv", 2, total="1.00" if account == "paris" else "2.00")
        brand.import_paths([file], ImportOptions(account_id=account))
    assert sorted(brand.frame("order").collect()["account_id"].to_list()) == ["lyon", "lyon", "paris", "paris"]


def test_no_address_reaches_the_lake_or_the_records(brand: Workspace, drop: Path) -> None:
    brand.import_paths([orders_csv(drop / "orders.csv")])
    for folder in ("lake", "cache"):
        files = [path for path in (brand.house.home / folder).rglob("*") if path.is_file()]
        assert not any(b"example.org" in path.read_bytes() for path in files)
    assert b"example.org" not in (brand.house.home / "records.db").read_bytes()


def test_an_unforeseen_fault_of_a_source_is_a_line_and_not_a_traceback(
    brand: Workspace, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from upshot.intake import importing

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("cell content that must not be shown")

    monkeypatch.setattr(importing, "read_document", broken)
    report = brand.import_paths([orders_csv(drop / "orders.csv")]).files[0]
    assert (report.error.code, report.error.facts["fault"]) == ("file_unforeseen", "ZeroDivisionError")
    assert "cell content" not in json.dumps(report.to_dict())
    monkeypatch.undo()
    assert brand.import_paths([drop]).files[0].status is Status.LOADED


def test_a_full_disk_loads_nothing_and_the_next_try_loads_all(
    brand: Workspace, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from upshot.warehouse import delta

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = orders_csv(drop / "orders.csv")
    monkeypatch.setattr(delta, "write_deltalake", full)
    report = brand.import_paths([file]).files[0]
    assert (report.status, report.error.code, n_orders(brand)) == (Status.REFUSED, "disk_full", 0)
    assert not list((brand.lake.root / "_staging").iterdir())
    monkeypatch.undo()
    assert (brand.import_paths([file]).files[0].new, n_orders(brand)) == (3, 3)


def test_progress_names_every_stage_of_a_file(brand: Workspace, drop: Path) -> None:
    told: list[Progress] = []
    brand.import_paths([orders_csv(drop / "orders.csv")], on_progress=told.append)
    assert list(dict.fromkeys(progress.stage for progress in told)) == ["recognising", "loading", "done"]


def test_a_buyers_second_order_is_not_a_new_customer(brand: Workspace, drop: Path) -> None:
    file = write_csv(
        drop / "o.csv",
        "Order ID,Date,Total,Currency,Email",
        "1,2026-01-01,1,EUR,a@example.org",
        "2,2026-02-01,1,EUR,A@example.org ",
        "3,2026-02-01,1,EUR,",
    )
    brand.import_paths([file])
    found = with_new_customers(brand.frame("order")).sort("order_id").collect()["is_new_customer"].to_list()
    assert found == [True, False, None]
    assert brand.frame("order").collect()["is_new_customer"].to_list() == [None] * 3


def test_a_home_restored_without_its_key_refuses_orders_and_says_which_key(house: House, drop: Path) -> None:
    house.workspace().import_paths([orders_csv(drop / "orders.csv")])
    (house.home / "keys" / "hash.key").unlink()
    with House.open(house.home) as other:
        report = other.workspace().import_paths([orders_csv(drop / "more.csv", first=9)]).files[0]
        assert report.error.code == "hash_key_differs"
        with pytest.raises(WarehouseError, match="hash_key_differs"):
            other.workspace().erase(email="buyer1@example.org")
