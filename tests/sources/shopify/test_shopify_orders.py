"""Shopify's orders export: what an order becomes."""

from __future__ import annotations

import hmac
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shop_reading import CutDocument, csv_text, plain_rows, read_all, utc, written
from tests.shop_reading import opened as open_file
from upshot.errors import InvalidInput
from upshot.sources.shopify import ShopifyOrders
from upshot.worlds import simulate_world, truth_document, write_world

SHOPIFY = ShopifyOrders()
STORES = ("00", "02", "04", "06", "08", "10", "12", "14")
COLUMNS = [
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem sku",
    "Billing Country",
    "Shipping Country",
    "Shipping Province Name",
    "Note Attributes",
    "Cancelled at",
    "Refunded Amount",
    "Id",
    "Source",
    "Phone",
]
FIRST = {
    "Name": "#1001",
    "Email": " Emma@Example.com",
    "Financial Status": "paid",
    "Paid at": "2026-03-01 23:30:05 -0500",
    "Currency": "EUR",
    "Subtotal": "90.00",
    "Shipping": "4.90",
    "Taxes": "18.98",
    "Total": "113.88",
    "Discount Code": "emma10, freeship",
    "Discount Amount": "10.00",
    "Created at": "2026-03-01 23:30:00 -0500",
    "Lineitem quantity": "2",
    "Lineitem name": "Mug",
    "Lineitem price": "40.00",
    "Lineitem sku": "MUG-1",
    "Billing Country": "FR",
    "Shipping Country": "BE",
    "Shipping Province Name": "Brussels",
    "Note Attributes": "utm_source: tiktok\nutm_medium: creator\nutm_content: emma_spring",
    "Refunded Amount": "0.00",
    "Id": "5001",
    "Source": "web",
}
SECOND_LINE = {
    "Name": "#1001",
    "Created at": "2026-03-01 23:30:00 -0500",
    "Lineitem quantity": "1",
    "Lineitem name": "Cap",
    "Lineitem price": "20.00",
}


def read(tmp_path, *rows, columns=COLUMNS, **facts):
    return read_all(SHOPIFY, written(tmp_path, csv_text(list(rows), list(columns))), **facts)


def order(tmp_path, **changes):
    (row,) = read(tmp_path, {**FIRST, **changes}).rows("order")
    return row


def test_an_order_of_two_lines_is_one_order_with_its_own_cells_from_its_first_row(tmp_path):
    found = read(tmp_path, FIRST, SECOND_LINE)
    (row,) = found.rows("order")
    assert (row["order_id"], row["order_name"], row["items"]) == ("5001", "#1001", 3)
    assert row["ordered_at"] == utc(2026, 3, 2, 4, 30)
    assert row["paid_at"] == utc(2026, 3, 2, 4, 30, 5)
    assert row["gross"] == Decimal("100.00")
    assert row["net_revenue"] == Decimal("90.00")
    assert row["codes"] == ["EMMA10", "FREESHIP"]
    assert (row["country"], row["region"]) == ("BE", "Brussels")
    assert (row["utm_source"], row["utm_medium"], row["utm_content"]) == ("tiktok", "creator", "emma_spring")
    assert row["utm_campaign"] is None
    assert [(line["line"], line["product"], line["quantity"]) for line in found.rows("order_line")] == [
        (1, "Mug", 2),
        (2, "Cap", 1),
    ]
    assert found.rows_read == 2


@pytest.mark.parametrize(
    ("notes", "host"),
    [
        ("utm_source: x\nreferrer: https://www.bons-codes.example/brand?u=emma", "bons-codes.example"),
        ("landing_site: /products/mug?utm_source=tiktok; referring_site: tiktok.com/@emma", "tiktok.com"),
        ("referrer: \nlanding_site: https://shop.example/", None),
        ("gift for a referrer: no", None),
    ],
)
def test_the_referring_site_is_read_out_of_the_notes_and_only_its_host_is_kept(tmp_path, notes, host):
    assert order(tmp_path, **{"Note Attributes": notes})["referrer"] == host


def test_the_customer_is_a_keyed_hash_and_no_cell_of_the_result_holds_the_address(tmp_path):
    row = order(tmp_path, Phone="+33 6 12 34 56 78")
    key = hmac.digest(b"a secret of thirty-two bytes ....", b"emma@example.com", "sha256").hex()
    assert row["customer_key"] == key
    assert "example.com" not in str(row).lower()
    assert row["is_new_customer"] is None


def test_the_phone_tells_customers_apart_where_there_is_no_address(tmp_path):
    rows = [
        {**FIRST, "Name": f"#{number}", "Id": str(number), "Email": "", "Phone": phone}
        for number, phone in enumerate(["+33 6 12 34 56 78", "0033612345678", "", "+33 6 99 99 99 99"])
    ]
    keys = [row["customer_key"] for row in read(tmp_path, *rows).rows("order")]
    assert keys[0] == keys[1] is not None
    assert keys[2] is None
    assert keys[3] not in {None, keys[0]}


def test_without_a_key_no_customer_is_hashed(tmp_path):
    (row,) = read(tmp_path, FIRST, hash_key=b"").rows("order")
    assert row["customer_key"] is None


@pytest.mark.parametrize(
    ("status", "cancelled", "ours"),
    [
        ("paid", "", "paid"),
        ("pending", "", "pending"),
        ("authorized", "", "pending"),
        ("partially_paid", "", "pending"),
        ("partially_refunded", "", "partially_refunded"),
        ("refunded", "", "refunded"),
        ("voided", "", "voided"),
        ("voided", "2026-03-02 10:00:00 -0500", "cancelled"),
        ("refunded", "2026-03-02 10:00:00 -0500", "cancelled"),
    ],
)
def test_a_status_is_translated_and_a_cancellation_wins(tmp_path, status, cancelled, ours):
    assert order(tmp_path, **{"Financial Status": status, "Cancelled at": cancelled})["status"] == ours


@pytest.mark.parametrize(
    ("refunded", "net"),
    [
        ("0.00", "90.00"),
        ("60.00", "40.00"),  # 60 held 10 of tax: 50 of merchandise went back
        ("112.90", "0.00"),  # everything went back: nothing is left, not minus the shipping
        ("200.00", "0.00"),
    ],
)
def test_a_refund_takes_off_what_it_gave_back_of_the_merchandise(tmp_path, refunded, net):
    amounts = {"Subtotal": "90.00", "Taxes": "18.00", "Shipping": "0.00", "Total": "108.00"}
    if refunded == "112.90":
        amounts |= {"Shipping": "4.90", "Total": "112.90"}
    assert order(tmp_path, **amounts, **{"Refunded Amount": refunded})["net_revenue"] == Decimal(net)


def test_a_refunded_order_without_its_amount_gave_everything_back(tmp_path):
    row = order(tmp_path, **{"Financial Status": "refunded", "Refunded Amount": ""})
    assert (row["refunded"], row["net_revenue"]) == (Decimal("113.88"), Decimal(0))


def test_two_shops_may_use_the_same_number_one_after_the_other(tmp_path):
    found = read(tmp_path, FIRST, {**FIRST, "Id": "6001"})
    assert [row["order_id"] for row in found.rows("order")] == ["5001", "6001"]


def test_without_ids_the_number_names_the_order(tmp_path):
    columns = [name for name in COLUMNS if name != "Id"]
    rows = [{name: row.get(name, "") for name in columns} for row in (FIRST, SECOND_LINE)]
    found = read(tmp_path, *rows, columns=columns)
    assert [(row["order_id"], row["items"]) for row in found.rows("order")] == [("#1001", 3)]


def test_a_line_torn_from_its_order_is_refused_by_name(tmp_path):
    found = read(tmp_path, FIRST, {**FIRST, "Name": "#1002", "Id": "5002"}, SECOND_LINE)
    assert [(reject.line, reject.column, reject.seen, reject.valid) for reject in found.rejects] == [
        (8, "Name", "#1001", "order_first_line")
    ]
    assert found.rejected == 1
    assert len(found.rows("order")) == 2


@pytest.mark.parametrize(
    ("column", "cell", "valid"),
    [
        ("Id", "5.0E+12", "whole_id"),  # a spreadsheet rounded it
        ("Total", "12,34,5x", "amount"),
        ("Total", "", "filled_cell"),
        ("Created at", "yesterday", "instant"),
        ("Financial Status", "perhaps", "order_status"),
        ("Currency", "euros", "currency_code"),
    ],
)
def test_a_bad_cell_refuses_its_order_and_says_which_line_and_column(tmp_path, column, cell, valid):
    good = {**FIRST, "Note Attributes": ""}
    bad = {**good, "Name": "#1002", "Id": "5002", column: cell}
    found = read(tmp_path, good, bad, {**SECOND_LINE, "Name": "#1002"}, {**good, "Name": "#1003", "Id": "5003"})
    assert [(reject.line, reject.column, reject.seen, reject.valid) for reject in found.rejects] == [
        (3, column, cell, valid)
    ]
    assert [row["order_id"] for row in found.rows("order")] == ["5001", "5003"]
    assert {row["order_id"] for row in found.rows("order_line")} == {"5001", "5003"}
    assert (found.rows_read, found.rejected) == (4, 2)


def test_a_bad_cell_of_a_line_refuses_the_line_and_keeps_the_order(tmp_path):
    found = read(tmp_path, FIRST, {**SECOND_LINE, "Lineitem quantity": "many"})
    (row,) = found.rows("order")
    assert row["net_revenue"] == Decimal("90.00")
    assert row["items"] is None
    assert [(reject.column, reject.seen, reject.valid) for reject in found.rejects] == [
        ("Lineitem quantity", "many", "whole_number")
    ]
    assert [line["line"] for line in found.rows("order_line")] == [1]


def test_a_row_with_too_few_cells_is_refused_and_the_others_are_read(tmp_path):
    text = csv_text([{**FIRST, "Note Attributes": ""}], COLUMNS) + "#1002,x\n"
    found = read_all(SHOPIFY, written(tmp_path, text))
    assert [(reject.line, reject.valid) for reject in found.rejects] == [(3, "as_many_cells_as_headers")]
    assert (len(found.rows("order")), found.rows_read, found.rejected) == (1, 2, 1)


def test_a_file_without_total_is_refused_with_the_column_it_lacks(tmp_path):
    columns = [name for name in COLUMNS if name != "Total"]
    rows = [{name: FIRST.get(name, "") for name in columns}]
    with pytest.raises(InvalidInput) as refusal:
        read(tmp_path, *rows, columns=columns)
    assert refusal.value.code == "columns_missing"
    assert refusal.value.facts["missing"] == ["Total"]


def test_any_order_of_columns_reads_the_same(tmp_path):
    plain = read(tmp_path, FIRST, SECOND_LINE)
    turned = read(tmp_path, FIRST, SECOND_LINE, columns=COLUMNS[::-1])
    assert plain.tables == turned.tables


@pytest.mark.shared_data
@pytest.mark.parametrize("store", STORES)
def test_a_real_export_adds_up_to_the_cent(shared_data, store):
    path = shared_data / "shop_analytics" / "shopify" / f"orders_export_store_{store}.csv"
    heads = [row for row in plain_rows(path) if row["Total"]]
    document = open_file(path)
    found = read_all(SHOPIFY, document, account_id=f"store_{store}")
    rows = found.rows("order")
    assert SHOPIFY.detect(document).confidence == 1.0
    assert len(rows) == len(heads)
    for ours, theirs in (("total", "Total"), ("discount", "Discount Amount"), ("shipping", "Shipping")):
        assert sum(row[ours] for row in rows) == sum(Decimal(head[theirs]) for head in heads)
    taken_off = ("Taxes", "Shipping", "Refunded Amount")  # no refund in these files, so plain subtraction holds
    net = sum(Decimal(head["Total"]) - sum(Decimal(head[name]) for name in taken_off) for head in heads)
    assert sum(row["net_revenue"] for row in rows) == net
    gross = sum(Decimal(head["Subtotal"]) + Decimal(head["Discount Amount"]) for head in heads)
    assert sum(row["gross"] for row in rows) == gross
    assert sum(row["status"] == "cancelled" for row in rows) == sum(bool(head["Cancelled at"]) for head in heads)
    assert len(found.rows("order_line")) == found.rows_read == len(plain_rows(path))
    assert (found.rejected, {row["account_id"] for row in rows}) == (0, {f"store_{store}"})
    marked = sum("utm campaign" in head["Note Attributes (utm only)"].lower() for head in heads)
    assert sum(row["utm_campaign"] is not None for row in rows) == marked


ORDERS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.decimals("0.01", "9999.99", places=2),
        st.decimals("0.00", "99.99", places=2),
        st.sampled_from(["", "EMMA10", "emma10, vip", "LEA 15"]),
        st.sampled_from(["paid", "pending", "voided"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=ORDERS, size=st.integers(1, 9), turn=st.randoms())
def test_neither_the_cuts_nor_the_order_of_columns_change_anything(tmp_path, orders, size, turn):
    rows = []
    for number, (n_lines, subtotal, shipping, codes, status) in enumerate(orders):
        head = {**FIRST, "Name": f"#{number}", "Id": str(9000 + number), "Discount Code": codes}
        head |= {"Subtotal": str(subtotal), "Shipping": str(shipping), "Taxes": "0.00", "Financial Status": status}
        rows += [{**head, "Total": str(subtotal + shipping)}] + [{**SECOND_LINE, "Name": f"#{number}"}] * (n_lines - 1)
    turned = turn.sample(COLUMNS, len(COLUMNS))
    whole = read(tmp_path, *rows)
    cut = read_all(SHOPIFY, CutDocument(written(tmp_path, csv_text(rows, turned)), size))
    assert whole.tables == cut.tables
    assert sum(row["net_revenue"] for row in cut.rows("order")) == sum(order[1] for order in orders)
    assert [row["items"] for row in cut.rows("order")] == [1 + n_lines for n_lines, *_ in orders]


@pytest.mark.shared_data
@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_cuts_between_batches_change_nothing_in_a_real_export(shared_data, size):
    document = open_file(shared_data / "shop_analytics" / "shopify" / "orders_export_store_00.csv")
    whole, cut = read_all(SHOPIFY, document), read_all(SHOPIFY, CutDocument(document, size))
    assert whole.tables == cut.tables
    assert whole.rows_read == cut.rows_read


def test_a_simulated_brand_reads_back_as_it_was_meant(tmp_path):
    world = simulate_world("tiny_brand", 11)
    truth = truth_document(world)["orders"]
    (export,) = (path for path in write_world(world, tmp_path) if path.name == "orders_export.csv")
    found = read_all(SHOPIFY, open_file(export))
    counted = [row for row in found.rows("order") if row["status"] not in {"voided", "cancelled"}]
    assert (found.rows_read, found.rejected) == (len(plain_rows(export)), 0)
    assert len(counted) == truth["counted"]
    for amount in ("gross", "discount", "shipping", "tax", "total", "refunded", "net_revenue"):
        assert sum(row[amount] for row in counted) == Decimal(truth[amount]), amount


@pytest.mark.shared_data
def test_the_original_header_of_79_columns_is_known(shared_data, tmp_path):
    header = (shared_data / "shop_analytics" / "shopify" / "ORIGINAL_HEADER.txt").read_text().strip().split(",")
    assert len(header) == 79
    rows = [{name: FIRST.get(name, "") for name in header}]
    (row,) = read(tmp_path, *rows, columns=header).rows("order")
    assert row["net_revenue"] == Decimal("90.00")
