"""The files are what real platforms write, and reconcile with the truth to the cent."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from upshot.sources.sheets.spec import sheets
from upshot.worlds import CASES, simulate_world, write_world
from upshot.worlds.brand import WELCOME_CODE
from upshot.worlds.cast import post_url

from .conftest import SMALL


def rows_of(path: Path, *, skip: int = 0) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for _ in range(skip):
            next(file)
        return list(csv.DictReader(file, strict=True))


def truth_of(folder: Path) -> dict:
    return json.loads((folder / "truth" / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def order_rows(written):
    return rows_of(written / "exports" / "orders_export.csv")


def test_truth_stands_apart_from_the_exports(written):
    folder = written
    assert sorted(entry.name for entry in folder.iterdir()) == ["exports", "truth"]
    assert not any("truth" in entry.name for entry in (folder / "exports").iterdir())


def test_the_same_seed_writes_the_same_bytes(written_small, tmp_path):
    def digests(folder):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    write_world(simulate_world("base", 1, scale=SMALL), tmp_path)
    assert digests(tmp_path) == digests(written_small("base"))


def test_every_sheet_is_written_with_exactly_its_columns(written):
    for name in sheets().keys() - {"creator_figures", "audience", "comments", "quotes"}:  # vendors say these
        with (written / "exports" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == list(sheets()[name].column_names), name


@pytest.mark.parametrize("case", CASES)
def test_orders_of_the_file_sum_to_the_truth_to_the_cent(written_small, case):
    folder = written_small(case)
    orders = [row for row in rows_of(folder / "exports" / "orders_export.csv") if row["Financial Status"]]
    counted = [row for row in orders if row["Financial Status"] != "voided"]
    truth = truth_of(folder)["orders"]
    assert (len(orders), len(counted)) == (truth["rows"], truth["counted"])
    columns = {"Total": "total", "Taxes": "tax", "Shipping": "shipping", "Refunded Amount": "refunded",
               "Discount Amount": "discount"}  # fmt: skip
    for column, name in columns.items():
        assert sum(Decimal(row[column]) for row in counted) == Decimal(truth[name]), column


def test_lines_less_discount_and_plus_shipping_are_the_total_of_each_order(order_rows):
    merchandise: dict[str, Decimal] = {}
    for row in order_rows:
        line = Decimal(row["Lineitem price"]) * int(row["Lineitem quantity"])
        merchandise[row["Name"]] = merchandise.get(row["Name"], Decimal(0)) + line
    for row in order_rows:
        if row["Total"]:
            assert merchandise[row["Name"]] - Decimal(row["Discount Amount"]) == Decimal(row["Subtotal"])
            assert Decimal(row["Subtotal"]) + Decimal(row["Shipping"]) == Decimal(row["Total"])


def test_the_order_file_has_79_columns_and_continuation_lines_with_blank_order_cells(order_rows):
    assert len(order_rows[0]) == 79
    continued = [row for row in order_rows if not row["Created at"]]
    assert len(continued) > 5_000
    assert {row["Id"] + row["Total"] + row["Email"] + row["Financial Status"] for row in continued} == {""}
    assert all(row["Lineitem sku"] for row in continued)


@pytest.mark.shared_data
def test_the_order_header_is_the_real_one(shared_data, order_rows):
    text = (shared_data / "shop_analytics" / "shopify" / "ORIGINAL_HEADER.txt").read_text(encoding="utf-8")
    assert list(order_rows[0]) == text.strip().split(",")


def test_every_code_belongs_to_a_collaboration_or_is_the_brands_own(written, order_rows):
    agreed = {row["codes"] for row in rows_of(written / "exports" / "collaborations.csv")}
    used = {row["Discount Code"] for row in order_rows if row["Discount Code"]}
    assert len(used) > 15
    assert used <= agreed | {WELCOME_CODE}


def test_every_tagged_link_belongs_to_a_collaboration(written, order_rows):
    rows = rows_of(written / "exports" / "collaborations.csv")
    agreed = {tag for row in rows for tag in row["utm_contents"].split(";")}
    notes = {row["Note Attributes"] for row in order_rows if "utm_content: " in row["Note Attributes"]}
    assert len(notes) > 20
    assert {note.split("utm_content: ")[1] for note in notes} <= agreed


def test_codes_and_links_of_the_file_are_counted_in_the_truth(written, order_rows):
    counted = [row for row in order_rows if row["Total"] and row["Financial Status"] != "voided"]
    traces = truth_of(written)["traces"]
    codes = [row for row in counted if row["Discount Code"] not in {"", WELCOME_CODE}]
    assert len(codes) == traces["orders_with_code"]
    assert sum("utm_content: " in row["Note Attributes"] for row in counted) == traces["orders_with_link"]


def test_instants_carry_the_offset_that_paris_had(order_rows):
    paris, offsets = ZoneInfo("Europe/Paris"), set()
    for row in order_rows:
        if row["Created at"]:
            at = datetime.strptime(row["Created at"], "%Y-%m-%d %H:%M:%S %z")
            assert at.utcoffset() == at.astimezone(paris).utcoffset()
            offsets.add(row["Created at"][-5:])
    assert offsets == {"+0100", "+0200"}


def test_pending_orders_are_unpaid_and_voided_ones_cancelled(order_rows):
    orders = [row for row in order_rows if row["Financial Status"]]
    assert {row["Financial Status"] for row in orders} == {
        "paid", "pending", "partially_refunded", "refunded", "voided",
    }  # fmt: skip
    for row in orders:
        assert bool(row["Cancelled at"]) == (row["Financial Status"] == "voided")
        assert bool(row["Paid at"]) == (row["Financial Status"] not in {"pending", "voided"})


def test_the_ads_report_has_its_bom_its_totals_row_and_the_spend_of_the_truth(written):
    folder = written
    path = next((folder / "exports").glob("Upshot ad report*.csv"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    *days, totals = rows_of(path)
    assert totals["Account name"] == f"Total of {len(days)} results"
    assert sum(Decimal(row["Cost"]) for row in days) == Decimal(totals["Cost"])
    assert totals["Cost"] == truth_of(folder)["costs"]["ads"]
    assert totals["Reach"] == "-"  # never additive


def test_ads_run_posts_of_the_spark_sheet_within_their_authorisation(written):
    folder = written / "exports"
    rights = {row["ad_id"]: row for row in rows_of(folder / "spark_ads.csv")}
    *days, _ = rows_of(next(folder.glob("Upshot ad report*.csv")))
    assert {row["Ad ID"] for row in days} == set(rights)
    for row in days:
        right = rights[row["Ad ID"]]
        assert right["authorised_from"] <= row["By Day"] <= right["authorised_until"]


def test_collaboration_costs_of_the_sheet_sum_to_the_truth(written):
    folder = written
    rows, costs = rows_of(folder / "exports" / "collaborations.csv"), truth_of(folder)["costs"]
    for column, kind in (("fee", "fee"), ("product_cost", "product"), ("shipping_cost", "shipping"),
                         ("rights_fee", "rights"), ("other_cost", "other")):  # fmt: skip
        assert sum(Decimal(row[column]) for row in rows) == Decimal(costs[kind])


def test_every_post_belongs_to_one_collaboration_and_is_read_several_times(written, base):
    folder = written / "exports"
    listed = [url for row in rows_of(folder / "collaborations.csv") for url in row["post_urls"].split(";")]
    posts, handles = base.cast.posts, base.cast.creators.handles
    urls = [post_url(handles[c], int(i)) for c, i in zip(posts.creator, posts.post_id, strict=True)]
    assert sorted(listed) == sorted(urls)
    readings = [row["post_url"] for row in rows_of(folder / "post_metrics.csv")]
    assert all(readings.count(url) >= 2 for url in urls)


def test_counters_of_a_post_never_fall_and_likes_stay_below_views(written):
    last: dict[str, dict[str, str]] = {}
    for row in rows_of(written / "exports" / "post_metrics.csv"):
        before = last.get(row["post_url"], row)
        assert all(int(row[name]) >= int(before[name]) for name in ("views", "likes", "comments", "shares", "reach"))
        assert int(row["likes"]) <= int(row["views"])
        assert row["read_at"] >= row["published_at"]
        last[row["post_url"]] = row


def test_the_last_reading_of_an_old_post_is_its_final_views(written):
    folder = written
    last = {r["post_url"].rsplit("/", 1)[1]: int(r["views"]) for r in rows_of(folder / "exports" / "post_metrics.csv")}
    old = [post for post in truth_of(folder)["posts"] if post["campaign"] == "Noël 2025"]
    assert len(old) > 10
    for post in old:
        assert last[post["post_id"]] == post["views_organic_final"] + post["views_paid"]


def test_post_ids_carry_the_instant_of_publication(written):
    for row in rows_of(written / "exports" / "post_metrics.csv"):
        seconds = int(row["post_url"].rsplit("/", 1)[1]) >> 32
        assert abs(datetime.fromisoformat(row["published_at"]).timestamp() - seconds) < 60


def test_the_ga4_report_starts_with_comments_and_sees_part_of_the_orders(written, order_rows):
    path = written / "exports" / "Traffic_acquisition_Session_source_medium.csv"
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = rows_of(path, skip=len(comments))
    seen = sum(int(row["Ecommerce purchases"]) for row in rows)
    placed = sum(bool(row["Total"]) and row["Financial Status"] != "voided" for row in order_rows)
    assert 0.55 < seen / placed < 0.68
    assert all(int(row["Engaged sessions"]) <= int(row["Sessions"]) for row in rows)


def test_the_studio_zip_is_named_and_dated_as_studio_does(written):
    path = next((written / "exports").glob("Overview_*.zip"))
    start, end = path.stem.split("_")[1:3]
    assert start == "2025-10-01"
    assert datetime.fromtimestamp(int(end), UTC).date() == date(2026, 9, 30)
    with zipfile.ZipFile(path) as archive:
        raw = archive.read("Overview.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert not raw.endswith(b"\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
    assert (rows[1][0], rows[-1][0], len(rows)) == ("1 octobre", "30 septembre", 366)


@pytest.mark.parametrize("case", CASES)
def test_the_truth_of_every_case_is_plain_json(written_small, case):
    truth = truth_of(written_small(case))
    assert (truth["case"], truth["seed"]) == (case, 1)
    assert sum(post["orders"] for post in truth["posts"]) == truth["incremental"]["orders"]
