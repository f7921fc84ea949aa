"""Odd input as a user sees it: what the verdict says of costs without posts, posts without costs, refunds."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import upshot
from tests.decisions.brand import RECORDS, brand, living_brand, living_facts, order
from tests.doubles import NOW, MemoryWorkspace
from upshot.decisions.incrementality import caveats
from upshot.decisions.verdict import judge
from upshot.decisions.verdict.model import Answer, Scope
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.vocabulary.tables import TABLES

EVERYTHING = Scope(kind="all")
INCREMENTALITY = Path(upshot.__file__).parent / "decisions" / "incrementality"


def told(verdict, language):
    """Every sentence of the verdict's reasons, helps and caveats."""
    words = Words(language)
    return [words.phrase(phrase) for phrase in (*verdict.reasons, *verdict.what_would_help, *verdict.caveats)]


def codes(phrases):
    return {phrase.code for phrase in phrases}


def test_costs_without_posts_are_insufficient_evidence_and_ask_for_readings():
    orders = [order(n, day=f"2026-0{1 + n % 5}-{1 + n % 28:02d}") for n in range(400)]
    verdict = judge(brand(orders, facts={"post": []}), scope=EVERYTHING, now=NOW)
    assert verdict.verdict is Answer.INSUFFICIENT_EVIDENCE
    assert verdict.cost.total > 0
    assert verdict.incremental is None
    assert "no_post_views" in codes(verdict.reasons)


def test_one_order_is_insufficient_evidence_not_a_number():
    verdict = judge(brand([order(1)]), scope=EVERYTHING, now=NOW)
    assert verdict.verdict is Answer.INSUFFICIENT_EVIDENCE
    assert verdict.incremental is None
    assert all(told(verdict, language) for language in LANGUAGES)


def test_the_same_orders_every_day_are_named_as_an_average_in_both_languages():
    facts = {"post": living_facts(100)["post"], "post_reading": living_facts(100)["post_reading"]}
    first = date(2025, 11, 1)
    orders = [order(n, day=str(first + timedelta(days=n // 10))) for n in range(1_000)]
    verdict = judge(brand(orders, facts=facts), scope=EVERYTHING, now=NOW)
    assert verdict.verdict is Answer.INSUFFICIENT_EVIDENCE
    assert "orders_do_not_vary" in codes(verdict.reasons)
    assert any("same number of orders: 10" in sentence for sentence in told(verdict, "en"))
    assert any("même nombre de commandes\u00a0: 10" in sentence for sentence in told(verdict, "fr"))


@pytest.mark.slow
def test_posts_without_costs_get_an_effect_but_no_roi():
    verdict = judge(living_brand(fee=0), scope=EVERYTHING, now=NOW)
    assert verdict.incremental is not None
    assert verdict.roi is None
    assert "reason_no_cost" in codes(verdict.reasons)


def test_days_on_which_more_was_refunded_than_sold_lose_money_and_orders_still_count():
    rows = living_facts(100)["order"].to_pylist()
    known = living_facts(100)
    back = [row | {"net_revenue": -row["net_revenue"], "refunded": 2 * row["net_revenue"]} for row in rows]
    orders = [row | {"ingested_at": NOW} for row in back]
    columns = {column.name for column in TABLES["order"].columns}
    plain = [{name: value for name, value in row.items() if name in columns} for row in orders]
    workspace = MemoryWorkspace({**known, "order": plain}, RECORDS, settings={"gross_margin_rate": "0.5"})
    verdict = judge(workspace, scope=EVERYTHING, now=NOW)
    assert verdict.verdict is not Answer.PROFITABLE
    assert verdict.roi is None or verdict.roi.median < 0


def test_more_refunded_than_paid_is_said_with_the_amount_and_the_days():
    orders = [order(n, day=f"2026-03-{1 + n % 20:02d}") for n in range(100)]
    orders += [order(200 + n, day="2026-03-21", net_revenue=-20, refunded=80) for n in range(3)]
    verdict = judge(brand(orders, facts={"post": []}), scope=EVERYTHING, now=NOW)
    (said,) = (phrase for phrase in verdict.caveats if phrase.code == "caveat_refunds_beyond_orders")
    assert said.facts == {"n": "1", "amount": "60.00", "currency": "EUR"}
    assert any("60 EUR more was given back" in sentence for sentence in told(verdict, "en"))
    assert any("60 EUR ont été rendus" in sentence for sentence in told(verdict, "fr"))


def test_every_caveat_and_refusal_has_words_in_both_languages():
    source = Path(caveats.__file__).read_text(encoding="utf-8")
    known = set(re.findall(r'^        "([a-z_]+)": ', source, flags=re.MULTILINE))
    for path in INCREMENTALITY.rglob("*.py"):
        known |= set(re.findall(r'InsufficientEvidence\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert {"orders_have_gaps", "sources_disagree", "orders_do_not_vary", "chains_disagree"} <= known
    for language in LANGUAGES:
        assert sorted(code for code in known if not Words(language).has(code)) == []
