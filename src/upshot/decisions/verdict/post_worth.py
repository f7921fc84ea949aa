"""What each post cost and earned: its share of the creator's cost, and ROI and iROAS from its own draws."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.creators import why_no_roi
from upshot.decisions.verdict.groups import agreed_by_type
from upshot.decisions.verdict.model import CreatorLine, Interval, PostLine, Roi
from upshot.vocabulary.money import split_to_cents

ZERO = Decimal("0.00")
BLOCK = 500  # posts looked at together: their draws stay within a few megabytes


def with_worth(case: Case, posts: Sequence[PostLine], creators: Iterable[CreatorLine]) -> tuple[PostLine, ...]:
    """The posts with their cost, ROI and iROAS; without a cost or an estimate those are null, with the reason."""
    costs = _costs(case, posts, creators)
    row = {post_id: i for i, post_id in enumerate(case.history.post_ids)} if case.history else {}
    known = [post for post in posts if post.post_id in row and costs[post.post_id] > 0]
    worth: dict[str, tuple[Roi | None, Interval]] = {}
    for start in range(0, len(known), BLOCK):
        block = known[start : start + BLOCK]
        worth |= _worth(case, block, [row[post.post_id] for post in block], [costs[post.post_id] for post in block])
    lines = []
    for post in posts:
        cost, (found, iroas) = costs[post.post_id], worth.get(post.post_id, (None, None))
        orders = case.orders_draws(np.array([row[post.post_id]])) if found is None and post.post_id in row else None
        why = None if found else why_no_roi(case, orders, cost)
        lines.append(post.model_copy(update={"cost": cost, "roi": found, "iroas": iroas, "why_null": why}))
    return tuple(lines)


def _worth(
    case: Case, posts: list[PostLine], rows: list[int], costs: list[Decimal]
) -> dict[str, tuple[Roi | None, Interval]]:
    if isinstance(case.estimate, InsufficientEvidence) or case.unit is None:
        return {}
    spent = np.array([float(cost) for cost in costs])
    returns = case.estimate.orders_draws[:, rows] * case.unit.draws[:, None] / spent  # (n_draws, n_posts): iROAS
    tail = (1 - case.terms.level) / 2
    bounds = np.quantile(returns, [tail, 0.5, 1 - tail], axis=0)
    rate = None if case.terms.gross_margin_rate is None else float(case.terms.gross_margin_rate)
    odds = None if rate is None else np.mean(returns * rate - 1 > case.hurdle_rate, axis=0)
    found: dict[str, tuple[Roi | None, Interval]] = {}
    for place, post in enumerate(posts):
        low, median, high = (float(bound) for bound in bounds[:, place])
        roi = None
        if rate is not None and odds is not None:
            roi = Roi(
                median=median * rate - 1,
                low=low * rate - 1,
                high=high * rate - 1,
                p_above_hurdle=float(odds[place]),
                hurdle_rate=case.hurdle_rate,
            )
        found[post.post_id] = (roi, Interval(median=median, low=low, high=high))
    return found


def _costs(case: Case, posts: Iterable[PostLine], creators: Iterable[CreatorLine]) -> dict[str, Decimal]:
    """Post → its own ads and its share of what else the creator cost; sums to the creator's cost, to the cent."""
    of_creator: defaultdict[str, list[PostLine]] = defaultdict(list)
    for post in posts:
        of_creator[post.creator].append(post)
    kind = {post.post_id: post.collaboration_type for post in case.posts}
    costs: dict[str, Decimal] = {}
    for line in creators:
        own = of_creator.pop(line.creator, [])
        ads = [post.spark.spend if post.spark else ZERO for post in own]
        spent = min(sum(ads, ZERO), line.cost)
        agreed = agreed_by_type(case, line.creator)
        n_of = Counter(kind[post.post_id] for post in own)
        weights = [agreed.get(kind[post.post_id] or "", ZERO) / n_of[kind[post.post_id]] for post in own]
        parts = zip(split_to_cents(spent, ads), split_to_cents(line.cost - spent, weights), strict=True)
        costs |= {post.post_id: paid + rest for post, (paid, rest) in zip(own, parts, strict=True)}
    return costs | {post.post_id: ZERO for rest in of_creator.values() for post in rest}
