"""FollowerGender, FollowerTopTerritories and FollowerActivity."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.sources.tiktok_studio.export_rows import rows
from upshot.errors import SourceRefused

TOLD = {"account_id": "lea", "period": (date(2026, 2, 26), date(2026, 2, 27))}


def test_shares_are_read_on_the_last_day_of_the_period(read):
    found = rows(
        read('"Gender","Distribution"\n"Female","0.59"\n"Male","41%"\n"Other","0"', **TOLD), "audience_reading"
    )
    assert [(row["bucket"], row["share"]) for row in found] == [("female", 0.59), ("male", 0.41), ("other", 0.0)]
    assert {row["read_at"] for row in found} == {datetime(2026, 2, 27, tzinfo=UTC)}


def test_namibia_is_a_country_and_no_missing_value(read):
    found = rows(read('"Top territories","Distribution"\n"NA","0.2"\n"Others","0.8"', **TOLD), "audience_reading")
    assert [(row["dimension"], row["bucket"]) for row in found] == [("country", "NA"), ("country", "others")]


def test_a_share_above_one_is_refused(read):
    (batch,) = read('"Gender","Distribution"\n"Female","59"', **TOLD)
    assert [(r.line, r.valid) for r in batch.rejects] == [(2, "share")]


def test_an_undated_share_is_refused_until_somebody_says_when(read):
    with pytest.raises(SourceRefused, match="studio_read_day_unknown"):
        read('"Gender","Distribution"\n"Female","0.59"', account_id="lea")


def test_hours_after_the_export_are_unknown_and_earlier_zeros_are_zero(read):
    lines = ["Date,Hour,Active followers", "February 26,22,0", "February 26,23,5", "February 27,0,0", "February 27,1,0"]
    found = rows(read("\n".join(lines), **TOLD), "follower_activity")
    assert [row["active_followers"] for row in found] == [0, 5, None, None]


def test_hour_24_is_refused(read):
    (batch,) = read("Date,Hour,Active followers\nFebruary 26,24,5", **TOLD)
    assert [reject.valid for reject in batch.rejects] == ["hour"]
