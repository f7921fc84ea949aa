"""Ad spend: the daily report against the totals; and what the platform claims against the shop."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import narwhals as nw

from upshot.decisions.reconciliation.desk import Days, Desk, amount, decimal_of, rows_of, sums_of
from upshot.decisions.reconciliation.model import Finding, Gap, Part, Severity
from upshot.measures.clock import with_local_day

TOLERATED_SHARE = 0.01  # a hundredth of the figure: rounding and late restatements
WRONG_SHARE = 0.05
ROUNDING_PER_ROW = Decimal("0.005")  # each daily figure is rounded to the cent


def gap_severity(gap: Gap) -> Severity:
    """By the size of the unexplained rest."""
    share = gap.unexplained_share
    if share <= TOLERATED_SHARE:
        return Severity.OK
    return Severity.WARNING if share <= WRONG_SHARE else Severity.PROBLEM


def judged(gap: Gap, severity: Severity | None = None) -> Gap:
    """The gap with its severity."""
    return gap.model_copy(update={"severity": severity or gap_severity(gap)})


def spend_gaps(desk: Desk) -> list[Gap]:
    """Each account total that was reported, against the days that were imported."""
    totals = rows_of(desk.in_currency("ad_total", "spend").filter(~nw.col("spend").is_null()))
    periods = sorted({(row["account_id"], row["starts_on"], row["ends_on"]) for row in totals}, key=str)
    found = []
    for account, first, last in periods:
        mine = [
            row for row in totals if (row["account_id"], row["starts_on"], row["ends_on"]) == (account, first, last)
        ]
        gap = _spend_gap(desk, account, Days(first, last), mine)
        if gap is not None:
            found.append(gap)
    return found


def _spend_gap(desk: Desk, account: str, days: Days, totals: list[dict[str, Any]]) -> Gap | None:
    levels = {level: [row for row in totals if row["level"] == level] for level in ("account", "campaign", "ad")}
    level = next((name for name, rows in levels.items() if rows), None)
    daily = days.of(desk.in_currency("ad_day", "spend")).filter(nw.col("account_id") == account)
    by_ad = {row["ad_id"]: row for row in rows_of(daily.group_by("ad_id").agg(nw.col("spend").sum(), n=nw.len()))}
    if level is None or not by_ad:
        return None
    left = sum((decimal_of(row["spend"]) for row in by_ad.values()), Decimal(0))
    right = sum((decimal_of(row["spend"]) for row in levels[level]), Decimal(0))
    parts = []
    if level == "account" and levels["campaign"]:
        allocated = sum((decimal_of(row["spend"]) for row in levels["campaign"]), Decimal(0))
        parts.append(Part(code="check_part_unallocated", amount=allocated - right))
    absent = [row for row in levels["ad"] if row["entity_id"] not in by_ad]
    parts.append(
        Part(code="check_part_ads_without_days", amount=-sum((decimal_of(r["spend"]) for r in absent), Decimal(0)))
    )
    rest = left - right - sum((part.amount for part in parts), Decimal(0))
    if abs(rest) <= ROUNDING_PER_ROW * sum(row["n"] for row in by_ad.values()):
        parts.append(Part(code="check_part_rounding", amount=rest))
    gap = Gap(
        quantity="check_quantity_ad_spend",
        scope=account,
        unit="money",
        left_source="check_source_ad_days",
        right_source=f"check_source_total_{level}",
        left=left,
        right=right,
        starts_on=days.first,
        ends_on=days.last,
        explained=tuple(part for part in parts if part.amount),
    )
    return judged(gap)


def claims(desk: Desk) -> tuple[list[Gap], list[Finding]]:
    """What ad platforms claim to have sold against what the shop sold in all, on the days that both cover."""
    ads = desk.in_currency("ad_day", "purchase_value")
    claimed_days = desk.days_of(ads.filter(~nw.col("purchase_value").is_null()))
    shop_days = desk.days_of(desk.orders)
    days = claimed_days.overlap(shop_days) if claimed_days and shop_days else None
    if days is None:
        return [], []
    said = sums_of(days.of(ads), ("purchase_value", "purchases"))
    shop = desk.orders.filter(nw.col("status").is_in(desk.counted))
    sold = sums_of(days.of(shop), ("net_revenue",))["net_revenue"]
    in_ad_zone = with_local_day(shop.drop("day"), "ordered_at", desk.ad_zone)
    shifted = sums_of(days.of(in_ad_zone), ("net_revenue",))["net_revenue"]
    parts = (
        Part(code="check_part_day_shift", amount=sold - shifted),
        Part(code="check_part_not_claimed", amount=max(shifted - said["purchase_value"], Decimal(0))),
    )
    gap = Gap(
        quantity="check_quantity_claimed_revenue",
        scope="check_scope_all_platforms",
        unit="money",
        left_source="check_source_shop",
        right_source="check_source_platform_claims",
        left=sold,
        right=said["purchase_value"],
        starts_on=days.first,
        ends_on=days.last,
        explained=tuple(part for part in parts if part.amount),
    )
    return [judged(gap, _claim_severity(gap))], _claim_findings(gap)


def _claim_severity(gap: Gap) -> Severity:
    if gap.right > gap.left:
        return Severity.PROBLEM
    return Severity.WARNING if gap.right * 2 > gap.left else Severity.NOTE


def _claim_findings(gap: Gap) -> list[Finding]:
    facts: dict[str, int | str] = {
        "claimed": amount(gap.right),
        "sold": amount(gap.left),
        "times": f"{gap.ratio:.1f}" if gap.ratio is not None else "∞",
        "first": gap.starts_on.isoformat(),
        "last": gap.ends_on.isoformat(),
    }
    severity = _claim_severity(gap)
    if severity is Severity.PROBLEM:
        return [Finding(code="check_platform_claims_more_than_shop", severity=severity, facts=facts)]
    if severity is Severity.WARNING:
        return [Finding(code="check_platform_claims_most_of_shop", severity=severity, facts=facts)]
    return []
