"""A plain sheet of orders, as anybody can make one."""

from __future__ import annotations

import hmac
from decimal import Decimal

import pytest

from tests.shop_reading import CutDocument, csv_text, read_all, utc, written
from upshot.errors import InvalidInput
from upshot.sources.header_words import find_columns, fold, load_words
from upshot.sources.orders import OrderSheet

SHEET = OrderSheet()
FRENCH = """Commande;Date;Montant;TVA;Remboursé;Code promo;Pays;Nouveau client;E-mail;Produit;Quantité
A1;14/07/2026;1 234,50 €;200,00;;lea10;France;oui;x@y.z;Mug;2
A1;;;;;;;;;Cap;1
A2;03/04/2026;12,00;2,00;12,00;;Allemagne;non;;Cap;1
A3;15/07/2026;12,00;2,00;6,00;;;;;Cap;1
"""


def test_three_columns_are_enough(tmp_path):
    found = read_all(SHEET, written(tmp_path, "order_id,date,total\n1,2026-07-14,12.50\n"), currency="EUR")
    (row,) = found.rows("order")
    assert (row["order_id"], row["ordered_at"], row["currency"]) == ("1", utc(2026, 7, 14), "EUR")
    assert (row["total"], row["net_revenue"], row["status"]) == (Decimal("12.50"), Decimal("12.50"), "paid")
    assert (row["tax"], row["refunded"], row["items"], row["codes"], row["gross"]) == (None, None, None, None, None)
    assert "order_line" not in found.tables


def test_a_french_sheet_in_windows_1252_with_decimal_commas(tmp_path):
    found = read_all(SHEET, written(tmp_path, FRENCH, encoding="cp1252"), time_zone="Europe/Paris")
    first, refunded, part = found.rows("order")
    assert first["ordered_at"] == utc(2026, 7, 13, 22)
    assert (first["total"], first["net_revenue"], first["items"]) == (Decimal("1234.50"), Decimal("1034.50"), 3)
    assert (first["codes"], first["country"], first["is_new_customer"]) == (["LEA10"], "FR", True)
    assert first["customer_key"] == hmac.digest(b"a secret of thirty-two bytes ....", b"x@y.z", "sha256").hex()
    assert (refunded["status"], refunded["net_revenue"], refunded["country"]) == ("refunded", Decimal(0), "DE")
    assert (part["status"], part["net_revenue"]) == ("partially_refunded", Decimal("5.00"))
    assert len(found.rows("order_line")) == 4


def test_days_that_read_both_ways_are_a_question_to_the_user(tmp_path):
    document = written(tmp_path, "order_id,date,total\n1,03/04/2026,1\n2,05/06/2026,1\n")
    with pytest.raises(InvalidInput) as caught:
        read_all(SHEET, document)
    assert (caught.value.code, caught.value.facts["column"]) == ("day_order_unknown", "date")
    (row, _) = read_all(SHEET, document, day_first=True).rows("order")
    assert row["ordered_at"] == utc(2026, 4, 3)


def test_a_day_far_down_settles_the_order_of_day_and_month_for_all_wherever_the_file_is_cut(tmp_path):
    lines = [f"{number},03/04/2026,1" for number in range(600)] + ["600,25/04/2026,1"]
    document = written(tmp_path, "order_id,date,total\n" + "\n".join(lines) + "\n")
    for size in (100, 10_000):
        rows = read_all(SHEET, CutDocument(document, size)).rows("order")
        assert {row["ordered_at"].month for row in rows} == {4}
        assert len(rows) == 601


def test_net_revenue_is_taken_as_it_is_said(tmp_path):
    (row,) = read_all(SHEET, written(tmp_path, "order;day;net revenue;tax\n1;2026-07-14;10,00;2,00\n")).rows("order")
    assert (row["net_revenue"], row["total"]) == (Decimal("10.00"), None)


def test_two_totals_for_one_order_are_refused_and_a_repeated_one_is_not(tmp_path):
    text = "order_id,date,total,sku\n1,2026-07-14,12.50,a\n1,2026-07-14,12.50,b\n2,2026-07-14,5,a\n2,2026-07-14,7,b\n"
    found = read_all(SHEET, written(tmp_path, text))
    assert [(row["order_id"], row["total"]) for row in found.rows("order")] == [("1", Decimal("12.50"))]
    assert [(reject.line, reject.valid) for reject in found.rejects] == [(4, "one_total_per_order")]
    assert (found.rows_read, found.rejected) == (4, 2)


def test_the_users_own_header_wins_over_the_known_words(tmp_path):
    document = written(tmp_path, "ref,when,total,amount charged\n1,2026-07-14,1.00,2.00\n")
    aliases = {"ref": "order_id", "when": "ordered_at", "Amount charged": "total"}
    (row,) = read_all(SHEET, document, header_aliases=aliases).rows("order")
    assert row["total"] == Decimal("2.00")


def test_landing_pages_give_utm_marks_and_referrers_keep_their_host_alone(tmp_path):
    columns = ["order_id", "date", "total", "landing page", "referrer"]
    row = dict(
        zip(
            columns,
            ["1", "2026-07-14", "1", "/x?utm_source=tik%20tok&utm_content=emma", "https://www.tiktok.com/@e"],
            strict=False,
        )
    )
    (order,) = read_all(SHEET, written(tmp_path, csv_text([row], columns))).rows("order")
    assert (order["utm_source"], order["utm_content"], order["referrer"]) == ("tik tok", "emma", "tiktok.com")


def test_detection_is_sure_enough_and_never_surer_than_a_platform(tmp_path):
    plain = SHEET.detect(written(tmp_path, "order_id,date,total\n1,2026-07-14,1\n")).confidence
    assert 0.5 <= plain < 0.7
    assert SHEET.detect(written(tmp_path, "day,sessions\n2026-07-14,1\n")).confidence == 0


@pytest.mark.parametrize("package", ["shopify", "woocommerce", "orders", "visits", "ga4"])
def test_no_header_stands_for_two_of_our_columns(package):
    words = load_words(f"upshot.sources.{package}", "labels.yaml" if package == "ga4" else "headers.yaml")
    for layout in words["layouts"].values() if "layouts" in words else (words,):
        claims = {}
        for ours, headers in layout["columns"].items():
            for header in headers:
                assert claims.setdefault(fold(header), ours) == ours, header
            assert find_columns(headers[:1], layout["columns"], {}) == {ours: (headers[0],)}


def test_amounts_beyond_belief_are_refused_before_their_sums_can_overflow(tmp_path):
    text = "order_id,date,total,shipping\n1,2026-07-14,99999999999999,-99999999999999\n2,2026-07-14,5,1\n"
    found = read_all(SHEET, written(tmp_path, text))
    assert [row["order_id"] for row in found.rows("order")] == ["2"]
    assert {(reject.line, reject.column, reject.valid) for reject in found.rejects} == {
        (2, "total", "amount"),
        (2, "shipping", "amount"),
    }
