"""What one more euro of paid views would bring, per boosted post and per creator, at the price paid lately."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.doses import Doses
from upshot.decisions.verdict.formulas import Floats, interval
from upshot.decisions.verdict.model import CreatorLine, NextEuro, Phrase, PostLine
from upshot.decisions.verdict.prices import PaidPrices


def next_euros(
    case: Case, doses: Doses, creators: tuple[CreatorLine, ...], posts: tuple[PostLine, ...], prices: PaidPrices
) -> tuple[NextEuro, ...]:
    """A line per creator, then one per boosted post; a line whose value is not known says why."""
    slopes = _slopes(doses, case, posts)
    posts_of: dict[str, list[str]] = {}
    for post in posts:
        if post.post_id in slopes:
            posts_of.setdefault(post.creator, []).append(post.post_id)
    lines = []
    for line in creators:
        own = [slopes[post_id] for post_id in posts_of.get(line.creator, ())]
        lines.append(_line(case, line.creator, None, np.mean(own, axis=0) if own else None, prices))
    lines += [
        _line(case, post.creator, post.post_id, slopes.get(post.post_id), prices)
        for post in posts
        if post.spark is not None and post.spark.spend > 0
    ]
    return tuple(lines)


def _slopes(doses: Doses, case: Case, posts: tuple[PostLine, ...]) -> dict[str, Floats]:
    """Post → (n_draws,) orders that one more paid view brings; posts without views have none."""
    final = {post.post_id: post.views_final.median for post in posts if post.views_final is not None}
    ids = case.history.post_ids if case.history else ()
    rows = np.array([r for r in case.post_rows() if doses.organic[r] + doses.paid[r] > 0], dtype=np.int64)
    if not len(rows):
        return {}
    heading = np.array([final.get(ids[row], 0.0) for row in rows]) / doses.response.views_unit - doses.paid[rows]
    slopes = doses.orders_per_paid_view(rows, np.maximum(doses.organic[rows], heading))
    return {ids[row]: slopes[:, i] for i, row in enumerate(rows)}


def _line(case: Case, creator: str, post_id: str | None, slope: Floats | None, prices: PaidPrices) -> NextEuro:
    price = prices.of(creator, post_id)
    margin = case.margin_draws(slope)
    missing = _missing(case, slope, price)
    if missing is not None or margin is None or price is None:
        cost = price[0] if price else None
        return NextEuro(creator=creator, post_id=post_id, margin_per_unit=None, p_above_hurdle=None,
                        cost_per_thousand=cost, why_null=missing)  # fmt: skip
    returned = margin * 1000 / float(price[0])
    return NextEuro(
        creator=creator,
        post_id=post_id,
        margin_per_unit=interval(returned, case.terms.level),
        p_above_hurdle=float(np.mean(returned > 1 + case.hurdle_rate)),
        cost_per_thousand=price[0],
        price_basis=price[1],
    )


def _missing(case: Case, slope: Floats | None, price: tuple[Decimal, str] | None) -> Phrase | None:
    """The first thing that is not known."""
    if slope is None:
        return Phrase(code="null_no_post_with_views")
    if price is None:
        return Phrase(code="null_no_paid_price")
    if case.terms.gross_margin_rate is None:
        return Phrase(code="reason_no_gross_margin_rate")
    return Phrase(code="reason_no_orders") if case.unit is None else None
