"""Overview, Viewers, FollowerHistory, and the Business Suite's daily files."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from tests.sources.tiktok_studio.export_rows import rows
from upshot.errors import InvalidInput, SourceRefused

OVERVIEW = '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n'
PERIOD = (date(2026, 2, 26), date(2026, 3, 1))
TOLD = {"account_id": "lea", "period": PERIOD}


def code_of(read, *arguments, **told):
    with pytest.raises((SourceRefused, InvalidInput)) as refusal:
        read(*arguments, **told)
    return refusal.value.code


def test_negative_comments_are_kept_because_comments_can_be_deleted(read):
    found = rows(read(OVERVIEW + '"February 27","100","2","3","-4","1"', **TOLD), "account_organic_day")
    assert (found[0]["day"], found[0]["comments"], found[0]["account_id"]) == (date(2026, 2, 27), -4, "lea")


def test_negative_views_are_refused_with_their_line_and_column(read):
    (batch,) = read(OVERVIEW + '"February 27","1","2","3","4","1"\n"February 28","-1","2","3","4","1"', **TOLD)
    assert [(r.line, r.column, r.seen, r.valid) for r in batch.rejects] == [
        (3, "Video Views", "-1", "whole_number_from_zero")
    ]
    assert (batch.rows.num_rows, batch.rows_read, batch.rejected) == (1, 2, 1)


def test_the_zip_as_tiktok_sends_it_needs_no_question(read):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "Overview.csv", "\ufeff" + OVERVIEW + '"31 décembre","5","0","0","0","0"\n"1 janvier","7","0","0","0","0"'
        )
    found = rows(read(content.getvalue(), "Overview_2025-12-31_1767312000_lea.cuisine.zip"), "account_organic_day")
    assert [(row["account_id"], row["day"], row["views"]) for row in found] == [
        ("lea.cuisine", date(2025, 12, 31), 5),
        ("lea.cuisine", date(2026, 1, 1), 7),
    ]


def test_without_year_or_account_the_file_is_refused_with_the_remedy(read):
    text = OVERVIEW + '"February 27","1","2","3","4","1"'
    assert code_of(read, text, account_id="lea") == "studio_year_unknown"
    assert code_of(read, text, period=PERIOD) == "studio_account_unknown"
    assert code_of(read, text, account_id="lea", period=PERIOD[::-1]) == "studio_period_reversed"


def test_a_file_with_headers_only_is_a_small_account_and_no_error(read):
    (batch,) = read(OVERVIEW.strip())
    assert (batch.rows.num_rows, batch.rows_read, batch.rejected) == (0, 0, 0)


def test_zeros_beside_an_undefined_total_are_unknown_not_zero(read):
    header = '"Date","Followers","Difference in followers from previous day"'
    text = header + '\n"February 26","undefined","0"\n"February 27","37","-2"'
    first, second = rows(read(text, **TOLD), "account_organic_day")
    assert (first["followers"], first["followers_change"]) == (None, None)
    assert (second["followers"], second["followers_change"]) == (37, -2)


def test_more_viewers_than_views_is_kept_as_tiktok_says_it(read):
    text = '"Date","Total Viewers","New Viewers","Returning Viewers"\n"February 26","900","500","400"'
    (row,) = rows(read(text, **TOLD), "account_organic_day")
    assert (row["viewers"], row["viewers_new"], row["viewers_returning"], row["views"]) == (900, 500, 400, None)


def test_the_business_suite_says_its_year_and_its_missing_values_are_null(read):
    text = (
        "Date,Video views,Reached audience,Profile views,Likes,Shares,Comments,Leads submission,"
        "New followers,Lost followers\n"
        "2025/10/31,715,NAN,25,26,4,7,--,10,3\n"
    )
    (row,) = rows(read(text, "daily.csv", account_id="@Vintage.BG"), "account_organic_day")
    assert (row["day"], row["account_id"], row["views"], row["reach"], row["leads"]) == (
        date(2025, 10, 31),
        "vintage.bg",
        715,
        None,
        None,
    )
    assert row["followers_change"] == 7


def test_a_day_in_the_future_is_refused(read):
    text = "Date,New followers,Total followers\n2026/12/31,1,5\n2026/06/29,1,4\n"
    (batch,) = read(text, account_id="lea")
    assert [reject.valid for reject in batch.rejects] == ["day_not_in_future"]
    assert rows([batch], "account_organic_day")[0]["followers"] == 4


def test_the_file_saved_again_by_a_spreadsheet_reads_the_same(read):
    text = OVERVIEW + '"27 février","12\u202f345","2","3","4","1"'
    (row,) = rows(read(text.replace(",", ";").encode("utf-16"), **TOLD), "account_organic_day")
    assert row["views"] == 12_345


@pytest.mark.shared_data
def test_a_year_of_a_real_creator_is_read_whole(read, shared_data):
    folder = shared_data / "tiktok_studio" / "creator_a_en"
    period = (date(2025, 2, 28), date(2026, 2, 27))
    batches = read((folder / "Overview.csv").read_bytes(), account_id="creator_a", period=period)
    found = rows(batches, "account_organic_day")
    assert (len(found), found[0]["day"], found[-1]["day"]) == (365, *period)
    assert sum(row["comments"] < 0 for row in found) == 35
