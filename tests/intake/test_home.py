"""A home and its workspaces, as the commands open them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import upshot
from tests.intake.conftest import orders_csv, write_csv
from upshot.errors import InvalidInput, UnknownName, WarehouseError
from upshot.measures.data import WorkspaceData
from upshot.wiring import House, Workspace

SOURCE = Path(upshot.__file__).parent


def test_an_empty_home_gets_its_layout_and_a_default_workspace(tmp_path: Path) -> None:
    with upshot.open(tmp_path / "new") as home:
        house, brand = home.house, home.workspace()
        facts: WorkspaceData = brand
        assert facts.frame("order").collect().shape[0] == 0
        assert (brand.name, house.workspaces()) == ("default", ["default"])
        assert {path.name for path in house.home.iterdir()} >= {"lake", "raw", "inbox", "cache", "keys", "records.db"}
        assert (house.home / "keys").stat().st_mode & 0o077 == 0
        assert (house.home / "keys" / "hash.key").stat().st_mode & 0o777 == 0o600


def test_the_home_is_said_or_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSHOT_HOME", str(tmp_path / "from environment"))
    with House.open() as one, House.open(tmp_path / "said") as two:
        assert (one.home.name, two.home.name) == ("from environment", "said")


def test_all_who_open_a_new_home_at_once_hold_the_same_key(tmp_path: Path) -> None:
    keys: list[bytes] = []

    def open_it() -> None:
        with House.open(tmp_path / "h") as house:
            keys.append(house.hash_key)
            house.workspace()

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(keys), len(set(keys))) == (4, 1)
    assert [path.name for path in (tmp_path / "h" / "keys").iterdir()] == ["hash.key"]


def test_a_workspace_is_the_only_one_or_must_be_named(house: House) -> None:
    house.create_workspace("Maison Léa")
    assert house.workspace().name == "Maison Léa"
    house.create_workspace("Other & Sons")
    with pytest.raises(UnknownName, match="workspace_not_named"):
        house.workspace()
    with pytest.raises(UnknownName) as caught:
        house.workspace("Maison Lea")
    assert caught.value.facts["nearest"][0] == "Maison Léa"
    with pytest.raises(InvalidInput, match="workspace_exists"):
        house.create_workspace("Maison Léa")


@pytest.mark.parametrize("name", ["", "../evil", "a/b", ".hidden", "x" * 81, "a\x00b", "a\nb", "end.", "a\n"])
def test_a_name_that_could_leave_the_home_is_refused(house: House, name: str) -> None:
    with pytest.raises(InvalidInput, match="workspace_name"):
        house.create_workspace(name)


def test_rows_and_settings_are_fresh_after_every_change(brand: Workspace, drop: Path) -> None:
    assert (brand.rows("creator"), brand.setting("currency")) == ([], "EUR")
    version = brand.data_version()
    brand.import_paths([write_csv(drop / "s.csv", "key,value", "currency,USD")])
    assert (brand.setting("currency"), brand.data_version() == version) == ("USD", False)
    brand.rows("setting")[0]["value"] = "changed by the caller"
    assert brand.rows("setting")[0]["value"] == "USD"


def test_the_demo_mark_stays_with_the_workspace(house: House) -> None:
    house.create_workspace("demo", is_demo=True)
    with House.open(house.home) as again:
        assert again.workspace("demo").is_demo


def test_every_finished_import_is_listed_with_its_days(brand: Workspace, drop: Path) -> None:
    brand.import_paths([orders_csv(drop / "o.csv", 3)])
    found = brand.imports()[0]
    assert (found.kind, found.rows_read, found.starts_on.isoformat(), found.ends_on.isoformat()) == (
        "orders", 3, "2026-01-01", "2026-03-03",
    )  # fmt: skip


def test_a_file_where_the_home_should_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(WarehouseError, match="home_not_a_folder"):
        House.open(tmp_path / "home")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_may_not_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(WarehouseError, match="home_read_only"):
        House.open(tmp_path / "locked" / "home")


def test_a_server_reads_whole_states_only_while_another_process_imports(house: House, drop: Path) -> None:
    brand = house.workspace()
    for n in range(3):
        orders_csv(drop / f"o{n}.csv", 30, first=1 + 30 * n)
    script = (
        f"from upshot.wiring import House; House.open({str(house.home)!r}).workspace().import_paths([{str(drop)!r}])"
    )
    process = subprocess.Popen([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": str(SOURCE.parent)})
    seen = set()
    while process.poll() is None:
        seen.add(len(brand.frame("order").collect()))
        time.sleep(0.01)  # the import needs the core too
    assert process.returncode == 0
    assert seen <= {0, 30, 60, 90}
    assert len(brand.frame("order").collect()) == 90


def test_every_error_of_these_rooms_has_its_sentence_in_both_languages() -> None:
    rooms = [
        SOURCE / "wiring.py",
        *(path for room in ("warehouse", "records", "intake") for path in (SOURCE / room).rglob("*.py")),
    ]
    raised = {
        code
        for path in rooms
        for code in re.findall(r'(?:Error|Input|Name|Busy|Extra|Refused)\(\s*"(\w+)"', path.read_text())
    }
    for language in ("en", "fr"):
        folder = SOURCE / "surfaces" / "wording" / language
        known = set(re.findall(r"^(\w+) =", "\n".join(file.read_text() for file in folder.glob("*.ftl")), re.MULTILINE))
        assert raised - known == set()
