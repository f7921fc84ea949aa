"""Everything the shop and analytics sources may say is said in both languages."""

from __future__ import annotations

import pytest

from upshot.errors import InvalidInput, SourceRefused
from upshot.sources import ga4, orders, shopify, visits, woocommerce
from upshot.surfaces.wording import LANGUAGES, Words

VALID = [
    "amount",
    "as_many_cells_as_headers",
    "currency_code",
    "day",
    "filled_cell",
    "ga4_comparison",
    "ga4_dimension_not_additive",
    "ga4_table_too_low",
    "ga4_without_day",
    "ga4_without_sessions",
    "instant",
    "number",
    "one_total_per_order",
    "order_first_line",
    "order_id",
    "order_status",
    "whole_number",
]
FACTS = {"file": "report.csv", "line": 9, "title": "Date"}
ERRORS = (
    SourceRefused("ga4_without_table", file="report.csv"),
    SourceRefused("ga4_without_day", **FACTS, span="none", seen="Sessions"),
    SourceRefused("ga4_without_day", **FACTS, span="2026-05-01 – 2026-05-31", seen="Sessions"),
    SourceRefused("ga4_without_sessions", **FACTS, seen=["Date", "Views"]),
    SourceRefused("ga4_comparison", **FACTS, columns=["Date range"]),
    SourceRefused("ga4_dimension_not_additive", **FACTS, columns=["Event name"]),
    InvalidInput("columns_missing", file="orders.csv", missing=["Total"], seen="Name, Id", nearest="none"),
    InvalidInput("day_order_unknown", file="orders.csv", column="Date", seen="03/04/2026"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", VALID)
def test_every_reason_for_a_refused_cell_has_words(language, code):
    assert Words(language).text(f"valid_{code}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_refusal_has_words_and_shows_what_was_seen(language, error):
    sentence = Words(language).error(error)
    assert error.facts["file"] in sentence
    assert "{" not in sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_file_has_a_name(language):
    for room in (shopify, woocommerce, orders, ga4, visits):
        assert Words(language).text(f"kind_{room.SOURCES[0].kind}")
