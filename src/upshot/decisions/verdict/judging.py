"""The verdict: what it cost, brought and caused, whether it was worth it, and what next."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import numpy as np

from upshot.decisions.attribution import Rule, TouchKind
from upshot.decisions.attribution.leaks import find_leaks
from upshot.decisions.below_line.assembly import below_line_of, explain_below_line
from upshot.decisions.verdict import standing
from upshot.decisions.verdict.answer import explain, iroas_of, judge_roi, roi_of
from upshot.decisions.verdict.case import Case, Material, gather, open_case
from upshot.decisions.verdict.caveats import caveats_of
from upshot.decisions.verdict.creators import creator_lines, incremental_of
from upshot.decisions.verdict.doses import Doses
from upshot.decisions.verdict.flow import TaggedVisits, analytics_orders, funnel, read_tagged_visits, timeline
from upshot.decisions.verdict.formulas import Floats, interval, ratio
from upshot.decisions.verdict.groups import by_boost, by_collaboration_type, by_inseparable, by_tier
from upshot.decisions.verdict.model import (
    Cost,
    Definition,
    Evidence,
    Interval,
    Observed,
    Period,
    Phrase,
    RuleCredit,
    Scope,
    UsedSource,
    Value,
    Verdict,
)
from upshot.decisions.verdict.next_euro import next_euros
from upshot.decisions.verdict.post_worth import with_worth
from upshot.decisions.verdict.posts import read_posts
from upshot.decisions.verdict.response_curves import response_curves
from upshot.decisions.verdict.why import explain_figures
from upshot.decisions.verdict.why_model import explain_model
from upshot.measures.catalogue import KPIS
from upshot.measures.data import WorkspaceData
from upshot.version import __version__

HEADLINE_RULE = Rule.LAST_TOUCH  # the rule behind roas_ads and roas_all_in
DEFINED = ("roi", "cost_all_in", "orders", "net_revenue", "aov", "orders_attributed", "incremental_orders",
           "roas_ads", "roas_all_in", "margin_roas", "iroas", "views", "impressions")  # fmt: skip


def judge(
    data: WorkspaceData, *, scope: Scope, now: datetime, seed: int = 1, material: Material | None = None
) -> Verdict:
    """Judge a campaign, a creator or the whole programme on what is known at `now`.

    Parameters
    ----------
    scope : what the verdict is about; names as recorded, letter case aside
    now : an aware instant; nothing later is read, and no clock is
    seed : of every draw; same data, same `now`, same seed, same verdict
    material : what `gather` gave for the same data, `now` and seed, when several scopes are asked in a row

    Raises
    ------
    UnknownName : no such campaign or creator; with the nearest names
    SettingsError : an exchange rate or a setting is missing or invalid
    InvalidInput : `now` without a time zone
    """
    material = material or gather(data, now=now, seed=seed)
    case = open_case(material, scope)
    cost = Cost(total=case.costs.total, lines=case.costs.lines)
    visits = read_tagged_visits(case)
    observed = _observed(case, visits)
    reading = case.attribution.reading
    rules = case.attribution.by_rule() if reading.has_codes or reading.has_links or reading.has_survey else ()
    last_touch = next((rule for rule in rules if rule.rule == HEADLINE_RULE), None)
    orders = case.orders_draws(case.post_rows())
    incremental = incremental_of(case, orders)
    roi = roi_of(case.margin_draws(orders), cost.total, level=case.terms.level, hurdle_rate=case.hurdle_rate)
    book = read_posts(case)
    judgement = explain(case, judge_roi(roi, book.maturity, level=case.terms.level), orders)
    ratios = _ratios(case, last_touch, orders)
    below = below_line_of(case, material.customers)
    creators = creator_lines(case, book, last_touch, material.prior_shares)
    posts = with_worth(case, book.lines, creators)
    doses, groups = Doses.of(case), standing.inseparable(case)
    return Verdict(
        upshot_version=__version__,
        workspace=data.name,
        is_demo=data.is_demo,
        scope=case.scope,
        period=case.period,
        as_of=case.now,
        currency=case.terms.currency,
        level=case.terms.level,
        seed=seed,
        data_version=data.data_version(),
        cost=cost,
        observed=observed,
        attributed=rules,
        triangulation=case.attribution.triangulation(),
        incremental=incremental,
        roi=roi,
        roas_ads=ratios["roas_ads"],
        roas_all_in=ratios["roas_all_in"],
        margin_roas=ratios["margin_roas"],
        iroas=ratios["iroas"],
        break_even_orders=ratios["break_even_orders"],
        verdict=judgement.answer,
        reasons=judgement.reasons,
        what_would_help=judgement.what_would_help,
        creators=creators,
        posts=posts,
        leaks=find_leaks(case.attribution, case.programme, shop_orders=case.shop.orders_on),
        timeline=timeline(case),
        funnel=funnel(case, book.lines, visits, observed.orders, incremental.orders if incremental else None),
        below_line=below,
        caveats=caveats_of(case, book, visits),
        sources=_sources(case),
        definitions=_definitions(case),
        why=(
            *explain_figures(case, cost, observed, last_touch, incremental, roi, ratios, visits, book.lines),
            *explain_below_line(case, below),
            *explain_model(case, material.prices),
        ),
        decomposition=standing.decomposition(case),
        response_curves=response_curves(case, doses, creators, material.prices) if doses else (),
        by_tier=by_tier(case, creators),
        by_collaboration_type=by_collaboration_type(case, creators),
        by_boost=by_boost(case, doses, book.lines),
        next_euro=next_euros(case, doses, creators, book.lines, material.prices) if doses else (),
        learned=standing.learned(case),
        checks=standing.checks(case),
        placebo_shifts=standing.placebo_shifts(case),
        alternatives=standing.alternatives(case),
        inseparable=groups,
        by_inseparable=by_inseparable(case, groups, creators),
        diagnostics=standing.diagnostics(case),
    )


def _observed(case: Case, visits: TaggedVisits | None) -> Observed:
    ledger, reading = case.attribution, case.attribution.reading
    total = ledger.seen()
    return Observed(
        orders=total.orders,
        net_revenue=total.net_revenue,
        by_evidence={
            "code": ledger.seen(TouchKind.CODE) if reading.has_codes else None,
            "link": ledger.seen(TouchKind.LINK) if reading.has_links else None,
            "survey": ledger.seen(TouchKind.SURVEY) if reading.has_survey else None,
            "analytics": analytics_orders(visits),
        },
    )


def _ratios(case: Case, last_touch: RuleCredit | None, orders: Floats | None) -> dict[str, Value]:
    """The ROAS family and break-even: attributed ones carry rule and window, missing ones say why."""
    cost, ads = case.costs.total, case.costs.sum_of("ads")
    basis = f"{HEADLINE_RULE}, {case.terms.attribution_window_days} d"
    no_estimate = Phrase(code="null_no_estimate")
    no_margin_rate = Phrase(code="reason_no_gross_margin_rate")
    no_margin = no_margin_rate if case.terms.gross_margin_rate is None else no_estimate
    no_cost, no_ads = Phrase(code="reason_no_cost"), Phrase(code="null_no_ad_spend")
    no_traces = Phrase(code="null_no_traces")

    def attributed(denominator: Decimal, why_null: Phrase, *, rate: Decimal | None = Decimal(1)) -> Value:
        credited = last_touch.net_revenue * rate if last_touch and rate is not None else None
        value = ratio(credited, denominator) if credited is not None else None
        why = None if value is not None else (why_null if last_touch else no_traces)
        return Value(value=value, why_null=why, evidence=Evidence.ATTRIBUTED, basis=basis)

    def modelled(found: Interval | None, why_null: Phrase) -> Value:
        value, why = (None, why_null) if found is None else (found.median, None)
        return Value(value=value, why_null=why, evidence=Evidence.MODELLED, basis="median", interval=found)

    rate, level = case.terms.gross_margin_rate, case.terms.level
    unit = case.unit.draws * float(rate) if case.unit and rate is not None else None
    is_priced = unit is not None and bool(np.all(unit > 0))
    return {
        "roas_ads": attributed(ads, no_ads),
        "roas_all_in": attributed(cost, no_cost),
        "margin_roas": attributed(cost, no_margin_rate if rate is None else no_cost, rate=rate),
        "iroas": modelled(
            iroas_of(case.revenue_draws(orders), cost, level=level), no_cost if orders is not None else no_estimate
        ),
        "break_even_orders": modelled(
            interval(float(cost) / unit, level) if unit is not None and is_priced and cost > 0 else None,
            no_cost if unit is not None else no_margin,
        ),
    }  # fmt: skip


def _sources(case: Case) -> tuple[UsedSource, ...]:
    return tuple(
        UsedSource(
            name=file.name,
            kind=file.kind,
            rows=file.rows_read,
            period=Period(starts_on=file.starts_on, ends_on=file.ends_on) if file.starts_on and file.ends_on else None,
            imported_at=file.imported_at,
        )
        for file in case.data.imports()
    )


def _definitions(case: Case) -> tuple[Definition, ...]:
    """The KPI definitions used; in a campaign, frozen on its first day."""
    frozen_on = case.campaign.starts_on if case.campaign else None
    return tuple(
        Definition(kpi=name, version=KPIS[name].version, frozen_on=frozen_on) for name in DEFINED if name in KPIS
    )
