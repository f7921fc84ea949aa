"""The cost ledger: typed, sourced, converted, to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions.brand import LEA_POST, RECORDS, brand, collaboration
from upshot.decisions.costs import build_cost_ledger
from upshot.decisions.verdict.model import Scope
from upshot.errors import SettingsError, UnknownName
from upshot.vocabulary.money import split_to_cents, to_cent

SPRING = Scope(kind="campaign", name="spring")


def ad_day(ad: str, day: str, spend: float, **values):
    return {"account_id": "acc", "campaign_id": "c1", "campaign_name": "TikTok spring", "ad_id": ad, "day": day,
            "currency": "EUR", "spend": spend} | values  # fmt: skip


def ad_total(entity: str, spend: float, level: str = "campaign", **values):
    return {"account_id": "acc", "level": level, "entity_id": entity, "campaign_id": "c1", "currency": "EUR",
            "starts_on": "2026-03-01", "ends_on": "2026-03-31", "spend": spend} | values  # fmt: skip


def test_the_worked_example_of_the_methods_costs_10800():
    """methods §5.9: fees 6,000, product 1,500, ads 2,500, overhead 800."""
    data = brand(
        facts={"ad_day": [ad_day("ad1", "2026-03-12", 2500, post_id=LEA_POST)]},
        records={
            "collaboration": [collaboration("lea", fee=6000, product_cost=1500)],
            "campaign": [RECORDS["campaign"][0] | {"overhead_cost": 800}],
        },
    )
    ledger = build_cost_ledger(data, scope=SPRING)
    assert ledger.total == Decimal("10800.00")
    assert {line.kind: line.amount for line in ledger.lines} == {
        "creator_fee": 6000, "product": 1500, "ads": 2500, "overhead": 800,
    }  # fmt: skip


def test_every_line_can_be_recomputed_from_what_it_prints():
    data = brand(
        records={"collaboration": [collaboration("lea", fee="999.99", rights_fee="100.01", currency="USD")]},
        hours="7.5", hour_cost="41.37", tools_cost="99.99", fx_usd="0.9173",
        costs_include_vat="true", vat_recoverable="true",
    )  # fmt: skip
    for line in build_cost_ledger(data, scope=SPRING).lines:
        assert line.amount == to_cent(line.billed * line.exchange_rate * line.vat_factor * line.share), line


def test_an_empty_cell_makes_no_line_and_a_zero_ledger_has_total_zero():
    data = brand(records={"collaboration": [collaboration("lea")]})
    ledger = build_cost_ledger(data)
    assert (ledger.lines, ledger.total) == ((), Decimal("0.00"))


def test_a_missing_rate_is_refused_by_the_name_of_its_setting():
    data = brand(records={"collaboration": [collaboration("lea", fee=10, currency="CHF")]})
    with pytest.raises(SettingsError) as refused:
        build_cost_ledger(data)
    assert (refused.value.code, refused.value.facts["setting"]) == ("missing_exchange_rate", "fx_chf")


@pytest.mark.parametrize(
    ("included", "recoverable", "amount"),
    [
        ("true", "true", "100.00"),
        ("true", "false", "120.00"),
        ("false", "true", "120.00"),
        ("false", "false", "144.00"),
    ],
)
def test_vat_is_a_cost_only_when_it_is_not_recovered(included, recoverable, amount):
    data = brand(
        records={"collaboration": [collaboration("lea", fee=120)]},
        costs_include_vat=included, vat_recoverable=recoverable,
    )  # fmt: skip
    assert build_cost_ledger(data).total == Decimal(amount)


def test_days_and_totals_of_one_campaign_and_period_are_never_added():
    days = [ad_day("ad1", "2026-03-12", 40), ad_day("ad1", "2026-03-13", 60)]
    data = brand(facts={"ad_day": days, "ad_total": [ad_total("c1", 999), ad_total("ad1", 555, "ad")]})
    assert build_cost_ledger(data).sum_of("ads") == Decimal("100.00")


def test_a_total_counts_where_no_day_covers_its_campaign_and_period():
    february = {"starts_on": "2026-02-01", "ends_on": "2026-02-28"}
    totals = [ad_total("c1", 70, **february), ad_total("c2", 30, campaign_id="c2")]
    data = brand(facts={"ad_day": [ad_day("ad1", "2026-03-12", 40)], "ad_total": totals})
    ledger = build_cost_ledger(data)
    assert ledger.sum_of("ads") == Decimal("140.00")
    assert {ad.table for ad in ledger.ads} == {"ad_day", "ad_total"}


def test_of_nested_totals_only_the_finest_level_counts():
    totals = [ad_total("ad1", 30, "ad"), ad_total("ad2", 20, "ad"), ad_total("c1", 51), ad_total("acc", 52, "account")]
    assert build_cost_ledger(brand(facts={"ad_total": totals})).sum_of("ads") == Decimal("50.00")


def test_of_overlapping_exports_of_one_entity_the_longest_counts():
    totals = [ad_total("c1", 30), ad_total("c1", 80, ends_on="2026-04-30")]
    assert build_cost_ledger(brand(facts={"ad_total": totals})).sum_of("ads") == Decimal("80.00")


def test_ads_follow_the_spark_sheet_then_the_post_then_the_campaign_name_and_else_nobody():
    days = [
        ad_day("spark", "2026-03-12", 1),
        ad_day("post", "2026-03-12", 2, post_id=LEA_POST),
        ad_day("named", "2026-03-12", 4, campaign_id="c2", campaign_name="SPRING"),
        ad_day("loose", "2026-03-12", 8),
    ]
    records = {"spark_ad": [{"ad_id": "spark", "creator": "max.cooks", "campaign": "spring"}]}
    data = brand(facts={"ad_day": days}, records=records)
    lines = {(line.creator, line.campaign): line.amount for line in build_cost_ledger(data).lines if line.kind == "ads"}
    assert lines == {("max.cooks", "spring"): 1, ("lea", "spring"): 2, (None, "spring"): 4, (None, None): 8}
    assert build_cost_ledger(data, scope=SPRING).unallocated_ads == 8
    assert build_cost_ledger(data, scope=SPRING).sum_of("ads") == 7


def test_campaigns_share_hours_in_proportion_to_direct_cost_and_sum_to_the_whole():
    records = {
        "campaign": [*RECORDS["campaign"], {"campaign": "autumn", "starts_on": "2026-01-01"}],
        "collaboration": [collaboration("lea", fee=200), collaboration("lea", campaign="autumn", fee=100)],
    }
    data = brand(records=records, hours="1", hour_cost="100")
    parts = [build_cost_ledger(data, scope=Scope(kind="campaign", name=name)) for name in ("spring", "autumn")]
    assert [part.sum_of("hours") for part in parts] == [Decimal("66.67"), Decimal("33.33")]
    assert sum(part.total for part in parts) == build_cost_ledger(data).total == Decimal("400.00")


def test_a_creators_ledger_equals_the_creators_line_of_the_whole():
    data = brand(
        facts={"ad_day": [ad_day("named", "2026-03-12", 33.33, campaign_name="spring")]}, hours="3", hour_cost="33.33"
    )
    whole = build_cost_ledger(data)
    for handle, (own, shared) in whole.by_creator.items():
        alone = build_cost_ledger(data, scope=Scope(kind="creator", name=handle))
        assert alone.total == own + shared
    assert sum(own + shared for own, shared in whole.by_creator.values()) == whole.total


def test_a_collaboration_that_starts_after_the_verdict_is_left_out_and_named():
    data = brand(records={"collaboration": [collaboration("lea", fee=10, starts_on="2026-09-01", ends_on=None)]})
    ledger = build_cost_ledger(data, as_of=date(2026, 6, 30))
    assert (ledger.total, len(ledger.not_started)) == (0, 1)


def test_an_unknown_campaign_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownName) as refused:
        build_cost_ledger(brand(), scope=Scope(kind="campaign", name="sprng"))
    assert refused.value.facts["nearest"] == ["spring"]


def test_a_setting_outside_its_range_is_refused_by_name():
    with pytest.raises(SettingsError) as refused:
        build_cost_ledger(brand(vat_rate="20"))
    assert refused.value.facts["setting"] == "vat_rate"


def test_percent_sign_and_decimal_comma_say_the_same_as_a_dot():
    fees = {"collaboration": [collaboration("lea", fee=121)]}
    totals = {
        build_cost_ledger(brand(records=fees, vat_rate=rate, costs_include_vat="true")).total
        for rate in ("0.21", "0,21", "21 %")
    }
    assert totals == {Decimal("100.00")}


@given(
    total=st.decimals(-10_000, 10_000, places=2),
    weights=st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=9),
)
def test_shares_always_add_up_to_the_cent(total, weights):
    parts = split_to_cents(total, weights)
    assert sum(parts) == total
    assert all(part == to_cent(part) for part in parts)


@settings(max_examples=10, deadline=None)
@given(fee=st.integers(1, 10**7), rate=st.sampled_from(["0.5", "1", "2", "10"]))
def test_a_currency_worth_twice_as_much_costs_twice_as_much(fee, rate):
    records = {"collaboration": [collaboration("lea", fee=Decimal(fee) / 50, currency="USD")]}
    assert build_cost_ledger(brand(records=records, fx_usd=rate)).total == Decimal(fee) / 50 * Decimal(rate)
