"""The store on disk: kept while nothing changes, whole or not there, refused in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.decisions.brand import brand, order
from tests.journeys.cuts import NOW, cut, touch
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys import reading
from upshot.decisions.journeys.reading import read_journeys
from upshot.errors import UnknownName, UpshotError, WarehouseError
from upshot.surfaces.wording import Words

TOUCHES = [touch("a", "03-19 10:00", "x"), touch("b", "03-19 10:00", "y")]


def data_of(version="1", touches=TOUCHES, **told):
    """A brand whose data have that version."""
    data = brand((), facts={"touch": touches}, **told)
    data.data_version = lambda: version  # type: ignore[method-assign]
    return data


def test_the_same_question_is_answered_from_the_same_folder_until_something_changes(tmp_path):
    def folder(data, **asked):
        found = read_journeys(data, **({"by": "channel", "cache_folder": tmp_path, "now": NOW} | asked))
        return found.folder

    first = folder(data_of())
    made = (first / "states.parquet").stat().st_mtime_ns
    assert folder(data_of(), now=NOW + timedelta(minutes=3)) == first
    assert (first / "states.parquet").stat().st_mtime_ns == made
    others = {folder(data_of("2", journey_idle_days="3")), folder(data_of(), now=NOW + timedelta(days=1))}
    assert len(others | {first}) == 3


def test_a_store_that_lost_its_report_is_cut_anew_and_old_ones_go(tmp_path, monkeypatch):
    monkeypatch.setattr("upshot.decisions.journeys.cutting.KEPT_STORES", 1)
    first = cut(TOUCHES, folder=tmp_path).store.folder
    (first / "report.json").write_text("{")
    assert cut(TOUCHES, folder=tmp_path).report.steps == 2
    cut(TOUCHES, folder=tmp_path, by="source")
    assert not first.exists()


def test_of_two_who_cut_at_once_the_first_store_stays_for_its_readers(tmp_path, monkeypatch):
    first = cut(TOUCHES, folder=tmp_path).store.folder
    made = (first / "states.parquet").stat().st_ino
    monkeypatch.setattr(reading, "kept_report", lambda _: None)  # the second began before the first had ended
    assert cut(TOUCHES, folder=tmp_path).store.folder == first
    assert (first / "states.parquet").stat().st_ino == made
    assert [entry.name for entry in tmp_path.iterdir()] == [first.name]


def test_a_cut_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("upshot.warehouse.journeys.cut_bucket", full)
    with pytest.raises(WarehouseError, match="disk_full") as error:
        read_journeys(data_of(), by="channel", cache_folder=tmp_path, now=NOW)
    assert list(tmp_path.iterdir()) == []
    assert "disk" in Words("en").error(error.value).lower()


def test_a_disk_that_fills_while_the_engine_spills_is_refused_by_name(tmp_path, monkeypatch):
    def limited(bench, **told):
        bench.execute("SET memory_limit='12MiB'; SET max_temp_directory_size='200KiB'")
        bench.execute("CREATE TEMP TABLE much AS SELECT range AS n, hash(range)::VARCHAR AS word FROM range(3000000)")
        bench.execute("CREATE TEMP TABLE sorted AS FROM much ORDER BY word")
        return told

    monkeypatch.setattr("upshot.warehouse.journeys.find_people", limited)
    with pytest.raises(WarehouseError, match="disk_full"):
        read_journeys(data_of(), by="channel", cache_folder=tmp_path, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_known_of_touches_and_orders_after_the_moment_asked_about():
    orders = [order(1, "2026-03-20", customer_key="a"), order(2, "2026-05-20", customer_key="b")]
    later = touch("b", "05-19 10:00", "y")
    found = cut([touch("a", "03-19 10:00", "x"), later], orders, now=NOW - timedelta(days=60))
    assert (found.paths, found.report.conversions) == (["x !"], 1)


@pytest.mark.parametrize(
    ("touches", "reason"),
    [([], "journeys_no_touches"), ([touch("a", "2030-01-01T00:00:00")], "journeys_all_set_aside")],
)
def test_without_touches_there_is_no_answer_and_the_reason_has_words(tmp_path, touches, reason):
    found = read_journeys(data_of(touches=touches), by="creator", cache_folder=tmp_path, now=NOW)
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == reason
    for language in ("en", "fr"):
        words = Words(language)
        assert all(words.has(code) for code in (found.reason, *found.what_would_help))


@pytest.mark.parametrize(
    ("asked", "code"), [({"by": "chanel"}, "unknown_journey_dimension"), ({"campaign": "sprang"}, "unknown_campaign")]
)
def test_unknown_names_are_refused_with_the_known_ones(tmp_path, asked, code):
    with pytest.raises(UnknownName, match=code) as error:
        read_journeys(data_of(), **({"by": "channel", "cache_folder": tmp_path, "now": NOW} | asked))
    assert {"channel", "spring"} & set(error.value.facts["nearest"])
    assert len(Words("fr").error(error.value)) > 40


def test_settings_out_of_their_range_are_refused(tmp_path):
    with pytest.raises(UpshotError, match="invalid_setting_number"):
        read_journeys(data_of(journey_most_touches="none"), by="channel", cache_folder=tmp_path, now=NOW)
    assert reading.LAYOUT >= 1
