"""Files with a row per touch, of any tool."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.shop_reading import CutDocument, opened, read_all, written
from upshot.errors import InvalidInput
from upshot.sources.catalogue import detect_kind
from upshot.sources.orders import OrderSheet
from upshot.sources.touches import TouchFile

FILE = TouchFile()
KEY = {"hash_key": b"key"}


def rows_of(tmp_path, text, **told):
    return read_all(FILE, written(tmp_path, text), **KEY, **told).rows("touch")


def test_a_touch_has_a_hashed_visitor_an_instant_and_what_was_touched(tmp_path):
    text = (
        "visitor_id,timestamp,event,channel,medium,influencer,post_url,utm_campaign,utm_content\n"
        "Ann@mail.example,2026-03-02T10:00:00+01:00,Impression,TikTok,Paid,@Lea,"
        "https://www.tiktok.com/@lea/video/7300000000000000001,spring,lea-bio\n"
    )
    (row,) = rows_of(tmp_path, text)
    assert row["touched_at"] == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (row["kind"], row["channel"], row["medium"], row["creator"]) == ("view", "tiktok", "paid", "lea")
    assert (row["post_id"], row["campaign"], row["label"]) == ("7300000000000000001", "spring", "lea-bio")
    assert len(row["visitor_key"]) == 64
    assert "mail.example" not in str(row).lower()
    assert (row["is_conversion"], row["account_id"]) == (False, "touches")


def test_a_visitor_known_by_e_mail_is_the_shops_customer(tmp_path):
    (touch,) = rows_of(tmp_path, "user_id,time,channel\n Ann@Mail.example ,2026-03-02 10:00,mail\n")
    order = "order_id,ordered_at,total,email\n1,2026-03-02,10.00,ann@mail.example\n"
    (bought,) = read_all(OrderSheet(), written(tmp_path, order), **KEY, currency="EUR").rows("order")
    assert touch["visitor_key"] == bought["customer_key"]


def test_a_conversion_that_says_how_it_came_is_a_touch_and_one_that_does_not_is_none(tmp_path):
    text = (
        "user;time;interaction;channel;conversion_value;order_id\n"
        "a;2026-03-02 10:00;conversion;mail;12,50;77\n"
        "a;2026-03-02 10:00;purchase;;12,50;77\n"
        "a;2026-03-01 10:00;click;mail;0;\n"
    )
    found = [(row["kind"], row["is_conversion"], row["revenue"], row["order_ref"]) for row in rows_of(tmp_path, text)]
    value = Decimal("12.50")
    assert found == [("visit", True, value, "77"), ("order", True, value, "77"), ("click", False, Decimal(0), None)]


@pytest.mark.parametrize("number", ["1772445600", "1772445600000", "1772445600000000"])
def test_instants_may_be_counted_from_1970(tmp_path, number):
    (row,) = rows_of(tmp_path, f"cookie,timestamp,channel\nx,{number},mail\n")
    assert row["touched_at"] == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_bad_cell_says_its_line_and_what_is_valid(tmp_path):
    text = "visitor,timestamp,kind,channel\na,yesterday,click,x\nb,2026-03-02,unsubscribe,x\n,2026-03-02,click,x\n"
    found = read_all(FILE, written(tmp_path, text), **KEY)
    assert [(reject.line, reject.seen, reject.valid) for reject in found.rejects] == [
        (2, "yesterday", "instant"),
        (3, "unsubscribe", "touch_kind"),
        (4, "", "filled_cell"),
    ]
    assert (found.rows_read, found.rejected) == (3, 3)


def test_an_unreadable_creator_costs_the_creator_and_not_the_touch(tmp_path):
    found = read_all(FILE, written(tmp_path, "visitor,timestamp,channel,creator\na,2026-03-02,mail,l e a !\n"), **KEY)
    assert [(row["channel"], row["creator"]) for row in found.rows("touch")] == [("mail", None)]
    assert (len(found.rejects), found.rejected) == (1, 0)


def test_json_lines_and_a_users_own_headers(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text('{"who": "a", "timestamp": "2026-03-02T10:00:00Z", "channel": "mail"}\n')
    (row,) = read_all(FILE, opened(path), **KEY, header_aliases={"who": "visitor"}).rows("touch")
    assert (row["channel"], row["kind"]) == ("mail", "visit")


def test_without_a_visitor_the_file_is_refused_by_name(tmp_path):
    with pytest.raises(InvalidInput) as error:
        read_all(FILE, written(tmp_path, "timestamp,channel\n2026-03-02,mail\n"))
    assert error.value.code == "columns_missing"
    assert "visitor_id" in str(error.value.facts)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("customer_id,order_id,date,utm_source,total", "orders"),
        ("order_id,created_at,customer_id,total,source,campaign", "orders"),
        ("day,source,medium,sessions,users", "visits"),
        ("customer_id,time,interaction,conversion,conversion_value,channel", "touches"),
        ("user_pseudo_id,event_timestamp,event_name,source,medium", "touches"),
        ("timestamp;visiteur;canal;conversion;commande", "touches"),
    ],
)
def test_it_takes_its_own_files_and_leaves_others_theirs(tmp_path, header, kind):
    mark = ";" if ";" in header else ","
    row = mark.join("2026-03-02" if "da" in name or "time" in name else "1" for name in header.split(mark))
    source, _ = detect_kind(written(tmp_path, f"{header}\n{row}\n"))
    assert source.kind == kind


def test_the_cuts_of_the_reader_change_nothing(tmp_path):
    text = "visitor,timestamp,kind,channel\n" + "".join(
        f"v{n % 3},{1_772_445_600 + n},{'click' if n % 2 else 'view'},c{n % 4}\n" for n in range(23)
    )
    document = written(tmp_path, text)
    whole = read_all(FILE, document, **KEY).rows("touch")
    assert read_all(FILE, CutDocument(document, 4), **KEY).rows("touch") == whole


@pytest.mark.shared_data
def test_the_touch_file_of_the_tutorials_is_read_whole(shared_data):
    path = shared_data / "mmm_lift" / "attribution_touchpoints.csv.gz"
    found = read_all(FILE, opened(path), **KEY)
    theirs = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    rows = found.rows("touch")
    assert (found.rows_read, found.rejected, len(rows)) == (len(theirs), 0, len(theirs))
    assert Counter(row["kind"] for row in rows) == {"view": 30_887, "visit": 948}
    assert sum(row["revenue"] for row in rows) == sum(Decimal(row["conversion_value"]) for row in theirs)
    assert len({row["visitor_key"] for row in rows}) == len({row["customer_id"] for row in theirs})
