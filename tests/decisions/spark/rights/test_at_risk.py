"""Euros at risk, against sums done by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.doubles import MemoryWorkspace
from upshot.decisions.spark.rights.at_risk import RiskReason, days_between, euros_at_risk
from upshot.decisions.spark.rights.spend import RightSpend, read_right_spend
from upshot.decisions.spark.rights.windows import compare_windows
from upshot.errors import SettingsError
from upshot.vocabulary.money import Exchange
from upshot.vocabulary.spark_rights import CodeWindow, DayWindow, RightState, SparkRight

PARIS = ZoneInfo("Europe/Paris")
EUROS = Exchange("EUR", {"USD": Decimal("0.9")})
NOW = datetime(2026, 6, 10, 22, tzinfo=UTC)  # midnight in Paris: 11 June begins


def right(*, ends_at=None, flight=(date(2026, 6, 1), date(2026, 6, 30)), state=RightState.LIVE, **more) -> SparkRight:
    window = CodeWindow(NOW, ends_at=ends_at) if ends_at else CodeWindow(NOW)
    contract = DayWindow(ends_on=date(2027, 1, 1))
    return SparkRight("r1", "lea", "1", state=state, code=window, contract=contract, flight=DayWindow(*flight), **more)


def risk(wanted: SparkRight, spend: RightSpend = RightSpend(), now: datetime = NOW, **more):  # noqa: B008 (frozen)
    return euros_at_risk(wanted, compare_windows(wanted, PARIS), spend, now=now, zone=PARIS, rates=EUROS, **more)


def spent(per_day: str, first: date, n_days: int) -> RightSpend:
    days = {first + timedelta(days=n): Decimal(per_day) for n in range(n_days)}
    return RightSpend(days, max(days))


END = datetime(2026, 6, 20, 22, tzinfo=UTC)  # 20 days of June are over in Paris: ten are left


def test_planned_spend_after_the_end_of_the_right_is_at_risk():
    found = risk(right(ends_at=END, flight_budget=Decimal(3000)), spent("50", date(2026, 6, 1), 10))
    # 3000 − 10 × 50 = 2500 for the 20 days from 11 to 30 June: 125 a day; ten of them lie behind the right
    assert (found.per_day, found.total, found.lost_days) == (Decimal("125.00"), Decimal("1250.00"), 10)
    assert (found.recent.per_day, found.recent.total) == (Decimal("50.00"), Decimal("500.00"))
    assert found.reason is RiskReason.ENDS_IN_FLIGHT


def test_without_a_budget_recent_spend_is_carried_forward():
    found = risk(right(ends_at=END), spent("50", date(2026, 6, 4), 7))
    assert (found.per_day, found.total, found.planned) == (Decimal("50.00"), Decimal("500.00"), None)


def test_a_day_cut_by_the_end_counts_for_its_part():
    found = risk(right(ends_at=END + timedelta(hours=6)), spent("48", date(2026, 6, 4), 7))
    assert (found.lost_days, found.total) == (Decimal("9.75"), Decimal("468.00"))


def test_the_day_of_25_hours_is_one_day():
    before, after = datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert days_between(before, after, PARIS) == 1
    assert days_between(before + timedelta(hours=12, minutes=30), after, PARIS) == Decimal("0.5")


def test_a_revoked_right_puts_the_whole_rest_of_the_flight_at_risk():
    gone = right(ends_at=END, state=RightState.REVOKED, flight_budget=Decimal(2000))
    found = risk(gone, ended_at=NOW - timedelta(days=1))
    assert (found.reason, found.per_day, found.total) == (RiskReason.ENDED, Decimal("100.00"), Decimal("2000.00"))


def test_a_right_that_was_never_given_puts_everything_at_risk_from_the_first_day():
    wanted = right(
        state=RightState.REQUESTED, flight=(date(2026, 6, 15), date(2026, 6, 24)), flight_budget=Decimal(500)
    )
    found = risk(wanted)
    assert (found.reason, found.per_day, found.total) == (RiskReason.NOT_GIVEN, Decimal("50.00"), Decimal("500.00"))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [(right(ends_at=datetime(2026, 6, 30, 22, tzinfo=UTC)), RiskReason.COVERED),
     (right(ends_at=END, flight=(date(2026, 5, 1), date(2026, 6, 10))), RiskReason.FLIGHT_OVER),
     (right(ends_at=END, state=RightState.SUPERSEDED), RiskReason.SUPERSEDED)],
)  # fmt: skip
def test_where_nothing_is_at_risk_it_is_zero_and_says_why(wanted, reason):
    found = risk(wanted, spent("50", date(2026, 6, 4), 7))
    assert (found.reason, found.per_day, found.total) == (reason, 0, 0)


def test_an_unknown_end_gives_euros_a_day_and_no_total():
    found = risk(right(), spent("50", date(2026, 6, 4), 7))
    assert (found.reason, found.per_day, found.total) == (RiskReason.END_UNKNOWN, Decimal("50.00"), None)


def test_an_unknown_flight_gives_euros_a_day_and_no_total():
    found = risk(right(ends_at=END, flight=(None, None)), spent("50", date(2026, 6, 4), 7))
    assert (found.reason, found.per_day, found.total) == (RiskReason.ENDS_IN_FLIGHT, Decimal("50.00"), None)


def test_neither_budget_nor_spend_is_not_zero():
    found = risk(right(ends_at=END))
    assert (found.reason, found.per_day, found.total) == (RiskReason.NO_SPEND_KNOWN, None, None)


def test_a_budget_in_dollars_is_reckoned_in_euros():
    found = risk(right(ends_at=END, flight_budget=Decimal(1000), currency="USD"))
    assert (found.per_day, found.total) == (Decimal("45.00"), Decimal("450.00"))
    with pytest.raises(SettingsError, match="missing_exchange_rate"):
        risk(right(ends_at=END, flight_budget=Decimal(1000), currency="GBP"))


# --- which spend belongs to which right ------------------------------------------------------------------------


def ad(day: int, spend, *, ad_id="a1", post="1", account="acc", currency="EUR"):
    return {"account_id": account, "day": date(2026, 6, day), "campaign_id": "c", "ad_id": ad_id, "post_id": post,
            "spend": spend, "currency": currency}  # fmt: skip


def test_spend_is_found_by_post_by_sheet_and_by_ad_id():
    data = MemoryWorkspace(
        {"ad_day": [ad(1, 10), ad(1, 20, ad_id="a2", post=None), ad(1, 40, ad_id="a3", post="9"), ad(2, 1)]},
        {"spark_ad": [{"ad_id": "a2", "post_id": "1"}]},
    )
    rights = [SparkRight("r1", "lea", "1"), SparkRight("r2", "tom", "2", ad_ids=("a3",))]
    found = read_right_spend(data, rights, until=date(2026, 6, 30))
    assert found["r1"].by_day == {date(2026, 6, 1): 30, date(2026, 6, 2): 1}
    assert found["r2"].by_day == {date(2026, 6, 1): 40}


def test_a_reported_day_without_the_ad_is_a_day_of_zero_spend():
    data = MemoryWorkspace({"ad_day": [ad(1, 70), ad(2, 70), ad(7, 5, ad_id="x", post="9")]})
    spend = read_right_spend(data, [SparkRight("r1", "lea", "1")], until=date(2026, 6, 30))["r1"]
    assert spend.recent_daily == 20
    assert spend.stopped_on == date(2026, 6, 3)


def test_an_ad_is_counted_on_one_right_only():
    data = MemoryWorkspace({"ad_day": [ad(1, 70)]})
    older = SparkRight("r1", "lea", "1", state=RightState.LIVE)
    heir = SparkRight("r2", "lea", "1", replaces="r1")
    assert list(read_right_spend(data, [older, heir], until=date(2026, 6, 30))) == ["r1"]


def test_spend_in_dollars_is_converted_and_an_absent_amount_is_not_zero():
    data = MemoryWorkspace(
        {"ad_day": [ad(1, 100, currency="USD"), ad(2, None)]}, settings={"currency": "EUR", "fx_usd": "0.9"}
    )
    spend = read_right_spend(data, [SparkRight("r1", "lea", "1")], until=date(2026, 6, 30))["r1"]
    assert spend.by_day == {date(2026, 6, 1): Decimal("90.00")}
