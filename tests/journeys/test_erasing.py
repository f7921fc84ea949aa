"""A person who is erased leaves no touch and no click behind, and nobody else loses one."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from tests.decisions.brand import LEA_POST, order
from tests.doubles import arrow_rows
from tests.journeys.cuts import touch
from upshot.sources.base import Batch
from upshot.sources.shop.customers import customer_keys
from upshot.vocabulary.tables import TABLES
from upshot.wiring import House, Workspace

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def load(brand: Workspace, **facts: list[dict]) -> None:
    """Load rows of the named tables."""
    batches = []
    for name, rows in facts.items():
        table = TABLES[name]
        batches.append(Batch(name, arrow_rows(table, rows).select(list(table.column_names)), len(rows)))
    brand.lake.load(batches, source="test", import_id="1", now=NOW)


def left(brand: Workspace, table: str, column: str) -> list:
    """What is left in one column."""
    return sorted(brand.frame(table).collect().to_arrow()[column].to_pylist(), key=str)


@pytest.fixture
def brand(tmp_path) -> Workspace:
    with House.open(tmp_path) as house:
        house.create_workspace("brand")
        ann, bob = customer_keys([("email", pa.array(["ann@mail.example", "bob@mail.example"]))], house.hash_key)
        click = {"link_id": "l", "clicked_at": "2026-03-01T10:00:00", "creator": "lea", "post_id": LEA_POST}
        load(
            house.workspace(),
            order=[
                order(1, customer_key=str(ann), click_id="aa" * 16),
                order(2, customer_key=str(bob)),
            ],
            click=[
                click | {"click_id": "aa" * 16, "visitor_key": "c1"},
                click | {"click_id": "bb" * 16, "visitor_key": "c1"},
                click | {"click_id": "cc" * 16, "visitor_key": "c2"},
            ],
            touch=[
                touch("a1", "03-01 10:00", "of ann"),
                touch("a1", "03-20 12:00", None, kind="order", order_ref="#1"),
                touch("c1", "03-01 10:00", "of ann too", creator="lea", label="lea-bio"),
                touch(str(ann), "03-01 10:00", "of ann as well"),
                touch("kiosk", "03-01 10:00", "of whom?"),
                touch("kiosk", "03-20 12:00", "hers", order_ref="#1"),
                touch("kiosk", "03-20 12:00", "his", order_ref="#2"),
                touch("b1", "03-01 10:00", "of bob", creator="lea", post_id=LEA_POST),
            ],
        )
        yield house.workspace()


def test_a_customers_visitors_go_and_a_shared_device_keeps_what_may_be_anothers(brand):
    erased = brand.erase(email="Ann@mail.example", now=NOW)
    assert left(brand, "touch", "channel") == ["his", "of bob", "of whom?"]
    assert left(brand, "click", "click_id") == ["cc" * 16]
    assert (erased.rows["touch"], erased.rows["click"], erased.rows["order"]) == (5, 2, 1)
    assert brand.erase(email="ann@mail.example", now=NOW).is_nothing


def test_a_creator_goes_from_what_visitors_did_and_the_touch_stays(brand):
    brand.erase(creator="lea", now=NOW)
    assert left(brand, "touch", "creator") == [None] * 8
    assert set(left(brand, "touch", "post_id")) | set(left(brand, "touch", "label")) == {None}
    assert left(brand, "click", "creator") == [None] * 3
