"""The ten sheets as people really fill them in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.sources.sheets.sheet_rows import refused, rows

COLLABORATIONS = "campaign;creator;collaboration_type;starts_on;ends_on;fee;currency;codes;post_urls\n"
POST = "7612345678901234567"
LINK = f"https://www.tiktok.com/@lea.cuisine/video/{POST}"


def test_a_french_spreadsheet_is_read_with_its_commas_its_dates_and_its_accents(read):
    text = (
        COLLABORATIONS
        + "Été;@Léa?;live;01/02/2026;;1;;;\n"
        + "Été;@Lea.Cuisine;Vidéo sponsorisée;03/04/2026;30/04/2026;1 250,50 €;;;\n"
    )
    batches = read(text.encode("cp1252"), currency="EUR")
    (row,) = rows(batches, "collaboration")
    assert (row["campaign"], row["creator"], row["collaboration_type"]) == ("Été", "lea.cuisine", "sponsored_video")
    assert (row["starts_on"], row["fee"], row["currency"]) == (date(2026, 4, 3), Decimal("1250.50"), "EUR")
    assert refused(batches) == [(2, "creator", "@Léa?", "handle")]


@pytest.mark.parametrize("codes", ["lea10;LEA15", "lea10 LEA15", "lea10, LEA15"])
def test_codes_are_a_list_in_upper_case_however_they_are_separated(read, codes):
    text = COLLABORATIONS.replace(";", "\t") + f"Spring\tlea\tlive\t2026-03-01\t\t0\tEUR\t{codes}\t{LINK}\n"
    (row,) = rows(read(text), "collaboration")
    assert (row["codes"], row["post_urls"]) == (["LEA10", "LEA15"], [LINK])


def test_an_empty_fee_is_unknown_and_a_zero_fee_is_zero(read):
    text = COLLABORATIONS + "a;lea;live;2026-03-01;;;EUR;;\nb;lea;live;2026-03-01;;0;EUR;;\n"
    assert [row["fee"] for row in rows(read(text), "collaboration")] == [None, Decimal("0.0000")]


@pytest.mark.parametrize(
    ("line", "column", "valid"),
    [
        ("a;lea;dance;2026-03-01;;1;EUR;;", "collaboration_type", "collaboration_type"),
        ("a;lea;live;2026-03-09;2026-03-01;1;EUR;;", "ends_on", "day_not_before_start"),
        ("a;lea;live;2026-03-09;;-1;EUR;;", "fee", "amount_from_zero"),
        ("a;lea;live;2026-03-09;;1;XYZ;;", "currency", "currency_code"),
        ("a;lea;live;2026-02-30;;1;EUR;;", "starts_on", "day"),
        (";lea;live;2026-03-09;;1;EUR;;", "campaign", "filled_cell"),
        ("a;lea;live;2026-03-09;;1;EUR;;not-a-link", "post_urls", "post_links"),
    ],
)
def test_a_row_that_contradicts_the_nouns_is_refused_with_its_column(read, line, column, valid):
    batches = read(COLLABORATIONS + line + "\n")
    assert [(reject[0], reject[1], reject[3]) for reject in refused(batches)] == [(2, column, valid)]
    assert (batches[0].rows_read, batches[0].rejected) == (1, 1)


def test_of_two_rows_for_the_same_collaboration_the_second_is_refused(read):
    line = "a;lea;live;2026-03-01;;{};EUR;;\n"
    batches = read(COLLABORATIONS + line.format(100) + line.format(200))
    assert [row["fee"] for row in rows(batches, "collaboration")] == [Decimal("100.0000")]
    assert refused(batches) == [(3, "campaign", "a", "row_once")]


def test_extra_columns_are_kept_as_notes_without_addresses(read):
    text = "creator,followers,mood,contact\n@lea,1200,sunny,write to lea@mail.example or +33 6 12 34 56 78\n"
    (row,) = rows(read(text), "creator")
    assert json.loads(row["notes"]) == {"mood": "sunny", "contact": "write to [email] or [phone]"}


def test_creators_also_give_a_reading_of_their_followers_today(read):
    batches = read("creator,followers,country\nhttps://www.tiktok.com/@Lea?lang=fr,12000,France\nmax,,\n")
    assert [row["country"] for row in rows(batches, "creator")] == ["FR", None]
    readings = [(row["creator"], row["read_at"], row["followers"]) for row in rows(batches, "creator_reading")]
    assert readings == [("lea", datetime(2026, 6, 30, tzinfo=UTC), 12_000)]
    assert sum(batch.rows_read for batch in batches) == 2


def test_post_metrics_take_creator_and_date_from_the_link(read):
    batches = read(
        f"post_url,read_at,views,likes,content_type\n{LINK},2026-04-04 09:00,61200,2310,tutorial\n",
        time_zone="Europe/Paris",
    )
    (post,), (reading,) = rows(batches, "post"), rows(batches, "post_reading")
    assert (post["post_id"], post["creator"], post["content_type"]) == (POST, "lea.cuisine", "tutorial")
    assert post["published_at"] == datetime.fromtimestamp(int(POST) >> 32, UTC)
    assert reading["read_at"] == datetime(2026, 4, 4, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "column", "valid"),
    [
        ("https://vm.tiktok.com/ZMabc/,2026-04-04,10,1,0.1", "post_url", "post_link_full"),
        ("https://www.tiktok.com/@lea,2026-04-04,10,1,0.1", "post_url", "post_link"),
        ("7.61235E+18,2026-04-04,10,1,0.1", "post_url", "post_link"),
        (f"{LINK},2026-04-04,10,11,0.1", "likes", "likes_within_views"),
        (f"{LINK},,10,1,0.1", "read_at", "read_at_needed"),
        (f"{LINK},2020-04-04,10,1,0.1", "read_at", "read_at_after_publication"),
        (f"{LINK},2026-04-04,10,1,19", "full_video_watched_rate", "share"),
        (f"{LINK},2026-04-04,1.5,1,0.1", "views", "whole_number_from_zero"),
    ],
)
def test_post_metrics_that_cannot_be_true_are_refused(read, line, column, valid):
    batches = read(f"post_url,read_at,views,likes,full_video_watched_rate\n{line}\n")
    assert [(reject[1], reject[3]) for reject in refused(batches)] == [(column, valid)]


def test_a_post_without_counters_is_a_post_and_no_reading(read):
    batches = read(f"post_url,creator,is_paid_partnership\n{LINK},lea,oui\n")
    assert rows(batches, "post")[0]["is_paid_partnership"] is True
    assert rows(batches, "post_reading") == []


def test_spark_ads_tie_an_ad_to_its_post(read):
    lines = [f"1812345678901234567,{LINK},2026-03-01,2026-02-01", f"1812345678901234568,{POST},,"]
    batches = read("\n".join(["ad_id,post_url,authorised_from,authorised_until", *lines]))
    (row,) = rows(batches, "spark_ad")
    assert (row["ad_id"], row["post_id"], row["authorised_until"]) == ("1812345678901234568", POST, None)
    assert refused(batches)[0][3] == "day_not_before_start"


def test_settings_are_kept_in_their_unit_and_misspelt_ones_get_a_suggestion(read):
    lines = ["gross_margin_rate;55 %", "time_zone;europe/paris", "fx_usd;0,92", "gross_margin;0.5", "vat_rate;20"]
    batches = read("key;value\n" + "\n".join(lines) + "\n")
    assert {row["key"]: row["value"] for row in rows(batches, "setting")} == {
        "gross_margin_rate": "0.55",
        "time_zone": "Europe/Paris",
        "fx_usd": "0.92",
    }
    assert refused(batches) == [(5, "key", "gross_margin", "setting_key"), (6, "value", "20", "share")]
    assert batches[0].rejects[0].nearest[0] == "gross_margin_rate"


def test_an_e_mail_address_of_a_respondent_is_hashed_with_the_key_or_refused(read):
    text = "respondent,question,answer,order_id\nlea@mail.example,heard,write me: max@mail.example,17\n"
    (row,) = rows(read(text, hash_key=b"secret"), "survey_answer")
    assert (len(row["respondent"]), row["answer"], row["order_id"]) == (64, "write me: [email]", "17")
    assert refused(read(text))[0][3] == "respondent_without_address"


def test_marketing_calendar_and_lift_tests_reach_their_tables(read):
    (spend,) = rows(read("day,channel,spend\n31/03/2026,google_ads,12.5\n", currency="EUR"), "marketing_day")
    assert (spend["day"], spend["spend"], spend["currency"]) == (date(2026, 3, 31), Decimal("12.5"), "EUR")
    (event,) = rows(read("name,kind,starts_on\nSoldes,Promo,2026-01-07\n"), "calendar")
    assert (event["kind"], event["ends_on"], event["country"]) == ("promotion", date(2026, 1, 7), None)
    header = "name,kind,starts_on,ends_on,creators,incremental_orders,standard_error"
    (test,) = rows(read(f"{header}\nGeo,geo,2026-03-02,2026-03-29,@lea max,-4,2.5\n"), "lift_test")
    assert (test["creators"], test["incremental_orders"]) == (["lea", "max"], -4.0)


def test_a_day_that_reads_both_ways_is_day_first_because_the_sheets_say_so(read):
    (row,) = rows(read("day,channel,spend\n03/04/2026,tv,1\n"), "marketing_day")
    assert row["day"] == date(2026, 4, 3)
    (told,) = rows(read("day,channel,spend\n03/04/2026,tv,1\n", day_first=False), "marketing_day")
    assert told["day"] == date(2026, 3, 4)
