"""Files of paths with counts, as attribution libraries exchange them."""

from __future__ import annotations

import csv
import gzip
import io
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journeys.cuts import NOW
from upshot.decisions.journeys.path_file import read_paths
from upshot.errors import InvalidInput, UpshotError
from upshot.surfaces.wording import Words

HEADER = "path,total_conversions,total_conversion_value,total_null\n"


def read(tmp_path, text, name="paths.csv"):
    """The store and the report of a file with this text."""
    (tmp_path / name).write_text(text)
    return read_paths(tmp_path / name, tmp_path / f"store of {name}", now=NOW)


def walked(store):
    """How often each path was walked, and what it brought: path → (journeys, conversions, cents)."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT path, count(*), sum(n), sum(cents) FROM (SELECT list(s.state ORDER BY s.position) AS path, "
            "any_value(j.n_conversions) AS n, any_value(j.value_cents) AS cents "
            f"FROM '{store.folder}/steps/*.parquet' s JOIN '{store.folder}/journeys/*.parquet' j USING (journey) "
            "GROUP BY s.journey) GROUP BY path"
        ).fetchall()
    return {" > ".join(store.names[state - 1] for state in path): tuple(map(int, n)) for path, *n in rows}


def test_every_path_is_walked_as_often_as_it_was_counted(tmp_path):
    store, report = read(tmp_path, HEADER + "a > b > a,2,10.01,3\nb,0,0,1\na->c → b,1,5,0\n")
    assert walked(store) == {"a > b > a": (5, 2, 1001), "b": (1, 0, 0), "a > c > b": (1, 1, 500)}
    assert (report.journeys, report.conversions, report.value) == (7, 3, Decimal("15.01"))
    assert [one.states for one in report.top_paths] == [("a", "b", "a"), ("a", "c", "b"), ("b",)]
    assert (report.by, store.has_times, report.visitors) == ("path", False, None)


def test_an_empty_path_is_a_conversion_without_a_touch(tmp_path):
    store, report = read(tmp_path, HEADER + ",2,8.00,5\n > ,1,1.00,0\na,1,2.00,0\n")
    assert walked(store) == {"a": (1, 1, 200)}
    assert (report.conversions_untouched, report.value_untouched) == (3, Decimal("9.00"))


def test_value_and_lost_paths_may_be_missing_and_words_french(tmp_path):
    _, report = read(tmp_path, "chemin;conversions\na > b;12\n")
    assert (report.journeys, report.conversions, report.value) == (12, 12, Decimal(0))


def test_fractions_of_cents_never_add_up_to_more_than_half_a_cent(tmp_path):
    rows = "".join(f"p{n},1,0.004,0\n" for n in range(1000))
    store, report = read(tmp_path, HEADER + rows)
    assert report.value == Decimal("4.00") == sum(Decimal(cents) for *_, cents in walked(store).values()) / 100


@pytest.mark.parametrize(
    ("row", "column"),
    [("a,some,1,0", "total_conversions"), ("a,0,5.00,3", "total_conversion_value"), ("a,1,1,1.5", "total_null")],
)
def test_a_row_that_cannot_be_counted_refuses_the_file_and_is_named(tmp_path, row, column):
    with pytest.raises(InvalidInput, match="path_file_cell") as error:
        read(tmp_path, f"{HEADER}b,1,1,0\n{row}\n")
    assert (error.value.facts["line"], error.value.facts["column"]) == (3, column)
    assert all(column in Words(language).error(error.value) for language in ("en", "fr"))


@pytest.mark.parametrize("text", ["path,total_conversions\na,-1\n", "", "path\na\n", "x,y\n1,2\n"])
def test_other_files_are_refused_in_words(tmp_path, text):
    with pytest.raises(UpshotError) as error:
        read(tmp_path, text)
    assert len(Words("fr").error(error.value)) > 40


PATHS = st.lists(
    st.tuples(st.lists(st.sampled_from("abc"), max_size=4), st.integers(0, 4), st.integers(0, 9999), st.integers(0, 4)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=PATHS)
def test_conversions_and_cents_are_those_of_the_file(tmp_path, paths):
    lines = [f"{' > '.join(path)},{n},{cents / 100 if n else 0:.2f},{lost}" for path, n, cents, lost in paths]
    _, report = read(tmp_path, HEADER + "\n".join(lines) + "\n")
    assert report.conversions == sum(n for _, n, _, _ in paths)
    assert report.value == Decimal(sum(cents for _, n, cents, _ in paths if n)) / 100
    assert report.journeys == sum(n + lost for path, n, _, lost in paths if path)


@pytest.mark.shared_data
def test_the_example_of_channel_attribution_is_read_whole(shared_data, tmp_path):
    path = shared_data / "mmm_lift" / "attribution_paths_channelattribution.csv.gz"
    theirs = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    store, report = read_paths(path, tmp_path / "store", now=NOW)
    assert report.conversions == sum(int(row["total_conversions"]) for row in theirs) == 19_785
    assert report.journeys - report.conversions == sum(int(row["total_null"]) for row in theirs) == 68_602
    assert report.value == round(sum(Decimal(row["total_conversion_value"]) for row in theirs), 2)
    assert (store.n_states, len(walked(store))) == (12, 5408)  # of 10,000 lines: some say a path again
