"""What a creator's typical post brings by its views, and by the money of its boost."""

from __future__ import annotations

import numpy as np

from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.doses import Doses
from upshot.decisions.verdict.formulas import Floats
from upshot.decisions.verdict.model import CreatorLine, CurvePoint, Interval, Phrase, ResponseCurve
from upshot.decisions.verdict.prices import PaidPrices

MOST_CURVES = 60  # of the creators who cost most
SHARES_OF_LARGEST = np.array([0.0, 0.125, 0.25, 0.5, 0.75, 1.0, 1.5])  # the last one is beyond what was seen
BOOSTS = np.array([0.0, 0.25, 0.5, 1.0, 2.0, 3.0])  # paid views as multiples of the typical organic ones


def response_curves(case: Case, doses: Doses, creators: tuple[CreatorLine, ...], prices: PaidPrices) -> tuple[
    ResponseCurve, ...
]:  # fmt: skip
    """A curve of every creator with a post whose views are known, the most expensive creators first."""
    place = {name: i for i, name in enumerate(case.history.creators)} if case.history else {}
    found: list[ResponseCurve] = []
    for line in sorted(creators, key=lambda line: (-line.cost, line.creator)):
        rows = case.post_rows(line.creator)
        views = doses.effective(rows).mean(axis=0) if len(rows) else np.zeros(0)
        if (views > 0).any() and len(found) < MOST_CURVES:
            organic = float(np.median(doses.organic[rows][views > 0]))
            found.append(_curve(case, doses, line.creator, place[line.creator], float(views.max()), organic, prices))
    return tuple(found)


def _curve(
    case: Case, doses: Doses, creator: str, place: int, largest: float, organic: float, prices: PaidPrices
) -> ResponseCurve:
    unit = doses.response.views_unit
    views = SHARES_OF_LARGEST * largest
    price = prices.of(creator, None)
    by_boost: tuple[CurvePoint, ...] = ()
    if price is not None and organic > 0:
        paid = BOOSTS * organic
        money = paid * unit * float(price[0]) / 1000
        by_boost = _points(case, money, doses.added_by_boost(creator=place, organic=organic, paid=paid))
    return ResponseCurve(
        creator=creator,
        by_views=_points(case, views * unit, doses.orders_of_creator(place, views)),
        views_seen_most=largest * unit,
        organic_views=organic * unit,
        by_boost=by_boost,
        cost_per_thousand=price[0] if price else None,
        why_no_boost=None if by_boost else Phrase(code="null_no_paid_price" if price is None else "null_no_organic"),
    )


def _points(case: Case, x: Floats, orders: Floats) -> tuple[CurvePoint, ...]:
    bought, earned = intervals(orders, case.terms.level), margins(case, orders)
    return tuple(
        CurvePoint(x=float(at), orders=bought[i], gross_margin=earned[i] if earned else None) for i, at in enumerate(x)
    )


def margins(case: Case, orders: Floats) -> list[Interval] | None:
    """Gross margin of (n_draws, n) orders; None without a margin rate or an order value."""
    if case.unit is None or case.terms.gross_margin_rate is None:
        return None
    return intervals(orders * case.unit.draws[:, None] * float(case.terms.gross_margin_rate), case.terms.level)


def intervals(draws: Floats, level: float) -> list[Interval]:
    """Median and equal-tailed bounds of each column of (n_draws, n) draws."""
    low, median, high = np.quantile(draws, [(1 - level) / 2, 0.5, (1 + level) / 2], axis=0)
    return [
        Interval(median=float(m), low=float(lo), high=float(hi)) for m, lo, hi in zip(median, low, high, strict=True)
    ]
