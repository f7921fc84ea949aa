"""Google Analytics 4 downloads: comment lines, stacked tables, hours into days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tests.shop_reading import CutDocument, opened, plain_rows, read_all, written
from upshot.errors import SourceRefused
from upshot.sources.ga4 import Ga4Report

GA4 = Ga4Report()
ABOUT = """# ----------------------------------------
# Traffic acquisition: Session source / medium
# Account: My brand
# Property: Shop FR
# ----------------------------------------
#
# All Users
# Start date: 20260501
# End date: 20260502
"""
COLUMNS = "Session source / medium,Date,Country,Sessions,Engaged sessions,Total users,Engagement rate,Key events"
TABLE = f"""{COLUMNS},Total revenue
,,,30,15,22,0.5,2,1234.56
tiktok / paid,20260501,France,10,5,8,0.5,1,1000.50
(direct) / (none),20260502,(not set),19,9,13,0.5,1,234.06
(not set),20260502,Germany,1,1,1,1,0,0
Grand total,,,30,15,22,0.5,2,1234.56
"""


def read(tmp_path, text, **facts):
    return read_all(GA4, written(tmp_path, text), **facts)


def refusal(tmp_path, text, **facts):
    with pytest.raises(SourceRefused) as caught:
        read(tmp_path, text, **facts)
    return caught.value


def test_a_table_by_day_is_read_without_its_totals(tmp_path):
    found = read(tmp_path, ABOUT + TABLE, currency="EUR")
    rows = found.rows("visit_day")
    assert {row["breakdown"] for row in rows} == {"country+utm_medium+utm_source"}
    assert [(row["day"], row["utm_source"], row["utm_medium"], row["country"], row["sessions"]) for row in rows] == [
        (date(2026, 5, 1), "tiktok", "paid", "FR", 10),
        (date(2026, 5, 2), "(direct)", "(none)", None, 19),
        (date(2026, 5, 2), None, None, "DE", 1),
    ]
    assert [row["users"] for row in rows] == [8, 13, 1]
    assert sum(row["revenue"] for row in rows) == Decimal("1234.56")
    assert {(row["account_id"], row["currency"]) for row in rows} == {("Shop FR", "EUR")}
    assert (found.rows_read, found.rejected) == (3, 0)


def test_french_labels_saved_again_by_a_spreadsheet_read_the_same(tmp_path):
    french = (
        "# Propriété : Boutique\n# Date de début : 20260501\n# Date de fin : 20260502\n\n"
        "Source/support de la session;Date;Pays;Sessions;Utilisateurs actifs;Taux d'engagement;Revenu total\n"
        "tiktok / paid;20260501;Allemagne;1 200;8;62,5 %;1 234,56 €\n"
    )
    (row,) = read_all(GA4, written(tmp_path, french, encoding="cp1252")).rows("visit_day")
    assert (row["account_id"], row["country"], row["sessions"]) == ("Boutique", "DE", 1200)
    assert row["revenue"] == Decimal("1234.56")


def test_hours_are_summed_to_days_and_users_are_not(tmp_path):
    header = "Date + hour (YYYYMMDDHH),Users,Sessions,Engaged sessions\n"
    text = header + "2026050109,5,7,3\n2026050110,5,6,2\n2026050209,4,4,1\n"
    rows = read(tmp_path, text).rows("visit_day")
    assert [(row["day"].day, row["sessions"], row["engaged_sessions"], row["users"]) for row in rows] == [
        (1, 13, 5, None),  # a user of 9 o'clock may be one of 10 o'clock
        (2, 4, 1, 4),
    ]
    assert {row["breakdown"] for row in rows} == {"all"}


def test_nth_day_counts_from_the_start_of_the_report(tmp_path):
    text = "# Start date: 20260227\n# End date: 20260301\nNth day,Sessions,Event count\n0000,1,1\n0002,3,1\n"
    rows = read(tmp_path, text).rows("visit_day")
    assert [(row["day"], row["sessions"]) for row in rows] == [(date(2026, 2, 27), 1), (date(2026, 3, 1), 3)]


def test_a_report_of_one_day_needs_no_date_column(tmp_path):
    text = "# 20260501-20260501\nSession source,Sessions,Engaged sessions\ntiktok,10,2\n"
    (row,) = read(tmp_path, text).rows("visit_day")
    assert (row["day"], row["utm_source"], row["sessions"]) == (date(2026, 5, 1), "tiktok", 10)


def test_a_report_of_several_days_without_a_date_column_is_refused_with_the_span(tmp_path):
    text = ABOUT + "Session source,Sessions,Engaged sessions\ntiktok,10,2\n"
    error = refusal(tmp_path, text)
    assert (error.code, error.facts["span"], error.facts["line"]) == ("ga4_without_day", "2026-05-01 – 2026-05-02", 10)


def test_stacked_tables_are_read_each_on_its_own_and_the_others_are_named(tmp_path):
    text = ABOUT + "Nth day,Sessions\n0000,10\n0001,20\n\n" + ABOUT + TABLE + "\n# Pages\nPage path,Views\n/,10\n"
    found = read(tmp_path, text)
    by_breakdown = defaultdict(int)
    for row in found.rows("visit_day"):
        by_breakdown[row["breakdown"]] += row["sessions"]
    assert by_breakdown == {"all": 30, "country+utm_medium+utm_source": 30}
    assert [(reject.line, reject.column, reject.valid) for reject in found.rejects] == [
        (31, "Page path", "ga4_without_sessions")
    ]


def test_two_tables_apart_by_a_blank_line_alone_are_two_tables(tmp_path):
    first = "Date,Sessions,Engaged sessions\n20260501,10,1\n"
    text = first + "\nDate,Session medium,Sessions,Engaged sessions\n20260501,paid,10,1\n"
    rows = read(tmp_path, text).rows("visit_day")
    assert [(row["breakdown"], row["sessions"]) for row in rows] == [("all", 10), ("utm_medium", 10)]


def test_a_table_hundreds_of_rows_down_is_named_as_skipped(tmp_path):
    days = "".join(f"{date.fromordinal(738000 + day):%Y%m%d},1,1\n" for day in range(500))
    text = "Date,Sessions,Engaged sessions\n" + days + "\n# more\nDate,Session medium,Sessions\n20260501,paid,10\n"
    found = read(tmp_path, text)
    assert len(found.rows("visit_day")) == 500
    assert [(reject.line, reject.valid) for reject in found.rejects] == [(504, "ga4_table_too_low")]


@pytest.mark.parametrize("extra", ["Date range", "Sessions (previous period)", "Segment", "Plage de dates"])
def test_a_comparison_is_refused_by_the_name_of_its_column(tmp_path, extra):
    error = refusal(tmp_path, f"Date,Sessions,Engaged sessions,{extra}\n20260501,10,2,x\n")
    assert (error.code, error.facts["columns"]) == ("ga4_comparison", [extra])


def test_a_dimension_that_repeats_sessions_is_refused_by_name(tmp_path):
    error = refusal(tmp_path, "Date,Event name,Sessions,Engaged sessions\n20260501,page_view,10,2\n")
    assert (error.code, error.facts["columns"]) == ("ga4_dimension_not_additive", ["Event name"])


def test_a_finer_dimension_of_the_session_is_summed_over(tmp_path):
    header = "Date,Device category,Session source,Sessions,Engaged sessions\n"
    text = header + "20260501,mobile,tiktok,10,2\n20260501,desktop,tiktok,5,1\n"
    (row,) = read(tmp_path, text).rows("visit_day")
    assert (row["breakdown"], row["sessions"]) == ("utm_source", 15)


@pytest.mark.parametrize(
    ("column", "cell", "valid"), [("Sessions", "many", "whole_number"), ("Date", "2.02605E+07", "day")]
)
def test_a_bad_cell_says_its_line_and_column(tmp_path, column, cell, valid):
    good = {"Date": "20260501", "Sessions": "10", "Engaged sessions": "1"}
    lines = [",".join(row.values()) for row in (good, {**good, column: cell}, good)]
    found = read(tmp_path, ABOUT + ",".join(good) + "\n" + "\n".join(lines) + "\n")
    assert [(reject.line, reject.column, reject.seen, reject.valid) for reject in found.rejects] == [
        (12, column, cell, valid)
    ]
    assert [row["sessions"] for row in found.rows("visit_day")] == [20]


@pytest.mark.shared_data
def test_a_real_report_by_hour_sums_to_the_same_days(shared_data):
    path = shared_data / "shop_analytics" / "ga4" / "data-export_head.csv"
    expected = defaultdict(int)
    for row in plain_rows(path, skip=1):
        channel = row["Session primary channel group (Default channel group)"]
        expected[row["Date + hour (YYYYMMDDHH)"][:8], channel] += int(row["Sessions"])
    document = opened(path)
    for document_or_cut in (document, CutDocument(document, 3)):
        found = read_all(GA4, document_or_cut)
        ours = {(f"{row['day']:%Y%m%d}", row["channel_group"]): row["sessions"] for row in found.rows("visit_day")}
        assert ours == expected
        assert (found.rows_read, found.rejected) == (31, 0)


@pytest.mark.shared_data
def test_the_real_report_that_lost_its_dates_is_refused_for_that_reason(shared_data):
    document = opened(shared_data / "shop_analytics" / "ga4" / "sessions_by_channel_hour_no_date.csv")
    assert GA4.detect(document).confidence > 0.8
    with pytest.raises(SourceRefused) as caught:
        read_all(GA4, document)
    assert caught.value.code == "ga4_without_day"


def test_comment_lines_with_a_period_make_a_plain_table_a_report_of_google_analytics(tmp_path):
    document = written(tmp_path, ABOUT + "Date,Country,Sessions\n20260501,France,10\n")
    assert GA4.detect(document).confidence >= 0.6
    assert [row["country"] for row in read_all(GA4, document).rows("visit_day")] == ["FR"]


def test_a_chart_above_a_table_without_days_does_not_hide_what_to_do(tmp_path):
    chart = "Nth day,Direct,Organic Social,Engaged sessions\n0000,1,2,3\n\n"
    text = ABOUT + chart + ABOUT + "Session source,Sessions\ntiktok,10\n"
    assert refusal(tmp_path, text).code == "ga4_without_day"


def test_an_exploration_with_its_totals_in_a_spare_column_is_read_without_them(tmp_path):
    header = "# Free form 1\n# 20260501-20260502\n\nDate,Session source,Sessions,Engaged sessions\n"
    text = header + ",,30,4,Grand total\n20260501,tiktok,30,4\n"
    found = read(tmp_path, text)
    assert [row["sessions"] for row in found.rows("visit_day")] == [30]
    assert (found.rows_read, found.rejected) == (1, 0)
