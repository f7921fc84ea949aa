"""A plain sheet of visits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shop_reading import CutDocument, csv_text, read_all, written
from upshot.sources.visits import VisitSheet

SHEET = VisitSheet()
COLUMNS = ["day", "source", "medium", "sessions", "users", "revenue"]


def test_a_french_sheet_of_visits(tmp_path):
    text = "Jour;Source;Support;Pays;Visites;Chiffre d'affaires\n14/07/2026;tiktok;paid;Belgique;1 200;12,50\n"
    (row,) = read_all(SHEET, written(tmp_path, text, encoding="cp1252"), currency="EUR").rows("visit_day")
    assert (row["day"], row["utm_source"], row["utm_medium"], row["country"]) == (
        date(2026, 7, 14),
        "tiktok",
        "paid",
        "BE",
    )
    assert (row["sessions"], row["revenue"], row["currency"]) == (1200, Decimal("12.50"), "EUR")
    assert row["breakdown"] == "country+utm_medium+utm_source"
    assert (row["users"], row["engaged_sessions"]) == (None, None)


def test_a_bad_cell_says_its_line_and_column(tmp_path):
    found = read_all(SHEET, written(tmp_path, "day,sessions\n2026-07-14,1\n2026-07-15,lots\n,3\n"))
    assert [(reject.line, reject.column, reject.seen, reject.valid) for reject in found.rejects] == [
        (4, "day", "", "filled_cell"),
        (3, "sessions", "lots", "whole_number"),
    ]
    assert (found.rows_read, found.rejected, len(found.rows("visit_day"))) == (3, 2, 1)


def test_two_sites_in_one_sheet_stay_apart(tmp_path):
    text = "site,day,sessions\na,2026-07-14,1\nb,2026-07-14,2\na,2026-07-14,4\n"
    rows = read_all(SHEET, written(tmp_path, text)).rows("visit_day")
    assert {row["account_id"]: row["sessions"] for row in rows} == {"a": 5, "b": 2}


VISITS = st.lists(
    st.tuples(st.integers(1, 28), st.sampled_from(["tiktok", "google", ""]), st.integers(0, 10**6)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=VISITS, size=st.integers(1, 7), turn=st.randoms())
def test_no_session_is_lost_whatever_the_cuts_and_the_order_of_columns(tmp_path, visits, size, turn):
    rows = [
        {"day": f"2026-07-{day:02}", "source": source, "sessions": str(sessions), "users": "1", "revenue": "0.10"}
        for day, source, sessions in visits
    ]
    whole = read_all(SHEET, written(tmp_path, csv_text(rows, COLUMNS)))
    cut = read_all(SHEET, CutDocument(written(tmp_path, csv_text(rows, turn.sample(COLUMNS, len(COLUMNS)))), size))
    assert whole.tables == cut.tables
    assert sum(row["sessions"] for row in cut.rows("visit_day")) == sum(visit[2] for visit in visits)
    assert sum(row["revenue"] for row in cut.rows("visit_day")) == Decimal("0.10") * len(visits)
