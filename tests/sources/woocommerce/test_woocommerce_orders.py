"""WooCommerce's order exports: three layouts, the same orders."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.shop_reading import CutDocument, opened, plain_rows, read_all, utc, written
from upshot.errors import InvalidInput
from upshot.sources.woocommerce import WooCommerceOrders

WOO = WooCommerceOrders()
FILES = Path(__file__).parent / "files"
LANGUAGES = ("de", "en", "es", "fr", "pt")


def test_one_row_per_order_gives_orders_codes_refunds_and_lines():
    found = read_all(WOO, opened(FILES / "one_row_per_order.csv"), time_zone="Europe/Paris")
    paid, refunded, held = found.rows("order")
    assert (paid["order_id"], paid["order_name"], paid["status"]) == ("11", "1011", "paid")
    assert paid["ordered_at"] == utc(2026, 7, 1, 8)
    assert (paid["gross"], paid["net_revenue"], paid["items"]) == (Decimal("60.00"), Decimal("50.00"), 3)
    assert (paid["codes"], paid["country"]) == (["EMMA10", "VIP"], "FR")
    assert (refunded["refunded"], refunded["net_revenue"]) == (Decimal("66.00"), Decimal(0))
    assert (refunded["status"], refunded["country"]) == ("refunded", "BE")
    assert (held["status"], held["items"], held["refunded"]) == ("pending", None, None)
    assert [(row["order_id"], row["line"], row["product"], row["price"]) for row in found.rows("order_line")] == [
        ("11", 1, "Mug, blue", Decimal("20.00")),
        ("11", 2, "Cap", Decimal("20.00")),
        ("12", 1, "Cap", Decimal("50.00")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_analytics_download_is_read_in_each_language(language):
    document = opened(FILES / f"analytics_{language}.csv")
    assert WOO.detect(document).confidence > 0.8
    found = read_all(WOO, document, currency="EUR")
    (row,) = found.rows("order")
    assert (row["order_id"], row["status"], row["is_new_customer"]) == ("77", "paid", True)
    assert (row["net_revenue"], row["currency"], row["items"]) == (Decimal("12.5"), "EUR", 3)
    assert (row["total"], row["customer_key"]) == (None, None)
    assert row["codes"] == ["EMMA10", "VIP"]
    assert [(line["product"], line["quantity"], line["price"]) for line in found.rows("order_line")] == [
        ("Mug, blue", 2, None),
        ("Cap", 1, None),
    ]


def test_an_unknown_status_is_refused_because_it_decides_whether_the_order_counts(tmp_path):
    text = (FILES / "analytics_en.csv").read_text(encoding="utf-8")
    found = read_all(WOO, written(tmp_path, text.replace("Completed", "Mystery")))
    assert [(reject.line, reject.column, reject.seen, reject.valid) for reject in found.rejects] == [
        (2, "Status", "Mystery", "order_status")
    ]


def test_a_file_without_amount_is_refused_with_the_column_it_lacks(tmp_path):
    text = "order_number,order_date,order_currency,shipping_total,discount_total\n1,2026-01-01,EUR,0,0\n"
    with pytest.raises(InvalidInput) as caught:
        read_all(WOO, written(tmp_path, text))
    assert (caught.value.code, caught.value.facts["missing"]) == ("columns_missing", ["order_total"])


@pytest.mark.shared_data
@pytest.mark.parametrize("size", [1, 4, 100])
def test_the_real_sample_adds_up_to_the_cent_wherever_it_is_cut(shared_data, size):
    path = shared_data / "shop_analytics" / "woocommerce_orders_sample.csv"
    theirs = plain_rows(path)
    heads = [row for row in theirs if row["order_total"]]
    found = read_all(WOO, CutDocument(opened(path), size))
    rows, lines = found.rows("order"), found.rows("order_line")
    assert [row["total"] for row in rows] == [Decimal(head["order_total"]) for head in heads]
    assert sum(row["net_revenue"] for row in rows) == sum(Decimal(head["order_total"]) for head in heads)
    assert sum(row["items"] for row in rows) == sum(int(row["quantity"]) for row in theirs)
    assert [line["price"] * line["quantity"] for line in lines] == [Decimal(row["item_total"]) for row in theirs]
    assert [line["line"] for line in lines] == [1, 2, 3, 1, 2, 1, 1, 2, 3, 1, 2, 3, 1, 1]
    assert (found.rows_read, found.rejected) == (14, 0)
