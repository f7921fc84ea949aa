"""Experiments are kept whole, per workspace, and planning one leaves the verdict as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from upshot.errors import UnknownName
from upshot.records.experiments import ExperimentBook
from upshot.records.store import Records

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
GEO = {"name": "Spring", "kind": "geo", "asked": {"by": "region"}, "plan": {"options": [{"cost": None}]}}


def test_what_was_planned_is_read_back_as_it_was(records: Records):
    book = ExperimentBook(records, "brand")
    made = book.add({**GEO, "creators": ["lea"], "starts_on": date(2026, 3, 9)}, who="web", now=NOW)
    found = book.find(made.id)
    assert (found.asked, found.plan, found.creators) == (GEO["asked"], GEO["plan"], ["lea"])
    assert (found.starts_on, found.created_at, found.reading, found.design) == (date(2026, 3, 9), NOW, None, None)


def test_the_newest_experiment_comes_first(records: Records):
    book = ExperimentBook(records, "brand")
    ids = [book.add(GEO, who="web", now=NOW + timedelta(days=day)).id for day in range(3)]
    assert [found.id for found in book.all()] == ids[::-1]


def test_planning_and_reading_leave_the_records_revision_alone_and_an_audit_trail(records: Records):
    """The verdict's cache hangs on the revision: a plan says nothing of what the programme earned."""
    book, before = ExperimentBook(records, "brand"), records.revision("brand")
    made = book.add(GEO, who="web", now=NOW)
    book.change(made.id, {"reading": {"answer": "lift"}, "read_at": NOW}, act="read_experiment", who="web", now=NOW)
    assert (records.revision("brand"), records.desk_revision("brand")) == (before, 2)
    assert [event.act for event in records.audit_events("brand")] == ["plan_experiment", "read_experiment"]


def test_another_workspace_neither_sees_nor_changes_nor_deletes_it(records: Records):
    made = ExperimentBook(records, "brand").add(GEO, who="web", now=NOW)
    other = ExperimentBook(records, "other")
    assert other.all() == []
    with pytest.raises(UnknownName, match="unknown_experiment"):
        other.find(made.id)
    with pytest.raises(UnknownName):
        other.change(made.id, {"name": "taken"}, act="x", who="web", now=NOW)
    with pytest.raises(UnknownName):
        other.delete(made.id, who="web", now=NOW)
    assert ExperimentBook(records, "brand").find(made.id).name == "Spring"


def test_a_deleted_experiment_is_gone(records: Records):
    book = ExperimentBook(records, "brand")
    book.delete(book.add(GEO, who="web", now=NOW).id, who="web", now=NOW)
    assert book.all() == []


def test_a_copied_database_holds_the_experiments(records: Records, tmp_path):
    made = ExperimentBook(records, "brand").add(GEO, who="web", now=NOW)
    records.copy_to(tmp_path / "copy.db")
    copy = Records.open(f"sqlite:///{tmp_path / 'copy.db'}")
    assert ExperimentBook(copy, "brand").find(made.id) == made
    copy.close()


def test_an_erased_creator_stands_in_no_experiment_and_others_of_like_name_stay(records: Records):
    book = ExperimentBook(records, "brand")
    asked = {"creators": "@lea\nlea.cuisine\nLea;tom", "name": "Duets of lea."}
    made = book.add({**GEO, "name": "lea against tom", "asked": asked, "creators": ["lea", "tom"]}, who="web", now=NOW)
    assert records.erase_creator("brand", "lea")["experiment"] == 1
    found = book.find(made.id)
    assert found.name == "erased against tom"
    assert found.creators == ["erased", "tom"]
    assert found.asked == {"creators": "erased\nlea.cuisine\nerased;tom", "name": "Duets of erased."}
    assert records.erase_creator("brand", "nobody")["experiment"] == 0
