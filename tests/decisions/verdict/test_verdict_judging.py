"""From a workspace to a verdict: three answers, every figure traceable, the same twice."""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal
from math import prod
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from tests.decisions.brand import LEA_POST, brand, collaboration, living_brand, order
from tests.doubles import NOW
from upshot.decisions.schemas import json_schema, schema_text
from upshot.decisions.verdict import judge
from upshot.decisions.verdict.model import Answer, Evidence, Phrase, Scope, Verdict
from upshot.decisions.verdict.why import _summary
from upshot.errors import InvalidInput, UnknownName
from upshot.surfaces.wording import LANGUAGES, Words

EVERYTHING = Scope(kind="all")
SPRING = Scope(kind="campaign", name="spring")


@pytest.fixture(scope="module")
def profitable() -> Verdict:
    return judge(living_brand(fee=400, hours="10", hour_cost="45"), scope=SPRING, now=NOW)


@pytest.fixture(scope="module")
def losing() -> Verdict:
    return judge(living_brand(fee=20_000), scope=SPRING, now=NOW)


@pytest.fixture(scope="module")
def open_question(profitable: Verdict) -> Verdict:
    fee = round(profitable.incremental.gross_margin.median / 12)
    return judge(living_brand(fee=fee), scope=SPRING, now=NOW)


def test_an_interval_above_the_hurdle_is_profitable(profitable):
    assert profitable.verdict is Answer.PROFITABLE
    assert profitable.roi.low > profitable.roi.hurdle_rate
    assert [reason.code for reason in profitable.reasons] == ["reason_roi_above_hurdle"]
    assert {line.advice.code for line in profitable.creators} == {"advice_renew"}


def test_an_interval_below_the_hurdle_is_not_profitable(losing):
    assert losing.verdict is Answer.NOT_PROFITABLE
    assert losing.roi.high < losing.roi.hurdle_rate
    assert {line.advice.code for line in losing.creators} == {"advice_stop"}


def test_an_interval_across_the_hurdle_is_insufficient_and_says_what_would_help(open_question):
    assert open_question.verdict is Answer.INSUFFICIENT_EVIDENCE
    assert open_question.roi.low < 0 < open_question.roi.high
    assert any(help_.code.startswith("help_lift_test") for help_ in open_question.what_would_help)


def test_the_lines_sum_to_the_total_to_the_cent(profitable):
    assert sum(line.amount for line in profitable.cost.lines) == profitable.cost.total == Decimal("5250.00")
    assert sum(line.cost for line in profitable.creators) == profitable.cost.total


def test_cost_and_roi_can_be_recomputed_from_the_printed_verdict_alone(profitable):
    """What a reader does by hand, from the JSON and nothing else."""
    printed = json.loads(profitable.model_dump_json())
    lines = printed["cost"]["lines"]
    factors = ("billed", "exchange_rate", "vat_factor", "share")
    total = sum(round(prod(Decimal(line[name]) for name in factors), 2) for line in lines)
    assert total == Decimal(printed["cost"]["total"])
    margin = printed["incremental"]["gross_margin"]
    for bound in ("median", "low", "high"):
        by_hand = (margin[bound] - float(total)) / float(total)
        assert printed["roi"][bound] == pytest.approx(by_hand, rel=1e-12)
        why = next(why for why in printed["why"] if why["figure"] == f"roi.{bound}")
        top, cost, by, result = re.search(r"\(([-\d.]+) - ([\d.]+)\) ÷ ([\d.]+) = ([-\d.]+)$", why["formula"]).groups()
        assert (float(top) - float(cost)) / float(by) == pytest.approx(float(result), abs=1e-4)


def test_the_margin_follows_from_orders_order_value_and_rate(profitable):
    found = profitable.incremental
    rate = next(i for w in profitable.why for i in w.inputs if i.name == "gross_margin_rate").value
    for bound in ("median", "low", "high"):
        revenue, margin = getattr(found.net_revenue, bound), getattr(found.gross_margin, bound)
        assert margin == pytest.approx(revenue * float(rate))
    assert found.net_revenue.median / found.orders.median == pytest.approx(62, rel=0.03)


def test_every_figure_of_the_verdict_has_its_why(profitable):
    figures = {why.figure for why in profitable.why}
    wanted = {"cost.total", "observed.orders", "observed.net_revenue", "incremental.orders", "incremental.net_revenue",
              "incremental.gross_margin", "aov", "roi.median", "roi.low", "roi.high", "roi.p_above_hurdle", "roas_ads",
              "roas_all_in", "margin_roas", "iroas", "break_even_orders", "attributed", "timeline.orders", "funnel",
              "posts.views_now", "posts.views_final", "creators.cost", "creators.roi"}  # fmt: skip
    assert wanted <= figures
    assert all(why.formula and why.version and why.rows for why in profitable.why)


def test_ratios_are_what_their_names_say(profitable):
    cost, found = float(profitable.cost.total), profitable.incremental
    last_touch = next(rule for rule in profitable.attributed if rule.rule == "last_touch")
    assert profitable.roas_all_in.value == pytest.approx(float(last_touch.net_revenue) / cost)
    rate = float(next(i for w in profitable.why for i in w.inputs if i.name == "gross_margin_rate").value)
    assert profitable.margin_roas.value == pytest.approx(float(last_touch.net_revenue) * rate / cost)
    assert profitable.margin_roas.evidence == Evidence.ATTRIBUTED
    assert profitable.margin_roas.basis == profitable.roas_all_in.basis
    assert profitable.iroas.value == pytest.approx(found.net_revenue.median / cost)
    assert (profitable.roas_ads.value, profitable.roas_ads.why_null.code) == (None, "null_no_ad_spend")
    unit = found.gross_margin.median / found.orders.median
    assert profitable.break_even_orders.value == pytest.approx(cost / unit, rel=0.01)


def test_the_rows_behind_the_cost_are_summed_per_sheet_and_each_line_keeps_its_own_source(profitable):
    total = next(why for why in profitable.why if why.figure == "cost.total")
    sheets = [line.source.partition(":")[0] for line in profitable.cost.lines]
    assert [row.partition(":")[0] for row in total.rows] == list(dict.fromkeys(sheets))
    entered = [line.source for line in profitable.cost.lines if line.source.startswith("collaborations: ")]
    n_rows = len({source.rpartition(", ")[0] for source in entered})
    assert f"collaborations: {n_rows} row" in total.rows[sheets.index("collaborations")]
    assert len(entered) == len(set(entered)) >= n_rows


def test_the_rows_of_a_report_add_up_and_its_days_span_all_lines():
    places = ["account a, 20 rows, 2025-11-20…2025-12-09", "account a, 9 rows, 2025-11-01…2025-11-30"]
    assert _summary(places) == "29 rows, 2025-11-01…2025-12-09, 2 lines"


def test_no_rule_credits_more_than_was_observed(profitable):
    for rule in profitable.attributed:
        assert rule.orders <= profitable.observed.orders
        assert rule.net_revenue <= profitable.observed.net_revenue


def test_a_source_that_is_absent_is_null_and_not_zero(profitable):
    seen = profitable.observed.by_evidence
    assert seen["code"].orders > 0
    assert (seen["link"], seen["survey"], seen["analytics"]) == (None, None, None)


def test_brand_image_and_loyalty_stay_below_the_line_and_say_why_they_are_empty(profitable):
    below = profitable.below_line
    assert all(v.value is None and v.why_null for v in (below.brand_lift, below.sentiment, below.ltv_uplift))
    assert [line.formula for line in below.emv] == ["impressions_cpm", "per_engagement", "reach_cpm_quality"]
    assert [line.value is None for line in below.emv] == [False, True, True]


def test_the_timeline_counts_every_order_of_the_period(profitable):
    assert len(profitable.timeline) == (profitable.period.ends_on - profitable.period.starts_on).days + 1
    assert sum(point.orders for point in profitable.timeline) > 240 * 40 * 0.9
    assert all(point.baseline.low <= point.baseline.median <= point.baseline.high for point in profitable.timeline)


def test_same_data_and_seed_give_the_same_bytes_and_another_seed_moves_only_draws():
    once, twice, other = (judge(living_brand(days=120), scope=SPRING, now=NOW, seed=seed) for seed in (7, 7, 8))
    assert once.model_dump_json() == twice.model_dump_json()
    assert (other.cost, other.observed, other.attributed) == (once.cost, once.observed, once.attributed)
    assert other.incremental != once.incremental


def test_a_creators_own_verdict_equals_the_creators_line(profitable):
    alone = judge(living_brand(fee=400, hours="10", hour_cost="45"), scope=Scope(kind="creator", name="@Lea"), now=NOW)
    line = next(line for line in profitable.creators if line.creator == "lea")
    assert alone.cost.total == line.cost
    assert alone.incremental.orders == line.incremental.orders
    assert alone.roi.median == pytest.approx(line.roi.median, rel=0.02)


def test_without_a_margin_rate_orders_are_still_told_and_the_setting_is_asked_for():
    found = judge(living_brand(gross_margin_rate="", days=120), scope=EVERYTHING, now=NOW)
    assert (found.verdict, found.roi) == (Answer.INSUFFICIENT_EVIDENCE, None)
    assert found.incremental.orders.median > 0
    assert found.incremental.gross_margin is None
    assert "help_set_gross_margin_rate" in {help_.code for help_ in found.what_would_help}


def test_an_empty_workspace_gets_an_answer_and_not_an_error():
    found = judge(brand(records={"creator": [], "campaign": [], "collaboration": []}, facts={"post": []}),
                  scope=EVERYTHING, now=NOW)  # fmt: skip
    assert found.verdict is Answer.INSUFFICIENT_EVIDENCE
    assert {"reason_no_cost", "no_counted_orders"} <= {reason.code for reason in found.reasons}
    assert (found.cost.total, found.observed.orders, found.attributed) == (0, 0, ())


def test_a_shop_without_posts_says_what_is_missing():
    data = brand(tuple(order(n, codes=["LEA10"]) for n in range(5)), gross_margin_rate="0.5")
    found = judge(data, scope=SPRING, now=NOW)
    assert found.verdict is Answer.INSUFFICIENT_EVIDENCE
    assert found.reasons
    assert found.what_would_help
    assert found.observed.orders == 5


def test_a_naive_instant_and_an_unknown_name_are_refused():
    with pytest.raises(InvalidInput, match="instant_without_zone"):
        judge(brand(), scope=EVERYTHING, now=datetime(2026, 6, 30))
    with pytest.raises(UnknownName, match="spring"):
        judge(brand(), scope=Scope(kind="campaign", name="sprin"), now=NOW)


def test_ad_spend_reaches_roas_the_post_and_the_funnel():
    ads = [{"account_id": "a", "campaign_id": "c", "ad_id": "ad1", "day": "2026-03-12", "currency": "EUR", "spend": 25,
            "impressions": 1000, "clicks_destination": 30, "video_views": 800, "post_id": LEA_POST}]  # fmt: skip
    data = brand((order(1, codes=["LEA10"], net_revenue=100),), facts={"ad_day": ads},
                 records={"collaboration": [collaboration("lea", codes=["LEA10"], fee=100)]})  # fmt: skip
    found = judge(data, scope=SPRING, now=NOW)
    assert (found.roas_ads.value, found.roas_ads.basis, found.roas_all_in.value) == (4.0, "last_touch, 30 d", 0.8)
    spark = next(post.spark for post in found.posts if post.creator == "lea")
    assert (spark.spend, spark.views_paid, spark.ad_ids) == (25, 800, ("ad1",))
    steps = {step.step: step.value.value for step in found.funnel}
    assert (steps["impressions"], steps["clicks"], steps["orders_tracked"], steps["visits"]) == (1000, 30, 1, None)


def test_analytics_purchases_stand_beside_and_use_one_breakdown_only():
    row = {"account_id": "ga", "day": "2026-03-20", "utm_content": "lea-bio", "sessions": 40, "purchases": 3,
           "revenue": 180, "currency": "EUR"}  # fmt: skip
    rows = [row | {"breakdown": "utm_content"}, row | {"breakdown": "utm_content+country", "country": "FR"}]
    found = judge(brand(facts={"visit_day": rows}), scope=SPRING, now=NOW)
    assert (found.observed.by_evidence["analytics"].orders, found.observed.orders) == (3, 0)
    assert next(s.value.value for s in found.funnel if s.step == "visits") == 40


def test_the_published_schema_is_up_to_date():
    published = Path(__file__).parents[3] / "docs" / "schema" / "verdict-1.json"
    remedy = "python -m upshot.decisions.schemas verdict > docs/schema/verdict-1.json"
    assert published.read_text(encoding="utf-8") == schema_text("verdict"), remedy


def test_every_verdict_validates_against_the_schema_and_reads_back(profitable, losing, open_question):
    for verdict in (profitable, losing, open_question):
        text = verdict.model_dump_json()
        jsonschema.validate(json.loads(text), json_schema("verdict"), cls=jsonschema.Draft202012Validator)
        assert Verdict.model_validate_json(text) == verdict


def phrases(value) -> list[Phrase]:
    """Every phrase anywhere in a verdict."""
    if isinstance(value, Phrase):
        return [value]
    if isinstance(value, tuple):
        return [found for part in value for found in phrases(part)]
    if hasattr(type(value), "model_fields"):
        return [found for name in type(value).model_fields for found in phrases(getattr(value, name))]
    return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_a_verdict_has_words(language, profitable, losing, open_question):
    words = Words(language)
    for verdict in (profitable, losing, open_question):
        for phrase in phrases(verdict):
            assert words.phrase(phrase).strip(), phrase


CODE = re.compile(r'"((?:reason|help|advice|null|caveat|ledger|leak|chapman)_[a-z_]+)"')
ROOMS = Path(__file__).parents[3] / "src" / "upshot" / "decisions"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_ledgers_and_verdict_can_say_has_words(language):
    words = Words(language)
    files = [f for room in ("costs", "attribution", "verdict") for f in (ROOMS / room).glob("*.py")]
    codes = {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}
    assert len(codes) > 40
    assert [code for code in sorted(codes) if not words.has(code)] == []


def test_amounts_are_written_as_exact_text(profitable):
    printed = json.loads(profitable.model_dump_json())
    assert printed["cost"]["total"] == "5250.00"
    assert isinstance(printed["roi"]["median"], float)
    assert np.isfinite(printed["roi"]["median"])
