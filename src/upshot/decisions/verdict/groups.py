"""The scope by tier, collaboration type and boost, out of the same draws: tiers sum to the whole, and so do types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from upshot.decisions.verdict.answer import iroas_of, roi_of
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.creators import incremental_of, why_no_roi
from upshot.decisions.verdict.doses import Doses, Rows
from upshot.decisions.verdict.formulas import Floats, interval
from upshot.decisions.verdict.model import BoostLine, CreatorLine, GroupLine, InseparableLine, Phrase, PostLine
from upshot.registries.tiers import tiers
from upshot.vocabulary.money import split_to_cents

ZERO = Decimal("0.00")


def rows_by_tier(case: Case, creators: Iterable[CreatorLine]) -> dict[str | None, Rows]:
    """Tier → rows of the history; every row of the scope stands in exactly one tier."""
    tier = {line.creator: line.tier for line in creators}
    return _rows_by(case, {post.post_id: tier.get(post.creator) for post in case.posts})


def rows_by_collaboration_type(case: Case) -> dict[str | None, Rows]:
    """Collaboration type → rows of the history; None where no collaboration covers the post."""
    return _rows_by(case, {post.post_id: post.collaboration_type for post in case.posts})


def by_tier(case: Case, creators: tuple[CreatorLine, ...]) -> tuple[GroupLine, ...]:
    """Smallest tier first, creators of unknown size last."""
    rows = rows_by_tier(case, creators)
    order = {tier.tier: i for i, tier in enumerate(tiers())}
    lines = []
    for name in sorted({line.tier for line in creators}, key=lambda name: order.get(name or "", len(order))):
        own = [line for line in creators if line.tier == name]
        posts, cost = sum(line.posts for line in own), sum((line.cost for line in own), ZERO)
        lines.append(_line(case, name, len(own), posts, cost, rows.get(name, _none())))
    return tuple(lines)


def by_collaboration_type(case: Case, creators: tuple[CreatorLine, ...]) -> tuple[GroupLine, ...]:
    """By name, posts outside any collaboration last.

    The cost of a creator who works in several ways is split in proportion to what was agreed for each.
    """
    rows = rows_by_collaboration_type(case)
    n_posts: defaultdict[str | None, int] = defaultdict(int)
    cost: defaultdict[str | None, Decimal] = defaultdict(lambda: ZERO)
    who: defaultdict[str | None, set[str]] = defaultdict(set)
    for post in case.posts:
        n_posts[post.collaboration_type] += 1
        who[post.collaboration_type].add(post.creator)
    for line in creators:
        for kind, amount in _agreed(case, line).items():
            cost[kind] += amount
            who[kind].add(line.creator)
    names = sorted(who, key=lambda name: (name is None, name or ""))
    return tuple(
        _line(case, name, len(who[name]), n_posts[name], cost[name], rows.get(name, _none())) for name in names
    )


def _agreed(case: Case, line: CreatorLine) -> dict[str | None, Decimal]:
    """The creator's all-in cost by collaboration type; nobody's type where there is no collaboration."""
    weights = agreed_by_type(case, line.creator)
    if not weights:
        return {None: line.cost} if line.cost else {}
    names = sorted(weights)
    return dict(zip(names, split_to_cents(line.cost, [weights[name] for name in names]), strict=True))


def agreed_by_type(case: Case, creator: str) -> dict[str, Decimal]:
    """What was agreed with a creator for each type of collaboration that has begun, in the currencies agreed."""
    weights: defaultdict[str, Decimal] = defaultdict(Decimal)
    for deal in case.programme.by_creator.get(creator, ()):
        has_begun = (deal.starts_on or case.today) <= case.today
        if has_begun and _is_in_scope(case, deal.campaign):
            parts = (deal.fee, deal.product_cost, deal.shipping_cost, deal.rights_fee, deal.other_cost)
            weights[deal.collaboration_type] += sum((max(part, ZERO) for part in parts if part is not None), ZERO)
    return dict(weights)


def _is_in_scope(case: Case, campaign: str) -> bool:
    return case.scope.kind != "campaign" or case.scope.name == campaign


def _line(case: Case, name: str | None, creators: int, posts: int, cost: Decimal, rows: Rows) -> GroupLine:
    orders = case.orders_draws(rows)
    found = roi_of(case.margin_draws(orders), cost, level=case.terms.level, hurdle_rate=case.hurdle_rate)
    return GroupLine(
        name=name,
        creators=creators,
        posts=posts,
        cost=cost,
        incremental=incremental_of(case, orders),
        roi=found,
        iroas=iroas_of(case.revenue_draws(orders), cost, level=case.terms.level),
        why_null=None if found else why_no_roi(case, orders, cost),
    )


def by_inseparable(
    case: Case, groups: Iterable[tuple[str, ...]], creators: Iterable[CreatorLine]
) -> tuple[InseparableLine, ...]:
    """What the creators of each group cost and caused together."""
    line_of = {line.creator: line for line in creators}
    return tuple(_together(case, [line_of[name] for name in group]) for group in groups)


def _together(case: Case, lines: list[CreatorLine]) -> InseparableLine:
    names = tuple(line.creator for line in lines)
    posts, cost = sum(line.posts for line in lines), sum((line.cost for line in lines), ZERO)
    sum_ = _line(case, None, len(lines), posts, cost, np.concatenate([case.post_rows(name) for name in names]))
    parts = ("posts", "cost", "incremental", "roi", "iroas", "why_null")
    return InseparableLine(creators=names, **{part: getattr(sum_, part) for part in parts})


def by_boost(case: Case, doses: Doses | None, posts: tuple[PostLine, ...]) -> tuple[BoostLine, ...]:
    """The boosted posts of the scope, the highest spend first."""
    row = {post_id: i for i, post_id in enumerate(case.history.post_ids)} if case.history else {}
    boosted = [post for post in posts if post.spark is not None and post.spark.spend > 0]
    boosted.sort(key=lambda post: (-(post.spark.spend if post.spark else ZERO), post.post_id))
    return tuple(_boost(case, doses, post, row.get(post.post_id)) for post in boosted)


def _boost(case: Case, doses: Doses | None, post: PostLine, row: int | None) -> BoostLine:
    assert post.spark is not None
    orders = None if doses is None or row is None else added_orders(case, doses, row)
    margin = case.margin_draws(orders)
    found = roi_of(margin, post.spark.spend, level=case.terms.level, hurdle_rate=case.hurdle_rate)
    return BoostLine(
        post_id=post.post_id,
        creator=post.creator,
        campaign=post.campaign,
        spend=post.spark.spend,
        views_paid=post.spark.views_paid,
        orders=None if orders is None else interval(orders, case.terms.level),
        gross_margin=None if margin is None else interval(margin, case.terms.level),
        roi=found,
        iroas=iroas_of(case.revenue_draws(orders), post.spark.spend, level=case.terms.level),
        why_null=None if found else _why_no_boost(case, doses, orders, post),
    )


def added_orders(case: Case, doses: Doses, row: int) -> Floats | None:
    """(n_draws,) orders of a post that would be missing without its paid views; None where no paid view is known."""
    rows = np.array([row], dtype=np.int64)
    orders = case.orders_draws(rows)
    if orders is None or doses.paid[row] <= 0:
        return None
    return np.asarray(orders * doses.paid_share(rows)[:, 0])


def _why_no_boost(case: Case, doses: Doses | None, orders: Floats | None, post: PostLine) -> Phrase:
    if doses is not None and orders is None:
        return Phrase(code="null_no_paid_views")
    return why_no_roi(case, orders, post.spark.spend if post.spark else ZERO)


def _rows_by(case: Case, group: dict[str, str | None]) -> dict[str | None, Rows]:
    ids = case.history.post_ids if case.history else ()
    found: defaultdict[str | None, list[int]] = defaultdict(list)
    for row in case.post_rows().tolist():
        found[group.get(ids[row])].append(row)
    return {name: np.array(rows, dtype=np.int64) for name, rows in found.items()}


def _none() -> Rows:
    return np.empty(0, dtype=np.int64)
