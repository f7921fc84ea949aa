"""One line per creator: cost, what was seen, credited and caused, ROI, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.answer import Maturity, advise, iroas_of, roi_of
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.formulas import Floats, interval
from upshot.decisions.verdict.model import CreatorLine, Incremental, OrderSum, Phrase, RuleCredit
from upshot.decisions.verdict.posts import PostBook
from upshot.registries.tiers import tier_of

ZERO = Decimal("0.00")
NO_ORDERS = OrderSum(orders=0, net_revenue=ZERO)


def creator_lines(
    case: Case, book: PostBook, last_touch: RuleCredit | None, prior_shares: Mapping[str, float]
) -> tuple[CreatorLine, ...]:
    """Every creator with a collaboration, a post, a cost or an order in the scope, by handle."""
    observed = case.attribution.by_creator()
    credited = {credit.creator: credit for credit in last_touch.by_creator} if last_touch else {}
    handles = {post.creator for post in case.posts} | set(case.costs.by_creator) | set(observed)
    handles |= {c.creator for c in case.programme.collaborations if _concerns(case, c.campaign, c.creator)}
    if case.scope.kind == "creator":
        handles = {case.scope.name or ""}
    lines = []
    for handle in sorted(handles):
        credit = credited.get(handle)
        attributed = OrderSum(orders=round(credit.orders), net_revenue=credit.net_revenue) if credit else None
        line = _line(case, book, handle, observed.get(handle, NO_ORDERS), attributed)
        lines.append(line.model_copy(update={"prior_share": prior_shares.get(handle)}) if line.incremental else line)
    return tuple(lines)


def _concerns(case: Case, campaign: str, creator: str) -> bool:
    if case.scope.kind == "all":
        return True
    return case.scope.name == (campaign if case.scope.kind == "campaign" else creator)


def _line(case: Case, book: PostBook, handle: str, observed: OrderSum, attributed: OrderSum | None) -> CreatorLine:
    creator = case.programme.creators[handle]
    own, shared = case.costs.by_creator.get(handle, (ZERO, ZERO))
    orders = case.orders_draws(case.post_rows(handle))
    margin = case.margin_draws(orders)
    found = roi_of(margin, own + shared, level=case.terms.level, hurdle_rate=case.hurdle_rate)
    maturity = book.by_creator.get(handle, Maturity(None, None, book.maturity.read_out_share))
    fees = (line.amount for line in case.costs.lines if line.creator == handle and line.kind == "creator_fee")
    fee = sum(fees, ZERO)
    types = {c.collaboration_type for c in case.programme.by_creator.get(handle, ())
             if _concerns(case, c.campaign, c.creator)}  # fmt: skip
    posts = book.lines_of.get(handle, [])
    views = [line.views_now for line in posts if line.views_now is not None]
    return CreatorLine(
        creator=handle,
        display_name=creator.display_name,
        tier=tier_of(creator.followers),
        followers=creator.followers,
        collaboration_types=tuple(sorted(types)),
        posts=len(posts),
        views=sum(views) if views else None,
        cost=own + shared,
        cost_shared=shared,
        observed=observed,
        attributed_last_touch=attributed,
        incremental=incremental_of(case, orders),
        roi=found,
        iroas=iroas_of(case.revenue_draws(orders), own + shared, level=case.terms.level),
        why_null=None if found else why_no_roi(case, orders, own + shared),
        advice=advise(
            found,
            maturity,
            margin=None if margin is None else float(np.median(margin)),
            cost=own + shared,
            fee=fee,
        ),
    )


def incremental_of(case: Case, orders: Floats | None) -> Incremental | None:
    """Intervals of orders, net revenue and gross margin out of the same draws."""
    if orders is None or case.unit is None or isinstance(case.estimate, InsufficientEvidence):
        return None
    margin = case.margin_draws(orders)
    level = case.terms.level
    return Incremental(
        orders=interval(orders, level),
        net_revenue=interval(orders * case.unit.draws, level),
        gross_margin=None if margin is None else interval(margin, level),
        method=case.estimate.method,
        evidence_grade=case.estimate.evidence_grade,  # type: ignore[arg-type]
    )


def why_no_roi(case: Case, orders: Floats | None, cost: Decimal) -> Phrase:
    """The first thing that is missing for an ROI."""
    if isinstance(case.estimate, InsufficientEvidence):
        return Phrase(code=case.estimate.reason, facts=dict(case.estimate.facts))
    if orders is None:
        return Phrase(code="reason_no_posts_in_scope")
    if case.terms.gross_margin_rate is None:
        return Phrase(code="reason_no_gross_margin_rate")
    return Phrase(code="reason_no_cost") if cost <= 0 else Phrase(code="reason_no_orders")
