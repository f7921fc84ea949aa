"""What a world writes, Upshot's own importers read, whole: no row refused, no cent lost."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from upshot.sources import catalogue
from upshot.sources.base import ReadContext
from upshot.sources.reading import open_documents
from upshot.worlds import CASES
from upshot.worlds.brand import TIME_ZONE, WELCOME_CODE

CONTEXT = ReadContext(now=datetime(2026, 11, 1, tzinfo=UTC), currency="EUR", time_zone=TIME_ZONE, hash_key=b"k" * 32)
TABLES = {
    "account_organic_day", "ad_day", "calendar", "campaign", "collaboration", "creator", "creator_reading", "lift_test",
    "marketing_day", "order", "order_line", "post", "post_reading", "setting", "spark_ad", "survey_answer", "visit_day",
}  # fmt: skip


def imported(folder: Path) -> tuple[dict[str, pa.Table], Counter[str]]:
    """Every table of `exports/`, and the rows refused per file."""
    rows: dict[str, list[pa.Table]] = {}
    refused: Counter[str] = Counter()
    for path in sorted((folder / "exports").iterdir()):
        for document in open_documents(path):
            source, _ = catalogue.detect_kind(document)
            for batch in source.read(document, CONTEXT):
                rows.setdefault(batch.table, []).append(batch.rows)
                refused[path.name] += batch.rejected
    return {name: pa.concat_tables(parts, promote_options="default") for name, parts in rows.items()}, refused


@pytest.fixture(scope="module")
def tables(written) -> dict[str, pa.Table]:
    """The base case, imported in its full size."""
    found, refused = imported(written)
    assert refused.total() == 0
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_file_of_every_case_is_recognised_and_read_without_a_reject(written_small, case):
    found, refused = imported(written_small(case))
    assert refused.total() == 0
    assert set(found) == TABLES


def test_imported_orders_bring_the_net_revenue_of_the_truth_to_the_ten_thousandth(tables, base):
    orders = tables["order"].sort_by("order_id")
    assert orders["net_revenue"].to_pylist() == [Decimal(int(e4)).scaleb(-4) for e4 in base.orders.net_e4]
    lost = pc.is_in(orders["status"], pa.array(["voided", "cancelled"]))
    assert np.array_equal(~np.asarray(lost), base.orders.counted)


def test_imported_orders_fall_on_the_days_on_which_they_were_placed(tables, base):
    orders = tables["order"].sort_by("order_id")
    local = pc.local_timestamp(orders["ordered_at"].cast(pa.timestamp("us", tz=TIME_ZONE)))
    days = np.asarray(pc.cast(local, pa.date32()), dtype="datetime64[D]")
    assert np.array_equal((days - np.datetime64(base.days[0])).astype(int), base.orders.arrivals.day)


def test_imported_orders_carry_the_codes_and_links_of_the_truth(tables, base):
    orders = tables["order"].sort_by("order_id")
    codes = [next(iter(codes), None) for codes in orders["codes"].to_pylist()]
    expected = [base.cast.creators.code[c] if c >= 0 else None for c in base.orders.traces.code]
    assert [None if code == WELCOME_CODE else code for code in codes] == expected
    assert np.array_equal(np.asarray(pc.is_valid(orders["utm_content"])), base.orders.traces.link >= 0)


def test_imported_ads_cost_what_the_truth_says(tables, base):
    assert pc.sum(tables["ad_day"]["spend"]).as_py() == Decimal(base.costs.ads) / 100


def test_imported_visits_bought_what_analytics_saw(tables, base):
    assert pc.sum(tables["visit_day"]["purchases"]).as_py() == base.visits.purchases.sum()
