"""The same quantity from two sources: the parts and the rest add up to the gap exactly."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doubles import NOW, MemoryWorkspace
from upshot.decisions.reconciliation import Severity, reconcile

FIRST = date(2026, 6, 1)
DAYS = [FIRST + timedelta(n) for n in range(20)]
RATES = {"gross_margin_rate": "0.5"}


def order(day, number, **more):
    row = {"account_id": "shop", "order_id": f"{day}-{number}", "ordered_at": f"{day}T12:00:00", "status": "paid"}
    return row | {"currency": "EUR", "net_revenue": 10, "total": 13, "refunded": 0} | more


def orders(per_day=10, **more):
    return [order(day, number, **more) for day in DAYS for number in range(per_day)]


def visits(purchases, revenue=None):
    common = {"account_id": "ga", "breakdown": "all", "currency": "EUR", "sessions": 500}
    return [common | {"day": day, "purchases": n, "revenue": revenue} for day, n in zip(DAYS, purchases, strict=True)]


def spend(amount, **more):
    common = {"account_id": "acc", "ad_id": "1", "campaign_name": "S", "currency": "EUR"}
    return [common | {"day": day, "spend": amount} | more for day in DAYS]


def total(level, entity, amount):
    row = {"account_id": "acc", "level": level, "entity_id": entity, "spend": amount, "currency": "EUR"}
    return row | {"starts_on": DAYS[0], "ends_on": DAYS[-1]}


def check(facts, **settings):
    return reconcile(MemoryWorkspace(facts, settings=RATES | settings), now=NOW)


def gap_of(report, quantity):
    return next(gap for gap in report.gaps if gap.quantity == f"check_quantity_{quantity}")


def parts(gap):
    return {part.code.removeprefix("check_part_"): part.amount for part in gap.explained}


def codes(report):
    return {finding.code for finding in report.findings}


def test_spend_that_no_campaign_carries_explains_the_account_total():
    totals = [total("account", "acc", 230), total("campaign", "S", 200)]
    gap = gap_of(check({"ad_day": spend(10), "ad_total": totals}), "ad_spend")
    assert (gap.left, gap.right, gap.gap) == (200, 230, -30)
    assert parts(gap) == {"unallocated": -30}
    assert (gap.unexplained, gap.severity) == (0, Severity.OK)


def test_an_ad_of_the_totals_without_days_explains_its_spend():
    totals = [total("account", "acc", 250), total("ad", "1", 200), total("ad", "2", 50)]
    gap = gap_of(check({"ad_day": spend(10), "ad_total": totals}), "ad_spend")
    assert parts(gap) == {"ads_without_days": -50}


def test_spend_without_any_reason_is_a_problem_and_the_answer_is_no():
    report = check({"ad_day": spend(10), "ad_total": [total("account", "acc", 300)]})
    assert gap_of(report, "ad_spend").unexplained == -100
    assert "check_gap_unexplained" in codes(report)
    assert report.exit_code == 1


def test_a_cent_of_rounding_is_not_a_gap():
    gap = gap_of(check({"ad_day": spend(10), "ad_total": [total("account", "acc", "200.07")]}), "ad_spend")
    assert parts(gap) == {"rounding": Decimal("-0.07")}


def test_a_loss_that_is_the_same_every_day_is_coverage():
    gap = gap_of(check({"order": orders(), "visit_day": visits([7] * 20)}), "orders")
    assert parts(gap) == {"coverage": 60}
    assert gap.unexplained == 0


def test_a_broken_day_of_analytics_stays_unexplained():
    report = check({"order": orders(), "visit_day": visits([7] * 17 + [0] * 3)})
    gap = gap_of(report, "orders")
    assert parts(gap) == {"coverage": 60}
    assert gap.unexplained == 21
    assert gap.severity is Severity.PROBLEM


def test_cancelled_orders_were_purchases_for_analytics():
    facts = {"order": orders(8) + [order(day, 9, status="cancelled") for day in DAYS], "visit_day": visits([9] * 20)}
    gap = gap_of(check(facts), "orders")
    assert (gap.gap, parts(gap)) == (-20, {"not_counted": -20})


def test_tax_shipping_and_refunds_explain_the_revenue_gap():
    facts = {"order": orders(10, net_revenue=8, refunded=2), "visit_day": visits([10] * 20, revenue=130)}
    gap = gap_of(check(facts), "revenue")
    assert (gap.left, gap.right) == (1_600, 2_600)
    assert parts(gap) == {"tax_and_shipping": -600, "refunds": -400}
    assert gap.unexplained == 0


def test_analytics_that_sees_more_than_the_shop_counts_twice():
    report = check({"order": orders(), "visit_day": visits([20] * 20)})
    assert "check_analytics_sees_too_many" in codes(report)


def test_two_breakdowns_of_one_property_are_not_added_up():
    again = [row | {"breakdown": "country", "country": "FR"} for row in visits([10] * 20)]
    gap = gap_of(check({"order": orders(), "visit_day": visits([10] * 20) + again}), "orders")
    assert gap.right == 200


def test_a_platform_cannot_sell_more_than_the_shop():
    report = check({"ad_day": spend(10, purchase_value=870, purchases=9), "order": orders()})
    finding = next(f for f in report if f.code == "check_platform_claims_more_than_shop")
    assert finding.facts["times"] == "8.7"
    assert report.exit_code == 1


def test_days_of_the_ad_account_begin_at_another_hour():
    """Orders at 23:00 UTC: the last day's belong to the next day in Paris, which lies after the claims."""
    late = [order(day, 1, ordered_at=datetime(day.year, day.month, day.day, 23, tzinfo=UTC)) for day in DAYS]
    facts = {"ad_day": spend(1, purchase_value=1), "order": late}
    gap = gap_of(check(facts, ad_time_zone="Europe/Paris"), "claimed_revenue")
    assert parts(gap) == {"day_shift": 10, "not_claimed": 170}  # 200 sold, 190 in the account's days, 20 claimed
    assert gap.unexplained == 0


def test_more_tagged_orders_than_tagged_visits_cannot_be():
    row = {"account_id": "ga", "breakdown": "utm_source", "day": FIRST, "utm_source": "tiktok", "sessions": 3}
    report = check({"order": orders(10, utm_source="tiktok"), "visit_day": [row]})
    assert "check_tagged_orders_without_visits" in codes(report)


def test_views_of_the_account_are_compared_with_the_readings_of_its_posts():
    post = {"post_id": "7000000000000000001", "creator": "brand", "published_at": f"{FIRST}T08:00:00"}
    readings = [
        {"post_id": post["post_id"], "read_at": f"{day}T20:00:00", "views": 100 * (n + 1)} for n, day in enumerate(DAYS)
    ]
    studio = [{"account_id": "brand", "day": day, "views": 110} for day in DAYS]
    gap = gap_of(check({"post": [post], "post_reading": readings, "account_organic_day": studio}), "views")
    assert (gap.left, gap.right, gap.severity) == (2_200, 2_000, Severity.NOTE)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.integers(0, 20), min_size=20, max_size=20),
    st.integers(0, 5),
    st.decimals(0, 900, places=2),
    st.decimals(0, 400, places=2),
)
def test_the_parts_and_the_rest_always_add_up_to_the_gap(purchases, cancelled, account_total, campaign_total):
    gone = [order(FIRST, f"c{n}", status="voided") for n in range(cancelled)]
    totals = [total("account", "acc", account_total), total("campaign", "S", campaign_total)]
    facts = {
        "order": orders(3) + gone,
        "visit_day": visits(purchases, revenue=17),
        "ad_day": spend(10, purchase_value=40),
        "ad_total": totals,
    }
    for gap in check(facts).gaps:
        assert sum((part.amount for part in gap.explained), gap.unexplained) == gap.left - gap.right


@pytest.mark.shared_data
def test_three_platforms_claim_almost_nine_times_the_revenue_of_a_real_shop(shared_data):
    """marketing_intel_2024, first quarter: three platforms claim 25,540,591.82 on a shop revenue of 2,903,057.98."""
    import csv

    folder = shared_data / "tiktok_ads" / "marketing_intel_2024"
    ads, shop = [], []
    for platform in ("Google", "Facebook", "TikTok"):
        for row in csv.DictReader((folder / f"{platform}.csv").open(encoding="utf-8")):
            key = {"account_id": platform, "ad_id": f"{row['campaign']}/{row['tactic']}/{row['state']}"}
            ads.append(key | {"day": row["date"], "spend": row["spend"], "purchase_value": row["attributed_revenue"]})
    for row in csv.DictReader((folder / "Business.csv").open(encoding="utf-8")):
        shop += [order(row["date"], "all", net_revenue=row["total_revenue"], total=row["total_revenue"])]
    report = check({"ad_day": ads, "order": shop}, currency="EUR")
    finding = next(f for f in report if f.code == "check_platform_claims_more_than_shop")
    assert finding.facts["times"] == "8.8"
    assert finding.facts["claimed"] == "25540591.82"
    assert finding.facts["sold"] == "2903057.98"
