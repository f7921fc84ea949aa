"""A home leaves with everything, comes back the same, and forgets a person for good."""

from __future__ import annotations

import zipfile
from pathlib import Path

import narwhals as nw
import pytest

from tests.intake.conftest import orders_csv, write_csv
from upshot.errors import InvalidInput
from upshot.vocabulary.tables import TABLES
from upshot.vocabulary.tables import Home as Where
from upshot.wiring import House, Workspace


def everything(brand: Workspace) -> dict[str, list[str]]:
    found = {}
    for name, table in TABLES.items():
        rows = (
            brand.lake.frame(name).collect().to_native().to_pylist() if table.home is Where.LAKE else brand.rows(name)
        )
        found[name] = sorted(map(repr, rows))
    return found


@pytest.fixture
def full(house: House, drop: Path) -> Workspace:
    orders_csv(drop / "orders.csv", 8)
    write_csv(drop / "creators.csv", "creator,followers", "lea,1000", "leander,500")
    collaborations = "campaign,creator,collaboration_type,starts_on,fee,currency,codes"
    write_csv(drop / "collaborations.csv", collaborations, "Spring,lea,sponsored_video,2026-01-01,100,EUR,LEA10")
    house.workspace().import_paths([drop])
    return house.workspace()


def test_a_restored_home_holds_the_same_rows_log_and_files(full: Workspace, tmp_path: Path) -> None:
    full.house.export(tmp_path / "home.zip")
    with House.restore(tmp_path / "home.zip", tmp_path / "elsewhere") as other:
        assert everything(other.workspace()) == everything(full)
        assert other.workspace().imports() == full.imports()
        assert sorted(file.name for file in other.raw.iterdir()) == sorted(
            file.name for file in full.house.raw.iterdir()
        )


def test_the_key_of_the_hashes_leaves_only_when_asked(full: Workspace, tmp_path: Path) -> None:
    full.house.export(tmp_path / "without.zip")
    full.house.export(tmp_path / "with.zip", with_key=True)
    key = (full.house.home / "keys" / "hash.key").read_bytes()
    assert key not in (tmp_path / "without.zip").read_bytes()
    assert key in (tmp_path / "with.zip").read_bytes()
    assert (tmp_path / "with.zip").stat().st_mode & 0o077 == 0
    with House.restore(tmp_path / "with.zip", tmp_path / "elsewhere") as other:
        assert other.hash_key == full.house.hash_key


def test_two_homes_are_never_mixed_and_a_broken_archive_restores_nothing(full: Workspace, tmp_path: Path) -> None:
    archive = tmp_path / "home.zip"
    full.house.export(archive)
    with pytest.raises(InvalidInput, match="restore_home_not_empty"):
        House.restore(archive, full.house.home)
    with pytest.raises(InvalidInput, match="archive_exists"):
        full.house.export(archive)
    for damaged in (archive.read_bytes()[:-3000], b"no zip"):
        (tmp_path / "bad.zip").write_bytes(damaged)
        with pytest.raises(InvalidInput, match="archive_not_a_home"):
            House.restore(tmp_path / "bad.zip", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_member_outside_the_home_is_never_written(full: Workspace, tmp_path: Path) -> None:
    full.house.export(tmp_path / "home.zip")
    with zipfile.ZipFile(tmp_path / "home.zip") as good, zipfile.ZipFile(tmp_path / "evil.zip", "w") as evil:
        for name in good.namelist():
            text = good.read(name)
            evil.writestr(name, text.replace(b'"records.db"', b'"../evil.db"') if name == "manifest.json" else text)
    with pytest.raises(InvalidInput, match="archive_altered"):
        House.restore(tmp_path / "evil.zip", tmp_path / "elsewhere")


def bytes_of(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_an_erased_customer_is_gone_from_rows_versions_and_raw_files(full: Workspace, drop: Path) -> None:
    key = full.frame("order").filter(nw.col("order_id") == "1").collect()["customer_key"].to_list()[0]
    erased = full.erase(email=" Buyer0@Example.org")
    assert erased.rows == {"order": 2}  # orders 1 and 8
    assert erased.raw_files == 1
    assert len(full.frame("order").collect()) == 6
    files = list((full.house.home / "lake").rglob("*.parquet"))
    assert not any(key.encode() in path.read_bytes() for path in files)
    assert full.erase(email="buyer0@example.org").is_nothing


def test_an_erased_creator_is_gone_and_a_longer_name_stays(full: Workspace) -> None:
    erased = full.erase(creator="@Lea")
    assert erased.rows == {"creator_reading": 1, "creator": 1, "collaboration": 1}
    assert [row["creator"] for row in full.rows("creator")] == ["leander"]
    assert erased.raw_files == 2
    full.house.close()
    assert b'"lea"' not in bytes_of(full.house.home)


def test_an_erased_creator_goes_with_figures_quotes_comments_and_former_handles(
    full: Workspace, tmp_path: Path
) -> None:
    folder, link = tmp_path / "sheets", "https://www.tiktok.com/@zoe/video/7612345678901234567"
    folder.mkdir()
    sheets = {
        "creators": "creator,followers,former_handles\nzoe,10,zoe.old\n",
        "creator_figures": "creator,metric,value,read_on,provenance\nzoe.old,followers,9,2026-04-04,list\n",
        "quotes": "creator,quoted_on,collaboration_type,fee,currency\nzoe,2026-04-04,live,90,EUR\n",
        "audience": "creator,read_on,dimension,bucket,share,provenance\nzoe,2026-04-04,country,FR,0.5,kit\n",
        "post_metrics": f"post_url,read_at,views\n{link},2026-06-01,10\n",
        "comments": f"post_url,author,text\n{link},max,yum\n{link.replace('@zoe', '@leander')[:-1]}8,@Zoe,mine\n",
    }
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    report = full.import_paths([folder])
    assert not report.refused
    erased = full.erase(creator="zoe").rows
    tables = ("creator_figure", "quote", "audience_reading", "comment", "post")
    assert [erased.get(name) for name in tables] == [1, 1, 1, 2, 1]
    full.house.close()
    assert b"zoe" not in bytes_of(full.house.home)


def test_erasing_wants_exactly_one_person(full: Workspace) -> None:
    for asked in ({}, {"email": "a@b.c", "creator": "lea"}):
        with pytest.raises(InvalidInput, match="erase_one_person"):
            full.erase(**asked)
