"""The database as sheets, the web app and a damaged disk meet it."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import alembic.autogenerate
import pyarrow as pa
import pytest
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from upshot.errors import InvalidInput, MissingExtra, SettingsError, UnknownName, WarehouseError
from upshot.records.journal import FrozenDefinition
from upshot.records.schema import METADATA, Money
from upshot.records.store import Records
from upshot.sources.base import Batch
from upshot.vocabulary.counts import TableCount
from upshot.vocabulary.tables import TABLES

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def load(records: Records, table: str, *rows: dict, workspace: str = "brand", **more) -> TableCount:
    schema = pa.schema([f for f in TABLES[table].arrow_schema() if any(f.name in row for row in rows)])
    batch = Batch(table, pa.Table.from_pylist(list(rows), schema=schema), len(rows))
    return records.upsert(workspace, batch, source="sheet", import_id="i1", now=NOW, **more)


SPRING = {
    "campaign": "Spring",
    "creator": "lea",
    "collaboration_type": "live",
    "starts_on": None,
    "fee": Decimal("99.99"),
}


def test_a_row_comes_back_as_it_was_told(records: Records) -> None:
    told = SPRING | {"ends_on": date(2026, 3, 1), "codes": ["LÉA10", "X"], "notes": "a;b\n«c»"}
    load(records, "collaboration", told)
    found = records.rows("brand", "collaboration")[0]
    assert {name: found[name] for name in told} == told
    assert (found["currency"], found["import_id"], found["ingested_at"]) == (None, "i1", NOW)


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_money_survives_the_database_to_the_last_digit(amount: Decimal) -> None:
    money = Money()
    assert money.process_result_value(money.process_bind_param(amount, None), None) == amount


def test_a_sheet_read_twice_changes_nothing(records: Records) -> None:
    assert load(records, "collaboration", SPRING) == TableCount(new=1)
    revision = records.revision("brand")
    assert load(records, "collaboration", SPRING) == TableCount(unchanged=1)
    assert records.revision("brand") == revision


def test_a_missing_start_is_a_key_like_any_other_and_never_doubles(records: Records) -> None:
    load(records, "collaboration", SPRING)
    assert load(records, "collaboration", SPRING | {"fee": Decimal(5)}) == TableCount(restated=1)
    assert load(records, "collaboration", SPRING | {"starts_on": date(2026, 1, 1)}) == TableCount(new=1)


def test_a_campaign_is_replaced_whole_and_a_creator_is_filled(records: Records) -> None:
    load(records, "campaign", {"campaign": "Spring", "budget": Decimal(10), "objective": "sales"})
    load(records, "campaign", {"campaign": "Spring", "budget": None, "objective": "sales"})
    load(records, "creator", {"creator": "lea", "followers": 10, "country": "FR"})
    load(records, "creator", {"creator": "lea", "followers": None, "country": "BE"}, {"creator": "lea", "followers": 0})
    assert records.rows("brand", "campaign")[0]["budget"] is None
    creator = records.rows("brand", "creator")[0]
    assert (creator["followers"], creator["country"]) == (0, "BE")


def test_of_two_rows_with_one_key_the_later_wins_and_is_counted(records: Records) -> None:
    count = load(records, "setting", {"key": "currency", "value": "EUR"}, {"key": "currency", "value": "USD"})
    assert count == TableCount(new=1, duplicates=1)
    assert records.setting("brand", "currency") == "USD"


def test_a_dry_run_counts_and_writes_nothing(records: Records) -> None:
    assert load(records, "collaboration", SPRING, dry_run=True) == TableCount(new=1)
    assert records.rows("brand", "collaboration") == []


def test_one_workspace_never_sees_another(records: Records) -> None:
    load(records, "collaboration", SPRING)
    records.put_row("other", "creator", {"creator": "max"}, who="me", now=NOW)
    assert records.rows("other", "collaboration") == []
    assert not records.delete_row("brand", "creator", {"creator": "max"}, who="me", now=NOW)
    assert [row["creator"] for row in records.rows("other", "creator")] == ["max"]


def test_a_setting_comes_from_the_sheet_then_the_environment_then_the_default(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (records.setting("brand", "currency"), records.setting("brand", "gross_margin_rate")) == ("EUR", None)
    monkeypatch.setenv("UPSHOT_CURRENCY", "CHF")
    assert records.setting("brand", "currency") == "CHF"
    load(records, "setting", {"key": "currency", "value": "USD"}, {"key": "fx_gbp", "value": "1.2"})
    assert (records.setting("brand", "currency"), records.setting("brand", "fx_gbp")) == ("USD", "1.2")
    assert records.settings("brand")["fx_gbp"] == "1.2"
    with pytest.raises(UnknownName) as caught:
        records.setting("brand", "curency")
    assert caught.value.facts["nearest"][0] == "currency"


def test_an_edit_and_a_deletion_leave_what_was_said_before(records: Records) -> None:
    load(records, "collaboration", SPRING)
    records.put_row("brand", "collaboration", SPRING | {"fee": Decimal("120.50")}, who="ann", now=NOW)
    assert records.delete_row("brand", "collaboration", SPRING, who="ann", now=NOW)
    events = records.audit_events("brand")
    assert [(event.who, event.act) for event in events] == [("ann", "put"), ("ann", "delete")]
    assert events[0].detail["before"]["fee"] == "99.9900"
    assert events[1].detail["before"]["fee"] == "120.5000"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"creator": "lea", "shoe_size": 3}, "unknown_column"),
        ({"creator": "lea", "followers": "many"}, "wrong_type"),
        ({"country": "FR"}, "missing_key"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_is_written(records: Records, row: dict, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        records.put_row("brand", "creator", row, who="ann", now=NOW)
    assert (records.rows("brand", "creator"), records.audit_events("brand")) == ([], [])


def test_a_definition_once_frozen_stays_as_it_was(records: Records) -> None:
    first = FrozenDefinition("Spring", "cpm", "1", "abc", date(2026, 1, 1))
    later = FrozenDefinition("Spring", "cpm", "2", "xyz", date(2026, 2, 1))
    assert records.freeze_definition("brand", first) == first
    assert records.freeze_definition("brand", later) == first
    assert records.frozen_definitions("brand", "Spring") == [first]


def test_a_header_mapping_is_remembered_until_it_is_forgotten(records: Records) -> None:
    records.map_header("brand", "Coût (€)", "spend", who="ann", now=NOW)
    assert records.header_mappings("brand") == {"Coût (€)": "spend"}
    records.map_header("brand", "Coût (€)", None, who="ann", now=NOW)
    assert records.header_mappings("brand") == {}


def test_an_import_that_never_ended_is_taken_up_under_its_own_id(records: Records) -> None:
    about = {"name": "a.csv", "sha256": "f" * 64, "member": "", "size": 3, "now": NOW}
    assert records.start_import("brand", "one", **about) == "one"
    assert records.start_import("brand", "two", **about) == "one"
    ended = {"kind": "orders", "rows_read": 1, "counts": {}, "report": {}, "period": None, "now": NOW}
    records.finish_import("one", status="done", **ended)
    assert records.start_import("brand", "three", **about) == "three"
    assert [entry.import_id for entry in records.imports("brand")] == ["one"]


def test_many_threads_write_at_once_and_no_row_is_lost(records: Records) -> None:
    def write(at: int) -> None:
        for n in range(5):
            load(records, "creator", {"creator": f"c{at}_{n}"})

    threads = [threading.Thread(target=write, args=(at,)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(records.rows("brand", "creator")), records.revision("brand")) == (20, 20)


def test_the_migrations_lead_to_the_described_tables(records: Records) -> None:
    with records.engine.connect() as connection:
        assert alembic.autogenerate.compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_same_tables_can_be_made_in_postgresql() -> None:
    for table in METADATA.sorted_tables:
        assert table.name in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_several_processes_may_open_a_new_database_at_once(empty_url: str) -> None:
    faults: list[Exception] = []

    def open_it() -> None:
        try:
            Records.open(empty_url).close()
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_database_of_a_newer_upshot_is_refused_by_name(records: Records, records_url: str) -> None:
    with records.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WarehouseError, match="records_newer") as caught:
        Records.open(records_url)
    assert caught.value.facts["seen"] == "9999"


@pytest.mark.parametrize("damage", [b"this is not a database at all" * 50, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_corrupt_database_is_a_clear_error(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "records.db").write_bytes(damage)
    with pytest.raises(WarehouseError, match="records_corrupt") as caught:
        Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    assert caught.value.facts["path"].endswith("records.db")


def test_an_address_that_is_none_and_a_missing_driver_are_said_so() -> None:
    with pytest.raises(SettingsError, match="records_url"):
        Records.open("somewhere")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        with pytest.raises(MissingExtra, match="postgres_missing"):
            Records.open("postgresql+psycopg://nobody@localhost/none")


def test_a_copy_holds_every_table(records: Records, tmp_path: Path) -> None:
    load(records, "collaboration", SPRING)
    records.write_note("x", "y")
    records.copy_to(tmp_path / "copy.db")
    copy = Records.open(f"sqlite:///{tmp_path / 'copy.db'}")
    assert (copy.rows("brand", "collaboration"), copy.note("x")) == (records.rows("brand", "collaboration"), "y")
    copy.close()
