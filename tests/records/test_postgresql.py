"""Records on a real PostgreSQL: layouts, writers at once, moving there and back, and what it says when it cannot."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import UTC, datetime
from pathlib import Path

import alembic.autogenerate
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.intake.conftest import orders_csv, write_csv
from tests.services.databases import NewDatabase, postgres_url
from tests.services.postgres import PASSWORD, free_port
from upshot.errors import InvalidInput, SettingsError, WarehouseError
from upshot.records import connecting
from upshot.records.schema import METADATA
from upshot.records.store import Records
from upshot.surfaces.wording import Words
from upshot.vocabulary.tables import TABLES, Home
from upshot.wiring import House, Workspace

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
REVISIONS = [
    revision.revision
    for revision in ScriptDirectory(str(Path(connecting.__file__).with_name("migrations"))).walk_revisions()
]


@pytest.fixture
def postgres(new_postgres: NewDatabase, migrated_postgres: str) -> str:
    """The address of a migrated PostgreSQL database."""
    return new_postgres(migrated_postgres)


def make_layout(url: str, revision: str) -> None:
    """A database as an earlier Upshot left it, with a workspace."""
    config = Config()
    config.set_main_option("script_location", str(Path(connecting.__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    engine = connecting.connect(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(
            sa.text("INSERT INTO workspace (name, created_at, is_demo) VALUES ('brand', :now, false)"),
            {"now": NOW.isoformat()},
        )
    engine.dispose()


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_earlier_layout_is_brought_up_and_keeps_its_rows(empty_url: str, revision: str) -> None:
    make_layout(empty_url, revision)
    records = Records.open(empty_url)
    with records.engine.connect() as connection:
        assert alembic.autogenerate.compare_metadata(MigrationContext.configure(connection), METADATA) == []
    assert (records.workspaces(), records.desk_revision("brand")) == (["brand"], 0)
    records.close()


def test_two_that_write_the_same_new_thing_at_once_leave_one(records: Records) -> None:
    """Two processes that look, find nothing and insert: without taking turns the second breaks on a doubled key."""
    outcomes: list[str] = []
    together = threading.Barrier(4)

    def create() -> None:
        together.wait()
        try:
            records.create_workspace("new")
            outcomes.append("made")
        except InvalidInput as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", *["workspace_exists"] * 3]


def _write_notes(url: str, who: int) -> None:
    records = Records.open(url)
    for n in range(10):
        row = {"creator": f"c{who}_{n}", "followers": n}
        records.put_row("brand", "creator", row, who=f"p{who}", now=NOW)
    records.close()


def test_several_processes_write_at_once_and_lose_nothing(records_url: str) -> None:
    records = Records.open(records_url)
    records.create_workspace("brand")
    writers = [
        multiprocessing.get_context("fork").Process(target=_write_notes, args=(records_url, who)) for who in (1, 2)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert (len(records.rows("brand", "creator")), records.revision("brand")) == (20, 20)
    assert len(records.audit_events("brand")) == 20
    records.close()


def test_rows_come_in_the_same_order_whatever_language_the_database_sorts_in(records: Records) -> None:
    for creator in ("b", "B", "a-c", "ab", "É", "_x", "Z"):
        records.put_row("brand", "creator", {"creator": creator}, who="me", now=NOW)
    found = [row["creator"] for row in records.rows("brand", "creator")]
    assert found == ["B", "Z", "_x", "a-c", "ab", "b", "É"]


def test_a_reader_sees_one_state_of_everything(records: Records) -> None:
    """A copy is read table after table: what is written meanwhile is in all of it or in none."""
    with records._reading() as reading:
        workspaces = sa.select(sa.func.count()).select_from(METADATA.tables["workspace"])
        before = reading.scalar(workspaces)
        threading_write = threading.Thread(target=records.create_workspace, args=("later",))
        threading_write.start()
        threading_write.join(10)
        assert reading.scalar(workspaces) == before
    assert "later" in records.workspaces()


# --- what it says ------------------------------------------------------------------------------------------------


def _refusal(url: str) -> WarehouseError:
    with pytest.raises(WarehouseError) as caught:
        Records.open(url)
    error = caught.value
    for language in ("en", "fr"):
        message = Words(language).error(error)
        assert error.facts["path"] in message
        for secret in (PASSWORD, "wr0ng-one"):
            assert secret not in message + repr(error) + str(error.facts) + repr(error.__cause__)
    return error


def test_a_wrong_password_is_said_and_never_shown(postgres_port: int) -> None:
    error = _refusal(postgres_url(postgres_port, "postgres", password="wr0ng-one"))
    assert (error.code, error.facts["path"]) == (
        "records_password",
        f"postgresql+psycopg://upshot:***@127.0.0.1:{postgres_port}/postgres",
    )


def test_a_server_that_is_not_there_a_database_that_is_not_and_a_user_without_rights(
    postgres_port: int, postgres: str
) -> None:
    assert _refusal(postgres_url(free_port(), "postgres")).code == "records_unreachable"
    assert _refusal(postgres_url(postgres_port, "nowhere")).code == "records_no_database"
    engine = sa.create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
        connection.execute(sa.text("DROP ROLE IF EXISTS reader"))
        connection.execute(sa.text("CREATE ROLE reader LOGIN PASSWORD 'wr0ng-one'"))
    database = str(engine.url.database)
    engine.dispose()
    assert _refusal(postgres_url(postgres_port, database, user="reader", password="wr0ng-one")).code == (
        "records_forbidden"
    )


def test_the_short_address_is_understood_and_another_database_is_not(postgres: str) -> None:
    Records.open(postgres.replace("postgresql+psycopg", "postgresql")).close()
    for other in ("mysql://me@127.0.0.1/x", "postgresql+nothing://me@127.0.0.1/x", "somewhere"):
        with pytest.raises(SettingsError, match="records_url"):
            Records.open(other)


@pytest.mark.parametrize(("handle", "seen", "longest"), [("l" * 600, "long", 500), ("l\x00a", "zero", 0)])
def test_a_text_that_postgresql_cannot_keep_is_refused_by_name(
    postgres: str, handle: str, seen: str, longest: int
) -> None:
    records = Records.open(postgres)
    records.create_workspace("brand")
    with pytest.raises(InvalidInput, match="records_text") as caught:
        records.put_row("brand", "creator", {"creator": handle}, who="me", now=NOW)
    assert (caught.value.facts["seen"], caught.value.facts["longest"]) == (seen, longest)
    assert (records.rows("brand", "creator"), records.audit_events("brand")) == ([], [])
    records.close()


# --- a whole home ------------------------------------------------------------------------------------------------


def _filled(home: Path, drop: Path) -> House:
    drop.mkdir()
    orders_csv(drop / "orders.csv", 8)
    write_csv(drop / "creators.csv", "creator,followers", "lea,1000", "leander,500")
    collaborations = "campaign,creator,collaboration_type,starts_on,fee,currency,codes"
    write_csv(drop / "collaborations.csv", collaborations, "Spring,lea,sponsored_video,2026-01-01,100,EUR,LEA10")
    house = House.open(home)
    house.workspace().import_paths([drop])
    return house


def _everything(brand: Workspace) -> dict[str, list[str]]:
    tables = [name for name, table in TABLES.items() if table.home is Home.RECORDS]
    rows = {name: sorted(map(repr, brand.rows(name))) for name in tables}
    orders = brand.frame("order").collect().to_native().to_pylist()
    return {**rows, "order": sorted(map(repr, orders)), "imports": [repr(entry) for entry in brand.imports()]}


@pytest.mark.parametrize("towards", ["postgresql", "sqlite"])
def test_a_home_moves_between_the_two_and_says_the_same(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch, towards: str
) -> None:
    addresses = {"postgresql": postgres, "sqlite": ""}
    there = addresses.pop(towards)
    monkeypatch.setenv("UPSHOT_RECORDS_URL", *addresses.values())
    with _filled(tmp_path / "home", tmp_path / "drop") as house:
        before = _everything(house.workspace())
        house.export(tmp_path / "home.zip")
    monkeypatch.setenv("UPSHOT_RECORDS_URL", there)
    with House.restore(tmp_path / "home.zip", tmp_path / "elsewhere") as moved:
        assert _everything(moved.workspace()) == before
        assert (tmp_path / "elsewhere" / "records.db").exists() is (towards == "sqlite")
        moved.records.put_row("default", "creator", {"creator": "new"}, who="me", now=NOW)  # numbering goes on
        assert moved.records.audit_events("default")[-1].subject.endswith('["new"]')


def test_a_restore_into_a_database_in_use_changes_neither(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _filled(tmp_path / "home", tmp_path / "drop") as house:
        house.export(tmp_path / "home.zip")
    records = Records.open(postgres)
    records.create_workspace("theirs")
    monkeypatch.setenv("UPSHOT_RECORDS_URL", postgres)
    with pytest.raises(InvalidInput, match="restore_home_not_empty") as caught:
        House.restore(tmp_path / "home.zip", tmp_path / "elsewhere")
    assert "***" in caught.value.facts["path"]
    assert (records.workspaces(), (tmp_path / "elsewhere").exists()) == (["theirs"], False)
    records.close()


def test_erasing_a_creator_leaves_no_trace_in_the_database(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.services.databases import dump

    monkeypatch.setenv("UPSHOT_RECORDS_URL", postgres)
    with _filled(tmp_path / "home", tmp_path / "drop") as house:
        assert "leander" in dump(postgres)
        house.workspace().erase(creator="leander", now=NOW)
        assert "leander" not in dump(postgres)
        assert [row["creator"] for row in house.workspace().rows("creator")] == ["lea"]


def test_a_home_whose_records_are_elsewhere_is_never_opened_with_an_empty_second_set(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSHOT_RECORDS_URL", postgres)
    _filled(tmp_path / "home", tmp_path / "drop").close()
    monkeypatch.delenv("UPSHOT_RECORDS_URL")
    with pytest.raises(SettingsError, match="records_elsewhere"):
        House.open(tmp_path / "home")
    assert not (tmp_path / "home" / "records.db").exists()


def test_an_empty_database_does_not_hide_the_records_of_a_home(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(tmp_path / "home", tmp_path / "drop").close()
    monkeypatch.setenv("UPSHOT_RECORDS_URL", postgres)
    with pytest.raises(SettingsError, match="records_left_behind"):
        House.open(tmp_path / "home")
