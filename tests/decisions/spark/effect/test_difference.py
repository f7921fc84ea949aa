"""Spark against other ads: a known difference is found, a confounded one is refused, and never is one made up."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from tests.decisions.spark.effect.brand import FIRST, ad_rows, difference_of, mixed_brand, rate
from tests.doubles import MemoryWorkspace


def _code(found):
    return found.reason.code if found.reason else None


def _coverage(n: int, *, difference: float, **more) -> tuple[float, float]:
    rng, hits, calls = np.random.default_rng(5), [], []
    for _ in range(n):
        found = rate(difference_of(mixed_brand(rng, difference=difference, **more)), "ctr_ads")
        hits.append(found.change_low <= np.expm1(difference) <= found.change_high)
        calls.append(found.change_low > 0 or found.change_high < 0)
    return float(np.mean(hits)), float(np.mean(calls))


def test_a_known_difference_lies_in_the_interval_at_about_its_rate():
    coverage, _ = _coverage(12, difference=0.3, n_each=6)
    assert coverage >= 0.7


@pytest.mark.slow
@pytest.mark.parametrize(("difference", "n_each"), [(0.0, 8), (0.3, 8), (-0.4, 5)])
def test_coverage_over_two_hundred_brands_from_files_to_answer(difference, n_each):
    coverage, _ = _coverage(200, difference=difference, n_each=n_each)
    assert 0.84 <= coverage <= 0.97


@pytest.mark.slow
def test_power_grows_with_the_number_of_ads():
    few, many = (_coverage(60, difference=0.3, n_each=n)[1] for n in (5, 20))
    assert many > 0.85 > few


def test_spark_in_its_own_campaign_and_month_is_not_identifiable():
    found = difference_of(mixed_brand(np.random.default_rng(1), difference=0.5, together=False))
    assert _code(found) == "spark_never_alike"
    assert not found.is_identifiable
    assert found.rates == ()
    assert "spark_help_split_test" in [p.code for p in found.what_would_help]
    assert "spark_help_objective" in [p.code for p in found.what_would_help]


def test_ads_of_one_kind_only_cannot_be_compared():
    spark = [r for n in range(9) for r in ad_rows(f"s{n}", post_id="7500000000000000001")]
    assert _code(difference_of(MemoryWorkspace({"ad_day": spark}))) == "spark_no_plain_ads"


def test_without_post_ids_or_sheet_nobody_knows_the_kinds():
    plain = [r for n in range(9) for r in ad_rows(f"p{n}")]
    found = difference_of(MemoryWorkspace({"ad_day": plain}))
    assert _code(found) == "spark_kinds_unknown"
    assert found.what_would_help[0].code == "spark_help_post_ids"


def test_no_ads_say_so():
    assert _code(difference_of(MemoryWorkspace())) == "spark_no_ads"


def test_four_like_ads_of_a_kind_are_too_few():
    rows = [r for n in range(4) for r in ad_rows(f"s{n}", post_id="7500000000000000001", clicks_destination=50)]
    rows += [r for n in range(30) for r in ad_rows(f"p{n}", clicks_destination=50)]
    found = difference_of(MemoryWorkspace({"ad_day": rows}))
    assert _code(found) == "spark_too_few_alike"
    assert found.reason.facts == {"spark": "4", "plain": "30", "least": "5"}


def test_an_ad_that_cost_a_hundred_times_as_much_is_no_like_ad():
    rows = [r for n in range(6) for r in ad_rows(f"s{n}", post_id="7500000000000000001", spend=2_000.0)]
    rows += [r for n in range(6) for r in ad_rows(f"p{n}", spend=20.0)]
    assert _code(difference_of(MemoryWorkspace({"ad_day": rows}))) == "spark_never_alike"


def test_the_tightest_design_with_enough_ads_wins_and_says_what_it_leaves_open():
    inside = difference_of(mixed_brand(np.random.default_rng(1), difference=0.2))
    across = difference_of(mixed_brand(np.random.default_rng(1), difference=0.2, ad_group=None))
    assert (inside.design, across.design) == ("ad_group", "campaign")
    assert "spark_caveat_audience_open" not in [p.code for p in inside.caveats]
    assert "spark_caveat_audience_open" in [p.code for p in across.caveats]
    assert "spark_caveat_no_lottery" in [p.code for p in inside.caveats]


def test_campaigns_are_matched_by_objective_where_the_report_names_it():
    rows = []
    for n in range(6):
        same = {"objective": "Traffic", "clicks_destination": 60}
        rows += ad_rows(f"s{n}", post_id="7500000000000000001", campaign="c1", ad_group="g1", **same)
        rows += ad_rows(f"p{n}", campaign="c2", ad_group="g2", **same)
    found = difference_of(MemoryWorkspace({"ad_day": rows}))
    assert found.design == "objective"
    assert rate(found, "ctr_ads").change_rel == pytest.approx(0.0, abs=1e-6)


def test_other_objectives_are_other_ads():
    rows = []
    for n in range(6):
        rows += ad_rows(f"s{n}", post_id="7500000000000000001", campaign="c1", ad_group="g1", objective="Traffic")
        rows += ad_rows(f"p{n}", campaign="c2", ad_group="g2", objective="Video views")
    assert _code(difference_of(MemoryWorkspace({"ad_day": rows}))) == "spark_never_alike"


def test_what_the_report_does_not_supply_is_not_zero():
    found = difference_of(mixed_brand(np.random.default_rng(1), difference=0.2))
    engagement, purchases = rate(found, "er_impressions_lcs"), rate(found, "cvr_claimed")
    assert engagement.change_rel is None
    assert engagement.why_null.code == "spark_rate_not_supplied"
    assert purchases.why_null.code == "spark_rate_too_few_events"


def test_half_the_cost_per_purchase_is_a_drop_of_half():
    rows = []
    for n in range(6):
        rows += ad_rows(f"s{n}", post_id="7500000000000000001", purchases=8, clicks_destination=100)
        rows += ad_rows(f"p{n}", purchases=4, clicks_destination=100)
    cost = rate(difference_of(MemoryWorkspace({"ad_day": rows})), "cpa_claimed")
    assert (cost.spark_rate, cost.plain_rate) == (2.5, 5.0)
    assert cost.change_rel == pytest.approx(-0.5, abs=0.02)
    assert cost.change_low < cost.change_rel < cost.change_high < 0


def test_an_ad_counts_once_in_the_month_in_which_it_spent_most():
    rows = ad_rows("s", post_id="7500000000000000001", n_days=3) + ad_rows("s", day=FIRST + timedelta(days=40),
                   post_id="7500000000000000001", n_days=5)  # fmt: skip
    found = difference_of(MemoryWorkspace({"ad_day": rows + ad_rows("p")}))
    assert (found.ads_spark, found.ads_plain) == (1, 1)


def test_claims_of_others_are_beside_and_change_nothing():
    found = difference_of(mixed_brand(np.random.default_rng(1), difference=0.0))
    assert len(found.claims) == 7
    assert all(claim.source and claim.trouble and claim.claim["fr"] for claim in found.claims)
    assert rate(found, "ctr_ads").change_low < 0 < rate(found, "ctr_ads").change_high


def test_a_change_of_level_changes_the_width():
    data = mixed_brand(np.random.default_rng(1), difference=0.3)
    narrow, wide = (rate(difference_of(data, level=level), "ctr_ads") for level in (0.5, 0.95))
    assert narrow.change_high - narrow.change_low < wide.change_high - wide.change_low
