"""What flowed: the days, the funnel from views to orders, and the orders that analytics saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw
import numpy as np

from upshot.decisions.attribution.claims import Claim, Names
from upshot.decisions.attribution.reading import link_claims
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.model import (
    Evidence,
    FunnelStep,
    Interval,
    OrderSum,
    Phrase,
    PostLine,
    TimelinePoint,
    Value,
)
from upshot.measures.terms import exchange
from upshot.vocabulary.money import to_cent


@dataclass(frozen=True)
class TaggedVisits:
    """What analytics saw of the scope's tagged links; None where the report has no such column filled."""

    sessions: int | None
    purchases: int | None
    revenue: Decimal
    breakdown: str
    rows: int


def read_tagged_visits(case: Case) -> TaggedVisits | None:
    """Visits and purchases by the scope's `utm_content`, from one breakdown only (two are never added up)."""
    names = Names(tuple(case.programme.creators), tuple(case.programme.campaigns), ())
    claims = link_claims(case.programme, names)
    wanted = [label for label in claims.labels if any(_is_ours(case, names, claim) for claim in claims.of[label])]
    if not wanted:
        return None
    frame = case.data.frame("visit_day").filter(
        nw.col("day") >= case.period.starts_on,
        nw.col("day") <= case.period.ends_on,
        nw.col("utm_content").str.to_lowercase().is_in(wanted),
    )
    sums = frame.group_by("breakdown", "currency").agg(
        nw.col("sessions").sum(),
        nw.col("purchases").sum(),
        nw.col("revenue").sum(),
        nw.col("sessions").count().alias("n_sessions"),
        nw.col("purchases").count().alias("n_purchases"),
        nw.len().alias("rows"),
    )
    rows = sums.collect().to_arrow().to_pylist()
    if not rows:
        return None
    breakdown = min({row["breakdown"] or "" for row in rows}, key=lambda name: (name.count("+"), name))
    rows = [row for row in rows if (row["breakdown"] or "") == breakdown]
    rates = exchange(case.data, {row["currency"] for row in rows})
    revenue = sum((Decimal(row["revenue"] or 0) * rates.rate(row["currency"]) for row in rows), Decimal(0))
    return TaggedVisits(
        sessions=_sum_known(rows, "sessions"),
        purchases=_sum_known(rows, "purchases"),
        revenue=to_cent(revenue),
        breakdown=breakdown,
        rows=sum(int(row["rows"]) for row in rows),
    )


def _sum_known(rows: list[dict[str, Any]], name: str) -> int | None:
    """The sum of the rows that have the column at all; None when none has."""
    known = [int(row[name]) for row in rows if row[f"n_{name}"]]
    return sum(known) if known else None


def _is_ours(case: Case, names: Names, claim: Claim) -> bool:
    if case.scope.kind == "creator":
        return names.creators[claim.creator] == case.scope.name
    campaigns = {names.campaigns[campaign] for _, _, campaign in claim.spans if campaign >= 0}
    return case.scope.kind == "all" or case.scope.name in campaigns


def analytics_orders(visits: TaggedVisits | None) -> OrderSum | None:
    """Purchases that analytics tied to a tagged link: a sum without order numbers, never added to the others."""
    if visits is None or visits.purchases is None:
        return None
    return OrderSum(orders=visits.purchases, net_revenue=visits.revenue)


def timeline(case: Case) -> tuple[TimelinePoint, ...]:
    """Every day of the period: orders of the whole shop, the baseline without the programme, the scope's views."""
    first = case.period.starts_on
    n_days = (case.period.ends_on - first).days + 1
    orders = dict(zip(case.shop.days.tolist(), case.shop.orders.tolist(), strict=True))
    baseline, views = _baseline(case), _views(case)
    days = (first + timedelta(days=i) for i in range(n_days))
    return tuple(
        TimelinePoint(day=day, orders=int(orders.get(day, 0)), baseline=baseline.get(day), views=views.get(day))
        for day in days
    )


def _baseline(case: Case) -> dict[date, Interval]:
    if case.history is None or isinstance(case.estimate, InsufficientEvidence):
        return {}
    tail = (1 - case.terms.level) / 2
    low, median, high = np.quantile(case.estimate.baseline_draws, [tail, 0.5, 1 - tail], axis=0)
    return {
        day: Interval(median=float(median[i]), low=float(low[i]), high=float(high[i]))
        for i, day in enumerate(case.history.days)
    }


def _views(case: Case) -> dict[date, int]:
    rows = case.post_rows()
    if case.history is None or not len(rows):
        return {}
    return dict(zip(case.history.days, np.rint(case.history.views[rows].sum(axis=0)).astype(int).tolist(), strict=True))


def funnel(
    case: Case, posts: tuple[PostLine, ...], visits: TaggedVisits | None, tracked: int, caused: Interval | None
) -> tuple[FunnelStep, ...]:
    """Views, impressions, clicks, visits, tracked orders, caused orders; impressions and views are never summed."""
    views = [post.views_now for post in posts if post.views_now is not None]
    shown = [ad.impressions for ad in case.costs.ads if ad.impressions is not None]
    clicks = [ad.clicks for ad in case.costs.ads if ad.clicks is not None]
    sessions = visits.sessions if visits else None
    return (
        _seen("views", sum(views) if views else None, "null_no_readings"),
        _seen("impressions", sum(shown) if shown else None, "null_no_ads"),
        _seen("clicks", sum(clicks) if clicks else None, "null_no_ads"),
        _seen("visits", sessions, "null_no_tagged_visits"),
        _seen("orders_tracked", tracked, ""),
        FunnelStep(
            step="orders_incremental",
            value=Value(
                value=caused.median if caused else None,
                why_null=None if caused else Phrase(code="null_no_estimate"),
                evidence=Evidence.MODELLED,
            ),
        ),
    )


def _seen(step: str, value: int | None, code: str) -> FunnelStep:
    why = Phrase(code=code) if value is None else None
    return FunnelStep(step=step, value=Value(value=value, why_null=why, evidence=Evidence.OBSERVED))
