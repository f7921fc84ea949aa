"""A small verdict with every kind of cell, for tests of what people see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from upshot.decisions.verdict import model as m

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def phrase(code: str, **facts: str) -> m.Phrase:
    return m.Phrase(code=code, facts=facts)


def sample_verdict(**changes: object) -> m.Verdict:
    """Two creators, one profitable and one not; three posts; ninety days."""
    start = date(2026, 1, 1)
    days = [start + timedelta(days=n) for n in range(90)]
    margin = m.Interval(median=9000.0, low=6000.0, high=12000.0)
    roi = m.Roi(median=0.0, low=-0.3333, high=0.3333, p_above_hurdle=0.5, hurdle_rate=0.0)
    caused = m.Incremental(
        orders=m.Interval(median=250.0, low=170.0, high=330.0),
        net_revenue=m.Interval(median=15000.0, low=10000.0, high=20000.0),
        gross_margin=margin,
        method="creator_response",
        evidence_grade="B",
    )
    missing = phrase("null_not_measured_yet")
    not_measured = m.Value(value=None, why_null=missing, evidence=m.Evidence.OBSERVED)
    not_compared = m.ComparedValue(value=None, why_null=missing, evidence=m.Evidence.OBSERVED)

    def creator(name: str, scale: float) -> m.CreatorLine:
        part = m.Interval(median=4500 * scale, low=2500 * scale, high=6500 * scale)
        return m.CreatorLine(
            creator=name,
            display_name=name.title(),
            tier="micro",
            followers=42_000,
            collaboration_types=("sponsored_video",),
            posts=2,
            views=180_000,
            cost=Decimal("4500.00"),
            observed=m.OrderSum(orders=61, net_revenue=Decimal("3721.50")),
            attributed_last_touch=m.OrderSum(orders=40, net_revenue=Decimal("2400.10")),
            incremental=m.Incremental(
                orders=part, net_revenue=part, gross_margin=part, method=caused.method, evidence_grade="B"
            ),
            prior_share=0.25,
            roi=m.Roi(median=scale - 1, low=scale * 0.55 - 1, high=scale * 1.4 - 1, p_above_hurdle=0.4, hurdle_rate=0),
            advice=phrase("advice_renew") if scale > 1.5 else phrase("advice_learn_more"),
        )

    def post(number: int, name: str) -> m.PostLine:
        published = datetime(2026, 1, 5 + number, 18, 0, tzinfo=UTC)
        curve = tuple(
            (date(2026, 1, 5 + number) + timedelta(days=k), 10_000 * number * k // (k + 3)) for k in range(30)
        )
        return m.PostLine(
            post_id=f"75276230004730790{number}",
            creator=name,
            url=f"https://www.tiktok.com/@{name}/video/75276230004730790{number}",
            campaign="Printemps",
            published_at=published,
            caption="Ma routine du matin #collab",
            content_type="tutorial",
            views_now=9_000 * number,
            views_final=m.Interval(median=10_000.0 * number, low=9_100.0 * number, high=12_000.0 * number),
            maturity=m.Maturity(share=0.9, age_days=40.0, is_read_out_allowed=True),
            view_curve=curve,
            incremental_orders=m.Interval(median=80.0, low=20.0, high=140.0),
            spark=m.Spark(ad_ids=("18000001",), spend=Decimal("300.00"), views_paid=4000, authorised_until=None),
        )

    def line(kind: str, amount: str, name: str | None) -> m.CostLine:
        return m.CostLine(
            kind=kind,
            creator=name,
            campaign="Printemps",
            description=phrase("ledger_tools"),
            amount=Decimal(amount),
            billed=Decimal(amount),
            billed_currency="EUR",
            exchange_rate=Decimal(1),
            source="collaborations.csv:2",
        )

    lines = (
        line("creator_fee", "4000.00", "anna.cuisine"),
        line("rights", "500.00", "anna.cuisine"),
        line("creator_fee", "3500.00", "leo_teste"),
        line("ads", "1000.00", "leo_teste"),
    )
    verdict = m.Verdict(
        upshot_version="0.1.0",
        workspace="Maison Exemple",
        is_demo=True,
        scope=m.Scope(kind="all"),
        period=m.Period(starts_on=days[0], ends_on=days[-1]),
        as_of=NOW,
        currency="EUR",
        level=0.9,
        seed=1,
        data_version="abc123",
        cost=m.Cost(total=Decimal("9000.00"), lines=lines),
        observed=m.Observed(
            orders=122,
            net_revenue=Decimal("7443.00"),
            by_evidence={"code": m.OrderSum(orders=90, net_revenue=Decimal("5400.00")), "survey": None},
        ),
        attributed=(
            m.RuleCredit(
                rule="last_touch",
                orders=Decimal(80),
                net_revenue=Decimal("4800.20"),
                by_creator=(
                    m.CreatorCredit(creator="anna.cuisine", orders=Decimal(40), net_revenue=Decimal("2400.10")),
                    m.CreatorCredit(creator="leo_teste", orders=Decimal(40), net_revenue=Decimal("2400.10")),
                ),
            ),
        ),
        triangulation=None,
        incremental=caused,
        roi=roi,
        roas_ads=m.Value(value=4.8, evidence=m.Evidence.ATTRIBUTED, basis="last_touch"),
        roas_all_in=m.Value(value=0.53, evidence=m.Evidence.ATTRIBUTED, basis="last_touch"),
        margin_roas=m.Value(value=0.32, evidence=m.Evidence.ATTRIBUTED, basis="last_touch"),
        iroas=m.Value(value=1.67, evidence=m.Evidence.MODELLED),
        break_even_orders=m.Value(value=250.0, evidence=m.Evidence.OBSERVED),
        verdict=m.Answer.INSUFFICIENT_EVIDENCE,
        reasons=(),
        what_would_help=(),
        creators=(creator("anna.cuisine", 1.8), creator("leo_teste", 0.7)),
        posts=(post(1, "anna.cuisine"), post(2, "anna.cuisine"), post(3, "leo_teste")),
        leaks=(),
        timeline=tuple(
            m.TimelinePoint(
                day=day,
                orders=60 + n % 7 + n // 9,
                baseline=m.Interval(median=58.0 + n % 7, low=55.0 + n % 7, high=61.0 + n % 7),
                views=4000,
            )
            for n, day in enumerate(days)
        ),
        funnel=(
            m.FunnelStep(step="views", value=m.Value(value=540_000.0, evidence=m.Evidence.OBSERVED)),
            m.FunnelStep(step="clicks", value=m.Value(value=6_100.0, evidence=m.Evidence.OBSERVED)),
            m.FunnelStep(step="visits", value=not_measured),
            m.FunnelStep(step="orders_tracked", value=m.Value(value=122.0, evidence=m.Evidence.OBSERVED)),
            m.FunnelStep(step="orders_incremental", value=m.Value(value=250.0, evidence=m.Evidence.MODELLED)),
        ),
        below_line=m.BelowLine(brand_lift=not_compared, sentiment=not_compared, ltv_uplift=not_compared),
        caveats=(),
        sources=(
            m.UsedSource(
                name="orders_export.csv",
                kind="shopify_orders",
                rows=5400,
                period=m.Period(starts_on=days[0], ends_on=days[-1]),
                imported_at=NOW,
            ),
        ),
        definitions=(m.Definition(kpi="roi", version="1", frozen_on=None),),
        why=(
            m.Why(
                figure="roi",
                formula="(9,000.00 − 9,000.00) ÷ 9,000.00",
                inputs=(m.Input(name="cost.total", value="9,000.00", source="cost ledger"),),
                definition="roi",
                version="1",
                rows=("order: 5,400 rows",),
            ),
        ),
        **_model_parts(days, roi, caused),
    )
    return verdict.model_copy(update=changes)


def _model_parts(days: list[date], roi: m.Roi, caused: m.Incremental) -> dict[str, Any]:
    """What the response model says beside the answer."""

    def around(value: float, width: float = 0.3) -> m.Interval:
        return m.Interval(median=value, low=value * (1 - width), high=value * (1 + width))

    def group(name: str | None) -> m.GroupLine:
        return m.GroupLine(name=name, creators=1, posts=2, cost=Decimal("4500.00"), incremental=caused, roi=roi)

    def curve(creator: str, scale: float) -> m.ResponseCurve:
        points = tuple(
            m.CurvePoint(x=25_000.0 * n, orders=around(9 * n**0.87 * scale), gross_margin=around(300 * n**0.87 * scale))
            for n in range(6)
        )
        return m.ResponseCurve(
            creator=creator, by_views=points, views_seen_most=100_000.0, organic_views=50_000.0,
            by_boost=points[:3], cost_per_thousand=Decimal("6.5000"),
        )  # fmt: skip

    missing = phrase("null_no_paid_price")
    return {
        "decomposition": tuple(
            m.DecompositionPoint(
                starts_on=days[n], ends_on=days[n + 6], orders=430, baseline=around(400, 0.05), increment=around(25),
                expected=around(425, 0.05),
            )
            for n in range(0, 84, 7)
        ),
        "response_curves": (curve("anna.cuisine", 1.8), curve("leo_teste", 0.7)),
        "by_tier": (group("micro"), group(None)),
        "by_collaboration_type": (group("sponsored_video"), group(None)),
        "by_boost": (
            m.BoostLine(post_id="752762300047307901", creator="anna.cuisine", campaign="Printemps",
                        spend=Decimal("300.00"), views_paid=4000, orders=around(12), gross_margin=around(420), roi=roi),
            m.BoostLine(post_id="752762300047307903", creator="leo_teste", campaign=None, spend=Decimal("80.00"),
                        views_paid=None, orders=None, gross_margin=None, roi=None,
                        why_null=phrase("null_no_paid_views")),
        ),
        "next_euro": (
            m.NextEuro(creator="anna.cuisine", post_id=None, margin_per_unit=around(1.4), p_above_hurdle=0.83,
                       cost_per_thousand=Decimal("6.5000"), price_basis="creator"),
            m.NextEuro(creator="leo_teste", post_id=None, margin_per_unit=None, p_above_hurdle=None,
                       cost_per_thousand=None, why_null=missing),
        ),
        "learned": (
            m.LearnedLine(name="share_of_orders", prior=around(0.08, 0.8), posterior=around(0.1), prior_share=0.02),
            m.LearnedLine(name="capture_code", prior=around(0.3, 0.6), posterior=around(0.33), prior_share=0.2),
        ),
        "checks": (
            m.CheckLine(kind="predictive", name="largest_day", observed=41.0, expected=around(33), p_value=0.21,
                        is_alarming=False),
            m.CheckLine(kind="predictive", name="tracked_total_code", observed=90.0, expected=around(50), p_value=0.001,
                        is_alarming=True),
            m.CheckLine(kind="placebo", name="placebo_campaigns", observed=1.02, expected=around(1.0), p_value=None,
                        is_alarming=False),
        ),
        "placebo_shifts": tuple(
            m.PlaceboShift(shift_days=30 * n, share_of_orders=0.004 * (n - 3), standard_error=0.008)
            for n in range(1, 6)
        ),
        "alternatives": (
            m.AlternativeLine(name="prior_weaker", subject="share_of_orders", orders=around(252), change_in_sd=0.1,
                              is_reliable=True),
            m.AlternativeLine(name="without_signal", subject="code", orders=around(230), change_in_sd=-0.7,
                              is_reliable=False),
        ),
        "inseparable": (("anna.cuisine", "leo_teste"),),
        "by_inseparable": (
            m.InseparableLine(creators=("anna.cuisine", "leo_teste"), posts=3, cost=Decimal("4500.00"),
                              incremental=caused, roi=roi, iroas=around(1.6)),
        ),
        "diagnostics": {"r_hat_max": 1.004, "ess_bulk_min": 812.0, "divergences": 0.0, "n_draws": 1600.0},
    }  # fmt: skip
