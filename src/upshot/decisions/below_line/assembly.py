"""The figures below the line of one verdict, and why each is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from upshot.decisions.below_line.brand import brand_lift_of, no_figure
from upshot.decisions.below_line.customers import Customers
from upshot.decisions.below_line.emv import earned_media_value, read_counters
from upshot.decisions.below_line.loyalty import judge_loyalty
from upshot.decisions.verdict.model import BelowLine, ComparedValue, Emv, Input, Loyalty, Why

if TYPE_CHECKING:
    from upshot.decisions.verdict.case import Case

VERSION = "1"
FORMULA_TEXT = {
    "impressions_cpm": "organic_views / 1000 * cpm, summed over posts",
    "per_engagement": "organic_views / 1000 * value_per_thousand_views + likes * value_per_like"
    " + comments * value_per_comment + shares * value_per_share, summed over posts",
    "reach_cpm_quality": "reach / 1000 * cpm * clip(engagement_rate / baseline_engagement_rate,"
    " 1 - quality_range, 1 + quality_range), summed over posts",
}


def below_line_of(case: Case, customers: Customers) -> BelowLine:
    """Brand lift, image, loyalty and earned media value of the case; nothing of it is read by ROI."""
    uplift, loyalty = judge_loyalty(customers, case.attribution, case.terms, seed=case.seed)
    bought = {
        post_id: sum(n for day, n in days.items() if day <= case.today) for post_id, days in case.growth.paid.items()
    }
    counters = read_counters(case.data, case.posts, bought, now=case.now)
    emv, stability = earned_media_value(counters, case.costs.ads, case.data, case.terms)
    return BelowLine(
        brand_lift=brand_lift_of(case.data, case.scope, case.terms),
        sentiment=no_figure("null_no_sentiment"),
        ltv_uplift=uplift,
        loyalty=loyalty,
        emv=emv if case.posts else (),
        emv_rank_stability=stability if case.posts else (),
    )


def explain_below_line(case: Case, below: BelowLine) -> Iterator[Why]:
    """A why for each figure that is there, with the numbers filled in."""
    uplift, loyalty, lift = below.ltv_uplift, below.loyalty, below.brand_lift
    if lift.value is not None:
        yield _why_lift(lift)
    if uplift.value is not None and loyalty is not None:
        yield _why_uplift(case, uplift, loyalty)
    for line in below.emv:
        if line.value is not None:
            yield _why_emv(line)


def _why_lift(lift: ComparedValue) -> Why:
    rows = (f"survey_answer: {lift.n} exposed and {lift.n_control} control answers to {lift.basis!r}",)
    formula = f"brand_lift = share_exposed - share_control = {lift.value:.4f}; Newcombe's interval"
    return Why(
        figure="below_line.brand_lift", formula=formula, inputs=(), definition="brand_lift", version=VERSION, rows=rows
    )


def _why_uplift(case: Case, uplift: ComparedValue, loyalty: Loyalty) -> Why:
    line = next(line for line in loyalty.horizons if line.horizon_days == uplift.horizon_days)
    ours, theirs = line.margin_per_customer or 0.0, line.baseline_margin_per_customer or 0.0
    inputs = (
        Input(name="margin_per_customer", value=f"{ours:.4f}", source="below_line.loyalty.horizons"),
        Input(name="baseline_margin_per_customer", value=f"{theirs:.4f}", source="below_line.loyalty.horizons"),
        Input(name="gross_margin_rate", value=str(case.terms.gross_margin_rate), source="settings"),
        Input(name="horizon_days", value=str(line.horizon_days), source="below_line.loyalty.horizons"),
    )
    who = f"{line.customers} customers won through creators and {line.baseline_customers} others"
    rows = (f"order: {who}, each watched for {line.horizon_days} days after the first order",)
    return Why(
        figure="below_line.ltv_uplift",
        formula=f"ltv_uplift = {ours:.4f} - {theirs:.4f} = {uplift.value:.4f} per customer; repeat orders without a "
        "creator's trace, first orders left out",
        inputs=inputs,
        definition="ltv_uplift",
        version=VERSION,
        rows=rows,
    )


def _why_emv(line: Emv) -> Why:
    inputs = tuple(
        Input(name=p.name, value=f"{p.value:g} {p.unit} per {p.denominator}", source=f"{p.source} ({p.dated})")
        for p in line.parameters
    )
    return Why(
        figure=f"below_line.emv.{line.formula}",
        formula=FORMULA_TEXT[line.formula],
        inputs=inputs,
        definition=f"emv_{line.formula}",
        version=VERSION,
        rows=(f"post_reading: {line.posts} posts of the scope, {line.posts_without} without what the formula needs",),
    )
