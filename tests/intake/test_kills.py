"""Nothing lost, nothing twice: real SIGKILLs at random moments of an import, then the import again."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.intake.conftest import orders_csv, write_csv
from upshot.records.schema import RECORD_TABLES
from upshot.wiring import House

RUN = ("import_id", "ingested_at")  # which run brought a row may differ; the row may not


def write_drop(folder: Path) -> None:
    """Records and facts, two files that overlap, several months: every kind of step an import takes."""
    write_csv(folder / "settings.csv", "key,value", "currency,EUR", "time_zone,UTC")
    orders_csv(folder / "orders0.csv", 20, first=1)
    orders_csv(folder / "orders1.csv", 20, first=11, total="12.50")


def content(home: Path) -> dict[str, list[str]]:
    """Every row of every fact and record table, without who brought it and when."""
    found: dict[str, list[str]] = {}
    with House.open(home) as house:
        brand = house.workspace("brand")
        assert set(brand.lake.versions()) == {"order"}
        tables = {"order": brand.lake.frame("order").collect().to_native().to_pylist()}
        tables |= {name: brand.records.rows("brand", name) for name in RECORD_TABLES}
        for name, rows in tables.items():
            found[name] = sorted({repr({k: v for k, v in row.items() if k not in RUN}) for row in rows})
            assert len(found[name]) == len(rows), f"a row of {name} is there twice"
        log = brand.records.imports("brand", status=None)
        known = {entry.import_id for entry in log}
        assert {row["import_id"] for row in tables["order"]} <= known, "a row names an unknown import"
        found["log"] = sorted(f"{entry.name}:{entry.status}" for entry in log)
    return found


def import_drop(home: Path, folder: Path) -> None:
    """Runs in a process of its own."""
    with House.open(home) as house:
        house.workspace("brand").import_paths([folder])


@pytest.mark.parametrize("n_kills", [9, pytest.param(50, marks=pytest.mark.slow)])
def test_an_import_killed_anywhere_and_run_again_equals_a_clean_import(tmp_path: Path, n_kills: int) -> None:
    workers = multiprocessing.get_context("forkserver")
    workers.set_forkserver_preload(["upshot.intake.importing", "upshot.wiring"])
    write_drop(tmp_path / "drop")

    template = tmp_path / "template"
    with House.open(template) as house:
        house.create_workspace("brand")

    def fresh(name: str) -> Path:
        """An empty home; all have one key, so that their customers compare."""
        return Path(shutil.copytree(template, tmp_path / name))

    def run(home: Path, *, kill_after_s: float | None = None) -> bool:
        process = workers.Process(target=import_drop, args=(home, tmp_path / "drop"))
        process.start()
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            process.kill()
        process.join()
        assert process.exitcode in {0, -signal.SIGKILL}
        return process.exitcode == -signal.SIGKILL

    run(fresh("warm-up"))
    began = time.monotonic()
    run(fresh("clean"))
    whole_run_s = time.monotonic() - began
    expected = content(tmp_path / "clean")
    assert all(expected[name] for name in ("order", "setting"))

    chance, kills, lives = random.Random(20261121), 0, 0
    while kills < n_kills:
        home = fresh(f"life{lives}")
        while run(home, kill_after_s=chance.uniform(0.0, 0.9 * whole_run_s)):
            kills += 1
            if kills == n_kills:
                run(home)
                break
        assert content(home) == expected
        shutil.rmtree(home)
        lives += 1
    assert kills == n_kills
