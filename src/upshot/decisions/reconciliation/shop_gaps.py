"""Orders and revenue: the shop against analytics; and orders that carry a tag against visits that carry it."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from statistics import median
from typing import Any

import narwhals as nw

from upshot.decisions.reconciliation.desk import Days, Desk, decimal_of, rows_of, sums_of
from upshot.decisions.reconciliation.model import Finding, Gap, Part, Severity
from upshot.decisions.reconciliation.spend_gaps import judged
from upshot.measures.facts.base import Frame
from upshot.measures.facts.shop import best_breakdowns, is_tiktok_tag, visits_of

MIN_DAYS = 7  # days needed before a steady loss can be told from an accident
SURPLUS = 1.05  # analytics counting 5 % more than the shop is counting twice
LOW_COVERAGE = 0.5


def shop_gaps(desk: Desk) -> tuple[list[Gap], list[Finding]]:
    """For each analytics property, orders and revenue over the days that shop and property both cover."""
    gaps: list[Gap] = []
    findings: list[Finding] = []
    shop_days = desk.days_of(desk.orders)
    if shop_days is None:
        return gaps, findings
    for account, breakdown in best_breakdowns(desk.data, (), having="purchases").items():
        visits = visits_of(desk.in_currency("visit_day", "revenue"), {account: breakdown})
        seen_days = desk.days_of(visits.filter(~nw.col("purchases").is_null()))
        days = seen_days.overlap(shop_days) if seen_days else None
        if days is not None:
            found, more = _property(desk, account, visits, days)
            gaps += found
            findings += more
    return gaps, findings


def _property(desk: Desk, account: str, visits: Frame, days: Days) -> tuple[list[Gap], list[Finding]]:
    counted = nw.col("status").is_in(desk.counted)
    inside = days.of(desk.orders)
    kept, gone = inside.filter(counted), inside.filter(~counted)
    n_kept, n_gone = _count(kept), _count(gone)
    saw = sums_of(days.of(visits), ("purchases", "revenue"))
    coverage = _coverage(desk, visits, days)
    missed = _share_missed(coverage, n_kept + n_gone)
    orders = _gap("orders", account, days, Decimal(n_kept), saw["purchases"])
    orders = orders.model_copy(
        update={"explained": _parts(("check_part_not_counted", Decimal(-n_gone)), ("check_part_coverage", missed))}
    )
    gaps = [_beyond_chance(orders, _chance(coverage, n_kept + n_gone))]
    if saw["revenue"]:
        squares = float(rows_of(inside.select((nw.col("total").cast(nw.Float64) ** 2).sum()))[0]["total"] or 0)
        revenue = _revenue(account, days, kept, gone, saw["revenue"], coverage)
        gaps.append(_beyond_chance(revenue, _chance(coverage, squares)))
    return gaps, _coverage_findings(account, gaps[0], coverage)


def _gap(quantity: str, account: str, days: Days, left: Decimal, right: Decimal) -> Gap:
    return Gap(
        quantity=f"check_quantity_{quantity}",
        scope=account,
        unit="money" if quantity == "revenue" else "count",
        left_source="check_source_shop",
        right_source="check_source_analytics",
        left=left,
        right=right,
        starts_on=days.first,
        ends_on=days.last,
    )


def _revenue(account: str, days: Days, kept: Frame, gone: Frame, saw: Decimal, coverage: float | None) -> Gap:
    """Net revenue against what analytics recorded at the moment of purchase: charged in full, nothing given back."""
    shop = sums_of(kept, ("net_revenue", "total", "refunded"))
    dropped = sums_of(gone, ("total",))["total"]
    charged = shop["total"]
    besides = charged - shop["net_revenue"] - shop["refunded"]
    gap = _gap("revenue", account, days, shop["net_revenue"], saw)
    parts = _parts(
        ("check_part_tax_and_shipping", -besides),
        ("check_part_refunds", -shop["refunded"]),
        ("check_part_not_counted", -dropped),
        ("check_part_coverage", _share_missed(coverage, charged + dropped)),
    )
    return gap.model_copy(update={"explained": parts})


def _parts(*parts: tuple[str, Decimal]) -> tuple[Part, ...]:
    return tuple(Part(code=code, amount=value) for code, value in parts if value)


def _chance(coverage: float | None, squares: float) -> float:
    """Two standard deviations of what analytics sees when it misses each order by itself at the same rate."""
    return 2 * sqrt(squares * coverage * (1 - coverage)) if coverage is not None and 0 < coverage < 1 else 0.0


def _beyond_chance(gap: Gap, chance: float) -> Gap:
    """A rest that chance alone leaves is fine."""
    return judged(gap, Severity.OK if abs(gap.unexplained) <= chance else None)


def _count(frame: Frame) -> int:
    return int(rows_of(frame.select(n=nw.len()))[0]["n"])


def _coverage(desk: Desk, visits: Frame, days: Days) -> float | None:
    """Share of orders that analytics sees on an ordinary day: the median of the daily ratios.

    A loss that is the same every day (consent refused, blockers) moves the median; a broken day does not, and stays
    unexplained. None below seven days with orders.
    """
    shop = {row["day"]: row["n"] for row in rows_of(days.of(desk.orders).group_by("day").agg(n=nw.len()))}
    daily = days.of(visits).group_by("day").agg(nw.col("purchases").sum(), told=nw.col("purchases").count())
    saw = {row["day"]: float(row["purchases"]) for row in rows_of(daily) if row["told"]}
    ratios = [saw[day] / n for day, n in shop.items() if day in saw and n > 0]
    return median(ratios) if len(ratios) >= MIN_DAYS else None


def _share_missed(coverage: float | None, of: Decimal | int) -> Decimal:
    if coverage is None or coverage >= 1:
        return Decimal(0)
    missed = (1 - coverage) * float(of)
    return Decimal(round(missed)) if isinstance(of, int) else Decimal(str(round(missed, 2)))


def _coverage_findings(account: str, gap: Gap, coverage: float | None) -> list[Finding]:
    facts: dict[str, Any] = {"account": account, "orders": int(gap.left), "purchases": int(gap.right)}
    if gap.left and gap.right > gap.left * Decimal(str(SURPLUS)):
        return [Finding(code="check_analytics_sees_too_many", severity=Severity.PROBLEM, facts=facts)]
    if coverage is not None and coverage < LOW_COVERAGE:
        facts["percent"] = f"{coverage * 100:.0f}"
        return [Finding(code="check_analytics_sees_few", severity=Severity.WARNING, facts=facts)]
    return []


def tagged(desk: Desk) -> tuple[list[Gap], list[Finding]]:
    """Orders that landed with our tag against the sessions that carried it: more orders than visits cannot be."""
    chosen = best_breakdowns(desk.data, {"utm_source"}) or best_breakdowns(desk.data, {"utm_content"})
    tags = is_tiktok_tag(desk.links)
    visits = visits_of(desk.frame("visit_day"), chosen)
    seen_days, shop_days = desk.days_of(visits), desk.days_of(desk.orders)
    days = seen_days.overlap(shop_days) if seen_days and shop_days else None
    if days is None:
        return [], []
    saw = sums_of(days.of(visits).filter(tags), ("sessions", "purchases"))
    counted = days.of(desk.orders).filter(nw.col("status").is_in(desk.counted))
    n_tagged = _count(counted.filter(tags))
    gap = _gap("tagged_orders", ", ".join(sorted(chosen)), days, Decimal(n_tagged), decimal_of(saw["purchases"]))
    severity = Severity.NOTE if gap.gap else Severity.OK
    findings = []
    facts: dict[str, int | str] = {"orders": n_tagged, "sessions": int(saw["sessions"])}
    if n_tagged > saw["sessions"]:
        code = "check_tagged_orders_without_visits"
        findings.append(Finding(code=code, severity=Severity.WARNING, facts=facts))
    return [judged(gap, severity)], findings
